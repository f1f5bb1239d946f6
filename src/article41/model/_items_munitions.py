"""Items: shells, rockets and missiles."""

from __future__ import annotations

from typing import Literal

from article41.model._base import Flag, Number
from article41.model._items_base import Goods, ListedGoods

__all__ = [
    "AntiTankMissiles",
    "ArtilleryShells",
    "Manpads",
    "Missiles",
    "MortarRounds",
    "Rockets",
]


class ArtilleryShells(Goods):
    """Shells for guns and howitzers."""

    type: Literal["artillery_shells"] = "artillery_shells"
    calibre_mm: Number | None = None
    """Calibre in millimetres."""
    guided: Flag | None = None
    """Whether it is guided to its target."""


class MortarRounds(Goods):
    """Rounds for mortars."""

    type: Literal["mortar_rounds"] = "mortar_rounds"
    calibre_mm: Number | None = None
    """Calibre in millimetres."""
    guided: Flag | None = None
    """Whether it is guided to its target."""


class Rockets(Goods):
    """Rockets: unguided, or guided and of short range."""

    type: Literal["rockets"] = "rockets"
    calibre_mm: Number | None = None
    """Calibre in millimetres."""
    range_km: Number | None = None
    """Greatest range in kilometres."""
    payload_kg: Number | None = None
    """Greatest payload in kilograms."""
    guided: Flag | None = None
    """Whether it is guided to its target."""
    man_portable: Flag | None = None
    """Whether one person can carry and fire it."""


class AntiTankMissiles(Goods):
    """Guided missiles against tanks."""

    type: Literal["anti_tank_missiles"] = "anti_tank_missiles"
    range_km: Number | None = None
    """Greatest range in kilometres."""
    man_portable: Flag | None = None
    """Whether one person can carry and fire it."""


class Manpads(Goods):
    """Man-portable air-defence systems."""

    type: Literal["manpads"] = "manpads"
    range_km: Number | None = None
    """Greatest range in kilometres."""


class Missiles(ListedGoods):
    """Guided missiles other than those with a type of their own, and complete missile systems."""

    type: Literal["missiles"] = "missiles"
    kind: (
        Literal["ballistic", "cruise", "surface_to_air", "air_to_air", "air_to_surface", "anti_ship", "other"] | None
    ) = None
    """What the missile is made for."""
    range_km: Number | None = None
    """Greatest range in kilometres."""
    payload_kg: Number | None = None
    """Greatest payload in kilograms."""
