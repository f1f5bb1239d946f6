"""The canonical row and the document that it means."""

from __future__ import annotations

import json
from decimal import InvalidOperation
from typing import Any

import pytest

from article41.model import ITEM_TYPES, transfer_schema
from article41.tables import COLUMNS, document_of


def test_a_row_is_the_document_of_its_columns() -> None:
    row = {
        "row": 7,
        "date": "2019",
        "activities": "supply|transport",
        "supplier_listed": "",
        "end_user_stated": "true",
        "item_type": "petroleum",
        "item_hs": "2710",
        "item_quantity_amount": "12.70",
        "item_quantity_unit": "barrels",
        "route_ship_to_ship": "false",
        "vessel_flag": "KP",
        "aircraft_stated": "false",
        "determinations": '[{"matter": "m", "found": true}]',
        "recipient_state": None,
        "colour": "red",
    }
    assert document_of(row) == {
        "date": "2019",
        "activities": ["supply", "transport"],
        "supplier": {"listed": []},
        "end_user": {},
        "items": [{"type": "petroleum", "hs": "2710", "quantity": {"amount": 12.7, "unit": "barrels"}}],
        "route": {"ship_to_ship": False, "vessel": {"flag": "KP"}},
        "determinations": [{"matter": "m", "found": True}],
    }


def test_whole_numbers_stay_whole() -> None:
    (item,) = document_of({"item_calibre_mm": "75.0"})["items"]
    assert repr(item["calibre_mm"]) == "75"


@pytest.mark.parametrize(
    ("row", "error"),
    [({"item_calibre_mm": "wide"}, InvalidOperation), ({"determinations": "[{"}, json.JSONDecodeError)],
)
def test_what_cannot_be_read(row: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        document_of(row)


def _leaves(schema: Any, whole: Any, pointer: str = "") -> set[str]:
    while "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    if "properties" in schema:
        return {p for name, part in schema["properties"].items() for p in _leaves(part, whole, f"{pointer}/{name}")}
    parts = [part for part in schema.get("anyOf", schema.get("oneOf", ())) if part.get("type") != "null"]
    return {p for part in parts for p in _leaves(part, whole, pointer)} or {pointer}


def test_every_field_that_is_judged_has_a_column() -> None:
    schema = transfer_schema()
    fields = {p for p in _leaves(schema, schema) if not p.startswith("/items")}
    items = schema["properties"]["items"]["items"]
    fields |= {f"/items/0{p}" for p in _leaves(items, schema)}
    told = {column.pointer for column in COLUMNS.values()}
    aside = ("/schema", "/$schema", "/id", "/notes", "/payment", "/screening/date", "/route/vessel/imo")
    ends = ("description", "address", "references", "registration")
    assert {p for p in fields - told if not p.startswith(aside) and not p.endswith(ends)} == set()


def test_columns_are_of_one_place_each() -> None:
    assert len({column.pointer for column in COLUMNS.values()}) == len(COLUMNS)
    assert all(column.name == name for name, column in COLUMNS.items())
    fields = {field for name in ITEM_TYPES for field in ITEM_TYPES[name].model.model_fields} - {"description"}
    assert {column.pointer.split("/")[3] for column in COLUMNS.values() if column.name.startswith("item_")} == fields
