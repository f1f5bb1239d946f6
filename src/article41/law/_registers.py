"""The registers beside the rules: resolutions, territories, actors, forces, lists, matters, item types.

They are the words that rules and transfers may use. A rule that names anything else does not load.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from article41._errors import RuleError
from article41.law._cite import canonical_document, canonical_paragraph, parents
from article41.law._yaml import Value, read_yaml

__all__ = [
    "Actor",
    "Document",
    "Force",
    "ItemType",
    "Listing",
    "Registers",
    "Territory",
    "load_registers",
]


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

    def words(self, register: str) -> frozenset[str]:
        """Return the words that the register named ``register`` knows."""
        tables: dict[str, dict[str, object]] = {
            "state": dict(self.territories),
            "area": dict(self.areas),
            "actor": dict(self.actors),
            "force": dict(self.forces),
            "party_list": dict(self.party_lists),
            "list": dict(self.control_lists),
            "matter": dict(self.matters),
        }
        return frozenset(tables[register])


_PERIOD_KEYS = ("from", "until")


def _period(value: Value) -> tuple[int | None, int | None]:
    first, last = value.get("from"), value.get("until")
    start, end = (first.day() if first else None), (last.day() if last else None)
    if start is not None and end is not None and end < start:
        value.fail("until is before from", "put the earlier day under from")
    return start, end


def _texts(value: Value, key: str) -> tuple[str, ...]:
    found = value.get(key)
    return tuple(found.words()) if found else ()


def _optional(value: Value, key: str) -> str | None:
    found = value.get(key)
    return found.text() if found else None


def _entries(root: Value, key: str) -> list[tuple[str, Value]]:
    table = root.get(key)
    return list(table.mapping().items()) if table else []


def _read_documents(root: Value, into: Registers) -> None:
    root.mapping(("resolutions", "documents"))
    allowed = ("adopted", "title", "url", "paragraphs", "complete", "note", "notes", "unverified")
    for key in ("resolutions", "documents"):
        for symbol, value in _entries(root, key):
            value.mapping(allowed)
            if canonical_document(symbol) != symbol:
                value.fail(f"{symbol!r} is not a document symbol in its usual form", "write it like S/RES/1718 (2006)")
            paragraphs: set[str] = set()
            for member in value.each("paragraphs"):
                paragraph = canonical_paragraph(member.text())
                if paragraph is None:
                    member.fail(f"{member.text()!r} is not a paragraph", "write it like 8 (a) (i)")
                paragraphs.update(parents(paragraph))
            complete = value.get("complete")
            into.documents[symbol] = Document(
                symbol,
                value.need("adopted").day(),
                value.need("title").text(),
                _optional(value, "url"),
                frozenset(paragraphs),
                complete.flag() if complete else False,
            )


def _read_territories(root: Value, into: Registers) -> None:
    root.mapping(("territories", "areas", "ambiguous"))
    allowed = (
        "name", "names", "from", "until", "predecessors", "successors", "alpha3", "numeric", "codes", "part_of",
        "within", "note", "notes", "unverified",
    )  # fmt: skip
    for key, table in (("territories", into.territories), ("areas", into.areas)):
        for code, value in _entries(root, key):
            value.mapping(allowed)
            first, last = _period(value)
            codes = [found for k in ("alpha3", "numeric") if (found := _optional(value, k))]
            codes += _texts(value, "codes")
            part_of = value.get("part_of")
            table[code] = Territory(
                code,
                value.need("name").text(),
                _texts(value, "names"),
                first,
                last,
                _texts(value, "successors"),
                tuple(codes),
                part_of.choice(into.territories, "territory") if part_of else None,
            )
    for name, value in _entries(root, "ambiguous"):
        into.ambiguous[name] = tuple(m.choice(into.territories, "territory") for m in value.members())


def _read_actors(root: Value, into: Registers) -> None:
    root.mapping(("actors",))
    for key, value in _entries(root, "actors"):
        value.mapping(("name", "aliases", "state", "kind", "listed", "note", "notes", "unverified", "parent"))
        listings = []
        for member in value.each("listed"):
            member.mapping(("list", "ref", "from", "until", "unverified", "note"))
            _, last = _period(member)
            party_list = member.need("list").choice(into.party_lists, "list of parties")
            listings.append(Listing(party_list, _optional(member, "ref"), member.need("from").day(), last))
        state = value.get("state")
        into.actors[key] = Actor(
            key,
            value.need("name").text(),
            _texts(value, "aliases"),
            state.choice(into.territories, "territory") if state else None,
            _optional(value, "kind"),
            tuple(listings),
        )


def _read_forces(root: Value, into: Registers) -> None:
    root.mapping(("forces",))
    for key, value in _entries(root, "forces"):
        value.mapping(("name", "aliases", "in", "from", "until", "cite", "note", "notes", "unverified", "kind"))
        first, last = _period(value)
        territories = value.get("in")
        into.forces[key] = Force(
            key,
            value.need("name").text(),
            _texts(value, "aliases"),
            tuple(m.choice(into.territories, "territory") for m in territories.members()) if territories else (),
            first,
            last,
        )


def _read_lists(root: Value, into: Registers) -> None:
    root.mapping(("party_lists", "control_lists"))
    allowed = ("title", "committee", "from", "until", "note", "notes", "cite", "unverified")
    for key, titles in (("party_lists", into.party_lists), ("control_lists", into.control_lists)):
        for name, value in _entries(root, key):
            value.mapping(allowed)
            titles[name] = value.need("title").text()


def _read_matters(root: Value, into: Registers) -> None:
    root.mapping(("matters",))
    for key, value in _entries(root, "matters"):
        value.mapping(("ask", "note", "notes"))
        into.matters[key] = value.need("ask").text()


def _read_item_types(root: Value, into: Registers) -> None:
    root.mapping(("item_types",))
    for key, value in _entries(root, "item_types"):
        value.mapping(("hs", "by_material", "note", "notes"))
        chapters = value.mapping().get("hs")
        into.item_types[key] = ItemType(
            tuple(chapters.words()) if chapters else None,
            {name: tuple(member.words()) for name, member in _entries(value, "by_material")},
        )


_FILES = {
    "resolutions": _read_documents,
    "territories": _read_territories,
    "lists": _read_lists,
    "actors": _read_actors,
    "forces": _read_forces,
    "matters": _read_matters,
    "item_types": _read_item_types,
}


def load_registers(folders: list[tuple[str, Path]], problems: list[RuleError]) -> Registers:
    """Read the registers of every folder in turn; a later folder adds to an earlier one.

    Args:
        folders: (name shown in errors, path) of each rule folder.
        problems: errors are appended here so that one run shows them all.
    """
    registers = Registers()
    for shown, folder in folders:
        head = folder / "rulebook.yaml"
        if head.is_file():
            try:
                root = read_yaml(head, f"{shown}/rulebook.yaml")
                root.mapping(("version", "covers_from", "title", "note", "notes"))
                registers.version = root.need("version").text()
                covers = root.get("covers_from")
                registers.covers_from = covers.day() if covers else registers.covers_from
            except RuleError as error:
                problems.append(error)
        for name, reader in _FILES.items():
            path = folder / "registers" / f"{name}.yaml"
            if path.is_file():
                try:
                    reader(read_yaml(path, f"{shown}/registers/{name}.yaml"), registers)
                except RuleError as error:
                    problems.append(error)
    return registers
