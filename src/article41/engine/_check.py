"""The engine: a rulebook made ready, and the check of a transfer against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from article41._errors import EngineError, InputError, Place, Problem
from article41._version import __version__
from article41._words import Verdict
from article41.engine import _durable
from article41.engine._assemble import Located, duties_of, findings_of
from article41.engine._caveats import caveats_of
from article41.engine._classify import Classifier
from article41.engine._decide import Reached, RegimeDecider
from article41.engine._guards import Guards
from article41.engine._locks import lock_of
from article41.engine._movements import Movements, derive, movements_of
from article41.engine._names import Names, get_close_matches
from article41.engine._report import Question, Report, RulebookId
from article41.engine._tokens import Facts, one
from article41.language import ENGLISH, checked_language, speaking, spoken
from article41.law import Rulebook
from article41.model import PartialDate, Transfer, parse_transfer

__all__ = ["Engine", "Reach", "check", "engine_for"]

Reach = tuple[tuple[tuple[RegimeDecider, Reached], ...], ...]
"""For each act of an item, the regimes whose provisions could give a finding, and those."""


class Engine:
    """Decides transfers by one rulebook. Safe to share between threads.

    Args:
        rulebook: the law.
        durable: run durable-rules beside the closures; None for "where it is installed".
    """

    def __init__(self, rulebook: Rulebook, durable: bool | None = None) -> None:
        self.rulebook = rulebook
        self.durable = _durable.AVAILABLE if durable is None else durable
        if self.durable and not _durable.AVAILABLE:
            raise EngineError("durable-rules is not installed: without it the closures answer alone (durable=False)")
        self.name = "durable-rules+closures" if self.durable else "closures"
        registers = rulebook.shard("registers")
        self.names = Names(registers)
        self.item_types: dict[str, Any] = registers["item_types"]
        self.notes: dict[str, list[dict[str, Any]]] = registers["notes"]
        self.classifier = Classifier(rulebook.shard("categories"), self.item_types, self.durable)
        self._deciders: dict[str, RegimeDecider] = {}
        self._lock = lock_of(self)
        index = rulebook.shard("index")["regimes"]
        self.guards = Guards({regime: entry["guards"] for regime, entry in index.items()})
        self._order = {regime: n for n, regime in enumerate(index)}
        self.verified_to = {regime: entry["verified_to"] for regime, entry in index.items()}

    def decider(self, regime: str) -> RegimeDecider:
        """Return the regime made ready; the first call reads and compiles it."""
        found = self._deciders.get(regime)
        if found is None:
            with self._lock:
                found = self._deciders.get(regime)
                if found is None:
                    found = RegimeDecider(self.rulebook.regime(regime), self.durable)
                    self._deciders[regime] = found
        return found

    def movements(self, transfer: Transfer) -> Movements:
        """Return the transfer's movements; names are resolved, categories are not decided yet."""
        for number, item in enumerate(transfer.items):
            for place, word in enumerate(getattr(item, "subjects", None) or ()):
                if not self.classifier.knows(word):
                    close = get_close_matches(word, self.classifier.words(), 1)
                    raise InputError(
                        Problem(
                            f"{word!r} is neither a category nor an item type",
                            Place(pointer=f"/items/{number}/subjects/{place}"),
                            f"did you mean {close[0]!r}?" if close else "write a category or item type, such as arms",
                        )
                    )
        return movements_of(transfer, self.names, self.item_types)

    def hits(self, transfer: Transfer, movements: Movements, base: Facts | None = None) -> list[Located]:
        """Return every provision that reaches or may reach a movement, in the order of the rulebook.

        Args:
            transfer: what is judged.
            movements: its movements.
            base: ``derive(movements.raw)``, where that is known.
        """
        base = derive(movements.raw) if base is None else base
        found = [hit for n in range(len(movements.items)) for hit in self.item_hits(transfer, movements, n, base)]
        found.sort(key=lambda x: (self._order[x.hit.regime.shard["id"]], x.hit.regime.number(x.hit.provision["id"])))
        return found

    def item_hits(self, transfer: Transfer, movements: Movements, number: int, base: Facts) -> list[Located]:
        """Return the provisions that reach or may reach one item; ``base`` is ``derive(movements.raw)``."""
        return [
            located
            for activity, facts in self._acts_of(movements, number, base)
            for regime in self.guards.regimes(facts, activity)
            for located in self.regime_hits(regime, transfer, number, activity, facts)
        ]

    def reach(self, movements: Movements, number: int, base: Facts) -> Reach:
        """Return, for each act of an item, what could give a finding, now or when more is known of it."""
        return tuple(
            tuple(
                (decider, reached)
                for regime in self.guards.possible(facts, activity)
                if (reached := (decider := self.decider(regime)).reached(facts, activity))
            )
            for activity, facts in self._acts_of(movements, number, base)
        )

    def item_verdicts(
        self, transfer: Transfer, movements: Movements, number: int, base: Facts, reach: Reach
    ) -> list[Verdict]:
        """Return the verdicts of an item's findings, ``reach`` being all that can give one; by the closures alone."""
        return [
            verdict
            for (_, facts), some in zip(self._acts_of(movements, number, base), reach, strict=True)
            for decider, reached in some
            for verdict in decider.verdicts(reached, facts, transfer, number)
        ]

    def regime_hits(self, regime: str, transfer: Transfer, number: int, activity: str, facts: Facts) -> list[Located]:
        """Return the provisions of one regime that count for one movement, in the order of the rule file."""
        hits = self.decider(regime).decide(facts, activity, transfer, number)
        # A duty that only may arise counts where something else of its regime does: or else every transfer that does
        # not state its ship would carry the duties of all regimes.
        if not any(hit.verdict is not None or hit.value == 2 for hit in hits):
            return []
        categories: Any = facts["item.category"]
        return [Located(hit, number, activity, facts, categories) for hit in hits]

    def facts_of(self, movements: Movements) -> Iterator[tuple[int, str, Facts]]:
        """Yield (item, act, facts) of every movement, categories decided."""
        base = derive(movements.raw)
        for number in range(len(movements.items)):
            for activity, facts in self._acts_of(movements, number, base):
                yield number, activity, facts

    def _acts_of(self, movements: Movements, number: int, base: Facts) -> Iterator[tuple[str, Facts]]:
        facts = self.classifier.placed({**base, **movements.items[number]})
        for activity in movements.acts[number]:
            yield activity, {**facts, "activity": one(activity)}

    def check(self, transfer: Transfer) -> Report:
        """Return the report on a transfer.

        Raises:
            InputError: a name, list, matter or citation in it cannot be resolved.
            EngineError: the engines disagree; no answer is given.
        """
        movements = self.movements(transfer)
        base = derive(movements.raw)
        hits = self.hits(transfer, movements, base)
        verdict = Verdict.gravest([x.hit.verdict for x in hits if x.hit.verdict is not None])
        findings = findings_of(hits, transfer, self.classifier, self.names)
        questions: tuple[Question, ...] = ()
        if verdict is Verdict.UNDETERMINED:
            from article41.engine._questions import questions_of

            questions = questions_of(self, transfer, movements, hits)
        obligations, advisories = duties_of(hits, transfer.date.last)
        return Report(
            transfer=transfer.id,
            verdict=verdict,
            date=str(transfer.date),
            engine=self.name,
            rulebook=RulebookId(self.rulebook.version, self.rulebook.digest),
            library=__version__,
            findings=tuple(findings),
            questions=questions,
            obligations=tuple(obligations),
            advisories=tuple(advisories),
            caveats=tuple(caveats_of(self, transfer, base, verdict, findings, hits)),
            language=spoken(),
        )


