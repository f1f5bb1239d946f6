"""What of a plan nothing can show, told apart from what merely no case shows."""

from __future__ import annotations

from collections.abc import Iterator

from article41.coverage._elements import Element, Owner, Plan
from article41.coverage._reach import Reach
from article41.coverage._words import edge_days
from article41.engine._check import Engine
from article41.law._exemptions import reaches
from article41.model._vocabulary import FACTS

__all__ = ["find_unreachable"]

_NEVER = "no transfer can show it"


def find_unreachable(plan: Plan, engine: Engine) -> None:
    """Mark every element of which some side that is wanting can be shown by no movement at all."""
    search = _Search(plan, engine)
    for owner in plan.provisions:
        search.owner(owner)
    for owner in plan.exemptions:
        search.owner(owner)


class _Search:
    def __init__(self, plan: Plan, engine: Engine) -> None:
        self._plan = plan
        self._reach = Reach(engine, plan.atoms)
        self._provisions = {owner.name: owner for owner in plan.provisions}

    def owner(self, owner: Owner) -> None:
        within = list(self._within(owner))
        for literal, element in owner.edges.items():
            if not _open(element):
                continue
            sides = [side for side in element.wanting if side != "edge"]
            self._settle(element, all(self._edge(owner, within, literal, side) for side in sides))
        for element in {id(element): element for element in owner.alternatives.values()}.values():
            if _open(element):
                same = [n for n, other in owner.alternatives.items() if other is element]
                others = [clause for n, clause in enumerate(owner.clauses) if owner.alternatives[n] is not element]
                found = any(self._possible(within, owner.clauses[n], (), others) for n in same)
                self._settle(element, found)
        for literal, element in owner.conditions.items():
            if _open(element):
                self._settle(element, self._stops(owner, within, literal, {}))

    @staticmethod
    def _settle(element: Element, possible: bool) -> None:
        if not possible:
            element.unreachable = _NEVER

    def _within(self, owner: Owner) -> Iterator[list[int]]:
        """Yield the clauses of which one must hold for the owner to be put to the test at all."""
        if owner.exemption is None:
            yield []
        elif owner.provision is not None:
            yield from self._provisions[owner.provision].clauses
        else:
            for name, provision in self._provisions.items():
                if reaches(owner.exemption, name):
                    yield from provision.clauses

    def _possible(
        self,
        within: list[list[int]],
        true: list[int],
        false: tuple[int, ...],
        never: list[list[int]],
        days: dict[str, frozenset[int]] | None = None,
    ) -> bool:
        return any(self._reach.possible([*true, *around], false, never, days) for around in within)

    def _edge(self, owner: Owner, within: list[list[int]], literal: int, side: str) -> bool:
        atom = self._plan.atoms[abs(literal) - 1]
        inside, outside = edge_days(atom, literal < 0)
        exact = FACTS[atom[1]].kind == "date"
        if side == "out":
            return self._stops(owner, within, literal, {atom[1]: frozenset({outside})} if exact else {})
        days = {atom[1]: frozenset({inside})} if exact else {}
        others = [clause for clause in owner.clauses if literal not in clause]
        mine = [clause for clause in owner.clauses if literal in clause]
        return any(self._possible(within, clause, (), others, days) for clause in mine)

    def _stops(self, owner: Owner, within: list[list[int]], literal: int, days: dict[str, frozenset[int]]) -> bool:
        for clause in owner.clauses:
            if literal in clause:
                rest = [other for other in clause if other != literal]
                if self._possible(within, rest, (literal,), owner.clauses, days):
                    return True
        return False


def _open(element: Element) -> bool:
    return not element.exercised and element.unreachable is None
