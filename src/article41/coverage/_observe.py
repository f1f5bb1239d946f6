"""What a case shows: which conditions carry or stop it, on which side of which bound it stands.

A movement is looked at once for each regime. A clause *carries* a movement if it is true and no other is; a test
*stops* one if the whole condition is not true, and of some clause this test is false and all others are true. So
each is seen to decide alone.
"""

from __future__ import annotations

from typing import Any

from article41.coverage._elements import Element, Owner, Plan
from article41.coverage._words import edge_days
from article41.engine._closures import AtomValues, ClauseTable
from article41.engine._tokens import Facts
from article41.model._vocabulary import FACTS

__all__ = ["Observer"]


class Observer:
    """Marks the elements of one plan that movements show."""

    def __init__(self, plan: Plan, table: ClauseTable) -> None:
        self._plan = plan
        self._table = table
        self._by_provision: dict[str, list[Owner]] = {}
        self._shared: list[tuple[Owner, dict[str, Any]]] = []
        for owner in plan.exemptions:
            assert owner.exemption is not None
            if owner.provision is None:
                self._shared.append((owner, owner.exemption))
            else:
                self._by_provision.setdefault(owner.provision, []).append(owner)

    def movement(self, facts: Facts, case: str) -> list[tuple[Owner, int]]:
        """Look at a movement; return the exemptions that it puts to the test, with the value of each."""
        values = AtomValues(self._table, facts)
        reached: set[str] = set()
        tried: list[tuple[Owner, int]] = []
        for owner in self._plan.provisions:
            if self._owner(owner, values, facts, case) and owner.provision is not None:
                reached.add(owner.provision)
                for inner in self._by_provision.get(owner.provision, ()):
                    tried.append((inner, self._owner(inner, values, facts, case)))
        for owner, exemption in self._shared:
            applies = exemption["applies_to"]
            if not reached.isdisjoint(reached if applies is None else applies) and reached - set(exemption["not_to"]):
                tried.append((owner, self._owner(owner, values, facts, case)))
        return tried

    def _owner(self, owner: Owner, values: AtomValues, facts: Facts, case: str) -> int:
        """Look at one condition; return its value."""
        true: list[int] = []
        near: set[int] = set()
        value = 0
        for number, clause in enumerate(owner.clauses):
            lacking = least = 2
            lacked = 0
            for literal in clause:
                there = values.literal(literal)
                if there < 2:
                    least = min(least, there)
                    lacking -= 1
                    lacked = literal
                    if lacking < 1 and not least:
                        break
            value = max(value, least)
            if lacking == 2:
                true.append(number)
            elif lacking == 1 and not least:
                near.add(lacked)
        if true:
            carrying = frozenset.intersection(*(frozenset(owner.clauses[number]) for number in true))
            for literal in carrying & owner.edges.keys():
                self._edge(owner.edges[literal], literal, facts, case, True)
            alone = {id(owner.alternatives[number]): owner.alternatives[number] for number in true}
            if len(alone) == 1:
                alone.popitem()[1].mark("holds", case)
        for literal in near if not true else ():
            if literal in owner.edges:
                self._edge(owner.edges[literal], literal, facts, case, False)
            else:
                owner.conditions[literal].mark("stops", case)
        return value

    def _edge(self, element: Element, literal: int, facts: Facts, case: str, true: bool) -> None:
        atom = self._table.atoms[abs(literal) - 1]
        interval: Any = facts[atom[1]]
        inside, outside = edge_days(atom, literal < 0)
        if FACTS[atom[1]].kind == "date":
            if interval == ((inside, inside) if true else (outside, outside)):
                element.mark("in" if true else "out", case)
            return
        element.mark("in" if true else "out", case)
        # Of a figure of which only a bound is known, that bound is what decides.
        if interval is not None and (inside if true else outside) in interval:
            element.mark("edge", case)
