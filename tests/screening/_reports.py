"""Runs of the command on the shipped table, for the tests of its reports."""

from __future__ import annotations

import csv
from pathlib import Path

from article41.__main__ import main

__all__ = ["MAPPING", "TABLE", "found", "grown", "screened"]

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "tables"
TABLE = FOLDER / "shipments-2023.csv"
MAPPING = FOLDER / "shipments-2023.yaml"


def screened(*more: object, table: Path = TABLE) -> int:
    """Run the command; return its code."""
    return main([str(one) for one in ("screen", table, "--mapping", MAPPING, *more)])


def found(folder: Path, table: Path = TABLE, name: str = "findings") -> list[dict[str, str]]:
    """Return the rows of one of the tables that a run writes."""
    paths = {one: folder / f"table-of-{one}.csv" for one in ("findings", "verdicts", "set-aside")}
    out = [x for one in ("verdicts", "set-aside") for x in (f"--{one}", paths[one])]
    screened("--quiet", "-o", paths["findings"], *out, table=table)
    with paths[name].open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def grown(path: Path, rows: int) -> Path:
    """Write the shipped table with its rows again and again."""
    head, *lines = TABLE.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([head, *(lines[n % len(lines)] for n in range(rows))]), encoding="utf-8")
    return path
