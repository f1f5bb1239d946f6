"""The provisions as one expression each, in DuckDB and in Polars: what the clause table is measured against.

Both are generated from the same compiled clauses and stand over the same bits, a row's that are certain and those that
are possible, in a Parquet file. They say of each row and provision whether it reaches the row surely or perhaps, and
count that; exemptions, missing facts and citations are left out. Each runs in a process of its own, which can be
stopped: ``python -m benchmarks._naive duckdb|polars FILE``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from article41.law import Rulebook
from article41.tables import ClauseTable, DuckDb, Screener
from article41.tables._law_steps import pairs_step, reached_step
from article41.tables._layout import ALWAYS

__all__ = ["beside_expressions"]

Counts = dict[str, list[int]]
"""Provision -> how many rows it reaches surely, and how many perhaps."""
_Conditions = dict[int, list[tuple[Sequence[int], Sequence[int], list[int]]]]


def _conditions(table: ClauseTable) -> _Conditions:
    """Return the clauses of each provision: bits that must be there, bits that must not, and of which acts."""
    grouped: dict[int, dict[tuple[Any, Any], list[int]]] = defaultdict(lambda: defaultdict(list))
    for clause in table.clauses:
        grouped[clause.provision][clause.present, clause.absent].append(clause.act)
    return {number: [(*masks, acts) for masks, acts in some.items()] for number, some in grouped.items()}


def _duckdb(table: ClauseTable, file: Path) -> Counts:
    import duckdb

    def holds(present: Sequence[int], absent: Sequence[int], acts: list[int], have: str, have_not: str) -> str:
        tests = [f"act IN ({', '.join(map(str, acts))})"]
        tests += [f"({have}_{w} & {mask}) = {mask}" for w, mask in enumerate(present) if mask]
        tests += [f"({have_not}_{w} & {mask}) = 0" for w, mask in enumerate(absent) if mask]
        return f"({' AND '.join(tests)})"

    columns = []
    for number, clauses in _conditions(table).items():
        sure = " OR ".join(holds(*clause, "t", "n") for clause in clauses)
        perhaps = " OR ".join(holds(*clause, "n", "t") for clause in clauses)
        columns.append(f"CASE WHEN {sure} THEN 2 WHEN {perhaps} THEN 1 ELSE 0 END AS p{number}")
    counted = ", ".join(f"count(*) FILTER (p{n} = {reach})" for n in _conditions(table) for reach in (2, 1))
    con = duckdb.connect()
    found = con.execute(f"SELECT {counted} FROM (SELECT {', '.join(columns)} FROM '{file}')").fetchone() or ()
    return {table.provisions[n].id: list(found[2 * k : 2 * k + 2]) for k, n in enumerate(_conditions(table))}


def _polars(table: ClauseTable, file: Path) -> Counts:
    import polars as pl

    def holds(present: Sequence[int], absent: Sequence[int], acts: list[int], have: str, have_not: str) -> pl.Expr:
        tests = [pl.col("act").is_in(acts)]
        tests += [(pl.col(f"{have}_{w}") & mask) == mask for w, mask in enumerate(present) if mask]
        tests += [(pl.col(f"{have_not}_{w}") & mask) == 0 for w, mask in enumerate(absent) if mask]
        return pl.all_horizontal(tests)

    counted = []
    for number, clauses in _conditions(table).items():
        sure = pl.any_horizontal([holds(*clause, "t", "n") for clause in clauses])
        perhaps = pl.any_horizontal([holds(*clause, "n", "t") for clause in clauses])
        counted += [sure.sum().alias(f"s{number}"), (perhaps & ~sure).sum().alias(f"p{number}")]
    found = pl.read_parquet(file).select(counted).row(0, named=True)
    return {table.provisions[n].id: [found[f"s{n}"], found[f"p{n}"]] for n in _conditions(table)}


def _table(adapter: DuckDb, screener: Screener, source: str) -> Counts:
    """Return the same by the clause table: the two steps that decide it, and the rows of each signature counted."""
    table = screener.table
    always = any(clause.guard == ALWAYS for clause in table.clauses)
    adapter.materialise("a41_pairs", pairs_step((g.word for g in table.guards), always))
    adapter.materialise("a41_reached", reached_step(table))
    found = adapter.fetch(
        "SELECT p.id, count(*) FILTER (r.reach = 2), count(*) FILTER (r.reach = 1) FROM a41_reached r "
        f"JOIN a41_provisions p ON r.provision = p.provision JOIN {source} s ON r.sig = s.sig GROUP BY p.id"
    )
    return {name: [sure, perhaps] for name, sure, perhaps in found}


def beside_expressions(adapter: DuckDb, folder: Path, limit: float) -> None:
    """Print what the forms take, over the rows of the view ``ships`` that pass the filter, and over all of them."""
    for all_rows in (False, True):
        screener = Screener(None, adapter)
        if all_rows:
            screener._prefilter.where = lambda present: ("", "TRUE")  # type: ignore[method-assign]
        screener.decide("ships")
        file = folder / "bits.parquet"
        names = ", ".join(f"v.{kind}_{w}" for w in range(screener.table.layout.words) for kind in "tn")
        rows = "a41_row r JOIN a41_bits v ON r.sig = v.sig"
        adapter.connection.execute(f"COPY (SELECT v.act, {names} FROM {rows}) TO '{file}' (FORMAT parquet)")
        (count,) = adapter.fetch("SELECT COUNT(*) FROM a41_row")[0]
        many = len(_conditions(screener.table))
        print(f"  {many} expressions beside the clause table, {'all' if all_rows else 'filtered'}: {count:,} rows")
        start = time.perf_counter()
        ours = _table(adapter, screener, "a41_row")
        print(f"    clause table: {time.perf_counter() - start:.2f} s")
        for form in ("duckdb", "polars"):
            print(f"    {form}: {_run(form, file, limit, ours)}", flush=True)
        file.unlink()


def _run(form: str, file: Path, limit: float, ours: Counts) -> str:
    command = [sys.executable, "-m", "benchmarks._naive", form, str(file)]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return f"not finished in {limit:.0f} s"
    if done.returncode:
        return f"failed: {done.stderr.strip().splitlines()[-1:]}"
    told = json.loads(done.stdout)
    theirs = {name: counts for name, counts in told["counts"].items() if any(counts)}
    same = "the same counts" if theirs == ours else "OTHER COUNTS"
    return f"{told['seconds']:.2f} s, {told['peak']:,.0f} MB, {same} for {len(ours)} provisions"


def main() -> None:
    """Run one form over a file of bits, and print its seconds and counts."""
    import resource

    table = ClauseTable(Rulebook.default())
    start = time.perf_counter()
    counts = {"duckdb": _duckdb, "polars": _polars}[sys.argv[1]](table, Path(sys.argv[2]))
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak": peak, "counts": counts}))


if __name__ == "__main__":
    main()
