"""``article41 test``: case files run without pytest, and what of the law they exercise."""

from __future__ import annotations

import gc
import json
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from article41._errors import Article41Error, EngineError, InputError, Problem
from article41._words import ExitCode
from article41.cases._junit import FileResult, Result, junit_xml
from article41.cases._suite import CaseFile, ReadyCase, Suite, case_files
from article41.cli._console import colour_wanted, say, say_error, utf8, width_of
from article41.cli._outcome import gravest_code
from article41.cli._progress import Progress
from article41.cli._rulebooks import rulebook_of
from article41.coverage import Coverage, Gauge
from article41.coverage._view import fill_coverage
from article41.law import Rulebook
from article41.render._page import Page, Span, Text, dim
from article41.render._paint import paint

__all__ = ["test_command"]


def test_command(arguments: Namespace) -> int:
    """Run every case of every file; return the gravest exit code."""
    # The rules first: if they do not load, no case is worth reading.
    run = _Run(arguments, rulebook_of(arguments))
    run.files()
    run.close()
    return int(gravest_code(run.codes))


class _Run:
    """One call of the command: what was asked, and what came of it so far."""

    def __init__(self, arguments: Namespace, rulebook: Rulebook) -> None:
        self.codes: set[ExitCode] = set()
        self._arguments = arguments
        self._suite = Suite(rulebook)
        self._gauge: Gauge | None = None
        asked = (arguments.coverage, arguments.coverage_json, arguments.fail_under)
        if any(option is not None for option in asked):
            self._gauge = Gauge(self._suite.engine, _regimes(arguments.coverage or []))
        self._quiet: bool = arguments.quiet
        self._out = utf8(sys.stdout)
        self._width = width_of(self._out)
        self._colour = colour_wanted(self._out, arguments.no_color)
        self._paths: list[Path] = []
        self._results: list[FileResult] = []

    def files(self) -> None:
        """Read and run all that was named."""
        # Unlike one check this is a long run: the garbage collector, asleep during the start, is woken.
        gc.freeze()
        gc.enable()
        self._paths, problems = case_files(self._arguments.paths)
        if problems:
            self._failed(InputError(problems))
        for path in self._paths:
            file = self._suite.read(path)
            result = FileResult(str(path), problems=list(file.problems))
            self._results.append(result)
            if file.problems:
                self._failed(InputError(list(file.problems)))
            for ready in self._progress(file):
                self._case(ready, result)

    def _progress(self, file: CaseFile) -> Iterator[ReadyCase]:
        # Failures that scroll by on the same terminal are progress enough.
        shown = sys.stderr.isatty() and (self._quiet or not sys.stdout.isatty())
        return Progress(str(file.path), len(file.cases), shown).over(file.cases)

    def _case(self, ready: ReadyCase, result: FileResult) -> None:
        case = ready.case
        begin = time.perf_counter()
        try:
            outcome = self._suite.run(ready)
        except EngineError as error:
            hint = "a defect of article41, not of your file: please report it with the case"
            problems = [Problem(p.message, case.place, hint) for p in error.problems]
            result.problems += problems
            self._failed(EngineError(problems))
            return
        seconds = time.perf_counter() - begin
        if self._gauge is not None:
            self._gauge.add(outcome)
        if not outcome.faults:
            result.results.append(Result(case.name, case.place.line, seconds))
            return
        self.codes.add(ExitCode.FINDINGS)
        failure = self._suite.failure(outcome)
        result.results.append(Result(case.name, case.place.line, seconds, failure.headline, failure.text()))
        page = self._page()
        page.rule()
        page.add(Span(case.name, "strong"), first=[Span("FAILS", "prohibited-word"), "  "], indent=7)
        page.add(dim(str(case.place)), indent=7)
        page.blank()
        failure.fill(page)
        page.blank()
        self._print(page)

    def close(self) -> None:
        """Say what came of it, and write the files that were asked for."""
        page = self._page()
        page.rule()
        page.add(*self._summary())
        coverage = self._coverage()
        if coverage is not None:
            fill_coverage(page, coverage)
        self._print(page)
        if coverage is not None:
            self._hold(coverage)
        if self._arguments.junit is not None:
            _write(self._arguments.junit, junit_xml(self._results))

    def _coverage(self) -> Coverage | None:
        if self._gauge is None:
            return None
        coverage, problems = self._gauge.result(self._readable())
        if problems:
            self._failed(InputError(problems))
        return coverage

    def _readable(self) -> list[Path]:
        return [path for path, result in zip(self._paths, self._results, strict=True) if result.results]

    def _hold(self, coverage: Coverage) -> None:
        if self._arguments.coverage_json is not None:
            text = json.dumps(coverage.to_dict(), ensure_ascii=False, indent=1)
            _write(self._arguments.coverage_json, f"{text}\n".encode())
        least: float | None = self._arguments.fail_under
        below = coverage.below(least) if least is not None else []
        if below:
            self.codes.add(ExitCode.FINDINGS)
            sys.stdout.flush()
            shares = ", ".join(f"{result.name} {result.total.percent:.1f} %" for result in below)
            say(f"article41: less is covered than {least:g} %: {shares}")

    def _summary(self) -> list[Text]:
        results = [result for file in self._results for result in file.results]
        fail = sum(bool(result.failure) for result in results)
        unusable = sum(len(file.problems) for file in self._results)
        held = len(results) - fail
        parts: list[Text] = [Span(f"{held:,} {'case holds' if held == 1 else 'cases hold'}", "strong")]
        if fail:
            parts += [", ", Span(f"{fail:,} {'does' if fail == 1 else 'do'} not", "prohibited-word")]
        if unusable:
            parts += ["; ", Span(f"{unusable:,} {'mistake' if unusable == 1 else 'mistakes'}, told apart", "warning")]
        files = len(self._results)
        return [*parts, dim(f" · {files:,} {'file' if files == 1 else 'files'}")]

    def _page(self) -> Page:
        return Page(self._width, links=self._colour)

    def _print(self, page: Page) -> None:
        if not self._quiet:
            paint(page.lines, self._out, self._colour, self._width)

    def _failed(self, error: Article41Error) -> None:
        self.codes.add(error.exit_code)
        sys.stdout.flush()
        say_error(error)


def _regimes(names: list[str]) -> list[str]:
    """Return the regimes named after ``--coverage``; a path there is a likely slip."""
    for name in names:
        if Path(name).exists() and ("/" in name or name.endswith((".yaml", ".yml"))):
            raise InputError(Problem(f"{name} is no regime", hint="name the files before --coverage"))
    return names


def _write(name: str, data: bytes) -> None:
    try:
        Path(name).write_bytes(data)
    except OSError as error:
        raise InputError(Problem(f"cannot write to {name}: {error.strerror}")) from None
