"""Cases run: the report that a case gets, and in words every point in which it differs from what must be."""

from __future__ import annotations

from article41._errors import InputError
from article41._words import Verdict
from article41.cases._details import detail_faults
from article41.cases._form import Case
from article41.engine import Report, check
from article41.law import Rulebook
from article41.law._cite import parents

__all__ = ["faults_of", "run_case"]


def run_case(case: Case, rulebook: Rulebook | None = None) -> tuple[Report | None, list[str]]:
    """Return the report and the differences; no difference means that the case holds."""
    try:
        report = check({"id": case.name, **case.transfer}, rulebook=rulebook)
    except InputError as error:
        return None, [f"the transfer is not valid: {error}"]
    return report, faults_of(case, report)


def faults_of(case: Case, report: Report) -> list[str]:
    """Return in words every point in which a report differs from what the case says."""
    faults: list[str] = []
    if report.verdict is not case.expect:
        found = ", ".join(f"{f.provision} {f.verdict.value}" for f in report.findings) or "no findings"
        faults.append(f"expected {case.expect.value}, got {report.verdict.value} ({found})")
    carrying = [f for f in report.findings if f.verdict is report.verdict]
    reached = {f.provision for f in report.findings}
    faults += [f"{p} does not carry the verdict" for p in case.provisions if p not in {f.provision for f in carrying}]
    faults += [f"{p} must not be among the findings" for p in case.provisions_not if p in reached]
    cited = {(c.resolution, p) for f in carrying for c in f.citations for p in parents(c.paragraph)}
    anywhere = {(c.resolution, p) for f in report.findings for c in f.citations for p in parents(c.paragraph)}
    faults += [f"{' '.join(c)} is not cited by what carries the verdict" for c in case.cites if c not in cited]
    faults += [f"{' '.join(c)} must not be cited" for c in case.cites_not if c in anywhere]
    for name, status in case.exemptions.items():
        found_statuses = {
            e.status
            for f in carrying
            for e in f.exemptions
            if name in (e.id, f"{f.provision}/{e.id}", f"{f.provision.partition('/')[2]}/{e.id}")
        }
        if status not in found_statuses:
            got = ", ".join(sorted(s.value for s in found_statuses)) or "not listed"
            faults.append(f"the exemption {name} must be {status.value}, is {got}")
    missing = {name for f in report.findings for name in f.missing_facts}
    faults += [f"{name} is not named as missing" for name in case.missing if name not in missing]
    duties = {o.provision for o in report.obligations}
    faults += [f"the obligation {o} is not listed" for o in case.obligations if o not in duties]
    faults += [f"the obligation {o} must not be listed" for o in case.obligations_not if o in duties]
    advised = {a.provision for a in report.advisories}
    faults += [f"the advisory {a} is not listed" for a in case.advisories if a not in advised]
    faults += [f"the advisory {a} must not be listed" for a in case.advisories_not if a in advised]
    named = {(o.provision, o.duty) for o in report.obligations}
    faults += [f"the obligation {o} must be to {duty}" for o, duty in case.duties if (o, duty) not in named]
    certain = {o.provision for o in report.obligations if o.certain} | {
        a.provision for a in report.advisories if a.certain
    }
    faults += [f"{d} is not certain to arise" for d in case.certain if d not in certain]
    kinds = {caveat.kind for caveat in report.caveats}
    faults += [f"there is no caveat {kind}" for kind in case.caveats if kind not in kinds]
    faults += detail_faults(case.citations, case.reaches, report)
    if case.expect is Verdict.UNDETERMINED and not report.questions and not faults:
        faults.append("an undetermined verdict comes without a question")
    return faults
