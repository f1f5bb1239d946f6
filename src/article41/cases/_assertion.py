"""One assertion about one transfer: what it asks for looked up, and the report held against it."""

from __future__ import annotations

from article41._errors import InputError, Place, Problem
from article41._words import ExemptionStatus, Verdict
from article41.cases._failure import Failure
from article41.cases._suite import Suite
from article41.engine import Report
from article41.engine._pointers import pointers_of
from article41.law._cite import parents
from article41.model import Transfer

__all__ = ["Assertion"]


class Assertion:
    """What a test asks for.

    Args:
        suite: the law.
        expect: the verdict.
        cites: citations that must be shown by what carries the verdict.
        provisions: provisions that must carry it.
        missing: names or pointers of facts that must be named as missing.
        needs: papers that must be named: an exemption's id, or words about the paper.

    Raises:
        InputError: a citation, provision or fact that the rulebook does not have.
    """

    def __init__(
        self,
        suite: Suite,
        expect: Verdict,
        cites: list[str],
        provisions: list[str],
        *,
        missing: list[str],
        needs: list[str],
    ) -> None:
        self._suite = suite
        self._expect = expect
        cited = [suite.names.citation(text) for text in cites]
        named = [suite.names.provision(name) for name in provisions]
        facts = [suite.names.fact_problem(name) for name in missing if not name.startswith("/")]
        problems = [
            Problem(found.message, Place(f"argument {argument}"), found.hint)
            for argument, some in (("cite", cited), ("provision", named), ("missing", facts))
            for found in some
            if isinstance(found, Problem)
        ]
        if problems:
            raise InputError(problems)
        self._cites = [found for found in cited if not isinstance(found, Problem)]
        self._provisions = [found for found in named if not isinstance(found, Problem)]
        self._missing = missing
        self._needs = needs

    def of(self, transfer: Transfer) -> tuple[Report, Failure | None]:
        """Return the report on a transfer and, if it is not as asked for, what to say of it."""
        engine = self._suite.engine
        report = engine.check(transfer)
        faults = [*self._faults(report), *self._unnamed(report, transfer), *self._papers(report)]
        if not faults:
            return report, None
        named = self._provisions
        return report, Failure(engine, transfer, report, self._expect, faults, provisions=named, cites=self._cites)

    def _faults(self, report: Report) -> list[str]:
        carrying = [finding for finding in report.findings if finding.verdict is report.verdict]
        faults = []
        if report.verdict is not self._expect:
            faults.append(f"expected {self._expect.value}, got {report.verdict.value}")
        carriers = {finding.provision for finding in carrying}
        faults += [f"{name} does not carry the verdict" for name in self._provisions if name not in carriers]
        cited = {(c.resolution, part) for f in carrying for c in f.citations for part in parents(c.paragraph)}
        faults += [
            f"{' '.join(cite).rstrip()} is not cited by what carries the verdict"
            for cite in self._cites
            if cite not in cited
        ]
        return faults

    def _unnamed(self, report: Report, transfer: Transfer) -> list[str]:
        """What is not named as missing: neither the fact itself, nor a place where it would be stated."""
        named = {word for f in report.findings for word in (*f.missing_facts, *f.missing)}
        named |= {question.pointer for question in report.questions}
        return [
            f"{name} is not named as missing"
            for name in self._missing
            if name not in named
            and not any(named.intersection(pointers_of(name, transfer, n)) for n in _items(name, transfer))
        ]

    def _papers(self, report: Report) -> list[str]:
        wanting = [
            exemption
            for finding in report.findings
            for exemption in finding.exemptions
            if exemption.status is ExemptionStatus.PROCEDURE_MISSING
        ]
        words = [" ".join((e.id, e.summary, *e.needs)).casefold() for e in wanting]
        faults = []
        for need in self._needs:
            if not any(need.casefold() in text for text in words):
                papers = "; ".join(dict.fromkeys(paper for e in wanting for paper in e.needs)) or "no paper is"
                faults.append(f"{need!r} is not among the papers that are missing: {papers}")
        return faults


def _items(name: str, transfer: Transfer) -> range:
    return range(0 if name.startswith("/") else len(transfer.items))
