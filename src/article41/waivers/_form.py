"""Waiver files (docs/waivers.md), read strictly, every entry with its line."""

from __future__ import annotations

import re
from pathlib import Path

from article41._errors import InputError, Place, Problem, RuleError
from article41._record import record
from article41._words import Verdict
from article41.law._fingerprint import LENGTH
from article41.law._yaml import Value, read_yaml
from article41.model._items import ITEM_CLASSES
from article41.model._limits import MAX_FILE_BYTES

__all__ = ["FILE_KEYS", "PARTIES", "WAIVABLE", "WAIVER_KEYS", "Waiver", "read_waivers"]

FILE_KEYS = ("waivers", "notes")
WAIVER_KEYS = (
    "provision", "digest", "verdict", "transfer", "parties", "items", "reason", "approver", "expires", "authority",
    "notes",
)  # fmt: skip
PARTIES = ("supplier", "recipient", "end_user")
WAIVABLE = (Verdict.PROHIBITED, Verdict.UNDETERMINED, Verdict.CONDITIONAL)
"""The verdicts of findings that a waiver can be about."""

_DIGEST = re.compile(rf"[0-9a-f]{{{LENGTH}}}")


@record
class Waiver:
    """One waiver as it is written."""

    place: Place
    provision: str
    digest: str
    """That of the provision when the waiver was given."""
    reason: str
    approver: str
    expires: int
    """The last day (yyyymmdd) on which it counts."""
    authority: str
    verdict: Verdict | None = None
    """The gravest verdict that it covers; None for any."""
    transfer: str | None = None
    parties: tuple[tuple[str, str], ...] = ()
    """(supplier, recipient or end_user, the State, name or actor that it must be)."""
    items: tuple[int | str, ...] | None = None
    """The items that it covers, by number from 0 or by type; None for all."""


def read_waivers(path: Path) -> list[Waiver]:
    """Read a waiver file.

    Raises:
        InputError: with every problem of the file, each with its line, column and a hint.
    """
    problems: list[Problem] = []
    found: list[Waiver] = []
    try:
        if path.is_file() and path.stat().st_size > MAX_FILE_BYTES:
            raise RuleError(Problem(f"too large: more than {MAX_FILE_BYTES:,} bytes", Place(str(path))))
        root = read_yaml(path)
        root.mapping(FILE_KEYS)
        entries = list(root.need("waivers").members())
    except RuleError as error:
        raise InputError(error.problems) from None
    for entry in entries:
        try:
            found.append(_waiver(entry))
        except RuleError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found


def _waiver(value: Value) -> Waiver:
    value.mapping(WAIVER_KEYS)
    verdict, transfer = value.get("verdict"), value.get("transfer")
    items, parties = value.get("items"), value.get("parties")
    provision = _said(value.need("provision"))
    if "/" not in provision:
        value.need("provision").fail(
            f"{provision!r} does not name its regime", "write it in full, as reports and article41 rules list print it"
        )
    digest = value.get("digest")
    if digest is None:
        value.fail("the key 'digest' is missing here", f"article41 rules show {provision} --digest prints it")
    if not _DIGEST.fullmatch(digest.text()):
        digest.fail(
            f"{digest.text()!r} is not the digest of a provision ({LENGTH} hexadecimal digits)",
            f"article41 rules show {provision} --digest prints it",
        )
    if items is not None and not list(items.members()):
        items.fail("an empty list covers nothing", "name items, or leave it out for all")
    return Waiver(
        value.place,
        provision,
        digest.text(),
        _said(value.need("reason")),
        _said(value.need("approver")),
        value.need("expires").day(),
        _said(value.need("authority")),
        _verdict(verdict) if verdict else None,
        _said(transfer) if transfer else None,
        tuple((who, _said(word)) for who, word in parties.mapping(PARTIES).items()) if parties else (),
        tuple(_item(member) for member in items.members()) if items else None,
    )


def _verdict(value: Value) -> Verdict:
    words = [verdict.value for verdict in WAIVABLE]
    if value.text() in (verdict.value for verdict in Verdict if verdict not in WAIVABLE):
        value.fail(f"what is {value.text()} needs no waiver", f"write one of {', '.join(words)}, or leave it out")
    return Verdict(value.choice(words, "verdict that can be waived"))


def _said(value: Value) -> str:
    text = value.text()
    if not text.strip():
        value.fail("nothing is said here", "write the words; a waiver without them cannot be answered for")
    return text


def _item(value: Value) -> int | str:
    text = value.text()
    if text.isascii() and text.isdigit():
        return value.integer()
    return value.choice(ITEM_CLASSES, "item type")
