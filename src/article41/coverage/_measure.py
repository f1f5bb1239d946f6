"""Coverage measured: every case that holds, looked at through the plans of the regimes that it is about."""

from __future__ import annotations

from collections.abc import Iterable

from article41.cases._suite import Outcome
from article41.coverage._elements import Owner, Plan, plan_of, plan_of_categories
from article41.coverage._observe import Observer
from article41.coverage._papers import paper_side
from article41.coverage._reports import Reader
from article41.engine._check import Engine
from article41.engine._closures import ClauseTable

__all__ = ["CATEGORIES", "Measure"]

CATEGORIES = "categories"
"""Under this name the category rules are told, which belong to no regime."""


class Measure:
    """Takes in outcomes of cases and keeps what they show.

    Args:
        engine: the rulebook made ready.
        names: the regimes to look at; ``categories`` are the category rules.
    """

    def __init__(self, engine: Engine, names: Iterable[str]) -> None:
        self._engine = engine
        self.plans: list[Plan] = []
        self._regimes: dict[str, tuple[Plan, Observer, Reader]] = {}
        self._categories: Observer | None = None
        for name in names:
            if name == CATEGORIES:
                shard = engine.rulebook.shard(CATEGORIES)
                plan = plan_of_categories(shard)
                self._categories = Observer(plan, ClauseTable(shard["atoms"]))
            else:
                plan = plan_of(engine.rulebook.regime(name))
                self._regimes[name] = plan, Observer(plan, engine.decider(name).table), Reader(plan)
            self.plans.append(plan)

    def add(self, outcome: Outcome) -> None:
        """Look at what a case shows; one that does not hold shows nothing."""
        case = outcome.ready.case
        if outcome.faults:
            return
        about = [self._regimes[name] for name in self._regimes if case.regime in (None, name)]
        if not about and self._categories is None:
            return
        label = f"{case.place.file}:{case.place.line}"
        transfer = outcome.ready.transfer
        last = -1
        for item, _, facts in self._engine.facts_of(self._engine.movements(transfer)):
            for plan, observer, _ in about:
                for owner, value in observer.movement(facts, label):
                    if value == 2 and owner.timing is not None:
                        self._paper(plan, owner, outcome, item, label)
            if self._categories is not None and item != last:
                self._categories.movement(facts, label)
            last = item
        for _, _, reader in about:
            reader.case(case, outcome.report, label)

    def _paper(self, plan: Plan, owner: Owner, outcome: Outcome, item: int, label: str) -> None:
        assert owner.exemption is not None
        assert owner.timing is not None
        procedure = self._engine.decider(plan.name).shard["procedures"][owner.exemption["procedure"]]
        transfer = outcome.ready.transfer
        side = paper_side(procedure, transfer, item, (transfer.date.first, transfer.date.last))
        if side is not None:
            owner.timing.mark(side, label)
