"""A Spark data frame with the columns of its owner: mapped, decided and told as the embedded database does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from article41 import screen
from article41._errors import InputError
from article41.screening import screen_frame
from tests._spark import MARKS, local_session
from tests.screening._tables import CLEAR, COLUMNS, ROWS, rulebook, write

pytest.importorskip("pyspark")
pytest.importorskip("sqlglot")
pytestmark = MARKS
HOW: dict[str, Any] = {
    "columns": {
        **COLUMNS,
        "item_quantity_amount": "how many",
        "item_hs": {"from": "code", "blank": "absent"},
        "intermediaries_1_state": {"from": "broker", "blank": "none"},
        "intermediaries_2_role": "role",
    },
    "set": {
        **CLEAR,
        "item_quantity_unit": "kg",
        "intermediaries_1_role": "broker",
        "intermediaries_1_name": 'A "B" \\ C\'s',
    },
    "key": "key",
}


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    with local_session() as session:
        yield session


def _rows() -> list[dict[str, Any]]:
    rng = random.Random(5)
    odd = {
        "day": ["01/02/2023", "", " 2020-02-30 ", None, "2019", "\u00a02020-06-01\n"],
        "to": ["Congo", "AA", " BB", "Beland", "nowhere at all"],
        "what": ["small_arms", "thing", "food"],
    }
    out = []
    for n in range(120):
        row: dict[str, Any] = {
            **rng.choice(ROWS),
            "key": f"k{n}",
            "how many": rng.choice([None, "1", "2.50", "x", "-1"]),
        }
        row["broker"] = rng.choice([None, "", "AA", "BB", "AA", "nobody's land"])
        row["role"] = rng.choice([None, "agent", "Freight forwarder"])
        row["code"] = rng.choice([None, "9306", "93.06", "12"])
        if rng.random() < 0.3:
            column = rng.choice(list(odd))
            row[column] = rng.choice(odd[column])
        out.append(row)
    return out


def _sorted(rows: list[tuple[Any, ...]]) -> list[tuple[str, ...]]:
    return sorted(tuple(map(str, row)) for row in rows)


def test_as_the_embedded_database(session: Any, tmp_path: Path) -> None:
    rows = _rows()
    names = list(rows[0])
    schema = ", ".join(f"`{name}` string" for name in names)
    frame = session.createDataFrame([tuple(row[name] for name in names) for row in rows], schema)
    found = screen_frame(frame, HOW, rulebook=rulebook())
    beside = screen(write(tmp_path / "rows.parquet", rows), mapping=HOW, rulebook=rulebook())
    told = {
        "findings": "key, verdict, regime, provision, array_to_string(citations, '; '), array_to_string(missing, '|'), "
        + ", ".join(f"array_to_string({name}, '; ')" for name in ("exemption", "exemption_citation", "needs")),
        "verdicts": "key, verdict",
    }
    for name, columns in told.items():
        expected = getattr(beside, name).project(columns).fetchall()
        assert len(expected) > 20
        assert _sorted([tuple(row) for row in getattr(found, name).collect()]) == _sorted(expected)
    keys = {n: row["key"] for n, row in enumerate(rows, 1)}
    aside = [(keys[row], *rest) for row, *rest in beside.set_aside.project('row, "column", value, reason').fetchall()]
    assert len(aside) > 5
    assert _sorted([tuple(row) for row in found.set_aside.collect()]) == _sorted(aside)
    assert found.counts["rows"] == len(rows)
    assert found.counts["set_aside"] == beside.summary["set_aside"]


def test_spark_writes_what_was_found(session: Any, tmp_path: Path) -> None:
    frame = session.createDataFrame(
        [(n, row["day"], row["from"], row["to"], row["what"]) for n, row in enumerate(ROWS)],
        "`no` int, day string, `from` string, `to` string, what string",
    )
    columns = {name: column for name, column in COLUMNS.items() if column != "use"}
    found = screen_frame(frame, {"columns": columns, "set": CLEAR, "key": "no"}, rulebook=rulebook())
    out = tmp_path / "found"
    found.findings.write.option("compression", "zstd").parquet(str(out))
    assert session.read.parquet(str(out)).count() == found.counts["findings"] > 0


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"columns": COLUMNS}, "which column names a row"),
        ({"columns": {**COLUMNS, "recipient_state": "too"}, "key": "key"}, "no column 'too'"),
    ],
)
def test_a_mapping_that_does_not_fit(session: Any, how: dict[str, Any], told: str) -> None:
    frame = session.createDataFrame(
        [tuple("abcdef")], "key string, day string, `from` string, `to` string, what string, use string"
    )
    with pytest.raises(InputError, match=told):
        screen_frame(frame, how, rulebook=rulebook())
