"""The canonical row: one item of one transfer, every column one place of the Transfer document.

A row means the transfer that ``document_of`` makes of it, and nothing else: tests and audits rest on that.
All columns are text, because a code must not become a number on its way here; NULL is *not stated*.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from article41.model import (
    ITEM_TYPES,
    Contract,
    EndUse,
    Money,
    Party,
    Quantity,
    Route,
    RouteAircraft,
    Screening,
    Vessel,
)

__all__ = ["COLUMNS", "ROW", "Column", "document_of"]

ROW = "row"
"""The key of a row, a BIGINT; it is not part of the transfer."""


class Column(NamedTuple):
    """A canonical column.

    Kinds:

    ``text``
        as it is.
    ``list``
        members joined by ``|``; an empty text is an empty list: stated, and none.
    ``flag``
        ``true`` or ``false``.
    ``number``
        decimal digits with a point, like ``12.7``.
    ``json``
        the JSON text of what stands there: a list of objects.
    ``mark``
        ``true``: the object is stated even where no column of it is.
    """

    name: str
    pointer: str
    """Where it stands in the document, as a JSON pointer."""
    kind: str


_NOT_JUDGED = frozenset({"description", "address", "references", "imo", "registration"})
"""Fields of the document that no rule can test: tables do not carry them."""


def _bare(annotation: Any) -> Any:
    """Return the type that an annotation is about, without ``None`` and what is attached to it."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _bare(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return _bare(next(part for part in get_args(annotation) if part is not type(None)))
    return annotation


def _kind(annotation: Any) -> str:
    bare = _bare(annotation)
    if bare is bool:
        return "flag"
    if bare is Decimal:
        return "number"
    return "list" if get_origin(bare) is tuple else "text"


def _fields(model: Any, prefix: str, pointer: str, without: frozenset[str] = _NOT_JUDGED) -> Iterator[Column]:
    for field, info in model.model_fields.items():
        if field in without:
            continue
        if (bare := _bare(info.annotation)) in (Quantity, Money):
            yield from _fields(bare, f"{prefix}_{field}", f"{pointer}/{field}")
        else:
            yield Column(f"{prefix}_{field}", f"{pointer}/{field}", _kind(info.annotation))


def _rows() -> Iterator[Column]:
    yield Column("date", "/date", "text")
    yield Column("activities", "/activities", "list")
    yield Column("reason", "/reason", "text")
    for who in ("supplier", "recipient", "end_user"):
        yield from _fields(Party, who, f"/{who}")
    yield Column("end_user_stated", "/end_user", "mark")
    for item_type in ITEM_TYPES:
        yield from _fields(ITEM_TYPES[item_type].model, "item", "/items/0")
    parts = frozenset({"vessel", "aircraft"})
    yield from _fields(Route, "route", "/route", parts)
    yield from _fields(Vessel, "vessel", "/route/vessel")
    yield Column("vessel_stated", "/route/vessel", "mark")
    yield from _fields(RouteAircraft, "aircraft", "/route/aircraft")
    yield Column("aircraft_stated", "/route/aircraft", "mark")
    yield from _fields(Contract, "contract", "/contract")
    yield from _fields(EndUse, "end_use", "/end_use")
    yield from _fields(Screening, "screening", "/screening", frozenset({"date"}))
    for many in ("intermediaries", "authorisations", "determinations"):
        yield Column(many, f"/{many}", "json")


# Many item types have the same field: it is one column.
COLUMNS: Mapping[str, Column] = MappingProxyType({column.name: column for column in _rows()})
"""Every canonical column by name, in the order of the document. A table may leave out any of them but ``date``
and ``item_type``; what is left out is not stated."""


def _value(column: Column, text: str) -> Any:
    match column.kind:
        case "list":
            return text.split("|") if text else []
        case "flag":
            return {"true": True, "false": False}.get(text, text)
        case "number":
            number = Decimal(text)
            return int(number) if number == number.to_integral_value() else float(number)
        case "json":
            return json.loads(text)
        case _:
            return text


def document_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the transfer, as the JSON document, that a canonical row stands for.

    Args:
        row: column -> text, or None where it is not stated; what is no canonical column is passed over.

    Raises:
        ValueError: a JSON text in it cannot be read.
        decimal.InvalidOperation: a number in it cannot be read.
    """
    document: dict[str, Any] = {}
    for column in COLUMNS.values():
        text = row.get(column.name)
        if text is None:
            continue
        *around, last = column.pointer[1:].split("/")
        place: Any = document
        for name in around:
            place = place[0] if name == "0" else place.setdefault(name, [{}] if name == "items" else {})
        if column.kind == "mark":
            if text == "true":
                place.setdefault(last, {})
        else:
            place[last] = _value(column, text)
    return document
