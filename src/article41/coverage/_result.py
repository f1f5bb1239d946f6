"""Coverage in figures: totals of each kind, the share, and what is wanting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from article41.coverage._elements import KINDS, Element, Plan
from article41.law import Rulebook

__all__ = ["SCHEMA", "Coverage", "PlanResult", "Total"]

SCHEMA = "article41/coverage/1"


@dataclass(frozen=True, slots=True)
class Total:
    """How many elements there are to cover, how many are, and how many nothing can show."""

    exercised: int
    total: int
    unreachable: int

    @property
    def percent(self) -> float:
        """The share that is exercised, rounded down to a tenth: 100 means all."""
        return 100.0 if not self.total else self.exercised * 1000 // self.total / 10


class PlanResult:
    """The coverage of one regime, or of the categories."""

    def __init__(self, plan: Plan) -> None:
        self.name = plan.name
        self.elements = plan.elements
        self.by_kind = {kind: _total([e for e in plan.elements if e.kind == kind]) for kind in KINDS}
        self.total = _total(plan.elements)
        self.gaps = [e for e in plan.elements if not e.exercised and e.unreachable is None]

    def to_dict(self) -> dict[str, Any]:
        """Return its JSON form."""
        return {
            "name": self.name,
            "percent": self.total.percent,
            **_figures(self.total),
            "kinds": {kind: _figures(total) for kind, total in self.by_kind.items()},
            "elements": [_element(element) for element in self.elements],
        }


class Coverage:
    """The coverage of several regimes by the same cases."""

    def __init__(self, plans: list[Plan], rulebook: Rulebook, cases: int) -> None:
        self.results = [PlanResult(plan) for plan in plans]
        self.cases = cases
        """How many cases held and were looked at."""
        self._rulebook = rulebook

    def below(self, percent: float) -> list[PlanResult]:
        """Return those of which less than ``percent`` is covered."""
        return [result for result in self.results if result.total.percent < percent]

    def to_dict(self) -> dict[str, Any]:
        """Return its JSON form (``article41/coverage/1``)."""
        return {
            "schema": SCHEMA,
            "rulebook": {"version": self._rulebook.version, "digest": self._rulebook.digest},
            "cases": self.cases,
            "regimes": [result.to_dict() for result in self.results],
        }


def _total(elements: list[Element]) -> Total:
    # What a case shows counts, whatever was thought to be possible.
    out_of_reach = sum(e.unreachable is not None and not e.exercised for e in elements)
    return Total(sum(e.exercised for e in elements), len(elements) - out_of_reach, out_of_reach)


def _figures(total: Total) -> dict[str, int]:
    return {"exercised": total.exercised, "total": total.total, "unreachable": total.unreachable}


def _element(element: Element) -> dict[str, Any]:
    return {
        "id": element.id,
        "kind": element.kind,
        "owner": element.owner,
        "exercised": element.exercised,
        "cases": {side: element.seen.get(side, []) for side in element.sides},
        "wanting": [element.sides[side] for side in element.wanting] if element.unreachable is None else [],
        "unreachable": element.unreachable,
        "waived": element.waived,
    }
