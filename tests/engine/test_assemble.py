"""Hits to findings: merged over items and acts, with reasons, exemptions, citations and what is missing."""

from __future__ import annotations

from typing import Any

import pytest

from article41 import Verdict
from article41._words import Confidence, ExemptionStatus, Role
from article41.engine import Finding, Report
from article41.engine._assemble import paper_needed
from article41.engine._pointers import stated_at

from ._small import judge, law, provision, transfer

CITE = "S/RES/100 (2000) 2 (a)"
POLICE_APPROVED = {
    "cite": CITE, "summary": "For the police.", "recipient": {"kind": "police"}, "procedure": {"approve": "committee"},
}  # fmt: skip
PAPER = {"kind": "approval", "body": "committee", "status": "granted", "under": CITE, "date": "2004-05-01"}


def findings(ban: dict[str, Any], *items: Any, **fields: Any) -> tuple[Finding, ...]:
    return judge(law({"p": ban}), *items, **fields).findings


def shown(finding: Finding) -> list[tuple[str, Any, str]]:
    return [(fact.pointer, fact.value, fact.test) for fact in finding.facts]


# Merging


def test_items_and_acts_with_the_same_verdict_make_one_finding() -> None:
    (found,) = findings(provision(), "artillery_shells", "food_aid", "artillery_shells", activities=["transit"])
    assert found.items == (0, 2)
    assert found.activities == ("supply", "transit")


def test_different_verdicts_make_different_findings_gravest_first() -> None:
    soldier = {"type": "goods", "military": True}
    found = findings(provision(), "goods", soldier, "artillery_shells", "goods")
    assert [(f.verdict, f.items) for f in found] == [(Verdict.PROHIBITED, (1, 2)), (Verdict.UNDETERMINED, (0, 3))]
    assert [f.missing for f in found] == [(), ("/items/0/military", "/items/3/military")]


def test_each_exemption_shows_its_least_favourable_status() -> None:
    food_free = {"cite": CITE, "summary": "Food.", "items": ["food"]}
    ban = provision(to={"state": "AA"}, exempt={"police": POLICE_APPROVED, "food": food_free})
    recipient = {"state": "AA", "kind": "police"}
    (found,) = findings(ban, "artillery_shells", "goods", recipient=recipient)
    assert found.verdict is Verdict.CONDITIONAL
    assert [(e.id, e.status) for e in found.exemptions] == [
        ("police", ExemptionStatus.PROCEDURE_MISSING),
        ("food", ExemptionStatus.EXCLUDED),
    ]
    papers = [{**PAPER, "items": [0]}]
    permitted, conditional = sorted(
        findings(ban, "artillery_shells", "rockets", recipient=recipient, authorisations=papers),
        key=lambda f: f.items,
    )
    assert [e.status for e in permitted.exemptions] == [ExemptionStatus.MET, ExemptionStatus.EXCLUDED]
    assert (permitted.items, conditional.items) == ((0,), (1,))


def test_a_status_between_the_extremes() -> None:
    unsure = {"cite": CITE, "summary": "Civil goods.", "when": [{"item.military": "false"}]}
    ban = provision(to={"state": "AA"}, exempt={"civil": unsure, "police": POLICE_APPROVED})
    civil, unknown = {"type": "goods", "military": False}, {"type": "goods"}
    for items in ([civil, unknown], [unknown, civil]):
        found = {f.verdict: f for f in findings(ban, *items)}
        assert found[Verdict.PERMITTED].exemptions[0].status is ExemptionStatus.MET
        assert found[Verdict.PROHIBITED].exemptions[0].status is ExemptionStatus.NOT_SHOWN


# Citations


def test_only_what_had_been_adopted_is_cited() -> None:
    ban = provision(
        to={"state": "AA"},
        cite={"imposes": "S/RES/100 (2000) 1", "with": ["A/60/88"], "widens": ["S/RES/200 (2010) 3"]},
    )

    def cited(date: str) -> list[tuple[str, str]]:
        return [(c.resolution, c.role.value) for c in findings(ban, date=date)[0].citations]

    first = ("S/RES/100 (2000)", "imposes")
    assert cited("2004-05-06") == [first]
    assert cited("2005-06-26") == [first]
    assert cited("2005-06-27") == [first, ("A/60/88", "with")]
    assert cited("2010-01-09") == cited("2005-06-27")
    assert len(cited("2010-01-10")) == len(cited("2010-01")) == 3


