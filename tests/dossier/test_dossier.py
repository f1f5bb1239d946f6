from __future__ import annotations

import builtins
import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest

from article41 import InputError, Rulebook, check
from article41._errors import Place, Problem
from article41._record import replace
from article41.dossier._considered import considered
from article41.dossier._facts import stated_facts
from article41.engine._check import engine_for
from article41.engine._report import WaiverResult
from article41.model import read_transfers
from article41.render import Judged, Refused, Screen, Source, Tally, writer_for

from .._pages import ROOT
from ..render._samples import finding, full_report, report
from ._browser import browser

TRANSFERS = ROOT / "fixtures" / "transfers"
HOSTILE = (
    "</td></style><script>document.title='taken'</script><img src=https://example.org/x onerror=alert(1)>\x1b[2J\u202e&"
)


def judged(data: bytes, label: str = "t.json") -> Judged:
    result = read_transfers(data, label)[0]
    assert result.transfer is not None
    return Judged(check(result.transfer), result.transfer, Source(label), result, Rulebook.default())


def page_of(*about: Judged, refused: Refused | None = None) -> str:
    out = StringIO()
    writer = writer_for("html", out, Screen(several=len(about) > 1))
    for each in about:
        writer.report(each)
    if refused is not None:
        writer.refused(refused)
    writer.close(Tally({}))
    return out.getvalue()


def fixture(name: str) -> bytes:
    return (TRANSFERS / f"{name}.json").read_bytes()


def hostile() -> bytes:
    import json

    document = json.loads(fixture("kp-ru-artillery-shells-2023"))
    document["id"] = document["supplier"]["name"] = document["description"] = HOSTILE
    return json.dumps(document).encode()


