"""What came of a run, counted batch by batch: enough to show that every row was decided or set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from article41._errors import EngineError
from article41._words import Verdict

__all__ = ["FORM", "Counts"]

FORM = "article41/screen/1"
"""The name of the form of ``to_dict``."""
_GRAVE = (Verdict.PROHIBITED, Verdict.CONDITIONAL, Verdict.UNDETERMINED)
MOST = 20
_REASONS = 20_000
"""So many corridors and reasons are shown."""


class Counts:
    """The figures of a run.

    Attributes:
        rows: rows that were read, set aside or not.
        items: items that were decided.
        set_aside: rows that were not decided.
        findings: findings that were written.
        verdicts: verdict -> rows.
        missing: missing fact -> undetermined rows whose findings wait for it.
        regimes: (regime, verdict) -> rows.
        corridors: (from, to, verdict) -> rows.
        reasons: (column, reason) -> rows set aside for it.
        audited: findings and other rows that were decided again by the single engine, with the same answer.
    """

    def __init__(self) -> None:
        self.rows = self.items = self.set_aside = self.findings = 0
        self.verdicts: Counter[Verdict] = Counter()
        self.missing: Counter[str] = Counter()
        self.regimes: Counter[tuple[str, Verdict]] = Counter()
        self.corridors: Counter[tuple[str, str, Verdict]] = Counter()
        self.reasons: Counter[tuple[str, str]] = Counter()
        self.audited = {"findings": 0, "others": 0}
        self.inputs: list[dict[str, Any]] = []
        self.about: dict[str, Any] = {}

    def count_reasons(self, found: Iterable[tuple[str, str, int]]) -> None:
        """Count reasons for which rows were set aside; of very many, those that are rare are let go."""
        for column, reason, rows in found:
            self.reasons[column, reason] += rows
        if len(self.reasons) > _REASONS:
            self.reasons = Counter(dict(sorted(self.reasons.items(), key=lambda x: (-x[1], x[0]))[: _REASONS // 2]))

    def prove(self) -> None:
        """Raise if a row was lost.

        Raises:
            EngineError: the rows that were read are not those that were decided and set aside.
        """
        decided = sum(self.verdicts.values())
        if decided + self.set_aside != self.rows:
            raise EngineError(f"{self.rows} rows were read, {decided} decided and {self.set_aside} set aside")

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as JSON has them; the same run gives the same."""
        return {
            "schema": FORM,
            **self.about,
            "inputs": self.inputs,
            "rows": self.rows,
            "verdicts": {verdict.value: self.verdicts[verdict] for verdict in Verdict},
            "set_aside": self.set_aside,
            "items": self.items,
            "findings": self.findings,
            "undetermined_by_missing_fact": [
                {"fact": fact, "rows": rows} for fact, rows in sorted(self.missing.items(), key=lambda x: (-x[1], x[0]))
            ],
            "regimes": [
                {"regime": regime, **{verdict.value: self.regimes[regime, verdict] for verdict in Verdict}}
                for regime in self.regimes_hit()
            ],
            "corridors": [
                {"from": origin, "to": to, **counts}
                for (origin, to), counts in list(self.corridors_hit().items())[:MOST]
            ],
            "set_aside_by_reason": [
                {"column": column, "reason": reason, "rows": rows}
                for (column, reason), rows in sorted(self.reasons.items(), key=lambda x: (-x[1], x[0]))[:MOST]
            ],
            "audited": self.audited,
        }

    def regimes_hit(self) -> list[str]:
        """Return the regimes with findings, those with the most rows first."""
        total: Counter[str] = Counter()
        for (regime, _), rows in self.regimes.items():
            total[regime] += rows
        return [regime for regime, _ in sorted(total.items(), key=lambda x: (-x[1], x[0]))]

    def corridors_hit(self) -> dict[tuple[str, str], dict[str, int]]:
        """Return (from, to) -> verdict -> rows, where any are grave, those with the most prohibited rows first."""
        pairs: dict[tuple[str, str], dict[str, int]] = {}
        for (origin, to, verdict), rows in self.corridors.items():
            if verdict in _GRAVE:
                pairs.setdefault((origin, to), {v.value: 0 for v in _GRAVE})[verdict.value] += rows
        return dict(sorted(pairs.items(), key=lambda x: (*(-rows for rows in x[1].values()), x[0])))
