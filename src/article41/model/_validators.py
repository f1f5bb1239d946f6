"""Validators made straight from the fields of the models.

pydantic makes the same ones, but first it looks for plug-ins in every installed distribution, and that alone
takes a tenth of the time that the whole command may take. What reads files is built here, from the public
parts of pydantic and pydantic-core; a test holds every schema made here against the one of pydantic.
"""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import SchemaValidator

from article41.model._base import Model, Most

__all__ = ["schema_of", "validator_of"]

Schema = dict[str, Any]


@cache
def validator_of(model: type[Model]) -> SchemaValidator:
    """Return the validator of ``model``."""
    schema: Any = schema_of(model)
    return SchemaValidator(schema)


def schema_of(model: type[Model]) -> Schema:
    """Return the core schema of ``model``."""
    fields = {name: _field(info) for name, info in model.model_fields.items()}
    schema: Schema = {
        "type": "model",
        "cls": model,
        "schema": {"type": "model-fields", "fields": fields, "model_name": model.__name__},
        "config": {"title": model.__name__, "extra_fields_behavior": "forbid"},
    }
    if model.consistent is Model.consistent:
        return schema
    return {"type": "function-after", "function": {"type": "no-info", "function": model.consistent}, "schema": schema}


def _field(info: FieldInfo) -> Schema:
    schema = _type(info.annotation, *info.metadata)
    if not info.is_required():
        schema = {"type": "default", "schema": schema, "default": info.default}
    field: Schema = {"type": "model-field", "schema": schema}
    if info.alias is not None:
        field["validation_alias"] = info.alias
    return field


def _type(annotation: Any, *marks: Any) -> Schema:
    for mark in marks:
        return mark.limit(_type(annotation)) if isinstance(mark, Most) else _own(mark)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(*arguments)
    if origin is Literal:
        return {"type": "literal", "expected": list(arguments)}
    if origin is Union or origin is UnionType:
        (stated,) = (part for part in arguments if part is not type(None))
        return {"type": "nullable", "schema": _type(stated)}
    if origin is tuple:
        return {"type": "tuple", "items_schema": [_type(arguments[0])], "variadic_item_index": 0}
    return schema_of(annotation) if issubclass(annotation, Model) else _own(annotation)


def _own(kind: Any) -> Schema:
    """The schema that a type or annotation of ours states outright."""
    schema: Schema = kind.__get_pydantic_core_schema__(None, None)
    return schema
