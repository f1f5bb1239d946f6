"""Conditions to clauses: the form that every engine reads.

A clause is a conjunction of literals; a condition is a disjunction of clauses. Kleene logic is a De Morgan
algebra, so moving ``not`` inwards, distributing and absorbing keep the value, unknown included. ``x or not x``
is never simplified: over an unknown it is unknown.
"""

from __future__ import annotations

from article41._errors import Problem, RuleError
from article41.law._ir import All, Any, Condition, Not, Number, Words

__all__ = ["MAX_CLAUSES", "AtomTable", "Literal"]

MAX_CLAUSES = 2_000
"""A condition that needs more clauses is refused: write it as several provisions."""

Literal = int
"""``n + 1`` for atom n, ``-(n + 1)`` for its negation."""


class AtomTable:
    """The distinct tests of a rule file, numbered."""

    def __init__(self) -> None:
        self.atoms: list[Words | Number] = []
        self._numbers: dict[Words | Number, int] = {}

    def literal(self, atom: Words | Number, negated: bool) -> Literal:
        """Return the literal for a test, numbering it if it is new."""
        number = self._numbers.get(atom)
        if number is None:
            number = self._numbers[atom] = len(self.atoms)
            self.atoms.append(atom)
        return -(number + 1) if negated else number + 1

    def clauses(self, condition: Condition, owner: str) -> list[list[Literal]]:
        """Return the clauses of ``condition``, sorted; an empty list is false, ``[[]]`` is true.

        Raises:
            RuleError: more than ``MAX_CLAUSES`` clauses.
        """
        found = self._absorb(self._expand(condition, False, owner))
        return sorted((sorted(clause, key=abs) for clause in found), key=lambda c: (len(c), c))

    def _expand(self, condition: Condition, negated: bool, owner: str) -> set[frozenset[Literal]]:
        match condition:
            case Words() | Number():
                return {frozenset({self.literal(condition, negated)})}
            case Not(member=member):
                return self._expand(member, not negated, owner)
            case All(members=members) | Any(members=members):
                if isinstance(condition, All) == negated:
                    return self._checked(set().union(*(self._expand(m, negated, owner) for m in members)), owner)
                product: set[frozenset[Literal]] = {frozenset()}
                for member in members:
                    expanded = self._expand(member, negated, owner)
                    if len(product) * len(expanded) > MAX_CLAUSES * 10:
                        self._too_many(owner)
                    product = self._checked({a | b for a in product for b in expanded}, owner)
                return product

    def _checked(self, clauses: set[frozenset[Literal]], owner: str) -> set[frozenset[Literal]]:
        if len(clauses) > MAX_CLAUSES:
            clauses = self._absorb(clauses)
            if len(clauses) > MAX_CLAUSES:
                self._too_many(owner)
        return clauses

    @staticmethod
    def _too_many(owner: str) -> None:
        raise RuleError(
            Problem(f"{owner}: the conditions make more than {MAX_CLAUSES} clauses", hint="split the provision")
        )

    @staticmethod
    def _absorb(clauses: set[frozenset[Literal]]) -> set[frozenset[Literal]]:
        kept: list[frozenset[Literal]] = []
        for clause in sorted(clauses, key=len):
            if not any(other <= clause for other in kept):
                kept.append(clause)
        return set(kept)
