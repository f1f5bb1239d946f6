"""What findings cite: by provision and by what had been adopted on their day; and what their exemptions say."""

from __future__ import annotations

from bisect import bisect_right

from article41._words import Verdict
from article41.engine._assemble import citation_of, paper_needed
from article41.law import Rulebook
from article41.model import PartialDate
from article41.render._say import cited_text
from article41.tables import Adapter
from article41.tables._layout import exemptions_of

__all__ = ["CITED", "EXEMPTED", "Cites"]

EXEMPTED = (
    "f.exemption, x.cited AS exemption_citation, "
    f"CASE f.verdict WHEN '{Verdict.CONDITIONAL.value}' THEN x.needs ELSE '' END AS needs"
)
"""What a finding ``f`` tells of its exemptions, by the row ``x`` of ``s_exempted`` with its provision and exemption."""
CITED = (
    "JOIN s_days d ON f.date = d.date JOIN s_cites t ON f.provision = t.provision AND d.bucket = t.bucket "
    "JOIN s_exempted x ON f.provision = x.provision AND f.exemption = x.exemption"
)
"""Joins to a finding ``f`` of ``s_findings`` its paragraphs, ``t.cites``, and ``x``; ``Cites.learn`` comes first."""


class Cites:
    """The citations of each provision as they stand on a day: only what had been adopted by then can be cited.

    And of the exemptions that a finding names: their paragraphs, and the papers that they ask for, in the words of the
    report on a single transfer. The database knows exemptions by their ids only; the rest is said once for each set.
    """

    def __init__(self, adapter: Adapter, rulebook: Rulebook) -> None:
        self._adapter = adapter
        provisions = (p for regime in rulebook.regimes for p in rulebook.regime(regime)["provisions"])
        self._adopted = sorted({cite[3] for provision in provisions for cite in provision["cites"]})
        adapter.create("s_days", {"date": "VARCHAR", "bucket": "INTEGER"})
        adapter.create("s_cites", {"provision": "VARCHAR", "bucket": "INTEGER", "cites": "VARCHAR"})
        adapter.create(
            "s_exempted", {"provision": "VARCHAR", "exemption": "VARCHAR", "cited": "VARCHAR", "needs": "VARCHAR"}
        )
        self._rulebook = rulebook

    def learn(self) -> None:
        """Add what the findings in ``s_findings`` have that is new to ``s_days``, ``s_cites`` and ``s_exempted``."""
        new = self._adapter.fetch(
            "SELECT DISTINCT f.date FROM s_findings f LEFT JOIN s_days d ON f.date = d.date WHERE d.date IS NULL"
        )
        self._adapter.append("s_days", [(day, bisect_right(self._adopted, PartialDate(day).last)) for (day,) in new])
        pairs = self._adapter.fetch(
            "SELECT DISTINCT f.provision, d.bucket FROM s_findings f JOIN s_days d ON f.date = d.date "
            "LEFT JOIN s_cites t ON f.provision = t.provision AND d.bucket = t.bucket WHERE t.provision IS NULL"
        )
        self._adapter.append("s_cites", [(name, bucket, self._text(name, bucket)) for name, bucket in pairs])
        sets = self._adapter.fetch(
            "SELECT DISTINCT f.provision, f.exemption FROM s_findings f LEFT JOIN s_exempted x "
            "ON f.provision = x.provision AND f.exemption = x.exemption WHERE x.provision IS NULL"
        )
        self._adapter.append("s_exempted", [(name, ids, *self._said(name, ids)) for name, ids in sets])

    def _text(self, provision: str, bucket: int) -> str:
        last = self._adopted[bucket - 1] if bucket else 0
        cites = self._rulebook.find(provision)["cites"]
        return cited_text(citation_of(cite) for cite in cites if cite[3] <= last)

    def _said(self, provision: str, ids: str) -> tuple[str, str]:
        """Return the paragraphs of a set of exemptions, and the papers that they ask for, in the order of the ids."""
        if not ids:
            return "", ""
        shard = self._rulebook.regime_of(provision)
        known = exemptions_of(shard, self._rulebook.find(provision))
        cited, needs = [], []
        for name in ids.split("; "):
            # A regime may call one of its exemptions as a provision calls its own: then it is the one or the other.
            meant = [item for item in known if item["id"] == name]
            papers = [shard["procedures"][item["procedure"]] for item in meant if item["procedure"] is not None]
            cited.append(" or ".join(dict.fromkeys(cited_text([citation_of(item["cite"])]) for item in meant)))
            needs.append(" or ".join(dict.fromkeys(map(paper_needed, papers))))
        return "; ".join(cited), "; ".join(needs)
