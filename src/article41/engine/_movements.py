"""A transfer as movements: one for each item and act, described by the facts that rules may test.

What a transfer leaves out is unknown, save what docs/rule-form.md reads otherwise (no end user stated: the
recipient is it). Names become codes here, so a wrong one is an error with a pointer before any rule is tried.
"""

from __future__ import annotations

import itertools
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from typing import Any

from article41._errors import InputError, Place, Problem
from article41._record import record
from article41.engine._names import Names
from article41.engine._tokens import INFINITY, NONE, UNKNOWN, Facts, FactValue, Interval, Tokens, one, union
from article41.law._cite import split_citation
from article41.model import ITEM_TYPES, Party, Transfer
from article41.model._terms import ACTIVITIES_THAT_IMPLY_SUPPLY, SERVICE_ACTIVITY
from article41.model._vocabulary import FACTS, FactSpec

__all__ = ["Movements", "derive", "facts_without", "movements_of", "pseudo_item"]

_ITEM_FACTS = tuple(spec for spec in FACTS.values() if spec.name.startswith("item."))
_DERIVED = frozenset({"item.type", "item.category", "item.concerns", "item.hs", "item.origin"})
_TOTALS = {"item.total_barrels": "barrels", "item.total_tonnes": "tonnes"}
ANY_NUMBER: Interval = (-INFINITY, INFINITY)
_RENEWED = "renewed:"
_FIELDS = {
    "item.list": "lists",
    "item.control": "controls",
    "item.subject": "subjects",
    "item.value_usd": "value",
    "item.unit_value_usd": "unit_value",
}
"""Fields whose names are not those of their facts."""
PARTY_KEYS = ("state", "kind", "actor", "force", "area", "listed")
ORIGIN, DESTINATION = "route/origin", "route/destination"
"""What no rule names by itself: it is part of from.state, to.state and any.state."""
AROUND = "area's state"
"""Of a party, as the former: whoever it is, what goes to an area goes to the State that the area lies in."""
FLAGS = ("route/vessel.flag", "route/aircraft.flag")
"""Of each carrier that is stated; together they are vessel.flag."""


@record
class Movements:
    """The facts of a transfer: those of the whole, those of each item, and the acts of each item.

    ``raw`` is as stated; ``derive`` adds the facts that are unions of others.
    """

    raw: Facts
    items: tuple[Facts, ...]
    acts: tuple[tuple[str, ...], ...]


def intermediary(number: int) -> str:
    """Return under which name the facts of one intermediary are kept: all together are intermediary.*."""
    return f"intermediaries/{number}"


def intermediaries_of(raw: Facts) -> int:
    """Return of how many intermediaries there are facts."""
    return next(n for n in itertools.count() if f"{intermediary(n)}.state" not in raw)


@cache
def _stated(item_type: str) -> frozenset[str]:
    return ITEM_TYPES[item_type].facts


@cache
def _blank(item_type: str) -> Facts:
    """The facts of an item of which only the type is known; those of its HS code and origin apart."""
    info = ITEM_TYPES[item_type]
    facts: Facts = {"item.type": one(item_type), "item.origin": UNKNOWN if "item.origin" in info.facts else NONE}
    for spec in _ITEM_FACTS:
        if spec.name in _DERIVED:
            continue
        known = spec.name in info.facts
        if spec.kind == "number":
            facts[spec.name] = ANY_NUMBER if known else None
        elif known and spec.name in info.words:
            facts[spec.name] = Tokens(maybe=info.words[spec.name])
        else:
            facts[spec.name] = UNKNOWN if known else NONE
    if "item.control" in info.facts:
        # Control codes are the conclusion of somebody who classified the item; where none is stated, none was drawn.
        facts["item.control"] = NONE
    return facts


@cache
def facts_without(item_type: str) -> frozenset[str]:
    """Return the facts that no item of this type can state."""
    stated = _stated(item_type)
    return frozenset(spec.name for spec in _ITEM_FACTS if spec.name not in stated and spec.name not in _DERIVED)


