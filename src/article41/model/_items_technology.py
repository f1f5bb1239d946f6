"""Items: sensitive technology, goods for weapons of mass destruction, data and chemicals."""

from __future__ import annotations

from typing import Literal

from article41.model._base import Words
from article41.model._items_base import ListedGoods

__all__ = [
    "Chemicals",
    "NuclearTechnology",
    "SatelliteTechnology",
    "SubmarinePropulsion",
    "TechnicalData",
    "WmdGoods",
]


class SatelliteTechnology(ListedGoods):
    """Satellites, what launches them, and the knowledge of both."""

    type: Literal["satellite_technology"] = "satellite_technology"
    kind: Literal["launch_vehicle", "launch_engine", "satellite", "ground_segment", "data", "assistance"] | None = None
    """Which part of it."""


class NuclearTechnology(ListedGoods):
    """Nuclear material, equipment and knowledge."""

    type: Literal["nuclear_technology"] = "nuclear_technology"
    kind: (
        Literal[
            "reactor",
            "fuel",
            "enrichment",
            "reprocessing",
            "heavy_water",
            "materials",
            "design_data",
            "assistance",
            "other",
        ]
        | None
    ) = None
    """Which part of it."""


class SubmarinePropulsion(ListedGoods):
    """What drives submarines, nuclear or not, and the knowledge of it."""

    type: Literal["submarine_propulsion"] = "submarine_propulsion"
    kind: Literal["naval_reactor", "design_data", "components", "conventional", "assistance", "other"] | None = None
    """Which part of it."""


class WmdGoods(ListedGoods):
    """Goods for nuclear, chemical or biological weapons or ballistic missiles."""

    type: Literal["wmd_goods"] = "wmd_goods"
    kind: Literal["nuclear", "ballistic_missile", "chemical", "biological", "other"] | None = None
    """For which weapons."""


class TechnicalData(ListedGoods):
    """Drawings, software and other recorded knowledge."""

    type: Literal["technical_data"] = "technical_data"
    kind: Literal["drawings", "software", "specifications", "manuals", "licence", "other"] | None = None
    """In which form."""
    subjects: Words | None = None
    """What it is about: categories or item types, like missiles."""


class Chemicals(ListedGoods):
    """Chemicals."""

    type: Literal["chemicals"] = "chemicals"
    kind: (
        Literal[
            "warfare_agent",
            "precursor",
            "explosive_precursor",
            "propellant",
            "fertiliser",
            "lubricant",
            "pharmaceutical",
            "industrial",
            "other",
        ]
        | None
    ) = None
    """What it serves as."""
    material: (
        Literal[
            "ammonium_nitrate",
            "ammonium_perchlorate",
            "hydrazine",
            "isocyanates",
            "nitric_acid",
            "nitrogen_tetroxide",
            "potassium_chlorate",
            "rubber",
            "sodium_cyanide",
            "other",
        ]
        | None
    ) = None
    """Which substance."""
