"""The calendar of the law: when provisions and exemptions end, and up to which day each regime was verified."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

from article41.history._days import day_after
from article41.history._ruled import Ruled, regimes_of, rules_of
from article41.law import Rulebook
from article41.model._dates import day_text as shown
from article41.render._page import Page, Row, Span, Text, dim, unbroken

__all__ = ["Calendar", "End"]


class End(NamedTuple):
    """The last day of a period of a provision or an exemption."""

    day: int
    ruled: Ruled
    unverified: bool
    """Whether it is not verified that it was not renewed: after that day a match is undetermined."""


class Calendar:
    """What ends between two days.

    Args:
        rulebook: the law.
        first: the first day of interest (yyyymmdd), None for all that is known.
        last: the last one, None for all that is known.
        regime: only this regime.

    Raises:
        InputError: there is no such regime.
    """

    def __init__(
        self, rulebook: Rulebook, first: int | None = None, last: int | None = None, regime: str | None = None
    ) -> None:
        self.rulebook = rulebook
        self.first, self.last = first, last
        self.regimes = regimes_of(rulebook, regime)
        self.ends = [end for ruled in rules_of(self.regimes) for end in _ends(ruled) if self._of_interest(end.day)]
        self.ends.sort(key=lambda end: end.day)

    def groups(self) -> list[tuple[int, dict[str, Any], list[End]]]:
        """Return the ends of one regime on one day together: day, regime, ends."""
        order = {regime["id"]: n for n, regime in enumerate(self.regimes)}
        ends = sorted(self.ends, key=lambda end: (end.day, order[end.ruled.regime["id"]]))
        grouped = groupby(ends, key=lambda end: (end.day, end.ruled.regime["id"]))
        return [(day, some[0].ruled.regime, some) for (day, _), group in grouped for some in [list(group)]]

    def to_json(self) -> dict[str, Any]:
        """Return its JSON form."""
        return {
            "schema": "article41/calendar/1",
            "rulebook": {"version": self.rulebook.version, "digest": self.rulebook.digest},
            "from": shown(self.first) if self.first else None,
            "to": shown(self.last) if self.last else None,
            "ends": [_end_json(end) for end in self.ends],
            "verified_to": {regime["id"]: shown(regime["verified_to"]) for regime in self.regimes},
        }

    def fill(self, page: Page) -> None:
        """Add its text to a page."""
        words = [f"from {shown(self.first)}" if self.first else "", f"to {shown(self.last)}" if self.last else ""]
        page.add(Span(" ".join(["Last days in force", *filter(None, words)]), "strong"))
        if not self.ends:
            page.add("No period of a provision or an exemption ends then.")
        for day, regime, ends in self.groups():
            page.blank()
            page.add(Span(shown(day), "strong"), dim(" · "), regime["title"])
            for end in ends:
                _add_end(page, end)
        page.blank()
        page.add(Span("The law was verified up to", "strong"))
        rows: list[Row] = [([shown(regime["verified_to"])], [regime["title"]]) for regime in self.regimes]
        page.table(rows, indent=2)

    def _of_interest(self, day: int) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def _ends(ruled: Ruled) -> list[End]:
    if ruled.follows:
        return []
    firsts = {first for first, _ in ruled.periods}
    final = ruled.periods[-1][1]
    return [
        End(last, ruled, ruled.renewal_unverified and last == final)
        for _, last in ruled.periods
        # Two periods that touch are one.
        if last is not None and day_after(last) not in firsts
    ]


def _end_json(end: End) -> dict[str, Any]:
    document, paragraph = end.ruled.cites[0][:2]
    return {
        "day": shown(end.day),
        "kind": end.ruled.kind,
        "id": end.ruled.id,
        "regime": end.ruled.regime["id"],
        "citation": f"{document} {paragraph}".rstrip(),
        "text": end.ruled.text,
        "renewal": "unverified" if end.unverified else None,
    }


def _add_end(page: Page, end: End) -> None:
    document, paragraph = end.ruled.cites[0][:2]
    what: list[Text] = [] if end.ruled.is_provision else [dim("exemption: ")]
    page.add(*what, end.ruled.text, first=" •", indent=4)
    doubt: list[Text] = [dim(" · "), Span("renewal not verified", "warning")] if end.unverified else []
    cite = unbroken(f"{document} {paragraph}".rstrip(), "citation", end.ruled.cites[0][4])
    page.add(cite, dim(f" · {end.ruled.id}"), *doubt, first=" " * 4, indent=4)
