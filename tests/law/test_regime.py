"""A regime file as objects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from article41._errors import RuleError
from article41._words import Confidence, Effect, Role
from article41.law._conditions import ConditionReader
from article41.law._ir import All
from article41.law._ir import Any as AnyOf
from article41.law._provision import Exemption, Provision, Regime
from article41.law._regime import read_cite, read_confidence, read_regime
from article41.law._register_files import load_registers
from article41.law._yaml import read_yaml

from ._folders import BASE, HEAD, provision, regime

REGISTERS = load_registers([("base", BASE)], [])
READER = ConditionReader(REGISTERS, {"arms": None, "small_arms": None})


@pytest.fixture(scope="module")
def alpha() -> Regime:
    return read_regime(read_yaml(BASE / "regimes" / "alpha.yaml"), REGISTERS, READER)


def read(tmp_path: Path, text: str) -> Regime:
    path = tmp_path / "alpha.yaml"
    path.write_text(text, encoding="utf-8")
    return read_regime(read_yaml(path, "rules/regimes/alpha.yaml"), REGISTERS, READER)


def by_id(entries: tuple[Any, ...]) -> dict[str, Any]:
    return {entry.id: entry for entry in entries}


def test_the_head(alpha: Regime) -> None:
    assert (alpha.id, alpha.target, alpha.committee, alpha.status) == ("alpha", ("KP",), "9001", "in_force")
    assert alpha.verified_to == 20250101
    assert alpha.sources == ("https://example.org/",)
    assert alpha.notes == "Made up."


def test_the_least_that_a_regime_says(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD.format(name="alpha").replace("target: [KP]\n", "") + "  {}\n")
    assert (found.target, found.committee, found.sources, found.notes) == ((), None, (), None)
    assert (found.exemptions, found.provisions) == ((), ())


@pytest.mark.parametrize("target", ["KP", "dealer", "CD-NK"])
def test_a_target_is_a_territory_an_area_or_an_actor(tmp_path: Path, target: str) -> None:
    found = read(tmp_path, regime("alpha", provision("p1", "acts: supply")).replace("[KP]", f"[{target}]"))
    assert found.target == (target,)


def test_provisions_stand_in_the_order_of_the_file(alpha: Regime) -> None:
    assert [p.id for p in alpha.provisions] == ["alpha/arms", "alpha/parts", "alpha/inspect"]
    assert [p.place.line for p in alpha.provisions] == sorted(p.place.line or 0 for p in alpha.provisions)


def test_a_provision(alpha: Regime) -> None:
    arms: Provision = by_id(alpha.provisions)["alpha/arms"]
    assert (arms.effect, arms.duty, arms.renewal_unverified) == (Effect.PROHIBIT, None, False)
    assert [(c.document, c.paragraph, c.role, c.adopted, c.verified) for c in arms.cites] == [
        ("S/RES/9001 (2006)", "8 (a) (i)", Role.IMPOSES, 20061014, True),
        ("S/RES/9002 (2009)", "10", Role.WIDENS, 20090612, True),
    ]
    assert arms.cites[0].url == REGISTERS.documents["S/RES/9001 (2006)"].url
    assert arms.periods == ((20061014, 20090611), (20090612, None))
    assert (arms.rule, arms.notes, arms.disputed) == ("No arms for it.", "A note.", "A dispute.")
    assert (arms.confidence, arms.confidence_note) == (Confidence.MEDIUM, "Not seen.")


def test_an_unverified_citation_and_renewal(alpha: Regime) -> None:
    parts: Provision = by_id(alpha.provisions)["alpha/parts"]
    assert [c.verified for c in parts.cites] == [False]
    assert parts.renewal_unverified


def test_an_obligation(alpha: Regime) -> None:
    inspect: Provision = by_id(alpha.provisions)["alpha/inspect"]
    assert (inspect.effect, inspect.duty, inspect.exemptions) == (Effect.OBLIGE, "inspect", ())


def test_an_exemption(alpha: Regime) -> None:
    (small,) = by_id(alpha.provisions)["alpha/arms"].exemptions
    assert (small.id, small.cite.role, small.cite.paragraph) == ("small-arms", Role.EXEMPTS, "10")
    assert (small.periods, small.own_period) == (((20090612, 20160301),), True)
    assert small.substantive
    procedure = small.procedure
    assert procedure is not None
    assert (procedure.kind, procedure.body, procedure.by, procedure.regime) == (
        "notify",
        "committee",
        "exporting_state",
        "alpha",
    )
    assert procedure.under == (("S/RES/9002 (2009)", "10"),)


def test_an_exemption_without_a_period_has_its_provisions(alpha: Regime) -> None:
    parts = by_id(alpha.provisions)["alpha/parts"]
    (repair,) = parts.exemptions
    assert (repair.periods, repair.own_period) == (parts.periods, False)
    assert (repair.procedure, repair.confidence) == (None, Confidence.HIGH)


def test_powers_of_the_regime(alpha: Regime) -> None:
    powers = by_id(alpha.exemptions)
    case: Exemption = powers["case-by-case"]
    assert (case.substantive, case.condition) == (False, All(()))
    assert (case.applies_to, case.not_to) == (None, ("alpha/parts",))
    assert case.procedure is not None
    assert case.procedure.under == (("S/RES/9002 (2009)", "26"), ("S/RES/9003 (2016)", "4"))
    assert (powers["mission"].applies_to, powers["mission"].not_to) == (("alpha/arms",), ())
    assert powers["mission"].procedure is None


def test_a_power_reaches_all_unless_it_says_otherwise(tmp_path: Path) -> None:
    text = regime("alpha", provision("p1", "acts: supply")).replace(
        "provisions:",
        "exemptions:\n  door: {cite: S/RES/9001 (2006) 9, in_force: 2006-10-14 .., acts: supply, summary: S.}\n"
        "provisions:",
    )
    (door,) = read(tmp_path, text).exemptions
    assert (door.applies_to, door.not_to) == (None, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{approve: committee}", {"kind": "approve", "body": "committee"}),
        ("{no_objection: committee, working_days: 5}", {"kind": "no_objection", "working_days": 5}),
        ("{notify: committee, days_before: 0}", {"kind": "notify", "days_before": 0}),
        ("{notify: committee, working_days_before: 3}", {"working_days": 3}),
        ("{notify: committee, days_after: 45}", {"days_after": 45}),
        ("{notify: committee, until: 2017-09-19}", {"until": 20170919}),
        ("{report: security_council, by: flag_state}", {"kind": "report", "by": "flag_state"}),
        ("{approve: mission}", {"body": "mission"}),
    ],
)
def test_procedures(tmp_path: Path, text: str, expected: dict[str, Any]) -> None:
    body = provision(
        "p1",
        "acts: supply",
        "exempt:",
        f"  way-out: {{cite: S/RES/9001 (2006) 9, procedure: {text}, summary: S.}}",
        "rule: R.",
    )
    procedure = read(tmp_path, regime("alpha", body)).provisions[0].exemptions[0].procedure
    assert procedure is not None
    nothing = dict.fromkeys(("days_before", "working_days", "days_after", "until", "by"))
    for name, value in (nothing | {"kind": procedure.kind, "body": procedure.body} | expected).items():
        assert getattr(procedure, name) == value, name


def test_periods_are_put_in_order(tmp_path: Path) -> None:
    body = provision("p1", "acts: supply", "in_force: [2016-03-02 .., .. 2006-10-14, 2009-06-12 .. 2016-03-01]")
    assert read(tmp_path, regime("alpha", body)).provisions[0].periods == (
        (None, 20061014),
        (20090612, 20160301),
        (20160302, None),
    )


@pytest.mark.parametrize(
    "period",
    ["2006-10-14 .. 2006-10-14", "2009-06-11 .. 2009-06-12", ".. 2006-10-14", "2009-06-11 ..", ".. 2020-01-01"],
)
def test_an_exemption_may_touch_its_provision_in_one_day(tmp_path: Path, period: str) -> None:
    body = provision(
        "p1",
        "acts: supply",
        "in_force: 2006-10-14 .. 2009-06-11",
        "exempt:",
        f"  way-out: {{cite: S/RES/9001 (2006) 9, in_force: {period}, acts: supply, summary: S.}}",
        "rule: R.",
    )
    assert read(tmp_path, regime("alpha", body)).provisions[0].exemptions[0].own_period


# A State whose name is another's


def test_a_regime_may_name_its_own_state_and_unrelated_ones(tmp_path: Path) -> None:
    for target, named in (("CD", "CD"), ("CD", "KP"), ("CG", "CG"), ("KP", "[CD, CG]")):
        text = regime("alpha", provision("p1", f"to: {{state: {named}}}")).replace("[KP]", f"[{target}]")
        assert read(tmp_path, text).provisions


def test_present_names_no_state(tmp_path: Path) -> None:
    body = provision("p1", "when: [{intermediary.state: {present: true}, item.calibre_mm: {at_least: 5}}]")
    assert read(tmp_path, regime("alpha", body).replace("[KP]", "[CD]")).provisions


def test_the_word_may_stand_for_something_else(tmp_path: Path) -> None:
    body = provision("p1", "when: [{item.control: CG}]")
    assert read(tmp_path, regime("alpha", body).replace("[KP]", "[CD]")).provisions


# Parts


def test_citations_of_incomplete_documents_need_a_known_parent(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    for text, paragraph in (
        ("S/RES/9002(2009)10(a)(ii)", "10 (a) (ii)"),
        ("S/RES/9003 (2016) 77", "77"),
        ("A/60/88", ""),
        ("A/60/88 4", "4"),
        ("{cite: S/RES/9001 (2006) 9, unverified: false}", "9"),
        ("{cite: S/RES/9001 (2006) 9, unverified: ~}", "9"),
    ):
        path.write_text(f"cite: {text}\n")
        cite = read_cite(read_yaml(path).need("cite"), Role.WITH, REGISTERS.documents)
        assert (cite.paragraph, cite.verified, cite.role) == (paragraph, True, Role.WITH)


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("rule: R.", Confidence.HIGH),
        ("confidence: high", Confidence.HIGH),
        ("confidence: low\nconfidence_note: Why.", Confidence.LOW),
    ],
)
def test_confidence(tmp_path: Path, text: str, confidence: Confidence) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text)
    assert read_confidence(read_yaml(path)) is confidence


def test_problems_come_in_the_order_of_the_lines(tmp_path: Path) -> None:
    text = regime("alpha", provision("p1", "acts: suply"), provision("p2", "items: [guns]"))
    text = text.replace("provisions:", "exemptions:\n  door: {}\nprovisions:").replace("in_force\n", "over\n", 1)
    with pytest.raises(RuleError) as error:
        read(tmp_path, text)
    lines = [problem.place.line for problem in error.value.problems]
    assert len(lines) == 4
    assert lines == sorted(lines, key=lambda line: line or 0)


def test_conditions_of_all_keys_are_joined(alpha: Regime) -> None:
    arms: Provision = by_id(alpha.provisions)["alpha/arms"]
    assert isinstance(arms.condition, All)
    assert len(arms.condition.members) == 3
    assert AnyOf(()) not in arms.condition.members
