"""One movement against one regime: the two tables of docs/rule-form.md, and what reaches what."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from article41 import Verdict
from article41._words import ExemptionStatus
from article41.engine import Report
from article41.engine._check import Engine
from article41.engine._decide import exemption_status, finding_verdict
from article41.engine._procedures import DONE, FAILED, NOT_SHOWN

from ._small import judge, law, provision

MET, MISSING, OPEN, EXCLUDED = (
    ExemptionStatus.MET, ExemptionStatus.PROCEDURE_MISSING, ExemptionStatus.NOT_SHOWN, ExemptionStatus.EXCLUDED,
)  # fmt: skip
FALSE, UNKNOWN, TRUE = 0, 1, 2
CITE = "S/RES/100 (2000) 2 (a)"
PAPER = {"kind": "approval", "body": "committee", "status": "granted", "under": CITE, "date": "2004-05-01"}
REFUSED = {**PAPER, "status": "refused"}


def exemption(**keys: Any) -> dict[str, Any]:
    return {"cite": CITE, "summary": "s", **keys}


def exempted(*papers: Any, exempt: dict[str, Any], **fields: Any) -> tuple[Verdict, dict[str, ExemptionStatus]]:
    """The verdict and the exemptions of the one ban with these exemptions."""
    (found,) = report({"p": provision(to={"state": "AA"}, exempt=exempt)}, *papers, **fields).findings
    return found.verdict, {e.id: e.status for e in found.exemptions}


def report(provisions: dict[str, Any], *papers: Any, exemptions: Any = None, **fields: Any) -> Report:
    return judge(law(provisions, exemptions=exemptions), authorisations=list(papers) or None, **fields)


# The table of an exemption's status

PROCEDURES = (None, DONE, NOT_SHOWN, FAILED)


@pytest.mark.parametrize("substantive", [True, False])
@pytest.mark.parametrize(("substance", "procedure"), list(product((FALSE, UNKNOWN, TRUE), PROCEDURES)))
def test_the_status_of_an_exemption(substance: int, procedure: int | None, substantive: bool) -> None:
    if substance == FALSE or procedure == FAILED:
        expected = EXCLUDED
    elif substance == TRUE and procedure in (None, DONE):
        expected = MET
    elif substance == TRUE and procedure == NOT_SHOWN and substantive:
        expected = MISSING
    else:
        expected = OPEN
    assert exemption_status(substance, procedure, substantive) is expected


FOR_POLICE = {"recipient": {"kind": "police"}}
FOR_POLICE_APPROVED = {**FOR_POLICE, "procedure": {"approve": "committee"}}


@pytest.mark.parametrize(
    ("kind", "paper", "expected"),
    [
        ("company", None, EXCLUDED),
        ("company", PAPER, EXCLUDED),
        ("police", REFUSED, EXCLUDED),
        (None, REFUSED, EXCLUDED),
        ("police", PAPER, MET),
        ("police", None, MISSING),
        (None, None, OPEN),
        (None, PAPER, OPEN),
    ],
)
def test_status_of_an_exemption_with_substance_and_procedure(kind: Any, paper: Any, expected: Any) -> None:
    recipient = {"state": "AA", "kind": kind} if kind else {"state": "AA"}
    papers = [paper] if paper else []
    _, statuses = exempted(*papers, exempt={"e": exemption(**FOR_POLICE_APPROVED)}, recipient=recipient)
    assert statuses == {"e": expected}


@pytest.mark.parametrize(
    ("paper", "verdict", "status"),
    [(None, Verdict.PROHIBITED, OPEN), (PAPER, Verdict.PERMITTED, MET), (REFUSED, Verdict.PROHIBITED, EXCLUDED)],
)
def test_a_bare_power_never_makes_a_finding_conditional(paper: Any, verdict: Verdict, status: Any) -> None:
    door = {"door": exemption(procedure={"approve": "committee"})}
    assert exempted(*([paper] if paper else []), exempt=door) == (verdict, {"door": status})


def test_an_exemption_out_of_its_period_is_excluded() -> None:
    for period, expected in (("2000-01-10 .. 2004-05-05", EXCLUDED), ("2004-05-06 ..", MET)):
        late = exemption(in_force=period, recipient={"kind": "police"})
        found = exempted(exempt={"e": late}, recipient={"state": "AA", "kind": "police"})
        assert found[1] == {"e": expected}


# The table of a finding's verdict


@pytest.mark.parametrize("value", [UNKNOWN, TRUE])
@pytest.mark.parametrize("statuses", [c for n in range(3) for c in product((MET, MISSING, OPEN, EXCLUDED), repeat=n)])
def test_the_verdict_of_a_finding(value: int, statuses: tuple[ExemptionStatus, ...]) -> None:
    if MET in statuses:
        expected = Verdict.PERMITTED
    elif value == UNKNOWN:
        expected = Verdict.UNDETERMINED
    elif MISSING in statuses:
        expected = Verdict.CONDITIONAL
    else:
        expected = Verdict.PROHIBITED
    assert finding_verdict(value, list(statuses)) is expected


@pytest.mark.parametrize(
    ("recipient", "paper", "expected"),
    [
        ({"state": "BB"}, None, None),
        ({"state": "AA", "kind": "company"}, None, Verdict.PROHIBITED),
        ({"state": "AA"}, None, Verdict.PROHIBITED),
        ({"state": "AA", "kind": "police"}, None, Verdict.CONDITIONAL),
        ({"state": "AA", "kind": "police"}, PAPER, Verdict.PERMITTED),
        ({"kind": "company"}, None, Verdict.UNDETERMINED),
        ({"kind": "police"}, None, Verdict.UNDETERMINED),
        ({"kind": "police"}, PAPER, Verdict.PERMITTED),
    ],
)
def test_verdicts_of_one_ban(recipient: Any, paper: Any, expected: Verdict | None) -> None:
    ban = provision(to={"state": "AA"}, items=["arms"], exempt={"e": exemption(**FOR_POLICE_APPROVED)})
    found = report({"p": ban}, *([paper] if paper else []), recipient=recipient)
    assert [f.verdict for f in found.findings] == ([] if expected is None else [expected])
    assert found.verdict is (expected or Verdict.OUT_OF_SCOPE)


def test_any_of_several_exemptions_is_enough() -> None:
    exempt = {"a": exemption(recipient={"kind": "media"}), "b": exemption(**FOR_POLICE)}
    found = exempted(exempt=exempt, recipient={"state": "AA", "kind": "police"})
    assert found == (Verdict.PERMITTED, {"a": EXCLUDED, "b": MET})


# Effects


def test_an_express_permission_is_a_finding_only_if_it_is_certain() -> None:
    free = {"free": provision(effect="permit", to={"state": "AA"}, items=["food"])}
    assert report(free).findings == ()
    (found,) = judge(law(free), "food_aid").findings
    assert (found.verdict, found.provision) == (Verdict.PERMITTED, "r/free")
    assert judge(law(free), "food_aid", recipient={}).verdict is Verdict.OUT_OF_SCOPE


def test_a_permission_does_not_lift_a_ban() -> None:
    both = {"p": provision(), "free": provision(effect="permit", to={"state": "AA"})}
    found = report(both)
    assert found.verdict is Verdict.PROHIBITED
    assert [f.verdict for f in found.findings] == [Verdict.PROHIBITED, Verdict.PERMITTED]


def test_duties_and_calls_never_forbid() -> None:
    found = report(
        {
            "d": provision(effect="oblige", duty="inspect", to={"state": "AA"}),
            "c": provision(effect="advise", to={"state": "AA"}),
        }
    )
    assert (found.verdict, found.findings) == (Verdict.OUT_OF_SCOPE, ())
    assert [(o.provision, o.duty, o.certain) for o in found.obligations] == [("r/d", "inspect", True)]
    assert [(a.provision, a.certain) for a in found.advisories] == [("r/c", True)]


# Powers stated once for a regime


def doors(**keys: Any) -> dict[str, Any]:
    return {"door": exemption(in_force="2000-01-10 ..", procedure={"approve": "committee"}, **keys)}


@pytest.mark.parametrize(
    ("keys", "reached"),
    [
        ({}, ["p", "q"]),
        ({"applies_to": "all"}, ["p", "q"]),
        ({"applies_to": ["q"]}, ["q"]),
        ({"applies_to": "all", "except": ["q"]}, ["p"]),
    ],
)
def test_a_power_of_the_regime_reaches_the_provisions_that_it_names(keys: Any, reached: list[str]) -> None:
    bans = {"p": provision(), "q": provision(to={"state": "AA"})}
    closed, opened = (report(bans, *papers, exemptions=doors(**keys)) for papers in ([], [PAPER]))
    assert [f.provision for f in closed.findings if f.exemptions] == [f"r/{p}" for p in reached]
    assert {f.verdict for f in closed.findings} == {Verdict.PROHIBITED}
    assert {f.provision: f.verdict for f in opened.findings} == {
        f"r/{p}": Verdict.PERMITTED if p in reached else Verdict.PROHIBITED for p in bans
    }


def test_own_exemptions_come_before_those_of_the_regime() -> None:
    ban = provision(to={"state": "AA"}, exempt={"own": exemption(**FOR_POLICE)})
    (found,) = report({"p": ban}, exemptions=doors()).findings
    assert [(e.id, e.discretionary) for e in found.exemptions] == [("own", False), ("door", True)]


def test_a_power_of_the_regime_is_not_for_what_does_not_forbid() -> None:
    free = {"free": provision(effect="permit", to={"state": "AA"})}
    assert report(free, exemptions=doors()).findings[0].exemptions == ()


# Acts, items and time


def test_a_ban_reaches_the_acts_that_it_names() -> None:
    ban = {"p": provision(acts=["brokering"], to={"state": "AA"})}
    assert report(ban).verdict is Verdict.OUT_OF_SCOPE
    (found,) = report(ban, activities=["brokering"]).findings
    assert found.activities == ("brokering",)
    (found,) = report({"p": provision(to={"state": "AA"})}, activities=["brokering"]).findings
    assert found.activities == ("supply", "brokering")


def test_acts_that_the_law_treats_alike_are_decided_alike() -> None:
    ban = {"p": provision(acts=["supply", "procurement"], to={"state": "AA"})}
    for acts in (["procurement"], ["supply"]):
        assert report(ban, activities=acts).verdict is Verdict.PROHIBITED


def test_not_these_acts() -> None:
    ban = {"p": provision(to={"state": "AA"}, when=[{"not": {"activity": "maintenance"}}])}
    assert report(ban, activities=["maintenance"]).verdict is Verdict.OUT_OF_SCOPE
    assert report(ban).verdict is Verdict.PROHIBITED


def test_a_provision_binds_in_its_periods() -> None:
    ban = {"p": provision(to={"state": "AA"}, in_force=["2000-01-10 .. 2001-12-31", "2004-05-06 .. 2004-05-06"])}
    days = {"2000-01-09": 0, "2000-01-10": 1, "2001-12-31": 1, "2002-01-01": 0, "2004-05-06": 1, "2004-05-07": 0}
    assert {day: len(report(ban, date=day).findings) for day in days} == days
    assert report(ban, date="2001-12").verdict is Verdict.PROHIBITED
    assert report(ban, date="2004-05").verdict is Verdict.UNDETERMINED


def test_after_an_end_that_is_not_verified_the_law_itself_is_a_fact() -> None:
    ban = {"p": provision(to={"state": "AA"}, in_force="2000-01-10 .. 2003-12-31", renewal="unverified")}
    (found,) = report(ban).findings
    assert (found.verdict, found.missing_facts) == (Verdict.UNDETERMINED, ("law.renewed",))
    for said, verdict in ((True, Verdict.PROHIBITED), (False, Verdict.OUT_OF_SCOPE)):
        told = [{"matter": "renewed:r/p", "found": said}]
        assert report(ban, determinations=told).verdict is verdict
    assert report(ban, date="2003-12-31").verdict is Verdict.PROHIBITED
    assert report(ban, date="1999-12-31").verdict is Verdict.OUT_OF_SCOPE


def test_findings_come_in_the_order_of_the_rule_file() -> None:
    names = ["zeta", "alpha", "midway"]
    found = report({name: provision(to={"state": "AA"}) for name in names})
    assert [f.provision for f in found.findings] == [f"r/{name}" for name in names]


def test_a_ban_on_a_ground_reaches_no_other_ground() -> None:
    ban = {"p": provision(when=[{"reason": "sale"}])}
    assert report(ban, reason="repair").findings == ()
    assert report(ban, reason="sale").verdict is Verdict.PROHIBITED


class Overtaken:
    """A lock that is got only after another thread has done the work."""

    def __init__(self, work: Any) -> None:
        self.work = work

    def __enter__(self) -> None:
        self.work()

    def __exit__(self, *_: object) -> None:
        pass


def test_of_two_threads_that_come_at_once_the_second_takes_what_the_first_made() -> None:
    engine = Engine(law())
    stratum = Engine(law()).decider("r").view("supply")
    decider = Engine(law()).decider("r")
    engine._lock = Overtaken(lambda: engine._deciders.update(r=decider))  # type: ignore[assignment]
    assert engine.decider("r") is decider
    decider._lock = Overtaken(lambda: decider._views.update(supply=stratum))  # type: ignore[assignment]
    assert decider.view("supply") is stratum
