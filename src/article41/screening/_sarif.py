"""Findings of tables as SARIF: a result for each row that stands in the way, written as it is read.

Rules, taxonomies and levels are those of the single report. What it holds in memory grows with the law, not with the
rows: of the rows that were set aside only the first are told one by one, and the rest as a number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from article41._errors import Place
from article41._words import Confidence, Role, Verdict
from article41.engine._report import Citation, Finding, RulebookId
from article41.law import Rulebook
from article41.law._cite import canonical_paragraph
from article41.render import Screen, Tally
from article41.render._sarif import LEVELS, SarifWriter, sarif_text
from article41.render._say import cited_text
from article41.screening._broken import open_bytes
from article41.screening._counts import Counts
from article41.screening._outputs import Outputs
from article41.screening._staged import Shape

__all__ = ["FINGERPRINT", "MOST_TOLD", "TableSarif"]

FINGERPRINT = "article41/row/v1"
MOST_TOLD = 1000
"""So many of what was set aside are told one by one."""


class TableSarif(SarifWriter):
    """Writes what a run found.

    Args:
        out: where to.
        rulebook: the law that answered.
        shapes: the inputs.
        counts: what came of them; final.
    """

    def __init__(self, out: TextIO, rulebook: Rulebook, shapes: Sequence[Shape], counts: Counts) -> None:
        super().__init__(out, Screen())
        self._rulebook = RulebookId(rulebook.version, rulebook.digest)
        self._counts = counts
        # Rows to the line of the first; None where a row's line is not known.
        rows = [one["rows"] for one in counts.inputs]
        self._first = {s.label: _first_line(s, n) for s, n in zip(shapes, rows, strict=True)}
        self._provisions = {
            provision["id"]: (regime, provision)
            for regime in rulebook.regimes
            for provision in rulebook.regime(regime)["provisions"]
        }
        self._known: dict[str, tuple[Finding, dict[str, Citation]]] = {}

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
            self._note("not-judged", "error", what, self._place(row))
        counts = self._counts
        if told > MOST_TOLD:
            what = f"only the first {MOST_TOLD} are told here; {counts.set_aside} rows were set aside in all"
            self._note("not-judged", "error", what, Place())
        verdicts = ", ".join(f"{counts.verdicts[verdict]} {verdict.value}" for verdict in Verdict)
        what = f"{counts.rows} rows were read: {verdicts}, {counts.set_aside} set aside"
        self._note("verdict", "note", what, Place())
        self.close(Tally(counts.verdicts, counts.set_aside))

    def _of_row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        finding, cites = self._finding(row["provision"])
        verdict = Verdict(row["verdict"])
        named = f"row {row['row']}" + (f" ({row['key']})" if row["key"] is not None else "")
        text = f"{named}, item {row['item']}: {verdict.value}: {finding.rule} By {'; '.join(row['citations'])}."
        if verdict is Verdict.UNDETERMINED and row["missing"]:
            text += f" Not stated: {', '.join(row['missing'])}."
        if row["needs"]:
            text += f" Needs {'; '.join(dict.fromkeys(row['needs']))}."
        return {
            "ruleId": finding.provision,
            "ruleIndex": self._rule(finding),
            "kind": "fail",
            "level": LEVELS[verdict],
            "message": {"text": sarif_text(text)},
            "locations": [self._location(self._place(row))],
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

    def _finding(self, name: str) -> tuple[Finding, dict[str, Citation]]:
        """Return a provision as a finding that cites all of its paragraphs, and each of them by its text."""
        if name not in self._known:
            regime, provision = self._provisions[name]
            cites = [
                Citation(document, canonical_paragraph(paragraph) or paragraph, Role(role), url, verified)
                for document, paragraph, role, _, url, verified in provision["cites"]
            ]
            notes = tuple(note for note in (provision["notes"], provision["confidence_note"]) if note)
            sure = Confidence(provision["confidence"])
            # The verdict and the facts are those of a row: a rule is described without them.
            made = Finding(
                name, regime, Verdict.PROHIBITED, (), (), tuple(cites), provision["rule"], (), (), (), sure, notes
            )
            self._known[name] = made, {cited_text([cite]): cite for cite in cites}
        return self._known[name]

    def _place(self, row: Mapping[str, Any]) -> Place:
        first = self._first[row["source"]]
        line = None if first is None else row["row"] - 1 + first
        return Place(
            row["source"], line, pointer=f"row {row['row']}" + (f", item {row['item']}" if row["item"] else "")
        )

    def _location(self, place: Place) -> dict[str, Any]:
        location = super()._location(place)
        if place.line is None:
            # A wrong line would be worse than none: the row's number is there.
            del location["physicalLocation"]["region"]
        return location

    def _kind_of(self, uri: str) -> dict[str, str]:
        return {}


def _fingerprint(row: Mapping[str, Any]) -> str:
    """Of the row's key, or else its file and number, with item, provision and verdict; not of versions or lines."""
    who = [row["key"]] if row["key"] is not None else [row["source"], str(row["row"])]
    key = "\n".join([*who, str(row["item"]), row["provision"], row["verdict"]])
    return hashlib.sha256(key.encode("utf-8", "backslashreplace")).hexdigest()


def _first_line(shape: Shape, rows: int) -> int | None:
    """Return the line of the first row, if each row is one line and there are no others; else None."""
    if shape.kind == "jsonl":
        return 1
    if shape.kind != "csv":
        return None
    lines = 0
    with open_bytes(Path(shape.source)) as file:
        for line in file:
            if b"\r" in line.rstrip(b"\r\n"):
                return None
            lines += 1
    # A record is one line at least: as many lines as records, so each is one.
    return 2 if lines == rows + 1 else None
