"""What an item is, in the law's eyes: categories concluded from facts by forward chaining.

A conclusion (these are artillery shells, so ammunition) is a fact for the next rule (ammunition is arms and
related materiel). The rules engine chains in rounds until nothing new follows; the closures go through the
categories once in the order in which they look at each other. Both must come to the same set.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from article41._errors import EngineError
from article41.engine._closures import AtomValues, Clauses, ClauseTable, specialised
from article41.engine._locks import lock_of
from article41.engine._movements import ANY_NUMBER, facts_without, pseudo_item
from article41.engine._shard import Stratum
from article41.engine._tokens import NONE, UNKNOWN, Facts, Tokens, union
from article41.model import ITEM_TYPES
from article41.model._terms import SERVICE_ACTIVITY

__all__ = ["Classifier"]

_CATEGORY = "item.category"
_MEMORY = 4096
"""How many distinct items are remembered; the memory is emptied when it is full."""


class Classifier:
    """Decides the categories of items by the compiled category rules."""

    def __init__(self, shard: dict[str, Any], item_types: dict[str, Any], durable: bool) -> None:
        self._categories: list[dict[str, Any]] = shard["categories"]
        self._clauses: dict[str, Clauses] = {c["id"]: c["clauses"] for c in self._categories}
        self._ids = frozenset(self._clauses)
        self._table = ClauseTable(shard["atoms"])
        self._item_types = item_types
        self._durable = durable
        self._uses = sorted({atom[1] for atom in shard["atoms"]} - {_CATEGORY, "date"} | {"item.type"})
        dates = [atom for atom in shard["atoms"] if atom[1] == "date"]
        # Between two of these days no rule changes: items of both are one item to remember.
        self._cuts = sorted({atom[3] if atom[2] == "ge" else atom[3] + 1 for atom in dates})
        self._views: dict[str | None, list[tuple[str, Clauses]]] = {}
        self._strata: dict[str | None, Stratum] = {}
        self._memory: dict[Any, Tokens] = {}
        self._waits: dict[Any, list[list[Any]]] = {}
        # Of each category, between two days on which a rule changes: there are few, so none is ever forgotten.
        self._surroundings: dict[tuple[str, int, int], Tokens] = {}
        self._lock = lock_of(self)

    def classify(self, facts: Facts, seed: frozenset[str] = frozenset()) -> Tokens:
        """Return the categories of an item: those it surely has and those it may have.

        Args:
            facts: the item's facts and the date.
            seed: categories that it has to begin with.
        """
        key = seed, *self._looks(facts)
        known = self._memory.get(key)
        if known is None:
            known = self._closures(facts, seed)
            if self._durable:
                other = self._chain(facts, seed)
                if other != known:
                    raise EngineError(f"the engines disagree on categories: closures {known}, durable-rules {other}")
            self._keep(self._memory, key, known)
        return known

    def _looks(self, facts: Facts) -> tuple[Any, ...]:
        """Return what the categories of an item can depend on: items that look the same are decided once."""
        first, last = facts["date"]  # type: ignore[misc]
        days = bisect_right(self._cuts, first), bisect_right(self._cuts, last)
        return *days, *(facts[name] for name in self._uses)

    def _keep(self, memory: dict[Any, Any], key: Any, value: Any) -> None:
        with self._lock:
            if len(memory) >= _MEMORY:
                memory.clear()
            memory[key] = value

    def _view(self, item_type: str | None) -> list[tuple[str, Clauses]]:
        """Return the category rules as they are for an item's type, which is always known."""
        found = self._views.get(item_type)
        if found is None:
            without = frozenset() if item_type is None else facts_without(item_type)
            found = self._views[item_type] = [
                (category["id"], clauses)
                for category in self._categories
                if (clauses := specialised(category["clauses"], self._table.atoms, "item.type", item_type, without))
            ]
        return found

    def _stratum(self, item_type: str | None) -> Stratum:
        found = self._strata.get(item_type)
        if found is None:
            found = self._strata[item_type] = Stratum("item", self._table, self._view(item_type), self._durable)
        return found

    def _closures(self, facts: Facts, seed: frozenset[str]) -> Tokens:
        yes, maybe = set(seed), set[str]()
        facts = {**facts, _CATEGORY: Tokens(frozenset(yes))}
        values = AtomValues(self._table, facts)
        for category, clauses in self._view(_type_of(facts)):
            value = values.decide(clauses)
            if value and category not in yes:
                (yes if value == 2 else maybe).add(category)
                # Atoms on categories are first asked for when all categories they name are decided.
                facts[_CATEGORY] = Tokens(frozenset(yes), frozenset(maybe))
        return Tokens(frozenset(yes), frozenset(maybe))

    def _chain(self, facts: Facts, seed: frozenset[str]) -> Tokens:
        known = Tokens(seed)
        stratum = self._stratum(_type_of(facts))
        while True:
            # A round sees what the rounds before it concluded; values only rise, so it ends.
            round_facts = {**facts, _CATEGORY: known}
            fired = stratum.run_rules(AtomValues(self._table, round_facts), round_facts)
            yes = seed | {name for name, value in fired.items() if value == 2}
            concluded = Tokens(yes, frozenset(fired) - yes)
            if concluded == known:
                return known
            known = concluded

    def concerns(self, facts: Facts, categories: Tokens) -> Tokens:
        """Return what an item or service concerns: its own categories and, for a service, its subjects'."""
        (item_type,) = facts["item.type"].yes  # type: ignore[union-attr]
        if item_type not in SERVICE_ACTIVITY:
            return categories
        subjects = facts["item.subject"]
        assert isinstance(subjects, Tokens)
        parts = [categories, UNKNOWN if subjects.open else NONE]
        for subject in sorted(subjects.yes):
            if subject in self._ids:
                parts.append(self._around(subject, facts))
            if subject in ITEM_TYPES:
                parts.append(self.classify(self._nothing_but(subject, facts)))
        return union(parts)

    def placed(self, facts: Facts) -> Facts:
        """Return the facts of an item and the date with what it is and what it concerns."""
        categories = self.classify(facts)
        return {**facts, _CATEGORY: categories, "item.concerns": self.concerns(facts, categories)}

    def _around(self, category: str, facts: Facts) -> Tokens:
        """Return what something concerns that concerns a category: all that surely includes it.

        Perhaps it is about something in the category alone: one of the categories that lie wholly in it, or an item
        of a type that surely is in it. So it perhaps concerns whatever those are, or may be, besides.
        """
        first, last = facts["date"]  # type: ignore[misc]
        key = category, bisect_right(self._cuts, first), bisect_right(self._cuts, last)
        known = self._surroundings.get(key)
        if known is None:
            known = self._surroundings[key] = self._find_around(category, facts)
        return known

    def _find_around(self, category: str, facts: Facts) -> Tokens:
        anything: Facts = dict.fromkeys(self._uses, UNKNOWN)
        anything.update({atom[1]: ANY_NUMBER for atom in self._table.atoms if atom[0] == "n"})
        anything |= {"item.type": NONE, "date": facts["date"]}
        yes = self.classify(anything, frozenset({category})).yes
        inside = [self._closures(anything, frozenset({name})) for name in sorted(self._ids)]
        perhaps = {word for known in inside if category in known.yes for word in known.yes}
        for item_type in ITEM_TYPES:
            known = self._closures(self._nothing_but(item_type, facts), frozenset())
            if category in known.yes:
                perhaps |= known.yes | known.maybe
        return Tokens(yes, frozenset(perhaps) - yes)

    def _nothing_but(self, item_type: str, facts: Facts) -> Facts:
        """Return the facts of an item of which nothing but its type is known."""
        return {**pseudo_item(item_type, self._item_types), "date": facts["date"]}

    def knows(self, word: str) -> bool:
        """Return whether ``word`` is a category or an item type."""
        return word in self._ids or word in ITEM_TYPES

    def words(self) -> list[str]:
        """Return every category and item type, sorted."""
        return sorted({*self._ids, *ITEM_TYPES})

    def unknown(self, facts: Facts, categories: Tokens, targets: frozenset[str]) -> list[list[Any]]:
        """Return the tests on the item's own facts that are unknown and decide whether it is in ``targets``."""
        key = targets, *self._looks(facts)
        known = self._waits.get(key)
        if known is None:
            known = self._find_unknown(facts, categories, targets)
            self._keep(self._waits, key, known)
        return known

    def _find_unknown(self, facts: Facts, categories: Tokens, targets: frozenset[str]) -> list[list[Any]]:
        values = AtomValues(self._table, {**facts, _CATEGORY: categories})
        found: dict[int, list[Any]] = {}
        ahead, seen = sorted(targets & categories.maybe), set[str]()
        while ahead:
            name = ahead.pop()
            if name in seen:
                continue
            seen.add(name)
            for literal in sorted(values.unknown(self._clauses[name])):
                atom = self._table.atoms[abs(literal) - 1]
                if atom[1] == _CATEGORY:
                    ahead += [word for word in atom[2] if word in categories.maybe]
                else:
                    found[abs(literal)] = atom
        return list(found.values())

    def chain(self, facts: Facts, categories: Tokens, target: str) -> tuple[str, ...]:
        """Return how the item came to be in ``target``: its type, then each category on the way."""
        values = AtomValues(self._table, {**facts, _CATEGORY: categories})
        path = [target]
        while True:
            proof = values.proof(self._clauses[path[0]])
            step = [
                word
                for literal in proof
                if literal > 0 and self._table.atoms[literal - 1][1] == _CATEGORY
                for word in sorted(self._table.atoms[literal - 1][2])
                if word in categories.yes | categories.maybe
            ]
            if not step:
                break
            path.insert(0, step[0])
        (item_type,) = facts["item.type"].yes  # type: ignore[union-attr]
        return (item_type, *path[path[0] == item_type :])


def _type_of(facts: Facts) -> str | None:
    """Return the item's type; None for what is not known to be of any."""
    return next(iter(facts["item.type"].yes), None)  # type: ignore[union-attr]
