"""Caveats: what a report tells of the limits of its answer."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest

from article41 import Verdict
from article41.law import Rulebook

from ._small import REGISTERS, judge, law, provision


@pytest.fixture(scope="module")
def ban() -> Rulebook:
    return law(verified_to=date(2020, 1, 1))


def caveats(report: object) -> dict[str, str]:
    return {caveat.kind: caveat.text for caveat in report.caveats}  # type: ignore[attr-defined]


def test_beyond_what_is_verified_there_is_a_caveat(ban: Rulebook) -> None:
    assert "horizon" not in caveats(judge(ban, date="2020-01-01"))
    assert "verified up to 2020-01-01" in caveats(judge(ban, date="2020-01-02"))["horizon"]
    clear = judge(ban, date="2020-01-02", recipient={"state": "BB"})
    assert clear.verdict is Verdict.OUT_OF_SCOPE
    assert "beyond 2020-01-01" in caveats(clear)["horizon"]


def test_before_the_rulebook_begins_there_is_a_caveat(ban: Rulebook) -> None:
    assert "begins on 1963-07-31" in caveats(judge(ban, date="1963-07-30", supplier=None))["horizon"]
    assert "horizon" not in caveats(judge(ban, date="1963-07-31", supplier=None))


def test_what_was_taken_as_none_is_told(ban: Rulebook) -> None:
    told = caveats(judge(ban))["assumption"]
    assert all(word in told for word in ("end user", "intermediaries", "transit States"))
    full = judge(
        ban,
        end_user={"state": "AA"},
        intermediaries=[{"role": "broker", "state": "BB"}],
        route={"transit": ["NO"]},
    )
    assert "assumption" not in caveats(full)


def test_weak_disputed_and_unverified_rules_are_told() -> None:
    rulebook = law(
        {
            "p": provision(
                cite={"imposes": {"cite": "S/RES/100 (2000) 1", "unverified": "true"}},
                to={"state": "AA"},
                confidence="low",
                confidence_note="From memory.",
                disputed="Some States hold otherwise.",
            )
        }
    )
    told = caveats(judge(rulebook))
    assert told["paragraph_unverified"].endswith("S/RES/100 (2000) 1")
    assert told["confidence"].endswith("r/p")
    assert told["disputed"] == "r/p: Some States hold otherwise."


def noted(**notes: Any) -> Rulebook:
    """The ban on arms for AA, with notes on States."""
    registers = copy.deepcopy(dict(REGISTERS))
    for kind, entry in notes.items():
        registers[kind] = {kind: {"n": {"says": "What was.", "confidence": "high", **entry}}}
    return law(registers=registers)


WRONG = {"states": ["BB", "SE"], "from": date(2004, 5, 6), "until": date(2004, 6, 6), "source": "https://example.org/b"}


def test_where_nothing_reaches_a_wrong_belief_is_told_with_its_source() -> None:
    rulebook = noted(not_embargoed=WRONG)
    told = caveats(judge(rulebook, recipient={"state": "BB"}))
    assert told["not_embargoed"] == "What was. Source: https://example.org/b"
    assert "not_embargoed" in caveats(judge(rulebook, recipient={"state": "CC"}, end_user={"state": "SE"}))
    assert "not_embargoed" not in caveats(judge(rulebook, recipient={"state": "CC"}))
    for day, there in (("2004-05-05", False), ("2004-06-06", True), ("2004-06-07", False), ("2004-05", True)):
        assert ("not_embargoed" in caveats(judge(rulebook, recipient={"state": "BB"}, date=day))) is there


def test_where_something_reaches_no_belief_is_told() -> None:
    rulebook = noted(not_embargoed={"states": ["AA"]})
    assert "not_embargoed" not in caveats(judge(rulebook))
    assert caveats(judge(rulebook, "food_aid"))["not_embargoed"].endswith("Not checked against a page.")


ELSEWHERE = {
    "title": "The island", "cite": ["S/RES/100 (2000) 1"], "from": date(2004, 1, 1), "states": ["BB"],
}  # fmt: skip


def test_law_that_is_not_encoded_is_told_where_it_may_reach() -> None:
    rulebook = noted(not_encoded=ELSEWHERE)
    told = caveats(judge(rulebook, supplier={"state": "SE"}, recipient={"state": "BB"}))["not_encoded"]
    assert all(words in told for words in ("The island", "S/RES/100 (2000) 1", "What was."))
    # A recipient that is not stated may be there.
    assert "not_encoded" in caveats(judge(rulebook, recipient=None))
    assert "not_encoded" not in caveats(judge(rulebook))
    assert "not_encoded" not in caveats(judge(rulebook, recipient={"state": "BB"}, date="2003-12-31"))


def test_what_leaves_the_place_is_of_account_only_where_the_note_says_so() -> None:
    away = {"supplier": {"state": "BB"}, "recipient": {"state": "CC"}}
    assert "not_encoded" not in caveats(judge(noted(not_encoded=ELSEWHERE), **away))
    assert "not_encoded" in caveats(judge(noted(not_encoded={**ELSEWHERE, "both": True}), **away))


def test_a_paper_older_than_what_it_is_under_is_told() -> None:
    rulebook = law()

    def told(day: str | None, under: str | None = "S/RES/200 (2010) 3") -> str | None:
        paper = {"kind": "approval", "body": "committee", "under": under, "date": day, "status": "granted"}
        paper = {key: value for key, value in paper.items() if value is not None}
        return caveats(judge(rulebook, authorisations=[paper])).get("paper_date")

    text = told("2010-01-09")
    assert text is not None
    assert all(word in text for word in ("/authorisations/0", "2010-01-09", "S/RES/200 (2010)", "2010-01-10"))
    # A month that may mean a day after the adoption is no contradiction.
    assert [told("2010-01-10"), told("2010-01"), told(None), told("2010-01-09", None)] == [None] * 4
    assert told("1999-01-01", "S/RES/9999 (2020) 1") is None