_KEPT = "_engine"


def engine_for(rulebook: Rulebook | None = None) -> Engine:
    """Return the engine of a rulebook (by default the shipped law); one is made for each and kept."""
    rulebook = Rulebook.default() if rulebook is None else rulebook
    # It is kept in the rulebook, so that both go together; of threads that come at once, the first one's stays.
    kept = vars(rulebook)
    found: Engine = kept.get(_KEPT) or kept.setdefault(_KEPT, Engine(rulebook))
    return found


def check(
    transfer: Transfer | Mapping[str, Any] | str | bytes,
    as_of: str | None = None,
    rulebook: Rulebook | None = None,
    language: str = ENGLISH,
) -> Report:
    """Answer: may this transfer go ahead, and which paragraph says so?

    Args:
        transfer: a Transfer, or its JSON form as a mapping or text.
        as_of: judge it as if its act took place on this date (``2023-09-13``, ``2023-09`` or ``2023``).
        rulebook: the law to judge by; the shipped law if None.
        language: what the texts of the report are in: ``en`` or ``fr``. Verdicts, ids and pointers stay as they are.

    Raises:
        InputError: it is not a transfer, names something that cannot be resolved, ``as_of`` is no date, or there is no
            such language.
        EngineError: the engines disagree; no answer is given.
    """
    checked_language(language)
    if not isinstance(transfer, Transfer):
        transfer = parse_transfer(transfer)
    if as_of is not None:
        try:
            date = PartialDate(as_of)
        except ValueError as error:
            raise InputError(Problem(f"as_of {as_of!r}: {error}")) from None
        transfer = transfer.model_copy(update={"date": date})
    engine = engine_for(rulebook)
    with speaking(language, lambda: engine.rulebook.translations(language)):
        return engine.check(transfer)
