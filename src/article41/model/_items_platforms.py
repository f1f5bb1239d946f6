"""Items: guns, tanks, vehicles, aircraft, drones and ships of war."""

from __future__ import annotations

from typing import Literal

from article41.model._base import Flag, Number
from article41.model._items_base import Goods, ListedGoods

__all__ = [
    "ArmouredVehicles",
    "ArtillerySystems",
    "AttackHelicopters",
    "BattleTanks",
    "CombatAircraft",
    "Helicopters",
    "MilitaryAircraft",
    "MilitaryVehicles",
    "Uavs",
    "Warships",
]


class ArtillerySystems(Goods):
    """Guns, howitzers, mortars and multiple rocket launchers."""

    type: Literal["artillery_systems"] = "artillery_systems"
    kind: Literal["gun", "howitzer", "mortar", "multiple_rocket_launcher", "anti_aircraft_gun", "other"] | None = None
    """Which system."""
    calibre_mm: Number | None = None
    """Calibre in millimetres."""


class BattleTanks(Goods):
    """Tanks."""

    type: Literal["battle_tanks"] = "battle_tanks"
    calibre_mm: Number | None = None
    """Calibre of the main gun in millimetres."""
    weight_t: Number | None = None
    """Unladen weight in tonnes."""


class ArmouredVehicles(Goods):
    """Vehicles with armour, tanks apart."""

    type: Literal["armoured_vehicles"] = "armoured_vehicles"
    kind: (
        Literal[
            "personnel_carrier",
            "infantry_fighting_vehicle",
            "reconnaissance",
            "patrol",
            "mine_resistant",
            "command",
            "ambulance",
            "recovery",
            "civilian_armoured",
            "other",
        ]
        | None
    ) = None
    """Which vehicle."""
    armed: Flag | None = None
    """Whether it carries weapons or is fitted for them."""
    calibre_mm: Number | None = None
    """Calibre of its gun in millimetres."""


class MilitaryVehicles(Goods):
    """Vehicles made or adapted for armed forces, without armour."""

    type: Literal["military_vehicles"] = "military_vehicles"
    kind: (
        Literal["truck", "utility", "tractor", "tracked", "trailer", "bridging", "recovery", "ambulance", "other"]
        | None
    ) = None
    """Which vehicle."""
    armed: Flag | None = None
    """Whether it carries weapons or is fitted for them."""
    calibre_mm: Number | None = None
    """Calibre of its gun in millimetres."""


class CombatAircraft(Goods):
    """Manned aircraft made to engage targets with weapons."""

    type: Literal["combat_aircraft"] = "combat_aircraft"


class MilitaryAircraft(Goods):
    """Military aircraft other than combat aircraft and helicopters."""

    type: Literal["military_aircraft"] = "military_aircraft"
    kind: (
        Literal[
            "transport",
            "trainer",
            "patrol",
            "reconnaissance",
            "tanker",
            "early_warning",
            "electronic_warfare",
            "other",
        ]
        | None
    ) = None
    """Which aircraft."""
    armed: Flag | None = None
    """Whether it carries weapons or is fitted for them."""


class AttackHelicopters(Goods):
    """Helicopters made to engage targets with guided weapons."""

    type: Literal["attack_helicopters"] = "attack_helicopters"


class Helicopters(Goods):
    """Helicopters other than attack helicopters, civil or military."""

    type: Literal["helicopters"] = "helicopters"
    military: Flag | None = None
    """Whether it is designed, adapted or meant for military use."""
    armed: Flag | None = None
    """Whether it carries weapons or is fitted for them."""
    condition: Literal["new", "used"] | None = None
    """Whether it is new or used."""


class Uavs(ListedGoods):
    """Unmanned aircraft and loitering munitions."""

    type: Literal["uavs"] = "uavs"
    kind: Literal["reconnaissance", "strike", "loitering_munition", "target", "cargo", "civil", "other"] | None = None
    """What it is made for."""
    military: Flag | None = None
    """Whether it is designed, adapted or meant for military use."""
    armed: Flag | None = None
    """Whether it carries weapons or is fitted for them."""
    range_km: Number | None = None
    """Greatest range in kilometres."""
    payload_kg: Number | None = None
    """Greatest payload in kilograms."""
    speed_kmh: Number | None = None
    """Greatest speed in kilometres an hour."""


class Warships(Goods):
    """Vessels and submarines armed or equipped for military use."""

    type: Literal["warships"] = "warships"
    kind: (
        Literal[
            "submarine",
            "surface_combatant",
            "patrol_boat",
            "landing_craft",
            "mine_warfare",
            "auxiliary",
            "other",
        ]
        | None
    ) = None
    """Which ship."""
    armed: Flag | None = None
    """Whether it carries weapons or is fitted for them."""
    tonnes_standard: Number | None = None
    """Standard displacement in tonnes."""
    range_km: Number | None = None
    """Greatest range, in kilometres, of the missiles or torpedoes that it is equipped to launch."""
