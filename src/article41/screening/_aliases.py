"""How columns are called in customs declarations, bank papers, trade statistics and freight manifests.

A name of rank 0 says plainly what a column is; one of rank 1 is taken where no plainer one is there. Names such
as ``country`` that may be several things are not here: they are asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["ALIASES", "ASKED", "KEYS", "LISTS", "MAYBE_OTHERS", "OTHERS"]

KEYS = frozenset(
    {
        "id",
        "key",
        "declaration no",
        "declaration number",
        "decl no",
        "declaration id",
        "entry number",
        "mrn",
        "transaction id",
        "transaction ref",
        "reference",
        "ref no",
        "lc no",
        "lc number",
        "bl number",
        "bl no",
        "bill of lading",
        "bill of lading no",
        "shipment id",
        "consignment no",
        "awb no",
    }
)
"""Columns that hold the user's own key."""

LISTS = frozenset({"items", "lines", "goods", "line items", "goods items", "commodities"})
"""Columns that hold a list of items."""

_PARTIES = {
    "supplier": ("supplier", "exporter", "shipper", "consignor", "seller", "sender"),
    "recipient": ("recipient", "importer", "consignee", "buyer", "receiver", "purchaser"),
    "end_user": ("end user", "enduser", "ultimate consignee", "final user"),
}
_OF_PARTIES = {
    "state": ("state", "country", "country code", "country iso", "iso2", "iso3", "iso", "nationality", "ctry"),
    "name": ("", "name"),
    "kind": ("kind", "type", "category"),
}

_PLAIN: dict[str, tuple[str, ...]] = {
    "date": (
        "date",
        "declaration date",
        "decl date",
        "date of declaration",
        "shipment date",
        "date of shipment",
        "ship date",
        "shipped on board date",
        "transaction date",
        "departure date",
        "etd",
        "bl date",
        "period",
        "ref period",
        "ref year",
    ),
    "supplier_state": ("export country", "country of export", "exporting country"),
    "recipient_state": ("import country", "country of import", "importing country"),
    "route_origin": ("country of dispatch", "dispatch country", "loading country", "country of loading", "pol country"),
    "route_destination": (
        "destination country",
        "country of destination",
        "discharge country",
        "country of discharge",
        "pod country",
    ),
    "route_transit": ("transit countries", "transit country", "countries of transit"),
    "route_modes": ("mode of transport", "transport mode"),
    "item_origin": ("origin country", "country of origin"),
    "item_hs": (
        "hs",
        "hs code",
        "hscode",
        "hs6",
        "hs 6",
        "tariff code",
        "commodity code",
        "cmd code",
        "cn code",
        "taric",
        "hts",
        "hts code",
        "harmonized code",
    ),
    "item_type": ("item type", "goods type", "type of goods"),
    "item_quantity_amount": ("quantity", "qty"),
    "item_quantity_unit": ("quantity unit", "qty unit", "unit", "uom", "unit of measure"),
    "item_value_amount": ("value", "goods value", "item value", "invoice value", "line value"),
    "item_value_currency": ("currency", "value currency", "invoice currency"),
    "item_controls": ("control codes", "control code", "export control code", "eccn"),
    "vessel_name": ("vessel", "vessel name", "ship", "ship name"),
    "vessel_flag": ("vessel flag", "flag", "flag state", "ship flag"),
    "end_use_purposes": ("end use", "purpose", "purposes", "end use purpose"),
    "activities": ("activity", "activities"),
}
_LESS = {"period": 1, "ref period": 1, "etd": 1, "bl date": 1, "departure date": 1, "ref year": 2}
"""Names that count where no plainer one is there, and their rank."""

ASKED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    dict.fromkeys(
        ("reporter iso", "partner iso", "reporter code", "partner code", "reporter", "partner"),
        ("supplier_state", "recipient_state"),
    )
)
"""Names of which only the user knows what they state: a reporter of exports supplies, one of imports receives."""


_ROLES = {
    "broker": ("broker",),
    "carrier": ("carrier",),
    "freight_forwarder": ("freight forwarder", "forwarder"),
    "financier": ("financier", "financing bank", "issuing bank"),
    "insurer": ("insurer",),
}
_OF_OTHERS = {
    "state": ("state", "country", "country code", "country iso", "iso2", "iso3", "ctry"),
    "name": ("", "name"),
}

OTHERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        f"{name} {suffix}".strip(): (role, part)
        for role, names in _ROLES.items()
        for name in names
        for part, suffixes in _OF_OTHERS.items()
        for suffix in suffixes
    }
)
"""Names that say without doubt who else takes part -> the role, and what is stated of it."""

_NAMES_OF_OTHERS = (
    *(name for names in _ROLES.values() for name in names),
    "agent",
    "bank",
    "advising bank",
    "confirming bank",
    "correspondent bank",
    "customs broker",
    "declarant",
    "insurance company",
    "intermediary",
    "middleman",
    "notify party",
    "shipping agent",
    "shipping line",
    "facilitator",
)
MAYBE_OTHERS = frozenset(
    f"{name} {suffix}".strip()
    for name in _NAMES_OF_OTHERS
    for suffix in (*_OF_OTHERS["state"], *_OF_OTHERS["name"], "kind", "type", "flag", "nationality", "role")
) - frozenset(OTHERS)
"""Names of someone else of which only the user knows what they do, or what is stated of them: a bank may pay or only
pass papers on, the flag of a carrier may be that of the vessel."""


def _table() -> dict[str, tuple[str, int]]:
    table: dict[str, tuple[str, int]] = {}
    for who, names in _PARTIES.items():
        for name in names:
            for what, suffixes in _OF_PARTIES.items():
                for suffix in suffixes:
                    table[f"{name} {suffix}".strip()] = (f"{who}_{what}", 0)
    for target, plain in _PLAIN.items():
        table.update((name, (target, _LESS.get(name, 0))) for name in plain)
    return table


ALIASES: Mapping[str, tuple[str, int]] = MappingProxyType(_table())
"""The name of a column, in small letters with single spaces -> the canonical column, and the rank of the name."""
