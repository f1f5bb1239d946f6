"""A transfer as movements with facts: the table "How a transfer becomes facts", row by row."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from article41.model import ITEM_TYPES
from article41.model._terms import ACTIVITIES_THAT_IMPLY_SUPPLY, SERVICE_ACTIVITY
from article41.model._vocabulary import FACTS

from ._logic import Codes, Fact, Facts, Interval, Kleene, Linked, Words, as_list, period_value, text
from ._rules import Rules

__all__ = ["Movement", "activities_of", "date_interval", "day_range", "item_facts", "movements"]

_OPEN = Words(maybe=None)
_NONE = Words()
_PARTY_FACTS = ("state", "kind", "actor", "force", "area", "listed")


@dataclass(frozen=True)
class Movement:
    """One act done about one item (its place in the transfer's list, from 0)."""

    item: int
    activity: str
    facts: Facts


def day_range(value: Any) -> tuple[date, date]:
    """The first and the last day that ``2023``, ``2023-09`` or ``2023-09-13`` can mean."""
    parts = [int(part) for part in text(value).split("-")]
    year = parts[0]
    month_first, month_last = (parts[1], parts[1]) if len(parts) > 1 else (1, 12)
    day_last = parts[2] if len(parts) > 2 else calendar.monthrange(year, month_last)[1]
    return date(year, month_first, parts[2] if len(parts) > 2 else 1), date(year, month_last, day_last)


def date_interval(value: Any) -> Interval:
    return Interval() if value is None else Interval(*day_range(value))


def _one(word: Any) -> Words:
    """A stated word, and no other; nothing stated is unknown."""
    return _OPEN if word is None else Words(has=frozenset({text(word)}))


def _several(words: Any) -> Words:
    """A stated list is the whole list; nothing stated is unknown."""
    return _OPEN if words is None else Words(has=frozenset(text(word) for word in words))


def _found(findings: list[tuple[str, bool]]) -> Words:
    """What was found to be so, what was found not to be so, and all else unknown."""
    return Words(
        has=frozenset(matter for matter, true in findings if true),
        hasnot=frozenset(matter for matter, true in findings if not true),
        maybe=None,
    )


def _get(mapping: Mapping[str, Any] | None, *path: str) -> Any:
    value: Any = mapping
    for key in path:
        if value is None:
            return None
        value = value.get(key)
    return value


# Parties


def _party(party: Mapping[str, Any] | None, transfer: Mapping[str, Any], rules: Rules) -> dict[str, Words | Linked]:
    if party is None:
        # Screening that is clear speaks of every party, stated or not.
        return dict.fromkeys(_PARTY_FACTS, _OPEN) | {"listed": _listed({}, None, transfer, rules)}
    actor: str | None = None
    if party.get("actor") is not None:
        actor = rules.resolve("actor", party["actor"])
    elif party.get("name") is not None:
        actor = rules.find("actor", party["name"])
    who = _NONE if actor is None and party.get("name") is not None else _one(actor)
    return {
        "state": _states(party, transfer, rules),
        "kind": _one(party.get("kind")),
        "actor": who,
        "force": _one(_resolved(rules, "force", party.get("force"))),
        "area": _areas(party.get("area"), rules),
        "listed": _listed(party, actor, transfer, rules),
    }


def _states(party: Mapping[str, Any], transfer: Mapping[str, Any], rules: Rules) -> Words:
    """Its State, or that of the area that it is in, if that existed."""
    if party.get("state") is not None:
        return _one(rules.resolve("state", party["state"]))
    around = _around(party, transfer, rules)
    return around if around.has else _OPEN


def _around(party: Mapping[str, Any] | None, transfer: Mapping[str, Any], rules: Rules) -> Words:
    """The State of the area that it is in: what goes there goes to that State, whoever gets it."""
    found, party = set[str](), party or {}
    if party.get("area") is not None:
        register = rules.register("territories", "areas")
        first, last = day_range(transfer["date"])
        for area in _areas(party["area"], rules).has:
            state = text(register[area]["part_of"]) if area in register else area.partition("-")[0]
            entry = rules.register("territories").get(state)
            if entry is None:
                continue
            began, ended = (text(entry[key]) if entry.get(key) else None for key in ("from", "until"))
            if (began is None or date.fromisoformat(began) <= last) and (
                ended is None or first <= date.fromisoformat(ended)
            ):
                found.add(state)
    return Words(has=frozenset(found))


def _areas(area: str | None, rules: Rules) -> Words:
    """The area and those that it lies within."""
    if area is None:
        return _OPEN
    found = rules.find("area", area)
    if found is None and re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", area):
        return _one(area)
    area = rules.resolve("area", area)
    register = rules.register("territories", "areas")
    inside = [area]
    while (around := (register.get(inside[-1]) or {}).get("within")) is not None:
        inside.append(around)
    return _several(inside)


def _resolved(rules: Rules, kind: str, name: str | None) -> str | None:
    return None if name is None else rules.resolve(kind, name)


def _listed(party: Mapping[str, Any], actor: str | None, transfer: Mapping[str, Any], rules: Rules) -> Words | Linked:
    stated = None if party.get("listed") is None else _several(party["listed"])
    if actor is not None:
        when = date_interval(transfer["date"])
        by_list: dict[str, Kleene] = {}
        for entry in as_list(rules.register("actors")[actor].get("listed")):
            until = text(entry["until"]) if entry.get("until") is not None else ""
            value = period_value(when, f"{text(entry['from'])} .. {until}")
            name = text(entry["list"])
            by_list[name] = max(value, by_list.get(name, Kleene.FALSE))
        registered = Words(
            has=frozenset(name for name, value in by_list.items() if value is Kleene.TRUE),
            maybe=frozenset(name for name, value in by_list.items() if value is Kleene.UNKNOWN),
        )
        return registered if stated is None else Linked((stated, registered))
    if stated is not None:
        return stated
    if _get(transfer, "screening", "un_lists") == "clear":
        return _NONE
    return _OPEN


def _party_facts(transfer: Mapping[str, Any], rules: Rules) -> dict[str, Fact]:
    supplier = _party(transfer.get("supplier"), transfer, rules)
    recipient = _party(transfer.get("recipient"), transfer, rules)
    stated_end_user = transfer.get("end_user")
    end_user = recipient if stated_end_user is None else _party(stated_end_user, transfer, rules)
    named = transfer.get("intermediaries") or []
    others = [_party(party, transfer, rules) for party in named]
    everyone = (supplier, recipient, end_user, *others)
    facts: dict[str, Fact] = {}
    for key in _PARTY_FACTS:
        facts[f"supplier.{key}"] = supplier[key]
        facts[f"recipient.{key}"] = recipient[key]
        facts[f"end_user.{key}"] = end_user[key]
        facts[f"intermediary.{key}"] = Linked(tuple(other[key] for other in others))
        facts[f"to.{key}"] = Linked((recipient[key], end_user[key]))
        facts[f"any.{key}"] = Linked((supplier[key], recipient[key], end_user[key], *(o[key] for o in others)))
    facts["intermediary.role"] = Linked(tuple(_one(party.get("role")) for party in named))
    route = transfer.get("route") or {}
    dispatch, destination = (_stated_states(rules, route.get(end)) for end in ("origin", "destination"))
    flags = (_stated_states(rules, _get(route, craft, "flag")) for craft in ("vessel", "aircraft"))
    where = {who: _around(transfer.get(who), transfer, rules) for who in ("supplier", "recipient", "end_user")}
    elsewhere = [_around(party, transfer, rules) for party in named]
    facts["from.state"] = Linked((supplier["state"], dispatch, where["supplier"]))
    facts["to.state"] = Linked(
        (recipient["state"], end_user["state"], destination, where["recipient"], where["end_user"])
    )
    on_the_way = _stated_states(rules, *(route.get("transit") or []))
    states = (party["state"] for party in everyone)
    facts["any.state"] = Linked((*states, dispatch, destination, on_the_way, *flags, *where.values(), *elsewhere))
    return facts


def _stated_states(rules: Rules, *names: str | None) -> Words:
    """The States that are named, and no others: what is left out here adds nothing."""
    return Words(has=frozenset(rules.resolve("state", name) for name in names if name is not None))


# The transfer as a whole


def _transfer_facts(transfer: Mapping[str, Any], rules: Rules) -> dict[str, Fact]:
    facts: dict[str, Fact] = {
        "date": date_interval(transfer["date"]),
        "reason": _one(transfer.get("reason")),
        "contract.date": date_interval(_get(transfer, "contract", "date")),
        "contract.written": _one(_get(transfer, "contract", "written")),
        "end_use.purpose": _several(_get(transfer, "end_use", "purposes")),
        "route.mode": _several(_get(transfer, "route", "modes")),
        "route.ship_to_ship": _one(_get(transfer, "route", "ship_to_ship")),
        "route.entry_point": _one(_get(transfer, "route", "entry_point")),
        "vessel.controller": _one(_resolved(rules, "state", _get(transfer, "route", "vessel", "controller"))),
        "vessel.designated": _one(_get(transfer, "route", "vessel", "designated")),
    }
    transit = _get(transfer, "route", "transit") or []
    facts["route.transit"] = Words(has=frozenset(rules.resolve("state", state) for state in transit))
    craft = [_get(transfer, "route", kind) for kind in ("vessel", "aircraft")]
    flags = [_one(_resolved(rules, "state", c.get("flag"))) for c in craft if c is not None]
    facts["vessel.flag"] = Linked(tuple(flags)) if flags else _OPEN
    found = [(d["matter"], d["found"]) for d in transfer.get("determinations") or []]
    facts["determined"] = _found(found)
    renewed = [(m.removeprefix("renewed:"), true) for m, true in found if m.startswith("renewed:")]
    facts["law.renewed"] = _found(renewed)
    facts.update(_party_facts(transfer, rules))
    return facts


# Items


def item_facts(item: Mapping[str, Any], rules: Rules) -> dict[str, Fact]:
    """Every ``item.*`` fact but category and concerns, which are decided by the categories' rules."""
    fields = rules.facts_of_type(item["type"])
    facts: dict[str, Fact] = {
        "item.type": _one(item["type"]),
        "item.subject": _field(item, "subjects", "item.subject", fields),
        "item.list": _field(item, "lists", "item.list", fields),
        "item.hs": _hs(item, rules),
        "item.origin": _origin(item, rules, fields),
    }
    controls = frozenset(code.replace(" ", "").upper() for code in item.get("controls") or ())
    facts["item.control"] = Codes(has=controls, stepped=True)
    for name, spec in FACTS.items():
        key = name.removeprefix("item.")
        if name in facts or key == name or key in ("category", "concerns"):
            continue
        if spec.kind == "number":
            facts[name] = _number(item, key, name, fields)
        else:
            facts[name] = _field(item, key, name, fields)
    return facts


def _origin(item: Mapping[str, Any], rules: Rules, fields: frozenset[str]) -> Words:
    if item.get("origin") is not None:
        return _one(rules.resolve("state", item["origin"]))
    return _OPEN if "item.origin" in fields else _NONE


def _field(item: Mapping[str, Any], key: str, name: str, fields: frozenset[str]) -> Words:
    if item.get(key) is None:
        if name not in fields:
            return _NONE
        words = ITEM_TYPES[item["type"]].words.get(name)
        return _OPEN if words is None else Words(maybe=words)
    return _several(as_list(item[key]))


def _hs(item: Mapping[str, Any], rules: Rules) -> Codes:
    if item.get("hs") is not None:
        return Codes(has=frozenset({text(item["hs"]).replace(".", "").replace(" ", "")}))
    entry = rules.register("item_types").get(item["type"]) or {}
    by_material = entry.get("by_material") or {}
    chapters = by_material.get(item.get("material"), entry.get("hs"))
    if chapters is None:
        return Codes(open=True)
    return Codes(candidates=frozenset(text(chapter) for chapter in chapters))


def _number(item: Mapping[str, Any], key: str, name: str, fields: frozenset[str]) -> Interval:
    if name not in fields:
        return Interval(none=True)
    if key.startswith("total_"):
        return _total(item, key.removeprefix("total_"), name)
    if key in ("value_usd", "unit_value_usd"):
        stated = _amount(item.get(key.removesuffix("_usd")), "USD")
    else:
        stated = None if item.get(key) is None else Decimal(text(item[key]))
    return Interval() if stated is None else _rounded(stated, stated, name)


def _amount(stated: Mapping[str, Any] | None, unit: str) -> Decimal | None:
    """The amount of a quantity or sum, if it is stated in that unit or currency."""
    if stated is None or unit not in (stated.get("unit"), stated.get("currency")):
        return None
    return Decimal(text(stated["amount"]))


def _total(item: Mapping[str, Any], unit: str, name: str) -> Interval:
    """What came before in the period and this delivery; with one of them alone, that much or more."""
    if unit == "usd":
        before, now = _amount(item.get("period_total_value"), "USD"), _amount(item.get("value"), "USD")
    else:
        before, now = _amount(item.get("period_total"), unit), _amount(item.get("quantity"), unit)
    stated = [amount for amount in (before, now) if amount is not None]
    if not stated:
        return Interval()
    return _rounded(sum(stated), sum(stated) if len(stated) == 2 else None, name)


def _rounded(low: Decimal | int, high: Decimal | int | None, name: str) -> Interval:
    """Numbers are kept at the fact's scale, rounded outwards."""
    scale = FACTS[name].scale
    return Interval(
        (Decimal(low) * scale).to_integral_value(ROUND_FLOOR) / scale,
        None if high is None else (Decimal(high) * scale).to_integral_value(ROUND_CEILING) / scale,
    )


# Movements


def activities_of(item_type: str, stated: list[str]) -> set[str]:
    """The acts of one item: those stated, and those that follow from them or from a service's nature."""
    acts = set(stated)
    if acts == {"negotiation"}:
        return acts
    if item_type in SERVICE_ACTIVITY:
        return acts | {SERVICE_ACTIVITY[item_type]}
    if not acts or acts & ACTIVITIES_THAT_IMPLY_SUPPLY:
        acts.add("supply")
    return acts


def movements(transfer: Mapping[str, Any], rules: Rules) -> Iterator[Movement]:
    """One movement for every item and act, with every fact of the vocabulary."""
    from ._classify import categories_of, concerns_of

    shared = _transfer_facts(transfer, rules)
    for index, item in enumerate(transfer["items"]):
        facts: dict[str, Fact] = {**shared, **item_facts(item, rules)}
        categories = categories_of(facts, rules)
        facts["item.category"] = categories
        facts["item.concerns"] = concerns_of(item, categories, shared["date"], rules)
        for activity in sorted(activities_of(item["type"], transfer.get("activities") or [])):
            yield Movement(index, activity, {**facts, "activity": _one(activity)})
