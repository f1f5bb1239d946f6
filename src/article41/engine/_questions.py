"""The shortest list of questions that settles an undetermined verdict, with what each answer leads to.

Every answer is tried by deciding the transfer again with that fact, by the closures alone; what changes one
item is tried on that item alone, and of the law only what the transfer, as it stands, may come to. The work is
bounded: a long list of goods of which little is known gets the first questions, and the report on their answers
the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from article41._record import record
from article41._words import Verdict
from article41.engine._assemble import Located
from article41.engine._movements import Movements, derive
from article41.engine._report import Answer, Question
from article41.engine._targets import Target, Targets
from article41.engine._tokens import Facts
from article41.model import Transfer

if TYPE_CHECKING:
    from article41.engine._check import Engine, Reach

__all__ = ["MOST_QUESTIONS", "questions_of"]

MOST_QUESTIONS = 25
_MOST_TRIALS = 4_000
"""How many items are decided again, all answers together, before the list ends where it is."""


class _Judged:
    """The movements of one item, decided."""

    __slots__ = ("gravest", "hits", "open")

    def __init__(self, verdicts: list[Verdict], hits: list[Located] | None = None) -> None:
        self.open = verdicts.count(Verdict.UNDETERMINED)
        """How many undetermined findings there are."""
        self.gravest = Verdict.gravest(verdicts)
        self.hits = hits
        """The provisions that reach it; None until they are asked for."""


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


class _Trials:
    """Tries answers; counts what that costs."""

    def __init__(self, engine: Engine, transfer: Transfer) -> None:
        self._engine = engine
        self._transfer = transfer
        self._known: dict[tuple[str, str], tuple[Facts, Facts, int, Verdict]] = {}
        self._reach: dict[int, Reach] = {}
        self._kinds: dict[int, tuple[Facts, Any]] = {}
        self._told_apart = any(paper.items is not None for paper in transfer.authorisations or ())
        self.left = _MOST_TRIALS

    def begin(self, movements: Movements, hits: list[Located]) -> _State:
        """Return the state of the transfer as it stands."""
        base = derive(movements.raw)
        judged: list[list[Located]] = [[] for _ in movements.items]
        for located in hits:
            judged[located.item].append(located)
        self._reach = {n: self._engine.reach(movements, n, base) for n in range(len(movements.items))}
        items = [_Judged([x.hit.verdict for x in some if x.hit.verdict is not None], some) for some in judged]
        return _State(movements, base, items)

    def hits(self, state: _State) -> list[Located]:
        """Return the provisions that reach or may reach the transfer in a state."""
        for number, item in enumerate(state.items):
            if item.hits is None:
                item.hits = self._engine.item_hits(self._transfer, state.movements, number, state.base)
        return [hit for item in state.items for hit in item.hits or ()]

    def after(self, state: _State, target: Target, answer: int) -> _State:
        """Return the state that an answer leads to."""
        after = target.answers[answer][1](state.movements)
        if target.item is None:
            base = derive(after.raw)
            judged: dict[Any, list[Verdict]] = {}
            kinds = [self._kind(after, n) for n in range(len(after.items))]
            for n, kind in enumerate(kinds):
                if kind not in judged:
                    judged[kind] = self._judge(after, n, base, target)
            return _State(after, base, [_Judged(judged[kind]) for kind in kinds])
        items = list(state.items)
        items[target.item] = _Judged(self._judge(after, target.item, state.base, target))
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

    def _kind(self, movements: Movements, number: int) -> Any:
        """Return what stands for the item: items of one kind are decided once. A paper may be for one of them."""
        facts = movements.items[number]
        known = self._kinds.get(id(facts))
        if known is None or known[0] is not facts:
            kind = number if self._told_apart else (movements.acts[number], tuple(facts.items()))
            known = self._kinds[id(facts)] = facts, kind
        return known[1]

    def _judge(self, movements: Movements, number: int, base: Facts, target: Target) -> list[Verdict]:
        self.left -= 1
        reach = self._reach[number] if target.refines else self._engine.reach(movements, number, base)
        return self._engine.item_verdicts(self._transfer, movements, number, base, reach)


def questions_of(engine: Engine, transfer: Transfer, movements: Movements, hits: list[Located]) -> tuple[Question, ...]:
    """Return the questions for an undetermined transfer, at most ``MOST_QUESTIONS``.

    They are chosen greedily: next comes the place whose best answer leaves the fewest findings open; then any
    that proves needless is dropped. With the best answers to all of them the verdict is settled, unless the
    list had to end before.
    """
    trials, targets = _Trials(engine, transfer), Targets(engine, transfer, movements)
    begin = here = trials.begin(movements, hits)
    chosen: dict[str, tuple[Target, int]] = {}
    while here.open and len(chosen) < MOST_QUESTIONS and trials.left > 0:
        best: tuple[tuple[int, int], str, Target, int] | None = None
        for key, target in targets.of(here.movements, trials.hits(here)).items():
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
