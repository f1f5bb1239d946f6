"""JSON Schemas of rule files, for editors, made from the tables that the loader reads by.

They know the form, not the law: which States, categories or paragraphs there are is in the registers, and only the
loader looks there. Where YAML itself would make a number or a truth value of a plain word that the loader takes as
text, both are allowed. In one point they are stricter than the loader: a key without a value is refused.
"""

from __future__ import annotations

from typing import Any

from article41._words import Confidence, Effect, Role
from article41.law import _regime as regime
from article41.law._register_files import HEAD_KEYS, KEYS, LISTING_KEYS
from article41.law._schema_conditions import condition_definitions, sugar_schemas
from article41.law._schema_words import (
    CITATION,
    DAY,
    DOCUMENT_CITATION,
    FLAG,
    PARAGRAPH,
    PERIOD,
    SYMBOL,
    TEXT,
    WORD,
    enum,
    listed,
    mapping,
    number_from,
)  # fmt: skip
from article41.law._source import CATEGORY_KEYS
from article41.model._items import ITEM_TYPES

__all__ = ["categories_schema", "head_schema", "regime_schema", "registers_schema", "schema_of"]

_CONFIDENCE = enum(word.value for word in Confidence)
_CHAPTERS = listed({"type": ["string", "integer"], "pattern": "^[0-9]{2}$"})
_NOTE = {"note": TEXT, "notes": TEXT, "unverified": FLAG}
_SURE = {"confidence": _CONFIDENCE, "confidence_note": TEXT}
_PERIODS = {"oneOf": [PERIOD, {"type": "array", "items": PERIOD, "minItems": 1}]}
_CITE = {
    "oneOf": [CITATION, mapping({"cite": CITATION, "unverified": FLAG}, ["cite"])],
}
_SAYS_WHY = {
    "if": {"properties": {"confidence": enum(("medium", "low"))}, "required": ["confidence"]},
    "then": {"required": ["confidence_note"]},
}


def schema_of(name: str, title: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return ``schema`` with the head that all schemas of this library have."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:article41:{name}:1",
        "title": title,
        **schema,
    }


def regime_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a file under ``regimes/``."""
    shapes = {
        "regime": WORD,
        "title": TEXT,
        "target": listed(WORD),
        "committee": WORD,
        "status": enum(regime.STATUSES),
        "verified_to": DAY,
        "sources": listed(TEXT),
        "notes": TEXT,
        "exemptions": {"type": "object", "additionalProperties": {"$ref": "#/$defs/power"}},
        "provisions": {"type": "object", "additionalProperties": {"$ref": "#/$defs/provision"}},
    }
    head = mapping(
        {key: shapes[key] for key in regime.REGIME_KEYS}, ["regime", "title", "status", "verified_to", "provisions"]
    )
    definitions = {
        **condition_definitions(),
        "cite": _CITE,
        "exemption": _exemption(of_regime=False),
        "power": _exemption(of_regime=True),
        "procedure": _procedure(),
        "provision": _provision(),
    }
    return schema_of("regime", "One embargo: its rules", {**head, "$defs": definitions})


def categories_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a file under ``categories/``."""
    shapes = {
        "title": TEXT,
        "why": TEXT,
        "cite": {"$ref": "#/$defs/cite"},
        "includes": {**listed(WORD), "minItems": 1},
        "rules": {"$ref": "#/$defs/item_conditions"},
        **_SURE,
        "note": TEXT,
        "notes": TEXT,
        "sources": listed(TEXT),
    }
    category = {
        **mapping({key: shapes[key] for key in CATEGORY_KEYS}, ["title", "why"]),
        "anyOf": [{"required": ["rules"]}, {"required": ["includes"]}],
        "allOf": [_SAYS_WHY],
    }
    head = mapping({"categories": {"type": "object", "additionalProperties": category}, "notes": TEXT}, ["categories"])
    definitions = {**condition_definitions(of_items=True), "cite": _CITE}
    return schema_of("categories", "What counts as what", {**head, "$defs": definitions})


def registers_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the files under ``registers/``: each holds some of the sections."""
    sections = {name: {"type": "object", "additionalProperties": _entry(name)} for name in KEYS}
    for name in ("resolutions", "documents"):
        sections[name]["propertyNames"] = {"pattern": SYMBOL}
    sections["item_types"] = mapping({name: _item_type(name) for name in sorted(ITEM_TYPES)})
    sections["ambiguous"] = {"type": "object", "additionalProperties": listed(WORD)}
    return schema_of("registers", "The words that rules may use", mapping(sections))


def head_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``rulebook.yaml``."""
    shapes = {"version": WORD, "covers_from": DAY, "title": TEXT, "note": TEXT, "notes": TEXT}
    return schema_of(
        "rulebook", "The head of a rulebook", mapping({key: shapes[key] for key in HEAD_KEYS}, ["version"])
    )


