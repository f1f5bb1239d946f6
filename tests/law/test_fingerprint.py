"""The digest of a provision: another whenever the provision is, and the same whatever changes beside it."""

from __future__ import annotations

from typing import Any

import pytest

from article41.law._fingerprint import LENGTH, provision_digest
from tests.engine._small import CATEGORIES, law, provision

EXEMPT = {"cite": "S/RES/200 (2010) 4", "items": ["ammunition"], "summary": "Ammunition."}
POWER = {
    "cite": "S/RES/200 (2010) 4",
    "in_force": "2010-01-10 ..",
    "procedure": {"approve": "committee"},
    "summary": "The Committee may.",
}
BASIS: dict[str, Any] = {"to": {"state": "AA"}, "exempt": {"out": EXEMPT}}


def of(**changes: Any) -> str:
    return provision_digest(law({"p": provision(**{**BASIS, **changes})}), "p")


def test_its_form() -> None:
    assert len(of()) == LENGTH
    assert set(of()) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    "changes",
    [
        {"rule": "Another rule."},
        {"to": {"state": "BB"}},
        {"items": ["ammunition"]},
        {"in_force": "2001-01-10 .."},
        {"cite": {"imposes": "S/RES/100 (2000) 2 (a)"}},
        {"notes": "A note."},
        {"exempt": {}},
        {"exempt": {"out": {**EXEMPT, "summary": "Some ammunition."}}},
        {"exempt": {"out": {**EXEMPT, "procedure": {"notify": "committee", "days_before": 5}}}},
    ],
)
def test_any_change_of_the_provision_changes_it(changes: dict[str, Any]) -> None:
    assert of(**changes) != of()


def test_a_procedure_counts_by_what_it_asks_for() -> None:
    def told(days: int) -> str:
        return of(exempt={"out": {**EXEMPT, "procedure": {"notify": "committee", "days_before": days}}})

    assert told(5) == told(5)
    assert told(5) != told(6)


def test_what_stands_beside_it_does_not_count() -> None:
    first = provision(
        to={"state": "BB"}, exempt={"x": {**EXEMPT, "procedure": {"notify": "committee", "days_before": 9}}}
    )
    p = provision(**{**BASIS, "exempt": {"out": {**EXEMPT, "procedure": {"approve": "committee"}}}})
    # The tests and the procedure have other numbers here.
    assert provision_digest(law({"first": first, "p": p}), "p") == provision_digest(law({"p": p}), "p")


def test_a_power_of_the_regime_counts_where_it_reaches() -> None:
    others = {"p": provision(**BASIS), "q": provision(to={"state": "BB"})}
    without = law(others)
    reached = law(others, exemptions={"power": POWER})
    kept_from = law(others, exemptions={"power": {**POWER, "except": ["p"]}})
    only = law(others, exemptions={"power": {**POWER, "applies_to": ["q"]}})
    assert (
        provision_digest(without, "p")
        == provision_digest(kept_from, "p")
        == provision_digest(only, "p")
        != provision_digest(reached, "p")
    )
    assert (
        provision_digest(without, "q")
        != provision_digest(kept_from, "q")
        == provision_digest(only, "q")
        == provision_digest(reached, "q")
    )


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("arms", [{"item.type": "goods"}]),
        # Told by the first, and not named by the provision.
        ("ammunition", [{"item.type": "rockets"}]),
    ],
)
def test_what_its_categories_mean_counts(name: str, rules: list[dict[str, Any]]) -> None:
    p = {"p": provision()}
    changed = {**CATEGORIES, name: {**CATEGORIES[name], "rules": rules}}
    assert provision_digest(law(p), "p") != provision_digest(law(p, categories=changed), "p")


def test_what_no_test_of_it_names_and_what_a_category_is_called_do_not_count() -> None:
    p = {"p": provision()}
    changed = {
        **CATEGORIES,
        "food": {**CATEGORIES["food"], "rules": [{"item.type": "goods"}]},
        "arms": {**CATEGORIES["arms"], "title": "Weapons", "why": "Weapons."},
    }
    assert provision_digest(law(p), "p") == provision_digest(law(p, categories=changed), "p")


def test_the_categories_of_an_exemption_count() -> None:
    p = {"p": provision(to={"state": "AA"}, exempt={"food": {**EXEMPT, "items": ["food"]}})}
    changed = {**CATEGORIES, "food": {**CATEGORIES["food"], "rules": [{"item.type": "goods"}]}}
    assert provision_digest(law(p), "p") != provision_digest(law(p, categories=changed), "p")
