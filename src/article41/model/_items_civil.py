"""Items: civil goods, relief goods and the generic ``goods``."""

from __future__ import annotations

from typing import Literal

from article41.model._base import Flag, Number
from article41.model._items_base import Goods, ListedGoods

__all__ = [
    "Aircraft",
    "AircraftParts",
    "ElectricalEquipment",
    "Food",
    "FoodAid",
    "GenericGoods",
    "HumanitarianGoods",
    "IndustrialMachinery",
    "LuxuryGoods",
    "MedicalSupplies",
    "Statues",
    "Vehicles",
    "Vessels",
]


class LuxuryGoods(Goods):
    """Goods of luxury."""

    type: Literal["luxury_goods"] = "luxury_goods"
    kind: (
        Literal[
            "jewellery",
            "watches",
            "yacht",
            "luxury_automobile",
            "racing_car",
            "alcohol",
            "tobacco",
            "furs",
            "rugs",
            "porcelain",
            "crystal",
            "sports_equipment",
            "snowmobile",
            "water_recreation",
            "art",
            "other",
        ]
        | None
    ) = None
    """Which goods."""


class Vehicles(ListedGoods):
    """Civil vehicles for road and rail."""

    type: Literal["vehicles"] = "vehicles"
    kind: Literal["car", "truck", "bus", "tractor", "trailer", "rail", "motorcycle", "other"] | None = None
    """Which vehicle."""
    military: Flag | None = None
    """Whether it is designed, adapted or meant for military use."""
    condition: Literal["new", "used"] | None = None
    """Whether it is new or used."""


class Vessels(Goods):
    """Civil ships and boats."""

    type: Literal["vessels"] = "vessels"
    kind: Literal["cargo", "tanker", "passenger", "fishing", "tug", "yacht", "speedboat", "other"] | None = None
    """Which vessel."""
    military: Flag | None = None
    """Whether it is designed, adapted or meant for military use."""
    condition: Literal["new", "used"] | None = None
    """Whether it is new or used."""
    speed_kmh: Number | None = None
    """Greatest speed in kilometres an hour."""


class Aircraft(ListedGoods):
    """Civil aircraft."""

    type: Literal["aircraft"] = "aircraft"
    kind: Literal["aeroplane", "helicopter", "other"] | None = None
    """Which aircraft."""
    military: Flag | None = None
    """Whether it is designed, adapted or meant for military use."""
    condition: Literal["new", "used"] | None = None
    """Whether it is new or used."""


class AircraftParts(ListedGoods):
    """Parts of aircraft."""

    type: Literal["aircraft_parts"] = "aircraft_parts"
    kind: (
        Literal[
            "An-24R/RV",
            "An-148-100B",
            "Il-18D",
            "Il-62M",
            "Tu-134B-3",
            "Tu-154B",
            "Tu-204-100B",
            "Tu-204-300",
            "other",
        ]
        | None
    ) = None
    """The model of the aircraft that the parts are for."""
    military: Flag | None = None
    """Whether they are designed, adapted or meant for military use."""


class IndustrialMachinery(ListedGoods):
    """Machines and mechanical appliances."""

    type: Literal["industrial_machinery"] = "industrial_machinery"
    kind: (
        Literal[
            "machine_tool",
            "engine",
            "turbine",
            "pump",
            "boiler",
            "construction",
            "mining",
            "agricultural",
            "textile",
            "computer",
            "printing",
            "other",
        ]
        | None
    ) = None
    """Which machine."""
    military: Flag | None = None
    """Whether it is designed, adapted or meant for military use."""
    condition: Literal["new", "used"] | None = None
    """Whether it is new or used."""


class ElectricalEquipment(ListedGoods):
    """Electrical machines and electronics."""

    type: Literal["electrical_equipment"] = "electrical_equipment"
    kind: (
        Literal[
            "generator",
            "transformer",
            "battery",
            "cable",
            "telecommunications",
            "semiconductor",
            "camera",
            "household",
            "lighting",
            "other",
        ]
        | None
    ) = None
    """Which equipment."""
    military: Flag | None = None
    """Whether it is designed, adapted or meant for military use."""


class Statues(Goods):
    """Statues and monuments."""

    type: Literal["statues"] = "statues"


class FoodAid(Goods):
    """Food given as aid."""

    type: Literal["food_aid"] = "food_aid"
    material: (
        Literal[
            "rice",
            "wheat",
            "maize",
            "flour",
            "pulses",
            "soybeans",
            "vegetable_oil",
            "sugar",
            "milk",
            "meat",
            "fish",
            "infant_food",
            "other",
        ]
        | None
    ) = None
    """Which food."""


class Food(Goods):
    """Food and drink in trade."""

    type: Literal["food"] = "food"
    material: (
        Literal[
            "rice",
            "wheat",
            "maize",
            "flour",
            "pulses",
            "soybeans",
            "vegetable_oil",
            "sugar",
            "milk",
            "meat",
            "fruit",
            "vegetables",
            "beverages",
            "other",
        ]
        | None
    ) = None
    """Which food."""


class MedicalSupplies(Goods):
    """Medicines, vaccines and medical devices."""

    type: Literal["medical_supplies"] = "medical_supplies"
    kind: Literal["medicine", "vaccine", "device", "consumables", "other"] | None = None
    """Which supplies."""


class HumanitarianGoods(Goods):
    """Relief goods other than food and medical supplies."""

    type: Literal["humanitarian_goods"] = "humanitarian_goods"
    kind: (
        Literal[
            "shelter",
            "water_sanitation",
            "clothing",
            "hygiene",
            "farm_inputs",
            "education",
            "energy",
            "demining",
            "other",
        ]
        | None
    ) = None
    """Which goods."""


class GenericGoods(ListedGoods):
    """Anything else that is moved, described by its codes and a few plain flags."""

    type: Literal["goods"] = "goods"
    military: Flag | None = None
    """Whether it is designed, adapted or meant for military use."""
    lethal: Flag | None = None
    """Whether it is lethal."""
    condition: Literal["new", "used"] | None = None
    """Whether it is new or used."""
