"""Coverage taken: outcomes in, figures out."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from article41._errors import InputError, Problem
from article41.cases._suite import Outcome
from article41.coverage._gaps import find_unreachable
from article41.coverage._measure import CATEGORIES, Measure
from article41.coverage._result import Coverage
from article41.coverage._waivers import apply_waivers
from article41.engine._check import Engine

__all__ = ["CATEGORIES", "Gauge"]


class Gauge:
    """Measures the coverage of a rulebook by cases, given one outcome after the other.

    Args:
        engine: the rulebook made ready.
        names: the regimes to look at; ``categories`` are the category rules. All regimes if there is none.

    Raises:
        InputError: there is no such regime.
    """

    def __init__(self, engine: Engine, names: Iterable[str] = ()) -> None:
        known = [*engine.rulebook.regimes, CATEGORIES]
        wanted = list(dict.fromkeys(names)) or list(engine.rulebook.regimes)
        for name in wanted:
            if name not in known:
                close = get_close_matches(name, known, 1)
                hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(known)}"
                raise InputError(Problem(f"there is no regime {name!r} to cover", hint=hint))
        self._engine = engine
        self._measure = Measure(engine, wanted)
        self._held = 0

    def add(self, outcome: Outcome) -> None:
        """Take in what came of a case."""
        self._held += not outcome.faults
        self._measure.add(outcome)

    def result(self, paths: Iterable[Path] = ()) -> tuple[Coverage, list[Problem]]:
        """Return the coverage, and what is wrong with the waivers in the case files ``paths``."""
        plans = self._measure.plans
        problems = apply_waivers(paths, plans)
        for plan in plans:
            find_unreachable(plan, self._engine)
        return Coverage(plans, self._engine.rulebook, self._held), problems
