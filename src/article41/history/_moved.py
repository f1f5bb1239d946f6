"""Which resolution moved a verdict: what was adopted that day, or else what began or ran out then."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from article41.engine._report import Finding
from article41.history._days import day_before
from article41.history._ruled import Ruled, rules_of
from article41.language import marked
from article41.law import Rulebook

__all__ = ["Move", "moves"]


class Move(NamedTuple):
    """One reason for another answer."""

    how: str
    """``adopted`` that day, ``took effect`` that day under what was adopted before, or ``lapsed`` the day before."""
    document: str
    paragraphs: tuple[str, ...]
    url: str | None

    def __str__(self) -> str:
        return f"{self.document} {', '.join(self.paragraphs)}".rstrip()


def moves(rulebook: Rulebook, day: int, before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Move, ...]:
    """Return what led on ``day`` from the findings before it to those after it; nothing if the law does not say."""
    old, new = ({finding.provision: finding for finding in findings} for findings in (before, after))
    changed = {name for name in {*old, *new} if (name in old) != (name in new)} or {*old, *new}
    names = dict.fromkeys(f.regime for f in (*old.values(), *new.values()) if f.provision in changed)
    rules = list(rules_of([rulebook.regime(name) for name in names]))
    own = [ruled for ruled in rules if _owner(ruled) in changed]
    provisions = [ruled for ruled in own if ruled.is_provision]
    adopted = _adopted(provisions, day) or _adopted(own, day) or _adopted(rules, day)
    if adopted:
        return adopted
    began = [ruled for ruled in own if any(first == day for first, _ in ruled.periods)]
    if began:
        return _as_moves(marked("took effect"), [ruled.cites[0] for ruled in began])
    ended = [ruled for ruled in own if any(last == day_before(day) for _, last in ruled.periods)]
    if ended:
        return _as_moves(marked("lapsed"), [ruled.cites[0] for ruled in ended])
    # A condition of a rule, or a category, may name the day; its resolution is in the register then.
    documents = rulebook.shard("documents")
    of_the_day = [name for name, entry in documents.items() if entry["adopted"] == day]
    return tuple(Move("adopted", name, (), documents[name]["url"]) for name in of_the_day)


def _owner(ruled: Ruled) -> str:
    return ruled.provision["id"] if ruled.provision is not None else ruled.id


def _adopted(rules: list[Ruled], day: int) -> tuple[Move, ...]:
    return _as_moves(marked("adopted"), [cite for ruled in rules for cite in ruled.cites if cite[3] == day])


def _as_moves(how: str, cites: list[list[Any]]) -> tuple[Move, ...]:
    paragraphs: dict[str, dict[str, None]] = {}
    urls: dict[str, str | None] = {}
    for document, paragraph, _, _, url, _ in cites:
        urls[document] = url
        paragraphs.setdefault(document, {}).update({paragraph: None} if paragraph else {})
    return tuple(Move(how, name, tuple(some), urls[name]) for name, some in paragraphs.items())
