"""``screen``: tables in, findings out, in a program."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from article41._record import record
from article41._words import Verdict
from article41.law import Rulebook
from article41.screening._life import Life
from article41.screening._outputs import KINDS
from article41.screening._run import Job
from article41.screening._session import session

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

__all__ = ["Screened", "screen"]


@record
class Screened:
    """What came of a screening. The tables are DuckDB relations: ``.pl()``, ``.df()``, ``.fetchall()`` and so on.

    Attributes:
        findings: source, row (from 1, in its source), key, item (from 1), verdict, regime, provision, citations,
            missing, exemption, exemption_citation, needs: one for each item, provision and verdict.
        verdicts: source, row, key, verdict: every row that was decided.
        set_aside: source, row, item, column, value, reason: what cannot be used; a row that is here was not decided.
        summary: figures as JSON has them: rows is the sum of all verdicts and set_aside.
    """

    findings: DuckDBPyRelation
    verdicts: DuckDBPyRelation
    set_aside: DuckDBPyRelation
    summary: dict[str, Any]

    @property
    def verdict(self) -> Verdict:
        """The gravest verdict of any row; rows that were set aside have none."""
        return Verdict.gravest([v for v in Verdict if self.summary["verdicts"][v.value]])


def screen(
    data: Any,
    *,
    mapping: str | PathLike[str] | Mapping[str, Any] | None = None,
    rulebook: Rulebook | None = None,
    audit: int | None = None,
    memory_limit: str | None = None,
    spill: str | PathLike[str] | None = None,
) -> Screened:
    """Decide every row of tables; needs ``article41[tables]``.

    Args:
        data: a data frame, an Arrow table or a DuckDB relation, or the path of a file, a folder or a pattern; or a
            list of such.
        mapping: which column states what: the path of a YAML or TOML file in the form of docs/screen.md, or what such
            a file holds; None to go by the names of the columns.
        rulebook: the law to judge by; the shipped law if None.
        audit: decide again, by the single check, one row of each kind of finding and so many rows without findings.
        memory_limit: how much memory the database may use, like ``2GB``.
        spill: a folder for what does not fit.

    Raises:
        InputError: DuckDB is not installed, the data cannot be read, or nothing tells which column states what.
        EngineError: rows were lost, or the single check says otherwise; no answer is given.
        OSError: the disk or memory is full.
    """
    rules = Rulebook.default() if rulebook is None else rulebook
    many = list(data) if isinstance(data, (list, tuple)) else [data]
    life = Life()
    folder = None if spill is None else Path(spill)
    with session(life, memory_limit, folder) as here:

        def work() -> Screened:
            paths = [str(one) for one in many if isinstance(one, (str, PathLike))]
            shapes = here.files(paths, None, None) + here.objects(
                [x for x in many if not isinstance(x, (str, PathLike))]
            )
            settled = here.settle(shapes, mapping)
            run = here.run(Job(settled.mapping, rules, audit, verdicts=True), shapes)
            con = here.adapter.connection
            con.execute("SET preserve_insertion_order = true")
            for name in KINDS:
                con.execute(f"CREATE TABLE {name} AS {run.outputs.whole(name, '')}")
            tables = {name: con.table(name) for name in KINDS}
            return Screened(**tables, summary=run.counts.to_dict())

        return life.run(work, here.adapter)
