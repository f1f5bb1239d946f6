"""What the reader of a report must know about the limits of the answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from article41._words import Confidence, Verdict
from article41.engine._assemble import Located
from article41.engine._report import Caveat, Finding
from article41.engine._tokens import Facts, Tokens
from article41.law._cite import split_citation
from article41.model import Transfer
from article41.model._dates import day_text

if TYPE_CHECKING:
    from article41.engine._check import Engine

__all__ = ["caveats_of"]


def caveats_of(
    engine: Engine, transfer: Transfer, facts: Facts, verdict: Verdict, findings: list[Finding], hits: list[Located]
) -> Iterator[Caveat]:
    """Yield the caveats of an answer.

    Args:
        engine: what gave it.
        transfer: what was judged.
        facts: the facts of the whole transfer (``derive`` of its movements').
        verdict: the answer.
        findings: what it rests on.
        hits: the provisions that reach or may reach it.
    """
    yield from _horizon(engine, transfer, findings)
    unverified = {f"{c.resolution} {c.paragraph}": None for f in findings for c in f.citations if not c.verified}
    if unverified:
        yield Caveat(
            "paragraph_unverified", f"paragraph numbers not seen in the official text: {'; '.join(unverified)}"
        )
    weak = [f.provision for f in findings if f.confidence is not Confidence.HIGH]
    if weak:
        yield Caveat("confidence", f"encoded with less than high confidence: {', '.join(weak)}")
    disputes = {x.hit.provision["id"]: x.hit.provision["disputed"] for x in hits if x.hit.verdict is not None}
    yield from (Caveat("disputed", f"{key}: {text}") for key, text in disputes.items() if text)
    yield from _notes(engine, facts, verdict)
    yield from _papers(engine, transfer)
    absent = []
    if transfer.end_user is None:
        absent.append("an end user other than the recipient")
    if not transfer.intermediaries:
        absent.append("intermediaries")
    if transfer.route is None or not transfer.route.transit:
        absent.append("transit States")
    if absent:
        yield Caveat("assumption", f"not stated and taken as none: {', '.join(absent)}")
    if not engine.durable:
        yield Caveat("engine", "durable-rules did not take part: the closures answered alone")


def _horizon(engine: Engine, transfer: Transfer, findings: list[Finding]) -> Iterator[Caveat]:
    last = transfer.date.last
    regimes = dict.fromkeys(finding.regime for finding in findings)
    for regime in regimes:
        known = engine.verified_to[regime]
        if last > known:
            yield Caveat("horizon", f"the law of the regime {regime} is verified up to {day_text(known)}")
    known_to = max(engine.verified_to.values(), default=0)
    if last > known_to and not regimes:
        yield Caveat("horizon", f"no law of this rulebook is verified beyond {day_text(known_to)}")
    if transfer.date.first < engine.rulebook.covers_from:
        yield Caveat("horizon", f"this rulebook begins on {day_text(engine.rulebook.covers_from)}")


def _papers(engine: Engine, transfer: Transfer) -> Iterator[Caveat]:
    """Papers older than the document that they are said to be under: a slip, or of an earlier document's like power."""
    for number, paper in enumerate(transfer.authorisations or ()):
        if paper.date is None or paper.under is None:
            continue
        document, _ = split_citation(paper.under) or ("", "")
        adopted = engine.names.adopted.get(document)
        if adopted is not None and paper.date.last < adopted:
            yield Caveat(
                "paper_date",
                f"/authorisations/{number} is dated {paper.date}, and {document}, which it is said to be under, "
                f"{day_text(adopted)}: look whether date and paragraph are right",
            )


def _notes(engine: Engine, facts: Facts, verdict: Verdict) -> Iterator[Caveat]:
    """Law that is known and not encoded, where it may matter; beliefs that are wrong, where nothing reaches."""
    to, origin = facts["to.state"], facts["from.state"]
    for note in engine.notes["not_encoded"]:
        if _is_of(note, facts) and (_may(to, note) or (note["both"] and _may(origin, note))):
            texts = "; ".join(note["cite"])
            yield Caveat(
                "not_encoded", f"not encoded, and it may reach this: {note['title']} ({texts}). {note['says']}"
            )
    if verdict is Verdict.OUT_OF_SCOPE:
        for note in engine.notes["not_embargoed"]:
            if _is_of(note, facts) and not to.yes.isdisjoint(note["states"]):  # type: ignore[union-attr]
                source = f"Source: {note['source']}" if note["source"] else "Not checked against a page."
                yield Caveat("not_embargoed", f"{note['says']} {source}")


def _is_of(note: dict[str, Any], facts: Facts) -> bool:
    """Return whether the note is about some day that the transfer's date may mean."""
    first, last = facts["date"]  # type: ignore[misc]
    return (note["first"] is None or last >= note["first"]) and (note["last"] is None or first <= note["last"])


def _may(states: Any, note: dict[str, Any]) -> bool:
    known: Tokens = states
    return known.open or not (known.yes | known.maybe).isdisjoint(note["states"])
