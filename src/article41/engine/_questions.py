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
from article41.engine._targets import Target, Targets
from article41.engine._tokens import Facts
from article41.model import Transfer

if TYPE_CHECKING:
    from article41.engine._check import Engine

__all__ = ["MOST_QUESTIONS", "questions_of"]

MOST_QUESTIONS = 25
_MOST_TRIALS = 4_000
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


class _State:
    """A transfer, decided item by item."""

    def __init__(self, movements: Movements, base: Facts, items: list[_Judged]) -> None:
        self.movements, self.base, self.items = movements, base, items
        self.open = sum(item.open for item in items)
        self.verdict = Verdict.gravest([item.gravest for item in items])

    def hits(self) -> list[Located]:
        return [hit for item in self.items for hit in item.hits]


class _Trials:
    """Tries answers; counts what that costs."""

    def __init__(self, engine: Engine, transfer: Transfer) -> None:
        self._engine = engine
        self._transfer = transfer
        self._known: dict[tuple[str, str], tuple[Facts, Facts, int, Verdict]] = {}
        self.left = _MOST_TRIALS

    def after(self, state: _State, target: Target, answer: int) -> _State:
        """Return the state that an answer leads to."""
        after = target.answers[answer][1](state.movements)
        if target.item is None:
            base = derive(after.raw)
            return _State(after, base, [self._judge(after, n, base) for n in range(len(after.items))])
        items = list(state.items)
        items[target.item] = self._judge(after, target.item, state.base)
        return _State(after, state.base, items)

    def rank(self, state: _State, key: str, target: Target, answer: int) -> tuple[int, int]:
        """Return how good an answer is: few findings left open, then a light verdict; less is better."""
        if target.item is None:
            after = self.after(state, target, answer)
            return after.open, -after.verdict.gravity
        raw, item = state.movements.raw, state.movements.items[target.item]
        name = key, repr(target.answers[answer][0])
        known = self._known.get(name)
        if known is None or known[0] is not raw or known[1] is not item:
            # As long as neither the transfer's own facts nor this item's change, the trial stays good.
            judged = self.after(state, target, answer).items[target.item]
            known = self._known[name] = raw, item, judged.open, judged.gravest
        others = [judged.gravest for n, judged in enumerate(state.items) if n != target.item]
        return state.open - state.items[target.item].open + known[2], -Verdict.gravest([known[3], *others]).gravity

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
    chosen: dict[str, tuple[Target, int]] = {}
    while here.open and len(chosen) < MOST_QUESTIONS and trials.left > 0:
        best: tuple[tuple[int, int], str, Target, int] | None = None
        for key, target in targets.of(here.movements, here.hits()).items():
            for answer in range(len(target.answers)) if key not in chosen else ():
                if trials.left > 0:
                    rank = trials.rank(here, key, target, answer)
                    if best is None or rank < best[0]:
                        best = rank, key, target, answer
        if best is None:
            break
        _, key, target, answer = best
        here = trials.after(here, target, answer)
        chosen[key] = target, answer
    if not here.open:
        _drop_needless(chosen, begin, trials)
    return tuple(
        Question(
            target.pointer,
            target.ask,
            tuple(Answer(value, trials.after(begin, target, n).verdict) for n, (value, _) in enumerate(target.answers)),
        )
        for target, _ in chosen.values()
    )


def _drop_needless(chosen: dict[str, tuple[Target, int]], begin: _State, trials: _Trials) -> None:
    for key in list(chosen):
        rest = begin
        for other, (target, answer) in chosen.items():
            if other != key:
                rest = trials.after(rest, target, answer)
        if len(chosen) > 1 and not rest.open:
            del chosen[key]
