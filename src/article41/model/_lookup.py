"""Which model, and which words, belong at a place of a transfer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel

from article41.model._base import Model
from article41.model._item_types import literals_in
from article41.model._items import ITEM_CLASSES, item_class
from article41.model._items_base import ItemBase
from article41.model._lazy import LazyModel

__all__ = ["fields_of", "model_at", "models_in", "words_at"]

Path = Sequence[str | int]


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """Return the models that ``annotation`` names, in its order."""
    if isinstance(annotation, LazyModel):
        return [annotation.model()]
    if isinstance(annotation, type):
        return [annotation] if issubclass(annotation, Model) and annotation is not Model else []
    return [model for part in get_args(annotation) for model in models_in(part)]


def fields_of(model: type[BaseModel]) -> list[str]:
    """Return the names of the fields of ``model`` as JSON has them, the type of an item first."""
    names = [info.alias or name for name, info in model.model_fields.items()]
    return sorted(names, key=lambda name: name != "type")


def model_at(root: type[BaseModel], data: object, path: Path) -> type[BaseModel] | None:
    """Return the model of the value at ``path`` of ``data``, which is a ``root``; None if there is none."""
    return next(iter(models_in(_annotation_at(root, data, path))), None)


def words_at(root: type[BaseModel], data: object, path: Path) -> list[str]:
    """Return the words that are allowed at ``path`` of ``data``, which is a ``root``."""
    return literals_in(_annotation_at(root, data, path))


def _annotation_at(root: type[BaseModel], data: object, path: Path) -> Any:
    here: Any = root
    for part in path:
        data = _child(data, part)
        if isinstance(part, str):
            here = _annotation_of(here, part)
        elif ItemBase in models_in(here):
            item_type = data.get("type") if isinstance(data, Mapping) else None
            here = item_class(item_type) if isinstance(item_type, str) and item_type in ITEM_CLASSES else None
    return here


def _annotation_of(owner: Any, field: str) -> Any:
    fields = [entry for model in models_in(owner) for entry in model.model_fields.items()]
    return {info.alias or name: info.annotation for name, info in fields}.get(field)


def _child(data: object, part: str | int) -> object:
    try:
        return data[part]  # type: ignore[index]
    except (KeyError, IndexError, TypeError):
        return None
