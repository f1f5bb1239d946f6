"""Reports as far as cases look at them, put together from what is decided."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from article41._words import Confidence, Effect, ExemptionStatus, Verdict
from article41.engine._report import (
    Advisory,
    Citation,
    ExemptionResult,
    Finding,
    Obligation,
    Question,
    Report,
    RulebookId,
)
from article41.law._cite import canonical_paragraph
from article41.law._provision import Cite, Provision, Regime
from article41.mutation._decided import Decided, Hit, reached_by
from article41.mutation._world import Known

__all__ = ["report_of"]

_LEAST_FAVOURABLE = (
    ExemptionStatus.EXCLUDED,
    ExemptionStatus.NOT_SHOWN,
    ExemptionStatus.PROCEDURE_MISSING,
    ExemptionStatus.MET,
)
_ASKED = (Question("", "", ()),)
"""Questions take long to find and no case looks at more than whether there are any."""
_NO_RULEBOOK = RulebookId("", "")


def report_of(decided: Decided, known: Known, regime: Regime, hits: Mapping[int, Mapping[int, Hit]]) -> Report:
    """Return the report on a case.

    Args:
        decided: the law on the movements of the cases.
        known: the case.
        regime: the regime, mutated or not.
        hits: movement -> provision's number -> what it makes of the movement.
    """
    groups: dict[tuple[int, Verdict], dict[int, Hit]] = {}
    duties: dict[int, bool] = {}
    for movement in known.movements:
        some = hits[movement]
        # As the engine: duties that only may arise count where something else of the regime does.
        if not any(verdict is not None or value == 2 for value, verdict, _ in some.values()):
            continue
        for number, hit in some.items():
            verdict = hit[1]
            if verdict is None:
                duties[number] = duties.get(number, False) or hit[0] == 2
            else:
                groups.setdefault((number, verdict), {})[movement] = hit
    last = known.transfer.date.last
    findings = [*known.findings]
    for (number, verdict), group in groups.items():
        findings.append(_finding(decided, regime.provisions[number], regime, verdict, group, last))
    obligations, advisories = [*known.obligations], [*known.advisories]
    for number, certain in duties.items():
        law = regime.provisions[number]
        cites = _citations(law.cites, last)
        if law.effect is Effect.OBLIGE:
            obligations.append(Obligation(law.id, law.duty or "", "", certain, cites))
        else:
            advisories.append(Advisory(law.id, "", certain, cites))
    return Report(
        known.case.name,
        Verdict.gravest([finding.verdict for finding in findings]),
        "",
        "",
        _NO_RULEBOOK,
        "",
        tuple(findings),
        _ASKED,
        tuple(obligations),
        tuple(advisories),
    )


def _finding(
    decided: Decided, provision: Provision, regime: Regime, verdict: Verdict, hits: Mapping[int, Hit], last: int
) -> Finding:
    movements = [decided.world.movements[number] for number in hits]
    exemptions = []
    listed = (*provision.exemptions, *reached_by(provision.id, regime.exemptions))
    # An express permission needs no exemption, and lists none.
    for n, exemption in enumerate(listed if provision.effect is Effect.PROHIBIT else ()):
        status = min((hit[2][n] for hit in hits.values()), key=_LEAST_FAVOURABLE.index)
        exemptions.append(ExemptionResult(exemption.id, status, _citation(exemption.cite), ""))
    met = [e.citation for e in exemptions if e.status is ExemptionStatus.MET and verdict is Verdict.PERMITTED]
    missing: set[str] = set()
    if verdict is Verdict.UNDETERMINED:
        missing.update(*(decided.waits_for(provision, movement) for movement in hits))
    return Finding(
        provision.id,
        regime.id,
        verdict,
        tuple(sorted({movement.item for movement in movements})),
        tuple(dict.fromkeys(movement.activity for movement in movements)),
        (*_citations(provision.cites, last), *met),
        "",
        (),
        tuple(exemptions),
        (),
        Confidence.HIGH,
        (),
        tuple(sorted(missing)),
    )


def _citations(cites: tuple[Cite, ...], last_day: int) -> tuple[Citation, ...]:
    return tuple(_citation(cite) for cite in cites if cite.adopted <= last_day)


@lru_cache(maxsize=4096)
def _citation(cite: Cite) -> Citation:
    paragraph = canonical_paragraph(cite.paragraph) or cite.paragraph
    return Citation(cite.document, paragraph, cite.role, cite.url, cite.verified)
