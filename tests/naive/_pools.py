"""The words, numbers and days that a rulebook's own tests name: what transfers worth drawing are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from article41.model import ITEM_TYPES
from article41.model._terms import (
    ACTIVITIES,
    INTERMEDIARY_ROLES,
    PARTY_KINDS,
    PURPOSES,
    REASONS,
    ROUTE_MODES,
)
from article41.model._vocabulary import FACTS

from ._evaluate import substance_of
from ._logic import as_list, period_of, text
from ._rules import Rules

__all__ = ["Door", "Pools", "pools_of"]

_FIRST, _LAST = date(1900, 1, 2), date(2100, 12, 30)


@dataclass(frozen=True)
class Door:
    """A provision, or one of its exemptions with the provision, as conditions to aim a transfer at."""

    conditions: tuple[Any, ...]
    days: tuple[str, ...]
    exemption: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Pools:
    """What to draw from."""

    days: tuple[str, ...]
    """Days at the edges of periods, the days beside them, and their months and years."""
    words: Mapping[str, tuple[str, ...]]
    """Per token or prefix fact the words tested, and a few that are not."""
    numbers: Mapping[str, tuple[Decimal, ...]]
    states: tuple[tuple[str, date, date], ...]
    """States as a transfer may spell them, with their first and last day."""
    others: Mapping[str, tuple[str, ...]]
    """Names of areas, actors and forces; whom else to name."""
    types: tuple[str, ...]
    ways_into: Mapping[str, tuple[Any, ...]]
    """Per category the rules each of which is enough to be in it."""
    doors: tuple[Door, ...]
    papers: tuple[tuple[str, str, str | None], ...]
    """Authorisations that matter: (procedure, body, citation)."""
    matters: tuple[str, ...]
    regimes: tuple[str, ...]


def _tests(condition: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(condition, list):
        for entry in condition:
            yield from _tests(entry)
        return
    for key, value in condition.items():
        if key in ("all", "any", "not"):
            yield from _tests(value)
        else:
            yield key, value


def _rules_of(rules: Rules) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """Every provision, and every exemption (True)."""
    for regime in rules.regimes.values():
        for provision in (regime.get("provisions") or {}).values():
            yield provision, False
            for exemption in (provision.get("exempt") or {}).values():
                yield exemption, True
        for exemption in (regime.get("exemptions") or {}).values():
            yield exemption, True


def _around(days: set[date]) -> tuple[str, ...]:
    """Each day, the days beside it, its month and its year."""
    found: dict[str, None] = {}
    for day in sorted(days):
        for beside in (day, day - timedelta(days=1), day + timedelta(days=1)):
            if _FIRST < beside < _LAST:
                found[beside.isoformat()] = None
    for day in sorted(days):
        found[day.isoformat()[:7]] = None
        found[day.isoformat()[:4]] = None
    return tuple(found)


def _inside(periods: Any) -> tuple[str, ...]:
    """Some days well within, so that not every aimed transfer is at an edge."""
    firsts = [first for first, _ in map(period_of, as_list(periods)) if first != date.min]
    return tuple((first + timedelta(days=days)).isoformat() for first in firsts for days in (9, 30, 200, 500))


def _ends(periods: Any) -> set[date]:
    return {day for period in as_list(periods) for day in period_of(period) if day not in (None, date.min)}


def pools_of(rules: Rules) -> Pools:
    """Collect from every provision, exemption and category of ``rules``."""
    words: dict[str, dict[str, None]] = {}
    numbers: dict[str, dict[Decimal, None]] = {}
    days: set[date] = set()
    papers: dict[tuple[str, str, str | None], None] = {}
    conditions: list[Any] = [substance_of(rule) for rule, _ in _rules_of(rules)]
    conditions += [as_list(category.get("rules")) for category in rules.categories.values()]
    for fact, value in (test for condition in conditions for test in _tests(condition)):
        if fact == "during":
            days |= _ends(value)
        elif FACTS[fact].kind == "date":
            days |= {date.fromisoformat(text(day)) for day in value.values()}
        elif FACTS[fact].kind == "number":
            numbers.setdefault(fact, {}).update((Decimal(text(bound)), None) for bound in value.values())
        else:
            stated = value.get("only") if isinstance(value, Mapping) else value
            words.setdefault(fact, {}).update((text(word), None) for word in as_list(stated))
    for rule, _ in _rules_of(rules):
        days |= _ends(rule.get("in_force"))
        procedure = rule.get("procedure")
        if procedure:
            verb = next(key for key in ("approve", "no_objection", "notify", "report") if key in procedure)
            cites = [*as_list(rule.get("cite")), *as_list(rule.get("under"))]
            for cite in cites:
                spelled = text(cite["cite"] if isinstance(cite, Mapping) else cite)
                papers[verb, text(procedure[verb]), spelled] = None
            if "until" in procedure:
                days.add(date.fromisoformat(text(procedure["until"])))
    tested = [name for name in words.get("item.type", ()) if name in ITEM_TYPES]
    types = tuple(dict.fromkeys(tested + list(ITEM_TYPES)[::9]))
    return Pools(
        days=_around(days) or ("2010-01-01",),
        words={fact: _with_others(fact, tuple(some)) for fact, some in words.items()},
        numbers={fact: _beside(fact, tuple(some)) for fact, some in numbers.items()},
        states=_states(rules, words),
        others={
            "area": _spellings(rules, "territories", "areas", words, "area"),
            "actor": _spellings(rules, "actors", None, words, "actor"),
            "force": _spellings(rules, "forces", None, words, "force"),
        },
        types=types,
        ways_into={category: _ways_into(rules, category) for category in rules.categories},
        doors=tuple(_doors(rules)),
        papers=tuple(papers) or (("approve", "committee", None),),
        matters=tuple(words.get("determined", {})) + tuple(_renewals(rules)),
        regimes=tuple(rules.regimes),
    )


_CLOSED = {
    "activity": ACTIVITIES,
    "reason": REASONS,
    "kind": PARTY_KINDS,
    "intermediary.role": INTERMEDIARY_ROLES,
    "route.mode": ROUTE_MODES,
    "end_use.purpose": PURPOSES,
}


def _with_others(fact: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words tested, and one or two that are not."""
    if FACTS[fact].kind == "prefix":
        longer = [word + "10" for word in words if fact == "item.hs" and len(word) < 9]
        shorter = [word[:2] for word in words]
        return tuple(dict.fromkeys([*words, *longer, *shorter]))
    closed = FACTS[fact].values
    others = sorted(closed - set(words))[:2] if closed else []
    return words + tuple(others)


