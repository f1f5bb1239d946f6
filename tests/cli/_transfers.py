"""Transfers that the small law of these tests gives each verdict."""

from __future__ import annotations

from typing import Any

from article41._words import ExitCode, Verdict

__all__ = ["BY_VERDICT", "CODES", "transfer"]


def transfer(identifier: str = "t", **changes: Any) -> dict[str, Any]:
    basis: dict[str, Any] = {
        "id": identifier,
        "date": "2020-01-01",
        "supplier": {"state": "BB"},
        "recipient": {"state": "AA"},
        "items": [{"type": "small_arms"}],
    }
    return {**basis, **changes}


BY_VERDICT = {
    Verdict.PROHIBITED: transfer("prohibited"),
    Verdict.UNDETERMINED: transfer("undetermined", recipient={"kind": "police"}),
    Verdict.CONDITIONAL: transfer("conditional", end_use={"purposes": ["livelihood"]}),
    Verdict.PERMITTED: transfer("permitted", items=[{"type": "food"}]),
    Verdict.OUT_OF_SCOPE: transfer("out_of_scope", recipient={"state": "BB"}, items=[{"type": "food"}]),
}
CODES = {
    Verdict.PROHIBITED: ExitCode.FINDINGS,
    Verdict.CONDITIONAL: ExitCode.FINDINGS,
    Verdict.UNDETERMINED: ExitCode.UNDETERMINED,
    Verdict.PERMITTED: ExitCode.CLEAR,
    Verdict.OUT_OF_SCOPE: ExitCode.CLEAR,
}
"""What the command exits with where that is the gravest verdict, unless told otherwise."""
