"""Findings of tables as SARIF: a result for each row that stands in the way, written as it is read.

Rules, taxonomies and levels are those of the single report. What it holds in memory grows with the law, not with the
rows: of the rows that were set aside only the first are told one by one, and the rest as a number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TextIO

from article41._errors import Place
from article41._words import Verdict
from article41.engine._report import RulebookId
from article41.law import Rulebook
from article41.render import Screen, Tally
from article41.render._sarif import LEVELS, SarifWriter, sarif_text
from article41.screening._counts import Counts
from article41.screening._outputs import Outputs
from article41.screening._rows import Row, Rows, named

__all__ = ["FINGERPRINT", "MOST_TOLD", "TableSarif"]

FINGERPRINT = "article41/row/v1"
MOST_TOLD = 1000
"""So many of what was set aside are told one by one."""


class TableSarif(SarifWriter):
    """Writes what a run found.

    Args:
        out: where to.
        rulebook: the law that answered.
        rows: what is known of the rows.
        counts: what came of them; final.
    """

    def __init__(self, out: TextIO, rulebook: Rulebook, rows: Rows, counts: Counts) -> None:
        super().__init__(out, Screen())
        self._rulebook = RulebookId(rulebook.version, rulebook.digest)
        self._counts = counts
        self._rows = rows

    def write(self, outputs: Outputs, wait: Callable[[], None]) -> None:
        """Write everything; ``wait`` is called now and then, and raises if the run is to stop."""
        for number, row in enumerate(outputs.rows("findings")):
            if number % 1000 == 0:
                wait()
            if Verdict(row["verdict"]) in LEVELS:
                self._add(self._of_row(row))
        told = 0
        for row in outputs.rows("set_aside"):
            told += 1
            if told > MOST_TOLD:
                break
            what = f"row {row['row']} was set aside: {row['column'] or 'the row'}: {row['reason']}"
            self._note("not-judged", "error", what, self._rows.place(row))
        counts = self._counts
        if told > MOST_TOLD:
            what = f"only the first {MOST_TOLD} are told here; {counts.set_aside} rows were set aside in all"
            self._note("not-judged", "error", what, Place())
        verdicts = ", ".join(f"{counts.verdicts[verdict]} {verdict.value}" for verdict in Verdict)
        what = f"{counts.rows} rows were read: {verdicts}, {counts.set_aside} set aside"
        self._note("verdict", "note", what, Place())
        self.close(Tally(counts.verdicts, counts.set_aside))

    def _of_row(self, row: Row) -> dict[str, Any]:
        finding, cites = self._rows.finding(row["provision"])
        verdict = Verdict(row["verdict"])
        text = f"{named(row)}, item {row['item']}: {self._rows.text(row)}"
        return {
            "ruleId": finding.provision,
            "ruleIndex": self._rule(finding),
            "kind": "fail",
            "level": LEVELS[verdict],
            "message": {"text": sarif_text(text)},
            "locations": [self._location(self._rows.place(row))],
            "partialFingerprints": {FINGERPRINT: _fingerprint(row)},
            "taxa": [self._taxon(cites[cite]) for cite in row["citations"]],
            "suppressions": [],
            "properties": {
                "row": row["row"],
                "key": row["key"],
                "item": row["item"],
                "verdict": verdict.value,
                "missing": row["missing"],
                "confidence": finding.confidence.value,
            },
        }

    def _location(self, place: Place) -> dict[str, Any]:
        location = super()._location(place)
        if place.line is None:
            # A wrong line would be worse than none: the row's number is there.
            del location["physicalLocation"]["region"]
        return location

    def _kind_of(self, uri: str) -> dict[str, str]:
        return {}


def _fingerprint(row: Row) -> str:
    """Of the row's key, or else its file and number, with item, provision and verdict; not of versions or lines."""
    who = [row["key"]] if row["key"] is not None else [row["source"], str(row["row"])]
    key = "\n".join([*who, str(row["item"]), row["provision"], row["verdict"]])
    return hashlib.sha256(key.encode("utf-8", "backslashreplace")).hexdigest()
