"""Items: which types there are, what each can state, and the union of all of them.

An item's model is imported and built when an item of its type is first met: a transfer has a few types, and
building all of them would take longer than judging it.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from article41.model._items_base import ItemBase
from article41.model._lazy import lazily
from article41.model._validators import validator_of

if TYPE_CHECKING:
    from typing import TypeAlias

    from article41.model._item_types import FIELD_WORDS, ITEM_TYPES
    from article41.model._items_arms import Ammunition, Explosives, LightWeapons, SmallArms
    from article41.model._items_civil import (
        Aircraft,
        AircraftParts,
        ElectricalEquipment,
        Food,
        FoodAid,
        GenericGoods,
        HumanitarianGoods,
        IndustrialMachinery,
        LuxuryGoods,
        MedicalSupplies,
        Statues,
        Vehicles,
        Vessels,
    )
    from article41.model._items_equipment import (
        MilitaryElectronics,
        NonLethalMilitaryEquipment,
        PoliceEquipment,
        ProtectiveClothing,
        SpareParts,
    )
    from article41.model._items_materials import (
        AgriculturalProducts,
        Animals,
        FishingRights,
        Petroleum,
        RawMaterials,
        Seafood,
        Textiles,
        WoodProducts,
    )
    from article41.model._items_munitions import (
        AntiTankMissiles,
        ArtilleryShells,
        Manpads,
        Missiles,
        MortarRounds,
        Rockets,
    )
    from article41.model._items_platforms import (
        ArmouredVehicles,
        ArtillerySystems,
        AttackHelicopters,
        BattleTanks,
        CombatAircraft,
        Helicopters,
        MilitaryAircraft,
        MilitaryVehicles,
        Uavs,
        Warships,
    )
    from article41.model._items_services import (
        FinancialService,
        JointVenture,
        Labour,
        MilitaryExercise,
        Personnel,
        ScientificCooperation,
        TechnicalAssistance,
        Training,
        Travel,
        VesselService,
    )
    from article41.model._items_technology import (
        Chemicals,
        NuclearTechnology,
        SatelliteTechnology,
        SubmarinePropulsion,
        TechnicalData,
        WmdGoods,
    )

__all__ = ["FIELD_WORDS", "ITEM_CLASSES", "ITEM_TYPES", "Item", "item_class", "item_class_named", "item_union"]

ITEM_CLASSES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "agricultural_products": ("materials", "AgriculturalProducts"),
        "aircraft": ("civil", "Aircraft"),
        "aircraft_parts": ("civil", "AircraftParts"),
        "ammunition": ("arms", "Ammunition"),
        "animals": ("materials", "Animals"),
        "anti_tank_missiles": ("munitions", "AntiTankMissiles"),
        "armoured_vehicles": ("platforms", "ArmouredVehicles"),
        "artillery_shells": ("munitions", "ArtilleryShells"),
        "artillery_systems": ("platforms", "ArtillerySystems"),
        "attack_helicopters": ("platforms", "AttackHelicopters"),
        "battle_tanks": ("platforms", "BattleTanks"),
        "chemicals": ("technology", "Chemicals"),
        "combat_aircraft": ("platforms", "CombatAircraft"),
        "electrical_equipment": ("civil", "ElectricalEquipment"),
        "explosives": ("arms", "Explosives"),
        "financial_service": ("services", "FinancialService"),
        "fishing_rights": ("materials", "FishingRights"),
        "food": ("civil", "Food"),
        "food_aid": ("civil", "FoodAid"),
        "goods": ("civil", "GenericGoods"),
        "helicopters": ("platforms", "Helicopters"),
        "humanitarian_goods": ("civil", "HumanitarianGoods"),
        "industrial_machinery": ("civil", "IndustrialMachinery"),
        "joint_venture": ("services", "JointVenture"),
        "labour": ("services", "Labour"),
        "light_weapons": ("arms", "LightWeapons"),
        "luxury_goods": ("civil", "LuxuryGoods"),
        "manpads": ("munitions", "Manpads"),
        "medical_supplies": ("civil", "MedicalSupplies"),
        "military_aircraft": ("platforms", "MilitaryAircraft"),
        "military_electronics": ("equipment", "MilitaryElectronics"),
        "military_exercise": ("services", "MilitaryExercise"),
        "military_vehicles": ("platforms", "MilitaryVehicles"),
        "missiles": ("munitions", "Missiles"),
        "mortar_rounds": ("munitions", "MortarRounds"),
        "non_lethal_military_equipment": ("equipment", "NonLethalMilitaryEquipment"),
        "nuclear_technology": ("technology", "NuclearTechnology"),
        "personnel": ("services", "Personnel"),
        "petroleum": ("materials", "Petroleum"),
        "police_equipment": ("equipment", "PoliceEquipment"),
        "protective_clothing": ("equipment", "ProtectiveClothing"),
        "raw_materials": ("materials", "RawMaterials"),
        "rockets": ("munitions", "Rockets"),
        "satellite_technology": ("technology", "SatelliteTechnology"),
        "scientific_cooperation": ("services", "ScientificCooperation"),
        "seafood": ("materials", "Seafood"),
        "small_arms": ("arms", "SmallArms"),
        "spare_parts": ("equipment", "SpareParts"),
        "statues": ("civil", "Statues"),
        "submarine_propulsion": ("technology", "SubmarinePropulsion"),
        "technical_assistance": ("services", "TechnicalAssistance"),
        "technical_data": ("technology", "TechnicalData"),
        "textiles": ("materials", "Textiles"),
        "training": ("services", "Training"),
        "travel": ("services", "Travel"),
        "uavs": ("platforms", "Uavs"),
        "vehicles": ("civil", "Vehicles"),
        "vessel_service": ("services", "VesselService"),
        "vessels": ("civil", "Vessels"),
        "warships": ("platforms", "Warships"),
        "wmd_goods": ("technology", "WmdGoods"),
        "wood_products": ("materials", "WoodProducts"),
    }
)
"""Where each item type's model is: ``_items_<first>``, class ``<second>``."""


