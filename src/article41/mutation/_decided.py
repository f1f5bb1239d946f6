"""The law decided on the movements of the cases: what each provision makes of each movement.

What a verdict and the standing of an exemption are is asked of the engine; only which movements a condition reaches
is found in the table of the cases.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any as Json

from article41._words import Effect, ExemptionStatus, Verdict
from article41.engine._decide import exemption_status, finding_verdict
from article41.engine._procedures import procedure_state
from article41.law._clauses import AtomTable
from article41.law._compile import exemption_condition, provision_condition
from article41.law._ir import Condition
from article41.law._provision import Exemption, Procedure, Provision
from article41.mutation._world import World

__all__ = ["Decided", "Hit", "reached_by"]

Hit = tuple[int, Verdict | None, tuple[ExemptionStatus, ...]]
"""Of one movement: the value (1 or 2), the verdict (None for a duty or an advice), each exemption's standing."""


def reached_by(provision: str, shared: tuple[Exemption, ...]) -> tuple[Exemption, ...]:
    """Return those of a regime's own exemptions that reach a provision."""
    return tuple(
        exemption
        for exemption in shared
        if (exemption.applies_to is None or provision in exemption.applies_to) and provision not in exemption.not_to
    )


class _Ready:
    """A provision or an exemption with the movements that it reaches."""

    __slots__ = ("law", "perhaps", "surely", "term")

    def __init__(self, law: Provision | Exemption, world: World) -> None:
        self.law = law  # held, so that no other law comes to have its id
        self.term: Condition = provision_condition(law) if isinstance(law, Provision) else exemption_condition(law)
        self.surely, self.perhaps = world.decide(self.term)

    def value(self, movement: int) -> int:
        return (self.surely >> movement & 1) + (self.perhaps >> movement & 1)


class Decided:
    """Provisions and exemptions on a world; what is decided once is kept."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._ready: dict[int, _Ready] = {}
        self._papers: dict[tuple[Procedure, int], int] = {}
        self._waits: dict[tuple[Condition, int], frozenset[str]] = {}
        self._clauses: dict[Condition, tuple[AtomTable, list[list[int]]]] = {}

    def reach(self, provision: Provision) -> int:
        """Return the movements that a provision may reach, as bits."""
        return self._law(provision).perhaps

    def _law(self, law: Provision | Exemption) -> _Ready:
        ready = self._ready.get(id(law))
        if ready is None:
            ready = self._ready[id(law)] = _Ready(law, self.world)
        return ready

    def hit(self, provision: Provision, shared: tuple[Exemption, ...], movement: int) -> Hit | None:
        """Return what a provision makes of a movement; None if it does not reach it.

        Args:
            provision: the provision.
            shared: its regime's own exemptions.
            movement: the movement's number.
        """
        value = self._law(provision).value(movement)
        if not value:
            return None
        if provision.effect is Effect.PROHIBIT:
            listed = (*provision.exemptions, *reached_by(provision.id, shared))
            statuses = tuple(self._status(exemption, movement) for exemption in listed)
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

    def waits_for(self, provision: Provision, movement: int) -> frozenset[str]:
        """Return the facts that a provision waits for which only may reach a movement."""
        term = self._law(provision).term
        found = self._waits.get((term, movement))
        if found is None:
            found = self._waits[term, movement] = self._unknown(term, provision, movement)
        return found

    def _unknown(self, term: Condition, provision: Provision, movement: int) -> frozenset[str]:
        """As the engine: the facts of the smallest sets of unknown tests that would make the conditions true."""
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