@cache
def _fields(item_type: str) -> tuple[tuple[FactSpec, str], ...]:
    """The facts that an item of this type can state, each with the field that states it."""
    stated = _stated(item_type)
    return tuple(
        (spec, _FIELDS.get(spec.name, spec.name[5:]))
        for spec in _ITEM_FACTS
        if spec.name in stated and spec.name not in _DERIVED
    )


def _refuse(pointer: str, message: str, hint: str) -> InputError:
    return InputError(Problem(message, Place(pointer=pointer), hint))


def _scaled(value: Decimal | float, scale: int) -> Interval:
    number = Decimal(str(value)) * scale
    low, high = int(number.to_integral_value(ROUND_FLOOR)), int(number.to_integral_value(ROUND_CEILING))
    return min(low, INFINITY), min(high, INFINITY)


def _truth(value: bool | None) -> Tokens:
    return UNKNOWN if value is None else one("true" if value else "false")


class _Reader:
    """Reads one transfer; holds what all its parts need."""

    def __init__(self, transfer: Transfer, names: Names, item_types: dict[str, Any], within: Interval) -> None:
        self.transfer = transfer
        self.names = names
        self.item_types = item_types
        self.first, self.last = within
        screening = transfer.screening
        self.clear = screening is not None and screening.un_lists == "clear"

    def state(self, text: str | None, pointer: str) -> Tokens:
        return UNKNOWN if text is None else one(self.names.state(text, pointer, self.first, self.last))

    def party(self, party: Party | None, pointer: str) -> dict[str, Tokens]:
        if party is None:
            return dict.fromkeys(("state", "kind", "actor", "force", "area"), UNKNOWN) | {
                "listed": NONE if self.clear else UNKNOWN,
                AROUND: NONE,
            }
        actor = self.names.actor(party.actor, party.name, pointer)
        area = UNKNOWN if party.area is None else self.names.area(party.area, f"{pointer}/area")
        around = one(*self.names.states_of(area.yes, self.first, self.last))
        home = self.state(party.state, f"{pointer}/state")
        return {
            "state": around if home == UNKNOWN and around != NONE else home,
            "kind": UNKNOWN if party.kind is None else one(party.kind),
            "actor": actor,
            "force": self._force(party, pointer),
            "area": area,
            "listed": self._listed(party, actor, pointer),
            AROUND: around,
        }

    def _force(self, party: Party, pointer: str) -> Tokens:
        if party.force is not None:
            return self.names.force(party.force, pointer)
        return UNKNOWN

    def _listed(self, party: Party, actor: Tokens, pointer: str) -> Tokens:
        known = [self.names.listings(key, self.first, self.last) for key in actor.yes]
        if party.listed is not None:
            words = [
                self.names.word(text, self.names.party_lists, "list of parties", f"{pointer}/listed/{n}")
                for n, text in enumerate(party.listed)
            ]
            known.append(one(*words))
        elif not known:
            known.append(NONE if self.clear else UNKNOWN)
        return union(known)

    def raw(self) -> Facts:
        transfer = self.transfer
        facts: Facts = {"date": (self.first, self.last)}
        facts["reason"] = UNKNOWN if transfer.reason is None else one(transfer.reason)
        parties = [(transfer.supplier, "supplier"), (transfer.recipient, "recipient")]
        if transfer.end_user is not None:
            parties.append((transfer.end_user, "end_user"))
        for party, who in parties:
            for key, value in self.party(party, f"/{who}").items():
                facts[f"{who}.{key}"] = value
        middle = [self.party(p, f"/intermediaries/{n}") for n, p in enumerate(transfer.intermediaries or ())]
        for n, known in enumerate(middle):
            facts.update((f"{intermediary(n)}.{key}", value) for key, value in known.items())
        facts["intermediary.role"] = one(*(p.role for p in transfer.intermediaries or ()))
        self._route(facts)
        self._rest(facts)
        return facts

    def _route(self, facts: Facts) -> None:
        route = self.transfer.route
        origin = destination = transit = NONE
        controller = entry = mode = ship_to_ship = designated = UNKNOWN
        if route is not None:
            origin = NONE if route.origin is None else self.state(route.origin, "/route/origin")
            destination = NONE if route.destination is None else self.state(route.destination, "/route/destination")
            transit = union(self.state(t, f"/route/transit/{n}") for n, t in enumerate(route.transit or ()))
            entry = UNKNOWN if route.entry_point is None else one(route.entry_point)
            mode = UNKNOWN if route.modes is None else one(*route.modes)
            ship_to_ship = _truth(route.ship_to_ship)
            for fact, carrier in zip(FLAGS, (route.vessel, route.aircraft), strict=True):
                if carrier is not None:
                    facts[fact] = self.state(carrier.flag, f"/{fact.replace('.', '/')}")
            if route.vessel is not None:
                controller = self.state(route.vessel.controller, "/route/vessel/controller")
                designated = _truth(route.vessel.designated)
        facts[ORIGIN] = origin
        facts[DESTINATION] = destination
        facts["route.transit"] = transit
        facts["route.entry_point"] = entry
        facts["route.mode"] = mode
        facts["route.ship_to_ship"] = ship_to_ship
        facts["vessel.controller"] = controller
        facts["vessel.designated"] = designated

    def _rest(self, facts: Facts) -> None:
        transfer = self.transfer
        contract = transfer.contract
        dated = contract is not None and contract.date is not None
        facts["contract.date"] = (contract.date.first, contract.date.last) if dated else ANY_NUMBER  # type: ignore[union-attr]
        facts["contract.written"] = _truth(contract.written if contract else None)
        purposes = transfer.end_use.purposes if transfer.end_use else None
        facts["end_use.purpose"] = UNKNOWN if purposes is None else one(*purposes)
        found: dict[bool, set[str]] = {True: set(), False: set()}
        renewed: dict[bool, set[str]] = {True: set(), False: set()}
        for n, item in enumerate(transfer.determinations or ()):
            if item.matter.startswith(_RENEWED):
                renewed[item.found].add(item.matter.removeprefix(_RENEWED))
            else:
                pointer = f"/determinations/{n}/matter"
                found[item.found].add(self.names.word(item.matter, self.names.matters, "matter", pointer))
        for fact, said in (("determined", found), ("law.renewed", renewed)):
            facts[fact] = Tokens(frozenset(said[True]), no=frozenset(said[False] - said[True]), open=True)
        for n, paper in enumerate(transfer.authorisations or ()):
            if paper.under is not None and split_citation(paper.under) is None:
                raise _refuse(
                    f"/authorisations/{n}/under",
                    f"{paper.under!r} is not a citation",
                    "write the resolution and paragraph, like S/RES/2397 (2017) 25",
                )

    def item(self, number: int) -> Facts:
        item: Any = self.transfer.items[number]
        facts = dict(_blank(item.type))
        for spec, name in _fields(item.type):
            value = self._field(spec, name, item, f"/items/{number}")
            if value is not None:
                facts[spec.name] = value
        code, origin = getattr(item, "hs", None), getattr(item, "origin", None)
        facts["item.hs"] = one(code) if code is not None else self._chapters(item)
        if origin is not None:
            facts["item.origin"] = self.state(origin, f"/items/{number}/origin")
        return facts

    def _field(self, spec: FactSpec, name: str, item: Any, pointer: str) -> FactValue:
        """Return what the item states of a fact; None if nothing."""
        fact = spec.name
        if fact in _TOTALS:
            unit = _TOTALS[fact]
            return _total(_amount(item.quantity, unit), _amount(item.period_total, unit))
        if fact == "item.total_usd":
            return _total(_money(item.value), _money(item.period_total_value))
        if fact in ("item.value_usd", "item.unit_value_usd"):
            money = _money(getattr(item, name))
            return ANY_NUMBER if money is None else _scaled(money, spec.scale)
        value = getattr(item, name)
        if value is None:
            return None
        if spec.kind == "number":
            return _scaled(value, spec.scale)
        if isinstance(value, bool):
            return _truth(value)
        if fact == "item.list":
            known = self.names.control_lists
            places = [(word, f"{pointer}/lists/{n}") for n, word in enumerate(value)]
            return one(*(self.names.word(word, known, "control list", place) for word, place in places))
        return one(value) if isinstance(value, str) else one(*value)

    def _chapters(self, item: Any) -> Tokens:
        return chapters_of(self.item_types, item.type, getattr(item, "material", None))

    def acts(self, number: int) -> tuple[str, ...]:
        item_type = self.transfer.items[number].type
        stated: list[str] = list(self.transfer.activities or ())
        if stated == ["negotiation"]:
            return ("negotiation",)
        own = SERVICE_ACTIVITY.get(item_type)
        if own is None:
            needs_supply = not stated or not ACTIVITIES_THAT_IMPLY_SUPPLY.isdisjoint(stated)
            own = "supply" if needs_supply else None
        if own is not None and own not in stated:
            stated.insert(0, own)
        return tuple(dict.fromkeys(stated))


