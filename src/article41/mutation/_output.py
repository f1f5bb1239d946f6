"""What a run found, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from article41.law._provision import Regime
from article41.mutation._run import Result, line_of

__all__ = ["as_json", "as_text"]

_HEAD = ("regime", "cases", "mutants", "killed", "proved equal", "listed equal", "survive", "share", "seconds")


def as_text(results: Sequence[Result], regimes: dict[str, Regime], folder: Path, survivors: bool) -> str:
    """Return a table, a line a regime, and below it the survivors and what is wrong."""
    rows = [_HEAD, *(_row(result) for result in results)]
    if len(results) > 1:
        rows.append(_row(_total(results)))
    widths = [max(len(row[n]) for row in rows) for n in range(len(_HEAD))]
    lines = [
        "  ".join(
            cell.ljust(w) if n == 0 else cell.rjust(w) for n, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    for result in results:
        lines += [str(problem) for problem in result.problems]
        if survivors:
            for mutant in result.survivors:
                lines.append(f"{line_of(mutant, regimes[result.regime], folder)}: {mutant.says}")
                lines.append(f"    {mutant.id}")
    return "\n".join(lines)


def _row(result: Result) -> tuple[str, ...]:
    counts = (
        result.cases,
        result.mutants,
        result.killed,
        len(result.proved),
        len(result.listed),
        len(result.survivors),
    )
    # Rounded down: what is not all is never shown as 100 %.
    share = int(result.share * 1000) / 10
    return (result.regime, *(str(count) for count in counts), f"{share:.1f} %", f"{result.seconds:.1f}")


def _total(results: Sequence[Result]) -> Result:
    total = Result(
        "all", sum(r.mutants for r in results), sum(r.cases for r in results), sum(r.killed for r in results)
    )
    for result in results:
        total.proved += result.proved
        total.listed += result.listed
        total.survivors += result.survivors
        total.seconds += result.seconds
    return total


def as_json(results: Sequence[Result], regimes: dict[str, Regime], folder: Path) -> dict[str, Any]:
    """Return the whole outcome as JSON-able data."""
    return {"schema": "article41/mutation/1", "regimes": [_result(r, regimes[r.regime], folder) for r in results]}


def _result(result: Result, regime: Regime, folder: Path) -> dict[str, Any]:
    return {
        "regime": result.regime,
        "cases": result.cases,
        "mutants": result.mutants,
        "killed": result.killed,
        "share": round(result.share, 6),
        "proved_equivalent": [{"id": mutant.id, "why": why} for mutant, why in result.proved],
        "listed_equivalent": [{"id": mutant.id, "why": why} for mutant, why in result.listed],
        "survivors": [
            {"id": m.id, "kind": m.kind, "says": m.says, "at": str(line_of(m, regime, folder))}
            for m in result.survivors
        ],
        "problems": [str(problem) for problem in result.problems],
        "seconds": round(result.seconds, 3),
    }
