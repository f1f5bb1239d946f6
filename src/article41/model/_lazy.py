"""Fields whose model is imported and built only when a transfer states them.

Making a pydantic model takes longer than judging a transfer, and most transfers state few of the fields
there are. A lazy field validates, reports errors and is described in the JSON Schema like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from threading import RLock
from typing import Annotated, Any

from article41.model._base import Model
from article41.model._validators import validator_of

__all__ = ["LazyModel", "built", "lazily", "lazy"]

_lock = RLock()


def built(model: type[Model]) -> type[Model]:
    """Return ``model`` with its validator built; threads that come at the same time wait."""
    if not model.__pydantic_complete__:
        with _lock:
            model.model_rebuild()
    return model


def lazily(validate: Callable[[Any], Any]) -> Any:
    """Return the core schema of a value that ``validate`` turns into some model."""
    return {
        "type": "function-plain",
        "function": {"type": "no-info", "function": validate},
        "serialization": {"type": "function-plain", "function": _dump, "info_arg": True},
    }


def _dump(value: Any, info: Any) -> Any:
    # pydantic-core does not know the serializer of a model that is not built yet.
    return built(type(value)).__pydantic_serializer__.to_python(
        value,
        mode=info.mode,
        include=info.include,
        exclude=info.exclude,
        by_alias=info.by_alias,
        exclude_unset=info.exclude_unset,
        exclude_defaults=info.exclude_defaults,
        exclude_none=info.exclude_none,
        round_trip=info.round_trip,
    )


class LazyModel:
    """Annotation: the value is a ``name`` of ``article41.model.<module>``."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def model(self) -> type[Model]:
        """Return the model."""
        found: type[Model] = getattr(import_module(f"article41.model.{self._module}"), self._name)
        return found

    def _validate(self, value: Any) -> Any:
        return validator_of(self.model()).validate_python(value)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return lazily(self._validate)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        # As a step of a chain it gets a definition of its own; handed over bare it would be spelt out here.
        return handler({"type": "chain", "steps": [built(self.model()).__pydantic_core_schema__]})


def lazy(module: str, name: str) -> Any:
    """Return the type of a field that holds a ``name`` of ``article41.model.<module>``."""
    return Annotated[Model, LazyModel(module, name)]
