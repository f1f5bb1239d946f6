from __future__ import annotations

from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from article41._record import replace
from article41._words import ExemptionStatus, Verdict
from article41.engine._report import Caveat, FactShown
from article41.model import Transfer
from article41.render import Judged, Screen, Source, Tally, writer_for
from article41.render._cells import cells

from ._samples import cite, document, exemption, finding, full_report, lines_of, report, text_of, transfer


def word(verdict: Verdict) -> str:
    return verdict.value.replace("_", " ").upper()


@pytest.mark.parametrize("verdict", Verdict)
def test_the_verdict_comes_first(verdict):
    first = lines_of(report(verdict))[0]
    assert first.split("  ")[0].strip() == word(verdict)
    assert "transfer-1" in first


def test_then_what_was_judged():
    line = lines_of(report(), about=transfer())[1]
    assert line == (
        "Artillery shells (6,000 rounds), food and 1 more item · AA → Ministry of Defence (BB) · 2020-01-01"
    )


def test_without_the_transfer_the_day():
    assert lines_of(report())[1] == "On 2020-01-01"


def test_a_short_report_whole():
    assert lines_of(report(Verdict.OUT_OF_SCOPE), about=transfer(items=[{"type": "food"}])) == [
        " OUT OF SCOPE   transfer-1",
        "Food · AA → Ministry of Defence (BB) · 2020-01-01",
        "",
        "No embargo of this rulebook reaches it.",
        "",
        f"Rulebook 7 ({'ab' * 8}) · article41 0.0.1 · engine closures",
    ]


@pytest.mark.parametrize("width", [40, 80, 100, 120])
def test_no_line_is_wider_than_the_screen(width):
    lines = lines_of(full_report(), screen=Screen(width), about=transfer())
    assert max(cells(line) for line in lines) <= width
    assert not any(line.endswith(" ") for line in lines)


def test_every_part_is_there():
    text = " ".join(text_of(full_report(), about=transfer()).split())
    for part in (
        "The rule that leaves it prohibited.",
        "prohibited · aland/prohibited · items 0 (artillery shells), 1 (food) · supply · medium confidence",
        "S/RES/100 (2001) 8 (b) imposes",
        "S/RES/100 (2001) 3 (a) (i) widens number not verified",
        "/supplier/state AA · from.state is AA",
        "artillery_shells → ammunition → arms",
        "supply, transit · activity",
        "true · route.ship_to_ship is true",
        "none · end_use.purpose is not military",
        "paper missing · What hunting allows. · S/RES/100 (2001) 9 needs notification to the Committee",
        "not shown · What pirates allows. · S/RES/100 (2001) 9 to state: What will it be used for?",
        "open, at their discretion · What any allows.",
        "met · What peace allows.",
        "Note Read closely.",
        "Missing /items/1/hs, /recipient/state",
        "To which State does it go? /recipient/state AA → PROHIBITED",
        '{"matter": "x", "found": true} → OUT OF SCOPE',
        "may apply: inspect: States inspect cargo. S/RES/100 (2001) 11 · aland/inspect · low confidence",
        "seize: States seize it.",
        "States are called upon to be careful.",
        "The law is verified up to 2024-12-31",
        "S/RES/100 (2001) https://docs.example.org/100",
    ):
        assert part in text


def test_excluded_exemptions_share_a_line():
    lines = lines_of(full_report())
    assert [line.strip() for line in lines if "doctors" in line] == ["ruled out: doctors, divers"]
    assert "What doctors allows." not in "\n".join(lines)


def test_findings_that_carry_the_verdict_come_first_and_whole():
    grave, light = finding(), finding(Verdict.UNDETERMINED, missing=("/a",), notes=("Left out.",))
    text = text_of(report(findings=(light, grave)))
    assert text.index(grave.rule) < text.index("Also\n") < text.index(light.rule)
    assert text.count("Because") == 1
    assert "Left out." not in text


