"""Transfers judged by two rulebooks: which way an answer moved, and by what."""

from __future__ import annotations

from typing import Any

import pytest

from article41._errors import InputError, Place
from article41._words import Verdict
from article41.engine._check import Engine
from article41.history._rescreen import DIRECTIONS, Flip, Rescreening
from article41.law import Rulebook
from article41.render._page import Page
from tests.engine._small import REGISTERS, law, provision, transfer

PLACE = Place("ledger.jsonl", 7)
BAN = provision(to={"state": "AA"}, items=["arms"])
ASKS = provision(to={"state": "AA"}, items=["arms"], when=[{"end_use.purpose": "military"}])
FREE = provision(to={"state": "AA"}, items=["arms"], effect="permit")
REPAIR = {"cite": "S/RES/200 (2010) 4", "when": [{"reason": "repair"}], "summary": "For repair."}
PAPER = {**REPAIR, "procedure": {"approve": "committee"}}
NOTHING = provision(to={"state": "YY"}, items=["food"])
LAWS: dict[Verdict, Any] = {
    Verdict.PROHIBITED: BAN,
    Verdict.UNDETERMINED: ASKS,
    Verdict.CONDITIONAL: {**BAN, "exempt": {"out": PAPER}},
    Verdict.PERMITTED: FREE,
    Verdict.OUT_OF_SCOPE: NOTHING,
}
CLEAR = (Verdict.PERMITTED, Verdict.OUT_OF_SCOPE)


def run(was: Rulebook, now: Rulebook) -> Rescreening:
    return Rescreening(Engine(was, durable=False), Engine(now, durable=False))


def flip(was: dict[str, Any], now: dict[str, Any], **fields: Any) -> Flip | None:
    both = run(law({"p": was}), law({"p": now}))
    return both.add(transfer(**{"reason": "repair", **fields}), PLACE)


@pytest.mark.parametrize("was", Verdict)
@pytest.mark.parametrize("now", Verdict)
def test_every_way_that_an_answer_can_move(was: Verdict, now: Verdict) -> None:
    found = flip(LAWS[was], LAWS[now])
    if was is now:
        assert found is None
        return
    assert found is not None
    assert (found.was, found.now, found.place) == (was, now, PLACE)
    if was in CLEAR and now not in CLEAR:
        assert found.direction == "clearance_lost"
    elif now in CLEAR and was not in CLEAR:
        assert found.direction == "clearance_gained"
    else:
        assert found.direction == ("graver" if now.gravity < was.gravity else "milder")
    assert found.by
    assert found.direction in DIRECTIONS


def test_what_is_graver_is_so_by_what_carries_the_verdict() -> None:
    found = flip(NOTHING, BAN)
    assert found is not None
    (reason,) = found.by
    assert (reason.id, reason.text) == ("r/p", BAN["rule"])
    assert [(cite.resolution, cite.paragraph) for cite in reason.citations] == [("S/RES/100 (2000)", "1")]


def test_what_is_milder_is_so_by_the_exemption_or_by_what_is_gone() -> None:
    met = flip(BAN, {**BAN, "exempt": {"out": REPAIR}})
    assert met is not None
    assert [(reason.id, reason.text) for reason in met.by] == [("r/p/out", "For repair.")]
    assert [(cite.resolution, cite.paragraph) for cite in met.by[0].citations] == [("S/RES/200 (2010)", "4")]
    gone = flip(BAN, NOTHING)
    assert gone is not None
    assert [reason.id for reason in gone.by] == ["r/p"]


def test_other_findings_with_the_same_verdict_are_no_flip() -> None:
    both = run(law({"old": BAN}), law({"new": BAN}))
    assert both.add(transfer(), PLACE) is None
    assert (both.judged, both.flips) == (1, [])


def test_each_is_judged_on_its_own_date() -> None:
    ended = {**BAN, "in_force": "2000-01-10 .. 2003-12-31"}
    assert flip(BAN, ended, date="2003-12-31") is None
    assert flip(BAN, ended, date="2004-01-01") is not None


def test_a_name_that_one_of_them_does_not_know() -> None:
    territories = {**REGISTERS["territories"]["territories"], "ZZ": {"name": "Zeland"}}
    wider = law(registers={**REGISTERS, "territories": {**REGISTERS["territories"], "territories": territories}})
    both = run(law(), wider)
    with pytest.raises(InputError, match=r"by the rulebook of --was: 'ZZ' is not a State") as caught:
        both.add(transfer(supplier={"state": "ZZ"}), PLACE)
    assert caught.value.problems[0].place.pointer == "/supplier/state"
    assert both.judged == 0


def test_as_json_and_text() -> None:
    both = run(law({"p": NOTHING}), law({"p": BAN}))
    both.add(transfer(id="t-1"), PLACE)
    both.add(transfer("food_aid", id="t-2"), PLACE)
    both.set_aside = 3
    value = both.to_json()
    assert value["schema"] == "article41/rescreen/1"
    assert (value["judged"], value["set_aside"], value["unchanged"]) == (2, 3, 1)
    assert {name: value[name] for name in DIRECTIONS} == {**dict.fromkeys(DIRECTIONS, 0), "clearance_lost": 1}
    assert value["was"]["digest"] != value["now"]["digest"]
    (one,) = value["flips"]
    assert (one["transfer"], one["file"], one["line"], one["was"], one["now"], one["direction"]) == (
        "t-1", "ledger.jsonl", 7, "out_of_scope", "prohibited", "clearance_lost",
    )  # fmt: skip
    assert one["by"][0]["citations"][0]["paragraph"] == "1"
    page = Page(100)
    both.fill(page)
    text = "\n".join("".join(span.text for span in line) for line in page.lines)
    assert "Cleared then, and no longer (1)" in text
    assert "t-1 · OUT OF SCOPE → PROHIBITED · ledger.jsonl:7" in text
    assert "3, for the reasons given apart" in text
