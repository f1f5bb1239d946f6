"""Case files: a transfer in short form, the verdict it must get, and why (docs/case-form.md)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from article41._errors import InputError, Place, Problem, RuleError
from article41._words import ExemptionStatus, Verdict
from article41.law._cite import split_citation
from article41.law._yaml import Value, read_yaml
from article41.model._terms import SERVICE_ACTIVITY

__all__ = ["Case", "read_cases"]

_KEYS = (
    "name", "transfer", "expect", "provisions", "provisions_not", "cites", "cites_not", "exemptions", "missing",
    "obligations", "obligations_not", "advisories", "why",
)  # fmt: skip
_PARTIES = ("supplier", "recipient", "end_user")


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


def _plain(value: Value) -> Any:
    """Return a YAML value as JSON would hold it; unquoted true, false, null and numbers count as such."""
    if value.is_mapping:
        return {key: _plain(member) for key, member in value.mapping().items()}
    if value.is_list:
        return [_plain(member) for member in value.members()]
    text = value.text()
    if not value.is_plain:
        return text
    if value.is_null:
        return None
    if text in ("true", "false"):
        return text == "true"
    try:
        return int(text) if text == str(int(text)) else text
    except ValueError:
        pass
    try:
        return float(text) if text[:1].isdigit() and "e" not in text.lower() else text
    except ValueError:
        return text


def _long_form(transfer: dict[str, Any], defaults: dict[str, Any]) -> dict[str, Any]:
    """Return the transfer as JSON would state it.

    What nearly every case means is filled in: goods without an origin are of the supplier's State, and an approval
    without a date is of the day of the act. ``origin: null`` and ``date: null`` leave them out.
    """
    out = {**defaults, **transfer}
    for who in _PARTIES:
        if isinstance(out.get(who), str):
            out[who] = {"state": out[who]}
    supplier = out.get("supplier")
    origin = supplier.get("state") if isinstance(supplier, dict) else None
    if isinstance(out.get("items"), list):
        out["items"] = [_item({"type": item} if isinstance(item, str) else item, origin) for item in out["items"]]
    if isinstance(out.get("authorisations"), list):
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


def _case(value: Value, regime: str | None, defaults: dict[str, Any]) -> Case:
    value.mapping(_KEYS)

    def ids(key: str) -> tuple[str, ...]:
        found = value.get(key)
        words = found.words() if found else []
        return tuple(word if "/" in word or regime is None else f"{regime}/{word}" for word in words)

    exemptions = value.get("exemptions")
    missing = value.get("missing")
    return Case(
        value.need("name").text(),
        value.place,
        _long_form(_plain(value.need("transfer")), defaults),
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
    )


def read_cases(path: Path) -> tuple[list[Case], list[Problem]]:
    """Read a case file; a case that does not read is a problem and the others still come.

    Raises:
        InputError: the file as a whole cannot be read.
    """
    try:
        root = read_yaml(path)
        root.mapping(("regime", "defaults", "cases", "notes"))
        regime = root.get("regime")
        defaults = root.get("defaults")
        shared = _plain(defaults) if defaults else {}
        members = list(root.need("cases").members())
        name = regime.text() if regime else None
    except RuleError as error:
        raise InputError(error.problems) from None
    cases: list[Case] = []
    problems: list[Problem] = []
    for member in members:
        try:
            cases.append(_case(member, name, shared))
        except RuleError as error:
            problems += error.problems
    return cases, problems