def _total(own: Decimal | None, before: Decimal | None) -> Interval:
    """What came before in the period and this delivery; with one of them alone, that much or more."""
    if own is None and before is None:
        return ANY_NUMBER
    low, high = _scaled((own or 0) + (before or 0), 1)
    return (low, high) if own is not None and before is not None else (low, INFINITY)


def _amount(quantity: Any, unit: str) -> Decimal | None:
    return quantity.amount if quantity is not None and quantity.unit == unit else None


def _money(money: Any) -> Decimal | None:
    return money.amount if money is not None and money.currency == "USD" else None


def chapters_of(item_types: dict[str, Any], item_type: str, material: str | None) -> Tokens:
    """Return what is known of the HS chapter of an item whose code is not stated."""
    if "item.hs" not in _stated(item_type):
        return NONE
    entry = item_types.get(item_type) or {"hs": None, "by_material": {}}
    chapters = entry["by_material"].get(material, entry["hs"]) if material else entry["hs"]
    if chapters is None:
        return UNKNOWN
    if len(chapters) == 1:
        return one(*chapters)
    return Tokens(maybe=frozenset(chapters))


def pseudo_item(item_type: str, item_types: dict[str, Any]) -> Facts:
    """Return the facts of an item of which nothing but its type is known."""
    return {**_blank(item_type), "item.hs": chapters_of(item_types, item_type, None)}