def item_class(item_type: str) -> type[ItemBase]:
    """Return the model of an item type.

    Raises:
        KeyError: if there is no such type.
    """
    module, name = ITEM_CLASSES[item_type]
    found: type[ItemBase] = getattr(import_module(f"article41.model._items_{module}"), name)
    return found


def item_class_named(name: str) -> type[ItemBase]:
    """Return the item model whose class has this name.

    Raises:
        KeyError: if there is none.
    """
    for item_type, (_, model) in ITEM_CLASSES.items():
        if model == name:
            return item_class(item_type)
    raise KeyError(name)


def _validate(value: Any) -> Any:
    if isinstance(value, ItemBase) and getattr(value, "type", None) in ITEM_CLASSES:
        return value
    if not isinstance(value, Mapping):
        raise PydanticCustomError(
            "item_form",
            "an item must be an object with a type, like {example}",
            {"example": '{"type": "artillery_shells"}'},
        )
    item_type = value.get("type")
    if isinstance(item_type, str) and item_type in ITEM_CLASSES:
        return validator_of(item_class(item_type)).validate_python(value)
    if "type" not in value:
        raise _at_type(PydanticCustomError("item_type_missing", "the item has no type"), dict(value))
    raise _at_type(PydanticCustomError("item_type_unknown", "unknown item type"), item_type)


def _at_type(error: PydanticCustomError, found: Any) -> ValidationError:
    return ValidationError.from_exception_data("item", [InitErrorDetails(type=error, loc=("type",), input=found)])


def item_union() -> Any:
    """Return the union of all item models, discriminated by ``type``; this builds every one of them."""
    members = tuple(item_class(item_type) for item_type in ITEM_CLASSES)
    union: Any = members[0]
    for member in members[1:]:
        union = union | member
    return Annotated[union, Field(discriminator="type")]


class _LazyUnion:
    """Annotation: validate as the discriminated union, one member at a time; describe as the union."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return lazily(_validate)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        from pydantic import TypeAdapter

        return handler(TypeAdapter(item_union()).core_schema)


if TYPE_CHECKING:
    Item: TypeAlias = Annotated[
        AgriculturalProducts
        | Aircraft
        | AircraftParts
        | Ammunition
        | Animals
        | AntiTankMissiles
        | ArmouredVehicles
        | ArtilleryShells
        | ArtillerySystems
        | AttackHelicopters
        | BattleTanks
        | Chemicals
        | CombatAircraft
        | ElectricalEquipment
        | Explosives
        | FinancialService
        | FishingRights
        | Food
        | FoodAid
        | GenericGoods
        | Helicopters
        | HumanitarianGoods
        | IndustrialMachinery
        | JointVenture
        | Labour
        | LightWeapons
        | LuxuryGoods
        | Manpads
        | MedicalSupplies
        | MilitaryAircraft
        | MilitaryElectronics
        | MilitaryExercise
        | MilitaryVehicles
        | Missiles
        | MortarRounds
        | NonLethalMilitaryEquipment
        | NuclearTechnology
        | Personnel
        | Petroleum
        | PoliceEquipment
        | ProtectiveClothing
        | RawMaterials
        | Rockets
        | SatelliteTechnology
        | ScientificCooperation
        | Seafood
        | SmallArms
        | SpareParts
        | Statues
        | SubmarinePropulsion
        | TechnicalAssistance
        | TechnicalData
        | Textiles
        | Training
        | Travel
        | Uavs
        | Vehicles
        | VesselService
        | Vessels
        | Warships
        | WmdGoods
        | WoodProducts,
        Field(discriminator="type"),
    ]
else:
    Item = Annotated[ItemBase, _LazyUnion()]


def __getattr__(name: str) -> Any:
    # What types can state is asked by the loader of rules, not when a transfer is read.
    if name in ("FIELD_WORDS", "ITEM_TYPES"):
        from article41.model import _item_types

        return getattr(_item_types, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
