"""The reports of ``screen`` that are no tables, made of what a run found."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Any, NamedTuple, TextIO

from article41._words import Verdict
from article41.law import Rulebook
from article41.screening import Run, Settled, html_summary
from article41.screening._github import TableGithub
from article41.screening._junit import TableJunit
from article41.screening._rows import Rows
from article41.screening._sarif import TableSarif

__all__ = ["MOST_FINDINGS", "Report"]

MOST_FINDINGS = 1000
"""So many findings are in a page."""


class Report(NamedTuple):
    """What a report is made of.

    Attributes:
        run: a run that has come to its end.
        settled: its inputs.
        rulebook: the law that answered.
        fail_on: the verdicts that are a failure in it.
        wait: called now and then; raises if the run is to stop.
    """

    run: Run
    settled: Settled
    rulebook: Rulebook
    fail_on: frozenset[Verdict]
    wait: Callable[[], None]

    def writer(self, form: str) -> Callable[[TextIO], None] | None:
        """Return what writes the findings in a format; None where that is a table."""
        made = {"sarif": self._sarif, "junit": self._junit, "html": self._html}
        return made.get(form)

    def annotations(self) -> str:
        """Return the findings as commands to GitHub Actions."""
        out = io.StringIO()
        with self.run.outputs.in_order():
            TableGithub(out, self._rows(), self.run.counts, self.fail_on).write(self.run.outputs, self.wait)
        return out.getvalue()

    def _rows(self) -> Rows:
        return Rows(self.rulebook, self.settled.shapes, self.run.counts)

    def _sarif(self, out: TextIO) -> None:
        TableSarif(out, self.rulebook, self._rows(), self.run.counts).write(self.run.outputs, self.wait)

    def _junit(self, out: TextIO) -> None:
        TableJunit(out, self._rows(), self.run.counts, self.fail_on).write(self.run.outputs, self.wait)

    def _html(self, out: TextIO) -> None:
        out.write(html_summary(self.run.counts.to_dict(), list(islice(self._gravest(), MOST_FINDINGS))))

    def _gravest(self) -> Iterator[dict[str, Any]]:
        return chain.from_iterable(self.run.outputs.first("findings", verdict, MOST_FINDINGS) for verdict in Verdict)
