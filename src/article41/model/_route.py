"""How the thing moves, what was agreed and paid, and what it is for."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from article41.model._base import Currency, Flag, ImoNumber, LongText, Model, Number, Text, Texts
from article41.model._dates import PartialDate
from article41.model._limits import MAX_CODES
from article41.model._terms import Purpose, RouteMode

__all__ = ["Contract", "EndUse", "Payment", "Route", "RouteAircraft", "Vessel"]


class Vessel(Model):
    """The ship that carries it."""

    name: Text | None = None
    """The name of the ship."""
    imo: ImoNumber | None = None
    """Its IMO number: seven digits."""
    flag: Text | None = None
    """The State whose flag it flies."""
    controller: Text | None = None
    """The State that owns, controls or operates it."""
    designated: Flag | None = None
    """Whether it is on a UN list of designated vessels."""


class RouteAircraft(Model):
    """The aircraft that carries it."""

    registration: Text | None = None
    """The registration mark."""
    flag: Text | None = None
    """The State of registration."""


class Route(Model):
    """From where to where, through what, by which means."""

    origin: Text | None = None
    """The State from which it is shipped."""
    destination: Text | None = None
    """The State to which it is shipped."""
    transit: Texts | None = None
    """The States through which it passes; an empty list says: through none."""
    modes: Annotated[tuple[RouteMode, ...], Field(max_length=MAX_CODES)] | None = None
    """By which means it is carried."""
    ship_to_ship: Flag | None = None
    """Whether it is passed from ship to ship at sea."""
    entry_point: Text | None = None
    """The port, airport or crossing through which it enters."""
    vessel: Vessel | None = None
    """The ship that carries it."""
    aircraft: RouteAircraft | None = None
    """The aircraft that carries it."""


class Contract(Model):
    """The contract under which it is done."""

    date: PartialDate | None = None
    """The day on which it was concluded."""
    written: Flag | None = None
    """Whether it is in writing."""


class Payment(Model):
    """What is paid."""

    amount: Number | None = None
    """How much."""
    currency: Currency | None = None
    """In which currency, by its ISO 4217 code."""
    method: Text | None = None
    """How it is paid: cash, letter of credit, barter ..."""
    description: LongText | None = None
    """What is paid for, or given in return."""


class EndUse(Model):
    """What it will be used for."""

    purposes: Annotated[tuple[Purpose, ...], Field(max_length=MAX_CODES)] | None = None
    """Every purpose that is stated."""
    description: LongText | None = None
    """The end use in the words of the papers."""
