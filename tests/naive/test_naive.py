"""Conditions and verdicts, against expectations reasoned by hand from docs/rule-form.md."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ._evaluate import evaluate, naive_summary
from ._logic import Codes, Interval, Kleene, Linked, Words, evaluate_condition, unknown_facts
from ._rules import load_rules, write_rules
from ._samples import TYPE_FACTS, findings, judge, rules_of, transfer_of

F, U, T = Kleene.FALSE, Kleene.UNKNOWN, Kleene.TRUE

_FACTS: dict[str, Any] = {
    "date": Interval(low=date(2004, 5, 1), high=date(2004, 5, 31)),
    "reason": Words(has=frozenset({"sale"})),
    "supplier.kind": Words(maybe=None),
    "intermediary.state": Linked(()),
    "any.state": Linked((Words(has=frozenset({"AA"})), Words(maybe=None))),
    "end_use.purpose": Words(has=frozenset({"livelihood", "medical"})),
    "determined": Words(has=frozenset({"quota"}), hasnot=frozenset({"feeds-army"}), maybe=None),
    "item.hs": Codes(has=frozenset({"7208"})),
    "item.control": Codes(candidates=frozenset({"84", "85"})),
    "item.calibre_mm": Interval(70, 80),
    "item.range_km": Interval(),
    "item.weight_t": Interval(none=True),
}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ([], T),
        ({"reason": "sale"}, T),
        ({"reason": ["gift", "sale"]}, T),
        ({"reason": "gift"}, F),
        ({"supplier.kind": "police"}, U),
        ({"not": {"supplier.kind": "police"}}, U),
        ({"not": {"reason": "gift"}}, T),
        ({"any.state": "AA"}, T),
        ({"any.state": "BB"}, U),
        ({"intermediary.state": "AA"}, F),
        ({"intermediary.state": {"present": "true"}}, F),
        ({"intermediary.state": {"present": "false"}}, T),
        ({"any.state": {"present": "true"}}, T),
        ({"supplier.kind": {"present": "false"}}, U),
        ({"end_use.purpose": {"only": ["livelihood"]}}, F),
        ({"end_use.purpose": {"only": ["livelihood", "medical", "research"]}}, T),
        ({"supplier.kind": {"only": ["police"]}}, U),
        ({"determined": "quota"}, T),
        ({"determined": "feeds-army"}, F),
        ({"determined": "other"}, U),
        ({"item.hs": ["72"]}, T),
        ({"item.hs": ["7304"]}, F),
        ({"item.hs": ["720810"]}, U),
        ({"item.control": ["84"]}, U),
        ({"item.control": ["84", "85", "86"]}, T),
        ({"item.control": ["84", "8541"]}, U),
        ({"item.control": {"present": "true"}}, T),
        ({"item.control": ["8471"]}, U),
        ({"item.control": ["93"]}, F),
        ({"item.calibre_mm": {"at_least": "70"}}, T),
        ({"item.calibre_mm": {"above": "70"}}, U),
        ({"item.calibre_mm": {"at_most": "80"}}, T),
        ({"item.calibre_mm": {"below": "80"}}, U),
        ({"item.calibre_mm": {"above": "80"}}, F),
        ({"item.calibre_mm": {"at_least": "81", "below": "90"}}, F),
        ({"item.range_km": {"at_least": "0"}}, U),
        ({"item.weight_t": {"at_least": "0"}}, F),
        ({"item.weight_t": {"below": "1"}}, F),
        ({"not": {"item.weight_t": {"below": "1"}}}, T),
        ({"date": {"from": "2004-05-01"}}, T),
        ({"date": {"before": "2004-06-01"}}, T),
        ({"date": {"until": "2004-05-30"}}, U),
        ({"date": {"after": "2004-05-31"}}, F),
        ({"during": "2004-05-02 .."}, U),
        ({"during": "2004-05-01 .. 2004-05-31"}, T),
        ({"during": "2004-05-10 .. 2004-05-11"}, U),
        ({"during": "2004-06-01 .."}, F),
        ({"reason": "sale", "supplier.kind": "police"}, U),
        ({"reason": "gift", "supplier.kind": "police"}, F),
        ({"any": [{"reason": "sale"}, {"supplier.kind": "police"}]}, T),
        ({"any": [{"reason": "gift"}, {"supplier.kind": "police"}]}, U),
        ({"any": []}, F),
        ({"all": [{"reason": "sale"}, {"not": {"supplier.kind": "police"}}]}, U),
    ],
)
def test_conditions_have_three_values(condition: Any, expected: Kleene) -> None:
    assert evaluate_condition(condition, _FACTS) is expected


def test_unknown_facts_are_those_that_would_settle_the_condition() -> None:
    condition = [
        {"reason": "sale"},
        {"any": [{"supplier.kind": "police"}, {"all": [{"reason": "gift"}, {"determined": "other"}]}]},
        {"not": {"any.state": "BB", "reason": "sale"}},
        {"during": "2004-05-02 .."},
    ]
    assert unknown_facts(condition, _FACTS) == {"supplier.kind", "any.state", "date"}
    assert unknown_facts([{"reason": "gift"}, {"supplier.kind": "police"}], _FACTS) == set()


def test_a_fact_that_is_needed_only_beside_enough_others_is_not_missing() -> None:
    police, far = {"supplier.kind": "police"}, {"item.range_km": {"at_least": 25}}
    assert unknown_facts([{"any": [police, {"all": [police, far]}]}], _FACTS) == {"supplier.kind"}
    assert unknown_facts([police, {"any": [police, far]}], _FACTS) == {"supplier.kind"}
    assert unknown_facts([{"any": [police, far]}], _FACTS) == {"supplier.kind", "item.range_km"}
    mixed = {"any": [police, {"all": [{"not": police}, far]}]}
    assert unknown_facts([mixed], _FACTS) == {"supplier.kind", "item.range_km"}
    assert unknown_facts([{"not": {"all": [police, {"any": [police, far]}]}}], _FACTS) == {
        "supplier.kind",
        "item.range_km",
    } - {"item.range_km"}
    dated = [{"during": "2004-05-02 .."}, {"any": [{"date": {"after": "2004-05-01"}}, far]}]
    assert unknown_facts(dated, _FACTS) == {"date"}
    assert unknown_facts([{"not": {"supplier.kind": {"only": ["police"]}}}], _FACTS) == {"supplier.kind"}


# Prohibitions fail closed, exemptions must be shown


def test_a_shown_match_is_prohibited_and_another_state_is_out_of_scope() -> None:
    assert judge().verdict == "prohibited"
    assert judge(None, recipient={"state": "CC"}).verdict == "out_of_scope"
    assert judge(None, "food_aid").verdict == "out_of_scope"


def test_an_absent_fact_that_could_complete_a_prohibition_is_undetermined() -> None:
    report = judge(None, recipient=None)
    assert report.verdict == "undetermined"
    assert naive_summary(report)["findings"]["r/p"]["undetermined"]["missing"] == ["to.state"]


def test_a_negative_test_over_an_absent_fact_is_unknown() -> None:
    provision = {"when": [{"not": {"reason": "repair"}}]}
    assert judge(provision).verdict == "undetermined"
    assert judge(provision, reason="repair").verdict == "out_of_scope"
    assert judge(provision, reason="sale").verdict == "prohibited"


_MEDICAL: dict[str, Any] = {
    "cite": "S/RES/200 (2010) 3",
    "when": [{"end_use.purpose": {"only": ["medical"]}}],
}


@pytest.mark.parametrize(
    ("purposes", "verdict", "status"),
    [
        (None, "prohibited", "not_shown"),
        (["medical"], "permitted", "met"),
        (["military"], "prohibited", "excluded"),
        (["medical", "military"], "prohibited", "excluded"),
    ],
)
def test_an_absent_fact_never_switches_an_exemption_on(purposes: list[str] | None, verdict: str, status: str) -> None:
    report = judge({"exempt": {"medical": _MEDICAL}}, end_use={"purposes": purposes})
    assert report.verdict == verdict
    assert report.findings["r/p", verdict].exemptions == {"medical": status}


def test_an_unknown_prohibition_with_a_met_exemption_is_permitted() -> None:
    provision = {"to": {"state": "AA"}, "exempt": {"medical": _MEDICAL}}
    report = judge(provision, recipient=None, end_use={"purposes": ["medical"]})
    assert report.verdict == "permitted"
    assert judge(provision, recipient=None).verdict == "undetermined"


def test_an_unknown_prohibition_is_never_conditional() -> None:
    notified = {**_MEDICAL, "procedure": {"notify": "committee"}}
    provision = {"to": {"state": "AA"}, "exempt": {"medical": notified}}
    stated = {"end_use": {"purposes": ["medical"]}}
    assert judge(provision, **stated).verdict == "conditional"
    report = judge(provision, recipient=None, **stated)
    assert report.verdict == "undetermined"
    assert report.findings["r/p", "undetermined"].exemptions == {"medical": "procedure_missing"}


def test_a_period_outside_which_the_date_lies_excludes_the_exemption() -> None:
    dated = {**_MEDICAL, "in_force": "2010-01-10 .. 2012-01-01"}
    stated = {"end_use": {"purposes": ["medical"]}}
    for day, status in [("2010-01-09", "excluded"), ("2010-01-10", "met"), ("2012", "not_shown")]:
        report = judge({"exempt": {"medical": dated}}, date=day, **stated)
        (finding,) = report.findings.values()
        assert finding.exemptions == {"medical": status}


# Effects


def test_permit_gives_a_finding_only_if_certain() -> None:
    provision = {"effect": "permit", "to": {"state": "AA"}, "items": ["food"]}
    assert judge(provision, "food_aid").verdict == "permitted"
    assert judge(provision, "food_aid", recipient=None).verdict == "out_of_scope"
    assert not judge(provision, "food_aid", recipient=None).findings


def test_permit_does_not_lift_another_provisions_prohibition() -> None:
    rules = rules_of(more={"q": {"effect": "permit", "to": {"state": "AA"}}})
    report = evaluate(rules, transfer_of())
    assert findings(report) == {("p", "prohibited"), ("q", "permitted")}
    assert report.verdict == "prohibited"


@pytest.mark.parametrize("effect", ["oblige", "advise"])
def test_duties_and_advice_are_listed_and_never_forbid(effect: str) -> None:
    provision = {"effect": effect, "duty": "inspect", "to": {"state": "AA"}}

    def listed(**fields: Any) -> dict[str, bool]:
        report = judge(provision, **fields)
        assert report.verdict == "out_of_scope"
        summary: dict[str, dict[str, bool]] = naive_summary(report)
        return summary["obligations" if effect == "oblige" else "advisories"]

    assert listed() == {"r/p": True}
    assert listed(recipient=None) == {}  # it may arise, but nothing else of its regime is of account
    assert listed(recipient={"state": "BB"}) == {}


# Periods


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2001-02-02", "out_of_scope"),
        ("2001-02-03", "prohibited"),
        ("2003-04-05", "prohibited"),
        ("2003-04-06", "out_of_scope"),
        ("2001-02", "undetermined"),
        ("2001-03", "prohibited"),
        ("2003", "undetermined"),
        ("2000", "out_of_scope"),
    ],
)
def test_both_days_of_a_period_belong_to_it(day: str, verdict: str) -> None:
    report = judge({"to": {"state": "AA"}, "in_force": "2001-02-03 .. 2003-04-05"}, date=day)
    assert report.verdict == verdict
    if verdict == "undetermined":
        assert report.findings["r/p", verdict].missing == {"date"}


@pytest.mark.parametrize(
    ("day", "verdict", "missing"),
    [
        ("2001-02-02", "out_of_scope", set()),
        ("2003-04-05", "prohibited", set()),
        ("2003-04-06", "undetermined", {"law.renewed"}),
        ("2003-04", "undetermined", {"law.renewed", "date"}),
    ],
)
def test_after_an_unverified_renewal_a_match_is_undetermined(day: str, verdict: str, missing: set[str]) -> None:
    period: dict[str, Any] = {"in_force": "2001-02-03 .. 2003-04-05", "renewal": "unverified"}
    report = judge({"to": {"state": "AA"}, **period}, date=day)
    assert report.verdict == verdict
    if missing:
        assert report.findings["r/p", verdict].missing == missing
    assert judge({"to": {"state": "CC"}, **period}, date=day).verdict == "out_of_scope"


@pytest.mark.parametrize(("found", "verdict"), [(True, "prohibited"), (False, "out_of_scope")])
def test_a_stated_renewal_settles_it(found: bool, verdict: str) -> None:
    provision = {"to": {"state": "AA"}, "in_force": "2001-02-03 .. 2003-04-05", "renewal": "unverified"}
    said = [{"matter": "renewed:r/p", "found": found}]
    assert judge(provision, determinations=said).verdict == verdict
    edge = judge(provision, determinations=said, date="2003-04").verdict
    assert edge == ("prohibited" if found else "undetermined")


def test_a_provision_of_several_periods() -> None:
    periods = ["2001-02-03 .. 2003-04-05", "2006-01-01 .. 2006-12-31"]
    provision = {"to": {"state": "AA"}, "in_force": periods}
    verdicts = [judge(provision, date=day).verdict for day in ("2002", "2004", "2006-06", "2007")]
    assert verdicts == ["prohibited", "out_of_scope", "prohibited", "out_of_scope"]
    unsure = {**provision, "renewal": "unverified"}
    verdicts = [judge(unsure, date=day).verdict for day in ("2002", "2004", "2006-06", "2007")]
    assert verdicts == ["prohibited", "out_of_scope", "prohibited", "undetermined"]


# Findings as shown


def test_findings_of_one_verdict_are_merged_over_items_and_acts() -> None:
    items = ["artillery_shells", "food_aid", "artillery_shells", {"type": "goods"}]
    report = judge({"to": {"state": "AA"}, "items": ["arms", "dual"]}, *items, activities=["transit"])
    assert naive_summary(report) == {
        "verdict": "prohibited",
        "findings": {
            "r/p": {
                "prohibited": {
                    "items": [0, 2],
                    "activities": ["supply", "transit"],
                    "exemptions": {},
                    "missing": [],
                    "citations": [["S/RES/100 (2000)", "1", "imposes"]],
                },
                "undetermined": {
                    "items": [3],
                    "activities": ["supply", "transit"],
                    "exemptions": {},
                    "missing": ["item.concerns"],
                    "citations": [["S/RES/100 (2000)", "1", "imposes"]],
                },
            }
        },
        "obligations": {},
        "advisories": {},
    }


@pytest.mark.parametrize(("day", "shown"), [("2010-01-09", False), ("2010-01-10", True), ("2010-01", True)])
def test_a_citation_is_shown_from_the_day_of_its_adoption(day: str, shown: bool) -> None:
    cite = {
        "imposes": "S/RES/100 (2000) 2(a)",
        "widens": [{"cite": "S/RES/200 (2010) 3", "unverified": "true"}],
        "with": ["A/60/88"],
    }
    (finding,) = judge({"cite": cite}, date=day).findings.values()
    assert ("S/RES/100 (2000)", "2 (a)", "imposes") in finding.citations
    assert ("A/60/88", "", "with") in finding.citations
    assert (("S/RES/200 (2010)", "3", "widens") in finding.citations) is shown


def test_exemptions_of_the_regime_reach_the_provisions_they_apply_to() -> None:
    bare = {"cite": "S/RES/200 (2010) 3", "procedure": {"approve": "committee"}}
    more = {"q": {"to": {"state": "AA"}}}
    scopes: list[tuple[dict[str, Any], set[str]]] = [
        ({}, {"p", "q"}),
        ({"applies_to": "all", "except": ["p"]}, {"q"}),
        ({"applies_to": ["p"]}, {"p"}),
    ]
    for scope, reached in scopes:
        report = evaluate(rules_of({}, more=more, exemptions={"door": {**bare, **scope}}), transfer_of())
        having = {name for (name, _), finding in report.findings.items() if "door" in finding.exemptions}
        assert having == {f"r/{name}" for name in reached}


def test_rules_written_and_read_again_mean_the_same(tmp_path: Path) -> None:
    rules = rules_of({"exempt": {"medical": _MEDICAL}, "when": [{"not": {"recipient.state": "NO"}}]})
    write_rules(rules.data, tmp_path)
    again = load_rules(tmp_path)
    again.type_facts = TYPE_FACTS
    for fields in ({}, {"recipient": {"state": "NO"}}, {"end_use": {"purposes": ["medical"]}}):
        transfer = transfer_of(**fields)
        assert naive_summary(evaluate(again, transfer)) == naive_summary(evaluate(rules, transfer))
