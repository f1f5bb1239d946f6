"""Verdicts as JUnit XML: a suite for each file, a test case for each transfer.

What a run fails on is a failure, or an error where facts are missing; a grave verdict that it does not fail on is
skipped, never passed; what could not be judged is an error.
"""

from __future__ import annotations

from typing import TextIO
from xml.etree import ElementTree

from article41._errors import Place
from article41._words import FAILING, Verdict
from article41.engine._report import Question, Report
from article41.language import say
from article41.render import Judged, Refused, Screen, Tally
from article41.render._safe import safe_lines, safe_text
from article41.render._say import finding_text, is_shown, place_of, problem_text, words

__all__ = ["JunitWriter"]

_KINDS = {"failures": "failure", "errors": "error", "skipped": "skipped"}
"""Each count of a suite, and the element that it counts."""


class JunitWriter:
    """Keeps the test cases until the end: each suite begins with how many it has."""

    def __init__(self, out: TextIO, screen: Screen) -> None:
        self._out = out
        self._fail_on = screen.fail_on
        self._root = ElementTree.Element("testsuites", name="article41")
        self._suites: dict[str, ElementTree.Element] = {}

    def report(self, judged: Judged) -> None:
        """Keep one report."""
        report = judged.report
        place = place_of(judged)
        case = self._case(place, report.transfer)
        kind = self._kind(report.verdict)
        if kind is not None:
            self._outcome(case, place, kind, report.verdict.value, _headline(report), _told(report))

    def refused(self, refused: Refused) -> None:
        """Keep an error for each problem."""
        for problem in refused.error.problems:
            place = Place(refused.source.file, problem.place.line, problem.place.column)
            case = self._case(place, str(problem.place))
            self._outcome(case, place, "errors", "not_judged", problem.message, problem_text(problem))

    def close(self, tally: Tally) -> None:
        """Write the document."""
        for parent in (*self._suites.values(), self._root):
            cases = list(parent.iter("testcase"))
            outcomes = [outcome.tag for case in cases for outcome in case]
            parent.set("tests", str(len(cases)))
            for kind, tag in _KINDS.items():
                parent.set(kind, str(outcomes.count(tag)))
        ElementTree.indent(self._root)
        text = ElementTree.tostring(self._root, encoding="unicode")
        self._out.write(f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n')

    def _kind(self, verdict: Verdict) -> str | None:
        if verdict in self._fail_on:
            return "errors" if verdict is Verdict.UNDETERMINED else "failures"
        return "skipped" if verdict in FAILING else None

    def _case(self, place: Place, name: str) -> ElementTree.Element:
        file = safe_text(place.file or "")
        suite = self._suites.get(file)
        if suite is None:
            suite = self._suites[file] = ElementTree.SubElement(self._root, "testsuite", name=file)
        told = {"classname": file, "name": safe_text(name), "file": file}
        if place.line is not None:
            told["line"] = str(place.line)
        return ElementTree.SubElement(suite, "testcase", told)

    def _outcome(self, case: ElementTree.Element, place: Place, kind: str, what: str, headline: str, text: str) -> None:
        told = {"type": what, "message": safe_text(headline)}
        ElementTree.SubElement(case, _KINDS[kind], told).text = safe_lines(f"{place}\n{text}")


def _headline(report: Report) -> str:
    first = report.findings[0] if report.findings else None
    return say("{verdict}: {rule}", verdict=words(report.verdict), rule=first.rule) if first else words(report.verdict)


def _told(report: Report) -> str:
    lines = [f"{f.provision}: {finding_text(f)}" for f in report.findings if is_shown(f)]
    return "\n".join([*lines, *(_question(question) for question in report.questions)])


def _question(question: Question) -> str:
    return f"{question.ask} ({question.pointer})"
