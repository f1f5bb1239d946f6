"""All of one provision: what ``rules show`` prints."""

from __future__ import annotations

from typing import Any

from article41._words import Role
from article41.engine._assemble import paper_needed
from article41.engine._report import Citation
from article41.law._exemptions import shared_exemptions
from article41.render._conditions import Conditions, conditions_in_words
from article41.render._page import Page, Span, Text, dim
from article41.render._parts import add_citations
from article41.render._view import period, periods

__all__ = ["ProvisionView"]

_INDENT = 13


class ProvisionView:
    """A provision with everything that hangs on it.

    Args:
        provision: the compiled provision.
        regime: the compiled regime that it is of.
    """

    def __init__(self, provision: dict[str, Any], regime: dict[str, Any]) -> None:
        self._provision = provision
        self._regime = regime
        self._shared = shared_exemptions(regime, provision)

    def to_json(self) -> dict[str, Any]:
        """Return its JSON form."""
        p = self._provision
        return {
            "id": p["id"],
            "regime": self._regime["id"],
            "effect": p["effect"],
            "duty": p["duty"],
            "rule": p["rule"],
            "citations": [_citation(cite).to_dict() for cite in p["cites"]],
            "periods": [period(*pair) for pair in p["periods"]],
            "renewal_unverified": p["renewal_unverified"],
            "conditions": self._conditions(p).to_json(),
            "exemptions": [self._exemption(e) for e in (*p["exempt"], *self._shared)],
            "confidence": p["confidence"],
            "confidence_note": p["confidence_note"],
            "notes": p["notes"],
            "disputed": p["disputed"],
        }

    def fill(self, page: Page) -> None:
        """Add its text to a page."""
        p = self._provision
        page.add(Span(p["id"], "strong"), dim(f" · {self._regime['title']}"))
        page.add(Span(p["rule"]))
        page.blank()
        effect = p["effect"] + (f": {p['duty'].replace('_', ' ')}" if p["duty"] else "")
        _part(page, "Effect", effect)
        add_citations(page, [_citation(cite) for cite in p["cites"]], 0, _INDENT)
        _part(page, "In force", periods(p["periods"]))
        if p["renewal_unverified"]:
            _part(page, "", Span("whether it was renewed after that is not verified", "warning"))
        _add_conditions(page, "Conditions", self._conditions(p), 0)
        sure = p["confidence"] + (f": {p['confidence_note']}" if p["confidence_note"] else "")
        _part(page, "Confidence", sure)
        for label, text in (("Note", p["notes"]), ("Disputed", p["disputed"])):
            if text:
                _part(page, label, text)
        self._add_exemptions(page, "Exemptions", p["exempt"])
        self._add_exemptions(page, "Exemptions of the whole regime", self._shared)

    def _add_exemptions(self, page: Page, title: str, exemptions: list[dict[str, Any]]) -> None:
        if not exemptions:
            return
        page.blank()
        page.add(Span(title, "strong"))
        for exemption in exemptions:
            page.add(Span(exemption["id"], "strong"), dim(" · "), exemption["summary"], first="  ", indent=2)
            add_citations(page, [_citation(exemption["cite"])], 4, _INDENT)
            _part(page, "In force", periods(exemption["periods"]), left=4)
            paper = self._paper(exemption)
            if paper is not None:
                _part(page, "Procedure", paper, left=4)
            _add_conditions(page, "Conditions", self._conditions(exemption), 4)
            if exemption["confidence"] != "high":
                _part(page, "Confidence", exemption["confidence"], left=4)

    def _exemption(self, exemption: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": exemption["id"],
            "summary": exemption["summary"],
            "citation": _citation(exemption["cite"]).to_dict(),
            "periods": [period(*pair) for pair in exemption["periods"]],
            "procedure": self._paper(exemption),
            "conditions": self._conditions(exemption).to_json(),
            "discretionary": not exemption["substantive"],
            "confidence": exemption["confidence"],
        }

    def _conditions(self, ruled: dict[str, Any]) -> Conditions:
        return conditions_in_words(ruled["clauses"], self._regime["atoms"], ruled["periods"])

    def _paper(self, exemption: dict[str, Any]) -> str | None:
        number = exemption["procedure"]
        return None if number is None else paper_needed(self._regime["procedures"][number])


def _citation(cite: list[Any]) -> Citation:
    document, paragraph, role, _, url, verified = cite
    return Citation(document, paragraph, Role(role), url, verified)


def _part(page: Page, label: str, *texts: Text, left: int = 0) -> None:
    page.add(*texts, first=[" " * left, dim(label)], indent=left + _INDENT)


def _add_conditions(page: Page, label: str, conditions: Conditions, left: int) -> None:
    for test in conditions.always:
        _part(page, label, test, left=left)
        label = ""
    for n, tests in enumerate(conditions.either):
        _part(page, label, dim("either " if n == 0 else "or "), " and ".join(tests), left=left)
        label = ""
