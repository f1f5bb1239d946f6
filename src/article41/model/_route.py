"""How the thing moves."""

from __future__ import annotations

from typing import Annotated

from article41.model._base import Flag, ImoNumber, Model, Most, Text, Texts
from article41.model._limits import MAX_CODES
from article41.model._terms import RouteMode

__all__ = ["Route", "RouteAircraft", "Vessel"]


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
    modes: Annotated[tuple[RouteMode, ...], Most(MAX_CODES)] | None = None
    """By which means it is carried."""
    ship_to_ship: Flag | None = None
    """Whether it is passed from ship to ship at sea."""
    entry_point: Text | None = None
    """The port, airport or crossing through which it enters."""
    vessel: Vessel | None = None
    """The ship that carries it."""
    aircraft: RouteAircraft | None = None
    """The aircraft that carries it."""
