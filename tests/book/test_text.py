from __future__ import annotations

from html.parser import HTMLParser

import pytest

from article41.book._text import MdPage, days, path_name, text, web_link

HOSTILE = [
    "<script>alert(1)</script>",
    "</div><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) ![x](https://example.org/x)",
    "`code` *em* _em_ **strong** __s__ ~~x~~ ^^y^^ ==z==",
    "| a | b |",
    "# heading",
    "- list",
    "1. list",
    "2) list",
    "> quote",
    "!!! note",
    '??? note "x"',
    "[TOC]",
    "{{ config }} {% raw %} {: .x onclick=alert(1) }",
    "&lt;b&gt; &amp; &#60;",
    "\\*backslash\\*",
    "+ plus",
    ": definition",
    "https://example.org/ <https://example.org/>",
    "line\nbreak\r\u2028\u202e\x1b[2J",
    "---",
    "===",
    "$x$ \"quoted\" 'single'",
    '--8<-- "/etc/passwd"',
    "*[HTML]: abbr",
    "[^1]: note",
    "[ref]: https://example.org/",
    ":smile:",
]


class _Shown(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.said = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.said += data


def _shown(source: str) -> _Shown:
    markdown = pytest.importorskip("markdown", reason="comes with the extra book")
    return _Shown(markdown.markdown(source, extensions=["tables", "pymdownx.details", "admonition", "toc"]))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_stays_text_wherever_it_stands(hostile: str) -> None:
    from article41.render._safe import safe_text

    shown = _shown(text(hostile))
    assert (shown.tags, shown.said.strip()) == (["p"], safe_text(hostile).strip())
    assert _shown(f"## {text(hostile)}").tags == ["h2"]
    assert _shown(f"- {text(hostile)}").tags == ["ul", "li"]
    assert _shown(f"[{text(hostile)}](a.html)").tags == ["p", "a"]
    table = _shown(f"| A |\n| --- |\n| {text(hostile)} |")
    assert table.tags == ["table", "thead", "tr", "th", "tbody", "tr", "td"]
    folded = _shown(f'??? note "{text(hostile)}"\n\n    - x')
    assert folded.tags == ["details", "summary", "ul", "li"]
    assert safe_text(hostile).strip() in folded.said


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "file:///etc/passwd", None]
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert web_link("S/RES/1", url) == "S/RES/1"


def test_an_address_cannot_leave_its_link() -> None:
    shown = _shown(web_link("x", 'https://example.org/a) <script>"onclick=x [y](z'))
    assert shown.tags == ["p", "a"]
    assert shown.said == "x"


def test_names_of_pages_stay_in_their_folder_and_apart() -> None:
    names = ["a-b", "A-b", "../../x", "..", "", "a/b", "a b", "index.html", "é", "x" * 300, "con\x00"]
    made = [path_name(name) for name in names]
    assert made[0] == "a-b"
    assert len({name.lower() for name in made}) == len(names)
    assert all(name and "/" not in name and "." not in name and len(name) <= 120 for name in made)


def test_periods_are_said_in_words() -> None:
    said = days([(None, 20060101), (20070102, 20080103), (20090101, None)])
    assert said == "to 2006-01-01, 2007-01-02 to 2008-01-03, from 2009-01-01 on"


def test_a_link_goes_from_the_page_where_it_stands() -> None:
    assert MdPage("provisions/a/b.md", "B").to("regimes/a.md", "A") == "[A](../../regimes/a.md)"
    assert MdPage("index.md", "I").to("regimes/a.md", "A") == "[A](regimes/a.md)"
