"""Who takes part in a transfer, and what a check of them has shown."""

from __future__ import annotations

from typing import Literal

from article41.model._base import LongText, Model, Text, Texts
from article41.model._dates import PartialDate
from article41.model._terms import IntermediaryRole, PartyKind

__all__ = ["Intermediary", "Party", "Screening"]


class Party(Model):
    """A supplier, recipient or end user. Nothing is required; what is left out is unknown."""

    name: Text | None = None
    """The name as written in the papers."""
    state: Text | None = None
    """The State of the party: an ISO 3166-1 code or a name, as it was on the day."""
    kind: PartyKind | None = None
    """What kind of body it is."""
    actor: Text | None = None
    """Who it is, by the id or a name of the actor register."""
    force: Text | None = None
    """The UN mission or authorised force that it is, by id or name."""
    area: Text | None = None
    """The area of the State that it is in, by id or name."""
    listed: Texts | None = None
    """The UN sanctions lists that it is on; an empty list says: screened, on none."""
    address: Text | None = None
    """Where it is."""
    references: Texts | None = None
    """Registration numbers, list references and other identifiers."""
    description: LongText | None = None
    """Anything else."""


class Intermediary(Party):
    """Someone between the supplier and the recipient, with a role."""

    role: IntermediaryRole
    """What it does: broker, carrier, financier ..."""


class Screening(Model):
    """What a check of the parties against lists has shown."""

    un_lists: Literal["clear"] | None = None
    """``clear``: no party whose listing is not stated is on a UN sanctions list."""
    date: PartialDate | None = None
    """The day of the check."""
