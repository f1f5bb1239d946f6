"""Rows decided a second time, by the single-transfer engine: the two must say the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from article41._errors import EngineError, InputError, Place, Problem
from article41._words import ExemptionStatus, Verdict
from article41.engine import check
from article41.engine._report import Finding
from article41.law import Rulebook
from article41.tables import COLUMNS, document_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from article41.tables import Decided, DuckDb

__all__ = ["Auditor"]

_MOST = 10
_Findings = dict[tuple[str, str], tuple[str, str]]
"""Provision and verdict -> the facts that it waits for, and the exemptions that make it."""
_MADE_BY = {Verdict.PERMITTED: ExemptionStatus.MET, Verdict.CONDITIONAL: ExemptionStatus.PROCEDURE_MISSING}


class Auditor:
    """Decides again what a run has decided.

    Args:
        adapter: the database.
        rulebook: the law.
        share: of rows without findings, how many in the whole run.
        wait: called now and then; it raises if the run is to stop.
    """

    def __init__(self, adapter: DuckDb, rulebook: Rulebook, share: int, wait: Callable[[], None]) -> None:
        self._adapter, self._rulebook, self._share, self._wait = adapter, rulebook, share, wait
        self._kinds: set[tuple[str, str, str, str]] = set()
        self.findings = self.others = 0
        self.differences: list[Problem] = []

    def batch(self, rows: str, decided: Decided, where: Callable[[int], Place], part: float) -> None:
        """Decide again one row of each kind of finding not met before, and a share of the rows without any.

        Args:
            rows: the table of canonical rows.
            decided: what was decided of them.
            where: the place of a row, by its key.
            part: which part of all rows of the run this batch is.
        """
        fetch = self._adapter.fetch
        kinds = fetch(
            f"SELECT provision, verdict, missing, exemption, MIN(row) FROM {decided.findings} "
            "GROUP BY provision, verdict, missing, exemption ORDER BY 1, 2, 3, 4"
        )
        new = [kind for kind in kinds if kind[:4] not in self._kinds]
        self._kinds.update(kind[:4] for kind in new)
        found = sorted({kind[4] for kind in new})
        count = -(-self._share * part // 1) if part else 0
        count = min(int(count), self._share - self.others)
        # The same rows in every run, and not the first ones.
        others = [
            row
            for (row,) in fetch(
                f"SELECT row FROM {rows} WHERE row NOT IN (SELECT row FROM {decided.findings}) "
                f"AND row NOT IN (SELECT row FROM {decided.refused}) "
                f"ORDER BY hash(row), row LIMIT {max(count, 0)}"
            )
        ]
        self._again(rows, decided, [*found, *others], where)
        self.findings += len(new)
        self.others += len(others)

    def _again(self, rows: str, decided: Decided, keys: list[int], where: Callable[[int], Place]) -> None:
        if not keys:
            return
        fetch = self._adapter.fetch
        listed = ", ".join(map(str, keys))
        columns = [column for column in self._adapter.columns(rows) if column in COLUMNS]
        stated = fetch(f"SELECT row, {', '.join(columns)} FROM {rows} WHERE row IN ({listed}) ORDER BY row")
        findings: dict[int, _Findings] = {row: {} for row in keys}
        for row, provision, verdict, missing, exemption in fetch(
            f"SELECT row, provision, verdict, missing, exemption FROM {decided.findings} WHERE row IN ({listed})"
        ):
            findings[row][provision, verdict] = missing, exemption
        verdicts = dict(fetch(f"SELECT row, verdict FROM {decided.verdicts} WHERE row IN ({listed})"))
        for row, *texts in stated:
            self._wait()
            document = document_of(dict(zip(columns, texts, strict=True)))
            self._compare(document, verdicts.get(row), findings[row], where(row))

    def _compare(self, document: Mapping[str, Any], verdict: str | None, found: _Findings, place: Place) -> None:
        try:
            report = check(document, rulebook=self._rulebook)
        except InputError as error:
            self.differences.append(
                Problem(f"the table says {_said(verdict, found)}; the single check refuses it: {error}", place)
            )
            return
        single = {
            (f.provision, f.verdict.value): ("|".join(sorted(f.missing_facts)), _made_by(f)) for f in report.findings
        }
        if (report.verdict.value, single) == (verdict, found):
            return
        self.differences.append(
            Problem(
                f"the table says {_said(verdict, found)}; the single check says {_said(report.verdict.value, single)}",
                place,
                f"a defect of article41: please report it with the transfer {dict(document)}",
            )
        )

    def close(self) -> None:
        """Raise if any answer differed.

        Raises:
            EngineError: with both answers.
        """
        if self.differences:
            raise EngineError(self.differences[:_MOST])


def _made_by(finding: Finding) -> str:
    wanted = _MADE_BY.get(finding.verdict)
    return "; ".join(exemption.id for exemption in finding.exemptions if exemption.status is wanted)


def _said(verdict: str | None, findings: _Findings) -> str:
    order = [v.value for v in Verdict]
    listed = sorted(findings.items(), key=lambda x: (order.index(x[0][1]), x[0]))
    shown = [
        f"{name} {said}"
        + (f" (waits for {wait.replace('|', ', ')})" if wait else "")
        + (f" (exemption {exemption})" if exemption else "")
        for (name, said), (wait, exemption) in listed
    ]
    return f"{verdict}: {'; '.join(shown) or 'no finding'}"
