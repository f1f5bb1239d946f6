"""A transfer as it was given, value by value, each with its JSON pointer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from article41.model._positions import pointer as pointer_of

__all__ = ["Stated", "stated_facts"]


class Stated(NamedTuple):
    """One stated value."""

    pointer: str
    value: str


def stated_facts(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[Stated]:
    """Yield every value that is neither an object nor a list with something in it, in the order given."""
    members: Any = ()
    if isinstance(value, dict):
        members = value.items()
    elif isinstance(value, list):
        members = enumerate(value)
    if not members or not value:
        yield Stated(pointer_of(path), _text(value))
        return
    for key, member in members:
        yield from stated_facts(member, (*path, key))


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, Decimal) else json.dumps(value)
