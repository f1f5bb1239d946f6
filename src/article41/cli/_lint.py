"""``article41 rules lint``: rule folders checked, and what in them nothing uses or shows."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from article41._errors import Article41Error, InputError, Place, Problem, RuleError
from article41._words import ExitCode
from article41.cases._suite import Suite, case_files
from article41.cli._console import problem_text, say, utf8
from article41.cli._outcome import gravest_code
from article41.coverage import Gauge
from article41.law import Rulebook
from article41.law._installed import rule_folder
from article41.law._rulebook import compile_shards, shipped_rules
from article41.law._source import Law, read_law
from article41.law._translations import stale_translations
from article41.law._unused import unused_definitions
from article41.render._json import dump

__all__ = ["lint_command"]

_SHOWN = ("provision", "exemption")
"""Kinds of coverage that lint asks cases for; ``article41 test --coverage`` tells the rest."""


def lint_command(arguments: Namespace) -> int:
    """Check rule folders; print every mistake, warn of what nothing uses and, with ``--cases``, no case shows."""
    run = _Lint(arguments)
    try:
        run.read()
    except RuleError as error:
        run.errors(error)
    return run.close()


class _Lint:
    def __init__(self, arguments: Namespace) -> None:
        self._arguments = arguments
        self._found: list[tuple[str, Problem]] = []
        self._codes: set[ExitCode] = set()
        self._counts: dict[str, int] = {}

    def errors(self, error: Article41Error) -> None:
        """Take in what does not load."""
        self._codes.add(error.exit_code)
        self._found += [("error", problem) for problem in error.problems]

    def read(self) -> None:
        """Read and check it all."""
        named = [rule_folder(name) for name in self._arguments.folders]
        # Without a folder the shipped rules are read from their source, even where the compiled form is up to date.
        own = named or [shipped_rules()]
        law = read_law([*([shipped_rules()] if named and not self._arguments.alone else []), *own])
        rulebook = Rulebook(compile_shards(law))
        self._counts = _counts(rulebook)
        # Our registers know more than our rules cite: papers and parties of transfers are looked up there, too.
        self._warn(unused_definitions(law, named))
        self._warn(stale_translations(own, rulebook))
        if self._arguments.cases:
            files = [path.stem for folder in own for path in sorted((folder / "regimes").glob("*.yaml"))]
            self._warn(self._unshown(law, rulebook, [name for name in files if name in law.regimes]))

    def close(self) -> int:
        """Print what was found and return the code."""
        problems = [problem for kind, problem in self._found if kind == "error"]
        warnings = [problem for kind, problem in self._found if kind == "warning"]
        if warnings and self._arguments.strict:
            self._codes.add(ExitCode.BAD_RULES)
        out = utf8(sys.stdout)
        if self._arguments.format == "json":
            out.write(dump(self._json()) + "\n")
            return int(gravest_code(self._codes))
        for kind, problem in self._found:
            word = "warning: " if kind == "warning" else ""
            say(problem_text(Problem(f"{word}{problem.message}", problem.place, problem.hint)))
        if not problems:
            said = ", ".join(_count(number, what) for what, number in self._counts.items())
            more = f"; {_count(len(warnings), 'warning')}" if warnings else ""
            out.write(f"no mistake: {said}{more}\n")
        return int(gravest_code(self._codes))

    def _warn(self, problems: list[Problem]) -> None:
        self._found += [("warning", problem) for problem in problems]

    def _unshown(self, law: Law, rulebook: Rulebook, regimes: list[str]) -> list[Problem]:
        """Return a problem for every provision and exemption of the regimes that no case shows."""
        paths, wrong = case_files(self._arguments.cases)
        suite = Suite(rulebook)
        gauge = Gauge(suite.engine, regimes)
        readable = []
        failing = 0
        for path in paths:
            file = suite.read(path)
            wrong += file.problems
            readable += [path] if file.cases else []
            for ready in file.cases:
                outcome = suite.run(ready)
                failing += bool(outcome.faults)
                gauge.add(outcome)
        coverage, waived = gauge.result(readable)
        if wrong or waived:
            self.errors(InputError([*wrong, *waived]))
        places = dict(_places(law))
        found = [
            Problem(
                f"no case shows the {gap.kind} {gap.owner}",
                places.get(gap.owner, Place()),
                "; ".join(f"write {gap.sides[side]}" for side in gap.wanting),
            )
            for result in coverage.results
            for gap in result.gaps
            if gap.kind in _SHOWN
        ]
        if failing:
            hint = "article41 test shows why; a case that does not hold shows nothing"
            found.append(Problem(f"{_count(failing, 'case')} not as expected", hint=hint))
        return found

    def _json(self) -> dict[str, Any]:
        return {
            "schema": "article41/lint/1",
            "counts": self._counts,
            "problems": [
                {
                    "severity": kind,
                    "file": problem.place.file,
                    "line": problem.place.line,
                    "column": problem.place.column,
                    "message": problem.message,
                    "hint": problem.hint,
                }
                for kind, problem in self._found
            ],
        }


def _places(law: Law) -> Iterator[tuple[str, Place]]:
    """Yield where each provision and exemption stands, by the name that the coverage gives it."""
    for regime in law.regimes.values():
        for provision in regime.provisions:
            yield provision.id, provision.place
            yield from ((f"{provision.id}/{item.id}", item.place) for item in provision.exemptions)
        yield from ((f"{regime.id}/*/{item.id}", item.place) for item in regime.exemptions)


def _counts(rulebook: Rulebook) -> dict[str, int]:
    regimes = [rulebook.regime(name) for name in rulebook.regimes]
    return {
        "regime": len(regimes),
        "provision": sum(len(regime["provisions"]) for regime in regimes),
        "exemption": sum(len(r["exemptions"]) + sum(len(p["exempt"]) for p in r["provisions"]) for r in regimes),
        "category": len(rulebook.shard("categories")["categories"]),
    }


def _count(number: int, one: str) -> str:
    many = f"{one.removesuffix('y')}ies" if one.endswith("y") else f"{one}s"
    return f"{number} {one if number == 1 else many}"
