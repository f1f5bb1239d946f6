"""A regime decided on the movements of its cases, and decided again where a mutant changes it.

What a finding, an exemption and a verdict are is asked of the engine; only which movements a condition reaches is
found in the table of the cases.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any as Json

from article41._words import Confidence, Effect, ExemptionStatus, Verdict
from article41.cases import Case, faults_of
from article41.engine._decide import exemption_status, finding_verdict
from article41.engine._procedures import procedure_state
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
from article41.law._clauses import AtomTable
from article41.law._compile import exemption_condition, provision_condition
from article41.law._ir import Condition
from article41.law._provision import Cite, Exemption, Procedure, Provision, Regime
from article41.mutation._mutant import Mutant
from article41.mutation._world import Known, Mask, World, members

__all__ = ["Judge"]

_LEAST_FAVOURABLE = (
    ExemptionStatus.EXCLUDED,
    ExemptionStatus.NOT_SHOWN,
    ExemptionStatus.PROCEDURE_MISSING,
    ExemptionStatus.MET,
)
_ASKED = (Question("", "", ()),)
_NO_RULEBOOK = RulebookId("", "")

_Statuses = tuple[ExemptionStatus, ...]
_Hit = tuple[int, Verdict | None, _Statuses]
"""Of one movement: the value (1 or 2), the verdict and the standing of each exemption."""


class _Ready:
    """A provision or an exemption with the movements that it reaches."""

    __slots__ = ("law", "perhaps", "surely", "term")

    def __init__(self, law: Provision | Exemption, term: Condition, world: World) -> None:
        self.law = law  # held, so that no other law comes to have its id
        self.term = term
        self.surely, self.perhaps = world.decide(term)

    def value(self, movement: int) -> int:
        return (self.surely >> movement & 1) + (self.perhaps >> movement & 1)


class Judge:
    """Decides a regime, and its mutants, on the cases of a world."""

    def __init__(self, regime: Regime, world: World) -> None:
        self.regime = regime
        self.world = world
        self._ready: dict[int, _Ready] = {}
        self._broken: set[int] = set()
        self._papers: dict[tuple[Procedure, int], int] = {}
        self._missing: dict[tuple[Condition, int], frozenset[str]] = {}
        self._clauses: dict[Condition, tuple[AtomTable, list[list[int]]]] = {}
        self._hits: list[dict[int, _Hit]] = [{} for _ in world.movements]
        for number, provision in enumerate(regime.provisions):
            for movement in members(self._law(provision).perhaps):
                hit = self._hit(provision, regime.exemptions, movement)
                if hit is not None:
                    self._hits[movement][number] = hit

    # Judging

    def report(self, known: Known) -> Report:
        """Return what the regime makes of a case, as far as cases look at it."""
        return self._report(known, self.regime, {})

    def broken(self) -> list[tuple[Case, list[str]]]:
        """Return the cases that do not hold under the regime as it is, and why; they kill no mutant."""
        found = []
        for number, known in enumerate(self.world.cases):
            faults = faults_of(known.case, self.report(known))
            if faults:
                self._broken.add(number)
                found.append((known.case, faults))
        return found

    def killer(self, mutant: Mutant) -> str | None:
        """Return the name of a case that no longer holds under a mutant; None if it survives all of them."""
        regime = mutant.apply(self.regime)
        cases: dict[int, dict[int, dict[int, _Hit | None]]] = {}
        for number, movements in self._changed(mutant, regime).items():
            for movement in members(movements):
                hit = self._hit(regime.provisions[number], regime.exemptions, movement)
                known = self.world.movements[movement].known
                if known not in self._broken:
                    cases.setdefault(known, {}).setdefault(movement, {})[number] = hit
        for known, hits in cases.items():
            case = self.world.cases[known]
            if faults_of(case.case, self._report(case, regime, hits)):
                return case.case.name
        return None

    def _changed(self, mutant: Mutant, regime: Regime) -> dict[int, int]:
        """Return for each provision the movements on which its part of a report may differ."""
        if mutant.number is not None:
            before, after = self.regime.provisions[mutant.number], regime.provisions[mutant.number]
            return {mutant.number: self._law(before).perhaps | self._mask(after)[1]}
        return {
            number: self._law(provision).perhaps
            for number, provision in enumerate(regime.provisions)
            if _reached(self.regime.exemptions, provision.id) != _reached(regime.exemptions, provision.id)
        }

    # Deciding

    def _mask(self, law: Provision | Exemption) -> Mask:
        ready = self._law(law)
        return ready.surely, ready.perhaps

    def _law(self, law: Provision | Exemption) -> _Ready:
        ready = self._ready.get(id(law))
        if ready is None:
            term = provision_condition(law) if isinstance(law, Provision) else exemption_condition(law)
            ready = self._ready[id(law)] = _Ready(law, term, self.world)
        return ready

    def _hit(self, provision: Provision, shared: tuple[Exemption, ...], movement: int) -> _Hit | None:
        value = self._law(provision).value(movement)
        if not value:
            return None
        if provision.effect is Effect.PROHIBIT:
            statuses = tuple(
                self._status(e, movement) for e in (*provision.exemptions, *_reached(shared, provision.id))
            )
            return value, finding_verdict(value, list(statuses)), statuses
        if provision.effect is Effect.PERMIT:
            return (2, Verdict.PERMITTED, ()) if value == 2 else None
        return value, None, ()

    def _status(self, exemption: Exemption, movement: int) -> ExemptionStatus:
        paper = None if exemption.procedure is None else self._paper(exemption.procedure, movement)
        return exemption_status(self._law(exemption).value(movement), paper, exemption.substantive)

    def _paper(self, procedure: Procedure, movement: int) -> int:
        state = self._papers.get((procedure, movement))
        if state is None:
            at = self.world.movements[movement]
            asked: dict[str, Json] = {**asdict(procedure), "under": [list(pair) for pair in procedure.under]}
            transfer, day = self.world.cases[at.known].transfer, at.facts["date"]
            state = procedure_state(asked, transfer, at.item, day)  # type: ignore[arg-type]
            self._papers[procedure, movement] = state
        return state

    # Reporting

    def _report(self, known: Known, regime: Regime, changed: dict[int, dict[int, _Hit | None]]) -> Report:
        groups: dict[tuple[int, Verdict], dict[int, _Hit]] = {}
        duties: dict[int, None] = {}
        for movement in known.movements:
            hits = self._hits[movement]
            if movement in changed:
                merged = {**hits, **changed[movement]}
                hits = {number: hit for number, hit in merged.items() if hit is not None}
            if not any(verdict is not None or value == 2 for value, verdict, _ in hits.values()):
                continue
            for number, hit in hits.items():
                verdict = hit[1]
                if verdict is None:
                    duties[number] = None
                else:
                    groups.setdefault((number, verdict), {})[movement] = hit
        last = known.transfer.date.last
        findings = [*known.findings]
        for (number, verdict), some in groups.items():
            findings.append(self._finding(regime.provisions[number], regime, verdict, some, last))
        obligations, advisories = [*known.obligations], [*known.advisories]
        for number in duties:
            law = regime.provisions[number]
            cites = _citations(law.cites, last)
            if law.effect is Effect.OBLIGE:
                obligations.append(Obligation(law.id, law.duty or "", "", True, cites))
            else:
                advisories.append(Advisory(law.id, "", True, cites))
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
        self, provision: Provision, regime: Regime, verdict: Verdict, hits: dict[int, _Hit], last: int
    ) -> Finding:
        movements = self.world.movements
        exemptions = []
        listed = (*provision.exemptions, *_reached(regime.exemptions, provision.id))
        # An express permission needs no exemption, and lists none.
        for n, exemption in enumerate(listed if provision.effect is Effect.PROHIBIT else ()):
            status = min((hit[2][n] for hit in hits.values()), key=_LEAST_FAVOURABLE.index)
            exemptions.append(ExemptionResult(exemption.id, status, _citation(exemption.cite), ""))
        met = (
            [e.citation for e in exemptions if e.status is ExemptionStatus.MET] if verdict is Verdict.PERMITTED else []
        )
        missing: frozenset[str] = frozenset()
        if verdict is Verdict.UNDETERMINED:
            missing = frozenset().union(*(self._waits(provision, movement) for movement in hits))
        return Finding(
            provision.id,
            regime.id,
            verdict,
            tuple(sorted({movements[n].item for n in hits})),
            tuple(dict.fromkeys(movements[n].activity for n in hits)),
            (*_citations(provision.cites, last), *met),
            "",
            (),
            tuple(exemptions),
            (),
            Confidence.HIGH,
            (),
            tuple(sorted(missing)),
        )

    def _waits(self, provision: Provision, movement: int) -> frozenset[str]:
        """Return the facts that an undetermined provision waits for."""
        term = self._law(provision).term
        found = self._missing.get((term, movement))
        if found is None:
            found = self._missing[term, movement] = self._unknown(term, provision, movement)
        return found

    def _unknown(self, term: Condition, provision: Provision, movement: int) -> frozenset[str]:
        if term not in self._clauses:
            table = AtomTable()
            self._clauses[term] = table, table.clauses(term, provision.id, provision.place)
        table, clauses = self._clauses[term]

        def value(literal: int) -> int:
            surely, perhaps = self.world.decide(table.atoms[abs(literal) - 1])
            held = (surely >> movement & 1) + (perhaps >> movement & 1)
            return held if literal > 0 else 2 - held

        sets = set()
        for clause in clauses:
            values = [value(literal) for literal in clause]
            if min(values, default=2) == 1:
                sets.add(frozenset(x for x, held in zip(clause, values, strict=True) if held == 1))
        smallest = (some for some in sets if not any(other < some for other in sets))
        return frozenset(table.atoms[abs(literal) - 1].fact for some in smallest for literal in some)


def _reached(shared: tuple[Exemption, ...], provision: str) -> tuple[Exemption, ...]:
    return tuple(e for e in shared if (e.applies_to is None or provision in e.applies_to) and provision not in e.not_to)


def _citations(cites: tuple[Cite, ...], last_day: int) -> tuple[Citation, ...]:
    return tuple(_citation(cite) for cite in cites if cite.adopted <= last_day)


def _citation(cite: Cite) -> Citation:
    paragraph = canonical_paragraph(cite.paragraph) or cite.paragraph
    return Citation(cite.document, paragraph, cite.role, cite.url, cite.verified)
