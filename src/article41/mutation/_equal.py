"""Mutants that cannot be told from the law: the same value on every transfer that there can be.

The day, the act and the type of the item of a movement are always known, at least to a stretch of days. So both
laws are written out for every kind of day, act and item that their tests tell apart; if what is left of them is the
same each time, or the provision reaches nothing there, no transfer can tell one from the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from article41.engine._movements import facts_without
from article41.engine._pointers import real_day
from article41.law._compile import exemption_condition, provision_condition
from article41.law._ir import Number, Words
from article41.law._provision import Exemption, Provision, Regime
from article41.model import ITEM_TYPES, PartialDate
from article41.model._dates import day_text
from article41.model._terms import ACTIVITIES
from article41.mutation._clauses import Atom, Clause, Reducer
from article41.mutation._conditions import Vocabulary
from article41.mutation._mutant import Mutant
from article41.mutation._text import shifted

__all__ = ["Prover"]

_UNKNOWN = (Words("", frozenset()), True)
"""Stands in a clause for a test that is unknown."""

_Day = tuple[int, int]
_Known = tuple[_Day, str, str]
"""A stretch of days, an act and a type of item."""


class Prover:
    """Proves that mutants are the same law as the one they come from."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._reducer = Reducer(vocabulary.above)

    def reason(self, regime: Regime, mutant: Mutant) -> str | None:
        """Return why no transfer can tell a mutant from the law; None if that is not proved."""
        after = mutant.apply(regime)
        reasons = [
            self._provision(before, shared, changed, others)
            for before, changed in zip(regime.provisions, after.provisions, strict=True)
            for shared, others in [(_reached(regime, before), _reached(after, changed))]
            if before != changed or shared != others
        ]
        if None in reasons:
            return None
        return reasons[0] if reasons else "nothing of it reaches any provision"

    def _provision(
        self, before: Provision, shared: tuple[Exemption, ...], after: Provision, others: tuple[Exemption, ...]
    ) -> str | None:
        olds, news = (*before.exemptions, *shared), (*after.exemptions, *others)
        if len(olds) != len(news) or _bare(before) != _bare(after):
            return None
        if any(_bare_exemption(old) != _bare_exemption(new) for old, new in zip(olds, news, strict=True)):
            return None
        clauses = self._reducer.clauses
        reach = clauses(provision_condition(before)), clauses(provision_condition(after))
        exempt = [
            (clauses(exemption_condition(old)), clauses(exemption_condition(new)))
            for old, new in zip(olds, news, strict=True)
        ]
        if all(self._reducer.reduced(old) == self._reducer.reduced(new) for old, new in (reach, *exempt) if old != new):
            return "by logic alone it says the same"
        atoms = {atom for pair in (reach, *exempt) for some in pair for clause in some for atom, _ in clause}
        for known in _kinds(atoms):
            old, new = (self._reducer.reduced(_written_out(some, known)) for some in reach)
            if old != new:
                return None
            for pair in exempt if old else ():
                old, new = (self._reducer.reduced(_written_out(some, known)) for some in pair)
                if old != new:
                    return None
        return "on every day, for every act and type of item, it says the same"


def _reached(regime: Regime, provision: Provision) -> tuple[Exemption, ...]:
    return tuple(
        e
        for e in regime.exemptions
        if (e.applies_to is None or provision.id in e.applies_to) and provision.id not in e.not_to
    )


def _bare(provision: Provision) -> Provision:
    """Return all of a provision but its periods, conditions and exemptions."""
    return replace(provision, periods=(), condition=_UNKNOWN[0], exemptions=())


def _bare_exemption(exemption: Exemption) -> Exemption:
    return replace(exemption, periods=(), condition=_UNKNOWN[0], applies_to=None, not_to=())


def _kinds(atoms: set[Atom]) -> Iterator[_Known]:
    """Yield one example of every kind of day, act and item type that the tests tell apart."""
    dates = sorted({_edge(atom) for atom in atoms if isinstance(atom, Number) and atom.fact == "date"})
    acts = _apart(ACTIVITIES, [a.words for a in atoms if isinstance(a, Words) and a.fact == "activity"])
    facts = {atom.fact for atom in atoms}
    types = [a.words for a in atoms if isinstance(a, Words) and a.fact == "item.type"]
    without = [frozenset(t for t in ITEM_TYPES if fact in facts_without(t)) for fact in sorted(facts)]
    without += [_closed_to(atom) for atom in sorted(atoms, key=repr) if isinstance(atom, Words)]
    yield from product(_days(dates), acts, _apart(ITEM_TYPES, [*types, *without]))


def _closed_to(atom: Words) -> frozenset[str]:
    """Return the types of item of which none of the words can be said."""
    return frozenset(
        name for name, info in ITEM_TYPES.items() if info.words.get(atom.fact, atom.words).isdisjoint(atom.words)
    )


def _edge(atom: Number) -> int:
    return real_day(atom.bound, 1 if atom.op == "ge" else -1)


def _days(edges: list[int]) -> list[_Day]:
    """Return the days about each edge, and the months and years that hold one: a date is one of these."""
    found = {(20000101, 20000101)}
    for edge in edges:
        for day in (shifted(edge, -1), edge, shifted(edge, 1)):
            text = day_text(day)
            found |= {(date.first, date.last) for date in map(PartialDate, (text, text[:7], text[:4]))}
    return sorted(found)


def _apart(words: Iterable[str], sets: list[frozenset[str]]) -> list[str]:
    """Return one word of each kind that the sets tell apart."""
    kinds: dict[tuple[bool, ...], str] = {}
    for word in words:
        kinds.setdefault(tuple(word in some for some in sets), word)
    return list(kinds.values())


def _written_out(clauses: Iterable[Clause], known: _Known) -> list[Clause]:
    """Return the clauses as they are for a day, an act and a type of item."""
    out = []
    for clause in clauses:
        left = set()
        for atom, holds in clause:
            value = _value(atom, known)
            if value is None:
                left.add((atom, holds))
            elif value == 1:
                left.add(_UNKNOWN)
            elif (value == 2) != holds:
                break
        else:
            out.append(frozenset(left))
    return out


def _value(atom: Atom, known: _Known) -> int | None:
    (first, last), act, item_type = known
    if isinstance(atom, Number) and atom.fact == "date":
        if atom.op == "ge":
            return 2 if first >= atom.bound else 1 if last >= atom.bound else 0
        return 2 if last <= atom.bound else 1 if first <= atom.bound else 0
    if isinstance(atom, Words) and atom.fact in ("activity", "item.type"):
        return 2 if (act if atom.fact == "activity" else item_type) in atom.words else 0
    if atom.fact in facts_without(item_type):
        return 0
    # What an item of the type can be called is a closed list: of other types' words it has none.
    allowed = ITEM_TYPES[item_type].words.get(atom.fact)
    return 0 if isinstance(atom, Words) and allowed is not None and allowed.isdisjoint(atom.words) else None
