from __future__ import annotations

import subprocess
import sys
from io import StringIO
from pathlib import Path

from article41.render._page import Page, Span
from article41.render._paint import STYLES, paint


def painted(colour: bool, *spans: Span) -> str:
    page = Page(60)
    page.add(*spans)
    out = StringIO()
    paint(page.lines, out, colour, 60)
    return out.getvalue()


def test_plain_is_the_text_alone():
    assert painted(False, Span("[red]no markup[/red] ", "strong"), Span("x", link="https://un.org")) == (
        "[red]no markup[/red] x\n"
    )


def test_colour_says_the_same(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = painted(True, Span("[red]stop[/red] :warning: ", "prohibited"), Span("x"))
    assert "[red]stop[/red] :warning:" in text
    assert "\x1b[" in text


def test_links_are_for_terminals(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b]8;" in painted(True, Span("x", link="https://un.org"))


def test_a_hostile_address_is_no_link(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "evil" not in painted(True, Span("x", link="https://un.org\x1b\\\x1b]0;evil\x07"))


def test_every_style_is_known_to_rich():
    from rich.style import Style

    for style in STYLES.values():
        Style.parse(style)


def test_plain_text_does_without_rich():
    code = (
        "import sys; from render._samples import full_report, text_of;"
        "print(text_of(full_report())); sys.exit('rich' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent.parent, check=False)
    assert done.returncode == 0
