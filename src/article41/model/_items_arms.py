"""Items: small arms, light weapons, ammunition and explosives."""

from __future__ import annotations

from typing import Literal

from article41.model._base import Flag, Number
from article41.model._items_base import Goods

__all__ = ["Ammunition", "Explosives", "LightWeapons", "SmallArms"]


class SmallArms(Goods):
    """Weapons that one person carries and fires."""

    type: Literal["small_arms"] = "small_arms"
    kind: (
        Literal[
            "pistol",
            "revolver",
            "rifle",
            "carbine",
            "shotgun",
            "sub_machine_gun",
            "light_machine_gun",
            "other",
        ]
        | None
    ) = None
    """Which weapon."""
    calibre_mm: Number | None = None
    """Calibre in millimetres."""


class LightWeapons(Goods):
    """Weapons that a crew of two or three carries and fires."""

    type: Literal["light_weapons"] = "light_weapons"
    kind: (
        Literal[
            "heavy_machine_gun",
            "grenade_launcher",
            "recoilless_rifle",
            "portable_anti_tank_gun",
            "portable_anti_aircraft_gun",
            "rocket_launcher",
            "mortar",
            "other",
        ]
        | None
    ) = None
    """Which weapon."""
    calibre_mm: Number | None = None
    """Calibre in millimetres."""


class Ammunition(Goods):
    """Ammunition other than artillery shells and mortar rounds: cartridges, grenades, mines, bombs."""

    type: Literal["ammunition"] = "ammunition"
    kind: (
        Literal[
            "small_arms",
            "cannon",
            "grenade",
            "rocket_propelled_grenade",
            "mine",
            "bomb",
            "torpedo",
            "other",
        ]
        | None
    ) = None
    """Which ammunition."""
    calibre_mm: Number | None = None
    """Calibre in millimetres."""


class Explosives(Goods):
    """Explosives, detonators and the like."""

    type: Literal["explosives"] = "explosives"
    kind: Literal["military_explosive", "civil_explosive", "detonators", "landmines", "other"] | None = None
    """Which explosives."""
    military: Flag | None = None
    """Whether it is designed, adapted or meant for military use."""
