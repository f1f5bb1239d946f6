"""Clauses made as short as logic allows, so that two conditions that always have one value look alike.

What is done here keeps the value of Kleene's logic, unknown included: a test that another one of its clause
implies is left out, and so is a clause that another one covers. Equal results prove equal conditions; different
ones prove nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from article41._errors import Place
from article41.law._clauses import AtomTable
from article41.law._ir import Condition, Number, Words
from article41.model._vocabulary import FACTS

__all__ = ["Atom", "Clause", "Reducer"]

Atom = Words | Number
Literal = tuple[Atom, bool]
"""A test, and whether it must hold (or else must not)."""
Clause = frozenset[Literal]
"""Tests that must all come out so."""


class Reducer:
    """Brings conditions to their shortest clauses.

    Args:
        within: of a category, itself and all that it surely lies in.
    """

    def __init__(self, within: Callable[[str], frozenset[str]]) -> None:
        self._within = within
        self._table = AtomTable()
        self._expanded: dict[Condition, tuple[Clause, ...]] = {}

    def clauses(self, condition: Condition) -> tuple[Clause, ...]:
        """Return the clauses of a condition as they are compiled."""
        found = self._expanded.get(condition)
        if found is None:
            atoms = self._table.atoms
            found = tuple(
                frozenset((self._plain(atoms[abs(x) - 1]), x > 0) for x in clause)
                for clause in self._table.clauses(condition, "a mutant", Place())
            )
            self._expanded[condition] = found
        return found

    def _plain(self, atom: Atom) -> Atom:
        """Return a test without the words that lie in others of it."""
        if isinstance(atom, Number):
            return atom
        words = (Words(atom.fact, frozenset({word})) for word in atom.words)
        kept = [
            one
            for one in words
            if not any(self._lies_in(one, Words(atom.fact, frozenset({w}))) for w in atom.words - one.words)
        ]
        return Words(atom.fact, frozenset().union(*(one.words for one in kept)))

    def reduced(self, clauses: Iterable[Clause]) -> frozenset[Clause]:
        """Return the clauses without what others imply."""
        short = sorted(
            {self._shortened(clause) for clause in clauses}, key=lambda c: (len(c), repr(sorted(map(repr, c))))
        )
        kept: list[Clause] = []
        for n, clause in enumerate(short):
            rest = (*kept, *short[n + 1 :])
            if not any(self._covers(other, clause) for other in rest):
                kept.append(clause)
        return frozenset(kept)

    def _shortened(self, clause: Clause) -> Clause:
        left = sorted(clause, key=repr)
        for literal in list(left):
            others = [other for other in left if other != literal]
            if any(self._implies(other, literal) for other in others):
                left = others
        return frozenset(left)

    def _covers(self, other: Clause, clause: Clause) -> bool:
        """Return whether ``clause`` is never truer than ``other``."""
        return all(any(self._implies(mine, theirs) for mine in clause) for theirs in other)

    def _implies(self, a: Literal, b: Literal) -> bool:
        """Return whether ``a`` is never truer than ``b``."""
        if a == b:
            return True
        if a[0].fact != b[0].fact or a[1] != b[1]:
            return False
        return self._lies_in(a[0], b[0]) if a[1] else self._lies_in(b[0], a[0])

    def _lies_in(self, a: Atom, b: Atom) -> bool:
        if isinstance(a, Number) and isinstance(b, Number):
            return a.op == b.op and (a.bound >= b.bound if a.op == "ge" else a.bound <= b.bound)
        if not isinstance(a, Words) or not isinstance(b, Words):
            return False
        if a.words <= b.words:
            return True
        if FACTS[a.fact].kind == "prefix" and FACTS[a.fact].register == "free":
            return all(word.startswith(tuple(b.words)) for word in a.words)
        return a.fact == "item.category" and all(not self._within(word).isdisjoint(b.words) for word in a.words)