def test_citations_print_as_the_un_prints_them() -> None:
    ban = provision(to={"state": "AA"}, cite={"imposes": "S/RES/100(2000) 2(b)(i)"})
    (cite,) = findings(ban)[0].citations
    assert (cite.resolution, cite.paragraph, cite.role) == ("S/RES/100 (2000)", "2 (b) (i)", Role.IMPOSES)
    assert cite.url == "https://undocs.org/S/RES/100(2000)"
    assert cite.verified
    assert (
        findings(provision(to={"state": "AA"}, cite={"imposes": "A/60/88"}), date="2006-01-01")[0]
        .citations[0]
        .paragraph
        == ""
    )


def test_an_exemption_that_is_met_is_cited() -> None:
    ban = provision(to={"state": "AA"}, exempt={"police": POLICE_APPROVED})
    police = {"state": "AA", "kind": "police"}
    (met,) = findings(ban, recipient=police, authorisations=[PAPER])
    assert [(c.paragraph, c.role) for c in met.citations] == [("1", Role.IMPOSES), ("2 (a)", Role.EXEMPTS)]
    (open_,) = findings(ban, recipient=police)
    assert [c.role for c in open_.citations] == [Role.IMPOSES]
    assert open_.exemptions[0].citation.role is Role.EXEMPTS


def test_confidence_and_notes_are_carried() -> None:
    ban = provision(to={"state": "AA"}, confidence="low", confidence_note="From memory.", notes="Read with care.")
    (found,) = findings(ban)
    assert found.confidence is Confidence.LOW
    assert found.notes == ("Read with care.", "From memory.")
    assert found.rule == "No arms for Aland."
    assert (found.provision, found.regime) == ("r/p", "r")


# What is shown


def test_the_facts_that_completed_a_ban_are_shown_with_the_chain() -> None:
    (found,) = findings(provision())
    assert shown(found) == [
        ("/date", "2004-05-06", "date is on or after 2000-01-10"),
        ("/recipient/state", "AA", "to.state is AA"),
        ("/items/0/type", "artillery_shells", "item.concerns is arms"),
    ]
    assert [fact.chain for fact in found.facts] == [(), (), ("artillery_shells", "ammunition", "arms")]


def test_what_a_service_is_about_is_shown_at_its_subjects() -> None:
    (found,) = findings(provision(), {"type": "training", "subjects": ["ammunition"]})
    assert ("/items/0/subjects", ["ammunition"], "item.concerns is arms") in shown(found)


def test_a_negated_test_is_shown_as_one() -> None:
    ban = provision(to={"state": "AA"}, when=[{"not": {"reason": "repair"}}, {"not": {"item.concerns": "food"}}])
    (found,) = findings(ban, reason="sale")
    assert ("/reason", "sale", "reason is not repair") in shown(found)
    assert ("/items/0/type", "artillery_shells", "item.concerns is not food") in shown(found)
    assert all(fact.chain == () for fact in found.facts)


def test_only_known_facts_are_shown_of_what_is_undetermined() -> None:
    (found,) = findings(provision(), "goods")
    assert found.verdict is Verdict.UNDETERMINED
    assert [test for _, _, test in shown(found)] == ["date is on or after 2000-01-10", "to.state is AA"]


ROUTE = {"transit": ["NO"], "origin": "SE", "vessel": {"flag": "TW"}}


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ({"any.state": "AA"}, [("/recipient/state", "Aland")]),
        ({"any.state": ["NO", "TW"]}, [("/route/transit", ["NO"]), ("/route/vessel/flag", "TW")]),
        ({"any.kind": "police"}, [("/end_user/kind", "police")]),
        ({"to.area": "AA-N"}, [("/end_user/area", "Far North")]),
        ({"to.force": "mission"}, [("/end_user/force", "UNM")]),
        ({"any.actor": "gang"}, [("/intermediaries/0/name", "Gangsters")]),
        ({"any.actor": "club"}, [("/supplier/actor", "club")]),
        ({"any.listed": "77"}, [("/intermediaries/0/name", "Gangsters")]),
        ({"any.listed": "88"}, [("/recipient/listed", ["88"])]),
        ({"intermediary.role": "broker"}, [("/intermediaries", None)]),
    ],
)
def test_of_several_parties_only_those_that_meet_the_test_are_the_reason(test: Any, expected: Any) -> None:
    (found,) = findings(
        provision(when=[test]),
        date="2006-01-01",
        supplier={"state": "BB", "actor": "club", "kind": "company"},
        recipient={"state": "Aland", "kind": "company", "area": "SD-KH", "listed": ["88"], "name": "Innocent Ltd"},
        end_user={"state": "CC", "kind": "police", "area": "Far North", "force": "UNM", "listed": []},
        intermediaries=[{"role": "broker", "name": "Gangsters", "kind": "company", "state": "CC"}],
        route=ROUTE,
    )
    places = [(pointer, value) for pointer, value, text in shown(found) if not text.startswith("date")]
    assert [(pointer, value if wanted is not None else None) for (pointer, value), (_, wanted) in
            zip(places, expected, strict=True)] == expected  # fmt: skip


