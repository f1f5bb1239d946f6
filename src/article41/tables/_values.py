"""Distinct values to classes of bits: each looked at once, by the engine's own reading and its own tests."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from decimal import InvalidOperation
from typing import Any

from article41._errors import EngineError, InputError
from article41.engine._check import Engine
from article41.engine._movements import FLAGS, PARTY_KEYS, Movements, derive, movements_of
from article41.engine._procedures import NOT_SHOWN, procedure_state
from article41.engine._tokens import NONE, UNKNOWN, Facts, make_test, one
from article41.law._fold import fold
from article41.model import PartialDate, Transfer, parse_transfer
from article41.model._terms import ACTIVITIES
from article41.tables._codes import Codes
from article41.tables._columns import COLUMNS, document_of
from article41.tables._layout import PROCEDURE, ClauseTable
from article41.tables._lenses import ALONE, COMPUTED, ITEM, ITEM_PARTS, LENSES, Lens

__all__ = ["Masks", "Values"]

Masks = tuple[tuple[int, ...], tuple[int, ...]]
"""The bits that are certain, and those that are possible: the words of a lens, in order."""

_SOME_TYPE = "goods"
_SOME_DAY = (20000101, 20000101)
_NOBODY = "\u2205"
"""A name that no register can hold: names are folded, and this sign is no letter."""


class Values:
    """Reads distinct values for one rulebook, and remembers the classes that it has made.

    Two values are of one class if no test of the law can tell them apart. A value that the engine refuses (a name
    that the register does not know) is of a class below nought, and ``refusals`` says why.
    """

    def __init__(self, table: ClauseTable, engine: Engine) -> None:
        self._table, self._engine = table, engine
        layout = table.layout
        self._tests = [make_test(atom) if atom[0] != PROCEDURE else None for atom in layout.atoms]
        plain = parse_transfer({"date": "2000", "items": [{"type": _SOME_TYPE}]})
        raw = engine.movements(plain).raw
        self.nothing: Facts = {fact: None if isinstance(value[0], int) else NONE for fact, value in raw.items()}  # type: ignore[index]
        """Raw facts of which none is stated."""
        self.nothing |= {f"end_user.{key}": NONE for key in PARTY_KEYS} | dict.fromkeys(FLAGS, NONE)
        self.words: dict[str, tuple[int, ...]] = {}
        self._facts: dict[str, list[tuple[str, list[int]]]] = {}
        self._tested: dict[tuple[str, str, Any], Masks] = {}
        for lens in LENSES:
            self._place(lens.name, self._affected(lens))
        self._place("date", ["date"])
        self._place(ITEM.name, [fact for fact in layout.by_fact if fact.startswith("item.")])
        self._place("papers", ["authorisations"])
        stated = {number for facts in self._facts.values() for _, numbers in facts for number in numbers}
        for number, atom in enumerate(layout.atoms):
            if number not in stated:
                raise EngineError(f"no column of a table states what the test {atom!r} is about")
        self._classes: dict[str, dict[Any, int]] = {}
        self._parts: dict[str, list[Facts]] = {}
        self.refusals: list[tuple[str, str]] = []
        self._refused: dict[tuple[str, str], int] = {}
        categories = engine.rulebook.shard("categories")["atoms"]
        # What a service is about makes what it concerns, whether or not a rule tests it by itself.
        tested = {"item.subject", *(atom[1] for atom in (*categories, *layout.atoms))}
        self.parts = tuple(part for part in ITEM_PARTS if not tested.isdisjoint(part.raw))
        """The parts of an item that some rule looks at."""
        self._part_tests = {
            part.name: [make_test(atom) for atom in (*categories, *layout.atoms) if atom[1] in part.raw]
            for part in self.parts
        }
        self.codes = Codes(word for atom in (*categories, *layout.atoms) if atom[1] == "item.hs" for word in atom[2])
        self._known_parts: dict[tuple[Any, ...], int] = {}
        self.item = ITEM._replace(columns=("item_type", *(part.name for part in self.parts)))
        self._procedures = [(n, atom[2]) for n, atom in enumerate(layout.atoms) if atom[0] == PROCEDURE]
        self._cuts = self._families(categories)
        self._pairs: dict[str, dict[Any, int]] = {family: {} for family in self._cuts}
        self._days: dict[tuple[Any, ...], tuple[int, int]] = {}
        self._dates: dict[tuple[int, int], int] = {}

    def _place(self, name: str, facts: Iterable[str]) -> None:
        facts = [fact for fact in dict.fromkeys(facts) if fact in self._table.layout.by_fact]
        self._facts[name] = [(fact, self._table.layout.by_fact[fact]) for fact in facts]
        self.words[name] = self._table.layout.words_of(facts)

    def _affected(self, lens: Lens) -> list[str]:
        """Return the facts that a lens has a part in, unions included."""
        out = set()
        # Some unions take only what is certain of a member (a flag, among the States concerned): both are tried.
        for words in (UNKNOWN, one("any")):
            stated: Facts = {key: (0, 1) if key == "contract.date" else words for raw in lens.raw for key in _keys(raw)}
            for base in (self.nothing, _without(self.nothing, "end_user.")):
                found = derive({**base, **stated})
                out |= {fact for fact, value in derive(base).items() if found[fact] != value}
        return sorted(out)

    def _families(self, categories: list[list[Any]]) -> dict[str, list[int]]:
        registers = self._engine.rulebook.shard("registers")
        states = {t["first"] for t in registers["territories"].values()}
        states |= {t["last"] + 1 for t in registers["territories"].values() if t["last"]}
        listings: set[int] = set()
        for actor in registers["actors"]:
            for _, first, last in self._engine.names.listing_days(actor):
                listings |= {first, last + 1}
        dated = {atom[3] + (atom[2] == "le") for atom in categories if atom[1] == "date"}
        # A bound is a day of the calendar or the number beside one: what lies between two bounds is all alike.
        return {"s": sorted(states - {None}), "l": sorted(listings), "c": sorted(dated), "d": []}

    # Dates and names come first: other values depend on them

    def date(self, text: str | None) -> tuple[int, int, int, int, int]:
        """Return the class of a date, and its place in each family of days."""
        try:
            date = PartialDate(text or "")
        except ValueError as error:
            return self._refuse("date", str(error)), -1, -1, -1, -1
        span = date.first, date.last
        place = bisect_right(self._table.layout.days, span[0]), bisect_right(self._table.layout.days, span[1])
        known = self._dates.get(place)
        if known is None:
            known = self._dates[place] = self._class("date", self._masks("date", {"date": span}))
        places = {"d": self._pairs["d"].setdefault(span, len(self._pairs["d"]))}
        for family in "slc":
            cuts, pairs = self._cuts[family], self._pairs[family]
            pair = bisect_right(cuts, span[0]), bisect_right(cuts, span[1])
            places[family] = pairs.setdefault(pair, len(pairs))
        for families in (("s",), ("l",), ("c",), ("d",), ("s", "l")):
            self._days.setdefault((families, *(places[f] for f in families)), span)
        return known, places["s"], places["l"], places["c"], places["d"]

    def known_names(self, names: Iterable[str]) -> list[str]:
        """Return those names that the register of actors knows, in whatever spelling."""
        register = self._engine.rulebook.shard("registers")["actor_names"]
        return [name for name in names if fold(name) in register]

    # Classes

    def _class(self, name: str, key: Any) -> int:
        classes = self._classes.setdefault(name, {})
        return classes.setdefault(key, len(classes))

    def classes(self, name: str, known: int) -> list[Any]:
        """Return what tells the classes of a lens apart, from the class ``known`` on."""
        return list(self._classes.get(name, {}))[known:]

    def bits_of(self, classes: Mapping[str, int]) -> dict[int, tuple[int, int]]:
        """Return the bits that some classes have together: word -> (certain, possible)."""
        out: dict[int, tuple[int, int]] = {}
        for name, number in classes.items():
            if name in self.words:
                certain, possible = self.classes(name, number)[0]
                for word, sure, perhaps in zip(self.words[name], certain, possible, strict=True):
                    before = out.get(word, (0, 0))
                    out[word] = before[0] | sure, before[1] | perhaps
        return out

    def _refuse(self, column: str, reason: str) -> int:
        number = self._refused.setdefault((column, reason), len(self.refusals))
        if number == len(self.refusals):
            self.refusals.append((column, reason))
        return -1 - number

    def _masks(self, name: str, facts: Facts) -> Masks:
        # A test looks at one fact, and few facts differ from one value to the next: each is tested once.
        words = range(len(self.words[name]))
        certain, possible = [0] * len(words), [0] * len(words)
        for fact, numbers in self._facts[name]:
            key = name, fact, facts[fact]
            found = self._tested.get(key)
            if found is None:
                results = ((number, self._tests[number](facts)) for number in numbers)  # type: ignore[misc]
                found = self._tested[key] = self._packed(name, results)
            for word in words:
                certain[word] |= found[0][word]
                possible[word] |= found[1][word]
        return tuple(certain), tuple(possible)

    def _packed(self, name: str, values: Iterable[tuple[int, int]]) -> Masks:
        """Return the bits of tests, given by number with their values."""
        words = self.words[name]
        at = {word: n for n, word in enumerate(words)}
        certain, possible = [0] * len(words), [0] * len(words)
        for number, value in values:
            word, bit = self._table.layout.places[number]
            possible[at[word]] |= (value > 0) << bit
            certain[at[word]] |= (value == 2) << bit
        return tuple(certain), tuple(possible)

    def _within(self, lens: Lens, places: tuple[int | None, ...]) -> tuple[int, int]:
        if not places or None in places:
            return _SOME_DAY
        return self._days.get((lens.families, *places), _SOME_DAY)

    def read(self, lens: Lens, key: tuple[Any, ...]) -> int:
        """Return the class of a value of a lens: its columns, then its place in each of its families."""
        count = len(lens.columns)
        stated = dict(zip(lens.columns, key[:count], strict=True))
        within = self._within(lens, key[count:])
        try:
            if lens is self.item:
                return self._class(lens.name, self._masks(lens.name, self._item_facts(stated, within)))
            if lens in ITEM_PARTS:
                if "item_hs" in stated:
                    stated["item_hs"] = self.codes.like(stated["item_hs"])
                known = (lens.name, *stated.values(), within)
                found = self._known_parts.get(known)
                if found is None:
                    found = self._known_parts[known] = self._part(lens, stated, within)
                return found
            return self._class(lens.name, self._masks(lens.name, self._whole_facts(lens, stated, within)))
        except InputError as error:
            return self._refuse(_column_at(error.problems[0].place.pointer, stated), _reason(error))
        except (ValueError, InvalidOperation) as error:
            return self._refuse(_column_at(None, stated), str(error))

    def _transfer(self, stated: Mapping[str, Any], within: tuple[int, int]) -> Transfer:
        row = {COMPUTED.get(column, column): text for column, text in stated.items()}
        if ALONE in stated:
            row["end_user_stated"] = "true" if stated[ALONE] == "false" else None
        for column, text in stated.items():
            if column.endswith("_name") and text == "":
                row[COMPUTED[column]] = _NOBODY
        row["date"] = f"{within[0] // 10000:04}"
        row.setdefault("item_type", _SOME_TYPE)
        return parse_transfer(document_of(row))

    def _whole_facts(self, lens: Lens, stated: Mapping[str, Any], within: tuple[int, int]) -> Facts:
        if lens.name.startswith("end_user") and stated[ALONE] == "true":
            return derive(self.nothing)
        raw = self._movements(stated, within).raw
        facts = dict(self.nothing)
        if stated.get(ALONE) == "true":
            facts = _without(facts, "end_user.")
        if any(flag in lens.raw for flag in FLAGS):
            facts = _without(facts, *FLAGS)
        facts.update((key, value) for key, value in raw.items() if key.startswith(lens.raw) and _is_of(key, lens.raw))
        return derive(facts)

    def _movements(self, stated: Mapping[str, Any], within: tuple[int, int]) -> Movements:
        return movements_of(self._transfer(stated, within), self._engine.names, self._engine.item_types, within)

    # Items

    def _part(self, lens: Lens, stated: Mapping[str, Any], within: tuple[int, int]) -> int:
        transfer = self._transfer(stated, within)
        if stated.get("item_subjects"):
            self._engine.movements(transfer)  # refuses a subject that is no word of the law
        item = self._movements(stated, within).items[0]
        facts: Facts = {fact: item[fact] for fact in lens.raw}
        tests = tuple(test(facts) for test in self._part_tests[lens.name])
        # What a service is about is read word by word, not only tested.
        number = self._class(lens.name, (tests, facts.get("item.subject")))
        known = self._parts.setdefault(lens.name, [])
        if number == len(known):
            known.append(facts)
        return number

    def _item_facts(self, stated: Mapping[str, Any], within: tuple[int, int]) -> Facts:
        facts: Facts = dict(self._movements({"item_type": stated["item_type"]}, within).items[0])
        for part in self.parts:
            if stated[part.name] >= 0:
                facts |= self._parts[part.name][stated[part.name]]
        facts["date"] = within
        return self._engine.classifier.placed(facts)

    # Acts and papers

    def acts(self, activities: str | None, item_type: str | None) -> int:
        """Return the class of the acts of a row: its key is their numbers."""
        try:
            movements = self._movements({"activities": activities, "item_type": item_type}, _SOME_DAY)
        except InputError as error:
            return self._refuse("activities", _reason(error))
        return self._class("acts", tuple(ACTIVITIES.index(act) for act in movements.acts[0]))

    def papers(self, text: str | None, day: int | None) -> int:
        """Return the class of the papers shown, for a date by its place among all days."""
        within = _SOME_DAY if day is None else self._days.get((("d",), day), _SOME_DAY)
        try:
            transfer = self._transfer({"authorisations": text}, within)
            self._engine.movements(transfer)
        except InputError as error:
            return self._refuse("authorisations", _reason(error))
        except ValueError as error:
            return self._refuse("authorisations", str(error))
        bodies = {paper.body for paper in transfer.authorisations or ()}
        states = (
            # With no paper by or to its body a procedure is not shown: no need to look further.
            (number, procedure_state(procedure, transfer, 0, within) if procedure["body"] in bodies else NOT_SHOWN)
            for number, procedure in self._procedures
        )
        return self._class("papers", self._packed("papers", states))


def _reason(error: InputError) -> str:
    problem = error.problems[0]
    return f"{problem.message}: {problem.hint}" if problem.hint else problem.message


def _keys(raw: str) -> list[str]:
    return [f"{raw}0.{key}" for key in PARTY_KEYS] if raw.endswith("/") else [raw]


def _is_of(key: str, raw: tuple[str, ...]) -> bool:
    return any(key == name or (name.endswith("/") and key.startswith(name)) for name in raw)


def _without(facts: Facts, *starts: str) -> Facts:
    return {fact: value for fact, value in facts.items() if not fact.startswith(starts)}


def _column_at(pointer: str | None, stated: Mapping[str, Any]) -> str:
    """Return the column whose value was refused: that of the pointer, else the first that is stated."""
    named = [COMPUTED.get(column, column) for column in stated]
    for name in named:
        if pointer is not None and name in COLUMNS and pointer.startswith(COLUMNS[name].pointer):
            return name
    return next((name for name, text in zip(named, stated.values(), strict=True) if text is not None), named[0])
