"""The transfer: the one document that is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from article41.model._base import LongText, Model, Most, Text
from article41.model._dates import PartialDate
from article41.model._items import Item
from article41.model._lazy import lazy
from article41.model._limits import (
    MAX_AUTHORISATIONS,
    MAX_CODES,
    MAX_DETERMINATIONS,
    MAX_INTERMEDIARIES,
    MAX_ITEMS,
)
from article41.model._party import Intermediary, Party, Screening
from article41.model._terms import Activity, Reason

if TYPE_CHECKING:
    from article41.model._deal import Contract, EndUse, Payment
    from article41.model._papers import Authorisation, Determination
    from article41.model._route import Route
else:
    Contract, EndUse, Payment = (lazy("_deal", name) for name in ("Contract", "EndUse", "Payment"))
    Authorisation, Determination = (lazy("_papers", name) for name in ("Authorisation", "Determination"))
    Route = lazy("_route", "Route")

__all__ = ["SCHEMA", "Transfer"]

SCHEMA = "article41/transfer/1"
"""The name of this form, as ``schema`` states it."""


class Transfer(Model):
    """Who moves what to whom, when, how, why and with whose leave.

    Only ``date`` and ``items`` are required. What is left out is unknown, never "no"; docs/rule-form.md says
    how each absent field is read.
    """

    schema_: Literal["article41/transfer/1"] | None = Field(default=None, alias="schema")
    """The name of this form."""
    schema_uri: Text | None = Field(default=None, alias="$schema")
    """The JSON Schema that an editor is to use; not read."""
    id: Text = "transfer"
    """Your name for the transfer; reports repeat it."""
    description: LongText | None = None
    """The story in a few words; not judged."""
    date: PartialDate
    """The day of the act: of shipment or, before that, of agreement. In New York dates."""
    activities: Annotated[tuple[Activity, ...], Most(MAX_CODES)] | None = None
    """What is done; goods are supplied and services rendered where nothing is stated."""
    reason: Reason | None = None
    """On what ground it is done."""
    supplier: Party | None = None
    """Who gives."""
    recipient: Party | None = None
    """Who receives."""
    end_user: Party | None = None
    """Who will use it; the recipient where no other is stated."""
    intermediaries: Annotated[tuple[Intermediary, ...], Most(MAX_INTERMEDIARIES)] | None = None
    """Who else takes part."""
    items: Annotated[tuple[Item, ...], Most(MAX_ITEMS, least=1)]
    """What is moved or done, line by line."""
    route: Route | None = None
    """How it moves."""
    contract: Contract | None = None
    """The contract under which it is done."""
    payment: Payment | None = None
    """What is paid."""
    end_use: EndUse | None = None
    """What it will be used for."""
    authorisations: Annotated[tuple[Authorisation, ...], Most(MAX_AUTHORISATIONS)] | None = None
    """What was approved, notified or reported."""
    determinations: Annotated[tuple[Determination, ...], Most(MAX_DETERMINATIONS)] | None = None
    """What was determined about it."""
    screening: Screening | None = None
    """What a check of the parties against UN lists has shown."""
    notes: LongText | None = None
    """Anything else; not judged."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        return self.consistent()

    def consistent(self) -> Self:
        """Return the transfer, or raise if an authorisation covers items that are not there."""
        errors = [
            InitErrorDetails(
                type=PydanticCustomError(
                    "no_such_item",
                    "there is no item {index}: items are counted from 0 to {last}",
                    {"index": index, "last": len(self.items) - 1},
                ),
                loc=("authorisations", row, "items", column),
                input=index,
            )
            for row, paper in enumerate(self.authorisations or ())
            for column, index in enumerate(paper.items or ())
            if not 0 <= index < len(self.items)
        ]
        if errors:
            raise ValidationError.from_exception_data("Transfer", errors)
        return self