# What is missing


def missing(*tests: Any, **fields: Any) -> tuple[str, ...]:
    items = fields.pop("items_", ["artillery_shells"])
    (found,) = findings(provision(when=list(tests)), *items, **fields)
    assert found.verdict is Verdict.UNDETERMINED
    return found.missing


@pytest.mark.parametrize(
    ("test", "fields", "expected"),
    [
        ({"to.kind": "police"}, {}, ["/recipient/kind"]),
        ({"to.kind": "police"}, {"end_user": {}}, ["/recipient/kind", "/end_user/kind"]),
        ({"to.kind": "police"}, {"end_user": {"kind": "media"}}, ["/recipient/kind"]),
        ({"to.kind": "police"}, {"recipient": {"kind": "media"}, "end_user": {}}, ["/end_user/kind"]),
        ({"to.state": "AA"}, {"recipient": None}, ["/recipient/state"]),
        ({"from.state": "AA"}, {"supplier": {}}, ["/supplier/state"]),
        ({"from.state": "AA"}, {"supplier": {}, "route": {"origin": "SE"}}, ["/supplier/state"]),
        ({"any.state": "SE"}, {"intermediaries": [{"role": "broker"}]}, ["/intermediaries/0/state"]),
        ({"end_use.purpose": "military"}, {}, ["/end_use/purposes"]),
        ({"route.mode": "sea"}, {}, ["/route/modes"]),
        ({"vessel.flag": "SE"}, {"route": {"aircraft": {}}}, ["/route/aircraft/flag"]),
        ({"any.listed": "77"}, {}, ["/screening/un_lists"]),
        ({"determined": "quota"}, {}, ["/determinations/-"]),
        ({"date": {"from": "2004-05-06"}}, {"date": "2004-05"}, ["/date"]),
        ({"item.calibre_mm": {"at_least": "75"}}, {}, ["/items/0/calibre_mm"]),
        ({"item.category": "large"}, {}, ["/items/0/calibre_mm"]),
        ({"item.concerns": "large"}, {}, ["/items/0/calibre_mm"]),
        ({"item.concerns": "arms"}, {"items_": ["training"]}, ["/items/0/type"]),
        (
            {"item.concerns": "ammunition"},
            {"items_": [{"type": "training", "subjects": ["arms"]}]},
            ["/items/0/subjects"],
        ),
    ],
)
def test_what_is_missing_is_named_where_it_would_be_stated(test: Any, fields: Any, expected: list[str]) -> None:
    assert list(missing(test, **fields)) == expected


def test_the_names_of_the_missing_facts_are_given_too() -> None:
    (found,) = findings(provision(when=[{"reason": "sale"}, {"to.kind": "police"}]))
    assert found.missing_facts == ("reason", "to.kind")
    assert found.missing == ("/reason", "/recipient/kind")


def test_only_the_smallest_sets_count_as_missing() -> None:
    either = {"any": [{"reason": "sale"}, {"all": [{"reason": "sale"}, {"to.kind": "police"}]}]}
    assert missing(either) == ("/reason",)


def test_what_is_settled_misses_nothing() -> None:
    ban = provision(when=[{"to.kind": "police"}], exempt={"e": {"cite": CITE, "summary": "s", "from": {"state": "BB"}}})
    (found,) = findings(ban)
    assert (found.verdict, found.missing, found.missing_facts) == (Verdict.PERMITTED, (), ())