class Outline(HTMLParser):
    """What a reader of the page goes by."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def levels(self):
        return [int(name[1]) for name, _ in self.tags if re.fullmatch("h[1-6]", name)]


@pytest.fixture(scope="module")
def shells() -> str:
    return page_of(judged(fixture("kp-ru-artillery-shells-2023")))


def test_every_part_of_a_full_report_is_there():
    full = full_report()
    text = page_of(Judged(full))
    for part in (*full.findings, *full.obligations, *full.advisories):
        assert part.provision in text
    for question in full.questions:
        assert question.ask in text
    for exemption in full.findings[0].exemptions:
        assert exemption.summary in text
    assert full.rulebook.digest in text
    assert full.caveats[0].text[1:] in text


def test_same_input_same_bytes(shells):
    assert page_of(judged(fixture("kp-ru-artillery-shells-2023"))) == shells


def test_headings_are_in_order_and_landmarks_are_there(shells):
    many = page_of(*[judged(path.read_bytes()) for path in sorted(TRANSFERS.glob("*.json"))])
    for text in (shells, many):
        outline = Outline(text)
        assert outline.levels[0] == 1
        assert outline.levels.count(1) == 1
        assert all(after <= before + 1 for before, after in zip(outline.levels, outline.levels[1:], strict=False))
        assert len(outline.all("main")) == 1
        assert outline.all("html") == [{"lang": "en"}]
        assert all(head.get("scope") in ("row", "col") for head in outline.all("th"))
        ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
        assert len(ids) == len(set(ids))
        inner = [a["href"][1:] for a in outline.all("a") if (a["href"] or "").startswith("#")]
        assert set(inner) <= set(ids)
    assert len(Outline(many).all("nav")) == 1


def test_the_facts_stand_as_they_were_given():
    (fact,) = stated_facts({"items": [{"hs": "93.06"}]})
    assert fact == ("/items/0/hs", "93.06")
    assert list(stated_facts({"a~/b": [], "c": None})) == [("/a~0~1b", "[]"), ("/c", "null")]


def test_what_was_considered_adds_up():
    one = judged(fixture("kp-ru-artillery-shells-2023"))
    engine = engine_for()
    assert one.transfer is not None
    tried, untried = considered(engine, one.transfer, one.report)
    found = {f.regime for f in one.report.findings}
    assert len(tried) + len(untried) + len(found) == len(engine.rulebook.regimes)
    assert all(miss.lacking for regime in tried for miss in regime.nearest)
    assert not found & {regime.regime for regime in tried}


def test_without_states_there_is_no_picture_and_it_says_why():
    text = page_of(judged(b'{"date": "2020-01-01", "items": [{"type": "food"}]}'))
    assert "<svg" not in text
    assert "the States of supplier and recipient are not both stated" in text


def test_without_the_text_the_facts_are_those_that_were_read():
    one = judged(fixture("ru-kp-food-aid-2023"))
    assert one.transfer is not None
    text = page_of(one._replace(origin=None))
    assert one.transfer.supplier is not None
    assert f"<td>{one.transfer.supplier.state}</td>" in text


def test_an_address_that_is_no_web_page_is_no_link():
    cite = replace(full_report().findings[0].citations[0], url="javascript:alert(1)")
    text = page_of(Judged(report(findings=(finding(citations=(cite,)),))))
    assert "javascript:" not in text
    assert cite.paragraph in text


def test_what_could_not_be_judged_is_told():
    error = InputError(Problem("it is <no> transfer", Place("b.json", 1, 2), "mend it"))
    text = page_of(judged(fixture("ru-kp-food-aid-2023")), refused=Refused(error, Source("b.json")))
    assert "it is &lt;no&gt; transfer" in text
    assert "b.json:1:2" in text


def test_without_jinja2_the_error_says_what_to_install(monkeypatch):
    real = builtins.__import__

    def without(name, *rest, **named):
        if name == "jinja2":
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError, match=r"article41\[html\]"):
        writer_for("html", StringIO(), Screen())


# In a real browser


def contrast(one: list[float], other: list[float]) -> float:
    def light(colour):
        parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


COLOURS = """[...document.querySelectorAll('p, td, th, li, a, h1, h2, .badge, .faint')].map(e => {
  let b = e; while (b && getComputedStyle(b).backgroundColor === 'rgba(0, 0, 0, 0)') b = b.parentElement;
  const n = s => s.match(/[0-9.]+/g).slice(0, 3).map(Number);
  return [n(getComputedStyle(e).color), n(getComputedStyle(b || document.body).backgroundColor)] })"""


def test_a_browser_shows_it_asks_for_nothing_and_complains_of_nothing(tmp_path: Path, shells: str):
    path = tmp_path / "dossier.html"
    path.write_text(shells, encoding="utf-8")
    with browser(tmp_path / "profile", viewport={"width": 800, "height": 600}) as look:
        look.open(path)
        page = look.page
        assert (look.requests, look.said) == ([path.as_uri()], [])
        assert page.get_by_role("heading", level=1).inner_text().endswith("kp-ru-artillery-shells-2023")
        assert (
            page.get_by_role("link", name="S/RES/1718 (2006) 8 (b)").first.get_attribute("href").startswith("https://")
        )
        assert page.get_by_role("img").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 800
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert min(contrast(*pair) for pair in page.evaluate(COLOURS)) >= 4.5, scheme
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.emulate_media(media="print")
        assert page.locator(".skip").is_hidden()
        assert len(page.pdf(format="A4")) > 10_000


def test_hostile_texts_come_out_as_text(tmp_path: Path):
    path = tmp_path / "dossier.html"
    path.write_text(page_of(judged(hostile(), "<b>x</b>.json")), encoding="utf-8")
    with browser(tmp_path / "profile") as look:
        look.open(path)
        assert (look.requests, look.said) == ([path.as_uri()], [])
        assert look.page.title() != "taken"
        assert look.page.locator("script, img[src], b").count() == 0
        shown = look.page.inner_text("main")
        assert "<script>" in shown
        assert "\\x1b[2J\\u202e&" in shown


def test_several_have_an_index_that_leads_to_them(tmp_path: Path):
    path = tmp_path / "dossier.html"
    about = [judged(file.read_bytes(), file.name) for file in sorted(TRANSFERS.glob("*.json"))]
    path.write_text(page_of(*about), encoding="utf-8")
    with browser(tmp_path / "profile") as look:
        look.open(path)
        rows = look.page.locator("nav tbody tr")
        assert rows.count() == len(about)
        verdicts = [row.locator(".badge").inner_text() for row in rows.all()]
        assert verdicts == [one.report.verdict.value.replace("_", " ") for one in about]
        rows.last.get_by_role("link").click()
        assert look.page.evaluate("document.querySelector(':target').innerText").startswith(about[-1].report.transfer)
        assert look.said == []


def test_waivers_are_listed_with_what_became_of_them() -> None:
    shells = judged(fixture("kp-ru-artillery-shells-2023"))
    waivers = (
        WaiverResult("r/p", "applied", None, None, (0,), "Agreed", "The Minister", "2030-01-01", "Act 3"),
        WaiverResult("r/q", "void", "expired", "it ran out on 2020-01-01", (), HOSTILE, "B", "2020-01-01", "Act 4"),
    )
    told = replace(shells.report, waivers=waivers)
    page = page_of(shells._replace(report=told))
    assert "Applied · r/p: Agreed · The Minister, until 2030-01-01, by Act 3" in page
    assert "Void: it ran out on 2020-01-01 · r/q" in page
    assert "<script>document.title" not in page
    assert "Waivers</h" not in page_of(shells)
