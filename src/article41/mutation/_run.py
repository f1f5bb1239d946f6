"""The mutants of a regime against its cases: which are killed, which are no change of the law, which survive."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from article41._errors import Place, Problem
from article41.cases import Case
from article41.engine._check import Engine
from article41.law._provision import Regime
from article41.mutation._conditions import Vocabulary
from article41.mutation._equal import Prover
from article41.mutation._judge import Judge
from article41.mutation._mutant import Mutant
from article41.mutation._register import Entry
from article41.mutation._world import World

__all__ = ["Result", "line_of", "measure"]

_FEW = 200
"""Fewer mutants than this are not worth another process."""


@dataclass(slots=True)
class Result:
    """What became of the mutants of one regime.

    Attributes:
        mutants: how many were tried.
        cases: how many cases they had to get past.
        killed: how many a case kills.
        proved: those that are the same law, by proof, and the reason.
        listed: those that the register says are the same law, and the reason.
        survivors: all others.
        problems: cases that do not hold as it is, and entries of the register that are wrong.
        seconds: how long it took.
    """

    regime: str
    mutants: int
    cases: int = 0
    killed: int = 0
    proved: list[tuple[Mutant, str]] = field(default_factory=list)
    listed: list[tuple[Mutant, str]] = field(default_factory=list)
    survivors: list[Mutant] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def share(self) -> float:
        """The share of the mutants that differ from the law which some case kills; 1 if there are none."""
        different = self.killed + len(self.survivors)
        return self.killed / different if different else 1.0


def measure(
    regime: Regime,
    mutants: Sequence[Mutant],
    cases: Sequence[Case],
    engine: Engine,
    vocabulary: Vocabulary,
    register: Mapping[str, Entry] | None = None,
    jobs: int = 1,
) -> Result:
    """Try mutants of a regime on its cases.

    Args:
        regime: the regime as it is.
        mutants: of it.
        cases: that must kill them. One that does not hold as it is kills nothing.
        engine: of the whole law.
        vocabulary: of the whole law.
        register: mutants that are known to be the same law.
        jobs: how many processes share the work, where the system can fork.

    Raises:
        InputError: the transfer of a case is not valid.
    """
    start = time.perf_counter()
    register = register or {}
    result = Result(regime.id, len(mutants), len(cases))
    # Caveats are not decided by the rules of a regime, and are not worked out here.
    cases = [replace(case, caveats=()) for case in cases]
    judge = Judge(regime, World(engine, regime.id, cases))
    for case, faults in judge.broken():
        text = f"the case {case.name!r} does not hold as it is, and kills nothing: {'; '.join(faults)}"
        result.problems.append(Problem(text, case.place))
    prover = Prover(vocabulary)
    for mutant, killer in zip(mutants, _killers(judge, mutants, jobs), strict=True):
        entry = register.get(mutant.id)
        if killer is not None:
            result.killed += 1
            if entry is not None:
                text = f"{mutant.id} is no equivalent: the case {killer!r} tells it from the law"
                result.problems.append(Problem(text, entry[1], "take it out of the register"))
        elif (reason := prover.reason(regime, mutant)) is not None:
            result.proved.append((mutant, reason))
            if entry is not None:
                result.problems.append(Problem(f"{mutant.id} is proved equivalent", entry[1], "no need to list it"))
        elif entry is not None:
            result.listed.append((mutant, entry[0]))
        else:
            result.survivors.append(mutant)
    result.seconds = time.perf_counter() - start
    return result


_work: tuple[Judge, Sequence[Mutant]] | None = None
"""What the forked children find here when they begin."""


def _killers(judge: Judge, mutants: Sequence[Mutant], jobs: int) -> list[str | None]:
    global _work
    if jobs < 2 or len(mutants) < _FEW or "fork" not in multiprocessing.get_all_start_methods():
        return [judge.killer(mutant) for mutant in mutants]
    _work = judge, mutants
    try:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            return pool.map(_killer, range(len(mutants)), chunksize=50)
    finally:
        _work = None


def _killer(number: int) -> str | None:
    assert _work is not None
    judge, mutants = _work
    return judge.killer(mutants[number])


def line_of(mutant: Mutant, regime: Regime, folder: Path) -> Place:
    """Return where a mutant's change is made: the line of its provision or exemption that names what it changes."""
    place = mutant.place
    exemptions = [e for p in regime.provisions for e in p.exemptions]
    owners = [*(p.place for p in regime.provisions), *(e.place for e in (*exemptions, *regime.exemptions))]
    starts = sorted(owner.line for owner in owners if owner.line is not None)
    if place.file is None or place.line is None:
        return place
    lines = (folder / "regimes" / Path(place.file).name).read_text(encoding="utf-8").splitlines()
    end = next((start for start in starts if start > place.line), len(lines) + 1)
    for number in range(place.line, end):
        if mutant.needle and mutant.needle in lines[number - 1]:
            return Place(place.file, number)
    return Place(place.file, place.line)
