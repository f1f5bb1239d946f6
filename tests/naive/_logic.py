"""Three values, the three kinds of fact, and conditions walked as they stand in the YAML."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Any

from article41.model._vocabulary import FACTS

__all__ = [
    "Codes",
    "Facts",
    "Interval",
    "Kleene",
    "Linked",
    "Words",
    "all_of",
    "any_of",
    "as_list",
    "evaluate_condition",
    "negate",
    "period_of",
    "period_value",
    "text",
    "unknown_facts",
]


class Kleene(IntEnum):
    """false < unknown < true."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


def all_of(values: Iterable[Kleene]) -> Kleene:
    return min(values, default=Kleene.TRUE)


def any_of(values: Iterable[Kleene]) -> Kleene:
    return max(values, default=Kleene.FALSE)


def negate(value: Kleene) -> Kleene:
    return Kleene(2 - value)


@dataclass(frozen=True)
class Words:
    """A token fact: the words it has, those it surely has not, and those it may have (None: any other)."""

    has: frozenset[str] = frozenset()
    hasnot: frozenset[str] = frozenset()
    maybe: frozenset[str] | None = frozenset()

    def word(self, word: str) -> Kleene:
        if word in self.has:
            return Kleene.TRUE
        if word in self.hasnot:
            return Kleene.FALSE
        return Kleene.UNKNOWN if self.maybe is None or word in self.maybe else Kleene.FALSE

    def one_of(self, words: Iterable[str]) -> Kleene:
        return any_of(self.word(word) for word in words)

    def some(self) -> Kleene:
        if self.has:
            return Kleene.TRUE
        return Kleene.UNKNOWN if self.maybe is None or self.maybe else Kleene.FALSE


@dataclass(frozen=True)
class Linked:
    """A token fact of several parties: it has what one of them has."""

    parts: tuple[Words | Linked, ...] = ()

    def one_of(self, words: Iterable[str]) -> Kleene:
        wanted = list(words)
        return any_of(part.one_of(wanted) for part in self.parts)

    def some(self) -> Kleene:
        return any_of(part.some() for part in self.parts)


@dataclass(frozen=True)
class Codes:
    """A prefix fact: codes it has; or exactly one of ``candidates``; or, if ``open``, anything at all."""

    has: frozenset[str] = frozenset()
    candidates: frozenset[str] = frozenset()
    open: bool = False
    stepped: bool = False
    """Codes of letters and numbers, where ML1 is no part of ML10 and I none of II."""

    def one_of(self, prefixes: Iterable[str]) -> Kleene:
        wanted = list(prefixes)
        if self.open:
            return Kleene.UNKNOWN if wanted else Kleene.FALSE
        stated = any_of(_meets(code, wanted, self.stepped) for code in self.has)
        if not self.candidates:
            return stated
        cases = {_meets(code, wanted, self.stepped) for code in self.candidates}
        return any_of([stated, cases.pop() if len(cases) == 1 else Kleene.UNKNOWN])

    def some(self) -> Kleene:
        if self.has or self.candidates:
            return Kleene.TRUE
        return Kleene.UNKNOWN if self.open else Kleene.FALSE


def _meets(code: str, prefixes: list[str], stepped: bool) -> Kleene:
    """Whether the code starts with one of the prefixes; a shorter code possibly goes on to do so."""
    if any(_begins(code, prefix, stepped) for prefix in prefixes):
        return Kleene.TRUE
    return Kleene.UNKNOWN if any(_begins(prefix, code, stepped) for prefix in prefixes) else Kleene.FALSE


def _begins(long: str, short: str, stepped: bool) -> bool:
    if not stepped:
        return long.startswith(short)
    steps = re.findall(r"[A-Z]+|[0-9]+|[^A-Z0-9]", long)
    return any("".join(steps[:n]) == short for n in range(len(steps) + 1))


