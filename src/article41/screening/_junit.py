"""Findings of tables as JUnit XML: a suite for each input, a test case for each row, written as it is read.

What a run fails on is a failure, or an error where facts are missing; a grave verdict that it does not fail on is
skipped, never passed; a row that was set aside is an error. So it is for a single check, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from heapq import merge
from typing import NamedTuple, TextIO
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from article41._errors import InputError, Problem
from article41._words import FAILING, Verdict
from article41.render._safe import safe_lines, safe_text
from article41.screening._counts import Counts
from article41.screening._outputs import Outputs
from article41.screening._rows import Row, Rows, by_row, named, reason_of

__all__ = ["MOST_CASES", "TableJunit", "few_enough"]

MOST_CASES = 100_000
"""So many rows have a test case each; what reads JUnit XML holds all of it in memory."""
_COUNTS = {"failure": "failures", "error": "errors", "skipped": "skipped"}


class _Case(NamedTuple):
    at: tuple[int, int]
    """Where it comes: the number of its input, and of its row in that."""
    row: Row
    findings: Sequence[Row] = ()
    aside: Sequence[Row] = ()


def few_enough(rows: int) -> None:
    """Raise if so many rows are too many for a test case each.

    Raises:
        InputError: they are.
    """
    if rows > MOST_CASES:
        message = f"there are more than {MOST_CASES:,} rows, and JUnit XML has a test case for each"
        hint = "write *.sarif or a table, or print --format github; or screen the rows in parts"
        raise InputError(Problem(message, hint=hint))


class TableJunit:
    """Writes what a run found.

    Args:
        out: where to.
        rows: what is known of the rows.
        counts: what came of them; final.
        fail_on: the verdicts that are a failure in this run.
    """

    def __init__(self, out: TextIO, rows: Rows, counts: Counts, fail_on: frozenset[Verdict]) -> None:
        self._out, self._rows, self._counts, self._fail_on = out, rows, counts, fail_on
        self._number = {one["source"]: number for number, one in enumerate(counts.inputs)}

    def write(self, outputs: Outputs, wait: Callable[[], None]) -> None:
        """Write everything; ``wait`` is called now and then, and raises if the run is to stop."""
        cases = merge(self._decided(outputs), self._aside(outputs), key=lambda case: case.at)
        suites = self._suites(outputs)
        self._out.write('<?xml version="1.0" encoding="utf-8"?>\n')
        self._out.write(f'<testsuites name="article41" {_told(sum(suites, Counter()))}>\n')
        case = next(cases, None)
        for number, one in enumerate(self._counts.inputs):
            self._out.write(f"  <testsuite name={quoteattr(safe_text(one['source']))} {_told(suites[number])}>\n")
            while case is not None and case.at[0] == number:
                if case.at[1] % 1000 == 0:
                    wait()
                self._case(case)
                case = next(cases, None)
            self._out.write("  </testsuite>\n")
        self._out.write("</testsuites>\n")

    def _suites(self, outputs: Outputs) -> list[Counter[str]]:
        """Return for each input: how many test cases it has, and how many of each outcome."""
        suites = [Counter({"tests": one["rows"], "error": one["set_aside"]}) for one in self._counts.inputs]
        for (source, verdict), rows in outputs.tally("verdicts").items():
            outcome = self._outcome(verdict)
            if outcome is not None:
                suites[self._number[source]][outcome] += rows
        return suites

    def _outcome(self, verdict: Verdict) -> str | None:
        if verdict in self._fail_on:
            return "error" if verdict is Verdict.UNDETERMINED else "failure"
        return "skipped" if verdict in FAILING else None

    def _decided(self, outputs: Outputs) -> Iterator[_Case]:
        found = by_row(outputs.rows("findings", beside=True))
        who, findings = next(found, (None, []))
        for row in outputs.rows("verdicts", beside=True):
            source, number = row["source"], row["row"]
            mine: list[Row] = []
            if who == (source, number):
                mine = findings
                who, findings = next(found, (None, []))
            yield _Case((self._number[source], number), row, findings=mine)

    def _aside(self, outputs: Outputs) -> Iterator[_Case]:
        for (source, number), rows in by_row(outputs.rows("set_aside", beside=True)):
            yield _Case((self._number[source], number), {"source": source, "row": number}, aside=rows)

    def _case(self, case: _Case) -> None:
        place, file = self._rows.place(case.row), safe_text(case.row["source"])
        told = {"classname": file, "name": safe_text(named(case.row)), "file": file}
        if place.line is not None:
            told["line"] = str(place.line)
        element = ElementTree.Element("testcase", told)
        if case.aside:
            first, lines = case.aside[0], [reason_of(row) for row in case.aside]
            _add(element, "error", "not_judged", f"set aside: {reason_of(first)}", [str(place), *lines])
        else:
            verdict = Verdict(case.row["verdict"])
            outcome = self._outcome(verdict)
            if outcome is not None:
                shown = [row for row in case.findings if row["verdict"] != Verdict.PERMITTED.value]
                lines = [f"item {row['item']}: {row['provision']}: {self._rows.text(row)}" for row in shown]
                # Of several items, the first need not be the one with the verdict of the row.
                headline = next((self._rows.headline(row) for row in shown if row["verdict"] == verdict.value), verdict)
                _add(element, outcome, verdict.value, headline, [str(place), *lines])
        ElementTree.indent(element, level=2)
        self._out.write(f"    {ElementTree.tostring(element, encoding='unicode')}\n")


def _add(case: ElementTree.Element, outcome: str, what: str, headline: str, lines: list[str]) -> None:
    element = ElementTree.SubElement(case, outcome, {"type": what, "message": safe_text(headline)})
    element.text = "\n".join(safe_lines(line) for line in lines)


def _told(counts: Counter[str]) -> str:
    figures = {"tests": counts["tests"], **{name: counts[outcome] for outcome, name in _COUNTS.items()}}
    return " ".join(f'{name}="{number}"' for name, number in figures.items())
