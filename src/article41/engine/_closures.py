"""Compiled closures: the clauses of a table decided in plain Python.

They are the always-on shadow of the rules engine and, where that is not installed, the engine itself.
"""

from __future__ import annotations

from typing import Any

from article41.engine._tokens import Facts, make_test

__all__ = ["AtomValues", "ClauseTable", "Clauses", "specialised"]

Clauses = list[list[int]]


class ClauseTable:
    """The atoms of one compiled shard as functions of the facts."""

    def __init__(self, atoms: list[list[Any]]) -> None:
        self.atoms = atoms
        self.tests = [make_test(atom) for atom in atoms]


class AtomValues:
    """The values of a table's atoms for one movement, each computed once, when first asked for."""

    __slots__ = ("_facts", "_table", "known")

    def __init__(self, table: ClauseTable, facts: Facts) -> None:
        self._table = table
        self._facts = facts
        self.known: list[int | None] = [None] * len(table.tests)

    def atom(self, number: int) -> int:
        """Return the value (0, 1, 2) of atom ``number``."""
        value = self.known[number]
        if value is None:
            value = self.known[number] = self._table.tests[number](self._facts)
        return value

    def literal(self, literal: int) -> int:
        """Return the value of a literal."""
        return self.atom(literal - 1) if literal > 0 else 2 - self.atom(-literal - 1)

    def decide(self, clauses: Clauses) -> int:
        """Return the value of a disjunction of clauses."""
        best = 0
        known, tests, facts = self.known, self._table.tests, self._facts
        for clause in clauses:
            least = 2
            for literal in clause:
                number = literal - 1 if literal > 0 else -literal - 1
                value = known[number]
                if value is None:
                    value = known[number] = tests[number](facts)
                if literal < 0:
                    value = 2 - value
                if value < least:
                    least = value
                    if not value:
                        break
            if least > best:
                best = least
                if best == 2:
                    break
        return best

    def proof(self, clauses: Clauses) -> list[int]:
        """Return the literals of the first clause that has the disjunction's value."""
        best = self.decide(clauses)
        for clause in clauses:
            if min((self.literal(literal) for literal in clause), default=2) == best:
                return clause
        return []

    def unknown(self, clauses: Clauses) -> set[int]:
        """Return the unknown literals that matter: those of the smallest sets that would make it true."""
        sets = {
            frozenset(literal for literal in clause if self.literal(literal) == 1)
            for clause in clauses
            if min((self.literal(literal) for literal in clause), default=2) == 1
        }
        smallest = [found for found in sets if not any(other < found for other in sets)]
        return set().union(*smallest)


def specialised(
    clauses: Clauses, atoms: list[list[Any]], fact: str, word: str | None, without: frozenset[str] = frozenset()
) -> Clauses:
    """Return the clauses as they are for movements of which some facts are known beforehand.

    Tests on those are decided once and for all: a clause that they make false is left out, and those that they
    make true are taken from their clauses.

    Args:
        clauses: what to specialise.
        atoms: the tests that they name.
        fact: a fact that has exactly ``word`` (None: no word at all).
        word: its word.
        without: facts that surely have no word and no number: no test on them is true.
    """
    out = []
    for clause in clauses:
        left = []
        for literal in clause:
            atom = atoms[abs(literal) - 1]
            if atom[1] != fact and atom[1] not in without:
                left.append(literal)
            elif (atom[1] == fact and word in atom[2]) != (literal > 0):
                break
        else:
            out.append(left)
    return out
