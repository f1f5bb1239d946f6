"""The register files, read and checked: every entry's first problem is reported in one run."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

from article41._errors import RuleError
from article41._words import Confidence
from article41.law._cite import canonical_document, canonical_paragraph, parents, split_citation
from article41.law._registers import Actor, Document, Force, ItemType, Listing, Note, Registers, Territory
from article41.law._yaml import Value, read_yaml
from article41.model._items import ITEM_TYPES

__all__ = ["HEAD_KEYS", "KEYS", "LISTING_KEYS", "REGISTERS", "load_registers"]

_DOCUMENT = ("adopted", "title", "url", "paragraphs", "complete", "note", "notes", "unverified")
_TERRITORY = (
    "name", "names", "from", "until", "predecessors", "successors", "alpha3", "numeric", "codes", "part_of", "within",
    "note", "notes", "unverified",
)  # fmt: skip
_LIST = ("title", "committee", "from", "until", "note", "notes", "cite", "unverified")
KEYS: dict[str, tuple[str, ...]] = {
    "resolutions": _DOCUMENT,
    "documents": _DOCUMENT,
    "territories": _TERRITORY,
    "areas": _TERRITORY,
    "party_lists": _LIST,
    "control_lists": _LIST,
    "actors": ("name", "aliases", "state", "kind", "listed", "note", "notes", "unverified", "parent"),
    "forces": ("name", "aliases", "in", "from", "until", "cite", "note", "notes", "unverified", "kind"),
    "matters": ("ask", "note", "notes"),
    "item_types": ("hs", "by_material", "note", "notes"),
    "not_encoded": (
        "title", "cite", "from", "until", "states", "both", "says", "confidence", "unverified", "notes",
    ),
    "not_embargoed": ("states", "from", "until", "says", "source", "confidence", "notes"),
}  # fmt: skip
"""What an entry of each section may state."""
LISTING_KEYS = ("list", "ref", "from", "until", "unverified", "note")
HEAD_KEYS = ("version", "covers_from", "title", "note", "notes")
"""What ``rulebook.yaml`` may state."""

_CHAPTER = re.compile(r"[0-9]{2}")


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


def _chapters(value: Value) -> tuple[str, ...]:
    for member in value.members():
        if not _CHAPTER.fullmatch(member.text()):
            member.fail(f"{member.text()!r} is not an HS chapter", 'write two digits in quotes, like "93"')
    return tuple(value.words())


def _read_document(symbol: str, value: Value, into: Registers, known: list[str]) -> None:
    value.mapping(KEYS["resolutions"])
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


def _territory(code: str, value: Value, territories: list[str], areas: list[str]) -> Territory:
    value.mapping(KEYS["territories"])
    first, last = _period(value)
    codes = [found for key in ("alpha3", "numeric") if (found := _optional(value, key))]
    part_of, within = value.get("part_of"), value.get("within")
    return Territory(
        code,
        value.need("name").text(),
        _texts(value, "names"),
        first,
        last,
        tuple(member.choice(territories, "territory") for member in value.each("successors")),
        (*codes, *_texts(value, "codes")),
        part_of.choice(territories, "territory") if part_of else None,
        within.choice(areas, "area") if within else None,
    )


def _read_territory(code: str, value: Value, into: Registers, known: list[str]) -> None:
    into.territories[code] = _territory(code, value, list(dict.fromkeys((*into.territories, *known))), [])


def _read_area(code: str, value: Value, into: Registers, known: list[str]) -> None:
    area = _territory(code, value, list(into.territories), list(dict.fromkeys((*into.areas, *known))))
    around = area.within
    while around is not None:
        if around == code:
            value.need("within").fail(f"the area {code} would lie within itself", "remove one of the steps")
        wider = into.areas.get(around)
        around = wider.within if wider else None
    into.areas[code] = area


def _read_ambiguous(name: str, value: Value, into: Registers, known: list[str]) -> None:
    into.ambiguous[name] = tuple(member.choice(into.territories, "territory") for member in value.members())


def _read_actor(key: str, value: Value, into: Registers, known: list[str]) -> None:
    value.mapping(KEYS["actors"])
    listings = []
    for member in value.each("listed"):
        member.mapping(LISTING_KEYS)
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


def _check_cite(value: Value, into: Registers) -> None:
    for member in value.each("cite"):
        parts = split_citation(member.text())
        if parts is None or parts[0] not in into.documents:
            member.fail(
                f"{member.text()!r} names no document of the register of resolutions",
                "add it to registers/resolutions.yaml",
            )


def _read_force(key: str, value: Value, into: Registers, known: list[str]) -> None:
    value.mapping(KEYS["forces"])
    _check_cite(value, into)
    first, last = _period(value)
    into.forces[key] = Force(
        key,
        value.need("name").text(),
        _texts(value, "aliases"),
        tuple(member.choice(into.territories, "territory") for member in value.each("in")),
        first,
        last,
    )


def _list_title(value: Value, into: Registers) -> str:
    value.mapping(KEYS["party_lists"])
    _check_cite(value, into)
    _period(value)
    return value.need("title").text()


def _read_party_list(key: str, value: Value, into: Registers, known: list[str]) -> None:
    into.party_lists[key] = _list_title(value, into)


def _read_control_list(key: str, value: Value, into: Registers, known: list[str]) -> None:
    into.control_lists[key] = _list_title(value, into)


def _read_matter(key: str, value: Value, into: Registers, known: list[str]) -> None:
    value.mapping(KEYS["matters"])
    into.matters[key] = value.need("ask").text()


def _read_item_type(key: str, value: Value, into: Registers, known: list[str]) -> None:
    value.mapping(KEYS["item_types"])
    if key not in ITEM_TYPES:
        close = get_close_matches(key, list(ITEM_TYPES), 1)
        value.fail(f"there is no item type {key!r}", f"did you mean {close[0]!r}?" if close else None)
    chapters, by_material = value.get("hs"), value.get("by_material")
    materials = sorted(ITEM_TYPES[key].words.get("item.material", ()))
    into.item_types[key] = ItemType(
        _chapters(chapters) if chapters else None,
        {name: _chapters(m) for name, m in by_material.mapping(materials).items()} if by_material else {},
    )


def _note(value: Value, into: Registers) -> Note:
    _check_cite(value, into)
    states = tuple(member.choice(into.territories, "territory") for member in value.need("states").members())
    if not states:
        value.need("states").fail("no State is named", "name those that it is about")
    both, confidence = value.get("both"), value.need("confidence")
    return Note(
        value.need("says").text(),
        states,
        *_period(value),
        both=both.flag() if both else False,
        title=_optional(value, "title"),
        cite=tuple(member.text() for member in value.each("cite")),
        source=_optional(value, "source"),
        confidence=Confidence(confidence.choice([word.value for word in Confidence], "confidence")),
    )


def _read_not_encoded(key: str, value: Value, into: Registers, known: list[str]) -> None:
    value.mapping(KEYS["not_encoded"])
    for name in ("title", "cite", "from"):
        value.need(name)
    into.not_encoded[key] = _note(value, into)


def _read_not_embargoed(key: str, value: Value, into: Registers, known: list[str]) -> None:
    value.mapping(KEYS["not_embargoed"])
    into.not_embargoed[key] = _note(value, into)


_Reader = Callable[[str, Value, Registers, list[str]], None]

# In this order: what an entry names stands in a section before its own.
_FILES: dict[str, dict[str, _Reader]] = {
    "resolutions": {"resolutions": _read_document, "documents": _read_document},
    "territories": {"territories": _read_territory, "areas": _read_area, "ambiguous": _read_ambiguous},
    "lists": {"party_lists": _read_party_list, "control_lists": _read_control_list},
    "actors": {"actors": _read_actor},
    "forces": {"forces": _read_force},
    "matters": {"matters": _read_matter},
    "item_types": {"item_types": _read_item_type},
    "not_encoded": {"not_encoded": _read_not_encoded},
    "not_embargoed": {"not_embargoed": _read_not_embargoed},
}

REGISTERS = tuple(_FILES)
"""The names of the register files, without their ending."""


def load_registers(folders: list[tuple[str, Path]], problems: list[RuleError]) -> Registers:
    """Read the registers of every folder in turn; a later folder adds to an earlier one.

    The version of the law and the first day that it covers are those of the first folder that states them.

    Args:
        folders: (name shown in errors, path) of each rule folder.
        problems: the first error of every entry is appended here so that one run shows them all.
    """
    registers = Registers()
    for shown, folder in reversed(folders):
        head = folder / "rulebook.yaml"
        if head.is_file():
            try:
                _read_head(read_yaml(head, f"{shown}/rulebook.yaml"), registers)
            except RuleError as error:
                problems.append(error)
    for shown, folder in folders:
        for name, sections in _FILES.items():
            path = folder / "registers" / f"{name}.yaml"
            if path.is_file():
                _read_file(path, f"{shown}/registers/{name}.yaml", sections, registers, problems)
    return registers


def _read_head(root: Value, into: Registers) -> None:
    root.mapping(HEAD_KEYS)
    into.version = root.need("version").text()
    covers = root.get("covers_from")
    into.covers_from = covers.day() if covers else into.covers_from


def _read_file(
    path: Path, shown: str, sections: dict[str, _Reader], into: Registers, problems: list[RuleError]
) -> None:
    try:
        root = read_yaml(path, shown)
        root.mapping(sections)
        entries = [(read, _entries(root, section), _ids(into, section)) for section, read in sections.items()]
    except RuleError as error:
        problems.append(error)
        return
    for read, found, taken in entries:
        known = [name for name, _ in found]
        for name, value in found:
            try:
                if name in taken:
                    value.fail(f"{name!r} is in the register already", "add to it there, or take another id")
                read(name, value, into, known)
            except RuleError as error:
                problems.append(error)


def _ids(into: Registers, section: str) -> frozenset[str]:
    """Return the ids that earlier files, of another folder for example, gave to entries of a section."""
    return frozenset(getattr(into, "documents" if section == "resolutions" else section))
