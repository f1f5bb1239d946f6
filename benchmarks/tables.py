"""``python -m benchmarks.tables --rows 1M,10M``: tables decided by the whole law, beside reading the same columns.

Of each size, in a process of its own, the shipments are written (see ``_shipments``; they are kept for the next run).
They are decided in batches: the first time, which includes building the clause table and learning every value, and
again with the values known. By turns with the latter the ten columns that decide are read: hashed, which works on the
dictionaries of the file and decodes nothing; joined to one text a row and hashed, which needs each value; fetched as
Arrow record batches; copied into a table; and, in another process, held in memory by Polars. Beside it the single
engine decides some of the rows in a loop. For the smallest size the table is also built from a part of the regimes
only, and each provision is tried as one expression in DuckDB and Polars (see ``_naive``).
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from article41.engine._check import Engine
from article41.law import Rulebook
from article41.model import parse_transfer
from article41.tables import DuckDb, Screener, document_of
from benchmarks._naive import beside_expressions
from benchmarks._shipments import DECISIVE, write_shipments
from benchmarks.shipments import count

_SHARES = (0.25, 0.5, 1.0)
_PATIENCE = 120
"""Seconds after which a form of expressions is given up."""
_RECORDS = 100_000
_POLARS = 20_000_000
"""Beyond so many rows the ten columns no longer fit in the memory of a laptop."""


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = act()
    return time.perf_counter() - start, result


def part_of(rulebook: Rulebook, share: float) -> Rulebook:
    """Return the law with only the first so many of its regimes, in an order that mixes large and small ones."""
    index = rulebook.shard("index")
    mixed = sorted(rulebook.regimes, key=lambda regime: regime[::-1])
    kept = set(mixed[: max(1, round(len(mixed) * share))])
    names = ("registers", "documents", "categories")
    shards: dict[str, Any] = {name: rulebook.shard(name) for name in names}
    shards |= {f"regime-{regime}": rulebook.regime(regime) for regime in rulebook.regimes if regime in kept}
    regimes = {regime: entry for regime, entry in index["regimes"].items() if regime in kept}
    return Rulebook({**shards, "index": {**index, "regimes": regimes}})


def decide_all(screener: Screener, adapter: DuckDb, rows: int, batch: int) -> dict[str, int]:
    """Decide every row, batch by batch; return how many findings have which verdict."""
    found: dict[str, int] = {}
    for first in range(0, rows, batch):
        adapter.view("batch", f"SELECT * FROM ships WHERE row >= {first} AND row < {first + batch}")
        decided = screener.decide("batch")
        for verdict, some in adapter.fetch(f"SELECT verdict, COUNT(*) FROM {decided.findings} GROUP BY verdict"):
            found[verdict] = found.get(verdict, 0) + some
    return found


def reads_of(adapter: DuckDb, rows: int, batch: int) -> dict[str, Callable[[], Any]]:
    """Return ways to read the ten columns of the view ``ships``, from the least to the most that is done."""
    columns = ", ".join(DECISIVE)

    def copy() -> None:
        # Batch by batch, as it is decided: the whole need not fit.
        for first in range(0, rows, batch):
            source = f"ships WHERE row >= {first} AND row < {first + batch}"
            adapter.materialise("copied", f"SELECT row, {columns} FROM {source}", of_source=True)

    def arrow() -> int:
        reader = adapter.connection.sql(f"SELECT {columns} FROM ships").to_arrow_reader(_RECORDS)
        return sum(records.num_rows for records in reader)

    together = ", ".join(f"coalesce({column}, '')" for column in DECISIVE)
    return {
        "ten columns hashed as dictionaries": lambda: adapter.fetch(f"SELECT bit_xor(hash({columns})) FROM ships"),
        "the ten values of each row joined to a text and hashed": lambda: adapter.fetch(
            f"SELECT bit_xor(hash(concat_ws('|', {together}))) FROM ships"
        ),
        "ten columns fetched as Arrow record batches": arrow,
        "ten columns copied into a table": copy,
    }


_READ = """
import sys, time, polars
start = time.perf_counter()
polars.read_parquet(sys.argv[2:], columns=sys.argv[1].split(","))
print(time.perf_counter() - start)
"""


def polars_read(files: list[Path]) -> float:
    """Return how long Polars takes to hold the ten columns in memory."""
    command = [sys.executable, "-c", _READ, ",".join(DECISIVE), *map(str, files)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure(rows: int, folder: Path, batch: int, turns: int, shares: bool, limit: str) -> None:
    """Print the figures of one size."""
    files = write_shipments(folder, rows)
    size = sum(file.stat().st_size for file in files)
    with tempfile.TemporaryDirectory() as spill:
        adapter = DuckDb(memory_limit=limit, spill=spill)
        listed = ", ".join(f"'{file}'" for file in files)
        adapter.view("ships", f"SELECT * FROM read_parquet([{listed}])")
        print(f"\n{rows:,} rows, {size / 1e6:,.0f} MB of Parquet, batches of {batch:,}, memory limit {limit}")

        def cold() -> tuple[Screener, dict[str, int]]:
            made = Screener(None, adapter)
            return made, decide_all(made, adapter, rows, batch)

        spent, (screener, found) = _timed(cold)
        readers = reads_of(adapter, rows, batch)
        seen: dict[str, list[float]] = {name: [] for name in readers}
        decided = [_timed(lambda: decide_all(screener, adapter, rows, batch))[0] for _ in range(turns)]
        # The greatest so far: the reads that come now are not part of deciding.
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        for _ in range(turns):
            decided.append(_timed(lambda: decide_all(screener, adapter, rows, batch))[0])
            for name, reader in readers.items():
                seen[name].append(_timed(reader)[0])
        reads = {name: statistics.median(some) for name, some in seen.items()}
        deciding = statistics.median(decided)
        print(f"  decide, first time: {spent:.2f} s ({rows / spent / 1e6:.2f} M rows/s)")
        print(f"  decide, values known: {deciding:.2f} s ({rows / deciding / 1e6:.2f} M rows/s)")
        for name, reading in reads.items():
            print(f"  {name}: {reading:.2f} s; deciding takes {deciding / reading:.1f} times that")
        if rows <= _POLARS:
            reading = polars_read(files)
            print(
                f"  read_parquet of Polars, a process of its own: {reading:.2f} s; {deciding / reading:.1f} times that"
            )
        print(f"  {len(screener.table.provisions)} provisions, findings: {dict(sorted(found.items()))}")
        print(f"  peak RSS: {peak:,.0f} MB")
        beside(adapter)
        if shares:
            parts(adapter, rows, batch)
            beside_expressions(adapter, Path(spill), limit=_PATIENCE)


def beside(adapter: DuckDb) -> None:
    """Print how fast the single engine decides rows of the same table, one by one."""
    names = ["row", *DECISIVE]
    rows = adapter.fetch(f"SELECT {', '.join(names)} FROM ships WHERE row < 1000 ORDER BY row")
    engine = Engine(Rulebook.default(), durable=False)
    documents = [document_of(dict(zip(names, row, strict=True))) for row in rows]
    spent, _ = _timed(lambda: [engine.check(parse_transfer(document)) for document in documents])
    print(f"  single engine (closures), one by one: {len(rows) / spent:,.0f} rows/s")


def parts(adapter: DuckDb, rows: int, batch: int) -> None:
    """Print what a part of the law costs."""
    for share in _SHARES:
        screener = Screener(part_of(Rulebook.default(), share), adapter)
        decide_all(screener, adapter, rows, batch)
        again = partial(decide_all, screener, adapter, rows, batch)
        spent = min(_timed(again)[0] for _ in range(3))
        table = screener.table
        print(f"  {len(table.provisions)} provisions, {len(table.clauses):,} clauses by act: {spent:.2f} s")


def main() -> None:
    """Read the arguments and run each size in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tables", description=__doc__)
    parser.add_argument("--rows", default="1M,10M", help="sizes, like 1M,10M,100M")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "article41-shipments")
    parser.add_argument("--batch", default="5M", help="rows of a batch")
    parser.add_argument("--turns", type=int, default=3, help="turns after the first")
    parser.add_argument("--memory-limit", default="512MB")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--shares", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    sizes = [count(text) for text in options.rows.split(",")]
    if options.one:
        limit = options.memory_limit
        measure(sizes[0], options.folder, count(options.batch), options.turns, options.shares, limit)
        return
    for number, size in enumerate(sizes):
        command = [sys.executable, "-m", "benchmarks.tables", "--one", "--rows", str(size), "--batch", options.batch]
        command += ["--folder", str(options.folder), "--turns", str(options.turns)]
        command += ["--memory-limit", options.memory_limit, *(["--shares"] if number == 0 else [])]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
