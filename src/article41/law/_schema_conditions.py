"""JSON Schemas of conditions, made from the table of facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from article41.law._conditions import DATE_TESTS, MOST, NUMBER_TESTS, PARTY_KEYS, SUGAR
from article41.law._schema_words import DAY, FLAG, NUMBER, PERIOD, WORD, enum, mapping
from article41.model._items import FIELD_WORDS, ITEM_TYPES
from article41.model._vocabulary import FACTS, FactSpec

__all__ = ["condition_definitions", "sugar_schemas"]

_NOT_TESTED = "law.renewed"
_CODES = ("free", "control")
"""Registers of which no word is known beforehand, unless the fact is one of ``FIELD_WORDS``."""


def condition_definitions(of_items: bool = False) -> dict[str, Any]:
    """Return the definitions of conditions, facts and parties; with ``of_items`` those that a category may use.

    A category looks at its item and the day alone, and never negates another category.
    """
    if not of_items:
        facts = [name for name in FACTS if name != _NOT_TESTED]
        return {**_facts(facts), **_parties(), **_conditions("conditions", facts, "conditions")}
    facts = [name for name in FACTS if (name.startswith("item.") and name != "item.concerns") or name == "date"]
    plain = [name for name in facts if name != "item.category"]
    return {
        **_facts(facts),
        **_conditions("item_conditions", facts, "negated_conditions"),
        **_conditions("negated_conditions", plain, "negated_conditions"),
    }


def sugar_schemas() -> dict[str, Any]:
    """Return the shapes of ``acts``, ``items``, the party keys and ``when``, which refer to the definitions."""
    found = {"acts": _fact("activity"), "items": _fact("item.concerns"), "when": _ref("conditions")}
    return {key: found[key] if key in found else _ref(f"of:{key}") for key in SUGAR}


def _parties() -> dict[str, Any]:
    tests = {
        who: {name.partition(".")[2]: _fact(name) for name in FACTS if name.startswith(f"{who}.")} for who in PARTY_KEYS
    }
    return {f"of:{who}": {**mapping(some), "minProperties": 1} for who, some in tests.items()}


def _conditions(name: str, facts: Iterable[str], negated: str) -> dict[str, Any]:
    joined = {"all": _ref(name), "any": _ref(name), "not": _ref(negated), "during": PERIOD}
    entry = {**mapping({**joined, **{fact: _fact(fact) for fact in facts}}), "minProperties": 1}
    single = name.removesuffix("s")
    return {
        name: {"if": {"type": "array"}, "then": {"items": _ref(single), "minItems": 1}, "else": _ref(single)},
        single: entry,
    }


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _fact(name: str) -> dict[str, Any]:
    return _ref(f"fact:{name}")


def _facts(names: Iterable[str]) -> dict[str, Any]:
    return {f"fact:{name}": {"description": FACTS[name].ask, **_test(FACTS[name])} for name in names}


def _test(spec: FactSpec) -> dict[str, Any]:
    if spec.kind == "number":
        figure = {**NUMBER, "minimum": -MOST / spec.scale, "maximum": MOST / spec.scale}
        return {**mapping(dict.fromkeys(NUMBER_TESTS, figure)), "minProperties": 1}
    if spec.kind == "date":
        days = {**mapping(dict.fromkeys(DATE_TESTS, DAY)), "minProperties": 1}
        return {"if": {"type": "object"}, "then": days, "else": PERIOD}
    word = _word(spec)
    words = {"if": {"type": "array"}, "then": {"items": word, "minItems": 1}, "else": word}
    more: dict[str, Any] = {}
    if spec.values is not None:
        more["only"] = words
    if spec.register not in _CODES or spec.name in FIELD_WORDS:
        more["present"] = FLAG
    if not more:
        return words
    return {"if": {"type": "object"}, "then": {**mapping(more), "minProperties": 1}, "else": words}


def _word(spec: FactSpec) -> dict[str, Any]:
    if spec.kind == "prefix" and spec.register == "free":
        return {"type": ["string", "integer"], "pattern": "^[0-9]{2,10}$", "minimum": 10}
    if spec.values is not None:
        return enum(sorted(spec.values))
    if spec.register == "item_type":
        return enum(sorted(ITEM_TYPES))
    if spec.name in FIELD_WORDS:
        return enum(sorted(FIELD_WORDS[spec.name]))
    return {**WORD, "minLength": 1}
