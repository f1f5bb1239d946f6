"""The JSON Schema of waiver files, for editors."""

from __future__ import annotations

from typing import Any

from article41.law._fingerprint import LENGTH
from article41.law._schema import schema_of
from article41.law._schema_words import DAY, TEXT, WORD, enum, listed, mapping
from article41.model._items import ITEM_CLASSES
from article41.waivers._form import FILE_KEYS, PARTIES, WAIVABLE, WAIVER_KEYS

__all__ = ["waivers_schema"]

_NEEDED = ["provision", "digest", "reason", "approver", "expires", "authority"]


def waivers_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a waiver file."""
    item = {"if": {"type": "integer"}, "then": {"minimum": 0}, "else": enum(ITEM_CLASSES)}
    shapes = {
        "provision": {"type": "string", "pattern": "^[^/]+/.+$", "description": "The id, with its regime."},
        # Of digits alone YAML makes a number.
        "digest": {"type": ["string", "number"], "pattern": f"^[0-9a-f]{{{LENGTH}}}$"},
        "verdict": enum(verdict.value for verdict in WAIVABLE),
        "transfer": WORD,
        "parties": mapping(dict.fromkeys(PARTIES, WORD)),
        "items": {**listed(item), "minItems": 1},
        "reason": TEXT,
        "approver": TEXT,
        "expires": DAY,
        "authority": TEXT,
        "notes": TEXT,
    }
    waiver = mapping({key: shapes[key] for key in WAIVER_KEYS}, _NEEDED)
    whole = {"waivers": listed(waiver), "notes": TEXT}
    return schema_of(
        "waivers", "Findings that are waived for a time", mapping({k: whole[k] for k in FILE_KEYS}, ["waivers"])
    )
