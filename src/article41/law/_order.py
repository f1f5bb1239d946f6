"""The order in which categories can be decided: each after those that it looks at."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from article41.law._ir import All, Any, Condition, Not, Words
from article41.law._provision import Category

__all__ = ["category_order"]


def _looks_at(condition: Condition) -> set[str]:
    match condition:
        case Words(fact="item.category", words=words):
            return set(words)
        case Not(member=member):
            return _looks_at(member)
        case All(members=members) | Any(members=members):
            return set().union(*(_looks_at(m) for m in members))
        case _:
            return set()


def category_order(categories: Mapping[str, Category]) -> tuple[list[str], list[str]]:
    """Return the ids in order of decision, and a circle if there is one (then the order is empty)."""
    graph = {
        # Sorted: the order of a set changes from run to run, and with it the order of decision.
        key: sorted({*category.includes, *(word for rule in category.rules for word in _looks_at(rule))})
        for key, category in sorted(categories.items())
    }
    try:
        return [key for key in TopologicalSorter(graph).static_order() if key in categories], []
    except CycleError as error:
        return [], list(error.args[1])