def test_several_excluded_only():
    only = exemption("old", ExemptionStatus.EXCLUDED)
    assert "Exemptions   ruled out: old" in text_of(report(findings=(finding(exemptions=(only,)),)))


def test_facts_that_meet_one_test_alike_stand_together():
    facts = tuple(
        FactShown(pointer, "AA", "from.state is AA", ("a", "b"))
        for pointer in ("/supplier/state", "/route/origin", "/x")
    )
    lines = lines_of(report(findings=(finding(facts=facts),)))
    at = next(n for n, line in enumerate(lines) if "Because" in line)
    assert [" ".join(line.split()) for line in lines[at : at + 3]] == [
        "Because /supplier/state AA · from.state is AA",
        "/route/origin a → b",
        "/x",
    ]


def test_a_power_to_exempt_anything_is_told_once():
    power = exemption("any", ExemptionStatus.NOT_SHOWN, discretionary=True, needs=("approval by the Committee",))
    text = text_of(report(findings=(finding(exemptions=(power,)), finding(exemptions=(power,)))))
    assert text.count("What any allows.") == text.count("needs approval") == 1
    assert "open, at their discretion · any, as under 1" in text


ITEMS = [
    ({"type": "raw_materials", "material": "iron_ore"}, "Raw materials: iron ore"),
    ({"type": "artillery_shells", "calibre_mm": 152}, "Artillery shells: 152 mm"),
    ({"type": "small_arms", "kind": "sub_machine_gun", "calibre_mm": 7.62}, "Small arms: sub machine gun, 7.62 mm"),
]


@pytest.mark.parametrize(("item", "words"), ITEMS)
def test_items_in_words(item, words):
    assert lines_of(report(), about=transfer(items=[item]))[1].startswith(f"{words} · ")


def test_long_lists_are_cut():
    facts = tuple(FactShown(f"/items/{n}/type", "food", "item.type is food") for n in range(50))
    items = tuple(range(50))
    pointers = tuple(f"/items/{n}/hs" for n in range(50))
    about = transfer(items=[{"type": "food"}] * 50)
    text = " ".join(
        text_of(report(findings=(finding(facts=facts, items=items, missing=pointers),)), about=about).split()
    )
    assert "and 30 more facts; --format json has them all" in text
    assert "5 (food) and 44 more" in text
    assert "/items/19/hs and 30 more" in text


def test_long_values_are_cut():
    facts = (FactShown("/notes", "x" * 5000, "y" * 5000),)
    text = text_of(report(findings=(finding(facts=facts),)))
    assert text.count("x") < 200 > text.count("y")
    assert text.count(" …") == 2


def test_addresses_once_each_and_only_without_links(monkeypatch):
    plain = text_of(full_report())
    assert plain.count("https://docs.example.org/100") == 1
    monkeypatch.setenv("TERM", "xterm-256color")
    colour = text_of(full_report(), screen=Screen(100, colour=True))
    assert "Official texts" not in colour
    assert "\x1b]8;" in colour


def test_no_address_no_section():
    bare = replace(cite(), url=None)
    assert "Official texts" not in text_of(report(findings=(finding(citations=(bare,)),)))


def test_colour_says_the_same_words(monkeypatch):
    import re

    monkeypatch.setenv("TERM", "xterm-256color")
    coloured = text_of(full_report(), screen=Screen(100, colour=True), about=transfer())
    stripped = re.sub(r"\x1b\]8;[^\x1b]*\x1b\\|\x1b\[[0-9;]*m", "", coloured)
    plain = text_of(full_report(), screen=Screen(100), about=transfer())
    assert stripped.split("Rulebook")[0].rstrip() == plain.split("Official texts")[0].rstrip()


