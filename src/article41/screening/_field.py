"""How one place of a transfer is filled from a column of a table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from article41.model import ITEM_TYPES, Transfer
from article41.model._item_types import literals_in
from article41.model._lookup import words_at
from article41.screening._others import LISTED, other_of
from article41.tables import COLUMNS

__all__ = ["TARGETS", "Field", "sort_of", "target_of", "words_of"]

TARGETS = tuple(name for name, column in COLUMNS.items() if column.kind != "mark")
"""What a mapping may name: the canonical columns that state something."""

_STATES = frozenset(
    {
        *(f"{who}_state" for who in ("supplier", "recipient", "end_user")),
        "item_origin",
        "route_origin",
        "route_destination",
        "route_transit",
        "vessel_flag",
        "vessel_controller",
        "aircraft_flag",
    }
)
_DATES = frozenset({"date", "contract_date"})


class Field(NamedTuple):
    """A canonical column, the column of the table that states it, and how its texts are read.

    Attributes:
        target: the canonical column.
        source: the column of the table; inside a nested list, the key in its objects.
        sort: how it is read: date, state, hs, number, flag, word, unit, currency, list, json or text.
        blank: what a blank means: ``absent`` (not stated) or ``none`` (stated, and none).
        values: texts of the table that stand for another text.
        form: the order of day, month and year.
        times: ``drop`` to leave off times of day.
        decimal: the decimal mark.
        split: what stands between the members of a list.
        codes: ``iso2`` where States are given by their codes of two letters.
    """

    target: str
    source: str
    sort: str
    blank: str = "absent"
    values: Mapping[str, str] = MappingProxyType({})
    form: str | None = None
    times: str | None = None
    decimal: str | None = None
    split: str | None = None
    codes: str | None = None

    @property
    def none(self) -> str:
        """What the canonical row says for "none"."""
        return {"list": "", "json": "[]", "flag": "false"}[self.sort]

    def part(self) -> Field:
        """Return how a member of this list is read."""
        if self.target in _STATES:
            return self._replace(sort="state")
        return self._replace(sort="word" if words_of(self.target) else "text")


@cache
def words_of(target: str) -> tuple[str, ...]:
    """Return the closed set of words of a canonical column, over all item types; empty if any text goes."""
    if target == "item_type":
        return tuple(ITEM_TYPES)
    if (other := other_of(target)) is not None:
        return words_of(other.like) if other.like else tuple(words_at(Transfer, {}, [LISTED, 0, other.part]))
    path = COLUMNS[target].pointer[1:].split("/")
    if path[0] != "items":
        return tuple(words_at(Transfer, {}, path))
    words: dict[str, None] = {}
    for item_type in ITEM_TYPES:
        here: Any = ITEM_TYPES[item_type].model
        info = here.model_fields.get(path[2])
        if info is not None and len(path) == 3:
            words.update(dict.fromkeys(literals_in(info.annotation)))
    return tuple(words)


@cache
def sort_of(target: str) -> str:
    """Return how the texts of a canonical column, or of a place of an intermediary, are read."""
    if (other := other_of(target)) is not None:
        return sort_of(other.like) if other.like else "word"
    column = COLUMNS[target]
    if column.kind != "text":
        return column.kind
    if target in _STATES:
        return "state"
    if target in _DATES:
        return "date"
    if target == "item_hs":
        return "hs"
    last = column.pointer.rpartition("/")[2]
    if last in ("unit", "currency"):
        return last
    return "word" if words_of(target) else "text"


def target_of(name: str) -> str | None:
    """Return the canonical column that a name means: its own, or its place such as ``supplier.state``.

    A place of an intermediary is named with its number, from 1: ``intermediaries_1_state``.
    """
    plain = name.strip().lower()
    if other_of(plain) is not None:
        return plain
    return _names().get(plain.replace("/", ".").removeprefix("."))


@cache
def _names() -> dict[str, str]:
    table = {}
    for target in TARGETS:
        place = COLUMNS[target].pointer[1:].replace("/", ".")
        for name in (target, place, place.replace("items.0.", "items."), place.replace("items.0.", "item.")):
            table[name] = target
    return table
