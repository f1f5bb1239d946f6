"""What was approved, notified and determined."""

from __future__ import annotations

from typing import Annotated

from article41.model._base import Flag, Index, Model, Most, Text
from article41.model._dates import PartialDate
from article41.model._limits import MAX_ITEMS
from article41.model._terms import AuthorisationKind, AuthorisationStatus

__all__ = ["Authorisation", "Determination"]


class Authorisation(Model):
    """An approval, a notification, a report: who was told or asked, under which paragraph, and the outcome."""

    kind: AuthorisationKind
    """What it is."""
    body: Text
    """By or to whom: committee, security_council, government_of_target, national_authority, or the id of a force."""
    status: AuthorisationStatus
    """The outcome: granted (approvals, no objection), made (notifications, reports), pending or refused."""
    regime: Text | None = None
    """The embargo that it is about, by the id of its rule file."""
    under: Text | None = None
    """The paragraph that it rests on, like S/RES/1874 (2009) 10."""
    by: Text | None = None
    """Who made it: supplier_state, recipient_state, exporting_state, procuring_state, organisation ..."""
    date: PartialDate | None = None
    """The day on which it was granted or made."""
    reference: Text | None = None
    """The symbol or number of the paper."""
    items: Annotated[tuple[Index, ...], Most(MAX_ITEMS)] | None = None
    """The items that it covers, counted from 0; all of them if left out."""


class Determination(Model):
    """What a State or Committee has, or has not, determined."""

    matter: Text
    """What was to be determined, by the id of the register of matters."""
    found: Flag
    """Whether it was found to be so."""
    by: Text | None = None
    """Which State or body determined it."""
    date: PartialDate | None = None
    """The day of the determination."""
    reference: Text | None = None
    """The symbol or number of the paper."""
