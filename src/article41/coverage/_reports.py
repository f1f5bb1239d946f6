"""What a case says of its report: the provisions that it catches, the exemptions met, the paragraphs it names."""

from __future__ import annotations

from article41._words import ExemptionStatus, Verdict
from article41.cases._form import Case
from article41.coverage._elements import Owner, Plan
from article41.engine import Finding, Report

__all__ = ["Reader"]


class Reader:
    """Marks the provisions, exemptions and citations of one plan that cases speak of."""

    def __init__(self, plan: Plan) -> None:
        self._provisions = {owner.name: owner for owner in plan.provisions}
        self._exemptions = {(owner.provision, owner.name.rpartition("/")[2]): owner for owner in plan.exemptions}

    def case(self, case: Case, report: Report, label: str) -> None:
        """Look at a case that holds."""
        carrying = [finding for finding in report.findings if finding.verdict is report.verdict]
        for finding in report.findings:
            owner = self._provisions.get(finding.provision)
            if owner is None:
                continue
            carries = finding in carrying
            if carries and (finding.provision in case.provisions or len(carrying) == 1):
                self._caught(owner, label)
            if carries:
                self._cited(owner, finding, case, label)
            self._of_finding(finding, case, label)
        for name in (*case.obligations, *case.advisories):
            if name in self._provisions:
                self._caught(self._provisions[name], label)
        self._named(case, report, carrying, label)

    @staticmethod
    def _caught(owner: Owner, label: str) -> None:
        assert owner.itself is not None
        owner.itself.mark("caught", label)

    def _owner_of(self, provision: str, exemption: str) -> Owner | None:
        return self._exemptions.get((provision, exemption)) or self._exemptions.get((None, exemption))

    def _cited(self, owner: Owner, finding: Finding, case: Case, label: str) -> None:
        for citation in finding.citations:
            key = (citation.resolution, citation.paragraph)
            if key in case.cites:
                self._mark(owner, key, label)

    def _of_finding(self, finding: Finding, case: Case, label: str) -> None:
        met = [e for e in finding.exemptions if e.status is ExemptionStatus.MET]
        for exemption in finding.exemptions:
            owner = self._owner_of(finding.provision, exemption.id)
            if owner is None or owner.itself is None:
                continue
            names = (exemption.id, *(f"{name}/{exemption.id}" for name in _names(finding.provision)))
            named = any(case.exemptions.get(name) is ExemptionStatus.MET for name in names)
            if exemption in met and (named or len(met) == 1):
                owner.itself.mark("met", label)
            elif finding.verdict is not Verdict.PERMITTED:
                owner.itself.mark("not met", label)
            key = (exemption.citation.resolution, exemption.citation.paragraph)
            if exemption in met and key in case.cites:
                self._mark(owner, key, label)

    def _named(self, case: Case, report: Report, carrying: list[Finding], label: str) -> None:
        """The paragraphs that the case wants of one owner, as ``citations`` says it."""
        for cited in case.citations:
            key = (cited.document, cited.paragraph)
            there = [f.provision for f in carrying] + [o.provision for o in report.obligations]
            for provision in (*there, *(a.provision for a in report.advisories)):
                if cited.owner in _names(provision):
                    self._mark(self._provisions.get(provision), key, label)
            for finding in carrying:
                for exemption in finding.exemptions:
                    names = (f"{name}/{exemption.id}" for name in _names(finding.provision))
                    if cited.owner in (exemption.id, *names):
                        self._mark(self._owner_of(finding.provision, exemption.id), key, label)

    @staticmethod
    def _mark(owner: Owner | None, key: tuple[str, str], label: str) -> None:
        if owner is not None and key in owner.citations:
            owner.citations[key].mark("named", label)


def _names(provision: str) -> tuple[str, str]:
    """Return the ways to write a provision's id: in full, and without its regime."""
    return provision, provision.partition("/")[2]
