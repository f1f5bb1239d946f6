"""Items: services, from training to travel."""

from __future__ import annotations

from typing import Literal

from article41.model._base import Words
from article41.model._items_base import ItemBase

__all__ = [
    "Field",
    "FinancialService",
    "JointVenture",
    "Labour",
    "MilitaryExercise",
    "Personnel",
    "ScientificCooperation",
    "Service",
    "TechnicalAssistance",
    "Training",
    "Travel",
    "VesselService",
]

Field = Literal[
    "nuclear",
    "aerospace",
    "advanced_manufacturing",
    "physics",
    "computing",
    "materials",
    "chemical_engineering",
    "mechanical_engineering",
    "electrical_engineering",
    "industrial_engineering",
    "geospatial",
    "medical",
    "agriculture",
    "other",
]
"""The fields of science and engineering that teaching and cooperation are about."""


class Service(ItemBase):
    """Something that is done."""

    subjects: Words | None = None
    """What it is about: categories or item types, like arms or artillery_shells."""


class Training(Service):
    """Teaching and training."""

    type: Literal["training"] = "training"
    kind: Literal["military", "police", "paramilitary", "physical_drill", "academic", "medical", "other"] | None = None
    """Which training."""
    field: Field | None = None
    """The field of science or engineering that is taught."""


class TechnicalAssistance(Service):
    """Help, advice and know-how."""

    type: Literal["technical_assistance"] = "technical_assistance"
    kind: (
        Literal[
            "advice",
            "design",
            "manufacture",
            "installation",
            "operation",
            "maintenance",
            "repair",
            "inspection",
            "other",
        ]
        | None
    ) = None
    """Which help."""
    field: Field | None = None
    """The field of science or engineering that it is in."""


class ScientificCooperation(Service):
    """Cooperation in science and technology."""

    type: Literal["scientific_cooperation"] = "scientific_cooperation"
    kind: Literal["official", "private"] | None = None
    """Whether a State sponsors it or is represented in it."""
    field: Field | None = None
    """The field of science or engineering that it is in."""


class MilitaryExercise(Service):
    """Armed forces exercising together."""

    type: Literal["military_exercise"] = "military_exercise"
    kind: Literal["land", "naval", "air", "joint", "staff", "observation", "other"] | None = None
    """Which exercise."""


class Personnel(Service):
    """People sent or recruited."""

    type: Literal["personnel"] = "personnel"
    kind: Literal["troops", "mercenaries", "recruits", "advisers", "trainers", "technicians", "other"] | None = None
    """Which people."""


class Labour(Service):
    """Workers abroad."""

    type: Literal["labour"] = "labour"
    kind: Literal["new_authorisation", "renewed_authorisation", "existing_workers", "repatriation", "other"] | None = (
        None
    )
    """What happens: a new work permit, a renewed one, work that goes on, a return."""


class JointVenture(Service):
    """A joint venture or cooperative entity."""

    type: Literal["joint_venture"] = "joint_venture"
    kind: Literal["new", "expansion", "existing"] | None = None
    """Whether it is opened, enlarged or carried on."""
    field: (
        Literal[
            "military_industry",
            "mining",
            "energy",
            "construction",
            "public_utility",
            "transport",
            "fisheries",
            "agriculture",
            "textiles",
            "trade",
            "finance",
            "technology",
            "other",
        ]
        | None
    ) = None
    """Its line of business."""


class FinancialService(Service):
    """Money, credit, insurance and accounts."""

    type: Literal["financial_service"] = "financial_service"
    kind: (
        Literal[
            "payment",
            "credit",
            "guarantee",
            "insurance",
            "trade_support",
            "correspondent_account",
            "branch",
            "cash_courier",
            "asset_transfer",
            "grant",
            "other",
        ]
        | None
    ) = None
    """Which service."""


class VesselService(Service):
    """What is done for or with a ship or an aircraft."""

    type: Literal["vessel_service"] = "vessel_service"
    kind: (
        Literal[
            "charter",
            "crewing_supply",
            "crewing_procurement",
            "insurance",
            "registration",
            "classification",
            "flagging",
            "bunkering",
            "port_entry",
            "departure_clearance",
            "overflight",
            "landing",
            "ship_to_ship_transfer",
            "servicing",
            "other",
        ]
        | None
    ) = None
    """Which service. Crewing supply gives crew, crewing procurement takes crew."""


class Travel(Service):
    """Persons who enter, pass through or stay."""

    type: Literal["travel"] = "travel"
    kind: Literal["entry", "transit", "residence", "hosting"] | None = None
    """Which travel."""