def test_stated_at() -> None:
    some = transfer(route={"vessel": {"flag": "NO"}})
    for pointer in ("/route/vessel/flag", "/items/0/type", "/recipient", "/date"):
        assert stated_at(pointer, some)
    for pointer in ("/route/aircraft/flag", "/items/0/calibre_mm", "/end_user/kind", "/end_use/purposes"):
        assert not stated_at(pointer, some)


# What an exemption needs


def needs(exempt: dict[str, Any], *papers: Any, **fields: Any) -> tuple[Any, ...]:
    ban = provision(to={"state": "AA"}, exempt={"e": exempt})
    (found,) = findings(ban, authorisations=list(papers) or None, **fields)
    return found.exemptions[0].needs, found.exemptions[0].missing


def test_an_open_exemption_says_what_it_needs() -> None:
    assert needs(POLICE_APPROVED) == (
        ("What kind of body is the recipient?", "approval by the Committee, under S/RES/100 (2000) 2 (a)"),
        ("/recipient/kind", "/authorisations/-"),
    )
    police = {"state": "AA", "kind": "police"}
    assert needs(POLICE_APPROVED, recipient=police)[1] == ("/authorisations/-",)
    assert needs(POLICE_APPROVED, PAPER)[1] == ("/recipient/kind",)


def test_one_that_is_met_or_excluded_needs_nothing() -> None:
    police, media = ({"state": "AA", "kind": kind} for kind in ("police", "media"))
    assert needs(POLICE_APPROVED, PAPER, recipient=police) == ((), ())
    assert needs(POLICE_APPROVED, recipient=media) == ((), ())
    assert needs(POLICE_APPROVED, {**PAPER, "status": "refused"}) == ((), ())


def test_a_bare_power_is_marked() -> None:
    door = {"cite": CITE, "summary": "s", "procedure": {"approve": "committee"}}
    (found,) = findings(provision(to={"state": "AA"}, exempt={"door": door, "police": POLICE_APPROVED}))
    assert [e.discretionary for e in found.exemptions] == [True, False]
    assert [e.summary for e in found.exemptions] == ["s", "For the police."]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({}, "notification to the Committee, under S/RES/100 (2000) 2 (a)"),
        ({"kind": "approve", "body": "security_council"}, "approval by the Security Council, under"),
        ({"kind": "no_objection", "working_days": 5}, "objection from, the Committee, at least 5 working days before,"),
        ({"kind": "report", "body": "mission"}, "the standing report to mission, under"),
        ({"days_before": 3, "by": "exporting_state"}, "made by the exporting state, at least 3 days before, under"),
        ({"days_after": 45}, "within 45 days, under"),
        ({"until": 20170919}, "by 2017-09-19, under"),
        ({"under": [["A/60/88", ""]]}, "under A/60/88"),
    ],
)
def test_the_paper_in_words(keys: dict[str, Any], words: str) -> None:
    procedure = {
        "kind": "notify", "body": "committee", "days_before": None, "working_days": None, "days_after": None,
        "until": None, "by": None, "regime": "r", "under": [["S/RES/100 (2000)", "2 (a)"]], **keys,
    }  # fmt: skip
    text = paper_needed(procedure)
    assert words in text
    assert text == text.strip()


# Duties and calls


def duties(*items: Any, **fields: Any) -> Report:
    rules = {
        "seize": provision(effect="oblige", duty="seize", to={"state": "AA"}, items=["arms"]),
        "watch": provision(effect="advise", to={"state": "AA"}, items=["arms"], confidence="low", confidence_note="?"),
        "p": provision(),
    }
    return judge(law(rules), *items, **fields)


def test_a_duty_is_listed_once_and_is_certain_if_it_is_for_some_item() -> None:
    found = duties("goods", "artillery_shells", activities=["transit"])
    assert [(o.provision, o.duty, o.certain) for o in found.obligations] == [("r/seize", "seize", True)]
    assert [(a.provision, a.certain, a.confidence) for a in found.advisories] == [("r/watch", True, Confidence.LOW)]
    assert [c.paragraph for c in found.obligations[0].citations] == ["1"]
    found = duties("goods")
    assert [o.certain for o in found.obligations] == [a.certain for a in found.advisories] == [False]
    found = duties("food_aid")
    assert (found.obligations, found.advisories) == ((), ())
