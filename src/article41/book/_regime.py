"""The page of a regime: what it is about, its history, its rules, its exemptions, how far it was verified."""

from __future__ import annotations

from typing import Any

from article41._words import Effect
from article41.book._law import Law, status_of
from article41.book._picture import regime_picture
from article41.book._provision import add_exemption
from article41.book._text import MdPage, days, text, web_link
from article41.law._cite import cite_text
from article41.model._dates import day_text

__all__ = ["regime_page"]

_PARTS = (
    (Effect.PROHIBIT, "What is forbidden"),
    (Effect.PERMIT, "What is left free expressly"),
    (Effect.OBLIGE, "What States must do"),
    (Effect.ADVISE, "What States are called upon to do"),
)


def regime_page(law: Law, regime: dict[str, Any]) -> MdPage:
    """Return the page."""
    page = MdPage(law.regime_path(regime), regime["title"])
    lines = [f"Status: {text(status_of(regime))}"]
    if regime["target"]:
        lines.append(f"Target: {text(', '.join(map(law.reading.target, regime['target'])))}")
    if regime["committee"]:
        name = law.registers["party_lists"].get(regime["committee"])
        lines.append(f"Committee: {text(regime['committee'])}" + (f" ({text(name)})" if name else ""))
    lines.append(f"Verified up to {day_text(regime['verified_to'])}: of what came later this book knows nothing.")
    page.items(lines)
    if regime["notes"]:
        page.add(text(regime["notes"]))
    page.heading("History")
    page.add(
        "Each lane is a document that imposes rules, each bar the days on which some of them hold; ▸ has no last day."
    )
    page.add(f'<div class="history">\n{regime_picture(regime, law.rulebook.covers_from)}\n</div>')
    for effect, words in _PARTS:
        rules = [p for p in regime["provisions"] if p["effect"] == effect.value]
        if rules:
            page.heading(words)
            page.table(("Rule", "Paragraph", "In force", "Confidence"), (_row(page, law, regime, p) for p in rules))
    page.heading("Exemptions of the whole regime")
    if not regime["exemptions"]:
        page.add("None; those of single rules stand on their pages.")
    for exemption in regime["exemptions"]:
        add_exemption(page, law, regime, exemption)
    if regime["sources"]:
        page.heading("Sources")
        page.items(web_link(url, url) for url in regime["sources"])
    return page


def _row(page: MdPage, law: Law, regime: dict[str, Any], provision: dict[str, Any]) -> list[str]:
    return [
        page.to(law.provision_path(regime, provision), provision["rule"]),
        text(cite_text(provision["cites"][0])),
        days(provision["periods"]),
        text(provision["confidence"]),
    ]
