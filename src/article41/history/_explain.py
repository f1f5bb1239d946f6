"""A provision explained: what it says, since when, how it came to be, what lifts it, and how sure we are."""

from __future__ import annotations

from typing import Any

from article41._words import Effect
from article41.history._examples import Example, Examples
from article41.history._lookup import Subject
from article41.history._ruled import Ruled
from article41.model._dates import day_text as shown
from article41.render._page import Page, Row, Span, Text, dim, unbroken
from article41.render._provision import ProvisionView
from article41.render._view import periods

__all__ = ["ExplainView"]

_IN_FULL = 1
"""Of more provisions than this the text gives only the gist; with all their exemptions it would fill a book."""
_LABEL = 13
_EFFECTS = {
    Effect.PROHIBIT.value: "Forbids it",
    Effect.PERMIT.value: "Leaves it free expressly",
    Effect.OBLIGE.value: "Lays a duty on States",
    Effect.ADVISE.value: "Calls upon States; forbids nothing",
}


class ExplainView:
    """The answer to ``explain``.

    Args:
        subject: what was asked about.
        examples: where examples come from.
    """

    def __init__(self, subject: Subject, examples: Examples) -> None:
        self._subject = subject
        self._examples = examples

    def to_json(self) -> dict[str, Any]:
        """Return its JSON form."""
        subject = self._subject
        citation = document = None
        if subject.citation is not None and subject.document is not None:
            citation = " ".join(subject.citation).rstrip()
            document = {key: subject.document[key] for key in ("title", "url")}
            document["adopted"] = shown(subject.document["adopted"])
        return {
            "schema": "article41/explain/1",
            "citation": citation,
            "document": document,
            "provisions": [self._provision(ruled) for ruled in subject.provisions],
            "exemptions": [_exemption(ruled) for ruled in subject.exemptions],
        }

    def fill(self, page: Page) -> None:
        """Add its text to a page."""
        subject = self._subject
        if subject.citation is not None and subject.document is not None:
            _add_document(page, subject.citation, subject.document)
            if not subject.provisions and not subject.exemptions:
                page.add("No rule of this rulebook cites it.")
        full = len(subject.provisions) <= _IN_FULL
        for ruled in subject.provisions:
            page.blank()
            if full:
                self._add(page, ruled)
            else:
                _add_short(page, ruled)
        if subject.exemptions:
            page.blank()
            page.add(Span("Exemptions that cite it", "strong"))
            for ruled in subject.exemptions:
                _add_short(page, ruled)
        if not full:
            page.blank()
            page.add(dim("article41 explain ID explains one of them in full."))

    def _provision(self, ruled: Ruled) -> dict[str, Any]:
        caught, cleared = self._examples.of(ruled.id)
        return {
            **ProvisionView(ruled.rule, ruled.regime).to_json(),
            "history": [
                {"adopted": shown(c[3]), "role": c[2], "resolution": c[0], "paragraph": c[1]} for c in _history(ruled)
            ],
            "verified_to": shown(ruled.regime["verified_to"]),
            "examples": {
                "caught": caught.to_json() if caught else None,
                "cleared": cleared.to_json() if cleared else None,
            },
        }

    def _add(self, page: Page, ruled: Ruled) -> None:
        value = self._provision(ruled)
        page.add(Span(ruled.id, "strong"), dim(f" · {ruled.regime['title']}"))
        page.add(ruled.text)
        page.blank()
        duty = f": {value['duty'].replace('_', ' ')}" if value["duty"] else ""
        _part(page, "What it does", _EFFECTS[value["effect"]] + duty)
        _add_conditions(page, "When", value["conditions"])
        _part(page, "In force", periods(ruled.periods))
        if value["renewal_unverified"]:
            _part(page, "", Span("it is not verified whether it was renewed: after that it is undetermined", "warning"))
        _add_history(page, ruled)
        _add_exemptions(page, value["exemptions"], value["effect"])
        self._add_examples(page, ruled)
        _add_confidence(page, value, ruled)

    def _add_examples(self, page: Page, ruled: Ruled) -> None:
        page.blank()
        page.add(Span("Examples", "strong"))
        words = ("Caught", "Cleared") if ruled.rule["effect"] == Effect.PROHIBIT.value else ("Reached", "Not reached")
        for label, example in zip(words, self._examples.of(ruled.id), strict=True):
            _add_example(page, label, example)


