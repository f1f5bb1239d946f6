"""A regime on its cases, and its mutants: which case tells a mutant from the law."""

from __future__ import annotations

from collections.abc import Iterator

from article41.cases import Case, faults_of
from article41.engine._report import Report
from article41.law._provision import Regime
from article41.mutation._decided import Decided, Hit, reached_by
from article41.mutation._mutant import Mutant
from article41.mutation._reports import report_of
from article41.mutation._world import World, members

__all__ = ["Judge"]


class Judge:
    """Decides a regime, and its mutants, on the cases of a world."""

    def __init__(self, regime: Regime, world: World) -> None:
        self.regime = regime
        self.world = world
        self._decided = Decided(world)
        self._broken: set[int] = set()
        self._hits: list[dict[int, Hit]] = [{} for _ in world.movements]
        for number, provision in enumerate(regime.provisions):
            for movement in members(self._decided.reach(provision)):
                hit = self._decided.hit(provision, regime.exemptions, movement)
                if hit is not None:
                    self._hits[movement][number] = hit

    def report(self, number: int) -> Report:
        """Return what the regime makes of a case, as far as cases look at it."""
        known = self.world.cases[number]
        return report_of(self._decided, known, self.regime, {n: self._hits[n] for n in known.movements})

    def broken(self) -> list[tuple[Case, list[str]]]:
        """Return the cases that do not hold under the regime as it is, and why; from now on they kill no mutant."""
        found = []
        for number, known in enumerate(self.world.cases):
            faults = faults_of(known.case, self.report(number))
            if faults:
                self._broken.add(number)
                found.append((known.case, faults))
        return found

    def killer(self, mutant: Mutant) -> str | None:
        """Return the name of a case that no longer holds under a mutant; None if it survives all of them."""
        for number, report in self.under(mutant):
            case = self.world.cases[number].case
            if number not in self._broken and faults_of(case, report):
                return case.name
        return None

    def under(self, mutant: Mutant) -> Iterator[tuple[int, Report]]:
        """Yield what a mutant makes of each case on which it could differ from the law."""
        regime = mutant.apply(self.regime)
        changed: dict[int, dict[int, dict[int, Hit | None]]] = {}
        for number, movements in self._changed(mutant, regime).items():
            for movement in members(movements):
                hit = self._decided.hit(regime.provisions[number], regime.exemptions, movement)
                known = self.world.movements[movement].known
                changed.setdefault(known, {}).setdefault(movement, {})[number] = hit
        for known, new in changed.items():
            case = self.world.cases[known]
            hits = {
                movement: {
                    number: hit
                    for number, hit in {**self._hits[movement], **new.get(movement, {})}.items()
                    if hit is not None
                }
                for movement in case.movements
            }
            yield known, report_of(self._decided, case, regime, hits)

    def _changed(self, mutant: Mutant, regime: Regime) -> dict[int, int]:
        """Return for each provision the movements on which its part of a report may differ."""
        reach = self._decided.reach
        if mutant.number is not None:
            before, after = self.regime.provisions[mutant.number], regime.provisions[mutant.number]
            return {mutant.number: reach(before) | reach(after)}
        return {
            number: reach(provision)
            for number, provision in enumerate(regime.provisions)
            if reached_by(provision.id, self.regime.exemptions) != reached_by(provision.id, regime.exemptions)
        }