def derive(raw: Facts) -> Facts:
    """Return the facts with the unions added: ``to``, ``from``, ``any``, and the end user where none is stated."""
    facts: Any = dict(raw)
    count = intermediaries_of(raw)
    for key in PARTY_KEYS:
        supplier, recipient = facts[f"supplier.{key}"], facts[f"recipient.{key}"]
        end_user = facts.setdefault(f"end_user.{key}", recipient)
        facts[f"to.{key}"] = recipient if end_user is recipient else union((recipient, end_user))
        middle = facts[f"intermediary.{key}"] = union(facts[f"{intermediary(n)}.{key}"] for n in range(count))
        facts[f"any.{key}"] = union((supplier, recipient, end_user, middle))
    origin, destination = facts[ORIGIN], facts[DESTINATION]
    parties = ("supplier", "recipient", "end_user", *(intermediary(n) for n in range(count)))
    around: dict[str, Tokens] = {who: facts.get(f"{who}.{AROUND}", NONE) for who in parties}
    facts["from.state"] = union((facts["supplier.state"], origin, around["supplier"]))
    facts["to.state"] = union((facts["to.state"], destination, around["recipient"], around["end_user"]))
    flags: list[Tokens] = [facts[fact] for fact in FLAGS if fact in raw]
    facts["vessel.flag"] = union(flags) if flags else UNKNOWN
    flown = (Tokens(flag.yes) for flag in flags)
    on_the_way = (origin, destination, facts["route.transit"], *flown)
    facts["any.state"] = union((facts["any.state"], *on_the_way, *around.values()))
    return facts  # type: ignore[no-any-return]


def movements_of(
    transfer: Transfer, names: Names, item_types: dict[str, Any], within: Interval | None = None
) -> Movements:
    """Return the movements of a transfer, without categories.

    Args:
        transfer: what is to be judged.
        names: the registers.
        item_types: the HS chapters of typed items.
        within: the first and last day that its date may mean, if that is known better than the transfer says.

    Raises:
        InputError: a name, list, matter or citation that cannot be resolved, with its JSON pointer.
    """
    reader = _Reader(transfer, names, item_types, within or (transfer.date.first, transfer.date.last))
    count = range(len(transfer.items))
    return Movements(reader.raw(), tuple(reader.item(n) for n in count), tuple(reader.acts(n) for n in count))