@dataclass(frozen=True)
class Interval:
    """A number or a date: somewhere from ``low`` to ``high`` (None: no bound); ``none``: surely no value."""

    low: Any = None
    high: Any = None
    none: bool = False

    def at_least(self, bound: Any) -> Kleene:
        if self.none or (self.high is not None and self.high < bound):
            return Kleene.FALSE
        return Kleene.TRUE if self.low is not None and self.low >= bound else Kleene.UNKNOWN

    def above(self, bound: Any) -> Kleene:
        if self.none or (self.high is not None and self.high <= bound):
            return Kleene.FALSE
        return Kleene.TRUE if self.low is not None and self.low > bound else Kleene.UNKNOWN

    def at_most(self, bound: Any) -> Kleene:
        return Kleene.FALSE if self.none else negate(self.above(bound))

    def below(self, bound: Any) -> Kleene:
        return Kleene.FALSE if self.none else negate(self.at_least(bound))

    def some(self) -> Kleene:
        if self.none:
            return Kleene.FALSE
        return Kleene.UNKNOWN if self.low is None and self.high is None else Kleene.TRUE


Fact = Words | Linked | Codes | Interval
Facts = Mapping[str, Fact]


def text(value: Any) -> str:
    """A YAML scalar as the file spells it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def period_of(value: Any) -> tuple[date, date | None]:
    """``A ..``, ``A .. B`` or ``.. B`` (then from ``date.min``); both days belong to it."""
    match = re.fullmatch(r"\s*(\d{4}-\d\d-\d\d)?\s*\.\.\s*(\d{4}-\d\d-\d\d)?\s*", text(value))
    if not match:
        raise ValueError(f"not a period: {value!r}")
    first, last = match.groups()
    return date.fromisoformat(first) if first else date.min, date.fromisoformat(last) if last else None


def period_value(when: Interval, periods: Any) -> Kleene:
    """Whether the date ``when`` lies in the period, or in one of several."""
    values = []
    for period in as_list(periods):
        first, last = period_of(period)
        not_over = Kleene.TRUE if last is None else when.at_most(last)
        values.append(all_of([when.at_least(first), not_over]))
    return any_of(values)


def _mapping_test(name: str, fact: Fact, key: str, value: Any) -> Kleene:
    kind = FACTS[name].kind
    if key == "present":
        return fact.some() if text(value) == "true" else negate(fact.some())
    if key == "only":
        closed = FACTS[name].values
        if closed is None or isinstance(fact, Interval):
            raise ValueError(f"'only' needs a closed set of words: {name}")
        allowed = {text(word) for word in as_list(value)}
        return all_of([fact.one_of(allowed), negate(fact.one_of(closed - allowed))])
    if not isinstance(fact, Interval):
        raise ValueError(f"{name} knows no test {key!r}")
    if kind == "number":
        bound: Any = Decimal(text(value))
        tests = {"at_least": fact.at_least, "at_most": fact.at_most, "above": fact.above, "below": fact.below}
    else:
        bound = date.fromisoformat(text(value))
        tests = {"from": fact.at_least, "until": fact.at_most, "after": fact.above, "before": fact.below}
    return tests[key](bound)


def _leaf(name: str, value: Any, facts: Facts) -> Kleene:
    fact = facts[name]
    if isinstance(value, Mapping):
        return all_of(_mapping_test(name, fact, key, bound) for key, bound in value.items())
    if isinstance(fact, Interval):
        raise ValueError(f"{name} is compared by at_least, from and the like, not by a word")
    return fact.one_of(text(word) for word in as_list(value))


def evaluate_condition(condition: Any, facts: Facts) -> Kleene:
    """A list, or a mapping of several keys, is *all of*."""
    if isinstance(condition, list):
        return all_of(evaluate_condition(entry, facts) for entry in condition)
    return all_of(_entry(key, value, facts) for key, value in condition.items())


def _entry(key: str, value: Any, facts: Facts) -> Kleene:
    if key == "all":
        return all_of(evaluate_condition(entry, facts) for entry in value)
    if key == "any":
        return any_of(evaluate_condition(entry, facts) for entry in value)
    if key == "not":
        return negate(evaluate_condition(value, facts))
    if key == "during":
        when = facts["date"]
        assert isinstance(when, Interval)
        return period_value(when, value)
    return _leaf(key, value, facts)


def unknown_facts(condition: Any, facts: Facts) -> set[str]:
    """The facts of the tests in the smallest sets that would make an unknown condition true."""
    return {fact for wanted in _smallest(_ways(condition, facts, True)) for fact, _, _ in wanted}


# A wish: this test of this fact should come out true, or false.
_Wish = tuple[str, str, bool]
_Ways = set[frozenset[_Wish]]


def _smallest(ways: _Ways) -> _Ways:
    return {way for way in ways if not any(other < way for other in ways)}


def _ways(condition: Any, facts: Facts, wanted: bool) -> _Ways:
    """Each set of unknown tests that would give the condition the wanted truth; an empty set if it has it."""
    entries = condition if isinstance(condition, list) else [{key: v} for key, v in condition.items()]
    if len(entries) != 1 or isinstance(condition, list):
        return _combined([_ways(entry, facts, wanted) for entry in entries], every=wanted)
    ((key, value),) = condition.items()
    if key == "not":
        return _ways(value, facts, not wanted)
    if key in ("all", "any"):
        return _combined([_ways(entry, facts, wanted) for entry in value], every=(key == "all") is wanted)
    if key == "during":
        spans = [
            ({"from": first} if first != date.min else {}) | ({"until": last} if last else {})
            for first, last in map(period_of, as_list(value))
        ]
        return _combined([_ways({"date": span}, facts, wanted) for span in spans], every=not wanted)
    if isinstance(value, Mapping) and len(value) > 1:
        return _combined([_ways({key: {k: v}}, facts, wanted) for k, v in value.items()], every=wanted)
    if isinstance(value, Mapping) and "only" in value:
        allowed = {text(word) for word in as_list(value["only"])}
        others = (FACTS[key].values or frozenset()) - allowed
        return _ways([{key: sorted(allowed)}, {"not": {key: sorted(others)}}], facts, wanted)
    if isinstance(value, Mapping) and text(value.get("present", "true")) == "false":
        return _ways({key: {"present": "true"}}, facts, not wanted)
    now = _entry(key, value, facts)
    if now is Kleene.UNKNOWN:
        return {frozenset({(key, _spelling(key, value), wanted)})}
    return {frozenset()} if (now is Kleene.TRUE) is wanted else set()


def _combined(members: list[_Ways], *, every: bool) -> _Ways:
    """The ways to have every member, or one of them."""
    if not every:
        return _smallest({way for ways in members for way in ways})
    together: _Ways = {frozenset()}
    for ways in members:
        together = _smallest({one | other for one in together for other in ways})
    return together


def _spelling(name: str, value: Any) -> str:
    """One spelling for a test: its words in order, a bound as the first or last whole day or step that meets it."""
    if not isinstance(value, Mapping):
        return ",".join(sorted({text(word) for word in as_list(value)}))
    ((test, bound),) = value.items()
    if FACTS[name].kind == "date":
        day = date.fromisoformat(text(bound)).toordinal()
        return {"from": f">={day}", "after": f">={day + 1}", "until": f"<={day}", "before": f"<={day - 1}"}[test]
    if FACTS[name].kind == "number":
        exact = Decimal(text(bound)) * FACTS[name].scale
        low, high = math.floor(exact), math.ceil(exact)
        return {
            "at_least": f">={high}",
            "above": f">={low + 1}",
            "at_most": f"<={low}",
            "below": f"<={high - 1}",
        }[test]
    return f"{test}={text(bound)}"