_ENTRY_SHAPES: dict[str, Any] = {
    **_NOTE,
    "adopted": DAY,
    "title": TEXT,
    "url": TEXT,
    "paragraphs": listed(PARAGRAPH),
    "complete": FLAG,
    "name": TEXT,
    "names": listed(TEXT),
    "from": DAY,
    "until": DAY,
    "predecessors": listed(WORD),
    "successors": listed(WORD),
    "alpha3": WORD,
    "numeric": WORD,
    "codes": listed(WORD),
    "part_of": WORD,
    "within": WORD,
    "committee": TEXT,
    "cite": listed(DOCUMENT_CITATION),
    "aliases": listed(WORD),
    "state": WORD,
    "kind": WORD,
    "listed": listed(
        mapping(
            {key: {"list": WORD, "ref": WORD, "from": DAY, "until": DAY, **_NOTE}[key] for key in LISTING_KEYS},
            ["list", "from"],
        )
    ),
    "parent": TEXT,
    "in": listed(WORD),
    "ask": TEXT,
    "hs": _CHAPTERS,
    "by_material": {},
    "states": {**listed(WORD), "minItems": 1},
    "both": FLAG,
    "says": TEXT,
    "source": TEXT,
    "confidence": _CONFIDENCE,
}
_NEEDED = {
    "resolutions": ["adopted", "title"],
    "documents": ["adopted", "title"],
    "territories": ["name"],
    "areas": ["name"],
    "party_lists": ["title"],
    "control_lists": ["title"],
    "actors": ["name"],
    "forces": ["name"],
    "matters": ["ask"],
    "not_encoded": ["title", "cite", "from", "states", "says", "confidence"],
    "not_embargoed": ["states", "says", "confidence"],
}


def _entry(section: str) -> dict[str, Any]:
    return mapping({key: _ENTRY_SHAPES[key] for key in KEYS[section]}, _NEEDED.get(section, []))


def _item_type(name: str) -> dict[str, Any]:
    entry = _entry("item_types")
    materials = sorted(ITEM_TYPES[name].words.get("item.material", ()))
    entry["properties"]["by_material"] = mapping(dict.fromkeys(materials, _CHAPTERS))
    return entry


def _provision() -> dict[str, Any]:
    shapes = {
        "cite": {
            **mapping({role.value: listed({"$ref": "#/$defs/cite"}) for role in Role}),
            "minProperties": 1,
        },
        "in_force": _PERIODS,
        "effect": enum(effect.value for effect in Effect),
        "duty": WORD,
        **sugar_schemas(),
        "exempt": {"type": "object", "additionalProperties": {"$ref": "#/$defs/exemption"}},
        "rule": TEXT,
        **_SURE,
        "notes": TEXT,
        "disputed": TEXT,
        "renewal": enum(("unverified",)),
    }
    effect, oblige = "effect", {"properties": {"effect": {"const": Effect.OBLIGE.value}}, "required": ["effect"]}
    forbids = {"properties": {effect: {"const": Effect.PROHIBIT.value}}}
    return {
        **mapping({key: shapes[key] for key in regime.PROVISION_KEYS}, ["cite", "in_force", "rule", "confidence"]),
        "anyOf": [{"required": [key]} for key in sugar_schemas()],
        "allOf": [
            _SAYS_WHY,
            {"if": oblige, "then": {"required": ["duty"]}, "else": {"properties": {"duty": False}}},
            {"if": forbids, "else": {"properties": {"exempt": False}}},
        ],
    }


def _exemption(of_regime: bool) -> dict[str, Any]:
    shapes = {
        "cite": {"$ref": "#/$defs/cite"},
        "under": listed({"$ref": "#/$defs/cite"}),
        "in_force": _PERIODS,
        **sugar_schemas(),
        "procedure": {"$ref": "#/$defs/procedure"},
        "summary": TEXT,
        **_SURE,
        "notes": TEXT,
        "applies_to": {**listed(WORD), "minItems": 1},
        "except": listed(WORD),
    }
    left_out = () if of_regime else ("applies_to", "except")
    return {
        **mapping(
            {key: shapes[key] for key in regime.EXEMPTION_KEYS if key not in left_out},
            ["cite", "summary", *(["in_force"] if of_regime else [])],
        ),
        "anyOf": [{"required": [key]} for key in (*sugar_schemas(), "procedure")],
        "allOf": [_SAYS_WHY],
    }


def _procedure() -> dict[str, Any]:
    times = {key: DAY if key == "until" else number_from(0) for key in regime.PROCEDURE_TIMES}
    kinds = {kind: {"type": "string", "examples": list(regime.BODIES)} for kind in regime.PROCEDURE_KINDS}
    return {
        **mapping({**kinds, **times, "by": enum(regime.MAKERS)}),
        "oneOf": [{"required": [kind]} for kind in kinds],
        "allOf": [{"not": {"required": [one, other]}} for n, one in enumerate(times) for other in list(times)[n + 1 :]],
    }
