"""Waivers held against reports: what they cover, when they are void, and that they change no answer."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from article41._errors import Place
from article41._record import replace
from article41._words import Verdict
from article41.engine import Report
from article41.engine._check import Engine
from article41.engine._report import WaiverResult
from article41.law import Rulebook
from article41.law._fingerprint import provision_digest
from article41.model import Transfer
from article41.waivers import Waiver, Waivers
from article41.waivers._apply import left_to_answer
from tests.engine._small import law, provision, transfer

TODAY = 20240115


@cache
def rulebook() -> Rulebook:
    """Arms to AA are banned, food by another provision once its use is stated, rockets without more."""
    return law(
        {
            "arms": provision(to={"state": "AA"}, items=["arms"]),
            "food": provision(to={"state": "AA"}, when=[{"item.type": "food_aid"}, {"end_use.purpose": "military"}]),
            "rockets": provision(to={"state": "AA"}, when=[{"item.type": "rockets"}]),
        }
    )


def digest(name: str) -> str:
    return provision_digest(rulebook(), name)


def waiver(name: str = "arms", **changes: Any) -> Waiver:
    given = Waiver(
        Place("w.yaml", 3, 5), f"r/{name}", digest(name), "Why.", "A. Example", TODAY, "Licence 42", Verdict.PROHIBITED
    )
    return replace(given, **changes)


@cache
def judged(*items: str) -> tuple[Report, Transfer]:
    about = transfer(*items, id="t-1", supplier={"state": "BB", "name": "Traders Ltd"})
    return Engine(rulebook()).check(about), about


def put(*waivers: Waiver, items: tuple[str, ...] = ("artillery_shells",), today: int = TODAY) -> Report:
    report, about = judged(*items)
    return Waivers(waivers, rulebook(), today).apply(report, about)


def result(given: Waiver, **more: Any) -> WaiverResult:
    (found,) = put(given, **more).waivers
    return found


def test_it_changes_nothing_that_the_report_says() -> None:
    report, _ = judged("artillery_shells")
    after = put(waiver())
    assert replace(after, waivers=()) == report
    assert {**after.to_dict(), "waivers": []} == report.to_dict()
    assert report.verdict is Verdict.PROHIBITED


def test_it_is_listed_with_all_that_it_says() -> None:
    assert result(waiver()).to_dict() == {
        "provision": "r/arms",
        "status": "applied",
        "void": None,
        "why": None,
        "findings": [0],
        "reason": "Why.",
        "approver": "A. Example",
        "expires": "2024-01-15",
        "authority": "Licence 42",
        "file": "w.yaml",
        "line": 3,
    }


def test_its_last_day() -> None:
    assert result(waiver()).status == "applied"
    late = result(waiver(), today=TODAY + 1)
    assert (late.status, late.void, late.why, late.findings) == ("void", "expired", "it expired on 2024-01-15", ())


def test_a_provision_that_has_changed() -> None:
    found = result(waiver(digest="0" * 32))
    assert (found.status, found.void, found.findings) == ("void", "changed", ())
    assert digest("arms") in str(found.why)


def test_a_provision_that_is_not_there() -> None:
    found = result(waiver(provision="r/armss"))
    assert (found.status, found.void) == ("void", "unmatched")
    assert "did you mean r/arms" in str(found.why)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"transfer": "t-1"}, None),
        ({"transfer": "t-2"}, "it is for the transfer 't-2'"),
        ({"parties": (("supplier", "BB"),)}, None),
        ({"parties": (("supplier", "traders ltd."), ("recipient", "AA"))}, None),
        ({"parties": (("supplier", "BB"), ("recipient", "CC"))}, "it is for the recipient 'CC'"),
        ({"parties": (("end_user", "AA"),)}, "it is for the end user 'AA'"),
        ({"items": ("artillery_shells",)}, None),
        ({"items": (0,)}, None),
        ({"items": (1, "goods")}, "the finding concerns items that it does not cover"),
        ({"verdict": None}, None),
        ({"verdict": Verdict.UNDETERMINED}, "the finding is graver than undetermined, the verdict that it covers"),
        ({"verdict": Verdict.CONDITIONAL}, "the finding is graver than conditional, the verdict that it covers"),
    ],
)
def test_what_it_is_narrowed_to(changes: dict[str, Any], why: str | None) -> None:
    found = result(waiver(**changes))
    assert (found.why, found.void) == (why, "unmatched" if why else None)
    assert found.findings == (() if why else (0,))


def test_a_finding_on_two_items_is_covered_whole_or_not_at_all() -> None:
    shells = ("artillery_shells", "artillery_shells")
    assert result(waiver(items=(0,)), items=shells).void == "unmatched"
    assert result(waiver(items=(0, 1)), items=shells).findings == (0,)


def test_another_provision_is_not_covered() -> None:
    found = result(waiver("rockets"))
    assert found.why == "no finding of this transfer that can be waived is by the provision"


def test_what_is_left_to_answer() -> None:
    items = ("artillery_shells", "rockets", "food_aid")
    report, _ = judged(*items)
    verdicts = {finding.provision: finding.verdict for finding in report.findings}
    assert verdicts == {
        "r/arms": Verdict.PROHIBITED, "r/rockets": Verdict.PROHIBITED, "r/food": Verdict.UNDETERMINED
    }  # fmt: skip
    assert left_to_answer(report) is Verdict.PROHIBITED
    assert left_to_answer(put(waiver("arms"), items=items)) is Verdict.PROHIBITED
    assert left_to_answer(put(waiver("arms"), waiver("rockets"), items=items)) is Verdict.UNDETERMINED
    every = [waiver(name) for name in ("arms", "rockets", "food")]
    assert left_to_answer(put(*every, items=items)) is None
    assert left_to_answer(put(waiver(digest="0" * 32), items=items)) is Verdict.PROHIBITED


def test_a_report_without_findings_answers_for_itself() -> None:
    report, about = judged("food_aid")
    clear = replace(report, verdict=Verdict.OUT_OF_SCOPE, findings=())
    assert left_to_answer(Waivers([waiver()], rulebook(), TODAY).apply(clear, about)) is Verdict.OUT_OF_SCOPE


def test_what_was_of_no_use_in_the_whole_run() -> None:
    given = [waiver(), waiver("rockets"), waiver("food", expires=20000101)]
    run = Waivers(given, rulebook(), TODAY)
    run.apply(*judged("artillery_shells"))
    assert [(one.provision, why) for one, why in run.unused()] == [
        ("r/rockets", "it matches no finding of this run"),
        ("r/food", "it expired on 2000-01-01"),
    ]
    run.apply(*judged("rockets"))
    assert [one.provision for one, _ in run.unused()] == ["r/food"]
