"""One finding as text: the rule, where it stands, which facts met it, which doors remain."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from article41._words import Confidence, ExemptionStatus
from article41.engine._report import Citation, ExemptionResult, FactShown, Finding
from article41.model import Transfer
from article41.render._page import Page, Row, Span, Text, dim, unbroken
from article41.render._subject import item_words

__all__ = ["INDENT", "LABEL", "add_citations", "add_finding", "citations", "labelled", "shown_value"]

INDENT = 4
"""Where the text of a finding begins."""
LABEL = 13
"""The width of the labels before its parts."""

_LONGEST_VALUE = 120
_MOST_ITEMS = 6
_MOST_FACTS = 20
_STATUS = {
    ExemptionStatus.MET: ("met", "permitted-word"),
    ExemptionStatus.PROCEDURE_MISSING: ("paper missing", "conditional-word"),
    ExemptionStatus.NOT_SHOWN: ("not shown", "undetermined-word"),
    ExemptionStatus.EXCLUDED: ("ruled out", "dim"),
}


def add_finding(page: Page, number: int, finding: Finding, transfer: Transfer | None, *, short: bool = False) -> None:
    """Add a finding; ``short`` keeps to what it says, by which paragraph, and what is still open."""
    page.add(Span(finding.rule, "" if short else "strong"), first=f"{number:>2}", indent=INDENT)
    _add_meta(page, finding, transfer)
    add_citations(page, finding.citations)
    if not short:
        _add_facts(page, finding.facts)
    _add_exemptions(page, finding.exemptions, short)
    if finding.missing:
        pointers = [part for p in finding.missing[:_MOST_FACTS] for part in (unbroken(p, "pointer"), ", ")][:-1]
        if len(finding.missing) > _MOST_FACTS:
            pointers.append(f" and {len(finding.missing) - _MOST_FACTS} more")
        labelled(page, "Missing", *pointers)
    if not short:
        for note in finding.notes:
            labelled(page, "Note", note)
    page.blank()


def labelled(page: Page, label: str, *texts: Text) -> None:
    """Add a part of a finding under its label."""
    page.add(*texts, first=[_label(label)], indent=INDENT + LABEL)


def citations(cited: Iterable[Citation]) -> list[Text]:
    """Return the citations in a row."""
    out: list[Text] = []
    for citation in cited:
        out += ["; " if out else "", _cited(citation)]
    return out


def add_citations(page: Page, cited: Iterable[Citation], left: int = INDENT, label: int = LABEL) -> None:
    """Add the citations, one a line, with their roles.

    ``left`` is where the label stands and ``label`` how much room it has.
    """
    rows: list[Row] = []
    for citation in cited:
        doubt: list[Text] = [] if citation.verified else [Span("number not verified", "warning")]
        rows.append(([_cited(citation), dim(citation.role.value)], doubt))
    page.table(rows, dim(" " * left + "Cited"), left + label)


def _label(text: str) -> Span:
    return dim(" " * INDENT + text)


def _name(citation: Citation) -> str:
    return f"{citation.resolution} {citation.paragraph}".rstrip()


def _cited(citation: Citation) -> Span:
    return unbroken(_name(citation), "citation", citation.url)


def _add_meta(page: Page, finding: Finding, transfer: Transfer | None) -> None:
    parts: list[Text] = [
        Span(finding.verdict.value.replace("_", " "), f"{finding.verdict.value}-word"),
        dim(f" · {finding.provision}"),
    ]
    if transfer is not None and len(transfer.items) > 1:
        items = ", ".join(f"{n} {item_words(transfer, n)}" for n in finding.items[:_MOST_ITEMS])
        if len(finding.items) > _MOST_ITEMS:
            items += f" and {len(finding.items) - _MOST_ITEMS} more"
        parts.append(dim(f" · {'item' if len(finding.items) == 1 else 'items'} {items}"))
    acts = ", ".join(act.replace("_", " ") for act in finding.activities)
    parts.append(dim(f" · {acts}"))
    if finding.confidence is not Confidence.HIGH:
        parts += [dim(" · "), Span(f"{finding.confidence.value} confidence", "warning")]
    page.add(*parts, indent=INDENT, first=" " * INDENT)


def _add_facts(page: Page, facts: tuple[FactShown, ...]) -> None:
    rows: list[Row] = []
    for fact in facts[:_MOST_FACTS]:
        value = Span(shown_value(fact.value), "value")
        rows.append(([Span(fact.pointer, "pointer")], [value, dim(" · "), dim(_short(fact.test))]))
        if len(fact.chain) > 1:
            rows.append(([""], [dim(" → ".join(fact.chain))]))
    if len(facts) > _MOST_FACTS:
        rows.append(([""], [dim(f"and {len(facts) - _MOST_FACTS} more facts; --format json has them all")]))
    page.table(rows, _label("Because"), INDENT + LABEL)


def shown_value(value: Any) -> str:
    """Return a stated value as text, long ones cut."""
    if isinstance(value, str):
        text = value
    elif isinstance(value, list) and all(isinstance(member, str) for member in value):
        text = ", ".join(value) if value else "none"
    else:
        text = json.dumps(value, ensure_ascii=False)
    return _short(text)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"


def _add_exemptions(page: Page, exemptions: tuple[ExemptionResult, ...], short: bool) -> None:
    label = "Exemptions"
    ruled_out = [e for e in exemptions if e.status is ExemptionStatus.EXCLUDED]
    for exemption in exemptions:
        if exemption.status is ExemptionStatus.EXCLUDED:
            continue
        word, style = _STATUS[exemption.status]
        if exemption.discretionary and exemption.status is ExemptionStatus.NOT_SHOWN:
            word = "open, at their discretion"
        labelled(page, label, Span(word, style), dim(" · "), exemption.summary, dim(" · "), _cited(exemption.citation))
        label = ""
        if not short:
            for need in exemption.needs:
                lead = "to state: " if need.endswith("?") else "needs "
                page.add(lead, need, first=" " * (INDENT + LABEL + 2), indent=INDENT + LABEL + 4)
    if ruled_out and not short:
        labelled(page, label, dim(f"ruled out: {', '.join(e.id for e in ruled_out)}"))
