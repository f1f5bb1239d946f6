"""Which embargoes were tried on a transfer without reaching it, by what they failed, and which were not tried."""

from __future__ import annotations

from typing import Any, NamedTuple

from article41._words import Effect
from article41.engine._check import Engine
from article41.engine._closures import AtomValues
from article41.engine._decide import RegimeDecider
from article41.engine._pointers import phrase
from article41.engine._report import Report
from article41.engine._tokens import Facts
from article41.language import law_text
from article41.model import Transfer
from article41.render._parts import shortened

__all__ = ["Considered", "Miss", "considered"]

_MOST = 5
"""So many rules of a regime are told, those that came nearest."""


class Miss(NamedTuple):
    """A rule that was tried and does not reach."""

    provision: str
    rule: str
    lacking: tuple[str, ...]
    """What it asks for and does not find, in the way of reaching that came nearest."""


class Considered(NamedTuple):
    """A regime that was tried and gave no finding."""

    regime: str
    title: str
    tried: int
    """How many of its rules were tried."""
    nearest: tuple[Miss, ...]
    duties: bool
    """Whether duties or calls of it apply nevertheless."""


def considered(engine: Engine, transfer: Transfer, report: Report) -> tuple[list[Considered], list[str]]:
    """Return the regimes tried without a finding, and the titles of those that were not tried at all."""
    found = {finding.regime for finding in report.findings}
    ruled = [o.provision for o in report.obligations] + [a.provision for a in report.advisories]
    dutiful = {name.partition("/")[0] for name in ruled}
    touched: dict[str, list[tuple[str, Facts]]] = {}
    for _, activity, facts in engine.facts_of(engine.movements(transfer)):
        for regime in engine.guards.regimes(facts, activity):
            touched.setdefault(regime, []).append((activity, facts))
    names = engine.rulebook.regimes
    tried = [
        _considered(engine.decider(name), touched[name], name in dutiful)
        for name in names
        if name in touched and name not in found
    ]
    return tried, [law_text(engine.rulebook.regime(name)["title"]) for name in names if name not in touched]


def _considered(decider: RegimeDecider, movements: list[tuple[str, Facts]], duties: bool) -> Considered:
    nearest: dict[str, tuple[int, Miss]] = {}
    tried: set[str] = set()
    for activity, facts in movements:
        values = AtomValues(decider.table, facts)
        for name, clauses in decider.view(activity).owned:
            provision = decider.provisions[decider.number(name)]
            if provision["effect"] != Effect.PROHIBIT.value:
                continue
            tried.add(name)
            false = min(([x for x in clause if values.literal(x) == 0] for clause in clauses), key=len)
            if false and (name not in nearest or len(false) < nearest[name][0]):
                lacking = tuple(shortened(phrase(decider.table.atoms[abs(x) - 1], x < 0)) for x in false)
                nearest[name] = len(false), Miss(name, law_text(provision["rule"]), lacking)
    ranked = sorted((count, decider.number(name), miss) for name, (count, miss) in nearest.items())
    shard: dict[str, Any] = decider.shard
    return Considered(
        shard["id"], law_text(shard["title"]), len(tried), tuple(miss for _, _, miss in ranked[:_MOST]), duties
    )
