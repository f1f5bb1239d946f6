"""What reports of tables say of a row: where it stands, and by which rules it was decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from article41._errors import Place
from article41._words import Confidence, Verdict
from article41.engine._assemble import citation_of
from article41.engine._report import Citation, Finding
from article41.law import Rulebook
from article41.render._say import cited_text
from article41.screening._broken import open_bytes
from article41.screening._counts import Counts
from article41.screening._staged import Shape

__all__ = ["Row", "Rows", "by_row", "named", "reason_of"]

Row = Mapping[str, Any]
"""A row of a table of outputs, by its columns."""


class Rows:
    """Says what is known of the rows of a run.

    Args:
        rulebook: the law that answered.
        shapes: the inputs.
        counts: what came of them; final.
    """

    def __init__(self, rulebook: Rulebook, shapes: Sequence[Shape], counts: Counts) -> None:
        # Rows to the line of the first; None where a row's line is not known.
        rows = [one["rows"] for one in counts.inputs]
        self._first = {s.label: _first_line(s, n) for s, n in zip(shapes, rows, strict=True)}
        self._rulebook = rulebook
        self._known: dict[str, tuple[Finding, dict[str, Citation]]] = {}

    def finding(self, name: str) -> tuple[Finding, dict[str, Citation]]:
        """Return a provision as a finding that cites all of its paragraphs, and each of them by its text."""
        if name not in self._known:
            regime, provision = name.partition("/")[0], self._rulebook.find(name)
            cites = [citation_of(cite) for cite in provision["cites"]]
            notes = tuple(note for note in (provision["notes"], provision["confidence_note"]) if note)
            sure = Confidence(provision["confidence"])
            # The verdict and the facts are those of a row: a rule is described without them.
            made = Finding(
                name, regime, Verdict.PROHIBITED, (), (), tuple(cites), provision["rule"], (), (), (), sure, notes
            )
            self._known[name] = made, {cited_text([cite]): cite for cite in cites}
        return self._known[name]

    def place(self, row: Row) -> Place:
        """Return where a row of findings or of what was set aside stands."""
        first = self._first[row["source"]]
        line = None if first is None else row["row"] - 1 + first
        item = f", item {row['item']}" if row.get("item") else ""
        return Place(row["source"], line, pointer=f"row {row['row']}{item}")

    def headline(self, row: Row) -> str:
        """Return the verdict of a finding and its rule."""
        return f"{row['verdict']}: {self.finding(row['provision'])[0].rule}"

    def text(self, row: Row) -> str:
        """Return a finding in one paragraph: verdict, rule, citations, what is not stated, which papers it needs."""
        text = f"{self.headline(row)} By {'; '.join(row['citations'])}."
        if row["verdict"] == Verdict.UNDETERMINED.value and row["missing"]:
            text += f" Not stated: {', '.join(row['missing'])}."
        if row["needs"]:
            text += f" Needs {'; '.join(dict.fromkeys(row['needs']))}."
        return text


def named(row: Row) -> str:
    """Return how a message calls a row: by its number and its key."""
    key = row.get("key")
    return f"row {row['row']}" + (f" ({key})" if key is not None else "")


def reason_of(row: Row) -> str:
    """Return why a row was set aside: its column, the reason, and what was found unless the reason says it."""
    found = f" (found {row['value']!r})" if row["value"] is not None and row["value"] not in row["reason"] else ""
    item = f"item {row['item']}, " if row["item"] is not None else ""
    return f"{item}{row['column'] or 'the row'}: {row['reason']}{found}"


def by_row(rows: Iterable[Row]) -> Iterator[tuple[tuple[str, int], list[Row]]]:
    """Yield source and number of each row with all that a table, which is in order, has of it."""
    for who, some in groupby(rows, lambda row: (row["source"], row["row"])):
        yield who, list(some)


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
