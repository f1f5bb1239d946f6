"""Case files: a transfer in short form, the verdict it must get, and why (docs/case-form.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from article41._errors import InputError, Place, Problem, RuleError
from article41._words import ExemptionStatus, Verdict
from article41.cases._details import Cited, Reach, read_citations, read_reaches
from article41.law._cite import split_citation
from article41.law._yaml import Value, read_yaml
from article41.model._terms import SERVICE_ACTIVITY

__all__ = ["CASE_KEYS", "FILE_KEYS", "PARTIES", "Case", "Places", "long_form", "read_cases", "spelt_out"]

FILE_KEYS = ("regime", "defaults", "cases", "unreachable", "notes")
CASE_KEYS = (
    "name", "transfer", "expect", "provisions", "provisions_not", "cites", "cites_not", "exemptions", "missing",
    "obligations", "obligations_not", "advisories", "advisories_not", "certain", "citations", "reaches",
    "caveats", "why",
)  # fmt: skip
PARTIES = ("supplier", "recipient", "end_user")


class Places:
    """Where the parts of a case stand in its file."""

    __slots__ = ("_defaults", "_value")

    def __init__(self, value: Value, defaults: Value | None) -> None:
        self._value = value
        self._defaults = defaults

    def of(self, key: str, member: int | str | None = None) -> Place:
        """Return the place of what stands under a key, or of one member of it; of the case if it has no such key."""
        found = self._value.get(key)
        if found is None or member is None:
            return (found or self._value).place
        if found.is_mapping:
            return found.key(member if isinstance(member, str) else list(found.mapping())[member]).place
        assert isinstance(member, int)
        return list(found.members())[member].place

    def in_transfer(self, pointer: str) -> Place:
        """Return the place of the value at a JSON pointer of the transfer, or of the nearest one around it."""
        parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
        here = self._value.need("transfer")
        if self._defaults is not None and parts and parts[0] not in here.mapping():
            here = self._defaults if parts[0] in self._defaults.mapping() else here
        for part in parts:
            if here.is_mapping and part in here.mapping():
                here = here.mapping()[part]
            elif here.is_list and part.isdigit() and int(part) < len(here.node.value):
                here = list(here.members())[int(part)]
            else:
                break
        place = here.place
        return Place(place.file, place.line, place.column, pointer or None)


@dataclass(frozen=True, slots=True)
class Case:
    """One case: what goes in, what must come out, where it stands."""

    name: str
    place: Place
    transfer: dict[str, Any]
    expect: Verdict
    provisions: tuple[str, ...]
    provisions_not: tuple[str, ...]
    cites: tuple[tuple[str, str], ...]
    cites_not: tuple[tuple[str, str], ...]
    exemptions: dict[str, ExemptionStatus]
    missing: tuple[str, ...]
    obligations: tuple[str, ...]
    obligations_not: tuple[str, ...]
    advisories: tuple[str, ...]
    why: str
    advisories_not: tuple[str, ...] = ()
    duties: tuple[tuple[str, str], ...] = ()
    """(provision, duty) where ``obligations`` says which duty it is."""
    citations: tuple[Cited, ...] = ()
    reaches: tuple[Reach, ...] = ()
    certain: tuple[str, ...] = ()
    """Duties and advisories that must surely arise, not only perhaps."""
    caveats: tuple[str, ...] = ()
    """Kinds of caveats that must be there."""
    regime: str | None = None
    """The regime that its file is about."""
    places: Places | None = field(default=None, compare=False, repr=False)


_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_AS_WRITTEN = ("date", "hs")
"""Fields that are text, however much like a number they look."""


def _plain(value: Value, as_written: bool = False) -> Any:
    """Return a YAML value as JSON would hold it; unquoted true, false, null and numbers count as such."""
    if value.is_mapping:
        return {key: _plain(member, key in _AS_WRITTEN) for key, member in value.mapping().items()}
    if value.is_list:
        return [_plain(member) for member in value.members()]
    text = value.text()
    if not value.is_plain:
        return text
    if value.is_null:
        return None
    if text in ("true", "false"):
        return text == "true"
    if as_written or not _NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)


def spelt_out(transfer: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON form of a transfer in which a word may stand for a party (its State) or an item (its type)."""
    out = dict(transfer)
    for who in PARTIES:
        if isinstance(out.get(who), str):
            out[who] = {"state": out[who]}
    if isinstance(out.get("items"), (list, tuple)):
        out["items"] = [{"type": item} if isinstance(item, str) else item for item in out["items"]]
    return out


