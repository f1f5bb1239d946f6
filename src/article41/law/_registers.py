"""The registers beside the rules: resolutions, territories, actors, forces, lists, matters, item types.

They are the words that rules and transfers may use. A rule that names anything else does not load.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from article41._words import Confidence

__all__ = ["Actor", "Document", "Force", "ItemType", "Listing", "Note", "Registers", "Territory"]


@dataclass(frozen=True, slots=True)
class Document:
    """A resolution or other document that can be cited."""

    symbol: str
    adopted: int
    title: str
    url: str | None
    paragraphs: frozenset[str]
    complete: bool


@dataclass(frozen=True, slots=True)
class Territory:
    """A State, a territory or an area of one, with the days of its existence."""

    code: str
    name: str
    names: tuple[str, ...]
    first: int | None
    last: int | None
    successors: tuple[str, ...]
    codes: tuple[str, ...]
    part_of: str | None
    within: str | None
    """For an area: the larger area that it lies in."""


@dataclass(frozen=True, slots=True)
class Listing:
    """That an actor is on a list of parties, from a day to a day."""

    party_list: str
    ref: str | None
    first: int
    last: int | None


@dataclass(frozen=True, slots=True)
class Actor:
    """A named person, group or body."""

    id: str
    name: str
    aliases: tuple[str, ...]
    state: str | None
    kind: str | None
    listed: tuple[Listing, ...]


@dataclass(frozen=True, slots=True)
class Force:
    """A UN mission or an authorised force, with its mandate."""

    id: str
    name: str
    aliases: tuple[str, ...]
    territories: tuple[str, ...]
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class ItemType:
    """The HS chapters that an item of this type can fall in; None where any can."""

    hs: tuple[str, ...] | None
    by_material: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be said of States that no provision reaches: a belief that is wrong, or law that is not encoded."""

    says: str
    states: tuple[str, ...]
    first: int | None
    last: int | None
    both: bool = False
    """Whether it is of account for what comes from the States, too."""
    title: str | None = None
    cite: tuple[str, ...] = ()
    source: str | None = None
    confidence: Confidence = Confidence.HIGH


@dataclass(slots=True)
class Registers:
    """All registers together."""

    version: str = "0"
    covers_from: int = 0
    documents: dict[str, Document] = field(default_factory=dict)
    territories: dict[str, Territory] = field(default_factory=dict)
    areas: dict[str, Territory] = field(default_factory=dict)
    ambiguous: dict[str, tuple[str, ...]] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    forces: dict[str, Force] = field(default_factory=dict)
    party_lists: dict[str, str] = field(default_factory=dict)
    control_lists: dict[str, str] = field(default_factory=dict)
    matters: dict[str, str] = field(default_factory=dict)
    item_types: dict[str, ItemType] = field(default_factory=dict)
    not_encoded: dict[str, Note] = field(default_factory=dict)
    not_embargoed: dict[str, Note] = field(default_factory=dict)

    def words(self, register: str) -> frozenset[str]:
        """Return the words that the register named ``register`` knows."""
        tables: dict[str, Mapping[str, object]] = {
            "state": self.territories,
            "area": self.areas,
            "actor": self.actors,
            "force": self.forces,
            "party_list": self.party_lists,
            "list": self.control_lists,
            "matter": self.matters,
        }
        return frozenset(tables[register])
