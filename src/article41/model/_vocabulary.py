"""The facts that a rule may test: one row each, with its kind, its values and the question it asks.

A transfer is judged as *movements*, one per item and act. Each movement is described by the facts below
and by nothing else; rule files name them (``recipient.state: SO``), engines and tables carry them.

Kinds:

``token``
    a set of words. Three-valued: a word is among them, surely not among them, or unknown.
``prefix``
    as token, for codes that nest (HS): ``72`` holds for ``7208.10``; a short code is *possibly* longer.
``number``
    an interval. A stated number is a point; an absent one is the whole line.
``date``
    as number, in days written yyyymmdd; ``2023-09`` is an interval.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from article41.model import _terms as terms

__all__ = ["FACTS", "SELECTIVE_FACTS", "FactSpec"]


class FactSpec(NamedTuple):
    """One fact: ``name``, ``kind``, the words it may hold and how to ask for it."""

    name: str
    kind: str
    values: frozenset[str] | None = None
    """The closed set of words, or None when ``register`` says where the words are kept."""
    register: str | None = None
    """``state``, ``area``, ``actor``, ``force``, ``category``, ``item_type``, ``list``, ``party_list``,
    ``matter``, ``control`` or ``free``."""
    scale: int = 1
    """Numbers are kept as integers: the value times ``scale``, rounded outwards."""
    ask: str = ""


_TRUTH = frozenset({"true", "false"})
_PARTIES = {
    "supplier": "the supplier",
    "recipient": "the recipient",
    "end_user": "the end user (the recipient, where no other is stated)",
    "intermediary": "an intermediary",
    "to": "the recipient or the end user",
    "any": "any party",
}


def _rows() -> list[FactSpec]:
    rows = [
        FactSpec("date", "date", ask="On which day does the act take place?"),
        FactSpec("activity", "token", frozenset(terms.ACTIVITIES), ask="What is done?"),
        FactSpec("reason", "token", frozenset(terms.REASONS), ask="On what ground is it moved: sale, gift, repair?"),
        FactSpec("from.state", "token", register="state", ask="From which State is it supplied or shipped?"),
        FactSpec("to.state", "token", register="state", ask="To which State does it go in the end?"),
        FactSpec("any.state", "token", register="state", ask="Which States are linked to the transfer?"),
    ]
    for who, words in _PARTIES.items():
        if who not in ("to", "any"):
            rows.append(FactSpec(f"{who}.state", "token", register="state", ask=f"Which State is {words} of?"))
        rows += [
            FactSpec(f"{who}.kind", "token", frozenset(terms.PARTY_KINDS), ask=f"What kind of body is {words}?"),
            FactSpec(f"{who}.actor", "token", register="actor", ask=f"Who is {words}, by name?"),
            FactSpec(f"{who}.force", "token", register="force", ask=f"Which UN or authorised force is {words}?"),
            FactSpec(f"{who}.area", "token", register="area", ask=f"In which area is {words}?"),
            FactSpec(
                f"{who}.listed",
                "token",
                register="party_list",
                ask=f"Is {words} on a UN sanctions list, and on which?",
            ),
        ]
    rows += [
        FactSpec("intermediary.role", "token", frozenset(terms.INTERMEDIARY_ROLES), ask="Who else takes part?"),
        FactSpec("route.transit", "token", register="state", ask="Through which States does it pass?"),
        FactSpec("route.mode", "token", frozenset(terms.ROUTE_MODES), ask="By which means is it carried?"),
        FactSpec("route.ship_to_ship", "token", _TRUTH, ask="Is it passed from ship to ship at sea?"),
        FactSpec("route.entry_point", "token", register="free", ask="Through which point of entry?"),
        FactSpec("vessel.flag", "token", register="state", ask="Which flag does the vessel or aircraft fly?"),
        FactSpec(
            "vessel.controller",
            "token",
            register="state",
            ask="Which State owns, controls or operates the vessel?",
        ),
        FactSpec("vessel.designated", "token", _TRUTH, ask="Is the vessel on a UN list of designated vessels?"),
        FactSpec("contract.date", "date", ask="On which day was the written contract concluded?"),
        FactSpec("contract.written", "token", _TRUTH, ask="Is there a written contract?"),
        FactSpec("end_use.purpose", "token", frozenset(terms.PURPOSES), ask="What will it be used for?"),
        FactSpec("determined", "token", register="matter", ask="What has the State or Committee concerned determined?"),
        FactSpec("law.renewed", "token", register="matter", ask="Which resolution renewed the measure?"),
        FactSpec("item.type", "token", register="item_type", ask="What is the item?"),
        FactSpec("item.category", "token", register="category", ask="What category is the item in?"),
        FactSpec("item.subject", "token", register="subject", ask="What does the service concern?"),
        FactSpec("item.concerns", "token", register="category", ask="What does the item or service concern?"),
        FactSpec("item.hs", "prefix", register="free", ask="What is the item's HS code?"),
        FactSpec("item.list", "token", register="list", ask="Is the item on an embargoed list (by document symbol)?"),
        FactSpec(
            "item.control", "prefix", register="control", ask="Which control-list entry covers it (ML, UN Register)?"
        ),
        FactSpec("item.kind", "token", register="free", ask="Of what kind is the item?"),
        FactSpec("item.material", "token", register="free", ask="What material or product is it?"),
        FactSpec("item.field", "token", register="free", ask="In what field is the training or cooperation?"),
        FactSpec("item.condition", "token", frozenset({"new", "used"}), ask="Is the item new or used?"),
        FactSpec("item.origin", "token", register="state", ask="In which State does the item originate?"),
        FactSpec("item.military", "token", _TRUTH, ask="Is it designed, adapted or meant for military use?"),
        FactSpec("item.lethal", "token", _TRUTH, ask="Is it lethal?"),
        FactSpec("item.armed", "token", _TRUTH, ask="Does it carry weapons, or is it fitted for them?"),
        FactSpec("item.guided", "token", _TRUTH, ask="Is it guided?"),
        FactSpec("item.man_portable", "token", _TRUTH, ask="Can one person carry and fire it?"),
        FactSpec("item.calibre_mm", "number", scale=100, ask="What is the calibre, in mm?"),
        FactSpec("item.range_km", "number", scale=1000, ask="What is the range, in km?"),
        FactSpec("item.payload_kg", "number", scale=1000, ask="What is the payload, in kg?"),
        FactSpec("item.tonnes_standard", "number", ask="What is the standard displacement, in tonnes?"),
        FactSpec("item.weight_t", "number", scale=1000, ask="What is the unladen weight, in tonnes?"),
        FactSpec("item.speed_kmh", "number", scale=1000, ask="What is the speed, in km/h?"),
        FactSpec("item.value_usd", "number", scale=100, ask="What is its value, in US dollars?"),
        FactSpec("item.unit_value_usd", "number", scale=100, ask="What is the value of one piece, in US dollars?"),
        FactSpec(
            "item.total_barrels",
            "number",
            ask="How many barrels had all suppliers delivered in the period, this delivery included?",
        ),
        FactSpec(
            "item.total_tonnes",
            "number",
            ask="How many tonnes had all suppliers delivered in the period, this delivery included?",
        ),
        FactSpec(
            "item.total_usd",
            "number",
            ask="What was the value of all deliveries in the period, this one included, in US dollars?",
        ),
    ]
    return rows


FACTS: Mapping[str, FactSpec] = MappingProxyType({row.name: row for row in _rows()})
"""Every fact by name."""

SELECTIVE_FACTS = (
    "supplier.state", "recipient.state", "end_user.state", "to.state", "from.state", "supplier.actor",
    "recipient.actor", "end_user.actor", "to.actor", "any.actor", "to.listed", "supplier.listed", "recipient.listed",
    "any.listed", "intermediary.state", "intermediary.listed", "to.area", "any.area", "item.origin", "route.transit",
    "any.state", "item.type", "vessel.flag", "vessel.controller", "item.kind", "item.control",
    "item.category", "item.concerns",
)  # fmt: skip
"""Facts on which few transfers agree, most selective first: rules are only tried where one of them may hold."""
