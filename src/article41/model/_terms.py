"""The closed vocabularies of a transfer: activities, party kinds, purposes and the like.

These are facts about transfers, not law. Each ``Literal`` is the one place where its words are listed; the
tuple of the same words, the pydantic models, the fact table and the JSON Schema are made from it.
"""

from __future__ import annotations

from typing import Literal, get_args

__all__ = [
    "ACTIVITIES",
    "ACTIVITIES_THAT_IMPLY_SUPPLY",
    "AUTHORISATION_KINDS",
    "AUTHORISATION_STATUSES",
    "INTERMEDIARY_ROLES",
    "PARTY_KINDS",
    "PURPOSES",
    "REASONS",
    "ROUTE_MODES",
    "SERVICE_ACTIVITY",
    "Activity",
    "AuthorisationKind",
    "AuthorisationStatus",
    "IntermediaryRole",
    "PartyKind",
    "Purpose",
    "Reason",
    "RouteMode",
]

Activity = Literal[
    "supply",
    "procurement",
    "brokering",
    "financing",
    "transit",
    "transport",
    "insurance",
    "maintenance",
    "manufacture_licence",
    "training",
    "technical_assistance",
    "cooperation",
    "military_exercise",
    "provision_of_personnel",
    "recruitment",
    "labour",
    "joint_venture",
    "vessel_service",
    "travel",
    "negotiation",
]
ACTIVITIES: tuple[str, ...] = get_args(Activity)
"""What is done. ``supply`` covers sale, gift, export, delivery and transfer by any other means;
``procurement`` is the same movement from the buyer's side; ``negotiation`` is talk alone: nothing agreed."""

ACTIVITIES_THAT_IMPLY_SUPPLY = frozenset({"procurement", "brokering", "financing", "transit", "transport", "insurance"})
"""Acts done about a movement of goods: the movement itself is judged as a supply as well."""

SERVICE_ACTIVITY = {
    "training": "training",
    "technical_assistance": "technical_assistance",
    "scientific_cooperation": "cooperation",
    "military_exercise": "military_exercise",
    "personnel": "provision_of_personnel",
    "labour": "labour",
    "joint_venture": "joint_venture",
    "financial_service": "financing",
    "vessel_service": "vessel_service",
    "travel": "travel",
}
"""Item types that are services, and the act each is by its nature. All other types are goods: a supply."""

PartyKind = Literal[
    "government",
    "armed_forces",
    "police",
    "security_forces",
    "paramilitary",
    "coast_guard",
    "civil_authority",
    "state_enterprise",
    "company",
    "bank",
    "person",
    "academic",
    "ngo",
    "humanitarian_organisation",
    "un_body",
    "international_organisation",
    "peacekeeping_force",
    "multinational_force",
    "diplomatic_mission",
    "media",
    "armed_group",
    "private_military_company",
    "other",
]
PARTY_KINDS: tuple[str, ...] = get_args(PartyKind)

IntermediaryRole = Literal[
    "broker",
    "agent",
    "carrier",
    "freight_forwarder",
    "flag_state",
    "transit_state",
    "port_state",
    "financier",
    "insurer",
    "facilitator",
]
INTERMEDIARY_ROLES: tuple[str, ...] = get_args(IntermediaryRole)

Reason = Literal[
    "sale",
    "gift",
    "barter",
    "aid",
    "loan",
    "lease",
    "repair",
    "servicing",
    "refurbishing",
    "testing",
    "reverse_engineering",
    "marketing",
    "return",
    "trans_shipment",
    "other",
]
REASONS: tuple[str, ...] = get_args(Reason)

Purpose = Literal[
    "humanitarian",
    "livelihood",
    "medical",
    "civilian",
    "commercial",
    "military",
    "paramilitary",
    "police",
    "government",
    "security_sector_reform",
    "diplomatic_mission",
    "un_operation",
    "peacekeeping",
    "anti_piracy",
    "protective",
    "personal_protection",
    "media",
    "disarmament",
    "demining",
    "inspection",
    "denuclearisation",
    "research",
    "training",
    "nature_conservation",
    "display",
    "own_use_of_carrier",
    "weapons_programme",
]
PURPOSES: tuple[str, ...] = get_args(Purpose)

RouteMode = Literal[
    "sea",
    "air",
    "rail",
    "road",
    "pipeline",
    "inland_water",
    "post",
    "electronic",
    "in_person",
]
ROUTE_MODES: tuple[str, ...] = get_args(RouteMode)

AuthorisationKind = Literal[
    "approval",
    "no_objection",
    "notification",
    "report",
    "request",
    "end_user_certificate",
]
AUTHORISATION_KINDS: tuple[str, ...] = get_args(AuthorisationKind)

AuthorisationStatus = Literal[
    "granted",
    "made",
    "pending",
    "refused",
]
AUTHORISATION_STATUSES: tuple[str, ...] = get_args(AuthorisationStatus)
