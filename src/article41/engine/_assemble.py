"""Hits to findings: the same provision over several items and acts becomes one finding with its reasons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from article41._record import record
from article41._words import Confidence, Effect, ExemptionStatus, Role, Verdict
from article41.engine._classify import Classifier
from article41.engine._decide import Hit, Standing
from article41.engine._names import Names
from article41.engine._pointers import phrase, pointers_of, stated, stated_at
from article41.engine._report import Advisory, Citation, ExemptionResult, FactShown, Finding, Obligation
from article41.engine._tokens import Facts, Tokens
from article41.language import law_link, law_text, marked, say, term
from article41.law._cite import canonical_paragraph
from article41.model import Transfer
from article41.model._dates import day_text
from article41.model._vocabulary import FACTS

__all__ = ["PAPERS", "Located", "citation_of", "duties_of", "findings_of", "paper_needed"]

_LEAST_FAVOURABLE = [
    ExemptionStatus.EXCLUDED,
    ExemptionStatus.NOT_SHOWN,
    ExemptionStatus.PROCEDURE_MISSING,
    ExemptionStatus.MET,
]
_BODIES = {
    "committee": "the Committee",
    "security_council": "the Security Council",
    "secretary_general": "the Secretary-General",
    "special_representative": "the Special Representative",
    "government_of_target": "the Government concerned",
    "national_authority": "the national authority",
}
_OF_A_BODY = {
    "approve": marked("approval by {body}"),
    "no_objection": marked("notification to, without objection from, {body}"),
    "notify": marked("notification to {body}"),
    "report": marked("the standing report to {body}"),
}
PAPERS = {
    (kind, body): template.replace("{body}", words)
    for kind, template in _OF_A_BODY.items()
    for body, words in _BODIES.items()
}
"""What a procedure asks for, by its kind and body: whole, as languages join the two in their own ways."""
_PARTY_KEYS = (".state", ".kind", ".actor", ".force", ".area", ".listed")


@record
class Located:
    """A hit and the movement that it concerns."""

    hit: Hit
    item: int
    activity: str
    facts: Facts
    categories: Tokens


def citation_of(cite: list[Any], role: Role | None = None) -> Citation:
    """Return a compiled citation as reports have it; with ``role``, in that role."""
    document, paragraph, own, _, url, verified = cite
    return Citation(document, canonical_paragraph(paragraph) or paragraph, role or Role(own), law_link(url), verified)


def _citations(cites: list[list[Any]], last_day: int) -> tuple[Citation, ...]:
    """Only what had been adopted by the day can be cited for it."""
    return tuple(citation_of(cite) for cite in cites if cite[3] <= last_day)


def findings_of(hits: Iterable[Located], transfer: Transfer, classifier: Classifier, names: Names) -> list[Finding]:
    """Return the findings, gravest first, then in the order of the rulebook."""
    groups: dict[tuple[str, Verdict], list[Located]] = {}
    for located in hits:
        if located.hit.verdict is not None:
            groups.setdefault((located.hit.provision["id"], located.hit.verdict), []).append(located)
    found = [_finding(group, verdict, transfer, classifier, names) for (_, verdict), group in groups.items()]
    return sorted(found, key=lambda finding: finding.verdict.gravity)


def _finding(
    hits: list[Located], verdict: Verdict, transfer: Transfer, classifier: Classifier, registers: Names
) -> Finding:
    provision, regime = hits[0].hit.provision, hits[0].hit.regime
    exemptions = _exemptions(hits, transfer, classifier)
    missing: dict[str, None] = {}
    names: set[str] = set()
    for located in hits if verdict is Verdict.UNDETERMINED else ():
        facts, pointers = _missing(located, located.hit.unknown, transfer, classifier)
        names |= facts
        missing.update(dict.fromkeys(pointers))
    notes = [law_text(note) for note in (provision["notes"], provision["confidence_note"]) if note]
    met = [e for e in exemptions if e.status is ExemptionStatus.MET] if verdict is Verdict.PERMITTED else []
    last = transfer.date.last
    return Finding(
        provision["id"],
        regime.shard["id"],
        verdict,
        tuple(sorted({located.item for located in hits})),
        tuple(dict.fromkeys(located.activity for located in hits)),
        (*_citations(provision["cites"], last), *(e.citation for e in met)),
        law_text(provision["rule"]),
        _facts_shown(hits, transfer, classifier, registers),
        exemptions,
        tuple(missing),
        Confidence(provision["confidence"]),
        tuple(notes),
        tuple(sorted(names)),
    )


def _missing(
    located: Located, literals: frozenset[int], transfer: Transfer, classifier: Classifier
) -> tuple[set[str], list[str]]:
    """Return the facts that unknown literals wait for: their names, and where they would be stated."""
    table = located.hit.regime.table
    names: set[str] = set()
    pointers: dict[str, None] = {}
    for literal in sorted(literals, key=abs):
        atom = table.atoms[abs(literal) - 1]
        names.add(atom[1])
        pointers.update(dict.fromkeys(_missing_pointers(atom, located, transfer, classifier)))
    return names, list(pointers)


def _missing_pointers(atom: list[Any], located: Located, transfer: Transfer, classifier: Classifier) -> list[str]:
    """Where the unknown fact would be stated: only at those parties of which it is not stated yet."""
    fact = atom[1]
    pointers = pointers_of(fact, transfer, located.item)
    if fact in ("determined", "law.renewed"):
        return [f"{pointers[0]}/-"]
    if fact.endswith(".listed"):
        return ["/screening/un_lists"]
    if fact in ("item.category", "item.concerns"):
        tests = classifier.unknown(located.facts, located.categories, frozenset(atom[2]))
        below = [p for test in tests for p in pointers_of(test[1], transfer, located.item)]
        return list(dict.fromkeys(below)) or pointers
    silent = [p for p in pointers if not stated_at(p, transfer)]
    parties = [p for p in silent if not p.startswith("/route/")]
    return parties or silent or pointers


def _facts_shown(
    hits: list[Located], transfer: Transfer, classifier: Classifier, names: Names
) -> tuple[FactShown, ...]:
    shown: dict[tuple[str, str], FactShown] = {}
    for located in hits:
        table = located.hit.regime.table
        for literal in located.hit.proof:
            atom = table.atoms[abs(literal) - 1]
            fact = atom[1]
            value = located.facts[fact]
            chain: tuple[str, ...] = ()
            if fact in ("item.category", "item.concerns") and literal > 0:
                mine = [w for w in atom[2] if w in located.categories.yes]
                if mine:
                    chain = classifier.chain(located.facts, located.categories, mine[0])
            places = stated(fact, transfer, located.item, value)
            if literal > 0 and fact.endswith(_PARTY_KEYS):
                # Of several parties, only those that meet the test are the reason.
                places = [place for place in places if _meets(place, fact, frozenset(atom[2]), transfer, names)]
            for pointer, there in places:
                entry = FactShown(pointer, there, phrase(atom, literal < 0), chain)
                shown.setdefault((pointer, entry.test), entry)
    return tuple(shown.values())


def _meets(place: tuple[str, Any], fact: str, words: frozenset[str], transfer: Transfer, names: Names) -> bool:
    """Return whether what one party, or one place of the route, states is among ``words``."""
    pointer, there = place
    key, stated_key = fact.rpartition(".")[2], pointer.rpartition("/")[2]
    told: list[Any] = [*there] if isinstance(there, list) else [there]
    first, last = transfer.date.first, transfer.date.last
    if key == "state":
        return any(names.state(text, pointer, first, last) in words for text in told)
    if key == "area":
        return not names.area(told[0], pointer).yes.isdisjoint(words)
    if key == "force":
        return not names.force(told[0], pointer).yes.isdisjoint(words)
    if stated_key in ("actor", "name"):
        by_id, by_name = (told[0], None) if stated_key == "actor" else (None, told[0])
        actors = names.actor(by_id, by_name, pointer).yes
        if key == "actor":
            return not actors.isdisjoint(words)
        return any(not names.listings(actor, first, last).yes.isdisjoint(words) for actor in actors)
    return not words.isdisjoint(told)


def _exemptions(hits: list[Located], transfer: Transfer, classifier: Classifier) -> tuple[ExemptionResult, ...]:
    """For each exemption its least favourable standing among the movements of the finding."""
    out = []
    for n in range(len(hits[0].hit.standings)):
        worst = min(hits, key=lambda located: _LEAST_FAVOURABLE.index(located.hit.standings[n].status))
        out.append(_exemption(worst.hit.standings[n], worst, transfer, classifier))
    return tuple(out)


def paper_needed(procedure: dict[str, Any]) -> str:
    """Return in words the paper that a procedure asks for."""
    kind, body = procedure["kind"], procedure["body"]
    words = say(PAPERS[kind, body]) if body in _BODIES else say(_OF_A_BODY[kind], body=body)
    if procedure["by"]:
        words += say(", made by the {by}", by=term(procedure["by"], "by"))
    if procedure["days_before"]:
        words += say(", at least {n} days before", n=procedure["days_before"])
    if procedure["working_days"]:
        words += say(", at least {n} working days before", n=procedure["working_days"])
    if procedure["days_after"]:
        words += say(", within {n} days", n=procedure["days_after"])
    if procedure["until"]:
        words += say(", by {day}", day=day_text(procedure["until"]))
    document, paragraph = procedure["under"][0]
    return words + say(", under {cited}", cited=f"{document} {paragraph}".rstrip())


def _exemption(standing: Standing, located: Located, transfer: Transfer, classifier: Classifier) -> ExemptionResult:
    exemption = standing.exemption
    needs: list[str] = []
    missing: dict[str, None] = {}
    open_status = (ExemptionStatus.NOT_SHOWN, ExemptionStatus.PROCEDURE_MISSING)
    if standing.status in open_status:
        facts, pointers = _missing(located, standing.unknown, transfer, classifier)
        needs += [say(FACTS[fact].ask) for fact in sorted(facts)]
        missing.update(dict.fromkeys(pointers))
        if standing.procedure is not None and standing.procedure_state == 1:
            needs.append(paper_needed(standing.procedure))
            missing["/authorisations/-"] = None
    return ExemptionResult(
        exemption["id"],
        standing.status,
        citation_of(exemption["cite"], Role.EXEMPTS),
        law_text(exemption["summary"]),
        tuple(needs),
        tuple(missing),
        not exemption["substantive"],
    )


def duties_of(hits: list[Located], last_day: int) -> tuple[list[Obligation], list[Advisory]]:
    """Return the obligations and the advisories, each once, in the order of the rulebook."""
    certain: dict[str, bool] = {}
    provisions: dict[str, dict[str, Any]] = {}
    for located in hits:
        provision = located.hit.provision
        if provision["effect"] in (Effect.OBLIGE.value, Effect.ADVISE.value):
            key = provision["id"]
            provisions[key] = provision
            certain[key] = certain.get(key, False) or located.hit.value == 2
    obligations, advisories = [], []
    for key, provision in provisions.items():
        cites = _citations(provision["cites"], last_day)
        confidence, rule = Confidence(provision["confidence"]), law_text(provision["rule"])
        if provision["effect"] == Effect.OBLIGE.value:
            obligations.append(Obligation(key, provision["duty"], rule, certain[key], cites, confidence))
        else:
            advisories.append(Advisory(key, rule, certain[key], cites, confidence))
    return obligations, advisories
