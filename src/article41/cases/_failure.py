"""What to say of a test that does not hold: what was expected, what came, and the report's own reasons for it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from article41._words import Verdict
from article41.cases._near import obstacles
from article41.engine import Finding, Report
from article41.engine._check import Engine
from article41.law._cite import parents
from article41.model import Transfer
from article41.render._finding import FindingSheet
from article41.render._page import Page, Span, Text, dim, unbroken
from article41.render._parts import INDENT, shortened, shown_value
from article41.render._subject import subject

__all__ = ["Failure"]

_MOST_FINDINGS = 3
"""So many findings are shown in full; a message must be read."""
_MOST_NAMES = 8
_MOST_OBSTACLES = 5


class Failure:
    """A test that does not hold.

    Args:
        engine: what judged it.
        transfer: what was judged.
        report: the answer.
        expect: the verdict that it should have.
        faults: every point in which the report is not what it should be, in words.
        provisions: the provisions that must be there.
        provisions_not: those that must not.
        cites: the citations (document, paragraph) that it asks for.
        why: why it should hold, in the words of whoever wrote it.
    """

    def __init__(
        self,
        engine: Engine,
        transfer: Transfer,
        report: Report,
        expect: Verdict,
        faults: Iterable[str],
        *,
        provisions: Iterable[str] = (),
        provisions_not: Iterable[str] = (),
        cites: Iterable[tuple[str, str]] = (),
        why: str | None = None,
    ) -> None:
        self._engine = engine
        self._transfer = transfer
        self._report = report
        self._expect = expect
        self.faults = tuple(faults)
        self._provisions = tuple(dict.fromkeys(provisions))
        self._provisions_not = frozenset(provisions_not)
        self._cites = tuple(cites)
        self._why = why

    @property
    def headline(self) -> str:
        """The difference in a line: the verdicts, or the first fault if they agree."""
        if self._report.verdict is not self._expect:
            return f"expected {_shout(self._expect)}, got {_shout(self._report.verdict)}"
        return self.faults[0]

    def text(self, *, headline: bool = True, width: int = 100) -> str:
        """Return all of it as plain text, with or without the line that tells the verdicts apart."""
        page = Page(width)
        self.fill(page, headline=headline)
        return "".join("".join(span.text for span in line) + "\n" for line in page.lines).rstrip("\n")

    def fill(self, page: Page, *, headline: bool = True) -> None:
        """Add all of it to a page."""
        wrong = self._report.verdict is not self._expect
        if wrong and headline:
            page.add(
                "expected ",
                Span(_shout(self._expect), f"{self._expect.value}-word", None, True),
                ", got ",
                Span(_shout(self._report.verdict), f"{self._report.verdict.value}-word", None, True),
            )
        elif headline:
            page.add(Span(_shout(self._expect), f"{self._expect.value}-word", None, True), " as expected, but")
        for fault in self.faults[1:] if wrong else self.faults:
            page.add(fault, first=" ✗ ", indent=3)
        page.add(dim("of "), *subject(self._transfer))
        if self._why:
            page.add(dim("should hold because: "), self._why)
        self._add_citations(page)
        self._add_findings(page)
        self._add_unreached(page)
        for question in self._report.questions[:_MOST_OBSTACLES] if wrong else ():
            page.add(question.ask, " ", Span(question.pointer, "pointer"), first="?", indent=2)

    def _add_citations(self, page: Page) -> None:
        shown = {
            f"{c.resolution} {c.paragraph}".rstrip(): finding.provision
            for finding in self._report.findings
            for c in finding.citations
        }
        cited = {(c.resolution, part) for f in self._carrying() for c in f.citations for part in parents(c.paragraph)}
        for cite in self._cites:
            text = " ".join(cite).rstrip()
            if cite in cited:
                continue
            if text in shown:
                page.add(text, f" is cited by {shown[text]}, which does not carry the verdict", indent=2)
                continue
            near = get_close_matches(text, shown, 1, 0.0)
            if near:
                page.add("nearest to ", unbroken(text, "citation"), " is ", unbroken(near[0], "citation"), indent=2)

    def _carrying(self) -> list[Finding]:
        return [finding for finding in self._report.findings if finding.verdict is self._report.verdict]

    def _add_findings(self, page: Page) -> None:
        """The findings that the test names, then those that made the verdict what it is."""
        about = self._provisions_not.union(self._provisions)
        named = [f for f in self._report.findings if f.provision in about]
        # Not by their hash: a fact that is shown may be a list.
        shown = [*named, *(finding for finding in self._carrying() if finding not in named)]
        sheet = FindingSheet(page, self._transfer)
        if shown:
            page.blank()
        for finding in shown[:_MOST_FINDINGS]:
            sheet.add(finding)
        if len(shown) > _MOST_FINDINGS:
            rest = [f"{f.provision} ({f.verdict.value.replace('_', ' ')})" for f in shown[_MOST_FINDINGS:]]
            more = f" and {len(rest) - _MOST_NAMES} more" if len(rest) > _MOST_NAMES else ""
            page.add(dim(f"and {', '.join(rest[:_MOST_NAMES])}{more}"))

    def _add_unreached(self, page: Page) -> None:
        """What keeps the provisions that should have been there from reaching the transfer."""
        report = self._report
        there = {
            *(f.provision for f in report.findings),
            *(o.provision for o in report.obligations),
            *(a.provision for a in report.advisories),
        }
        wanted = [p for p in self._wanted() if p not in there][:_MOST_FINDINGS]
        for provision in wanted:
            found = obstacles(self._engine, self._transfer, provision)
            page.blank()
            page.add(Span(provision, "strong"), " does not reach it:")
            for obstacle in found[:_MOST_OBSTACLES]:
                said: list[Text] = [dim("not stated")]
                if obstacle.categories:
                    said = [dim("it is "), Span(shortened(", ".join(obstacle.categories)), "value")]
                elif obstacle.value is not None:
                    said = [dim("stated is "), Span(shown_value(obstacle.value), "value")]
                verb = "unknown whether " if obstacle.unknown else "not met: "
                page.add(verb, obstacle.test, dim(" · "), *said, " ", Span(obstacle.pointer, "pointer"), indent=INDENT)

    def _wanted(self) -> list[str]:
        """The provisions that must be there or, if the test names none, those that cite what it asks for."""
        if self._provisions or not self._cites:
            return list(self._provisions)
        out = []
        for regime in self._engine.rulebook.regimes:
            for provision in self._engine.rulebook.regime(regime)["provisions"]:
                cited = {(c[0], part) for c in provision["cites"] for part in parents(c[1])}
                if cited & set(self._cites):
                    out.append(provision["id"])
        return out


def _shout(verdict: Verdict) -> str:
    return verdict.value.replace("_", " ").upper()
