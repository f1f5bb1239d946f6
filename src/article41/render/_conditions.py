"""Compiled conditions in words: what always holds first, then the alternatives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from article41.engine._pointers import phrase
from article41.language import say
from article41.model._vocabulary import FACTS

__all__ = ["Conditions", "conditions_in_words"]

Told = Callable[[list[Any], bool], str]
"""Tells a compiled test, or its opposite, in words."""


class Conditions:
    """A condition in words.

    Attributes:
        always: tests that all must hold.
        either: alternatives, of which one must hold; each a list of tests that all must hold.
    """

    def __init__(self, always: list[str], either: list[list[str]]) -> None:
        self.always = always
        self.either = either

    def to_json(self) -> dict[str, Any]:
        """Return its JSON form."""
        return {"always": self.always, "either": self.either}


def conditions_in_words(
    clauses: list[list[int]], atoms: list[list[Any]], periods: list[list[int | None]], told: Told | None = None
) -> Conditions:
    """Return what a disjunction of clauses asks for, each test as ``told`` tells it.

    Tests for the bounds of ``periods`` are left out, as those are shown apart; clauses that differ only in
    them become one.
    """
    bounds = {day for pair in periods for day in pair}
    kept: list[frozenset[int]] = []
    for clause in clauses:
        own = frozenset(literal for literal in clause if not _of_period(atoms[abs(literal) - 1], bounds))
        if own not in kept:
            kept.append(own)
    common = frozenset.intersection(*kept) if kept else frozenset()
    alternatives = [clause - common for clause in kept]
    # An alternative that asks for nothing more makes the others needless.
    if frozenset() in alternatives:
        alternatives = []
    told = told or _test
    return Conditions(_words(common, atoms, told), [_words(alternative, atoms, told) for alternative in alternatives])


def _of_period(atom: list[Any], bounds: set[int | None]) -> bool:
    return atom[1] == "law.renewed" or (atom[1] == "date" and atom[3] in bounds)


def _words(literals: frozenset[int], atoms: list[list[Any]], told: Told) -> list[str]:
    return [told(atoms[abs(literal) - 1], literal < 0) for literal in sorted(literals, key=abs)]


def _test(atom: list[Any], negated: bool) -> str:
    values = FACTS[atom[1]].values
    if negated and atom[0] == "w" and values is not None:
        # What "only" compiles to: nothing of a long list is better said as nothing but a short one.
        allowed = sorted(values.difference(atom[2]))
        if 0 < len(allowed) < len(atom[2]):
            return say("{fact} is nothing but {values}", fact=atom[1], values=say(" or ").join(allowed))
    return phrase(atom, negated)
