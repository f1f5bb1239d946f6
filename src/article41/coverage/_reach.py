"""Whether any movement could show a thing: a small search over the values of the facts that it turns on.

It is asked only of what no case shows. It may say *yes* where no transfer can do it, for it knows facts one by one
and few of the ties between them; where it says *no*, none can.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from article41.coverage._domains import PARTIES, Domains, Value, item_types
from article41.engine._check import Engine

__all__ = ["Reach"]

_MOST_STEPS = 20_000
"""After so many steps the answer is yes."""
_UNIONS = {"to": ("recipient", "end_user"), "from": ("supplier",), "any": PARTIES}


class _TooLongError(Exception):
    """The search was given up."""


class Reach:
    """Answers for one table of tests.

    Args:
        engine: knows what items count as.
        atoms: the tests.
    """

    def __init__(self, engine: Engine, atoms: list[list[Any]]) -> None:
        self._atoms = atoms
        self._domains = Domains(engine, atoms)

    def possible(
        self,
        true: Iterable[int],
        false: Iterable[int],
        never: Sequence[list[int]],
        days: dict[str, frozenset[int]] | None = None,
    ) -> bool:
        """Return whether some movement may have all of the literals in ``true``, none of those in ``false``.

        Args:
            true: literals that must hold.
            false: literals that must surely not hold.
            never: clauses of which none may hold.
            days: for a date or figure, the only values that it may have.
        """
        wanted: dict[int, bool] = {}
        for literal, holds in [*((x, True) for x in true), *((x, False) for x in false)]:
            value = (literal > 0) == holds
            if wanted.setdefault(abs(literal) - 1, value) != value:
                return False
        return _Search(self._atoms, self._domains, wanted, never, days or {}).run()


class _Search:
    def __init__(
        self,
        atoms: list[list[Any]],
        domains: Domains,
        wanted: dict[int, bool],
        never: Sequence[list[int]],
        days: dict[str, frozenset[int]],
    ) -> None:
        self._atoms, self._domains, self._wanted, self._days = atoms, domains, wanted, days
        # A clause that what is wanted contradicts can be forgotten.
        self._never = [c for c in never if all(wanted.get(abs(x) - 1, x > 0) is (x > 0) for x in c)]
        self._bound = {*(atoms[number][1] for number in wanted), *days}
        self._steps = 0

    def run(self) -> bool:
        facts = {*self._bound, *(self._atoms[abs(x) - 1][1] for clause in self._never for x in clause)}
        try:
            return any(self._with_type(item_type) for item_type in item_types(facts))
        except _TooLongError:
            return True

    def _with_type(self, item_type: str | None) -> bool:
        # One test on a fact that may be left unstated, and the clause does not hold.
        never = [
            clause
            for clause in self._never
            if not any(self._free(self._atoms[abs(literal) - 1][1], item_type) for literal in clause)
        ]
        wanted = self._propagated(never)
        if wanted is None:
            return False
        tests: dict[str, dict[int, None]] = {fact: {} for fact in sorted(self._bound)}
        for number in (*wanted, *(abs(literal) - 1 for clause in never for literal in clause)):
            tests.setdefault(self._atoms[number][1], {})[number] = None
        domains: list[list[Value]] = []
        for fact, numbers in tests.items():
            fixed = tuple((n, wanted[n]) for n in numbers if n in wanted)
            values = self._domains.values(fact, tuple(numbers), item_type, fixed, self._days.get(fact, frozenset()))
            if not values:
                return False
            domains.append(values)
        return _Filling(self, tests, domains, never).fill(0, {}, {})

    def _propagated(self, never: list[list[int]]) -> dict[int, bool] | None:
        """Return what is wanted and all that follows for stated facts; None if that is a contradiction."""
        wanted = dict(self._wanted)
        while True:
            more: dict[int, bool] = {}
            for clause in never:
                left = [x for x in clause if wanted.get(abs(x) - 1) is not (x > 0)]
                if not left:
                    return None
                if (
                    len(left) == 1
                    and abs(left[0]) - 1 not in wanted
                    and self._atoms[abs(left[0]) - 1][1] in self._bound
                ):
                    more[abs(left[0]) - 1] = left[0] < 0
            if not more:
                return wanted
            wanted |= more

    def _free(self, fact: str, item_type: str | None) -> bool:
        """Whether a fact may be left unstated, whatever else is stated."""
        if fact in self._bound:
            return False
        who, _, key = fact.partition(".")
        if any(f"{party}.{key}" in self._bound for party in _UNIONS.get(who, ())):
            return False
        return self._domains.may_be_unknown(fact, item_type)

    def step(self) -> None:
        """Count a step.

        Raises:
            _TooLongError: that was the last one.
        """
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise _TooLongError

    def fits(
        self, tests: dict[str, dict[int, None]], never: list[list[int]], known: dict[int, bool], words: dict[str, str]
    ) -> bool:
        """Return whether what is said of all parties fits what is said of each."""
        for fact, numbers in tests.items():
            who, _, key = fact.partition(".")
            for party in _UNIONS.get(who, ()):
                word = words.get(f"{party}.{key}")
                # A union has the words of each of its members.
                for number in numbers if word is not None else ():
                    if word in self._atoms[number][2] and known.get(number) is not True:
                        if number in self._wanted:
                            return False
                        known = {**known, number: True}
        return not any(all(_true(literal, known) for literal in clause) for clause in never)


class _Filling:
    """The facts given values, one after the other."""

    def __init__(
        self, search: _Search, tests: dict[str, dict[int, None]], domains: list[list[Value]], never: list[list[int]]
    ) -> None:
        self._search, self._tests, self._domains, self._never = search, tests, domains, never
        self._facts = list(tests)

    def fill(self, at: int, known: dict[int, bool], words: dict[str, str]) -> bool:
        """Return whether the facts from ``at`` on can be given values so that everything fits."""
        self._search.step()
        if at == len(self._facts):
            return self._search.fits(self._tests, self._never, known, words)
        for word, value in self._domains[at]:
            now = {**known, **value}
            if any(all(_true(literal, now) for literal in clause) for clause in self._never):
                continue
            if self.fill(at + 1, now, words if word is None else {**words, self._facts[at]: word}):
                return True
        return False


def _true(literal: int, known: dict[int, bool]) -> bool:
    return known.get(abs(literal) - 1) is (literal > 0)
