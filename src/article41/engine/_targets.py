"""Where to ask: the places in a transfer that a verdict waits for, and the answers that differ there.

For each place a few answers stand for all that rules distinguish: the words that the undecided tests name and
"something else", or the stretches between their bounds. An answer is a change of the movements, such as
stating the fact would make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from article41._errors import InputError
from article41._record import replace
from article41._words import Verdict
from article41.engine._assemble import Located
from article41.engine._movements import (
    FLAGS,
    Movements,
    chapters_of,
    intermediaries_of,
    intermediary,
    movements_of,
)
from article41.engine._pointers import pointers_of, real_day, value_text
from article41.engine._tokens import NONE, UNKNOWN, Facts, FactValue, Interval, Tokens, one, union
from article41.language import law_text, marked, say
from article41.model import ITEM_TYPES, Transfer
from article41.model._terms import SERVICE_ACTIVITY
from article41.model._vocabulary import FACTS, FactSpec

if TYPE_CHECKING:
    from article41.engine._check import Engine

__all__ = ["Change", "Target", "Targets"]

_OTHER = "something else"
_MOST_WORDS = 12
_MOST_PLACES = 60
"""How many places are looked at in one round: those of the whole transfer first."""

_PARTIES = {
    "to": ("recipient", "end_user"),
    "any": ("supplier", "recipient", "end_user", "intermediary"),
    "from": ("supplier",),
}
_TRUTH = frozenset({"true", "false"})

Change = Callable[[Movements], Movements]


@dataclass(frozen=True, slots=True)
class Target:
    """A place to ask about, and its answers: the JSON-able value and what it does to the movements."""

    pointer: str
    ask: str
    answers: tuple[tuple[Any, Change], ...]
    item: int | None = None
    """The one item that its answers change; None if they change the transfer."""
    refines: bool = True
    """Whether its answers only add to what is known; else they may take something back."""


@dataclass(slots=True)
class _Place:
    """A fact that can be set: one of the whole transfer or, if ``item`` is not None, of one item."""

    fact: str
    """As the movements name it: recipient.kind, intermediaries/1.state, item.military, determined ..."""
    spec: FactSpec
    item: int | None
    pointer: str
    word: str | None = None
    """Of a determination: the matter."""
    tests: list[list[Any]] = field(default_factory=list)

    @property
    def key(self) -> str:
        return ":".join(str(part) for part in (self.fact, self.item, self.word) if part is not None)

    def words(self) -> list[str]:
        """The words that the tests name: first one of each kind that no test tells apart, then the rest."""
        sets = [frozenset(test[2]) for test in self.tests]
        kinds: dict[tuple[bool, ...], list[str]] = {}
        for word in sorted(frozenset().union(*sets)):
            kinds.setdefault(tuple(word in some for some in sets), []).append(word)
        return [some[0] for some in kinds.values()] + sorted(word for some in kinds.values() for word in some[1:])

    def cuts(self) -> list[int]:
        """The bounds at which the tests change."""
        return sorted({test[3] if test[2] == "ge" else test[3] + 1 for test in self.tests})


class Targets:
    """Finds what to ask about one transfer."""

    def __init__(self, engine: Engine, transfer: Transfer, movements: Movements) -> None:
        self._engine = engine
        self._transfer = transfer
        self._stated = movements

    def of(self, movements: Movements, hits: list[Located]) -> dict[str, Target]:
        """Return every place that an undetermined finding waits for, by a key of its own."""
        places: dict[str, _Place] = {}
        for located in hits:
            if located.hit.verdict is Verdict.UNDETERMINED:
                for place, test in self._waits(movements, located, located.hit.unknown):
                    _note(places.setdefault(place.key, place), test)
        first = sorted(places.values(), key=lambda place: place.item is not None)[:_MOST_PLACES]
        places = {place.key: place for place in first}
        # What an exemption would make of an answer belongs to the answers, too.
        for located in hits:
            for literals in (located.hit.unknown, *(standing.unknown for standing in located.hit.standings)):
                for place, test in self._waits(movements, located, literals):
                    if place.key in places:
                        _note(places[place.key], test)
        return {key: self._target(place, movements) for key, place in places.items()}

    # Where a test waits

    def _waits(
        self, movements: Movements, located: Located, literals: frozenset[int]
    ) -> Iterator[tuple[_Place, list[Any]]]:
        for literal in sorted(literals):
            test = located.hit.regime.table.atoms[abs(literal) - 1]
            if test[1] in ("item.category", "item.concerns"):
                yield from self._classified(movements, located, test)
            else:
                yield from self._own(movements, located.item, test)

    def _classified(
        self, movements: Movements, located: Located, test: list[Any]
    ) -> Iterator[tuple[_Place, list[Any]]]:
        item = self._transfer.items[located.item]
        below = self._engine.classifier.unknown(located.facts, located.categories, frozenset(test[2]))
        subjects = movements.items[located.item]["item.subject"]
        service = test[1] == "item.concerns" and item.type in SERVICE_ACTIVITY
        if service and (not below or (isinstance(subjects, Tokens) and subjects.open)):
            yield self._item_place("item.subject", located.item), test
            return
        for base in below:
            yield from self._own(movements, located.item, base)

    def _own(self, movements: Movements, item: int, test: list[Any]) -> Iterator[tuple[_Place, list[Any]]]:
        fact = test[1]
        spec = FACTS[fact]
        if fact.startswith("item."):
            yield self._item_place(fact, item), test
        elif fact in ("determined", "law.renewed"):
            for word in test[2]:
                yield _Place(fact, spec, None, "/determinations/-", word), ["w", fact, [word]]
        elif fact.endswith(".listed"):
            yield from self._listing(movements, test)
        else:
            known = {name: movements.raw.get(name, UNKNOWN) for name in _members(fact, movements)}
            silent = [name for name, value in known.items() if not isinstance(value, Tokens) or value.open]
            for name in silent[:1]:
                pointer = f"/{name.replace('.', '/')}" if name != fact else pointers_of(fact, self._transfer, 0)[0]
                yield _Place(name, spec, None, pointer), test

    def _item_place(self, fact: str, item: int) -> _Place:
        pointer = pointers_of(fact, self._transfer, item)[0]
        return _Place(fact, FACTS[fact], item, pointer)

    def _listing(self, movements: Movements, test: list[Any]) -> Iterator[tuple[_Place, list[Any]]]:
        members = _members(test[1], movements)
        if any(known.open for name in members if isinstance(known := movements.raw[name], Tokens)):
            yield _Place("screening", FACTS[test[1]], None, "/screening/un_lists"), test
            return
        # Who it is, is known; whether that one was listed depends on the day.
        for name in members:
            known = movements.raw[name.replace(".listed", ".actor")]
            for actor in sorted(known.yes) if isinstance(known, Tokens) else ():
                for party_list, first, last in self._engine.names.listing_days(actor):
                    if party_list in test[2]:
                        date = _Place("date", FACTS["date"], None, "/date")
                        yield date, ["n", "date", "ge", first]
                        yield date, ["n", "date", "le", last]

    # The answers

    def _target(self, place: _Place, movements: Movements) -> Target:
        if place.fact == "screening":
            return self._screening(place)
        if place.word is not None:
            return self._determination(place, place.word)
        if place.spec.kind in ("number", "date"):
            return self._stretches(place, movements)
        return self._words(place, movements)

    def _screening(self, place: _Place) -> Target:
        groups = {test[1].partition(".")[0] for test in place.tests}
        parties = {party for group in groups for party in _PARTIES.get(group, (group,))}

        def listed(*lists: str) -> Change:
            def change(m: Movements) -> Movements:
                raw = dict(m.raw)
                for party in _PARTIES["any"]:
                    for name in _members(f"{party}.listed", m):
                        known = raw[name]
                        if isinstance(known, Tokens) and known.open:
                            raw[name] = one(*lists) if party in parties else NONE
                return replace(m, raw=raw)

            return change

        words = place.words()[:_MOST_WORDS]
        answers = (("clear", listed()), *(({"listed": [word]}, listed(word)) for word in words))
        return Target(place.pointer, say("Is any party on a UN sanctions list, and on which?"), answers)

    def _determination(self, place: _Place, word: str) -> Target:
        if place.fact == "determined":
            matter, ask = word, law_text(self._engine.names.matters[word])
        else:
            matter = f"renewed:{word}"
            ask = say("Which resolution renewed the measure of {name} beyond its known end?", name=word)

        def found(value: bool) -> Change:
            def change(m: Movements) -> Movements:
                known: Any = m.raw[place.fact]
                yes, no = (known.yes | {word}, known.no) if value else (known.yes, known.no | {word})
                return replace(m, raw={**m.raw, place.fact: Tokens(yes, known.maybe, no, True)})

            return change

        answers = tuple(({"matter": matter, "found": value}, found(value)) for value in (True, False))
        return Target(place.pointer, ask, answers)

    def _setter(self, place: _Place, value: FactValue, **also: FactValue) -> Change:
        """Return the change that stating ``value`` makes, with all that follows from it."""

        def change(m: Movements) -> Movements:
            if place.item is not None:
                items = list(m.items)
                items[place.item] = {**items[place.item], place.fact: value, **also}
                return replace(m, items=tuple(items))
            raw = {**m.raw, place.fact: value}
            if isinstance(value, Tokens):
                raw.update(self._consequences(place.fact, value, m))
            return replace(m, raw=raw)

        return change

    def _consequences(self, fact: str, value: Tokens, m: Movements) -> dict[str, FactValue]:
        who, _, key = fact.rpartition(".")
        if key == "actor" and value.yes:
            known, date = cast(Tokens, m.raw[f"{who}.listed"]), cast(Interval, m.raw["date"])
            lists = self._engine.names.listings(next(iter(value.yes)), *date)
            return {f"{who}.listed": lists if known.open else union((known, lists))}
        return {}

    def _words(self, place: _Place, movements: Movements) -> Target:
        words, allowed = place.words(), place.spec.values
        if place.item is not None:
            allowed = ITEM_TYPES[self._transfer.items[place.item].type].words.get(place.fact, allowed)
        if allowed == _TRUTH:
            truths = tuple((word == "true", self._setter(place, one(word))) for word in ("true", "false"))
            return Target(place.pointer, say(place.spec.ask), truths, place.item)
        if place.spec.register == "state":
            first, last = self._transfer.date.first, self._transfer.date.last
            words = [word for word in words if self._engine.names.existed(word, first, last)]
        if allowed is not None:
            words = [word for word in words if word in allowed]
        kept = self._kept(place, movements)
        answers: list[tuple[Any, Change]] = [
            (word, self._setter(place, one(*kept, word), **self._also(place, [word]))) for word in words[:_MOST_WORDS]
        ]
        rest = sorted(allowed - set(words)) if allowed is not None else None
        other: Tokens | None = NONE if rest is None or rest else None
        if place.fact == "item.hs":
            other = self._other_code(place)
        elif kept:
            other = self._other_than(place, kept, movements)
        if other is not None:
            answers.append((_OTHER, self._setter(place, other, **self._also(place, rest or []))))
        return Target(place.pointer, say(place.spec.ask), tuple(answers), place.item, not kept)

    def _kept(self, place: _Place, movements: Movements) -> frozenset[str]:
        """What is stated there already and is not sure enough: an answer adds to it."""
        if place.fact not in ("item.control", "item.subject") or place.item is None:
            return frozenset()
        known = movements.items[place.item][place.fact]
        assert isinstance(known, Tokens)
        return known.yes

    def _other_than(self, place: _Place, kept: frozenset[str], movements: Movements) -> Tokens:
        """What is stated there, made more exact and none of the words asked for."""
        if place.fact == "item.control":
            return one(*(f"{code}.OTHER" for code in kept))
        assert place.item is not None
        item_type = self._transfer.items[place.item].type
        words = frozenset(place.words())
        facts: Facts = {"item.type": one(item_type), "date": movements.raw["date"]}
        vague = {
            word
            for word in kept
            if words & self._engine.classifier.concerns({**facts, "item.subject": one(word)}, NONE).maybe
        }
        return one(*(kept - vague))

    def _also(self, place: _Place, words: list[str]) -> dict[str, FactValue]:
        """The material of an item narrows the chapters that its HS code can be of, where that is not stated."""
        item: Any = None if place.item is None else self._transfer.items[place.item]
        if place.fact != "item.material" or item.hs is not None:
            return {}
        chapters = [chapters_of(self._engine.item_types, item.type, word) for word in words]
        if any(some.open for some in chapters) or len(chapters) == 1:
            return {"item.hs": chapters[0] if len(chapters) == 1 else Tokens(open=True)}
        return {"item.hs": Tokens(maybe=frozenset().union(*(some.yes | some.maybe for some in chapters)))}

    def _other_code(self, place: _Place) -> Tokens | None:
        """An HS code always is: "something else" is a code that the item can have and no test names."""
        assert place.item is not None
        item = self._transfer.items[place.item]
        stated = getattr(item, "hs", None)
        known = one(stated) if stated else chapters_of(
            self._engine.item_types, item.type, getattr(item, "material", None)
        )  # fmt: skip
        if known.open:
            return NONE
        words = place.words()
        codes = known.yes | known.maybe
        free = {code for code in codes if not any(w.startswith(code) or code.startswith(w) for w in words)}
        for code in sorted(codes - free):
            longer = (f"{code}{n:02}" for n in range(99, -1, -1))
            free.update([c for c in longer if not any(w.startswith(c) or c.startswith(w) for w in words)][:1])
        if not free:
            return None
        return one(*free) if len(free) == 1 else Tokens(maybe=frozenset(free))

    def _stretches(self, place: _Place, movements: Movements) -> Target:
        known: Any = (movements.raw if place.item is None else movements.items[place.item])[place.fact]
        low, high = known
        dates = place.spec.kind == "date"
        cuts = sorted({real_day(cut, 1) if dates else cut for cut in place.cuts()})
        edges = [low, *(cut for cut in cuts if low < cut <= high), high + 1]
        answers = []
        for n in range(len(edges) - 1):
            start, end = edges[n], edges[n + 1] - 1
            words = []
            if n > 0:
                template = marked("from {value}") if dates else marked("at least {value}")
                words.append(say(template, value=value_text(place.spec, start)))
            if n < len(edges) - 2:
                template = marked("before {value}") if dates else marked("below {value}")
                words.append(say(template, value=value_text(place.spec, end + 1)))
                end = real_day(end, -1) if dates else end
            change = self._redate((start, end)) if place.fact == "date" else self._setter(place, (start, end))
            if change is not None:
                answers.append((say(" and ").join(words), change))
        return Target(place.pointer, say(place.spec.ask), tuple(answers), place.item)

    def _redate(self, within: Interval) -> Change | None:
        """Return the change that a nearer date makes; None if a State in the transfer did not exist then."""
        engine = self._engine
        try:
            fresh = movements_of(self._transfer, engine.names, engine.item_types, within).raw
        except InputError:
            return None

        def change(m: Movements) -> Movements:
            answered = {name: value for name, value in m.raw.items() if value != self._stated.raw.get(name)}
            return replace(m, raw={**fresh, **answered})

        return change


def _note(place: _Place, test: list[Any]) -> None:
    if test not in place.tests:
        place.tests.append(test)


def _members(fact: str, movements: Movements) -> list[str]:
    """Return the facts of the movements that ``fact`` is made of and that can be stated."""
    if fact == "vessel.flag":
        return [name for name in FLAGS if name in movements.raw] or [FLAGS[0]]
    who, dot, key = fact.partition(".")
    if fact in movements.raw and who not in ("end_user", "intermediary"):
        return [fact]
    names = []
    for party in _PARTIES.get(who, (who,)):
        if party == "intermediary":
            names += [f"{intermediary(n)}{dot}{key}" for n in range(intermediaries_of(movements.raw))]
        elif f"{party}.{key}" in movements.raw:
            names.append(f"{party}.{key}")
        elif who == "end_user":
            names.append(f"recipient.{key}")
    return names
