"""A regime's provisions and exemptions, as objects that read like the paragraphs they encode."""

from __future__ import annotations

from dataclasses import dataclass

from article41._errors import Place
from article41._words import Confidence, Effect, Role
from article41.law._ir import Condition

__all__ = ["Category", "Cite", "Exemption", "Procedure", "Provision", "Regime"]


@dataclass(frozen=True, slots=True)
class Cite:
    """A paragraph and what it does; ``adopted`` is the day from which it can be cited."""

    document: str
    paragraph: str
    role: Role
    adopted: int
    url: str | None
    verified: bool


@dataclass(frozen=True, slots=True)
class Procedure:
    """A paper to obtain or file: what kind, with whom, by whom and when.

    Attributes:
        kind: ``approve``, ``no_objection``, ``notify`` or ``report``.
        body: ``committee``, ``security_council``, ``government_of_target`` ... or a force's id.
        days_before: calendar days that must lie between the paper and the act.
        working_days: as ``days_before``, Saturdays and Sundays not counted.
        days_after: the paper may follow the act by so many days.
        until: the paper must be dated on or before this day (yyyymmdd).
        by: who must file it, or None if anyone may.
        under: (document, paragraph) pairs under which the paper may be given.
    """

    kind: str
    body: str
    days_before: int | None
    working_days: int | None
    days_after: int | None
    until: int | None
    by: str | None
    regime: str
    under: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exemption:
    """A way out of a provision: substance (conditions) and, perhaps, a procedure."""

    id: str
    cite: Cite
    periods: tuple[tuple[int | None, int | None], ...]
    """Its own, or those of its provision where it states none."""
    own_period: bool
    """Whether the periods are its own, and so a part of its substance."""
    condition: Condition
    substantive: bool
    procedure: Procedure | None
    summary: str
    confidence: Confidence
    place: Place
    applies_to: tuple[str, ...] | None = None
    """Only for powers stated once for a regime: the provisions it reaches; None for all."""
    not_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """One operative rule at paragraph level."""

    id: str
    effect: Effect
    duty: str | None
    cites: tuple[Cite, ...]
    periods: tuple[tuple[int | None, int | None], ...]
    renewal_unverified: bool
    condition: Condition
    exemptions: tuple[Exemption, ...]
    rule: str
    confidence: Confidence
    confidence_note: str | None
    notes: str | None
    disputed: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Regime:
    """One embargo: its target, its Committee, how far its law is verified, and its rules."""

    id: str
    title: str
    target: tuple[str, ...]
    committee: str | None
    status: str
    verified_to: int
    sources: tuple[str, ...]
    notes: str | None
    exemptions: tuple[Exemption, ...]
    provisions: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """What counts as something: rules that are each enough, and categories that lie wholly inside."""

    id: str
    title: str
    why: str
    cite: Cite | None
    includes: tuple[str, ...]
    rules: tuple[Condition, ...]
    confidence: Confidence
    place: Place
