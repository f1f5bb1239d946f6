"""Findings of tables as annotations of GitHub Actions: the gravest one by one, and how many more there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple, TextIO

from article41._errors import Place
from article41._words import FAILING, Verdict
from article41.render import Screen
from article41.render._github import GithubWriter
from article41.screening._counts import Counts
from article41.screening._outputs import Outputs
from article41.screening._rows import Rows, by_row, named, reason_of

__all__ = ["MOST_SHOWN", "TableGithub"]

MOST_SHOWN = 10
"""So many annotations of each level does GitHub show of a step."""


class _Note(NamedTuple):
    place: Place
    title: str
    text: str


class TableGithub(GithubWriter):
    """Writes what a run found.

    Args:
        out: where to.
        rows: what is known of the rows.
        counts: what came of them; final.
        fail_on: the verdicts that are an error in this run; others that stand in the way are warnings.
    """

    def __init__(self, out: TextIO, rows: Rows, counts: Counts, fail_on: frozenset[Verdict]) -> None:
        super().__init__(out, Screen(fail_on=fail_on))
        self._rows, self._counts = rows, counts

    def write(self, outputs: Outputs, wait: Callable[[], None]) -> None:
        """Write everything; ``wait`` is called now and then, and raises if the run is to stop."""
        found = dict.fromkeys(Verdict, 0)
        for (_, verdict), number in outputs.tally("findings").items():
            found[verdict] += number
        # Asked for by name: verdicts that are none in the way of a transfer. They are told of rows.
        named_too = self._fail_on - FAILING
        errors = sum(found[verdict] for verdict in self._fail_on & FAILING)
        errors += sum(self._counts.verdicts[verdict] for verdict in named_too) + self._counts.set_aside
        totals = {"error": errors, "warning": sum(found[verdict] for verdict in FAILING - self._fail_on)}
        rest = []
        for level, total in totals.items():
            for note in islice(self._notes(outputs, level), MOST_SHOWN):
                wait()
                self._say(level, note.place, note.title, note.text)
            if total > MOST_SHOWN:
                rest.append(f"{total - MOST_SHOWN:,} more {level}s are not shown here")
        verdicts = [f"{self._counts.verdicts[verdict]:,} {verdict.value}" for verdict in Verdict]
        what = f"{self._counts.rows:,} rows were read: {', '.join(verdicts)}, {self._counts.set_aside:,} set aside"
        hint = ["-o FILE and --set-aside FILE have every one"] if rest else []
        self._notice("; ".join([what, *rest, *hint]))

    def _notes(self, outputs: Outputs, level: str) -> Iterator[_Note]:
        """Yield what there is of a level, the gravest first; not much more than is shown."""
        for verdict in Verdict:
            if verdict in FAILING and (verdict in self._fail_on) == (level == "error"):
                for row in outputs.first("findings", verdict, MOST_SHOWN):
                    title = f"{named(row)}, item {row['item']}: {row['provision']}"
                    yield _Note(self._rows.place(row), title, self._rows.text(row))
        if level == "error":
            for _, some in by_row(outputs.rows("set_aside")):
                yield _Note(self._rows.place(some[0]), f"{named(some[0])}: set aside", "; ".join(map(reason_of, some)))
            for verdict in (one for one in Verdict if one in self._fail_on - FAILING):
                for row in outputs.first("verdicts", verdict, MOST_SHOWN):
                    yield _Note(self._rows.place(row), named(row), f"{verdict.value}.")
