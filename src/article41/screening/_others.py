"""Intermediaries in columns of their own, by number: ``intermediaries_1_role``, ``intermediaries_1_state`` ..."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from article41.model._limits import MAX_INTERMEDIARIES
from article41.model._terms import INTERMEDIARY_ROLES
from article41.tables import COLUMNS

__all__ = ["LISTED", "PARTS", "Other", "as_list", "fragment", "numbers_in", "other_of", "place_of"]

LISTED = "intermediaries"
"""The canonical column that holds all of them, as a list of objects in JSON."""
_AS = "supplier_"
_PLACE = re.compile(rf"{LISTED}_([1-9]\d{{0,2}})_(\w+)", re.ASCII)

PARTS: Mapping[str, str] = MappingProxyType(
    {
        "role": COLUMNS[f"{_AS}kind"].kind,
        **{name.removeprefix(_AS): column.kind for name, column in COLUMNS.items() if name.startswith(_AS)},
    }
)
"""What is stated of an intermediary: its role and what is stated of any party -> the kind of the column."""


class Other(NamedTuple):
    """A place of an intermediary: which one it is, from 1, and what is stated of it."""

    number: int
    part: str

    @property
    def like(self) -> str:
        """The canonical column that is read in the same way; empty for the role, which no other party has."""
        return "" if self.part == "role" else f"{_AS}{self.part}"


def place_of(number: int, part: str) -> str:
    """Return the name of a place."""
    return f"{LISTED}_{number}_{part}"


@cache
def other_of(target: str) -> Other | None:
    """Return which place of an intermediary a name means; None if it means none."""
    found = _PLACE.fullmatch(target)
    if found is None or found[2] not in PARTS or int(found[1]) > MAX_INTERMEDIARIES:
        return None
    return Other(int(found[1]), found[2])


def numbers_in(targets: Iterable[str]) -> list[int]:
    """Return of which intermediaries something is stated, in order."""
    return sorted({other.number for target in targets if (other := other_of(target)) is not None})


def fragment(target: str, said: str) -> str:
    """Return what a canonical text states of an intermediary, as JSON without the braces around it."""
    other = other_of(target)
    assert other is not None
    members = said.split("|") if said else []
    value = members if PARTS[other.part] == "list" else said
    return f"{json.dumps(other.part)}:{json.dumps(value, ensure_ascii=False)}"


def as_list(target: str, said: str) -> dict[str, str]:
    """Return the canonical row that states this one thing, of an intermediary of some role."""
    role = "" if target.endswith("_role") else f"{fragment(place_of(1, 'role'), INTERMEDIARY_ROLES[0])},"
    return {LISTED: f"[{{{role}{fragment(target, said)}}}]"}
