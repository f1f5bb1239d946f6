"""Reports as text: the verdict first, then why, then what would change it."""

from __future__ import annotations

from typing import TextIO

from article41._words import Confidence, ExemptionStatus, Verdict
from article41.engine._report import Advisory, Finding, Obligation, Question, Report
from article41.language import marked, plural, say, term
from article41.render import Judged, Refused, Screen, Tally
from article41.render._finding import FindingSheet
from article41.render._page import Page, Row, Span, dim
from article41.render._paint import paint
from article41.render._parts import INDENT, citations, confidence_text
from article41.render._say import answer_text
from article41.render._subject import subject

__all__ = ["MEANING", "TextWriter"]

MEANING = {
    Verdict.PROHIBITED: marked("Some provision forbids it and no exemption is shown."),
    Verdict.UNDETERMINED: marked(
        "A fact is missing, or the law of that day is not verified, and it could be forbidden."
    ),
    Verdict.CONDITIONAL: marked("Forbidden unless a procedure is done; the papers to obtain are named below."),
    Verdict.PERMITTED: marked(
        "An embargo reaches it, and an exemption that is shown, or the text itself, lets it through."
    ),
    Verdict.OUT_OF_SCOPE: marked("No embargo of this rulebook reaches it."),
}


class TextWriter:
    """Writes reports for people, one below the other."""

    def __init__(self, out: TextIO, screen: Screen) -> None:
        self._out = out
        self._screen = screen
        self._count = 0

    def report(self, judged: Judged) -> None:
        """Write one report."""
        page = Page(self._screen.width, links=self._screen.colour)
        if self._count:
            page.rule()
        self._count += 1
        _add_report(page, judged, self._screen.several)
        self._print(page)

    def refused(self, refused: Refused) -> None:
        """Write nothing: standard error tells it, and a reader of reports gets reports only."""

    def close(self, tally: Tally) -> None:
        """Write, for several transfers, how many got which verdict."""
        if not self._screen.several:
            return
        page = Page(self._screen.width)
        page.rule()
        total = sum(tally.verdicts.values())
        page.add(Span(plural("{n} transfer judged", "{n} transfers judged", total), "strong"))
        rows: list[Row] = [([Span(_word(v), f"{v.value}-word")], [str(n)]) for v, n in tally.verdicts.items() if n]
        if tally.set_aside:
            rows.append(
                ([Span(say("not judged"), "warning")], [say("{n}, for the reasons given apart", n=tally.set_aside)])
            )
        if tally.unread:
            apart = say("{n}, for the reasons given apart", n=tally.unread)
            rows.append(([Span(say("files not read"), "warning")], [apart]))
        page.table(rows, indent=2)
        self._print(page)

    def _print(self, page: Page) -> None:
        paint(page.lines, self._out, self._screen.colour, self._screen.width)


def _word(verdict: Verdict) -> str:
    """Return the verdict as it is printed."""
    return term(verdict.value).upper()


def _add_report(page: Page, judged: Judged, several: bool) -> None:
    report = judged.report
    verdict = f" {_word(report.verdict)} "
    page.add(
        Span(report.transfer, "strong"), first=[Span(verdict, report.verdict.value), "  "], indent=len(verdict) + 2
    )
    page.add(*(subject(judged.transfer) if judged.transfer is not None else [say("On {day}", day=report.date)]))
    if several and judged.source is not None:
        page.add(dim(str(judged.source)))
    page.blank()
    page.add(say(MEANING[report.verdict]))
    _add_findings(page, judged)
    _add_questions(page, report.questions)
    _add_duties(page, say("Duties that follow"), report.obligations)
    _add_duties(page, say("Calls upon States (voluntary: they forbid nothing)"), report.advisories)
    _add_waivers(page, report)
    _add_caveats(page, report)
    _add_addresses(page, report)
    page.blank()
    page.add(
        dim(say("Rulebook {version} ({digest})", version=report.rulebook.version, digest=report.rulebook.digest[:16])),
        dim(f" · article41 {report.library} · "),
        dim(say("engine {name}", name=report.engine)),
    )


