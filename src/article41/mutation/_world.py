"""The cases of a regime as one table of movements, on which any condition is decided for all of them at once.

The facts of every case are computed once. A test is then two sets of movements, written as the bits of two
whole numbers: those where it is surely met and those where it may be. All, any and not are the bitwise and, or and
not of them, so that deciding a changed provision on hundreds of cases is a handful of machine steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any as Json

from article41._errors import InputError
from article41.cases import Case
from article41.engine._assemble import Located, duties_of, findings_of
from article41.engine._check import Engine
from article41.engine._report import Advisory, Finding, Obligation
from article41.engine._tokens import Facts, make_test
from article41.law._ir import All, Any, Condition, Not, Number, Words
from article41.model import Transfer, parse_transfer

__all__ = ["Known", "Mask", "Movement", "World", "members"]

Mask = tuple[int, int]
"""Of which movements something is surely true, and of which it may be."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One item and act of a case."""

    known: int
    """The place of its case."""
    item: int
    activity: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Known:
    """A case as it stands, with all that other regimes say of it."""

    case: Case
    transfer: Transfer
    movements: range
    findings: tuple[Finding, ...]
    obligations: tuple[Obligation, ...]
    advisories: tuple[Advisory, ...]


def members(mask: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class World:
    """The cases of one regime, ready to have its law decided on them again and again.

    Args:
        engine: decides what the other regimes say; its own answer for ``regime`` is left out.
        regime: the regime whose law changes.
        cases: its cases.

    Raises:
        InputError: a case whose transfer is not valid.
    """

    def __init__(self, engine: Engine, regime: str, cases: Sequence[Case]) -> None:
        self.movements: list[Movement] = []
        self.cases: list[Known] = []
        self._masks: dict[Condition, Mask] = {}
        for case in cases:
            self._add(engine, regime, case)
        self.all = (1 << len(self.movements)) - 1

    def _add(self, engine: Engine, regime: str, case: Case) -> None:
        try:
            transfer = parse_transfer({"id": case.name, **case.transfer})
            found = engine.movements(transfer)
        except InputError as error:
            raise InputError([*error.problems]) from None
        start = len(self.movements)
        others: list[Located] = []
        for number, act, facts in engine.facts_of(found):
            self.movements.append(Movement(len(self.cases), number, act, facts))
            for other in engine.guards.regimes(facts, act):
                if other != regime:
                    others += engine.regime_hits(other, transfer, number, act, facts)
        obligations, advisories = duties_of(others, transfer.date.last)
        self.cases.append(
            Known(
                case,
                transfer,
                range(start, len(self.movements)),
                tuple(findings_of(others, transfer, engine.classifier, engine.names)),
                tuple(obligations),
                tuple(advisories),
            )
        )

    def decide(self, condition: Condition) -> Mask:
        """Return of which movements ``condition`` is surely true, and of which it may be."""
        match condition:
            case Not(member=member):
                surely, perhaps = self.decide(member)
                return self.all & ~perhaps, self.all & ~surely
            case All(members=conditions):
                lower = upper = self.all
                for member in conditions:
                    surely, perhaps = self.decide(member)
                    lower &= surely
                    upper &= perhaps
                return lower, upper
            case Any(members=conditions):
                lower = upper = 0
                for member in conditions:
                    surely, perhaps = self.decide(member)
                    lower |= surely
                    upper |= perhaps
                return lower, upper
            case _:
                return self._test(condition)

    def _test(self, atom: Words | Number) -> Mask:
        mask = self._masks.get(atom)
        if mask is None:
            compiled: list[Json] = (
                ["w", atom.fact, sorted(atom.words)]
                if isinstance(atom, Words)
                else ["n", atom.fact, atom.op, atom.bound]
            )
            test = make_test(compiled)
            surely = perhaps = 0
            for n, movement in enumerate(self.movements):
                value = test(movement.facts)
                if value:
                    perhaps |= 1 << n
                    surely |= (value >> 1) << n
            mask = self._masks[atom] = surely, perhaps
        return mask
