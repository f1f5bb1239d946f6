"""The shortest list of questions that settles an undetermined verdict, with what each answer leads to.

A question is about one place in the transfer. For each, a few answers stand for all that rules distinguish:
the words that the undecided tests name and "something else", or the stretches between their bounds. Every
answer is tried by deciding the transfer again with that fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from article41._words import Verdict
from article41.engine._assemble import Located
from article41.engine._movements import Movements, chapters_of
from article41.engine._pointers import pointers_of
from article41.engine._report import Answer, Question
from article41.engine._tokens import INFINITY, NONE, Facts, Tokens, one
from article41.model import Transfer
from article41.model._vocabulary import FACTS, FactSpec

if TYPE_CHECKING:
    from article41.engine._check import Engine

__all__ = ["questions_of"]

_OTHER = "something else"
_MOST_WORDS = 12
_PARTIES = {
    "to": ("recipient", "end_user"),
    "any": ("supplier", "recipient", "end_user", "intermediary"),
    "from": ("supplier",),
}

Change = Callable[[Movements], Movements]


@dataclass(frozen=True, slots=True)
class _Target:
    """A place to ask about, and its answers: the JSON-able value and what it does to the movements."""

    pointer: str
    ask: str
    answers: tuple[tuple[Any, Change], ...]


def _set_raw(fact: str, value: Any) -> Change:
    return lambda m: replace(m, raw={**m.raw, fact: value})


def _set_item(number: int, fact: str, value: Any) -> Change:
    def change(m: Movements) -> Movements:
        items: list[Facts] = list(m.items)
        items[number] = {**items[number], fact: value}
        return replace(m, items=tuple(items))

    return change


class _Asker:
    def __init__(self, engine: Engine, transfer: Transfer, movements: Movements) -> None:
        self.engine = engine
        self.transfer = transfer
        self.movements = movements

    def hits(self, movements: Movements) -> list[Located]:
        return self.engine.hits(self.transfer, movements)

    def targets(self, hits: list[Located]) -> dict[str, _Target]:
        """Return every place that an undetermined finding waits for, by a key of its own."""
        tests: dict[str, tuple[Located, str, list[list[Any]]]] = {}
        for located in hits:
            if located.hit.verdict is Verdict.UNDETERMINED:
                for literal in sorted(located.hit.unknown):
                    atom = located.hit.regime.table.atoms[abs(literal) - 1]
                    for key, fact, base in self._base_tests(located, atom):
                        tests.setdefault(key, (located, fact, []))[2].append(base)
        return {key: self._target(key, located, fact, atoms) for key, (located, fact, atoms) in tests.items()}

    def _base_tests(self, located: Located, atom: list[Any]) -> Iterator[tuple[str, str, list[Any]]]:
        fact = atom[1]
        if fact in ("item.category", "item.concerns"):
            if fact == "item.concerns" and self._subject_open(located):
                yield f"item.subject@{located.item}", "item.subject", atom
                return
            wanted = frozenset(atom[2])
            below = self.engine.classifier.unknown(located.facts, located.categories, wanted)
            for base in below:
                yield f"{base[1]}@{located.item}", base[1], base
        elif fact.endswith(".listed"):
            yield "screening", fact, atom
        elif fact in ("determined", "law.renewed"):
            for word in atom[2]:
                yield f"{fact}:{word}", fact, ["w", fact, [word]]
        elif fact.startswith("item."):
            yield f"{fact}@{located.item}", fact, atom
        else:
            yield fact, fact, atom

    @staticmethod
    def _subject_open(located: Located) -> bool:
        subjects = located.facts["item.subject"]
        return isinstance(subjects, Tokens) and subjects.open

    def _target(self, key: str, located: Located, fact: str, atoms: list[list[Any]]) -> _Target:
        if key == "screening":
            return self._screening(atoms)
        spec = FACTS[fact]
        if fact in ("determined", "law.renewed"):
            return self._determination(fact, atoms[0][2][0])
        if spec.kind in ("number", "date"):
            return self._number(spec, located, atoms)
        return self._words(spec, located, sorted({word for atom in atoms for word in atom[2]}))

    def _screening(self, atoms: list[list[Any]]) -> _Target:
        groups = sorted({atom[1].partition(".")[0] for atom in atoms})
        words = sorted({word for atom in atoms for word in atom[2]})

        def listed(party_list: str | None) -> Change:
            def change(m: Movements) -> Movements:
                raw = dict(m.raw)
                for who in ("supplier", "recipient", "end_user", "intermediary"):
                    fact = f"{who}.listed"
                    known = raw.get(fact)
                    if isinstance(known, Tokens) and known.open:
                        raw[fact] = Tokens(known.yes, known.maybe)
                        if party_list is not None and any(who in _PARTIES.get(g, (g,)) for g in groups):
                            raw[fact] = one(*known.yes, party_list)
                return replace(m, raw=raw)

            return change

        answers: list[tuple[Any, Change]] = [("clear", listed(None))]
        answers += [({"listed": [word]}, listed(word)) for word in words[:_MOST_WORDS]]
        return _Target("/screening/un_lists", "Is any party on a UN sanctions list, and on which?", tuple(answers))

    def _determination(self, fact: str, word: str) -> _Target:
        if fact == "determined":
            matter, ask = word, self.engine.names.matters[word]
        else:
            matter, ask = f"renewed:{word}", f"Which resolution renewed the measure of {word} beyond its known end?"

        def found(value: bool) -> Change:
            def change(m: Movements) -> Movements:
                known: Any = m.raw[fact]
                yes, no = (known.yes | {word}, known.no) if value else (known.yes, known.no | {word})
                return replace(m, raw={**m.raw, fact: Tokens(yes, known.maybe, no, True)})

            return change

        answers = tuple(({"matter": matter, "found": value}, found(value)) for value in (True, False))
        return _Target("/determinations/-", ask, answers)

    def _place(self, fact: str, located: Located) -> tuple[str, str]:
        """Return the raw fact to set for a fact of parties, and its pointer: that of the first silent party."""
        who, _, key = fact.partition(".")
        for party in _PARTIES.get(who, (who,)):
            known = self.movements.raw.get(f"{party}.{key}")
            if isinstance(known, Tokens) and known.open:
                pointer = pointers_of(f"{party}.{key}", self.transfer, located.item)[0]
                return f"{party}.{key}", pointer
        return fact, pointers_of(fact, self.transfer, located.item)[0]

    def _setter(self, spec: FactSpec, located: Located) -> tuple[Callable[[Any], Change], str]:
        if spec.name.startswith("item."):
            pointer = pointers_of(spec.name, self.transfer, located.item)[0]
            return (lambda value: _set_item(located.item, spec.name, value)), pointer
        raw, pointer = self._place(spec.name, located)
        return (lambda value: _set_raw(raw, value)), pointer

    def _words(self, spec: FactSpec, located: Located, words: list[str]) -> _Target:
        setter, pointer = self._setter(spec, located)
        if spec.values == frozenset({"true", "false"}):
            return _Target(pointer, spec.ask, tuple((w == "true", setter(one(w))) for w in ("true", "false")))
        answers: list[tuple[Any, Change]] = [(word, setter(one(word))) for word in words[:_MOST_WORDS]]
        other = NONE
        if spec.name == "item.hs":
            other = self._other_chapters(located, words)
        answers.append((_OTHER, setter(other)))
        return _Target(pointer, spec.ask, tuple(answers))

    def _other_chapters(self, located: Located, words: list[str]) -> Tokens:
        """An HS code always is: "something else" is a chapter that the type allows and no test names."""
        item = self.transfer.items[located.item]
        chapters = chapters_of(self.engine.item_types, item.type, getattr(item, "material", None))
        left = {c for c in chapters.maybe if not any(w.startswith(c) or c.startswith(w) for w in words)}
        return Tokens(maybe=frozenset(left)) if left else NONE

    def _number(self, spec: FactSpec, located: Located, atoms: list[list[Any]]) -> _Target:
        setter, pointer = self._setter(spec, located)
        low, high = -INFINITY, INFINITY
        known = located.facts[spec.name]
        if isinstance(known, tuple) and not isinstance(known, Tokens):
            low, high = known
        cuts = sorted({atom[3] if atom[2] == "ge" else atom[3] + 1 for atom in atoms})
        cuts = [cut for cut in cuts if low < cut <= high]
        edges = [low, *cuts, high + 1]
        answers = []
        for n in range(len(edges) - 1):
            start, end = edges[n], edges[n + 1] - 1
            words = []
            if n > 0:
                words.append(f"{'from' if spec.kind == 'date' else 'at least'} {_shown(spec, start)}")
            if n < len(edges) - 2:
                words.append(f"{'before' if spec.kind == 'date' else 'below'} {_shown(spec, end + 1)}")
            answers.append((" and ".join(words), setter((start, end))))
        return _Target(pointer, spec.ask, tuple(answers))


def _shown(spec: FactSpec, value: int) -> str:
    if spec.kind == "date":
        return f"{value // 10000:04}-{value // 100 % 100:02}-{value % 100:02}"
    return f"{value / spec.scale:.10g}" if spec.scale > 1 else str(value)


def _verdict(hits: list[Located]) -> Verdict:
    return Verdict.gravest([x.hit.verdict for x in hits if x.hit.verdict is not None])


def _open(hits: list[Located]) -> int:
    return sum(x.hit.verdict is Verdict.UNDETERMINED for x in hits)


def questions_of(engine: Engine, transfer: Transfer, movements: Movements, hits: list[Located]) -> tuple[Question, ...]:
    """Return the questions for an undetermined transfer.

    They are chosen greedily: next comes the place whose best answer leaves the fewest findings open; then any
    that proves needless is dropped. With the best answers to all of them the verdict is settled.
    """
    asker = _Asker(engine, transfer, movements)
    chosen: dict[str, tuple[_Target, Change]] = {}
    here, remaining = movements, hits
    while _open(remaining):
        best: tuple[int, str, _Target, Change, Movements, list[Located]] | None = None
        for key, target in asker.targets(remaining).items():
            if key in chosen:
                continue
            for _, change in target.answers:
                after = change(here)
                left = asker.hits(after)
                if best is None or (_open(left), _verdict(left).gravity * -1) < (
                    best[0],
                    _verdict(best[5]).gravity * -1,
                ):
                    best = (_open(left), key, target, change, after, left)
        if best is None or (best[0] >= _open(remaining) and best[1] in chosen):
            break
        _, key, target, change, here, remaining = best
        chosen[key] = (target, change)
    for key in list(chosen):
        rest = movements
        for other, (_, change) in chosen.items():
            if other != key:
                rest = change(rest)
        if len(chosen) > 1 and not _open(asker.hits(rest)):
            del chosen[key]
    return tuple(
        Question(
            target.pointer,
            target.ask,
            tuple(Answer(value, _verdict(asker.hits(change(movements)))) for value, change in target.answers),
        )
        for target, _ in chosen.values()
    )
