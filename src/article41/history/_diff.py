"""What changed in the law between two days."""

from __future__ import annotations

from typing import Any, NamedTuple

from article41.history._ruled import Ruled, in_force, regimes_of, rules_of
from article41.law import Rulebook
from article41.law._cite import cite_text
from article41.model._dates import day_text as shown
from article41.render._conditions import conditions_in_words
from article41.render._page import Page, Span, Text, dim, unbroken
from article41.render._view import periods

__all__ = ["Change", "LawDiff"]

_TITLES = {
    "began": "Came into force",
    "ended": "Ended",
    "changed": "Changed",
    "passed": "Came into force and ended in between",
}


class Change(NamedTuple):
    """How one provision or exemption differs on the two days."""

    kind: str
    """``began``, ``ended``, ``changed`` (in force on both), or ``passed`` (in force only in between)."""
    ruled: Ruled
    cites: list[list[Any]]
    """Its citations that were adopted after the first day and by the second; for a new one, all by the second."""
    before: list[list[int]]
    """Its clauses as they stood on the first day, those that could not hold then left out."""
    after: list[list[int]]

    @property
    def conditions(self) -> bool:
        """Whether what it asks for is another on the second day."""
        return self.kind == "changed" and self.before != self.after


class LawDiff:
    """The difference between the law of two days.

    Args:
        rulebook: the law.
        first: the earlier day (yyyymmdd).
        second: the later one.
        regime: only this regime.

    Raises:
        InputError: there is no such regime.
        ValueError: the second day is not the later one.
    """

    def __init__(self, rulebook: Rulebook, first: int, second: int, regime: str | None = None) -> None:
        if second <= first:
            raise ValueError(f"{shown(second)} is not after {shown(first)}")
        self.rulebook = rulebook
        self.first, self.second = first, second
        self.regimes = regimes_of(rulebook, regime)
        found = [self._change(ruled) for ruled in rules_of(self.regimes)]
        # Tell of an exemption only what its provision does not tell already.
        told = {(change.ruled.id, change.kind) for change in found if change and change.ruled.is_provision}
        self.changes = [change for change in found if change and not _repeats(change, told)]

    def to_json(self) -> dict[str, Any]:
        """Return its JSON form."""
        return {
            "schema": "article41/diff/1",
            "rulebook": {"version": self.rulebook.version, "digest": self.rulebook.digest},
            "from": shown(self.first),
            "to": shown(self.second),
            "beyond_verified": self._beyond(),
            "changes": [self._json(change) for change in self.changes],
        }

    def fill(self, page: Page) -> None:
        """Add its text to a page."""
        page.add(Span(f"From the law of {shown(self.first)} to that of {shown(self.second)}", "strong"))
        if not self.changes:
            page.add("Nothing changed.")
        for kind, title in _TITLES.items():
            changes = [change for change in self.changes if change.kind == kind]
            if changes:
                page.blank()
                page.add(Span(f"{title} ({len(changes)})", "heading"))
            for change in changes:
                self._add(page, change)
        beyond = self._beyond()
        if beyond:
            page.blank()
            page.add(dim(f"Not verified up to {shown(self.second)}: {', '.join(beyond)}."))

    def _beyond(self) -> list[str]:
        return [regime["id"] for regime in self.regimes if regime["verified_to"] < self.second]

    def _change(self, ruled: Ruled) -> Change | None:
        before, after = in_force(ruled.periods, self.first), in_force(ruled.periods, self.second)
        cites = [cite for cite in ruled.cites if self.first < cite[3] <= self.second]
        clauses = [_clauses_on(ruled, day) for day in (self.first, self.second)]
        if before and after:
            return Change("changed", ruled, cites, *clauses) if cites or clauses[0] != clauses[1] else None
        if after:
            return Change("began", ruled, [cite for cite in ruled.cites if cite[3] <= self.second], *clauses)
        if before:
            return Change("ended", ruled, cites or ruled.cites[:1], *clauses)
        between = any(first and self.first < first <= self.second for first, _ in ruled.periods)
        return Change("passed", ruled, cites or ruled.cites[:1], *clauses) if between else None

    def _json(self, change: Change) -> dict[str, Any]:
        ruled = change.ruled
        out = {
            "change": change.kind,
            "kind": ruled.kind,
            "id": ruled.id,
            "regime": ruled.regime["id"],
            "text": ruled.text,
            "periods": periods(ruled.periods),
            "renewal_unverified": _in_doubt(change),
            "citations": [
                {"resolution": c[0], "paragraph": c[1], "role": c[2], "adopted": shown(c[3]), "url": c[4]}
                for c in change.cites
            ],
        }
        if change.conditions:
            out["conditions"] = {"before": _words(ruled, change.before), "after": _words(ruled, change.after)}
        return out

    def _add(self, page: Page, change: Change) -> None:
        ruled = change.ruled
        page.blank()
        what: list[Text] = [] if ruled.is_provision else [dim("exemption: ")]
        page.add(*what, ruled.text, first=" •", indent=4)
        doubt: list[Text] = [dim(" · "), Span("renewal not verified", "warning")] if _in_doubt(change) else []
        page.add(dim(f"{ruled.id} · {periods(ruled.periods)}"), *doubt, first=" " * 4, indent=4)
        for cite in change.cites:
            where = unbroken(cite_text(cite), "citation", cite[4])
            page.add(where, dim(f" {cite[2]} · adopted {shown(cite[3])}"), first=" " * 4, indent=6)
        if change.conditions:
            page.add(f"was: {_said(ruled, change.before)}", first=" " * 4, indent=6)
            page.add(f"is now: {_said(ruled, change.after)}", first=" " * 4, indent=6)


def _in_doubt(change: Change) -> bool:
    return change.kind in ("ended", "passed") and change.ruled.renewal_unverified


def _repeats(change: Change, told: set[tuple[str, str]]) -> bool:
    provision = change.ruled.provision
    return change.ruled.follows and provision is not None and (provision["id"], change.kind) in told


def _clauses_on(ruled: Ruled, day: int) -> list[list[int]]:
    """Return the clauses that can hold on a day, without the tests of the day that they pass."""
    atoms = ruled.regime["atoms"]
    out: list[list[int]] = []
    for clause in ruled.rule["clauses"]:
        tests = [(literal, atoms[abs(literal) - 1]) for literal in clause]
        if all(_holds(atom, day) == (literal > 0) for literal, atom in tests if atom[1] == "date"):
            kept = [literal for literal, atom in tests if atom[1] != "date"]
            if kept not in out:
                out.append(kept)
    return sorted(out)


def _holds(atom: list[Any], day: int) -> bool:
    return bool(day >= atom[3] if atom[2] == "ge" else day <= atom[3])


def _words(ruled: Ruled, clauses: list[list[int]]) -> dict[str, Any]:
    return conditions_in_words(clauses, ruled.regime["atoms"], []).to_json()


def _said(ruled: Ruled, clauses: list[list[int]]) -> str:
    words = _words(ruled, clauses)
    parts = list(words["always"])
    if words["either"]:
        parts.append("either " + " or ".join(" and ".join(tests) for tests in words["either"]))
    return "; ".join(parts) or ("nothing more" if clauses else "nothing that can hold")
