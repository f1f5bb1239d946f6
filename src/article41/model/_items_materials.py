"""Items: raw materials, petroleum and what grows."""

from __future__ import annotations

from typing import Literal

from article41.model._base import Texts
from article41.model._items_base import Goods
from article41.model._quantities import Money, Quantity

__all__ = [
    "AgriculturalProducts",
    "Animals",
    "CappedGoods",
    "FishingRights",
    "Petroleum",
    "RawMaterials",
    "Seafood",
    "Textiles",
    "WoodProducts",
]


class CappedGoods(Goods):
    """Goods of which only so much may move in a period."""

    period_total: Quantity | None = None
    """What all suppliers had moved in the counting period before this delivery."""
    period_total_value: Money | None = None
    """What that was worth."""


class RawMaterials(CappedGoods):
    """Minerals, ores, metals and other materials, raw or half-finished."""

    type: Literal["raw_materials"] = "raw_materials"
    lists: Texts | None = None
    """The UN lists that name it, by document symbol; an empty list says: none does."""
    material: (
        Literal[
            "aluminium",
            "antimony",
            "asbestos",
            "charcoal",
            "chrome",
            "coal",
            "cobalt",
            "copper",
            "diamonds",
            "earth",
            "gold",
            "graphite",
            "iron",
            "iron_ore",
            "lead",
            "lead_ore",
            "magnesia",
            "magnesite",
            "manganese",
            "molybdenum",
            "nickel",
            "platinum",
            "rare_earths",
            "silver",
            "steel",
            "stone",
            "tantalum",
            "timber",
            "tin",
            "titanium",
            "titanium_ore",
            "tungsten",
            "uranium",
            "vanadium_ore",
            "zinc",
            "other",
        ]
        | None
    ) = None
    """Which material."""


class Petroleum(CappedGoods):
    """Crude oil, petroleum products and gas."""

    type: Literal["petroleum"] = "petroleum"
    material: (
        Literal[
            "crude",
            "gasoline",
            "diesel",
            "kerosene",
            "jet_fuel",
            "aviation_gasoline",
            "rocket_fuel",
            "fuel_oil",
            "lpg",
            "condensate",
            "natural_gas_liquids",
            "natural_gas",
            "lubricants",
            "other",
        ]
        | None
    ) = None
    """Which product."""


class AgriculturalProducts(Goods):
    """Products of the field and the farm, food aid apart."""

    type: Literal["agricultural_products"] = "agricultural_products"
    material: (
        Literal[
            "cereals",
            "cotton",
            "fruit",
            "hides",
            "livestock_products",
            "medicinal_plants",
            "nuts",
            "oilseeds",
            "sugar",
            "tea_coffee_spices",
            "tobacco",
            "vegetables",
            "other",
        ]
        | None
    ) = None
    """Which product."""


class WoodProducts(Goods):
    """Wood and what is made of it."""

    type: Literal["wood_products"] = "wood_products"
    kind: Literal["logs", "sawn_wood", "plywood", "charcoal", "furniture", "other"] | None = None
    """Which product."""


class Seafood(Goods):
    """Fish, crustaceans, molluscs and other animals of the water, in any form."""

    type: Literal["seafood"] = "seafood"
    kind: Literal["fish", "crustaceans", "molluscs", "other"] | None = None
    """Which seafood."""


class FishingRights(Goods):
    """The right to fish in someone's waters."""

    type: Literal["fishing_rights"] = "fishing_rights"


class Animals(Goods):
    """Living animals."""

    type: Literal["animals"] = "animals"
    kind: Literal["livestock", "horses", "dogs", "wildlife", "other"] | None = None
    """Which animals."""


class Textiles(Goods):
    """Fabrics and clothing, finished or not."""

    type: Literal["textiles"] = "textiles"
    kind: Literal["yarn", "fabric", "clothing", "uniforms", "other"] | None = None
    """Which textiles."""
