"""One movement against one regime: which provisions reach it, and where each exemption stands."""

from __future__ import annotations

from typing import Any

from article41._record import record
from article41._words import Effect, ExemptionStatus, Verdict
from article41.engine._closures import AtomValues, Clauses, ClauseTable, specialised
from article41.engine._locks import lock_of
from article41.engine._procedures import DONE, FAILED, NOT_SHOWN, procedure_state
from article41.engine._shard import Stratum
from article41.engine._tokens import Facts
from article41.law._exemptions import reaches
from article41.model import Transfer

__all__ = ["Hit", "Reached", "RegimeDecider", "Standing", "exemption_status", "finding_verdict"]

Reached = tuple[tuple[int, Clauses], ...]
"""Provisions by their numbers, with their clauses as they are for an act."""


def exemption_status(substance: int, procedure: int | None, substantive: bool) -> ExemptionStatus:
    """Return where an exemption stands.

    Args:
        substance: the value of its conditions.
        procedure: DONE, NOT_SHOWN or FAILED; None if it has none.
        substantive: whether it has conditions of its own; a bare power never makes a finding conditional.
    """
    if substance == 0 or procedure == FAILED:
        return ExemptionStatus.EXCLUDED
    if substance == 2 and procedure in (None, DONE):
        return ExemptionStatus.MET
    if substance == 2 and procedure == NOT_SHOWN and substantive:
        return ExemptionStatus.PROCEDURE_MISSING
    return ExemptionStatus.NOT_SHOWN


def finding_verdict(value: int, statuses: list[ExemptionStatus]) -> Verdict:
    """Return the verdict of a prohibition that reaches a movement surely (2) or perhaps (1)."""
    if ExemptionStatus.MET in statuses:
        return Verdict.PERMITTED
    if value == 1:
        return Verdict.UNDETERMINED
    if ExemptionStatus.PROCEDURE_MISSING in statuses:
        return Verdict.CONDITIONAL
    return Verdict.PROHIBITED


@record
class Standing:
    """An exemption as it stands for one movement."""

    exemption: dict[str, Any]
    status: ExemptionStatus
    procedure: dict[str, Any] | None
    procedure_state: int | None
    unknown: frozenset[int]
    """The unknown literals of its substance that matter."""


@record
class Hit:
    """A provision that reaches, or may reach, a movement."""

    regime: RegimeDecider
    provision: dict[str, Any]
    value: int
    verdict: Verdict | None
    """None for obligations and advisories."""
    proof: tuple[int, ...]
    """The literals of the clause that decided it, as far as they are true."""
    unknown: frozenset[int]
    """For a value of 1, the unknown literals that matter."""
    standings: tuple[Standing, ...]


