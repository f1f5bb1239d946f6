"""Tables for tests: written in any format, and what came of them as plain values."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from article41 import Rulebook
from article41.screening import Screened

__all__ = ["CLEAR", "ROWS", "rulebook", "told", "write"]

LAW = Path(__file__).parents[1] / "cli" / "law"
CLEAR = {"screening_un_lists": "clear"}

ROWS: list[dict[str, str | None]] = [
    {"key": "a", "day": "2020-01-01", "from": "BB", "to": "AA", "what": "small_arms", "use": None},
    {"key": "b", "day": "2020-01-01", "from": "BB", "to": "AA", "what": "small_arms", "use": "livelihood"},
    {"key": "c", "day": "2020-01-01", "from": "BB", "to": "AA", "what": "food", "use": None},
    {"key": "d", "day": "2020-01-01", "from": "BB", "to": "BB", "what": "food", "use": None},
    {"key": "e", "day": "2020-01", "from": "Beland", "to": None, "what": "small_arms", "use": None},
]
"""Rows that the small law gives each verdict: prohibited, conditional, permitted, out of scope, undetermined."""
COLUMNS = {
    "date": "day",
    "supplier_state": "from",
    "recipient_state": "to",
    "item_type": "what",
    "end_use_purposes": "use",
}
MAPPING: dict[str, Any] = {"columns": COLUMNS, "key": "key"}


@cache
def rulebook() -> Rulebook:
    """Return the small law of the tests of the command."""
    return Rulebook.load(LAW, shipped=False)


def write(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """Write rows in the format that the name of the file tells."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, restval="")
            writer.writeheader()
            writer.writerows(rows)
    else:
        path.with_suffix(".jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    if path.suffix == ".parquet":
        lines = path.with_suffix(".jsonl")
        with duckdb.connect() as con:
            con.execute(f"COPY (SELECT * FROM read_json('{lines}')) TO '{path}' (FORMAT parquet)")
        lines.unlink()
    return path


def told(screened: Screened) -> dict[str, Any]:
    """Return what came of a screening, but for the name of its source."""
    return {
        "findings": [row[1:] for row in screened.findings.fetchall()],
        "verdicts": [row[1:] for row in screened.verdicts.fetchall()],
        "set_aside": [row[1:] for row in screened.set_aside.fetchall()],
        "verdict": screened.verdict,
        "counts": {key: screened.summary[key] for key in ("rows", "verdicts", "set_aside", "items", "findings")},
    }
