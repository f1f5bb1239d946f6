"""Documents as canonical rows, for tests: the way back from ``document_of``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from article41.tables import COLUMNS, Adapter, Decided, Screener

__all__ = ["decide", "row_of", "told"]


def _at(document: Any, pointer: str) -> Any:
    for name in pointer[1:].split("/"):
        if name == "0":
            document = document[0]
        elif not isinstance(document, Mapping) or name not in document:
            return None
        else:
            document = document[name]
    return document


def row_of(document: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the row that means ``document``, a transfer of one item."""
    row: dict[str, str | None] = {}
    for column in COLUMNS.values():
        value = _at(document, column.pointer)
        if value is None:
            row[column.name] = None
        elif column.kind == "mark":
            row[column.name] = "true"
        elif column.kind == "json":
            row[column.name] = json.dumps(value)
        elif column.kind == "list":
            row[column.name] = "|".join(value)
        elif column.kind == "flag":
            row[column.name] = "true" if value else "false"
        else:
            row[column.name] = str(value)
    return row


def decide(screener: Screener, adapter: Adapter, rows: Sequence[Mapping[str, Any]]) -> Decided:
    """Decide rows, numbered from 0."""
    stated = [column for column in COLUMNS if any(row.get(column) is not None for row in rows)]
    columns = list(dict.fromkeys(["date", "item_type", *stated]))
    adapter.create("batch", {"row": "BIGINT", **dict.fromkeys(columns, "VARCHAR")})
    adapter.append("batch", [(n, *(row.get(column) for column in columns)) for n, row in enumerate(rows)])
    return screener.decide("batch")


def told(adapter: Adapter, decided: Decided, count: int) -> list[dict[str, Any] | None]:
    """Return for each row its verdict and its findings (provision -> verdict -> what it waits for and which exemptions
    make it); None if refused.
    """
    out: list[dict[str, Any] | None] = [None] * count
    for row, verdict in adapter.fetch(f"SELECT row, verdict FROM {decided.verdicts}"):
        assert out[row] is None
        out[row] = {"verdict": verdict, "findings": {}}
    for row, provision, verdict, missing, exemption in adapter.fetch(
        f"SELECT row, provision, verdict, missing, exemption FROM {decided.findings}"
    ):
        found = out[row]
        assert found is not None
        assert verdict not in found["findings"].setdefault(provision, {})
        found["findings"][provision][verdict] = {
            "missing": missing.split("|") if missing else [],
            "exemption": exemption.split("; ") if exemption else [],
        }
    refused = {row for (row,) in adapter.fetch(f"SELECT DISTINCT row FROM {decided.refused}")}
    assert refused == {n for n, found in enumerate(out) if found is None}
    return out
