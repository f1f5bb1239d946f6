"""The JSON Schema of case files, for editors: the transfer's own schema in short form, and what a case may expect."""

from __future__ import annotations

from typing import Any

from article41._words import ExemptionStatus, Role, Verdict
from article41.cases._form import CASE_KEYS, FILE_KEYS, PARTIES
from article41.law._schema import schema_of
from article41.law._schema_words import CITATION, TEXT, WORD, enum, listed, mapping
from article41.model import transfer_schema
from article41.model._items import ITEM_TYPES
from article41.model._terms import ACTIVITIES
from article41.model._vocabulary import FACTS

__all__ = ["cases_schema"]

_IDS = listed(WORD)
_AS_WRITTEN = ("date", "hs")
"""Fields that a case reads as text, however much like a number they look."""


def cases_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a case file."""
    transfer = transfer_schema()
    definitions = {name: _short(definition) for name, definition in transfer["$defs"].items()}
    definitions["item"] = _item(transfer["properties"]["items"]["items"]["discriminator"]["mapping"])
    shapes: dict[str, Any] = {
        "name": TEXT,
        "transfer": {"$ref": "#/$defs/transfer"},
        "expect": enum(verdict.value for verdict in Verdict),
        "provisions": _IDS,
        "provisions_not": _IDS,
        "cites": listed(CITATION),
        "cites_not": listed(CITATION),
        "exemptions": {"type": "object", "additionalProperties": enum(status.value for status in ExemptionStatus)},
        "missing": listed(enum(FACTS)),
        "obligations": {"if": {"type": "object"}, "then": {"additionalProperties": WORD}, "else": _IDS},
        "obligations_not": _IDS,
        "advisories": _IDS,
        "advisories_not": _IDS,
        "certain": _IDS,
        "citations": {
            "type": "object",
            "additionalProperties": mapping({role.value: listed(CITATION) for role in Role}),
        },
        "reaches": {
            "type": "object",
            "additionalProperties": mapping({"items": listed({"type": "integer"}), "acts": listed(enum(ACTIVITIES))}),
        },
        "caveats": _IDS,
        "why": TEXT,
    }
    case = mapping({key: shapes[key] for key in CASE_KEYS}, ["name", "transfer", "expect", "why"])
    whole: dict[str, Any] = {
        "regime": WORD,
        "defaults": {"$ref": "#/$defs/transfer"},
        "cases": listed({"$ref": "#/$defs/case"}),
        "unreachable": listed(mapping({"element": TEXT, "why": TEXT}, ["element", "why"])),
        "notes": TEXT,
    }
    return schema_of(
        "cases",
        "Cases: transfers with the verdict that they must get",
        {
            **mapping({key: whole[key] for key in FILE_KEYS}, ["cases"]),
            "$defs": {"case": case, **definitions, "transfer": _transfer(transfer)},
        },
    )


def _transfer(schema: dict[str, Any]) -> dict[str, Any]:
    """A transfer in short form. Nothing is required: the defaults of the file may state it."""
    fields = _short({key: value for key, value in schema.items() if key in ("type", "properties")})
    shapes = fields["properties"]
    for who in PARTIES:
        shapes[who] = {**shapes[who], "anyOf": [{"type": "string"}, *shapes[who]["anyOf"]]}
    item = {
        "if": {"type": "string"},
        "then": enum(sorted(ITEM_TYPES)),
        "else": {"$ref": "#/$defs/item"},
    }
    shapes["items"] = {"description": shapes["items"]["description"], "type": "array", "minItems": 1, "items": item}
    return {**fields, "additionalProperties": False}


def _item(types: dict[str, str]) -> dict[str, Any]:
    """An item by its type. Each type has a branch of its own, so that an editor tells what is wrong with that one."""
    branches = [
        {"if": {"properties": {"type": {"const": name}}, "required": ["type"]}, "then": {"$ref": where}}
        for name, where in types.items()
    ]
    return {"type": "object", "required": ["type"], "properties": {"type": enum(types)}, "allOf": branches}


def _short(schema: dict[str, Any]) -> dict[str, Any]:
    """Let dates and HS codes be numbers, which YAML makes of ``2023`` and ``9301``."""
    if not isinstance(schema.get("properties"), dict):
        return schema
    shapes = {name: _or_number(shape) if name in _AS_WRITTEN else shape for name, shape in schema["properties"].items()}
    return {**schema, "properties": shapes}


def _or_number(shape: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [shape, {"type": "integer"}]}
