"""Conditions to clauses: the form that every engine reads.

A clause is a conjunction of literals; a condition is a disjunction of clauses. Kleene logic is a De Morgan
algebra, so moving ``not`` inwards, distributing and absorbing keep the value, unknown included. ``x or not x``
is never simplified: over an unknown it is unknown.
"""

from __future__ import annotations

from itertools import groupby

from article41._errors import Place, Problem, RuleError
from article41.law._ir import All, Condition, Not, Number, Words

__all__ = ["MAX_CLAUSES", "AtomTable", "Literal"]

MAX_CLAUSES = 2_000
"""A condition that needs more clauses is refused: write it as several provisions."""

Literal = int
"""``n + 1`` for atom n, ``-(n + 1)`` for its negation."""


class _TooManyError(Exception):
    """More clauses than ``MAX_CLAUSES``."""


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

    def clauses(self, condition: Condition, owner: str, place: Place) -> list[list[Literal]]:
        """Return the clauses of ``condition``, sorted; an empty list is false, ``[[]]`` is true.

        Args:
            condition: what to write as clauses.
            owner: whose condition it is, for the error.
            place: where that stands.

        Raises:
            RuleError: more than ``MAX_CLAUSES`` clauses.
        """
        try:
            found = self._absorb(self._expand(condition, False))
        except _TooManyError:
            message = f"{owner}: the conditions make more than {MAX_CLAUSES} clauses"
            raise RuleError(Problem(message, place, "write it as several")) from None
        ordered = (sorted(clause, key=lambda literal: (abs(literal), literal)) for clause in found)
        return sorted(ordered, key=lambda clause: (len(clause), clause))

    def _expand(self, condition: Condition, negated: bool) -> set[frozenset[Literal]]:
        if isinstance(condition, (Words, Number)):
            return {frozenset({self.literal(condition, negated)})}
        if isinstance(condition, Not):
            return self._expand(condition.member, not negated)
        if isinstance(condition, All) == negated:
            return self._checked(set().union(*(self._expand(m, negated) for m in condition.members)))
        product: set[frozenset[Literal]] = {frozenset()}
        for member in condition.members:
            expanded = self._expand(member, negated)
            if len(product) * len(expanded) > MAX_CLAUSES * 10:
                raise _TooManyError
            product = self._checked({a | b for a in product for b in expanded})
        return product

    def _checked(self, clauses: set[frozenset[Literal]]) -> set[frozenset[Literal]]:
        if len(clauses) > MAX_CLAUSES:
            clauses = self._absorb(clauses)
            if len(clauses) > MAX_CLAUSES:
                raise _TooManyError
        return clauses

    @staticmethod
    def _absorb(clauses: set[frozenset[Literal]]) -> set[frozenset[Literal]]:
        kept: list[frozenset[Literal]] = []
        # Only a shorter clause can absorb another.
        for _, same in groupby(sorted(clauses, key=len), key=len):
            kept += [clause for clause in same if not any(other <= clause for other in kept)]
        return set(kept)
