"""The transfer: what is moved or done, by whom, for whom, when and with whose leave."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from article41.model._dates import PartialDate
    from article41.model._deal import Contract, EndUse, Payment
    from article41.model._item_types import FIELD_WORDS, ITEM_TYPES, ItemTypeInfo
    from article41.model._items import Item
    from article41.model._items_arms import Ammunition, Explosives, LightWeapons, SmallArms
    from article41.model._items_base import ItemBase
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
    from article41.model._papers import Authorisation, Determination
    from article41.model._party import Intermediary, Party, Screening
    from article41.model._quantities import Money, Quantity
    from article41.model._reading import ReadResult, parse_transfer, read_transfers
    from article41.model._route import Route, RouteAircraft, Vessel
    from article41.model._schema import transfer_schema
    from article41.model._transfer import Transfer
    from article41.model._vocabulary import FACTS, FactSpec

__all__ = [
    "FACTS",
    "FIELD_WORDS",
    "ITEM_TYPES",
    "AgriculturalProducts",
    "Aircraft",
    "AircraftParts",
    "Ammunition",
    "Animals",
    "AntiTankMissiles",
    "ArmouredVehicles",
    "ArtilleryShells",
    "ArtillerySystems",
    "AttackHelicopters",
    "Authorisation",
    "BattleTanks",
    "Chemicals",
    "CombatAircraft",
    "Contract",
    "Determination",
    "ElectricalEquipment",
    "EndUse",
    "Explosives",
    "FactSpec",
    "FinancialService",
    "FishingRights",
    "Food",
    "FoodAid",
    "GenericGoods",
    "Helicopters",
    "HumanitarianGoods",
    "IndustrialMachinery",
    "Intermediary",
    "Item",
    "ItemBase",
    "ItemTypeInfo",
    "JointVenture",
    "Labour",
    "LightWeapons",
    "LuxuryGoods",
    "Manpads",
    "MedicalSupplies",
    "MilitaryAircraft",
    "MilitaryElectronics",
    "MilitaryExercise",
    "MilitaryVehicles",
    "Missiles",
    "Money",
    "MortarRounds",
    "NonLethalMilitaryEquipment",
    "NuclearTechnology",
    "PartialDate",
    "Party",
    "Payment",
    "Personnel",
    "Petroleum",
    "PoliceEquipment",
    "ProtectiveClothing",
    "Quantity",
    "RawMaterials",
    "ReadResult",
    "Rockets",
    "Route",
    "RouteAircraft",
    "SatelliteTechnology",
    "ScientificCooperation",
    "Screening",
    "Seafood",
    "SmallArms",
    "SpareParts",
    "Statues",
    "SubmarinePropulsion",
    "TechnicalAssistance",
    "TechnicalData",
    "Textiles",
    "Training",
    "Transfer",
    "Travel",
    "Uavs",
    "Vehicles",
    "Vessel",
    "VesselService",
    "Vessels",
    "Warships",
    "WmdGoods",
    "WoodProducts",
    "parse_transfer",
    "read_transfers",
    "transfer_schema",
]

_HOMES = {
    "_vocabulary": ("FACTS", "FactSpec"),
    "_item_types": ("FIELD_WORDS", "ITEM_TYPES", "ItemTypeInfo"),
    "_items": ("Item",),
    "_items_base": ("ItemBase",),
    "_papers": ("Authorisation", "Determination"),
    "_party": ("Intermediary", "Party", "Screening"),
    "_quantities": ("Money", "Quantity"),
    "_dates": ("PartialDate",),
    "_reading": ("ReadResult", "parse_transfer", "read_transfers"),
    "_deal": ("Contract", "EndUse", "Payment"),
    "_route": ("Route", "RouteAircraft", "Vessel"),
    "_schema": ("transfer_schema",),
    "_transfer": ("Transfer",),
}


def __getattr__(name: str) -> Any:
    # What is not asked for is not imported: the command starts in a tenth of a second.
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    if name in __all__:
        from article41.model._items import item_class_named

        return item_class_named(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
