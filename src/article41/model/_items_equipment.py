"""Items: military and police equipment that is no weapon, and parts of weapons."""

from __future__ import annotations

from typing import Literal

from article41.model._base import Flag, Words
from article41.model._items_base import Goods, ListedGoods

__all__ = [
    "MilitaryElectronics",
    "NonLethalMilitaryEquipment",
    "PoliceEquipment",
    "ProtectiveClothing",
    "SpareParts",
]


class MilitaryElectronics(ListedGoods):
    """Electronics made for armed forces."""

    type: Literal["military_electronics"] = "military_electronics"
    kind: (
        Literal[
            "radar",
            "jamming",
            "communications",
            "fire_control",
            "night_vision",
            "guidance",
            "surveillance",
            "other",
        ]
        | None
    ) = None
    """Which electronics."""


class SpareParts(ListedGoods):
    """Parts and components of other items."""

    type: Literal["spare_parts"] = "spare_parts"
    kind: Literal["weapon", "vehicle", "aircraft", "vessel", "electronics", "engine", "other"] | None = None
    """What the parts are for, roughly."""
    subjects: Words | None = None
    """What the parts are for: categories or item types, like battle_tanks."""
    military: Flag | None = None
    """Whether they are designed, adapted or meant for military use."""


class ProtectiveClothing(Goods):
    """Flak jackets, helmets and the like."""

    type: Literal["protective_clothing"] = "protective_clothing"
    kind: Literal["flak_jacket", "body_armour", "helmet", "bomb_suit", "nbc_suit", "other"] | None = None
    """Which clothing."""
    military: Flag | None = None
    """Whether it is designed, adapted or meant for military use."""


class NonLethalMilitaryEquipment(ListedGoods):
    """Military equipment that does not kill and has no type of its own."""

    type: Literal["non_lethal_military_equipment"] = "non_lethal_military_equipment"
    kind: (
        Literal[
            "communications",
            "demining",
            "engineering",
            "field_hospital",
            "logistics",
            "observation",
            "protective",
            "riot_control",
            "shelter",
            "uniforms",
            "other",
        ]
        | None
    ) = None
    """Which equipment."""


class PoliceEquipment(Goods):
    """Equipment for police work and riot control."""

    type: Literal["police_equipment"] = "police_equipment"
    kind: (
        Literal[
            "batons",
            "restraints",
            "shields",
            "tear_gas",
            "water_cannon",
            "less_lethal_launchers",
            "surveillance",
            "vehicles",
            "other",
        ]
        | None
    ) = None
    """Which equipment."""
