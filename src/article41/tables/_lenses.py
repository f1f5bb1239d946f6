"""Lenses: which columns decide which facts, so that each distinct value is looked at once.

A lens is a handful of columns and the facts that they state, and nothing else states. Of a party these are its
State, what kind of body it is, and who it is; of an item its code, its words, its measures. Facts such as
``to.state`` are unions over several lenses; on words the test of a union is the greatest of the members' tests, so
the bits of several lenses are simply joined.

Some values depend on the date: a name may have meant another State, an actor was not listed yet. What matters is only
between which days of a register the date lies: its *family* of days. A lens that has one is looked at once for each
value and place among those days.
"""

from __future__ import annotations

from typing import NamedTuple

from article41.engine._movements import AROUND, DESTINATION, FLAGS, ORIGIN
from article41.model import ITEM_TYPES

__all__ = ["ALONE", "COMPUTED", "FAMILIES", "ITEM", "ITEM_PARTS", "LENSES", "Lens", "capped_types"]

STATES, LISTINGS, CATEGORIES, DAYS = "s", "l", "c", "d"
FAMILIES = (STATES, LISTINGS, CATEGORIES, DAYS)
"""Days between which nothing changes in: the register of States, the listings, the category rules; every day."""

ALONE = "a41_alone"
"""Whether no end user is stated, so that the recipient is it."""

COMPUTED = {
    ALONE: "end_user_stated",
    "a41_vessel": "vessel_stated",
    "a41_aircraft": "aircraft_stated",
    "a41_supplier_name": "supplier_name",
    "a41_recipient_name": "recipient_name",
    "a41_end_user_name": "end_user_name",
}
"""Columns that are made from canonical ones, each with the one that it stands for in a document."""


class Lens(NamedTuple):
    """Columns that are looked at together.

    Attributes:
        name: of the lens, and of the column that holds the class of its value.
        columns: canonical or computed columns.
        raw: the facts that they state, as ``engine._movements`` names them before unions are made.
        families: on which days it depends.
        dated: the columns of which one must be stated for the date to matter.
        types: the item types for which the columns matter at all; None for all.
    """

    name: str
    columns: tuple[str, ...]
    raw: tuple[str, ...]
    families: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    types: frozenset[str] | None = None


def _party(who: str) -> tuple[Lens, ...]:
    alone = () if who == "supplier" else (ALONE,)
    state, area, name, actor = f"{who}_state", f"{who}_area", f"a41_{who}_name", f"{who}_actor"
    return (
        Lens(f"{who}_is", (state, area, *alone), (f"{who}.state", f"{who}.{AROUND}"), (STATES,), (state, area)),
        Lens(
            f"{who}_body",
            (f"{who}_kind", f"{who}_force", area, *alone),
            (f"{who}.kind", f"{who}.force", f"{who}.area"),
        ),
        Lens(
            f"{who}_who",
            (name, actor, f"{who}_listed", "screening_un_lists", *alone),
            (f"{who}.actor", f"{who}.listed"),
            (LISTINGS,),
            (name, actor),
        ),
    )


LENSES: tuple[Lens, ...] = (
    *_party("supplier"),
    *_party("recipient"),
    *_party("end_user"),
    Lens(
        "others",
        ("intermediaries", "screening_un_lists"),
        ("intermediaries/", "intermediary.role"),
        (STATES, LISTINGS),
        ("intermediaries",),
    ),
    Lens("origin", ("route_origin",), (ORIGIN,), (STATES,), ("route_origin",)),
    Lens("destination", ("route_destination",), (DESTINATION,), (STATES,), ("route_destination",)),
    Lens("transit", ("route_transit",), ("route.transit",), (STATES,), ("route_transit",)),
    Lens(
        "carrier",
        ("vessel_flag", "vessel_controller", "vessel_designated", "a41_vessel", "aircraft_flag", "a41_aircraft"),
        (*FLAGS, "vessel.controller", "vessel.designated"),
        (STATES,),
        ("vessel_flag", "vessel_controller", "aircraft_flag"),
    ),
    Lens(
        "way",
        ("route_modes", "route_ship_to_ship", "route_entry_point"),
        ("route.mode", "route.ship_to_ship", "route.entry_point"),
    ),
    Lens("contract", ("contract_date", "contract_written"), ("contract.date", "contract.written")),
    Lens("purpose", ("reason", "end_use_purposes"), ("reason", "end_use.purpose")),
    Lens("findings", ("determinations",), ("determined", "law.renewed")),
)
"""What is stated of the transfer as a whole, papers and date apart."""


def _item(name: str, columns: tuple[str, ...], facts: tuple[str, ...]) -> Lens:
    return Lens(name, ("item_type", *(f"item_{c}" for c in columns)), tuple(f"item.{fact}" for fact in facts))


def _same(name: str, *both: str) -> Lens:
    return _item(name, both, both)


TOTALS = ("total_barrels", "total_tonnes", "total_usd")


def capped_types() -> frozenset[str]:
    """Return the item types of which totals in a period can be stated."""
    return frozenset(name for name, info in ITEM_TYPES.items() if info.facts & {f"item.{total}" for total in TOTALS})


def _amounts(*names: str) -> tuple[str, ...]:
    return tuple(
        f"{name}_{part}"
        for name in names
        for part in ("amount", "unit" if name in ("quantity", "period_total") else "currency")
    )


ITEM_PARTS: tuple[Lens, ...] = (
    _item("item_code", ("hs", "material"), ("hs", "material")),
    _same("item_words", "kind", "field", "condition", "military", "lethal", "armed", "guided", "man_portable"),
    _item("item_names", ("lists", "controls", "subjects"), ("list", "control", "subject")),
    _same("item_size", "calibre_mm", "range_km", "payload_kg", "weight_t", "speed_kmh", "tonnes_standard"),
    _item("item_price", _amounts("unit_value"), ("unit_value_usd",)),
    _item("item_worth", _amounts("value"), ("value_usd",)),
    _item("item_totals", _amounts("quantity", "period_total", "value", "period_total_value"), TOTALS)._replace(
        types=capped_types()
    ),
    _item("item_from", ("origin",), ("origin",))._replace(families=(STATES,), dated=("item_origin",)),
)
"""What is stated of the item, part by part."""

ITEM = Lens("item", ("item_type", *(part.name for part in ITEM_PARTS)), ("item.",), (CATEGORIES,), ("item_type",))
"""The item as a whole, by the classes of its parts: only here is it known what it is, so what categories it is in."""
