"""A timeline as text and JSON."""

from __future__ import annotations

from typing import Any

from article41._words import Verdict
from article41.engine._report import Finding
from article41.history._timeline import Corridor, Stretch, open_ways
from article41.language import marked, say, term
from article41.law import Rulebook
from article41.model._dates import day_text as shown
from article41.render._page import Page, Span, Text, dim, unbroken
from article41.render._parts import citations

__all__ = ["ASSUMED", "TimelineView", "cited_first", "moved_words", "verdict_word"]

ASSUMED = marked(
    "Assumed: the parties were screened and are on no UN list; goods are of the supplier's State; no one else takes "
    "part, and nothing more is stated: no route, no end use, no approval."
)
_MOST = 6
"""So many rules of a stretch are shown in the text; the JSON has all."""


class TimelineView:
    """The stretches of a corridor.

    Args:
        rulebook: the law.
        corridor: what was asked.
        found: its stretches.
    """

    def __init__(self, rulebook: Rulebook, corridor: Corridor, found: list[Stretch]) -> None:
        self.rulebook = rulebook
        self.corridor = corridor
        self.stretches = found

    @property
    def title(self) -> str:
        """What was asked, in a line."""
        corridor = self.corridor
        kind = f" ({term(corridor.kind)})" if corridor.kind else ""
        act = f", {term(corridor.activity)}" if corridor.activity else ""
        way = f"{corridor.supplier} → {corridor.recipient}{kind}{act}"
        return say("{item}: {details}", item=term(corridor.item).capitalize(), details=way)

    def limits(self) -> list[str]:
        """Return what the reader must know of how far the law reaches, in sentences."""
        first, last = self.stretches[0].first, self.stretches[-1].last
        begins = self.rulebook.covers_from
        said = [say("This rulebook begins on {day}.", day=shown(begins))] if first < begins else []
        verified = {name: self.rulebook.regime(name)["verified_to"] for name in self.rulebook.regimes}
        if last > max(verified.values(), default=last):
            said.append(say("No law of this rulebook is verified beyond {day}.", day=shown(max(verified.values()))))
        names = dict.fromkeys(f.regime for stretch in self.stretches for f in stretch.findings)
        beyond = [
            say("{regime} to {day}", regime=name, day=shown(verified[name])) for name in names if verified[name] < last
        ]
        return (
            [*said, say("The law was verified only up to: {regimes}.", regimes=", ".join(beyond))] if beyond else said
        )

    def to_json(self) -> dict[str, Any]:
        """Return its JSON form."""
        corridor = self.corridor
        return {
            "schema": "article41/timeline/1",
            "rulebook": {"version": self.rulebook.version, "digest": self.rulebook.digest},
            "item": corridor.item,
            "from": corridor.supplier,
            "to": corridor.recipient,
            "kind": corridor.kind,
            "activity": corridor.activity,
            "assumed": ASSUMED,
            "limits": self.limits(),
            "stretches": [_stretch(stretch) for stretch in self.stretches],
        }

    def fill(self, page: Page) -> None:
        """Add its text to a page."""
        page.add(Span(self.title, "strong"))
        page.add(dim(ASSUMED))
        for stretch in self.stretches:
            page.blank()
            _add(page, stretch)
        page.blank()
        for limit in self.limits():
            page.add(dim(limit))


def verdict_word(verdict: Verdict | None) -> str:
    """Return a verdict as it is printed."""
    return (term(verdict.value) if verdict else say("not judged")).upper()


def cited_first(findings: tuple[Finding, ...]) -> list[str]:
    """Return the first citation of each finding and those of its ways out, each once."""
    cites = [c for f in findings for c in (*f.citations[:1], *(way.citation for way in open_ways(f)))]
    return list(dict.fromkeys(f"{c.resolution} {c.paragraph}".rstrip() for c in cites))


def moved_words(stretch: Stretch) -> str:
    """Return what moved the verdict, in words; empty if nothing did."""
    said: dict[str, list[str]] = {}
    for move in stretch.moves:
        said.setdefault(move.how, []).append(str(move))
    return "; ".join(f"{'; '.join(some)} ({say(how)})" for how, some in said.items())


def _stretch(stretch: Stretch) -> dict[str, Any]:
    return {
        "from": shown(stretch.first),
        "to": shown(stretch.last),
        "verdict": stretch.verdict.value if stretch.verdict else None,
        "not_judged": stretch.refused,
        "moved_by": [
            {"how": move.how, "resolution": move.document, "paragraphs": list(move.paragraphs), "url": move.url}
            for move in stretch.moves
        ],
        "findings": [
            {
                "provision": finding.provision,
                "rule": finding.rule,
                "citation": finding.citations[0].to_dict() if finding.citations else None,
                "exemptions": [
                    {"id": e.id, "status": e.status.value, "citation": e.citation.to_dict(), "needs": list(e.needs)}
                    for e in open_ways(finding)
                ],
                "missing_facts": list(finding.missing_facts),
                "confidence": finding.confidence.value,
            }
            for finding in stretch.findings
        ],
    }


def _add(page: Page, stretch: Stretch) -> None:
    style = f"{stretch.verdict.value}-word" if stretch.verdict else "warning"
    span = f"{shown(stretch.first)} .. {shown(stretch.last)}  "
    page.add(Span(verdict_word(stretch.verdict), style), first=[Span(span, "strong")], indent=len(span))
    if stretch.refused:
        page.add(stretch.refused, first=" " * 4, indent=4)
    if stretch.moves:
        said: list[Text] = []
        for move in stretch.moves:
            said += ["; " if said else "", unbroken(move.document, "citation", move.url)]
            said += [" ", ", ".join(move.paragraphs)] if move.paragraphs else []
            said.append(dim(f" ({move.how})"))
        page.add(dim("moved by "), *said, first=" " * 4, indent=4)
    for finding in stretch.findings[:_MOST]:
        missing = f" · open: {', '.join(finding.missing_facts)}" if finding.missing_facts else ""
        page.add(*citations(finding.citations[:1]), ": ", finding.rule, dim(missing), first="    • ", indent=6)
        for way in open_ways(finding):
            needs = f" (needs {'; '.join(way.needs)})" if way.needs else ""
            page.add("but for ", *citations([way.citation]), ": ", way.summary, dim(needs), first="", indent=8)
    if len(stretch.findings) > _MOST:
        page.add(dim(f"and {len(stretch.findings) - _MOST} more rules; --format json has them all"), first="", indent=6)
