"""DuckDB as an adapter: its options, and how it is stopped."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import duckdb
import pytest

from article41 import InputError
from article41.tables import DuckDb


def test_its_options(tmp_path: Path) -> None:
    adapter = DuckDb(memory_limit="256MB", spill=tmp_path / "it's", threads=1)
    found = adapter.fetch(
        "SELECT current_setting('memory_limit'), current_setting('temp_directory'), current_setting('threads')"
    )
    assert found == [("244.1 MiB", str(tmp_path / "it's"), 1)]


def test_a_connection_that_is_there(tmp_path: Path) -> None:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE mine AS SELECT 1 AS row")
    adapter = DuckDb(connection)
    assert adapter.connection is connection
    assert adapter.columns("mine") == ["row"]
    settings = "SELECT current_setting('preserve_insertion_order'), current_setting('disabled_optimizers')"
    connection.execute("SET disabled_optimizers = 'in_clause'")
    DuckDb(connection).materialise("a41_other", "SELECT * FROM mine")
    # Its order may mean something to whom it belongs, and so may its settings.
    assert connection.execute(settings).fetchall() == [(True, "in_clause")]


def test_it_can_be_stopped() -> None:
    adapter = DuckDb(threads=1)
    stopped = threading.Event()

    def work() -> None:
        try:
            adapter.materialise(
                "much", "SELECT COUNT(*) FROM range(100000) a, range(10000000) b WHERE a.range + b.range < 0"
            )
        except duckdb.InterruptException:
            stopped.set()

    worker = threading.Thread(target=work)
    worker.start()
    while not stopped.wait(0.05):
        adapter.interrupt()
    worker.join()
    assert adapter.fetch("SELECT 1") == [(1,)]


def test_rows_are_added_as_they_are() -> None:
    adapter = DuckDb(threads=1)
    adapter.create("t", {"a": "VARCHAR", "b": "BIGINT"})
    adapter.append("t", [])
    adapter.append("t", [("x'; DROP TABLE t; --", 2**61), (None, None)])
    assert adapter.fetch("SELECT a, b FROM t ORDER BY b") == [("x'; DROP TABLE t; --", 2**61), (None, None)]


def test_it_must_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(InputError, match=r"article41\[tables\]"):
        DuckDb()
