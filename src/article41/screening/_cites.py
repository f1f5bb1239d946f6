"""What findings cite: by provision, and by what had been adopted on their day."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from article41.law import Rulebook
from article41.law._cite import canonical_paragraph
from article41.model import PartialDate
from article41.tables import Adapter

__all__ = ["Cites"]


class Cites:
    """The citations of each provision as they stand on a day: only what had been adopted by then can be cited."""

    def __init__(self, adapter: Adapter, rulebook: Rulebook) -> None:
        self._adapter = adapter
        cites: dict[str, list[list[Any]]] = {
            provision["id"]: provision["cites"]
            for regime in rulebook.regimes
            for provision in rulebook.regime(regime)["provisions"]
        }
        self._adopted = sorted({cite[3] for some in cites.values() for cite in some})
        adapter.create("s_days", {"date": "VARCHAR", "bucket": "INTEGER"})
        adapter.create("s_cites", {"provision": "VARCHAR", "bucket": "INTEGER", "cites": "VARCHAR"})
        self._cites = cites

    def learn(self) -> None:
        """Add the days and provisions of the findings in ``s_findings`` to ``s_days`` and ``s_cites``."""
        new = self._adapter.fetch(
            "SELECT DISTINCT f.date FROM s_findings f LEFT JOIN s_days d ON f.date = d.date WHERE d.date IS NULL"
        )
        self._adapter.append("s_days", [(day, bisect_right(self._adopted, PartialDate(day).last)) for (day,) in new])
        pairs = self._adapter.fetch(
            "SELECT DISTINCT f.provision, d.bucket FROM s_findings f JOIN s_days d ON f.date = d.date "
            "LEFT JOIN s_cites t ON f.provision = t.provision AND d.bucket = t.bucket WHERE t.provision IS NULL"
        )
        self._adapter.append("s_cites", [(name, bucket, self._text(name, bucket)) for name, bucket in pairs])

    def _text(self, provision: str, bucket: int) -> str:
        last = self._adopted[bucket - 1] if bucket else 0
        cited = [cite for cite in self._cites[provision] if cite[3] <= last]
        return "; ".join(f"{cite[0]} {canonical_paragraph(cite[1]) or cite[1]}".rstrip() for cite in cited)
