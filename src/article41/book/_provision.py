"""The page of a provision, under headings that are the same on every such page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from article41._words import Confidence, Effect, Verdict
from article41.book._law import Law, add_conditions, add_texts
from article41.book._reading import positives
from article41.book._text import MdPage, cited, days, text
from article41.engine._assemble import paper_needed
from article41.history._examples import Example
from article41.law._cite import cite_text
from article41.law._exemptions import shared_exemptions
from article41.model._dates import day_text
from article41.render._say import words

__all__ = ["HEADINGS", "add_exemption", "provision_page"]

HEADINGS = (
    ("What it forbids", "What it leaves free", "What it obliges States to do", "What it calls for"),
    ("On whom and on what",),
    ("Since when, until when",),
    ("What lifts it, and how to prove it",),
    ("A case that it catches", "A case that it reaches"),
    ("A case that it lets go", "A case that it does not reach"),
    ("Texts relied on",),
    ("How we read it",),
    ("How sure we are",),
)
"""The sections of every page, in this order; where there are several wordings, the effect decides."""
_FIRST = dict(zip(("prohibit", "permit", "oblige", "advise"), HEADINGS[0], strict=True))
_OPEN = 2
"""More exemptions than this are folded, or a page would be longer than two screens."""
_GROUPS = (
    ("What is done", ("activity", "reason"), "any act"),
    ("From", ("from.", "supplier.", "item.origin"), "anyone"),
    ("To", ("to.", "recipient.", "end_user."), "anyone"),
    ("Others that count", ("any.", "intermediary.", "route.", "vessel."), ""),
    ("Goods and services", ("item.",), "anything"),
)


def provision_page(law: Law, regime: dict[str, Any], provision: dict[str, Any]) -> MdPage:
    """Return the page."""
    name = str(provision["id"]).partition("/")[2]
    first = cite_text(provision["cites"][0])
    # Several rules may rest on one paragraph: what is found by a search must be told apart.
    shared = sum(cite_text(other["cites"][0]) == first for other in regime["provisions"]) > 1
    title = f"{regime['title']}: {first}{f' ({name})' if shared else ''}"
    page = MdPage(law.provision_path(regime, provision), title)
    page.add(f"{page.to(law.regime_path(regime), regime['title'])} · {text(name)}")
    forbids = provision["effect"] == Effect.PROHIBIT.value
    duty = f" The duty: {text(provision['duty'].replace('_', ' '))}." if provision["duty"] else ""
    page.heading(_FIRST[provision["effect"]])
    page.add(text(provision["rule"]) + duty)
    page.heading(HEADINGS[1][0])
    page.items(_reach(law, provision, regime["atoms"]))
    page.heading(HEADINGS[2][0])
    page.add(_when(provision, regime))
    page.heading(HEADINGS[3][0])
    _add_exemptions(page, law, regime, provision)
    caught, cleared = law.examples.of(provision["id"])
    for pair, example in zip(HEADINGS[4:6], (caught, cleared), strict=True):
        page.heading(pair[0 if forbids else 1])
        _add_example(page, law, example, _about(example, forbids, example is caught))
    page.heading(HEADINGS[6][0])
    add_texts(page, provision["cites"])
    page.heading(HEADINGS[7][0])
    add_conditions(page, law.reading.conditions(provision, regime["atoms"]))
    if provision["notes"]:
        page.add(text(provision["notes"]))
    page.heading(HEADINGS[8][0])
    _add_confidence(page, provision, regime)
    return page


def _reach(law: Law, provision: dict[str, Any], atoms: list[list[Any]]) -> Iterator[str]:
    left = list(positives(provision, atoms))
    for label, begins, nothing in _GROUPS:
        mine = [row for row in left if row[0].startswith(begins)]
        left = [row for row in left if row not in mine]
        said = [
            f"{_what(fact)}{law.reading.words_or_rest(fact, found)}{'' if always else ' (in some readings)'}"
            for fact, found, always in mine
        ]
        if said or nothing:
            yield f"{label}: {'; '.join(said) or nothing}"
    if left:
        yield "It also asks for: " + "; ".join(
            f"{_what(fact)}{law.reading.words_or_rest(fact, found)}" for fact, found, _ in left
        )
    yield "The exact conditions are under “How we read it”."


def _what(fact: str) -> str:
    """Return what a fact is about, where the word alone would not say it."""
    plain = ("activity", "item.concerns", "item.category", "item.type", "to.state", "from.state", "determined")
    return "" if fact in plain else f"{text(fact.replace('.', ' ').replace('_', ' '))}: "


def _when(provision: dict[str, Any], regime: dict[str, Any]) -> str:
    said = f"In force: {days(provision['periods'])}, the days named included."
    if provision["renewal_unverified"]:
        said += " **It is not verified whether it was renewed:** after its last day the answer is undetermined."
    elif provision["periods"][-1][1] is None:
        said += f" It has no last day; the law was verified up to {day_text(regime['verified_to'])}."
    return said


def _add_exemptions(page: MdPage, law: Law, regime: dict[str, Any], provision: dict[str, Any]) -> None:
    if provision["effect"] != Effect.PROHIBIT.value:
        page.add("Nothing has to: it forbids no transfer.")
        return
    shared = shared_exemptions(regime, provision)
    if not provision["exempt"] and not shared:
        page.add("Nothing does: it has no exemption.")
    for exemption in provision["exempt"]:
        add_exemption(page, law, regime, exemption, folded=len(provision["exempt"]) > _OPEN)
    if shared:
        page.add(f"Powers of the whole regime, told on {page.to(law.regime_path(regime), 'its page')}:")
        page.items(f"{text(e['summary'])} {cited(e['cite'])}, {days(e['periods'])}" for e in shared)


def add_exemption(
    page: MdPage, law: Law, regime: dict[str, Any], exemption: dict[str, Any], folded: bool = False
) -> None:
    """Add an exemption: what it says, its paragraph, what has to be stated, the paper.

    Where it is folded, a page shows what it says, and the rest when that is opened.
    """
    doubt = "" if exemption["cite"][5] else " (**paragraph number not verified**)"
    cite = f"{cited(exemption['cite'])}{doubt}, {days(exemption['periods'])}."
    lines = []
    if exemption["substantive"]:
        conditions = law.reading.conditions(exemption, regime["atoms"])
        lines += [f"State: {test}" for test in conditions.always]
        if conditions.either:
            ways = " **or** ".join("; and ".join(tests) for tests in conditions.either)
            lines.append(f"State one of: {ways}")
    else:
        lines.append("It is their choice, case by case: only the paper shows it.")
    number = exemption["procedure"]
    if number is not None:
        procedure = regime["procedures"][number]
        lines.append(f"Paper: {text(paper_needed(procedure))}")
        others = [cite_text(pair) for pair in procedure["under"][1:]]
        if others:
            lines.append(f"The paper may also be given under {text(', '.join(others))}")
    if exemption["confidence"] != Confidence.HIGH.value:
        lines.append(f"Confidence: {text(exemption['confidence'])}")
    if folded:
        page.fold(f"{text(exemption['summary'])} ({days(exemption['periods'])})", [cite, *lines])
    else:
        page.add(f"**{text(exemption['summary'])}** {cite}")
        page.items(lines)


def _about(example: Example | None, forbids: bool, caught: bool) -> str:
    """Return what has to be said of a verdict that is not what the heading makes one expect."""
    if example is None:
        return ""
    if not forbids:
        return " The verdict is of the whole transfer; this rule gives none."
    if caught:
        return " It is not settled: a fact is missing." if example.verdict is Verdict.UNDETERMINED else ""
    clear = example.verdict in (Verdict.PERMITTED, Verdict.OUT_OF_SCOPE)
    return "" if clear else " This rule does not reach it: the verdict comes from another."


def _add_example(page: MdPage, law: Law, example: Example | None, about: str) -> None:
    if example is None:
        page.add("No case at hand shows it.")
        return
    case = example.case
    page.add(f"**{text(case.name)}**: {words(example.verdict)}. {text(case.why)}{about}")
    said = _told(law, case.transfer)
    if said:
        page.add(said)


def _told(law: Law, transfer: dict[str, Any]) -> str:
    """Return what happens in a case, in a line: day, goods, from where to where."""
    parts = [str(transfer["date"])] if transfer.get("date") else []
    items = [i["type"] for i in transfer.get("items") or () if isinstance(i, dict) and isinstance(i.get("type"), str)]
    kinds = ", ".join(dict.fromkeys(law.reading.word("item.type", item) for item in items))
    acts = [str(act).replace("_", " ") for act in transfer.get("activities") or ()]
    done = f" ({', '.join(acts)})" if acts else ""
    parts += [kinds + done] if kinds else []
    for word, role in (("from", "supplier"), ("to", "recipient"), ("for", "end_user")):
        party = transfer.get(role)
        if isinstance(party, dict):
            who = party.get("name") or party.get("actor")
            state = party.get("state")
            place = law.reading.target(str(state)) if state else None
            named = ", ".join(str(x) for x in (who, place) if x)
            parts += [f"{word} {named}"] if named else []
    return text("; ".join(parts)) + "." if parts else ""


def _add_confidence(page: MdPage, provision: dict[str, Any], regime: dict[str, Any]) -> None:
    note = f": {text(provision['confidence_note'])}" if provision["confidence_note"] else "."
    lines = [f"Confidence: **{text(provision['confidence'])}**{note}"]
    if provision["disputed"]:
        lines.append(f"Disputed: {text(provision['disputed'])}")
    unverified = [cite_text(cite) for cite in provision["cites"] if not cite[5]]
    if unverified:
        lines.append(f"Paragraph numbers not verified: {text('; '.join(unverified))}")
    lines.append(f"The law of this regime was verified up to {day_text(regime['verified_to'])}.")
    page.items(lines)
