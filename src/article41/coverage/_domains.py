"""What values a fact can have, as far as the tests at hand tell them apart.

A value is how every test on the fact comes out: true, false, or unknown where the fact may be left unstated. More
values may be allowed here than any transfer can have; never fewer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

from article41.engine._check import Engine
from article41.engine._movements import pseudo_item
from article41.model import ITEM_TYPES
from article41.model._terms import SERVICE_ACTIVITY
from article41.model._vocabulary import FACTS

__all__ = ["PARTIES", "Domains", "Value", "item_types"]

PARTIES = ("supplier", "recipient", "end_user")
_SINGLE_KEYS = ("state", "kind", "actor", "force")
_SINGLE = frozenset(
    {"reason", "activity", "vessel.controller", "vessel.designated", "route.ship_to_ship", "route.entry_point"}
    | {"contract.written", "item.origin", "item.kind", "item.material", "item.field", "item.condition"}
    | {"item.military", "item.lethal", "item.armed", "item.guided", "item.man_portable", "item.type"}
    | {f"{party}.{key}" for party in PARTIES for key in _SINGLE_KEYS}
)
"""Facts that have one word at most."""
_ALWAYS_KNOWN = frozenset({"date", "activity", "item.type", "route.transit", "item.control"})
_CATEGORY = ("item.category", "item.concerns")
_ALL_DAYS = (19000101, 21001231)
_MOST_TESTS = 10
_MOST_WORDS = 60
"""With more tests of one fact, or words of one party, no value is ruled out."""

Value = tuple[str | None, dict[int, bool]]
"""The word, where the fact has one at most and it is among those tested; and how each test (by number) comes out.
A test that is not among them is unknown."""


class Domains:
    """The values of the facts of one table of tests.

    Args:
        engine: knows what items count as.
        atoms: the tests.
    """

    def __init__(self, engine: Engine, atoms: list[list[Any]]) -> None:
        self._engine = engine
        self._atoms = atoms
        self._memory: dict[object, list[Value]] = {}
        self._kinds: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._parents: dict[str, list[str]] = {}

    def may_be_unknown(self, fact: str, item_type: str | None) -> bool:
        """Return whether a transfer may leave a fact open."""
        if fact in _ALWAYS_KNOWN or fact.startswith("intermediary."):
            return False
        if item_type is None or not fact.startswith("item.") or fact in _CATEGORY:
            return True
        return fact in ITEM_TYPES[item_type].facts

    def values(
        self,
        fact: str,
        numbers: tuple[int, ...],
        item_type: str | None,
        fixed: tuple[tuple[int, bool], ...],
        days: frozenset[int],
    ) -> list[Value]:
        """Return the values of a fact, unknown first: it makes the fewest clauses true.

        Args:
            fact: its name.
            numbers: the tests on it.
            item_type: of which type the item is, if that matters.
            fixed: how some of the tests must come out.
            days: for a date or figure, the only values that it may have; empty for any.
        """
        key = (fact, numbers, item_type if fact.startswith("item.") else None, fixed, days)
        found = self._memory.get(key)
        if found is None:
            free = not days and not fixed and self.may_be_unknown(fact, item_type)
            made: list[Value] = [(None, {})] if free else []
            for value in self._known(fact, numbers, item_type, dict(fixed), days):
                if all(value[1][n] is way for n, way in fixed):
                    made.append(value)
            found = self._memory[key] = made
        return found

    def _known(
        self,
        fact: str,
        numbers: tuple[int, ...],
        item_type: str | None,
        fixed: dict[int, bool],
        days: frozenset[int],
    ) -> Iterator[Value]:
        spec = FACTS[fact]
        info = ITEM_TYPES[item_type] if item_type is not None else None
        if fact == "item.type":
            yield item_type, {n: item_type in self._atoms[n][2] for n in numbers}
        elif fact in _CATEGORY:
            yield from self._categories(fact, numbers, item_type, fixed)
        elif info is not None and fact.startswith("item.") and fact not in info.facts:
            # Nothing that such an item has.
            yield from () if days else iter([(None, dict.fromkeys(numbers, False))])
        elif spec.kind in ("number", "date"):
            yield from self._numbers(numbers, days)
        elif fact in _SINGLE:
            yield from self._words(fact, numbers, info.words.get(fact) if info is not None else None)
        else:
            yield from self._sets(numbers, fixed, spec.kind == "prefix")

    def _numbers(self, numbers: Sequence[int], only: frozenset[int]) -> Iterator[Value]:
        bounds = {self._atoms[n][3] for n in numbers}
        seen = []
        for point in sorted(only or {bound + step for bound in bounds for step in (-1, 0, 1)}):
            value = {n: self._holds(n, point) for n in numbers}
            if value not in seen:
                seen.append(value)
                yield None, value

    def _holds(self, number: int, point: int) -> bool:
        _, _, operator, bound = self._atoms[number]
        return bool(point >= bound if operator == "ge" else point <= bound)

    def _words(self, fact: str, numbers: Sequence[int], allowed: frozenset[str] | None) -> Iterator[Value]:
        named = {word for n in numbers for word in self._atoms[n][2]}
        closed = allowed or FACTS[fact].values
        kinds: dict[tuple[bool, ...], str] = {}
        for word in sorted(named if closed is None else named & closed):
            kinds.setdefault(tuple(word in self._atoms[n][2] for n in numbers), word)
        # Which of its words a party has may matter to the facts of several parties, so all of them are tried.
        each = fact.partition(".")[0] in PARTIES and len(named) <= _MOST_WORDS
        for word in sorted(named if each else kinds.values()):
            yield word if each else None, {n: word in self._atoms[n][2] for n in numbers}
        if closed is None or not closed <= named:
            yield None, dict.fromkeys(numbers, False)

    def _sets(self, numbers: tuple[int, ...], fixed: dict[int, bool], loose: bool = False) -> Iterator[Value]:
        """Every way in which tests of a set of words can come out: for each that is true some word is left."""
        free = [n for n in numbers if n not in fixed]
        if len(free) > _MOST_TESTS:
            # Too many to go through them all: what is not fixed stays open.
            yield None, dict(fixed)
            return
        for ways in product((False, True), repeat=len(free)):
            value = {**fixed, **dict(zip(free, ways, strict=True))}
            gone = {word for n, true in value.items() if not true for word in self._atoms[n][2]}
            if loose or all(not gone.issuperset(self._atoms[n][2]) for n, true in value.items() if true):
                yield None, value

    # What an item counts as

    def _categories(
        self, fact: str, numbers: tuple[int, ...], item_type: str | None, fixed: dict[int, bool]
    ) -> Iterator[Value]:
        yes, possible = self._of_type(item_type, fact)
        for _, value in self._sets(numbers, fixed):
            gone = {word for n, true in value.items() if not true for word in self._atoms[n][2]}
            if yes & gone:
                continue
            if all(
                any(word in possible and not self._above(word) & gone for word in self._atoms[n][2])
                for n, true in value.items()
                if true
            ):
                yield None, value

    def _of_type(self, item_type: str | None, fact: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the categories that every item of a type is in on every day, and those that some are in."""
        every = frozenset(self._engine.classifier.words())
        if item_type is None:
            return frozenset(), every
        if item_type not in self._kinds:
            item = pseudo_item(item_type, self._engine.item_types)
            found = self._engine.classifier.classify({**item, "date": _ALL_DAYS})
            self._kinds[item_type] = found.yes, found.yes | found.maybe
        yes, possible = self._kinds[item_type]
        return yes, every if fact == "item.concerns" and item_type in SERVICE_ACTIVITY else possible

    def _above(self, category: str) -> frozenset[str]:
        """Return the category and all that include it by a rule that asks for nothing else."""
        if not self._parents:
            shard = self._engine.rulebook.shard("categories")
            for entry in shard["categories"]:
                for clause in entry["clauses"]:
                    atom = shard["atoms"][abs(clause[0]) - 1] if len(clause) == 1 and clause[0] > 0 else None
                    for word in atom[2] if atom is not None and atom[1] == "item.category" else ():
                        self._parents.setdefault(word, []).append(entry["id"])
        found = {category}
        ahead = [category]
        while ahead:
            new = [above for above in self._parents.get(ahead.pop(), ()) if above not in found]
            found.update(new)
            ahead += new
        return frozenset(found)


def item_types(facts: Iterable[str]) -> tuple[str | None, ...]:
    """Return the types to try for tests on these facts: all if any is about the item, else none in particular."""
    return tuple(ITEM_TYPES) if any(fact.startswith("item.") for fact in facts) else (None,)
