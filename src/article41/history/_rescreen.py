"""Past transfers judged by two rulebooks: which answers are others now, and by which paragraphs."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from article41._errors import InputError, Place, Problem
from article41._words import Verdict
from article41.engine._check import Engine
from article41.engine._report import Citation, Finding
from article41.history._timeline import judge, open_ways
from article41.law import Rulebook
from article41.model import Transfer
from article41.render._page import Page, Row, Span, Text, dim
from article41.render._parts import citations

__all__ = ["DIRECTIONS", "Flip", "Rescreening"]

DIRECTIONS = {
    "clearance_lost": "cleared then, and no longer",
    "graver": "graver now, but no change of clearance",
    "milder": "milder now, but no change of clearance",
    "clearance_gained": "not cleared then, and cleared now",
}
"""How an answer can move, the most pressing first."""

_CLEAR = (Verdict.PERMITTED, Verdict.OUT_OF_SCOPE)


class Reason(NamedTuple):
    """A provision, or one of its exemptions, that made the difference."""

    id: str
    text: str
    citations: tuple[Citation, ...]


class Flip(NamedTuple):
    """A transfer with another answer."""

    transfer: str
    place: Place
    was: Verdict
    now: Verdict
    by: tuple[Reason, ...]

    @property
    def direction(self) -> str:
        """One of ``DIRECTIONS``."""
        if (self.was in _CLEAR) != (self.now in _CLEAR):
            return "clearance_lost" if self.was in _CLEAR else "clearance_gained"
        return "graver" if self.now.gravity < self.was.gravity else "milder"


class Rescreening:
    """Judges transfers by the law as it was and as it is, and keeps those whose answers differ.

    Args:
        was: the earlier rulebook made ready.
        now: the later one.
    """

    def __init__(self, was: Engine, now: Engine) -> None:
        self._was, self._now = was, now
        self.flips: list[Flip] = []
        self.judged = 0
        self.set_aside = 0

    def add(self, transfer: Transfer, place: Place) -> Flip | None:
        """Judge a transfer; return what changed, if anything did.

        Raises:
            InputError: one of the rulebooks does not know a name in it; the message says which.
            EngineError: the engines disagree.
        """
        was, before = _judge(self._was, transfer, "--was")
        now, after = _judge(self._now, transfer, "--now")
        self.judged += 1
        if was is now:
            return None
        flip = Flip(transfer.id, place, was, now, _reasons(now.gravity < was.gravity, before, after))
        self.flips.append(flip)
        return flip

    def to_json(self) -> dict[str, Any]:
        """Return its JSON form."""
        return {
            "schema": "article41/rescreen/1",
            "was": _law(self._was.rulebook),
            "now": _law(self._now.rulebook),
            "judged": self.judged,
            "set_aside": self.set_aside,
            "unchanged": self.judged - len(self.flips),
            **self._counts(),
            "flips": [_flip(flip) for flip in self.flips],
        }

    def fill(self, page: Page) -> None:
        """Add its text to a page."""
        was, now = (
            f"{law['version']} ({law['digest'][:16]})" for law in map(_law, (self._was.rulebook, self._now.rulebook))
        )
        for direction, meaning in DIRECTIONS.items():
            flips = [flip for flip in self.flips if flip.direction == direction]
            if flips:
                page.add(Span(f"{meaning.capitalize()} ({len(flips)})", "heading"))
            for flip in flips:
                _add(page, flip)
            page.blank()
        page.add(Span(f"{self.judged} {'transfer' if self.judged == 1 else 'transfers'} judged", "strong"))
        rows: list[Row] = [([meaning], [str(self._counts()[name])]) for name, meaning in DIRECTIONS.items()]
        rows.append((["unchanged"], [str(self.judged - len(self.flips))]))
        if self.set_aside:
            rows.append(([Span("not judged", "warning")], [f"{self.set_aside}, for the reasons given apart"]))
        page.table(rows, indent=2)
        page.add(dim(f"was: rulebook {was} · now: rulebook {now}"))

    def _counts(self) -> dict[str, int]:
        counted = Counter(flip.direction for flip in self.flips)
        return {direction: counted[direction] for direction in DIRECTIONS}


def _judge(engine: Engine, transfer: Transfer, side: str) -> tuple[Verdict, tuple[Finding, ...]]:
    try:
        return judge(engine, transfer)
    except InputError as error:
        said = [Problem(f"by the rulebook of {side}: {p.message}", p.place, p.hint) for p in error.problems]
        raise InputError(said) from None


def _reasons(graver: bool, before: tuple[Finding, ...], after: tuple[Finding, ...]) -> tuple[Reason, ...]:
    """What forbids now what it did not; or else what lifts it now, and if nothing does, what has ceased to forbid."""
    if graver:
        return tuple(Reason(f.provision, f.rule, f.citations) for f in after)
    ways = [Reason(f"{f.provision}/{way.id}", way.summary, (way.citation,)) for f in after for way in open_ways(f)]
    return tuple(ways or [Reason(f.provision, f.rule, f.citations) for f in before])


def _law(rulebook: Rulebook) -> dict[str, str]:
    return {"version": rulebook.version, "digest": rulebook.digest}


def _flip(flip: Flip) -> dict[str, Any]:
    return {
        "transfer": flip.transfer,
        "file": flip.place.file,
        "line": flip.place.line,
        "pointer": flip.place.pointer or "",
        "was": flip.was.value,
        "now": flip.now.value,
        "direction": flip.direction,
        "by": [
            {"id": reason.id, "text": reason.text, "citations": [cite.to_dict() for cite in reason.citations]}
            for reason in flip.by
        ],
    }


def _add(page: Page, flip: Flip) -> None:
    moved: list[Text] = []
    for verdict in (flip.was, flip.now):
        moved += [" → " if moved else "", Span(verdict.value.replace("_", " ").upper(), f"{verdict.value}-word")]
    page.add(Span(flip.transfer, "strong"), " · ", *moved, dim(f" · {flip.place}"), first=" •", indent=4)
    for reason in flip.by:
        page.add(reason.text, first=" " * 4, indent=4)
        page.add(*citations(reason.citations), dim(f" · {reason.id}"), first=" " * 4, indent=4)
