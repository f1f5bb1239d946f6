"""The JSON Schemas that the command prints and ``rules new`` lays beside new rules."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

__all__ = ["SCHEMAS", "file_name", "schema_text"]

SCHEMAS: Mapping[str, str] = MappingProxyType(
    {
        "transfer": "article41.model:transfer_schema",
        "regime": "article41.law._schema:regime_schema",
        "categories": "article41.law._schema:categories_schema",
        "registers": "article41.law._schema:registers_schema",
        "rulebook": "article41.law._schema:head_schema",
        "cases": "article41.cases._schema:cases_schema",
        "waivers": "article41.waivers._schema:waivers_schema",
    }
)
"""What makes each schema, by name; imported when it is asked for."""


def file_name(name: str) -> str:
    """Return how the file of a schema is called."""
    return f"{name}.schema.json"


def schema_text(name: str) -> str:
    """Return a schema as it is committed: JSON, indented, with a line break at the end.

    Raises:
        KeyError: there is no such schema.
    """
    module, _, function = SCHEMAS[name].partition(":")
    schema = getattr(import_module(module), function)()
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
