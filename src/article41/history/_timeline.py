"""How the verdict on one kind of transfer moved over the years, and which resolution moved it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from article41._errors import InputError, Problem
from article41._words import ExemptionStatus, Verdict
from article41.engine._assemble import findings_of
from article41.engine._check import Engine
from article41.engine._pointers import real_day
from article41.engine._report import ExemptionResult, Finding
from article41.history._days import as_date, day_after, day_before
from article41.history._moved import Move, moves
from article41.law import Rulebook
from article41.model import PartialDate, Transfer, parse_transfer
from article41.model._item_types import ITEM_TYPES

__all__ = ["Corridor", "Stretch", "change_days", "judge", "open_ways", "stretches"]


class Corridor(NamedTuple):
    """What is asked about: an item from one State to another."""

    item: str
    supplier: str
    recipient: str
    kind: str | None = None
    """The recipient's kind: government, armed_forces, rebel_group ..."""
    activity: str | None = None
    """What is done; by default goods are supplied and services rendered."""

    def transfer(self, day: int) -> Transfer:
        """Return the transfer on a day; the parties are clear of all UN lists, and goods of the supplier's State.

        Raises:
            InputError: there is no such item type, or a word is not known.
        """
        info = ITEM_TYPES.get(self.item)
        if info is None:
            from difflib import get_close_matches

            close = get_close_matches(self.item, ITEM_TYPES, 1)
            hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(ITEM_TYPES)}"
            raise InputError(Problem(f"there is no item type {self.item!r}", hint=hint))
        item = {"type": self.item}
        if "item.origin" in info.facts and not info.service:
            item["origin"] = self.supplier
        recipient = {"state": self.recipient}
        if self.kind is not None:
            recipient["kind"] = self.kind
        document: dict[str, Any] = {
            "id": "timeline",
            "date": as_date(day).isoformat(),
            "supplier": {"state": self.supplier},
            "recipient": recipient,
            "items": [item],
            "screening": {"un_lists": "clear"},
        }
        if self.activity is not None:
            document["activities"] = [self.activity]
        return parse_transfer(document)


class Stretch(NamedTuple):
    """Days that follow each other and have one answer."""

    first: int
    last: int
    verdict: Verdict | None
    """None where it cannot be judged."""
    findings: tuple[Finding, ...]
    """Those that carry the verdict, as on the first day."""
    refused: str | None
    """Why it cannot be judged: one of the States did not exist then."""
    moves: tuple[Move, ...]
    """What led from the stretch before to this one."""


def stretches(engine: Engine, corridor: Corridor, first: int, last: int) -> list[Stretch]:
    """Return the stretches from ``first`` to ``last`` (yyyymmdd), both included, earliest first.

    Raises:
        InputError: what the corridor names is not known, or can be judged on none of the days.
    """
    base = corridor.transfer(first)
    out: list[Stretch] = []
    refusal: InputError | None = None
    for day in change_days(engine.rulebook, first, last):
        verdict: Verdict | None = None
        findings: tuple[Finding, ...] = ()
        refused = None
        try:
            verdict, findings = _judge(engine, base, day)
        except InputError as error:
            refusal, refused = error, error.problems[0].message
        before = out[-1] if out else None
        if before is not None and _key(before.verdict, before.findings, before.refused) == _key(
            verdict, findings, refused
        ):
            continue
        if before is not None:
            out[-1] = before._replace(last=day_before(day))
        found: tuple[Move, ...] = ()
        if before is not None and before.verdict is not None and verdict is not None:
            found = moves(engine.rulebook, day, before.findings, findings)
        out.append(Stretch(day, last, verdict, findings, refused, found))
    if refusal is not None and all(stretch.verdict is None for stretch in out):
        raise refusal
    return out


def change_days(rulebook: Rulebook, first: int, last: int) -> list[int]:
    """Return ``first`` and every day after it, up to ``last``, from which on the law or the map may be another."""
    days = {first}
    for day in _bounds(rulebook):
        if first < day <= last:
            days.add(day)
    return sorted(days)


def _bounds(rulebook: Rulebook) -> Iterator[int]:
    tables = [rulebook.shard("categories"), *(rulebook.regime(name) for name in rulebook.regimes)]
    for table in tables:
        for atom in table["atoms"]:
            if atom[1] == "date":
                yield real_day(atom[3], 1) if atom[2] == "ge" else day_after(real_day(atom[3], -1))
    for territory in rulebook.shard("registers")["territories"].values():
        if territory["first"]:
            yield territory["first"]
        if territory["last"]:
            yield day_after(territory["last"])


def _judge(engine: Engine, base: Transfer, day: int) -> tuple[Verdict, tuple[Finding, ...]]:
    return judge(engine, base.model_copy(update={"date": PartialDate(as_date(day).isoformat())}))


def _key(verdict: Verdict | None, findings: tuple[Finding, ...], refused: str | None) -> tuple[object, ...]:
    """Return what makes a stretch: the verdict, and by which provisions and ways out of them it comes."""
    ways = tuple((f.provision, tuple((e.id, e.status) for e in open_ways(f))) for f in findings)
    return verdict, ways, refused is not None


def judge(engine: Engine, transfer: Transfer) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return the verdict and what carries it. Questions, duties and caveats are not asked for: they cost more.

    Raises:
        InputError: a name in the transfer cannot be resolved.
        EngineError: the engines disagree.
    """
    hits = engine.hits(transfer, engine.movements(transfer))
    verdict = Verdict.gravest([located.hit.verdict for located in hits if located.hit.verdict is not None])
    hits = [located for located in hits if located.hit.verdict is verdict]
    return verdict, tuple(findings_of(hits, transfer, engine.classifier, engine.names))


def open_ways(finding: Finding) -> list[ExemptionResult]:
    """Return the exemptions to which a finding owes its verdict: met ones, or those that wait only for a paper."""
    wanted = {Verdict.PERMITTED: ExemptionStatus.MET, Verdict.CONDITIONAL: ExemptionStatus.PROCEDURE_MISSING}
    return [e for e in finding.exemptions if e.status is wanted.get(finding.verdict)]
