"""Details of a report that a case may name: who cites what in which role, and which items and acts are reached."""

from __future__ import annotations

from dataclasses import dataclass

from article41._words import Role
from article41.engine import Report
from article41.law._cite import split_citation
from article41.law._yaml import Value
from article41.model._terms import ACTIVITIES

__all__ = ["Cited", "Reach", "detail_faults", "read_citations", "read_reaches"]


@dataclass(frozen=True, slots=True)
class Cited:
    """That ``owner``, a provision or an exemption, must cite a paragraph in a role."""

    owner: str
    role: Role
    document: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Of which items (counted from 0) and acts ``provision`` must carry the verdict: of these and no others."""

    provision: str
    items: frozenset[int] | None
    acts: frozenset[str] | None


def read_citations(value: Value | None) -> tuple[Cited, ...]:
    """Read ``citations`` of a case: owner -> role -> one citation or several, as in a rule file."""
    out = []
    for owner, roles in value.mapping().items() if value is not None else ():
        for role, members in roles.mapping([role.value for role in Role]).items():
            for member in members.members():
                parts = split_citation(member.text())
                if parts is None:
                    member.fail(f"{member.text()!r} is not a citation", "write it like S/RES/1718 (2006) 8 (b)")
                out.append(Cited(owner, Role(role), *parts))
    return tuple(out)


def read_reaches(value: Value | None, regime: str | None = None) -> tuple[Reach, ...]:
    """Read ``reaches`` of a case: provision -> items and acts; an id without a regime is of ``regime``."""
    out = []
    for name, reach in value.mapping().items() if value is not None else ():
        reach.mapping(("items", "acts"))
        items, acts = reach.get("items"), reach.get("acts")
        provision = name if "/" in name or regime is None else f"{regime}/{name}"
        out.append(
            Reach(
                provision,
                frozenset(member.integer() for member in items.members()) if items else None,
                frozenset(member.choice(ACTIVITIES, "act") for member in acts.members()) if acts else None,
            )
        )
    return tuple(out)


def detail_faults(cited: tuple[Cited, ...], reaches: tuple[Reach, ...], report: Report) -> list[str]:
    """Return what is not cited by its owner (a finding with the verdict, one of its exemptions, a duty or an advice)
    and what is reached otherwise than it must be."""
    faults = []
    shown = _shown(report) if cited else set()
    for one in cited:
        if (one.owner, one.role, one.document, one.paragraph) not in shown:
            citation = f"{one.document} {one.paragraph}".rstrip()
            faults.append(f"{one.owner} does not cite {citation} ({one.role.value})")
    for reach in reaches:
        carrying = [f for f in report.findings if f.verdict is report.verdict and f.provision == reach.provision]
        items = {item for finding in carrying for item in finding.items}
        acts = {act for finding in carrying for act in finding.activities}
        if reach.items is not None and items != reach.items:
            faults.append(f"{reach.provision} must reach the items {sorted(reach.items)}, reaches {sorted(items)}")
        if reach.acts is not None and acts != reach.acts:
            must, found = ", ".join(sorted(reach.acts)), ", ".join(sorted(acts)) or "none"
            faults.append(f"{reach.provision} must reach the acts {must}, reaches {found}")
    return faults


def _shown(report: Report) -> set[tuple[str, Role, str, str]]:
    """Return (owner, role, document, paragraph) of all that is cited, each owner under all names that it has."""
    carrying = [finding for finding in report.findings if finding.verdict is report.verdict]
    cited = [(finding.provision, finding.citations) for finding in carrying]
    cited += [(duty.provision, duty.citations) for duty in report.obligations]
    cited += [(advice.provision, advice.citations) for advice in report.advisories]
    shown = {
        (name, c.role, c.resolution, c.paragraph)
        for provision, citations in cited
        for name in _names(provision)
        for c in citations
    }
    for finding in carrying:
        for exemption in finding.exemptions:
            c = exemption.citation
            names = [exemption.id, *(f"{name}/{exemption.id}" for name in _names(finding.provision))]
            shown |= {(name, c.role, c.resolution, c.paragraph) for name in names}
    return shown


def _names(provision: str) -> tuple[str, str]:
    """Return the ways to write a provision's id: in full, and without its regime."""
    return provision, provision.partition("/")[2]
