"""What an item of each type can state: its facts and the words that they can have.

All of it is read off the models, type by type and only when asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any, Generic, Literal, TypeVar, get_args, get_origin

from article41.model._items import ITEM_CLASSES
from article41.model._items_base import ItemBase
from article41.model._terms import SERVICE_ACTIVITY

__all__ = ["FACTS_OF_FIELDS", "FIELD_WORDS", "ITEM_TYPES", "ItemTypeInfo", "literals_in"]

FACTS_OF_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "controls": ("item.control",),
        "lists": ("item.list",),
        "subjects": ("item.subject",),
        "value": ("item.value_usd",),
        "unit_value": ("item.unit_value_usd",),
        "period_total": ("item.total_barrels", "item.total_tonnes"),
        "period_total_value": ("item.total_usd",),
        "description": (),
        "quantity": (),
    }
)
"""The facts that a field states, where they are not just ``item.`` and the field's name."""


class ItemTypeInfo:
    """What an item of one type can state."""

    # No dataclass: making one takes longer than reading a transfer.
    __slots__ = ("facts", "model", "name", "service", "words")

    name: str
    model: type[ItemBase]
    service: bool
    """Whether it is a service; else it is goods."""
    facts: frozenset[str]
    """The names of the facts that it can state, ``item.type`` included."""
    words: Mapping[str, frozenset[str]]
    """The closed set of words of each of those facts that has one."""

    def __init__(
        self,
        name: str,
        model: type[ItemBase],
        service: bool,
        facts: frozenset[str],
        words: Mapping[str, frozenset[str]],
    ) -> None:
        self.name, self.model, self.service, self.facts, self.words = name, model, service, facts, words

    def __repr__(self) -> str:
        return f"ItemTypeInfo({self.name!r})"


@cache
def _info(item_type: str) -> ItemTypeInfo:
    module, name = ITEM_CLASSES[item_type]
    model: type[ItemBase] = getattr(import_module(f"article41.model._items_{module}"), name)
    facts: set[str] = set()
    words: dict[str, frozenset[str]] = {}
    for field, info in model.model_fields.items():
        names = FACTS_OF_FIELDS.get(field, (f"item.{field}",))
        facts.update(names)
        literals = literals_in(info.annotation)
        if literals:
            words[names[0]] = frozenset(literals)
    return ItemTypeInfo(item_type, model, item_type in SERVICE_ACTIVITY, frozenset(facts), MappingProxyType(words))


def literals_in(annotation: Any) -> list[str]:
    """Return the words of the literals that ``annotation`` names, in its order."""
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return [word for part in get_args(annotation) for word in literals_in(part)]


_T = TypeVar("_T")


class _Lazy(Mapping[str, _T], Generic[_T]):
    """A read-only mapping with fixed keys whose values are made when they are asked for."""

    __slots__ = ("_keys", "_make")

    def __init__(self, keys: Callable[[], tuple[str, ...]], make: Callable[[str], _T]) -> None:
        self._keys, self._make = keys, make

    def __getitem__(self, key: str) -> _T:
        if key not in self._keys():
            raise KeyError(key)
        return self._make(key)

    def __contains__(self, key: object) -> bool:
        return key in self._keys()

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys())

    def __len__(self) -> int:
        return len(self._keys())


ITEM_TYPES: Mapping[str, ItemTypeInfo] = _Lazy(lambda: tuple(ITEM_CLASSES), _info)
"""Every item type by name, in alphabetical order."""


@cache
def _field_words() -> Mapping[str, frozenset[str]]:
    words: dict[str, frozenset[str]] = {}
    for item_type in ITEM_CLASSES:
        for fact, some in _info(item_type).words.items():
            if fact != "item.type":
                words[fact] = words.get(fact, frozenset()) | some
    return words


FIELD_WORDS: Mapping[str, frozenset[str]] = _Lazy(
    lambda: ("item.field", "item.kind", "item.material"), lambda fact: _field_words()[fact]
)
"""The words that ``item.kind``, ``item.material`` and ``item.field`` can have, over all item types."""