def _beside(fact: str, bounds: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    """Each bound, one step of the fact's scale to either side, and a tenth of a step."""
    step = Decimal(1) / FACTS[fact].scale
    found = {value for b in bounds for value in (b, b - step, b + step, b + step / 10) if value >= 0}
    return tuple(sorted(found))


def _states(rules: Rules, words: Mapping[str, Mapping[str, None]]) -> tuple[tuple[str, date, date], ...]:
    register = rules.register("territories")
    tested = [w for fact, some in words.items() if FACTS[fact].register == "state" for w in some]
    codes = [code for code in dict.fromkeys(tested) if code in register]
    codes += [code for code in register if code not in codes][:: max(1, len(register) // 12)]
    found = []
    for code in codes:
        entry = register[code]
        first = date.fromisoformat(text(entry["from"])) if entry.get("from") else _FIRST
        last = date.fromisoformat(text(entry["until"])) if entry.get("until") else _LAST
        for spelling in (code, text(entry["name"])):
            found.append((spelling, first, last))
    return tuple(found)


def _spellings(
    rules: Rules, register: str, part: str | None, words: Mapping[str, Mapping[str, None]], kind: str
) -> tuple[str, ...]:
    entries = rules.register(register, part)
    tested = [w for fact, some in words.items() if fact.endswith("." + kind) for w in some]
    listed = [code for code, entry in entries.items() if entry.get("listed")]
    ids = [code for code in dict.fromkeys([*tested, *listed, *list(entries)[:5]]) if code in entries][:40]
    return tuple(dict.fromkeys(name for code in ids for name in (code, text(entries[code]["name"]))))


def _ways_into(rules: Rules, category: str) -> tuple[Any, ...]:
    """The rules of the category, and those of the categories inside it."""
    body = rules.categories[category]
    inside = [way for member in as_list(body.get("includes")) for way in _ways_into(rules, member)]
    return (*as_list(body.get("rules")), *inside)


def _doors(rules: Rules) -> Iterator[Door]:
    for regime in rules.regimes.values():
        for provision in (regime.get("provisions") or {}).values():
            conditions = substance_of(provision)
            days = _ends(provision["in_force"])
            yield Door(tuple(conditions), _inside(provision["in_force"]) + _around(days))
            shared = (regime.get("exemptions") or {}).values()
            for exemption in [*(provision.get("exempt") or {}).values(), *shared]:
                both = tuple(conditions + substance_of(exemption))
                period = exemption.get("in_force") or provision["in_force"]
                yield Door(both, _inside(period) + _around(_ends(period)), exemption)


def _renewals(rules: Rules) -> Iterator[str]:
    for regime in rules.regimes.values():
        for name, provision in (regime.get("provisions") or {}).items():
            if provision.get("renewal"):
                yield f"renewed:{regime['regime']}/{name}"