def long_form(transfer: Mapping[str, Any], defaults: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the JSON form of a transfer in short form: a word for a party is its State, for an item its type.

    What nearly every case means is filled in: goods without an origin are of the supplier's State, and an approval
    without a date is of the day of the act. ``origin: null`` and ``date: null`` leave them out.
    """
    out = spelt_out({**(defaults or {}), **transfer})
    supplier = out.get("supplier")
    origin = supplier.get("state") if isinstance(supplier, dict) else None
    if isinstance(out.get("items"), (list, tuple)):
        out["items"] = [_item(item, origin) for item in out["items"]]
    if isinstance(out.get("authorisations"), (list, tuple)):
        out["authorisations"] = [_paper(paper, out.get("date")) for paper in out["authorisations"]]
    return {key: value for key, value in out.items() if value is not None}


def _item(item: Any, origin: str | None) -> Any:
    if not isinstance(item, dict):
        return item
    if origin is not None and "origin" not in item and item.get("type") not in SERVICE_ACTIVITY:
        item = {**item, "origin": origin}
    return {key: value for key, value in item.items() if value is not None}


def _paper(paper: Any, day: Any) -> Any:
    if not isinstance(paper, dict):
        return paper
    if paper.get("kind") == "approval" and "date" not in paper:
        paper = {**paper, "date": day}
    return {key: value for key, value in paper.items() if value is not None}


def _cites(value: Value | None) -> tuple[tuple[str, str], ...]:
    out = []
    for member in value.members() if value is not None else ():
        parts = split_citation(member.text())
        if parts is None:
            member.fail(f"{member.text()!r} is not a citation", "write it like S/RES/1718 (2006) 8 (b)")
        out.append(parts)
    return tuple(out)


def _case(value: Value, regime: str | None, defaults: Value | None) -> Case:
    value.mapping(CASE_KEYS)
    value.need("transfer").mapping()

    def ids(key: str) -> tuple[str, ...]:
        found = value.get(key)
        words = list(found.mapping()) if found and found.is_mapping else found.words() if found else []
        return tuple(word if "/" in word or regime is None else f"{regime}/{word}" for word in words)

    exemptions = value.get("exemptions")
    missing, caveats = value.get("missing"), value.get("caveats")
    listed = value.get("obligations")
    duties = {key: member.text() for key, member in listed.mapping().items()} if listed and listed.is_mapping else {}
    return Case(
        value.need("name").text(),
        value.place,
        long_form(_plain(value.need("transfer")), _plain(defaults) if defaults else {}),
        Verdict(value.need("expect").choice([v.value for v in Verdict], "verdict")),
        ids("provisions"),
        ids("provisions_not"),
        _cites(value.get("cites")),
        _cites(value.get("cites_not")),
        {
            name: ExemptionStatus(member.choice([s.value for s in ExemptionStatus], "exemption status"))
            for name, member in (exemptions.mapping().items() if exemptions else ())
        },
        tuple(missing.words()) if missing else (),
        ids("obligations"),
        ids("obligations_not"),
        ids("advisories"),
        value.need("why").text(),
        ids("advisories_not"),
        tuple(zip(ids("obligations"), duties.values(), strict=True)) if duties else (),
        read_citations(value.get("citations")),
        read_reaches(value.get("reaches"), regime),
        ids("certain"),
        tuple(caveats.words()) if caveats else (),
        regime,
        Places(value, defaults),
    )


def read_cases(path: Path) -> tuple[list[Case], list[Problem]]:
    """Read a case file; a case that does not read is a problem and the others still come.

    Raises:
        InputError: the file as a whole cannot be read.
    """
    try:
        root = read_yaml(path)
        root.mapping(FILE_KEYS)
        regime = root.get("regime")
        defaults = root.get("defaults")
        if defaults is not None:
            defaults.mapping()
        members = list(root.need("cases").members())
        name = regime.text() if regime else None
    except RuleError as error:
        raise InputError(error.problems) from None
    cases: list[Case] = []
    problems: list[Problem] = []
    lines: dict[str, int | None] = {}
    for member in members:
        try:
            case = _case(member, name, defaults)
            if case.name in lines:
                member.need("name").fail(
                    f"the name {case.name!r} stands twice", f"it is that of the case in line {lines[case.name]}"
                )
        except RuleError as error:
            problems += error.problems
            continue
        lines[case.name] = case.place.line
        cases.append(case)
    return cases, problems
