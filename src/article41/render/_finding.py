"""The findings of a report as text: the rule, where it stands, which facts met it, which doors remain."""

from __future__ import annotations

from article41._words import Confidence, ExemptionStatus
from article41.engine._report import Citation, ExemptionResult, FactShown, Finding
from article41.language import marked, plural, say, term
from article41.model import Transfer
from article41.render._page import Page, Row, Span, Text, dim, unbroken
from article41.render._parts import (
    INDENT,
    LABEL,
    add_citations,
    citations,
    cited,
    confidence_text,
    label_of,
    labelled,
    shortened,
    shown_value,
)
from article41.render._subject import items_in_words

__all__ = ["FindingSheet"]

_MOST = 20
"""So many facts or missing places are shown; the JSON has all."""
_STATUS = {
    ExemptionStatus.MET: (marked("met"), "permitted-word"),
    ExemptionStatus.PROCEDURE_MISSING: (marked("paper missing"), "conditional-word"),
    ExemptionStatus.NOT_SHOWN: (marked("not shown"), "undetermined-word"),
}


class FindingSheet:
    """Numbers the findings of one report and adds them to its page.

    Args:
        page: the page of the report.
        transfer: what was judged, if it is at hand.
    """

    def __init__(self, page: Page, transfer: Transfer | None) -> None:
        self._page = page
        self._transfer = transfer
        self._number = 0
        self._doors: dict[tuple[str, Citation], int] = {}

    def add(self, finding: Finding, *, short: bool = False) -> None:
        """Add a finding; ``short`` keeps to what it says, by which paragraph, and what is still open."""
        page = self._page
        self._number += 1
        page.add(Span(finding.rule, "" if short else "strong"), first=f"{self._number:>2}", indent=INDENT)
        self._add_standing(finding)
        if short:
            labelled(page, say("Cited"), *citations(finding.citations))
        else:
            add_citations(page, finding.citations)
            _add_facts(page, finding.facts)
        self._add_exemptions(finding.exemptions, short)
        _add_missing(page, finding.missing)
        if not short:
            for note in finding.notes:
                labelled(page, say("Note"), note)
        page.blank()

    def _add_standing(self, finding: Finding) -> None:
        parts: list[Text] = [
            Span(term(finding.verdict.value), f"{finding.verdict.value}-word"),
            dim(f" · {finding.provision}"),
        ]
        if self._transfer is not None and len(self._transfer.items) > 1:
            parts.append(dim(f" · {items_in_words(self._transfer, finding.items)}"))
        parts.append(dim(f" · {', '.join(map(term, finding.activities))}"))
        if finding.confidence is not Confidence.HIGH:
            parts += [dim(" · "), Span(confidence_text(finding.confidence), "warning")]
        self._page.add(*parts, first=" " * INDENT, indent=INDENT)

    def _add_exemptions(self, exemptions: tuple[ExemptionResult, ...], short: bool) -> None:
        label = say("Exemptions")
        for exemption in exemptions:
            if exemption.status is not ExemptionStatus.EXCLUDED:
                self._add_exemption(label, exemption, short)
                label = ""
        ruled_out = [e.id for e in exemptions if e.status is ExemptionStatus.EXCLUDED]
        if ruled_out and not short:
            labelled(self._page, label, dim(say("ruled out: {names}", names=", ".join(ruled_out))))

    def _add_exemption(self, label: str, exemption: ExemptionResult, short: bool) -> None:
        page = self._page
        word, style = _STATUS[exemption.status]
        word = say(word)
        door = (exemption.id, exemption.citation)
        if exemption.discretionary and exemption.status is ExemptionStatus.NOT_SHOWN:
            # A power to exempt anything stands under every finding of its regime: it is told once.
            word = say("open, at their discretion")
            if door in self._doors:
                same = say("{name}, as under {number}", name=exemption.id, number=self._doors[door])
                labelled(page, label, Span(word, style), dim(f" · {same}"))
                return
            self._doors[door] = self._number
        labelled(page, label, Span(word, style), dim(" · "), exemption.summary, dim(" · "), cited(exemption.citation))
        if not short:
            for need in exemption.needs:
                lead = say("to state: ") if need.endswith("?") else say("needs ")
                page.add(lead, need, first=" " * (INDENT + LABEL + 2), indent=INDENT + LABEL + 4)


def _add_facts(page: Page, facts: tuple[FactShown, ...]) -> None:
    """Add the facts, those that meet one test in one way together."""
    pointers: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for fact in facts[:_MOST]:
        key = (shown_value(fact.value), shortened(fact.test), fact.chain)
        pointers.setdefault(key, []).append(fact.pointer)
    rows: list[Row] = []
    for (value, test, chain), places in pointers.items():
        said: list[list[Text]] = [[Span(value, "value"), dim(" · "), dim(test)]]
        if len(chain) > 1:
            said.append([dim(" → ".join(chain))])
        for n in range(max(len(places), len(said))):
            place = Span(places[n], "pointer") if n < len(places) else ""
            rows.append(([place], said[n] if n < len(said) else []))
    if len(facts) > _MOST:
        rows.append(([""], [dim(_more_facts(len(facts) - _MOST))]))
    page.table(rows, label_of(say("Because")), INDENT + LABEL)


def _more_facts(number: int) -> str:
    return plural(
        "and {n} more facts; --format json has them all", "and {n} more facts; --format json has them all", number
    )


def _add_missing(page: Page, missing: tuple[str, ...]) -> None:
    if not missing:
        return
    texts: list[Text] = []
    for pointer in missing[:_MOST]:
        texts += [", " if texts else "", unbroken(pointer, "pointer")]
    if len(missing) > _MOST:
        texts.append(say(" and {n} more", n=len(missing) - _MOST))
    labelled(page, say("Missing"), *texts)
