"""Spark decides as the single engine does: the same SQL in its dialect, in local mode."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from article41.engine._check import Engine
from article41.law import Rulebook
from article41.law._rulebook import shipped_rules
from article41.tables import Screener, Spark
from tests._spark import MARKS, local_session
from tests.naive._draw_rules import draw_rulebook
from tests.naive._pools import pools_of
from tests.naive._rules import Rules, load_rules, write_rules
from tests.tables._rows import decide, row_of, told
from tests.tables.test_equal import differences, draw_rows, naive, rolled, single

pytest.importorskip("pyspark")
pytest.importorskip("sqlglot")
pytestmark = MARKS


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    with local_session() as session:
        yield session


def _tables(session: Any, rulebook: Rulebook, documents: list[dict[str, Any]]) -> list[dict[str, Any] | None]:
    adapter = Spark(session)
    screener = Screener(rulebook, adapter)
    return told(adapter, decide(screener, adapter, [row_of(d) for d in documents]), len(documents))


def test_the_shipped_law(session: Any) -> None:
    documents = draw_rows(rolled(41), pools_of(load_rules(shipped_rules())), 150)
    tables = _tables(session, Rulebook.default(), documents)
    engine = Engine(Rulebook.default(), durable=False)
    found = differences(documents, tables=tables, single=[single(engine, document) for document in documents])
    assert not found, found
    assert sum(len(row["findings"]) for row in tables if row) > 500


def test_a_random_rulebook(session: Any, tmp_path: Path) -> None:
    data = draw_rulebook(rolled(41))
    rules = Rules(data)
    write_rules(data, tmp_path / "rules")
    rulebook = Rulebook.load(tmp_path / "rules", shipped=False)
    documents = draw_rows(rolled(42), pools_of(rules), 60)
    tables = _tables(session, rulebook, documents)
    engine = Engine(rulebook, durable=False)
    found = differences(
        documents,
        tables=tables,
        single=[single(engine, document) for document in documents],
        naive=[naive(rules, document) for document in documents],
    )
    assert not found, found
    assert any(row["findings"] for row in tables if row)
