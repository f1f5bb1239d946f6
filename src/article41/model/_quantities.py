"""Amounts of things and of money."""

from __future__ import annotations

from typing import Literal

from article41.model._base import Currency, Model, Number

__all__ = ["Money", "Quantity"]


class Quantity(Model):
    """So many of a unit."""

    amount: Number
    """How many."""
    unit: Literal[
        "pieces",
        "rounds",
        "pairs",
        "persons",
        "hours",
        "kg",
        "tonnes",
        "litres",
        "cubic_metres",
        "barrels",
        "other",
    ]
    """Of what: tonnes are metric, a barrel is 42 US gallons."""


class Money(Model):
    """A sum of money."""

    amount: Number
    """How much."""
    currency: Currency
    """In which currency, by its ISO 4217 code."""
