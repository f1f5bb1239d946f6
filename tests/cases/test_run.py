"""Cases run: each way in which a report can differ from what a case asks is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from article41 import Rulebook, Verdict
from article41.cases import Case, read_cases, run_case
from article41.engine import _questions
from tests.engine._small import law, provision

CITE = "S/RES/100 (2000) 2 (a)"
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "cases"


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return law(
        {
            "ban": provision(
                cite={"imposes": "S/RES/100 (2000) 2 (b) (i)"},
                to={"state": "AA"},
                items=["arms"],
                exempt={"door": {"cite": CITE, "summary": "s", "procedure": {"approve": "committee"}}},
            ),
            "sold": provision(to={"state": "AA"}, items=["food"], when=[{"reason": "sale"}]),
            "look": provision(effect="oblige", duty="inspect", to={"state": "AA"}),
            "call": provision(effect="advise", to={"state": "AA"}),
        }
    )


def case(tmp_path: Path, asked: str, items: str = "artillery_shells", expect: str = "prohibited") -> Case:
    path = tmp_path / "cases.yaml"
    transfer = f"{{date: 2004-05-06, recipient: AA, items: [{items}]}}"
    text = f"regime: r\ncases:\n  - name: n\n    why: w\n    transfer: {transfer}\n    expect: {expect}\n    {asked}\n"
    path.write_text(text, encoding="utf-8")
    (found,), problems = read_cases(path)
    assert problems == []
    return found


HOLDS = [
    "provisions: [ban]",
    "provisions_not: [sold]",
    "cites: [S/RES/100 (2000) 2 (b) (i)]",
    "cites: [S/RES/100 (2000) 2 (b), S/RES/100 (2000) 2]",
    "cites_not: [S/RES/100 (2000) 1]",
    "exemptions: {door: not_shown}",
    "obligations: [look]",
    "obligations_not: [call]",
    "advisories: [call]",
    "caveats: [assumption]",
]


@pytest.mark.parametrize("asked", HOLDS)
def test_a_case_that_holds(rulebook: Rulebook, tmp_path: Path, asked: str) -> None:
    report, faults = run_case(case(tmp_path, asked), rulebook)
    assert faults == []
    assert report is not None
    assert (report.transfer, report.verdict) == ("n", Verdict.PROHIBITED)


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ("provisions: [sold]", "r/sold does not carry the verdict"),
        ("provisions_not: [ban]", "r/ban must not be among the findings"),
        ("cites: [S/RES/100 (2000) 1]", "S/RES/100 (2000) 1 is not cited by what carries the verdict"),
        ("cites_not: [S/RES/100 (2000) 2 (b)]", "S/RES/100 (2000) 2 (b) must not be cited"),
        ("exemptions: {door: met}", "the exemption door must be met, is not_shown"),
        ("exemptions: {gate: met}", "the exemption gate must be met, is not listed"),
        ("missing: [reason]", "reason is not named as missing"),
        ("obligations: [call]", "the obligation r/call is not listed"),
        ("obligations_not: [look]", "the obligation r/look must not be listed"),
        ("advisories: [look]", "the advisory r/look is not listed"),
        ("caveats: [horizon]", "there is no caveat horizon"),
    ],
)
def test_each_difference_is_named(rulebook: Rulebook, tmp_path: Path, asked: str, fault: str) -> None:
    assert run_case(case(tmp_path, asked), rulebook)[1] == [fault]


def test_another_verdict_is_named_with_its_findings(rulebook: Rulebook, tmp_path: Path) -> None:
    asked = "cites: [S/RES/100 (2000) 2 (b)]"
    assert run_case(case(tmp_path, asked, expect="permitted"), rulebook)[1] == [
        "expected permitted, got prohibited (r/ban prohibited)"
    ]
    assert run_case(case(tmp_path, "provisions: []", items="rockets", expect="permitted"), rulebook)[1] == [
        "expected permitted, got out_of_scope (no findings)"
    ]


def test_what_does_not_carry_the_verdict_is_not_enough(rulebook: Rulebook, tmp_path: Path) -> None:
    some = case(tmp_path, "provisions: [sold]", items="artillery_shells, food_aid")
    assert run_case(some, rulebook)[1] == ["r/sold does not carry the verdict"]


def test_a_transfer_that_is_none_is_a_difference(rulebook: Rulebook, tmp_path: Path) -> None:
    report, faults = run_case(case(tmp_path, "provisions: []", items="shells"), rulebook)
    assert report is None
    assert faults[0].startswith("the transfer is not valid: ")
    assert "/items/0" in faults[0]


def test_an_undetermined_verdict_must_ask(rulebook: Rulebook, tmp_path: Path, monkeypatch: Any) -> None:
    some = case(tmp_path, "missing: [reason]", items="food_aid", expect="undetermined")
    assert run_case(some, rulebook)[1] == []
    monkeypatch.setattr(_questions, "questions_of", lambda *args: ())
    assert run_case(some, rulebook)[1] == ["an undetermined verdict comes without a question"]


def test_every_shipped_case_file_reads() -> None:
    for path in FIXTURES.glob("*.yaml"):
        cases, problems = read_cases(path)
        assert cases
        assert problems == []
