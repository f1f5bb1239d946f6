"""From facts back to the user's document: where a fact is stated, or where it would be."""

from __future__ import annotations

from calendar import monthrange
from decimal import Decimal
from typing import Any

from article41.engine._tokens import Tokens
from article41.language import marked, say
from article41.model import Transfer
from article41.model._dates import day_text
from article41.model._vocabulary import FACTS, FactSpec

__all__ = ["phrase", "pointers_of", "real_day", "stated", "stated_at", "value_text"]

_PLAIN = {
    "date": "/date",
    "activity": "/activities",
    "reason": "/reason",
    "route.transit": "/route/transit",
    "route.mode": "/route/modes",
    "route.ship_to_ship": "/route/ship_to_ship",
    "route.entry_point": "/route/entry_point",
    "vessel.flag": "/route/vessel/flag",
    "vessel.controller": "/route/vessel/controller",
    "vessel.designated": "/route/vessel/designated",
    "contract.date": "/contract/date",
    "contract.written": "/contract/written",
    "end_use.purpose": "/end_use/purposes",
    "determined": "/determinations",
    "law.renewed": "/determinations",
    "intermediary.role": "/intermediaries",
}
_ITEM_FIELDS = {
    "category": "type",
    "concerns": "type",
    "list": "lists",
    "control": "controls",
    "subject": "subjects",
    "value_usd": "value",
    "unit_value_usd": "unit_value",
    "total_barrels": "period_total",
    "total_tonnes": "period_total",
    "total_usd": "period_total_value",
}
_BOUNDS = {
    ("date", True, False): marked("{fact} is on or after {value}"),
    ("date", True, True): marked("{fact} is not on or after {value}"),
    ("date", False, False): marked("{fact} is on or before {value}"),
    ("date", False, True): marked("{fact} is not on or before {value}"),
    ("number", True, False): marked("{fact} is at least {value}"),
    ("number", True, True): marked("{fact} is not at least {value}"),
    ("number", False, False): marked("{fact} is at most {value}"),
    ("number", False, True): marked("{fact} is not at most {value}"),
}
"""A test of a bound in words: by kind, whether it is a lower one, and whether it is negated."""
_NAMED = {"actor": ("actor", "name"), "listed": ("listed", "actor", "name")}
"""Who a party is, and so on which lists, is stated by its id, too, and by its name."""


def _parties(who: str, transfer: Transfer) -> list[str]:
    end_user = "/recipient" if transfer.end_user is None else "/end_user"
    middle = [f"/intermediaries/{n}" for n in range(len(transfer.intermediaries or ()))]
    return {
        "supplier": ["/supplier"],
        "from": ["/supplier"],
        "recipient": ["/recipient"],
        "end_user": [end_user],
        "intermediary": middle,
        "to": list(dict.fromkeys(["/recipient", end_user])),
        "any": list(dict.fromkeys(["/supplier", "/recipient", end_user, *middle])),
    }[who]


def pointers_of(fact: str, transfer: Transfer, item: int) -> list[str]:
    """Return the JSON pointers under which ``fact`` is, or would be, stated for one item."""
    who, _, key = fact.partition(".")
    if fact in _PLAIN:
        pointer = _PLAIN[fact]
        if fact == "vessel.flag" and transfer.route and transfer.route.aircraft and not transfer.route.vessel:
            pointer = "/route/aircraft/flag"
        return [pointer]
    if who == "item":
        if fact == "item.concerns" and getattr(transfer.items[item], "subjects", None):
            return [f"/items/{item}/subjects"]
        return [f"/items/{item}/{_ITEM_FIELDS.get(key, key)}"]
    pointers = [f"{party}/{key}" for party in _parties(who, transfer)]
    route = {"from.state": ["/route/origin"], "to.state": ["/route/destination"]}
    route["any.state"] = ["/route/origin", "/route/destination", "/route/transit", "/route/vessel/flag"]
    return pointers + route.get(fact, [])


def _at(pointer: str, transfer: Transfer) -> Any:
    here: Any = transfer
    for part in pointer.split("/")[1:]:
        if here is None:
            return None
        here = here[int(part)] if isinstance(here, (list, tuple)) else getattr(here, part, None)
    return here


def stated_at(pointer: str, transfer: Transfer) -> bool:
    """Return whether the transfer states something at ``pointer``."""
    return _at(pointer, transfer) is not None


def _value_at(pointer: str, transfer: Transfer) -> Any:
    """Return what the transfer states at ``pointer``, in its JSON form; None if nothing."""
    here = _at(pointer, transfer)
    if hasattr(here, "model_dump"):
        return here.model_dump(mode="json", exclude_none=True)
    if isinstance(here, (list, tuple)):
        return [x.model_dump(mode="json", exclude_none=True) if hasattr(x, "model_dump") else x for x in here]
    if isinstance(here, Decimal):
        return int(here) if here == here.to_integral_value() else float(here)
    return str(here) if isinstance(here, str) else here


def stated(fact: str, transfer: Transfer, item: int, value: Any) -> list[tuple[str, Any]]:
    """Return (pointer, value) where the transfer states ``fact``; what was concluded stands at its root.

    Args:
        value: the fact's value, shown when the document itself is silent (an act that follows from the item).
    """
    who, _, key = fact.partition(".")
    found = []
    for pointer in pointers_of(fact, transfer, item):
        for name in _NAMED.get(key, (None,)) if who != "item" else (None,):
            at = pointer if name is None else f"{pointer.rpartition('/')[0]}/{name}"
            there = _value_at(at, transfer)
            if there is not None:
                found.append((at, there))
    if not found and isinstance(value, Tokens):
        if fact == "activity":
            return [(f"/items/{item}/type", sorted(value.yes)[0])]
        if fact == "item.hs":
            return [(f"/items/{item}/type", transfer.items[item].type)]
    return found


def real_day(day: int, step: int) -> int:
    """Return ``day`` (yyyymmdd), or the next (1) or last (-1) real day: rules hold neighbours like 20170800."""
    year, month, number = day // 10000, day // 100 % 100, day % 100
    last = monthrange(year, month)[1]
    if 1 <= number <= last:
        return day
    if step < 0:
        if number > last:
            return day - number + last
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        return year * 10000 + month * 100 + monthrange(year, month)[1]
    if number > last:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return year * 10000 + month * 100 + 1


def value_text(spec: FactSpec, value: int) -> str:
    """Return a day, or a number as it is kept (times its scale), as a person writes it."""
    if spec.kind == "date":
        return day_text(value)
    return f"{value / spec.scale:.10g}" if spec.scale > 1 else str(value)


def phrase(atom: list[Any], negated: bool) -> str:
    """Return a test in words: ``to.state is KP``, ``item.calibre_mm is at least 75``."""
    fact = atom[1]
    if atom[0] == "w":
        words = atom[2]
        if len(words) == 1:
            template = marked("{fact} is not {value}") if negated else marked("{fact} is {value}")
            return say(template, fact=fact, value=words[0])
        template = marked("{fact} is not one of {values}") if negated else marked("{fact} is one of {values}")
        return say(template, fact=fact, values=", ".join(words))
    spec = FACTS[fact]
    bound = atom[3]
    if spec.kind == "date":
        bound = real_day(bound, 1 if atom[2] == "ge" else -1)
        kind = "date"
    else:
        kind = "number"
    return say(_BOUNDS[kind, atom[2] == "ge", negated], fact=fact, value=value_text(spec, bound))
