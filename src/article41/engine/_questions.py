"""The shortest list of questions that settles an undetermined verdict, with what each answer leads to.

Every answer is tried by deciding the transfer again with that fact; what changes one item is tried on that
item alone. The work is bounded: a long list of goods of which little is known gets the first questions, and
the report on their answers the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from article41._record import record
from article41._words import Verdict
from article41.engine._assemble import Located
from article41.engine._movements import Movements, derive
from article41.engine._report import Answer, Question
from article41.engine._targets import Change, Target, Targets
from article41.engine._tokens import Facts
from article41.model import Transfer

if TYPE_CHECKING:
    from article41.engine._check import Engine

__all__ = ["MOST_QUESTIONS", "questions_of"]

MOST_QUESTIONS = 25
_MOST_TRIALS = 20_000
"""How many items are decided again, all answers together, before the list ends where it is."""


@record
class _Judged:
    """The movements of one item, decided."""

    hits: list[Located]
    open: int
    """How many undetermined findings there are."""
    gravest: Verdict

    @staticmethod
    def of(hits: list[Located]) -> _Judged:
        verdicts = [x.hit.verdict for x in hits if x.hit.verdict is not None]
        return _Judged(hits, verdicts.count(Verdict.UNDETERMINED), Verdict.gravest(verdicts))


@record
class _State:
    """A transfer, decided item by item."""

    movements: Movements
    base: Facts
    items: list[_Judged]

    @property
    def open(self) -> int:
        return sum(item.open for item in self.items)

    @property
    def verdict(self) -> Verdict:
        return Verdict.gravest([item.gravest for item in self.items])

    def hits(self) -> list[Located]:
        return [hit for item in self.items for hit in item.hits]


class _Trials:
    """Tries answers; counts what that costs."""

    def __init__(self, engine: Engine, transfer: Transfer) -> None:
        self._engine = engine
        self._transfer = transfer
        self.left = _MOST_TRIALS

    def after(self, state: _State, change: Change) -> _State:
        """Return the state that an answer leads to."""
        after = change(state.movements)
        if after.raw is state.movements.raw:
            pairs = zip(after.items, state.movements.items, state.items, strict=True)
            kept = [judged if new is old else None for new, old, judged in pairs]
            base = state.base
        else:
            kept, base = [None] * len(after.items), derive(after.raw)
        return _State(after, base, [j or self._judge(after, n, base) for n, j in enumerate(kept)])

    def _judge(self, movements: Movements, number: int, base: Facts) -> _Judged:
        self.left -= 1
        return _Judged.of(self._engine.item_hits(self._transfer, movements, number, base))


def questions_of(engine: Engine, transfer: Transfer, movements: Movements, hits: list[Located]) -> tuple[Question, ...]:
    """Return the questions for an undetermined transfer, at most ``MOST_QUESTIONS``.

    They are chosen greedily: next comes the place whose best answer leaves the fewest findings open; then any
    that proves needless is dropped. With the best answers to all of them the verdict is settled, unless the
    list had to end before.
    """
    trials, targets = _Trials(engine, transfer), Targets(engine, transfer, movements)
    judged: list[list[Located]] = [[] for _ in movements.items]
    for located in hits:
        judged[located.item].append(located)
    begin = here = _State(movements, derive(movements.raw), [_Judged.of(some) for some in judged])
    chosen: dict[str, tuple[Target, Change]] = {}
    while here.open and len(chosen) < MOST_QUESTIONS and trials.left > 0:
        best: tuple[tuple[int, int], str, Target, Change, _State] | None = None
        for key, target in targets.of(here.movements, here.hits()).items():
            for _, change in target.answers if key not in chosen else ():
                if trials.left > 0:
                    after = trials.after(here, change)
                    rank = (after.open, -after.verdict.gravity)
                    if best is None or rank < best[0]:
                        best = rank, key, target, change, after
        if best is None:
            break
        _, key, target, change, here = best
        chosen[key] = target, change
    if not here.open:
        _drop_needless(chosen, begin, trials)
    return tuple(
        Question(
            target.pointer,
            target.ask,
            tuple(Answer(value, trials.after(begin, change).verdict) for value, change in target.answers),
        )
        for target, _ in chosen.values()
    )


def _drop_needless(chosen: dict[str, tuple[Target, Change]], begin: _State, trials: _Trials) -> None:
    for key in list(chosen):
        rest = begin
        for other, (_, change) in chosen.items():
            if other != key:
                rest = trials.after(rest, change)
        if len(chosen) > 1 and not rest.open:
            del chosen[key]
