"""A run: inputs laid down, rows resolved, decided, counted and kept, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from article41._errors import Place
from article41._version import __version__
from article41._words import Verdict
from article41.engine._names import Names
from article41.law import Rulebook
from article41.model._limits import MAX_ITEMS
from article41.screening._aside import column_of, refused_rows, value_of
from article41.screening._audit import Auditor
from article41.screening._batch import BAD, RAW, Range, adder, bad_table, load
from article41.screening._cites import CITED, EXEMPTED, Cites
from article41.screening._counts import Counts
from article41.screening._life import Life
from article41.screening._mapping import TableMap
from article41.screening._outputs import Outputs
from article41.screening._resolve import Resolver
from article41.screening._staged import Shape, Staged, lay_down, quoted
from article41.tables import Decided, DuckDb, Screener

__all__ = ["BATCH", "Job", "Run"]

BATCH = 1_000_000
"""Rows that are decided at once."""
_UNSAID = "(not stated)"
_RANKS = "".join(f"WHEN {quoted(verdict.value)} THEN {verdict.gravity} " for verdict in Verdict)


class Job(NamedTuple):
    """What a run does.

    Attributes:
        mapping: how rows become transfers.
        rulebook: the law.
        audit: how many rows without findings are decided again; None for no audit at all.
        verdicts: whether a verdict for each row is kept.
        limit: told how many rows were read so far, before they are decided; raises if these are too many.
    """

    mapping: TableMap
    rulebook: Rulebook
    audit: int | None = None
    verdicts: bool = False
    limit: Callable[[int], None] | None = None


class Run:
    """One run.

    Args:
        job: what to do.
        adapter: the database.
        folder: an empty folder for what is kept in the meantime.
        life: whether it goes on.
    """

    def __init__(self, job: Job, adapter: DuckDb, folder: Path, life: Life) -> None:
        self._job, self._adapter, self._con, self._folder, self._life = job, adapter, adapter.connection, folder, life
        self.counts = Counts()
        self.outputs = Outputs(self._con, folder)
        self._aside = adder(self._con)
        self._resolver = Resolver(adapter, job.mapping, life.wait, self._aside)
        self._screener = Screener(job.rulebook, adapter)
        self._auditor = None
        if job.audit is not None:
            self._auditor = Auditor(adapter, job.rulebook, job.audit, life.wait)
        self._cites = Cites(adapter, job.rulebook)
        self._names = Names(job.rulebook.shard("registers"))
        self._has = job.mapping.stated()

    def go(self, shapes: Sequence[Shape]) -> None:
        """Decide every row of the inputs.

        Raises:
            InputError: an input cannot be read.
            EngineError: rows were lost, or the single engine says otherwise.
        """
        wanted = self._job.mapping.sources()
        staged: list[Staged] = []
        for shape in shapes:
            self._life.at(len(staged), len(shapes), "reading")
            # The number of a row is its place: what is laid down stays in order.
            self._con.execute("SET preserve_insertion_order = true")
            staged.append(lay_down(self._con, shape, wanted, self._folder, self._life.wait))
            self._con.execute("SET preserve_insertion_order = false")
        total = sum(one.size for one in staged)
        start = done = 0
        for number, one in enumerate(staged):
            before = self.counts.rows, self.counts.set_aside
            self._broken(number, one)
            for first in range(0, one.size, BATCH):
                self._life.at(done, total, "deciding")
                last = min(first + BATCH, one.size)
                self._batch(number, Range(one, start, first, last), (last - first) / total)
                done += last - first
            start += one.size
            rows, aside = self.counts.rows - before[0], self.counts.set_aside - before[1]
            self.counts.inputs.append({"source": one.label, "rows": rows, "set_aside": aside})
        self._life.at(total, total, "deciding")
        self._finish()

    def _finish(self) -> None:
        rulebook = self._job.rulebook
        if self._auditor is not None:
            self._auditor.close()
            self.counts.audited = {"findings": self._auditor.findings, "others": self._auditor.others}
        self.counts.prove()
        self.counts.about = {
            "library": __version__,
            "rulebook": {"version": rulebook.version, "digest": rulebook.digest},
            "columns": {field.target: field.source for field in self._job.mapping.all_fields()},
            "set": dict(self._job.mapping.constants),
            "guessed": self._job.mapping.guessed,
        }

    def _broken(self, number: int, staged: Staged) -> None:
        """Set aside the records that are no rows at all."""
        if not staged.bad:
            return
        self._adapter.create("s_broken", {"row": "BIGINT", "value": "VARCHAR", "reason": "VARCHAR"})
        self._adapter.append("s_broken", [(b.number, b.text, f"line {b.line}: {b.reason}") for b in staged.bad])
        self.outputs.add(
            "set_aside",
            f"SELECT {number} AS part, {quoted(staged.label)} AS source, row, CAST(NULL AS INTEGER) AS item, "
            'CAST(NULL AS VARCHAR) AS "column", value, reason FROM s_broken',
        )
        self.counts.rows += len(staged.bad)
        self.counts.set_aside += len(staged.bad)
        self.counts.count_reasons(("", bad.reason, 1) for bad in staged.bad)

    def _batch(self, number: int, part: Range, share: float) -> None:
        bad_table(self._con)
        self.counts.rows += load(self._con, self._job.mapping, part)
        if self._job.limit is not None:
            self._job.limit(self.counts.rows)
        rows = self._resolver.resolve()
        self._life.wait()
        decided = self._screener.decide(rows)
        self._refused(rows, decided)
        self._life.wait()
        if self._auditor is not None:
            self._auditor.batch(rows, decided, lambda row: self._place(part, row), share)
        # Where a row is one item there is nothing to take the gravest of.
        rank, grouped = f"CASE verdict {_RANKS}END", ""
        if self._job.mapping.items is not None:
            rank, grouped = f"MIN({rank})", " GROUP BY line"
        self._con.execute(
            f"CREATE OR REPLACE TEMP TABLE s_verdicts AS SELECT line, {rank} AS rank FROM "
            f"(SELECT row // {MAX_ITEMS} AS line, verdict FROM {decided.verdicts}) "
            f"WHERE line NOT IN (SELECT line FROM {BAD}){grouped}"
        )
        self._con.execute(
            f"CREATE OR REPLACE TEMP TABLE s_findings AS SELECT c.line, c.item, c.date, f.provision, f.regime, "
            f"f.verdict, f.missing, f.exemption FROM {decided.findings} f JOIN {rows} c ON f.row = c.row "
            f"WHERE c.line NOT IN (SELECT line FROM {BAD})"
        )
        self._count(rows)
        self._keep(number, part)

    def _place(self, part: Range, row: int) -> Place:
        found = self._adapter.fetch(f"SELECT number FROM s_source WHERE line = {row // MAX_ITEMS}")
        return Place(part.staged.label, pointer=f"row {found[0][0]}, item {row % MAX_ITEMS + 1}")

    def _refused(self, rows: str, decided: Decided) -> None:
        """Set aside what the law's own registers refuse: a name they do not know, a State that was no more."""
        columns = [column for column in self._adapter.columns(rows) if column in self._has]
        self._aside(refused_rows(decided.refused, rows, columns))

    def _count(self, rows: str) -> None:
        counts, fetch = self.counts, self._adapter.fetch
        verdicts = list(Verdict)
        for rank, count in fetch("SELECT rank, count(*) FROM s_verdicts GROUP BY rank"):
            counts.verdicts[verdicts[rank]] += count
        counts.set_aside += fetch(f"SELECT count(DISTINCT line) FROM {BAD}")[0][0]
        counts.items += fetch(f"SELECT count(*) FROM {rows} WHERE line NOT IN (SELECT line FROM {BAD})")[0][0]
        counts.findings += fetch("SELECT count(*) FROM s_findings")[0][0]
        for regime, verdict, count in fetch(
            "SELECT regime, verdict, count(DISTINCT line) FROM s_findings GROUP BY regime, verdict"
        ):
            counts.regimes[regime, Verdict(verdict)] += count
        for fact, count in fetch(
            "SELECT fact, count(DISTINCT line) FROM (SELECT f.line, unnest(string_split(f.missing, '|')) AS fact "
            "FROM s_findings f JOIN s_verdicts v ON f.line = v.line WHERE f.verdict = 'undetermined' "
            f"AND v.rank = {Verdict.UNDETERMINED.gravity} AND f.missing <> '') GROUP BY fact"
        ):
            counts.missing[fact] += count
        ends = [who if who in self._has else "NULL" for who in ("supplier_state", "recipient_state")]
        for origin, to, rank, count in fetch(
            f"SELECT a, b, rank, count(*) FROM (SELECT DISTINCT c.line, {ends[0]} AS a, {ends[1]} AS b, v.rank "
            f"FROM {rows} c JOIN s_verdicts v ON c.line = v.line WHERE v.rank <= {Verdict.CONDITIONAL.gravity}) "
            "GROUP BY a, b, rank"
        ):
            counts.corridors[self._code(origin), self._code(to), verdicts[rank]] += count
        reasons = fetch(f"SELECT name, reason, count(DISTINCT line) FROM {BAD} GROUP BY name, reason")
        counts.count_reasons((self._job.mapping.source_of(name), reason, count) for name, reason, count in reasons)

    def _code(self, text: str | None) -> str:
        if text is None:
            return _UNSAID
        codes = self._names.candidates(text)
        return codes[0] if len(codes) == 1 else text

    def _keep(self, number: int, part: Range) -> None:
        mapping, label = self._job.mapping, quoted(part.staged.label)
        key = f"s.c{mapping.sources().index(mapping.key)}" if mapping.key is not None else "CAST(NULL AS VARCHAR)"
        self._cites.learn()
        self.outputs.add(
            "findings",
            f"SELECT {label} AS source, s.number AS row, {key} AS key, CAST(f.item + 1 AS INTEGER) AS item, f.verdict, "
            f"f.regime, f.provision, t.cites AS citations, f.missing, {EXEMPTED} FROM s_findings f "
            f"JOIN s_source s ON f.line = s.line {CITED} "
            f"ORDER BY f.line, f.item, CASE f.verdict {_RANKS}END, f.regime, f.provision",
        )
        if self._job.verdicts:
            names = "".join(f"WHEN {verdict.gravity} THEN {quoted(verdict.value)} " for verdict in Verdict)
            self.outputs.add(
                "verdicts",
                f"SELECT {label} AS source, s.number AS row, {key} AS key, CASE v.rank {names}END AS verdict "
                "FROM s_verdicts v JOIN s_source s ON v.line = s.line ORDER BY v.line",
            )
        self.outputs.add(
            "set_aside",
            f"SELECT {number} AS part, {label} AS source, s.number AS row, CAST(b.item + 1 AS INTEGER) AS item, "
            f'{column_of(mapping)} AS "column", {value_of(mapping, "r")} AS value, b.reason FROM {BAD} b '
            f"JOIN s_source s ON b.line = s.line LEFT JOIN {RAW} r ON r.line = b.line AND r.item = b.item",
        )
