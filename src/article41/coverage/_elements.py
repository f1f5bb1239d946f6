"""What of a regime can be covered: its provisions, exemptions, boundaries, thresholds, conditions and citations.

Everything is read off the compiled clauses, so that nothing which decides can be left out. docs/case-form.md says
what each kind of element is and when a case exercises it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from article41._words import Effect
from article41.coverage._words import edge_text, literal_text, procedure_time
from article41.model._vocabulary import FACTS

__all__ = ["KINDS", "Element", "Owner", "Plan", "plan_of", "plan_of_categories"]

KINDS = ("provision", "exemption", "boundary", "threshold", "clause", "condition", "citation")
"""The kinds of element, in the order in which they are told."""

RENEWED = "law.renewed"


@dataclass(slots=True)
class Element:
    """One thing to cover; exercised when every one of its ``sides`` is seen in a case that holds."""

    id: str
    """Stable as long as that point of the law is: the owner and, after a colon, the point in words."""
    kind: str
    owner: str
    sides: dict[str, str]
    """Each side, and what a case must show for it."""
    seen: dict[str, list[str]] = field(default_factory=dict)
    """For each side seen: the cases, as file:line, in the order of the files."""
    unreachable: str | None = None
    """Why no case can exercise it, if none can."""
    waived: bool = False
    """Whether that is said by a case file, and was not found out."""

    def mark(self, side: str, case: str) -> None:
        """Note that a case shows a side."""
        cases = self.seen.setdefault(side, [])
        if not cases or cases[-1] != case:
            cases.append(case)

    @property
    def exercised(self) -> bool:
        """Whether every side is seen."""
        return len(self.seen) == len(self.sides)

    @property
    def wanting(self) -> list[str]:
        """The sides that are not seen."""
        return [side for side in self.sides if side not in self.seen]


@dataclass(slots=True)
class Owner:
    """A provision, exemption or category: whatever has clauses of its own."""

    name: str
    clauses: list[list[int]]
    provision: str | None = None
    """The provision that it is, or belongs to; None for a power of the whole regime and for categories."""
    exemption: dict[str, Any] | None = None
    itself: Element | None = None
    alternatives: dict[int, Element] = field(default_factory=dict)
    """By clause; clauses that differ only in their dates share one."""
    conditions: dict[int, Element] = field(default_factory=dict)
    """By literal; dates and figures are ``edges``."""
    edges: dict[int, Element] = field(default_factory=dict)
    """Boundaries and thresholds, by literal."""
    timing: Element | None = None
    """When its paper must be there."""
    citations: dict[tuple[str, str], Element] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """All that a regime, or the categories, have to cover."""

    name: str
    atoms: list[list[Any]]
    provisions: list[Owner]
    exemptions: list[Owner]
    """Those of the provisions and those of the whole regime."""
    elements: list[Element]


_CARRIED = {"holds": "a case that it alone carries"}


class _Builder:
    def __init__(self, name: str, atoms: list[list[Any]]) -> None:
        self.atoms = atoms
        self.elements: list[Element] = []
        self.plan = Plan(name, atoms, [], [], self.elements)
        self._ids: dict[str, int] = {}

    def add(self, kind: str, owner: str, point: str, sides: dict[str, str]) -> Element:
        key = f"{owner}: {point}" if point else owner
        self._ids[key] = self._ids.get(key, 0) + 1
        if self._ids[key] > 1:
            key = f"{key} ({self._ids[key]})"
        element = Element(key, kind, owner, sides)
        self.elements.append(element)
        return element

    def clauses(self, owner: Owner) -> None:
        """Add the boundaries, thresholds and conditions of an owner."""
        for literal in dict.fromkeys(x for clause in owner.clauses for x in clause):
            atom = self.atoms[abs(literal) - 1]
            if atom[0] == "n":
                owner.edges[literal] = self._edge(owner.name, atom, literal < 0)
            else:
                sides = {"stops": "a case that it alone keeps out"}
                owner.conditions[literal] = self.add("condition", owner.name, literal_text(self.atoms, literal), sides)
        # Clauses that differ only in their dates are one: periods multiply clauses and add no condition.
        groups: dict[frozenset[int], list[int]] = {}
        for number, clause in enumerate(owner.clauses):
            groups.setdefault(frozenset(x for x in clause if not self._timely(x)), []).append(number)
        common = frozenset.intersection(*groups) if groups else frozenset()
        for group, numbers in groups.items():
            apart = " and ".join(literal_text(self.atoms, x) for x in sorted(group - common, key=abs))
            element = self.add("clause", owner.name, f"if {apart}" if apart else "its conditions", _CARRIED)
            owner.alternatives.update(dict.fromkeys(numbers, element))

    def _timely(self, literal: int) -> bool:
        return self.atoms[abs(literal) - 1][1] in ("date", RENEWED)

    def _edge(self, owner: str, atom: list[Any], negated: bool) -> Element:
        point, inside, outside = edge_text(atom, negated)
        if FACTS[atom[1]].kind == "date":
            sides = {"in": f"a case on {inside} that it lets in", "out": f"a case on {outside} that it alone keeps out"}
            return self.add("boundary" if atom[1] == "date" else "threshold", owner, point, sides)
        sides = {
            "in": "a case whose figure lets it in",
            "out": "a case that the figure alone keeps out",
            "edge": f"a case at the edge: {inside} or {outside}",
        }
        return self.add("threshold", owner, point, sides)


def _cites(builder: _Builder, owner: Owner, cites: list[list[Any]], how: str) -> None:
    for document, paragraph in dict.fromkeys((cite[0], cite[1]) for cite in cites):
        text = f"{document} {paragraph}".rstrip()
        owner.citations[document, paragraph] = builder.add("citation", owner.name, text, {"named": how})


def _exemption(builder: _Builder, owner: Owner, exemption: dict[str, Any], procedures: list[dict[str, Any]]) -> None:
    sides = {
        "met": "a case that it alone permits, or that names it as met",
        "not met": "a case that its provision reaches, and not it",
    }
    owner.itself = builder.add("exemption", owner.name, "", sides)
    builder.clauses(owner)
    procedure = None if exemption["procedure"] is None else procedures[exemption["procedure"]]
    if procedure is not None and (time := procedure_time(procedure)):
        late = {"in": "a case with the paper on the last day", "out": "a case with the paper a day late"}
        owner.timing = builder.add("threshold", owner.name, time, late)
    _cites(
        builder,
        owner,
        [exemption["cite"]],
        "a case that names it: under citations or, where the exemption is met, cites",
    )
    builder.plan.exemptions.append(owner)


_NAMED_UNDER = {
    Effect.PROHIBIT.value: "a case that names it, under cites or citations, and whose verdict it carries",
    Effect.PERMIT.value: "a case that names it, under cites or citations, and whose verdict it carries",
    Effect.OBLIGE.value: "a case that names it under citations",
    Effect.ADVISE.value: "a case that names it under citations",
}
_CAUGHT = {
    Effect.PROHIBIT.value: "a case that it reaches, and that names it under provisions or rests on it alone",
    Effect.PERMIT.value: "a case that it reaches, and that names it under provisions or rests on it alone",
    Effect.OBLIGE.value: "a case that names it under obligations",
    Effect.ADVISE.value: "a case that names it under advisories",
}


def plan_of(shard: dict[str, Any]) -> Plan:
    """Return all that a compiled regime has to cover."""
    builder = _Builder(shard["id"], shard["atoms"])
    for provision in shard["provisions"]:
        owner = Owner(provision["id"], provision["clauses"], provision["id"])
        effect = provision["effect"]
        owner.itself = builder.add("provision", owner.name, "", {"caught": _CAUGHT[effect]})
        builder.clauses(owner)
        _cites(builder, owner, provision["cites"], _NAMED_UNDER[effect])
        builder.plan.provisions.append(owner)
        for exemption in provision["exempt"]:
            inner = Owner(f"{owner.name}/{exemption['id']}", exemption["clauses"], owner.name, exemption)
            _exemption(builder, inner, exemption, shard["procedures"])
    for exemption in shard["exemptions"]:
        inner = Owner(f"{shard['id']}/*/{exemption['id']}", exemption["clauses"], None, exemption)
        _exemption(builder, inner, exemption, shard["procedures"])
    return builder.plan


def plan_of_categories(shard: dict[str, Any], wanted: Callable[[str], bool] = lambda _: True) -> Plan:
    """Return the boundaries, thresholds and conditions of the category rules."""
    builder = _Builder("categories", shard["atoms"])
    for category in shard["categories"]:
        if wanted(category["id"]):
            owner = Owner(category["id"], category["clauses"])
            builder.clauses(owner)
            builder.plan.provisions.append(owner)
    return builder.plan