class RegimeDecider:
    """A compiled regime, ready to decide movements."""

    def __init__(self, shard: dict[str, Any], durable: bool) -> None:
        self.shard = shard
        self.table = ClauseTable(shard["atoms"])
        self.provisions: list[dict[str, Any]] = shard["provisions"]
        self._durable = durable
        self._views: dict[str, Stratum] = {}
        self._lock = lock_of(self)
        self._shared = len(self.provisions)
        owned: list[tuple[str, list[list[int]]]] = []
        key: dict[str, int] = {}
        groups = [*((n, p["exempt"]) for n, p in enumerate(self.provisions)), (self._shared, shard["exemptions"])]
        for group, exemptions in groups:
            for n, exemption in enumerate(exemptions):
                name = f"{group}:{n}"
                owned.append((name, exemption["clauses"]))
                key[name] = group
        self._exempt = Stratum("hit", self.table, owned, durable, key)
        self._number = {p["id"]: n for n, p in enumerate(self.provisions)}

    def view(self, activity: str) -> Stratum:
        """Return the provisions as they are for one act: clauses on other acts are left out.

        The act of a movement is always known, so its tests are decided once and for all; what is left is a
        fraction of the rules.
        """
        found = self._views.get(activity)
        if found is None:
            with self._lock:
                found = self._views.get(activity)
                if found is None:
                    owned = [
                        (p["id"], specialised(p["clauses"], self.table.atoms, "activity", activity))
                        for p in self.provisions
                    ]
                    owned = [(name, clauses) for name, clauses in owned if clauses]
                    # Acts that the law treats alike (supply and procurement, often) share one.
                    same = next((v for v in self._views.values() if v.owned == owned), None)
                    found = same or Stratum("movement", self.table, owned, self._durable)
                    self._views[activity] = found
        return found

    def decide(self, facts: Facts, activity: str, transfer: Transfer, item: int) -> list[Hit]:
        """Return the provisions that reach or may reach the movement, in the order of the rule file."""
        values = AtomValues(self.table, facts)
        found = self.view(activity).decide(values, facts)
        if not found:
            return []
        hits = []
        shared: list[Standing] | None = None
        for name in sorted(found, key=self._number.__getitem__):
            provision = self.provisions[self._number[name]]
            value = found[name]
            effect = provision["effect"]
            if effect == Effect.PERMIT.value and value == 1:
                continue
            standings: list[Standing] = []
            verdict: Verdict | None = None
            if effect == Effect.PROHIBIT.value:
                number = self._number[name]
                standings = self._standings(number, provision["exempt"], values, facts, transfer, item)
                if self.shard["exemptions"]:
                    if shared is None:
                        shared = self._standings(self._shared, self.shard["exemptions"], values, facts, transfer, item)
                    standings += [s for s in shared if reaches(s.exemption, name)]
                verdict = finding_verdict(value, [s.status for s in standings])
            elif effect == Effect.PERMIT.value:
                verdict = Verdict.PERMITTED
            hits.append(
                Hit(
                    self,
                    provision,
                    value,
                    verdict,
                    tuple(x for x in values.proof(provision["clauses"]) if values.literal(x) == 2),
                    frozenset(values.unknown(provision["clauses"])) if value == 1 else frozenset(),
                    tuple(standings),
                )
            )
        return hits

    def reached(self, facts: Facts, activity: str) -> Reached:
        """Return what could give a finding, now or when more is known of the movement; by the closures alone.

        More knowledge makes unknown tests true or false and leaves the others: what is false now stays so.
        """
        values = AtomValues(self.table, facts)
        owned = ((self._number[name], clauses) for name, clauses in self.view(activity).owned)
        effects = (Effect.PROHIBIT.value, Effect.PERMIT.value)
        return tuple(
            (number, clauses)
            for number, clauses in owned
            if self.provisions[number]["effect"] in effects and values.decide(clauses)
        )

    def verdicts(self, reached: Reached, facts: Facts, transfer: Transfer, item: int) -> list[Verdict]:
        """Return the verdicts that ``decide`` would give these provisions; by the closures alone."""
        values = AtomValues(self.table, facts)
        out = []
        shared: list[tuple[dict[str, Any], ExemptionStatus]] | None = None
        for number, clauses in reached:
            provision, value = self.provisions[number], values.decide(clauses)
            if provision["effect"] == Effect.PERMIT.value:
                out += [Verdict.PERMITTED] if value == 2 else []
            elif value:
                statuses = [self._status(e, values, facts, transfer, item) for e in provision["exempt"]]
                if shared is None:
                    some = self.shard["exemptions"]
                    shared = [(e, self._status(e, values, facts, transfer, item)) for e in some]
                statuses += [status for e, status in shared if reaches(e, provision["id"])]
                out.append(finding_verdict(value, statuses))
        return out

    def _status(
        self, exemption: dict[str, Any], values: AtomValues, facts: Facts, transfer: Transfer, item: int
    ) -> ExemptionStatus:
        substance = values.decide(exemption["clauses"])
        state = self._procedure(exemption, facts, transfer, item)[1] if substance else None
        return exemption_status(substance, state, exemption["substantive"])

    def _procedure(
        self, exemption: dict[str, Any], facts: Facts, transfer: Transfer, item: int
    ) -> tuple[dict[str, Any] | None, int | None]:
        if exemption["procedure"] is None:
            return None, None
        procedure: dict[str, Any] = self.shard["procedures"][exemption["procedure"]]
        return procedure, procedure_state(procedure, transfer, item, facts["date"])  # type: ignore[arg-type]

    def _standings(
        self,
        group: int,
        exemptions: list[dict[str, Any]],
        values: AtomValues,
        facts: Facts,
        transfer: Transfer,
        item: int,
    ) -> list[Standing]:
        if not exemptions:
            return []
        found = self._exempt.decide(values, facts, group)
        out = []
        for n, exemption in enumerate(exemptions):
            substance = found.get(f"{group}:{n}", 0)
            procedure, state = self._procedure(exemption, facts, transfer, item)
            status = exemption_status(substance, state, exemption["substantive"])
            unknown = frozenset(values.unknown(exemption["clauses"])) if substance == 1 else frozenset()
            out.append(Standing(exemption, status, procedure, state, unknown))
        return out

    def number(self, provision: str) -> int:
        """Return where the provision stands in the rule file."""
        return self._number[provision]
