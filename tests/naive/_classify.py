"""Categories by repeated passes over all their rules until nothing changes; what an item concerns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from article41.model._terms import SERVICE_ACTIVITY
from article41.model._vocabulary import FACTS

from ._facts import item_facts
from ._logic import Codes, Fact, Facts, Interval, Kleene, Words, any_of, as_list, evaluate_condition
from ._rules import NaiveError, Rules

__all__ = ["categories_of", "concerns_of"]


def _words(values: Mapping[str, Kleene]) -> Words:
    return Words(
        has=frozenset(name for name, value in values.items() if value is Kleene.TRUE),
        maybe=frozenset(name for name, value in values.items() if value is Kleene.UNKNOWN),
    )


def categories_of(facts: Facts, rules: Rules, given: str | None = None) -> Words:
    """The categories an item is in, and those it may be in; ``facts`` are its own and the date.

    With ``given`` it is known to be in that category to begin with.
    """
    values = dict.fromkeys(rules.categories, Kleene.FALSE)
    while True:
        known: dict[str, Fact] = {**facts, "item.category": _words(values)}
        after = {
            name: any_of(
                [Kleene.TRUE if name == given else Kleene.FALSE]
                + [values[member] for member in as_list(category.get("includes"))]
                + [evaluate_condition(rule, known) for rule in as_list(category.get("rules"))]
            )
            for name, category in rules.categories.items()
        }
        if after == values:
            return _words(values)
        values = after


def _with_all_that_include(category: str, when: Fact, rules: Rules) -> frozenset[str]:
    """The categories in which everything surely is that is in ``category``."""
    unknown: dict[str, Fact] = {"token": Words(maybe=None), "prefix": Codes(open=True)}
    facts = {name: unknown.get(spec.kind, Interval()) for name, spec in FACTS.items()}
    return categories_of({**facts, "item.type": Words(), "date": when}, rules, category).has


def _as_an_item_of_type(item_type: str, when: Fact, rules: Rules) -> Words:
    return categories_of({**item_facts({"type": item_type}, rules), "date": when}, rules)


def _perhaps_with(category: str, when: Fact, rules: Rules) -> frozenset[str]:
    """What something that concerns ``category`` may concern: it may be about only a part of that.

    A part is a category that lies wholly in it, with all that includes that; or an item of a type that is surely in
    it, with all that such an item is or may be.
    """
    found: set[str] = set()
    for name in rules.categories:
        around = _with_all_that_include(name, when, rules)
        if category in around:
            found |= around
    for item_type in rules.item_types():
        judged = _as_an_item_of_type(item_type, when, rules)
        if category in judged.has:
            found |= judged.has | (judged.maybe or frozenset())
    return frozenset(found)


def concerns_of(item: Mapping[str, Any], own: Words, when: Fact, rules: Rules) -> Words:
    """The item's categories; for a service, those of its subjects too."""
    fields = rules.facts_of_type(item["type"])
    if item["type"] not in SERVICE_ACTIVITY or "item.subject" not in fields:
        return own
    subjects = item.get("subjects")
    if subjects is None:
        return Words(has=own.has, maybe=frozenset(rules.categories))
    has, maybe = set(own.has), set(own.maybe or ())
    for subject in subjects:
        if subject in rules.categories:
            has |= _with_all_that_include(subject, when, rules)
            maybe |= _perhaps_with(subject, when, rules)
        if subject in rules.register("item_types"):
            judged = _as_an_item_of_type(subject, when, rules)
            has |= judged.has
            maybe |= judged.maybe or frozenset()
        elif subject not in rules.categories:
            raise NaiveError(f"{subject!r} is neither a category nor an item type")
    return Words(has=frozenset(has), maybe=frozenset(maybe))
