"""Findings as CSV: one row a finding, and one for each transfer that has none or could not be judged.

A spreadsheet runs what looks like a formula. Texts of a user's file can begin with anything, so wherever a cell,
or what a spreadsheet could split off as one, begins like a formula, an apostrophe is put before it.
"""

from __future__ import annotations

import csv
import re
from typing import TextIO

from article41._errors import Article41Error
from article41._words import ExemptionStatus
from article41.engine._report import Finding
from article41.render import Judged, Refused, Screen, Tally
from article41.render._safe import safe_text
from article41.render._say import cited_text, finding_pointer, place_of, problem_text

__all__ = ["COLUMNS", "CsvWriter", "harmless"]

COLUMNS: tuple[str, ...] = (
    "file",
    "pointer",
    "line",
    "column",
    "transfer",
    "date",
    "transfer_verdict",
    "provision",
    "regime",
    "finding_verdict",
    "items",
    "activities",
    "citations",
    "url",
    "rule",
    "open_exemptions",
    "needs",
    "missing",
    "confidence",
    "problem",
    "rulebook",
    "digest",
)
"""The columns, in order. Several values in one cell have ``; `` between them."""
_NOT_JUDGED = "not_judged"
# Full-width signs count: some spreadsheets take them for the signs themselves.
_FORMULA = re.compile(r"(^|[;,|\t])( *)(?=[=+\-@＝＋－＠])")


def harmless(text: str) -> str:
    """Return ``text`` as one line that no spreadsheet takes for a formula."""
    return _FORMULA.sub(r"\1\2'", safe_text(text))


class CsvWriter:
    """Writes rows as they come, below one row with the names of the columns."""

    def __init__(self, out: TextIO, screen: Screen) -> None:
        self._rows = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
        self._rows.writeheader()

    def report(self, judged: Judged) -> None:
        """Write a row for each finding, or one if there is none."""
        report = judged.report
        about = {
            "transfer": report.transfer,
            "date": report.date,
            "transfer_verdict": report.verdict.value,
            "rulebook": report.rulebook.version,
            "digest": report.rulebook.digest,
        }
        if not report.findings:
            self._row({**_place(judged, ""), **about})
        for finding in report.findings:
            self._row({**_place(judged, finding_pointer(finding)), **about, **_cells(finding)})

    def refused(self, refused: Refused) -> None:
        """Write a row for each problem."""
        self._problems(refused.error, refused.source.file)

    def close(self, tally: Tally) -> None:
        """Write nothing: nothing belongs at the end."""

    def _problems(self, error: Article41Error, file: str) -> None:
        for problem in error.problems:
            place = problem.place
            row = {"file": file, "pointer": place.pointer or "", "transfer_verdict": _NOT_JUDGED}
            row |= {"line": str(place.line or ""), "column": str(place.column or "")}
            self._row({**row, "problem": problem_text(problem)})

    def _row(self, cells: dict[str, str]) -> None:
        self._rows.writerow({name: harmless(text) for name, text in cells.items()})


def _place(judged: Judged, pointer: str) -> dict[str, str]:
    place = place_of(judged, pointer)
    return {
        "file": place.file or "",
        "pointer": place.pointer or "",
        "line": str(place.line or ""),
        "column": str(place.column or ""),
    }


def _cells(finding: Finding) -> dict[str, str]:
    open_ones = [
        e for e in finding.exemptions if e.status in (ExemptionStatus.NOT_SHOWN, ExemptionStatus.PROCEDURE_MISSING)
    ]
    needs = dict.fromkeys(need for exemption in open_ones for need in exemption.needs)
    return {
        "provision": finding.provision,
        "regime": finding.regime,
        "finding_verdict": finding.verdict.value,
        "items": "; ".join(map(str, finding.items)),
        "activities": "; ".join(finding.activities),
        "citations": cited_text(finding.citations),
        "url": (finding.citations[0].url or "") if finding.citations else "",
        "rule": finding.rule,
        "open_exemptions": "; ".join(e.id for e in open_ones),
        "needs": "; ".join(needs),
        "missing": "; ".join(finding.missing),
        "confidence": finding.confidence.value,
    }
