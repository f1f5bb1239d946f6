"""Case files made ready to run: found, read, and every case held against the names of the rulebook.

What cannot be used is told with its place and its reason, and everything else is still there to run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from article41._errors import InputError, Place, Problem
from article41.cases._failure import Failure
from article41.cases._form import Case, read_cases
from article41.cases._names import Names
from article41.cases._run import faults_of
from article41.engine import Report
from article41.engine._check import Engine, engine_for
from article41.law import Rulebook
from article41.law._yaml import read_yaml
from article41.model import Transfer, parse_transfer

__all__ = ["CaseFile", "Outcome", "ReadyCase", "Suite", "case_files"]


_KEPT = "_suite"


@dataclass(frozen=True, slots=True)
class ReadyCase:
    """A case whose names are all known and whose transfer is one."""

    case: Case
    transfer: Transfer


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case file as it was read: the cases that can run, and what is wrong with the others."""

    path: Path
    cases: tuple[ReadyCase, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case; ``faults`` is empty if it holds."""

    ready: ReadyCase
    report: Report
    faults: tuple[str, ...]


class Suite:
    """Reads and runs case files by one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.engine: Engine = engine_for(rulebook)
        self._names: Names | None = None

    @classmethod
    def of(cls, rulebook: Rulebook) -> Suite:
        """Return the suite of a rulebook; one is made for each and kept with it."""
        kept = vars(rulebook)
        found: Suite = kept.get(_KEPT) or kept.setdefault(_KEPT, cls(rulebook))
        return found

    @property
    def names(self) -> Names:
        """The names that the rulebook has."""
        if self._names is None:
            self._names = Names(self.rulebook)
        return self._names

    def read(self, path: Path) -> CaseFile:
        """Read a case file. Never raises for what is in it: that is among the problems."""
        try:
            cases, problems = read_cases(path)
        except InputError as error:
            return CaseFile(path, (), tuple(error.problems))
        if not cases and not problems:
            return CaseFile(path, (), (Problem("there are no cases in this file", Place(str(path))),))
        regime = cases[0].regime if cases else None
        if regime is not None and regime not in self.names.regimes:
            hint = f"known: {', '.join(self.names.regimes)}; leave it out if the cases are of several"
            place = read_yaml(path).need("regime").place
            return CaseFile(path, (), (*problems, Problem(f"there is no regime {regime!r}", place, hint)))
        ready = []
        for case in cases:
            wrong = self.names.problems(case)
            transfer: Transfer | None = None
            try:
                transfer = parse_transfer({"id": case.name, **case.transfer})
                self.engine.movements(transfer)
            except InputError as error:
                wrong += [_located(problem, case) for problem in error.problems]
            if transfer is None or wrong:
                problems += wrong
            else:
                ready.append(ReadyCase(case, transfer))
        problems.sort(key=lambda problem: (problem.place.line or 0, problem.place.column or 0))
        return CaseFile(path, tuple(ready), tuple(problems))

    def run(self, ready: ReadyCase) -> Outcome:
        """Return what comes of a case.

        Raises:
            EngineError: the engines disagree; no answer is given.
        """
        report = self.engine.check(ready.transfer)
        return Outcome(ready, report, tuple(faults_of(ready.case, report)))

    def failure(self, outcome: Outcome) -> Failure:
        """Return what to say of a case that does not hold."""
        case = outcome.ready.case
        return Failure(
            self.engine,
            outcome.ready.transfer,
            outcome.report,
            case.expect,
            outcome.faults,
            provisions=(*case.provisions, *case.obligations, *case.advisories),
            provisions_not=case.provisions_not,
            cites=case.cites,
            why=case.why,
        )


def _located(problem: Problem, case: Case) -> Problem:
    pointer = problem.place.pointer or ""
    return Problem(problem.message, case.places.in_transfer(pointer) if case.places else case.place, problem.hint)


def case_files(paths: Iterable[str | Path]) -> tuple[list[Path], list[Problem]]:
    """Return the files that ``paths`` name, a folder standing for every YAML file below it, and what is wrong.

    Hidden files and folders are left out; a file that is named twice comes once.
    """
    found: dict[Path, None] = {}
    problems = []
    for name in paths:
        path = Path(name)
        if path.is_dir():
            inside = [
                inner
                for inner in sorted(path.rglob("*.y*ml"))
                if not any(part.startswith(".") for part in inner.relative_to(path).parts) and inner.is_file()
            ]
            if not inside:
                problems.append(Problem("there are no YAML files in this folder", Place(str(path))))
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            problems.append(Problem("there is no such file or folder", Place(str(path)), f"looked in {Path.cwd()}"))
    return list(found), problems
