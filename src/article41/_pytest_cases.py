"""Case files in pytest: a file is a collector, a case a test.

A case that cannot be used is a test that ends in an error before it runs, with file, line and hint. (An error
of collection proper would, by pytest's default, keep all other tests from running.)
"""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Any

import pytest

from article41._errors import Article41Error, Problem
from article41.cases._suite import ReadyCase, Suite
from article41.law import Rulebook
from article41.law._installed import rule_folder

__all__ = ["CaseTest", "CasesFile", "UnusableCase", "rulebook_of"]

_SUITE = pytest.StashKey[Suite]()


class _CaseError(Exception):
    """A case that does not hold; its text is all that is to be said."""


def rulebook_of(config: pytest.Config) -> Rulebook:
    """Return the law of a test run, loaded once."""
    return _suite_of(config).rulebook


def _suite_of(config: pytest.Config) -> Suite:
    if _SUITE not in config.stash:
        here = config.invocation_params.dir
        named: list[str] = config.getoption("article41_rules") or []
        config.stash[_SUITE] = Suite.of(Rulebook.load(*(rule_folder(name, here) for name in named)))
    return config.stash[_SUITE]


class CasesFile(pytest.File):
    """A case file."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield its cases, and in their place what is wrong with those that cannot be used."""
        try:
            suite = _suite_of(self.config)
        except Article41Error as error:
            raise self.CollectError(str(error)) from None
        file = suite.read(_shown(self.path, self.config))
        found: list[tuple[int, pytest.Item]] = [
            (ready.case.place.line or 0, CaseTest.from_parent(self, name=ready.case.name, ready=ready, suite=suite))
            for ready in file.cases
        ]
        # Several mistakes of one line are one error.
        lines: dict[int, list[Problem]] = {}
        for problem in file.problems:
            lines.setdefault(problem.place.line or 0, []).append(problem)
        for line, problems in lines.items():
            name = f"line {line} cannot be used" if line else "cannot be used"
            found.append((line, UnusableCase.from_parent(self, name=name, line=line, problems=problems)))
        found.sort(key=lambda entry: entry[0])
        yield from (item for _, item in found)


def _shown(path: Path, config: pytest.Config) -> Path:
    """Return the path as pytest shows paths: from where it was called, if it lies there."""
    try:
        return path.relative_to(config.invocation_params.dir)
    except ValueError:
        return path


class _Item(pytest.Item):
    line = 0

    def reportinfo(self) -> tuple[PathLike[str] | str, int | None, str]:
        """Return where the case stands: pytest counts lines from 0."""
        return self.path, self.line - 1 if self.line else None, self.name


class CaseTest(_Item):
    """One case."""

    def __init__(self, *, ready: ReadyCase, suite: Suite, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.ready = ready
        self.line = ready.case.place.line or 0
        self._suite = suite

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the text of a case's own failure alone; of anything else the usual traceback."""
        if isinstance(excinfo.value, _CaseError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def runtest(self) -> None:
        """Judge the transfer and hold the report against what the case says."""
        outcome = self._suite.run(self.ready)
        if outcome.faults:
            failure = self._suite.failure(outcome)
            raise _CaseError(f"{self.ready.case.place}: {failure.headline}\n{failure.text(headline=False)}")


class UnusableCase(_Item):
    """What is wrong with one place of a case file."""

    def __init__(self, *, line: int, problems: list[Problem], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.line = line
        self._problems = problems

    def setup(self) -> None:
        """Tell it, as an error and not as a failure: nothing was tested."""
        pytest.fail("\n".join(str(problem) for problem in self._problems), pytrace=False)

    def runtest(self) -> None:
        """Never comes to it."""
