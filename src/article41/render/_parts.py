"""Parts that several texts share: labels, citations, values."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from article41._words import Confidence
from article41.engine._report import Citation
from article41.language import marked, say, term
from article41.render._page import Page, Row, Span, Text, dim, unbroken

__all__ = [
    "INDENT",
    "LABEL",
    "add_citations",
    "citations",
    "cited",
    "confidence_text",
    "label_of",
    "labelled",
    "shortened",
    "shown_value",
]

INDENT = 4
"""Where the text of a finding begins."""
LABEL = 13
"""The width of the labels before its parts."""
_LONGEST = 120
_CONFIDENCE = {
    Confidence.HIGH: marked("high confidence"),
    Confidence.MEDIUM: marked("medium confidence"),
    Confidence.LOW: marked("low confidence"),
}


def label_of(text: str) -> Span:
    """Return a label where labels stand."""
    return dim(" " * INDENT + text)


def labelled(page: Page, label: str, *texts: Text) -> None:
    """Add a part of a finding under its label."""
    page.add(*texts, first=[label_of(label)], indent=INDENT + LABEL)


def cited(citation: Citation) -> Span:
    """Return a citation in the UN's way of writing; it stays on one line."""
    return unbroken(f"{citation.resolution} {citation.paragraph}".rstrip(), "citation", citation.url)


def citations(of: Iterable[Citation]) -> list[Text]:
    """Return the citations in a row."""
    out: list[Text] = []
    for citation in of:
        out += ["; " if out else "", cited(citation)]
    return out


def add_citations(page: Page, of: Iterable[Citation], left: int = INDENT, label: int = LABEL) -> None:
    """Add the citations, one a line, with their roles.

    ``left`` is where the label stands and ``label`` how much room it has.
    """
    rows: list[Row] = []
    for citation in of:
        doubt: list[Text] = [] if citation.verified else [Span(say("number not verified"), "warning")]
        rows.append(([cited(citation), dim(term(citation.role.value, "role"))], doubt))
    page.table(rows, dim(" " * left + say("Cited")), left + label)


def confidence_text(confidence: Confidence) -> str:
    """Return how sure we are, in words: ``medium confidence``."""
    return say(_CONFIDENCE[confidence])


def shown_value(value: Any) -> str:
    """Return a stated value as text, a long one cut."""
    if isinstance(value, str):
        return shortened(value)
    if isinstance(value, list) and all(isinstance(member, str) for member in value):
        return shortened(", ".join(value)) if value else say("none")
    return shortened(json.dumps(value, ensure_ascii=False))


def shortened(text: str) -> str:
    """Return ``text``, cut between two words if it is long."""
    if len(text) <= _LONGEST:
        return text
    kept = text[:_LONGEST]
    return (kept.rpartition(" ")[0] or kept) + " …"
