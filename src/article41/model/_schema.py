"""The JSON Schema of a transfer, made from the models and their attribute docstrings."""

from __future__ import annotations

import ast
import sys
from collections.abc import Mapping
from functools import cache
from inspect import cleandoc, getsource
from typing import Any

from pydantic import BaseModel

from article41.model._items import ITEM_CLASSES, item_class
from article41.model._items_base import ItemBase
from article41.model._lookup import models_in
from article41.model._transfer import SCHEMA, Transfer

__all__ = ["transfer_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def transfer_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a transfer.

    It is as strict as the models, but for what a schema cannot say: that a day exists, that the check digit
    of an IMO number is right, that an authorisation covers items that are there.
    """
    schema = Transfer.model_json_schema()
    models = {model.__name__: model for model in _models(Transfer)}
    models |= {item_class(item_type).__name__: item_class(item_type) for item_type in ITEM_CLASSES}
    definitions: dict[str, Any] = schema.pop("$defs")
    # The money and quantity of an item are models too.
    models |= {inner.__name__: inner for model in list(models.values()) for inner in _models(model)}
    for name, definition in definitions.items():
        _describe(definition, models[name])
    _describe(schema, Transfer)
    title = schema.pop("title")
    return {
        "$schema": _DIALECT,
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": title,
        **schema,
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def _models(model: type[BaseModel]) -> list[type[BaseModel]]:
    found: list[type[BaseModel]] = [model]
    for inner in found:
        for info in inner.model_fields.values():
            found += [some for some in models_in(info.annotation) if some not in found]
    return found


def _describe(schema: dict[str, Any], model: type[BaseModel]) -> None:
    """Put the docstrings of ``model``'s attributes into its schema, and drop titles and defaults that say nothing."""
    described: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base.__module__.startswith("article41."):
            described |= _attribute_docs(base.__module__).get(base.__name__, {})
    aliases = {info.alias or name: name for name, info in model.model_fields.items()}
    for name, field in schema["properties"].items():
        field.pop("title", None)
        if field.get("default", "") is None:
            del field["default"]
        schema["properties"][name] = {"description": described[aliases[name]], **field}
    if issubclass(model, ItemBase):
        # Python may leave the type to the class; JSON may not.
        schema["properties"]["type"].pop("default")
        schema["required"] = ["type", *schema.get("required", [])]


@cache
def _attribute_docs(module: str) -> Mapping[str, Mapping[str, str]]:
    """The docstring under each annotated attribute of each class of ``module``."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(getsource(sys.modules[module])).body:
        if isinstance(node, ast.ClassDef):
            docs = found.setdefault(node.name, {"type": "What the item is."})
            for here, after in zip(node.body, node.body[1:], strict=False):
                match here, after:
                    case (
                        ast.AnnAssign(target=ast.Name(id=name)),
                        ast.Expr(value=ast.Constant(value=str(text))),
                    ):
                        docs[name] = cleandoc(text)
    return found
