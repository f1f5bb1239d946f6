"""The first page, the calendar of last days, and what is known and not encoded."""

from __future__ import annotations

from typing import Any

from article41._words import Confidence
from article41.book._law import Law, status_of
from article41.book._text import MdPage, counted, days, text, web_link
from article41.history._calendar import Calendar
from article41.law._cite import cite_text
from article41.model._dates import day_text

__all__ = ["INDEXES", "calendar_page", "first_page", "not_encoded_page"]

INDEXES = (
    ("resolutions.md", "By resolution and paragraph"),
    ("states.md", "By State"),
    ("items.md", "By item and category"),
    ("lists.md", "By list of parties"),
    ("calendar.md", "Calendar of last days"),
    ("not-encoded.md", "Not encoded, and not embargoed"),
)
"""The pages beside those of the law: where they stand and what they are called."""


def first_page(law: Law) -> MdPage:
    """Return the first page: what the book is, and every regime."""
    page = MdPage("index.md", "The rule book")
    page.add(
        "The arms embargoes of the UN Security Council as this library reads them, rule by rule, each with its "
        "paragraph, its days, its exemptions and the cases that test it. It is not legal advice: the official texts "
        "prevail.",
        "A rule says what it does in our own words; “How we read it” says under which conditions exactly, and “How "
        "sure we are” what is not verified. What this book does not know it cannot clear.",
    )
    page.heading("Regimes")
    page.table(
        ("Regime", "Status", "Rules", "Less than sure", "Verified up to"), (_row(page, law, r) for r in law.regimes)
    )
    page.heading("Indexes")
    page.items(page.to(path, words) for path, words in INDEXES)
    page.heading("Which law this is")
    rules = sum(len(regime["provisions"]) for regime in law.regimes)
    page.add(
        f"Rulebook {text(law.rulebook.version)}: {counted(len(law.regimes), 'regime')}, {counted(rules, 'rule')}, from "
        f"{day_text(law.rulebook.covers_from)} on. Digest {text(law.rulebook.digest)}."
    )
    return page


def _row(page: MdPage, law: Law, regime: dict[str, Any]) -> list[str]:
    unsure = sum(provision["confidence"] != Confidence.HIGH.value for provision in regime["provisions"])
    return [
        page.to(law.regime_path(regime), regime["title"]),
        text(status_of(regime)),
        str(len(regime["provisions"])),
        str(unsure) if unsure else "none",
        day_text(regime["verified_to"]),
    ]


def calendar_page(law: Law) -> MdPage:
    """Return every last day of a rule or an exemption, latest first, and how far each regime was verified."""
    page = MdPage("calendar.md", "Calendar of last days")
    page.add(
        "The last days on which rules and exemptions hold, latest first. Where it is not verified that one was not "
        "renewed, this is said."
    )
    calendar = Calendar(law.rulebook)
    for day, regime, ends in reversed(calendar.groups()):
        page.heading(f"{day_text(day)}: {page.to(law.regime_path(regime), regime['title'])}")
        page.items(
            ("" if end.ruled.is_provision else "exemption: ")
            + page.to(law.path(end.ruled), end.ruled.text)
            + f" {text(cite_text(end.ruled.cites[0]))}"
            + (" (**renewal not verified**)" if end.unverified else "")
            for end in ends
        )
    if not calendar.ends:
        page.add("No period of a rule or an exemption ends.")
    page.heading("Verified up to")
    page.items(f"{day_text(r['verified_to'])}: {page.to(law.regime_path(r), r['title'])}" for r in law.regimes)
    return page


def not_encoded_page(law: Law) -> MdPage:
    """Return the embargoes that are known and not encoded, and States wrongly believed to be under one."""
    page = MdPage("not-encoded.md", "Not encoded, and not embargoed")
    notes = law.registers["notes"]
    page.heading("Known, and not encoded")
    page.add("These embargoes are known. No rule of this book decides them: a report that they may concern says so.")
    for note in notes["not_encoded"]:
        page.heading(text(note["title"]), 3)
        page.add(text(note["says"]))
        page.items(
            [
                f"States: {_states(law, note)}",
                f"When: {days([(note['first'], note['last'])])}",
                f"Texts: {'; '.join(web_link(c, _url(law, c)) for c in note['cite']) or 'none named'}",
                f"Confidence: {text(note['confidence'])}",
            ]
        )
    if not notes["not_encoded"]:
        page.add("None.")
    page.heading("Often believed to be embargoed")
    page.add("What the Council did in fact. Embargoes of other bodies are not told here.")
    for note in notes["not_embargoed"]:
        page.heading(_states(law, note), 3)
        source = f" {web_link('Source', note['source'])}." if note["source"] else " Not checked against a page."
        page.add(text(note["says"]) + source)
        page.items([f"When: {days([(note['first'], note['last'])])}", f"Confidence: {text(note['confidence'])}"])
    if not notes["not_embargoed"]:
        page.add("None.")
    return page


def _states(law: Law, note: dict[str, Any]) -> str:
    return text(", ".join(map(law.reading.target, note["states"])))


def _url(law: Law, cite: str) -> str | None:
    found = [(len(symbol), entry["url"]) for symbol, entry in law.documents.items() if cite.startswith(symbol)]
    return max(found, default=(0, None))[1]