def test_several_reports_are_told_apart_and_counted():
    out = StringIO()
    writer = writer_for("text", out, Screen(80, several=True))
    writer.report(Judged(report(), None, Source("a.json", "/0")))
    writer.report(Judged(report(Verdict.PERMITTED), None, Source("b.json")))
    writer.close(Tally({Verdict.PROHIBITED: 1, Verdict.PERMITTED: 1, Verdict.CONDITIONAL: 0}, set_aside=2, unread=1))
    text = out.getvalue()
    assert "a.json (/0)\n" in text
    assert "b.json\n" in text
    assert text.count("\u2500" * 80) == 2
    tail = [" ".join(line.split()) for line in text.splitlines()[-5:]]
    assert tail == [
        "2 transfers judged",
        "PROHIBITED 1",
        "PERMITTED 1",
        "not judged 2, for the reasons given apart",
        "files not read 1, for the reasons given apart",
    ]


def test_one_of_several_judged():
    out = StringIO()
    writer = writer_for("text", out, Screen(80, several=True))
    writer.close(Tally({Verdict.PERMITTED: 1}))
    assert "1 transfer judged\n  PERMITTED  1\n" in out.getvalue()


PARTIES = [
    ({"state": "BB", "kind": "police"}, "BB, police"),
    ({"kind": "police"}, "recipient of no stated State, police"),
    ({"name": "Somebody"}, "Somebody (State not stated)"),
    ({"actor": "m23"}, "m23 (State not stated)"),
    ({"name": "N" * 300, "state": "BB"}, "N" * 60 + "… (BB)"),
    ({}, "recipient of no stated State"),
    (None, "recipient not stated"),
]


@pytest.mark.parametrize(("party", "words"), PARTIES)
def test_parties_in_words(party, words):
    line = lines_of(report(), screen=Screen(400), about=transfer(recipient=party, items=[{"type": "food"}]))[1]
    assert line == f"Food · AA → {words} · 2020-01-01"


def test_end_user_and_activities_in_words():
    about = transfer(
        end_user={"state": "CC"},
        activities=["procurement", "technical_assistance"],
        items=[
            {"type": "food", "quantity": {"amount": 1.5, "unit": "cubic_metres"}},
            *[{"type": "food", "quantity": {"amount": 3, "unit": "other"}}] * 3,
        ],
    )
    assert lines_of(report(), screen=Screen(400), about=about)[1] == (
        "Food (1.5 cubic metres), food (3) and 2 more items · AA → Ministry of Defence (BB) · for CC · "
        "procurement, technical assistance · 2020-01-01"
    )


HOSTILE = [
    "\x1b]0;owned\x07",
    "\x1b[2J",
    "\x9b31m",
    "a\nPERMITTED  forged",
    "\u202efdp",
    "\r",
    "\u2066",
    "[red]x[/red]",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("colour", [False, True])
def test_hostile_text_comes_out_harmless(text, colour, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    about = Transfer.model_validate(document(supplier={"name": text, "state": text}))
    facts = (FactShown(text, text, text, (text, text)),)
    hostile = replace(
        full_report(),
        transfer=text,
        findings=(finding(facts=facts, rule=text, notes=(text,), missing=(text,)),),
        caveats=(Caveat(text, text),),
    )
    out = StringIO()
    writer = writer_for("text", out, Screen(120, colour, several=True))
    writer.report(Judged(hostile, about, Source(text, text)))
    printed = out.getvalue()
    if not colour:
        assert printed.replace("\n", "").isprintable()
    assert text not in printed or text.isprintable()
    assert "\x1b]0" not in printed
    assert "\nPERMITTED" not in printed
    if text.startswith("["):
        assert text in printed


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60), st.integers(40, 120))
def test_whatever_the_text_the_page_holds(text, width):
    hostile = replace(full_report(), transfer=text or "x", findings=(finding(rule=text, missing=(text,)),))
    lines = text_of(hostile, screen=Screen(width)).split("\n")
    assert all(line.isprintable() and cells(line) <= width for line in lines)
