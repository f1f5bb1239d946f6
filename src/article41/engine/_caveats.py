"""What the reader of a report must know about the limits of the answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from article41._words import Confidence, Verdict
from article41.engine._assemble import Located
from article41.engine._report import Caveat, Finding
from article41.engine._tokens import Facts, Tokens
from article41.language import law_text, plural, say, untranslated
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
        text = say("paragraph numbers not seen in the official text: {cited}", cited="; ".join(unverified))
        yield Caveat("paragraph_unverified", text)
    weak = [f.provision for f in findings if f.confidence is not Confidence.HIGH]
    if weak:
        yield Caveat("confidence", say("encoded with less than high confidence: {names}", names=", ".join(weak)))
    disputes = {x.hit.provision["id"]: x.hit.provision["disputed"] for x in hits if x.hit.verdict is not None}
    yield from (
        Caveat("disputed", say("{name}: {text}", name=key, text=law_text(text)))
        for key, text in disputes.items()
        if text
    )
    yield from _notes(engine, facts, verdict)
    yield from _papers(engine, transfer)
    absent = []
    if transfer.end_user is None:
        absent.append(say("an end user other than the recipient"))
    if not transfer.intermediaries:
        absent.append(say("intermediaries"))
    if transfer.route is None or not transfer.route.transit:
        absent.append(say("transit States"))
    if absent:
        yield Caveat("assumption", say("not stated and taken as none: {names}", names=", ".join(absent)))
    if not engine.durable:
        yield Caveat("engine", say("durable-rules did not take part: the closures answered alone"))
    if missed := untranslated():
        text = plural(
            "{n} text of the law has no translation and stands in English",
            "{n} texts of the law have no translation and stand in English",
            missed,
        )
        yield Caveat("language", text)


def _horizon(engine: Engine, transfer: Transfer, findings: list[Finding]) -> Iterator[Caveat]:
    last = transfer.date.last
    regimes = dict.fromkeys(finding.regime for finding in findings)
    for regime in regimes:
        known = engine.verified_to[regime]
        if last > known:
            text = say("the law of the regime {regime} is verified up to {day}", regime=regime, day=day_text(known))
            yield Caveat("horizon", text)
    known_to = max(engine.verified_to.values(), default=0)
    if last > known_to and not regimes:
        text = say("no law of this rulebook is verified beyond {day}", day=day_text(known_to))
        yield Caveat("horizon", text)
    if transfer.date.first < engine.rulebook.covers_from:
        yield Caveat("horizon", say("this rulebook begins on {day}", day=day_text(engine.rulebook.covers_from)))


def _papers(engine: Engine, transfer: Transfer) -> Iterator[Caveat]:
    """Papers older than the document that they are said to be under: a slip, or of an earlier document's like power."""
    for number, paper in enumerate(transfer.authorisations or ()):
        if paper.date is None or paper.under is None:
            continue
        document, _ = split_citation(paper.under) or ("", "")
        adopted = engine.names.adopted.get(document)
        if adopted is not None and paper.date.last < adopted:
            text = say(
                "{place} is dated {date}, and {document}, which it is said to be under, {adopted}: look whether date "
                "and paragraph are right",
                place=f"/authorisations/{number}",
                date=paper.date,
                document=document,
                adopted=day_text(adopted),
            )
            yield Caveat("paper_date", text)


def _notes(engine: Engine, facts: Facts, verdict: Verdict) -> Iterator[Caveat]:
    """Law that is known and not encoded, where it may matter; beliefs that are wrong, where nothing reaches."""
    to, origin = facts["to.state"], facts["from.state"]
    for note in engine.notes["not_encoded"]:
        if _is_of(note, facts) and (_may(to, note) or (note["both"] and _may(origin, note))):
            text = say(
                "not encoded, and it may reach this: {title} ({cited}). {says}",
                title=law_text(note["title"]),
                cited="; ".join(note["cite"]),
                says=law_text(note["says"]),
            )
            yield Caveat("not_encoded", text)
    if verdict is Verdict.OUT_OF_SCOPE:
        for note in engine.notes["not_embargoed"]:
            if _is_of(note, facts) and not to.yes.isdisjoint(note["states"]):  # type: ignore[union-attr]
                source = (
                    say("Source: {source}", source=note["source"])
                    if note["source"]
                    else say("Not checked against a page.")
                )
                yield Caveat("not_embargoed", f"{law_text(note['says'])} {source}")


def _is_of(note: dict[str, Any], facts: Facts) -> bool:
    """Return whether the note is about some day that the transfer's date may mean."""
    first, last = facts["date"]  # type: ignore[misc]
    return (note["first"] is None or last >= note["first"]) and (note["last"] is None or first <= note["last"])


def _may(states: Any, note: dict[str, Any]) -> bool:
    known: Tokens = states
    return known.open or not (known.yes | known.maybe).isdisjoint(note["states"])