def _add_findings(page: Page, judged: Judged) -> None:
    """The findings that carry the verdict in full; less grave ones short, after them."""
    report = judged.report
    sheet = FindingSheet(page, judged.transfer)
    for finding in report.findings:
        if finding.verdict is report.verdict:
            page.blank()
            sheet.add(finding)
    others = [finding for finding in report.findings if finding.verdict is not report.verdict]
    if others:
        _heading(page, say("Also"))
        for finding in others:
            sheet.add(finding, short=True)


def _add_questions(page: Page, questions: tuple[Question, ...]) -> None:
    if not questions:
        return
    _heading(page, say("Questions that would settle it"))
    for question in questions:
        page.add(question.ask, " ", Span(question.pointer, "pointer"), first=" ?", indent=INDENT)
        rows: list[Row] = [
            (
                [Span(answer_text(answer.value), "value")],
                [dim("→ "), Span(_word(answer.verdict), f"{answer.verdict.value}-word")],
            )
            for answer in question.answers
        ]
        page.table(rows, indent=INDENT + 2)


def _add_duties(page: Page, title: str, duties: tuple[Obligation, ...] | tuple[Advisory, ...]) -> None:
    if not duties:
        return
    _heading(page, title)
    for duty in duties:
        head = say("{duty}: ", duty=term(duty.duty, "duty")) if isinstance(duty, Obligation) else ""
        doubt = [] if duty.certain else [Span(say("may apply: "), "warning")]
        page.add(*doubt, Span(head, "strong"), duty.text, first=" •", indent=INDENT)
        unsure: list[Span] = []
        if duty.confidence is not Confidence.HIGH:
            unsure = [dim(" · "), Span(confidence_text(duty.confidence), "warning")]
        page.add(*citations(duty.citations), dim(f" · {duty.provision}"), *unsure, first=" " * INDENT, indent=INDENT)


def _add_waivers(page: Page, report: Report) -> None:
    """Those that have to do with this transfer, or are void for all; of the others how many they are."""
    if not report.waivers:
        return
    _heading(page, say("Waivers (they change the exit code, not the verdict)"))
    told = [waiver for waiver in report.waivers if waiver.void != "unmatched"]
    for waiver in told:
        said = say("void: {why}", why=waiver.why) if waiver.void else say("applied")
        style = "warning" if waiver.void else "permitted-word"
        page.add(Span(said, style), " · ", waiver.provision, first=" •", indent=INDENT)
        page.add(waiver.reason, first=" " * INDENT, indent=INDENT)
        signed = f"{waiver.approver} · {say('until {day}', day=waiver.expires)} · {waiver.authority}"
        page.add(dim(signed), first=" " * INDENT, indent=INDENT)
    others = len(report.waivers) - len(told)
    if others:
        page.add(
            dim(
                plural(
                    "{n} more matches no finding of this transfer",
                    "{n} more match no finding of this transfer",
                    others,
                )
            ),
            first=" •",
            indent=INDENT,
        )


def _add_caveats(page: Page, report: Report) -> None:
    if not report.caveats:
        return
    _heading(page, say("Limits of this answer"))
    for caveat in report.caveats:
        page.add(caveat.text[:1].upper() + caveat.text[1:], first=" •", indent=INDENT)


def _add_addresses(page: Page, report: Report) -> None:
    """Where a terminal shows no links, the address of every document that is cited, once."""
    if page.links:
        return
    carriers: tuple[Finding | Obligation | Advisory, ...] = (*report.findings, *report.obligations, *report.advisories)
    cited = [c for carrier in carriers for c in carrier.citations]
    cited += [e.citation for f in report.findings for e in f.exemptions if e.status is not ExemptionStatus.EXCLUDED]
    addresses = {c.resolution: c.url for c in cited if c.url}
    if addresses:
        _heading(page, say("Official texts"))
        page.table([([dim(name)], [dim(url)]) for name, url in sorted(addresses.items())], indent=INDENT)


def _heading(page: Page, title: str) -> None:
    page.blank()
    page.add(Span(title, "strong"))
