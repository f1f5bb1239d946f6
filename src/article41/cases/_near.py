"""Why a provision does not reach a transfer: the conditions that are nearest to being met, and what is in the way."""

from __future__ import annotations

from dataclasses import dataclass

from article41.engine._check import Engine
from article41.engine._closures import AtomValues
from article41.engine._pointers import phrase, pointers_of, stated
from article41.engine._tokens import Facts
from article41.model import Transfer

__all__ = ["Obstacle", "obstacles"]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A test that is not met: the test in words, where the fact is stated (or would be), and what is stated."""

    test: str
    unknown: bool
    pointer: str
    value: object = None
    categories: tuple[str, ...] = ()
    """For a test of what the item is: what it counts as."""


def obstacles(engine: Engine, transfer: Transfer, provision: str) -> list[Obstacle]:
    """Return what keeps a provision from surely reaching the movement that it comes nearest to."""
    regime = engine.decider(provision.partition("/")[0])
    clauses = next(p["clauses"] for p in regime.provisions if p["id"] == provision)
    best: tuple[tuple[int, int], list[int], int, Facts, AtomValues] | None = None
    for item, _, facts in engine.facts_of(engine.movements(transfer)):
        values = AtomValues(regime.table, facts)
        for clause in clauses:
            unmet = [literal for literal in clause if values.literal(literal) < 2]
            rank = (sum(values.literal(literal) == 0 for literal in unmet), len(unmet))
            if best is None or rank < best[0]:
                best = rank, unmet, item, facts, values
    if best is None:
        return []
    _, unmet, item, facts, values = best
    out = []
    for literal in sorted(unmet, key=lambda x: (values.literal(x), abs(x))):
        atom = regime.table.atoms[abs(literal) - 1]
        there = stated(atom[1], transfer, item, facts[atom[1]])
        pointer, value = there[0] if there else (next(iter(pointers_of(atom[1], transfer, item)), ""), None)
        categories: tuple[str, ...] = ()
        if atom[1] in ("item.category", "item.concerns"):
            categories = tuple(sorted(facts[atom[1]].yes))  # type: ignore[union-attr]
        out.append(Obstacle(phrase(atom, literal < 0), values.literal(literal) == 1, pointer, value, categories))
    return out
