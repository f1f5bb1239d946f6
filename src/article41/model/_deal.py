"""What was agreed and paid, and what it is for."""

from __future__ import annotations

from typing import Annotated

from article41.model._base import Currency, Flag, LongText, Model, Most, Number, Text
from article41.model._dates import PartialDate
from article41.model._limits import MAX_CODES
from article41.model._terms import Purpose

__all__ = ["Contract", "EndUse", "Payment"]


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

    purposes: Annotated[tuple[Purpose, ...], Most(MAX_CODES)] | None = None
    """Every purpose that is stated."""
    description: LongText | None = None
    """The end use in the words of the papers."""