def _history(ruled: Ruled) -> list[list[Any]]:
    return sorted(ruled.cites, key=lambda cite: cite[3])


def _part(page: Page, label: str, *texts: Text, left: int = 0) -> None:
    page.add(*texts, first=[" " * left, dim(label)], indent=left + _LABEL)


def _add_document(page: Page, citation: tuple[str, str], document: dict[str, Any]) -> None:
    page.add(unbroken(" ".join(citation).rstrip(), "strong", document["url"]), " · ", document["title"])
    page.add(dim(f"adopted {shown(document['adopted'])}"), *([dim(f" · {document['url']}")] if document["url"] else []))


def _add_conditions(page: Page, label: str, words: dict[str, Any], left: int = 0) -> None:
    for test in words["always"]:
        _part(page, label, test, left=left)
        label = ""
    for n, tests in enumerate(words["either"]):
        _part(page, label, dim("either " if n == 0 else "or "), " and ".join(tests), left=left)
        label = ""


def _add_history(page: Page, ruled: Ruled) -> None:
    rows: list[Row] = []
    for document, paragraph, role, adopted, url, verified in _history(ruled):
        doubt: list[Text] = [] if verified else [Span("paragraph number not verified", "warning")]
        cite = unbroken(f"{document} {paragraph}".rstrip(), "citation", url)
        rows.append(([dim(shown(adopted)), cite, dim(role)], doubt))
    page.table(rows, dim("Adopted"), _LABEL)


def _add_exemptions(page: Page, exemptions: list[dict[str, Any]], effect: str) -> None:
    if effect != Effect.PROHIBIT.value:
        return
    page.blank()
    page.add(Span("What lifts it, and how to prove it", "strong"))
    if not exemptions:
        page.add("Nothing does: it has no exemption.", indent=2)
    for exemption in exemptions:
        cite = exemption["citation"]
        name = f"{cite['resolution']} {cite['paragraph']}".rstrip()
        page.add(exemption["summary"], first=" •", indent=4)
        page.add(
            unbroken(name, "citation", cite["url"]),
            dim(f" · {exemption['id']} · {', '.join(exemption['periods'])}"),
            first=" " * 4,
            indent=4,
        )
        if exemption["discretionary"]:
            _part(page, "Their choice", "case by case; only the paper itself shows it", left=4)
        _add_conditions(page, "State that", exemption["conditions"], 4)
        if exemption["procedure"]:
            _part(page, "Paper", exemption["procedure"], left=4)
        if exemption["confidence"] != "high":
            _part(page, "Confidence", Span(exemption["confidence"], "warning"), left=4)


def _add_example(page: Page, label: str, example: Example | None) -> None:
    if example is None:
        _part(page, label, dim("no case at hand shows it"), left=2)
        return
    place = example.to_json()
    verdict = Span(example.verdict.value.replace("_", " ").upper(), f"{example.verdict.value}-word")
    _part(page, label, example.case.name, dim(" → "), verdict, dim(f" · {place['file']}:{place['line']}"), left=2)
    _part(page, "", example.case.why, left=2)


def _add_confidence(page: Page, value: dict[str, Any], ruled: Ruled) -> None:
    page.blank()
    page.add(Span("How sure we are", "strong"))
    note = f": {value['confidence_note']}" if value["confidence_note"] else ""
    _part(page, "Confidence", value["confidence"] + note, left=2)
    for label, text in (("Note", value["notes"]), ("Disputed", value["disputed"])):
        if text:
            _part(page, label, text, left=2)
    unverified = [f"{c[0]} {c[1]}" for c in ruled.cites if not c[5]]
    if unverified:
        _part(page, "Unverified", f"the paragraph numbers of {', '.join(unverified)}", left=2)
    _part(page, "Verified to", value["verified_to"], left=2)


def _add_short(page: Page, ruled: Ruled) -> None:
    page.add(ruled.text, first=" •", indent=4)
    texts = [f"{ruled.id} · {periods(ruled.periods)}"]
    if ruled.rule["confidence"] != "high":
        texts.append(f"{ruled.rule['confidence']} confidence")
    page.add(dim(" · ".join(texts)), first=" " * 4, indent=4)


def _exemption(ruled: Ruled) -> dict[str, Any]:
    return {
        "id": ruled.id,
        "kind": ruled.kind,
        "regime": ruled.regime["id"],
        "summary": ruled.text,
        "periods": periods(ruled.periods),
        "confidence": ruled.rule["confidence"],
    }
