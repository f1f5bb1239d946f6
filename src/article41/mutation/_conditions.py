"""Conditions changed in one point: a test dropped, a word taken out, a bound or a direction moved.

Every change is one that a drafter could make by a slip of the pen and that the law would still load with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from article41.engine._pointers import real_day
from article41.law._ir import All, Any, Condition, Not, Number, Words
from article41.law._provision import Category
from article41.law._registers import Registers
from article41.model._items import FIELD_WORDS, ITEM_TYPES
from article41.model._vocabulary import FACTS
from article41.mutation._text import number_text, shifted, text_of

__all__ = ["Change", "Vocabulary", "changes_of"]

_Put = Callable[[Condition], Condition]
_CATEGORY_FACTS = ("item.category", "item.concerns")
_OPPOSITE = {"to": "from", "from": "to", "supplier": "recipient", "recipient": "supplier", "end_user": "supplier"}
_TRUTH = frozenset({"true", "false"})


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a condition.

    Attributes:
        kind: the sort of change.
        detail: what names it among those of its kind.
        says: in words.
        needle: a text of the rule file near which it is made.
        condition: the whole condition as changed.
    """

    kind: str
    detail: str
    says: str
    needle: str
    condition: Condition


@dataclass(slots=True)
class Vocabulary:
    """The words that changes are made with: which categories lie in which, and which sets are every word."""

    registers: Registers
    categories: Mapping[str, Category]
    parents: dict[str, list[str]] = field(default_factory=dict)
    children: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, category in sorted(self.categories.items()):
            plain = [r.words for r in category.rules if isinstance(r, Words) and r.fact == "item.category"]
            for member in sorted({*category.includes, *frozenset().union(*plain)}):
                self.parents.setdefault(member, []).append(key)
                self.children.setdefault(key, []).append(member)

    def below(self, category: str) -> frozenset[str]:
        """Return the categories that lie wholly in ``category``, and itself."""
        return _closure(category, self.children)

    def above(self, category: str) -> frozenset[str]:
        """Return the categories in which ``category`` wholly lies, and itself."""
        return _closure(category, self.parents)

    def is_every_word(self, fact: str, words: frozenset[str]) -> bool:
        """Return whether a set is all words of a fact: it tests that some word is there, and lists none."""
        spec = FACTS[fact]
        if spec.values is not None:
            return len(words) > 1 and words == spec.values
        every: Mapping[str, frozenset[str]] = {
            "category": frozenset(self.categories),
            "item_type": frozenset(ITEM_TYPES),
            "subject": frozenset({*ITEM_TYPES, *self.categories}),
        }
        register = spec.register or ""
        if register in every:
            return words == every[register]
        if register in ("free", "control"):
            return words == FIELD_WORDS.get(fact)
        return len(words) > 1 and words == self.registers.words(register)


def _closure(start: str, steps: Mapping[str, list[str]]) -> frozenset[str]:
    found, ahead = {start}, [start]
    while ahead:
        new = [word for word in steps.get(ahead.pop(), ()) if word not in found]
        found.update(new)
        ahead += new
    return frozenset(found)


def changes_of(condition: Condition, vocabulary: Vocabulary) -> Iterator[Change]:
    """Yield every change of ``condition``; one of a test that stands in several places is yielded for each."""
    yield from _changes(condition, lambda changed: changed, vocabulary)


def _changes(node: Condition, put: _Put, vocabulary: Vocabulary) -> Iterator[Change]:
    match node:
        case All(members=(Words() as allowed, Not(member=Words() as rest))) if _is_only(allowed, rest):
            yield from _drops(node, put)
            yield from _only(allowed, rest, put)
        case All(members=members) | Any(members=members):
            yield from _drops(node, put)
            join: type[All | Any] = type(node)
            for n, member in enumerate(members):

                def put_member(
                    changed: Condition,
                    n: int = n,
                    join: type[All | Any] = join,
                    members: tuple[Condition, ...] = members,
                ) -> Condition:
                    return put(join((*members[:n], changed, *members[n + 1 :])))

                yield from _changes(member, put_member, vocabulary)
        case Not(member=member):
            yield from _changes(member, lambda changed: put(Not(changed)), vocabulary)
        case Words():
            yield from _words(node, put, vocabulary)
        case Number():
            yield from _bounds(node, put)


def _put_into(members: tuple[Condition, ...], n: int, join: type[All | Any], put: _Put) -> _Put:
    return lambda changed: put(join((*members[:n], changed, *members[n + 1 :])))


def _drops(node: All | Any, put: _Put) -> Iterator[Change]:
    """Drop one member; an empty list of conditions does not load, so the last one of a nested list stays."""
    kind = "drop-condition" if isinstance(node, All) else "drop-alternative"
    for n, member in enumerate(node.members):
        left = put(type(node)((*node.members[:n], *node.members[n + 1 :])))
        if len(node.members) > 1 or left == All(()):
            yield Change(kind, text_of(member), f"drops {text_of(member)}", _needle(member), left)


def _is_only(allowed: Words, rest: Words) -> bool:
    values = FACTS[allowed.fact].values
    return allowed.fact == rest.fact and values is not None and rest.words == values - allowed.words


def _only(allowed: Words, rest: Words, put: _Put) -> Iterator[Change]:
    fact = allowed.fact
    for word in sorted(allowed.words) if len(allowed.words) > 1 else ():
        changed = All((Words(fact, allowed.words - {word}), Not(Words(fact, rest.words | {word}))))
        yield Change("drop-word", f"{fact}=only:{word}", f"takes {word} out of {fact}: only", word, put(changed))


def _words(node: Words, put: _Put, vocabulary: Vocabulary) -> Iterator[Change]:
    fact, words = node.fact, node.words
    yield from _turned(node, put)
    if vocabulary.is_every_word(fact, words):
        return
    if len(words) > 1:
        for word in sorted(words):
            left = put(Words(fact, words - {word}))
            yield Change("drop-word", f"{fact}={word}", f"takes {word} out of {fact}", word, left)
    elif FACTS[fact].values == _TRUTH:
        (other,) = _TRUTH - words
        changed = put(Words(fact, frozenset({other})))
        yield Change("opposite", f"{fact}={other}", f"makes {fact} {other}", fact, changed)
    if fact not in _CATEGORY_FACTS:
        return
    for word in sorted(words):
        wider = [parent for parent in vocabulary.parents.get(word, ()) if parent not in words]
        narrower = sorted(vocabulary.children.get(word, ()), key=lambda c: (-len(vocabulary.below(c)), c))[:1]
        for kind, others in (("widen", wider), ("narrow", narrower)):
            for other in others:
                changed = put(Words(fact, (words - {word}) | {other}))
                says = f"makes {word} {other} in {fact}"
                yield Change(kind, f"{fact}={word}>{other}", says, word, changed)


def _turned(node: Words, put: _Put) -> Iterator[Change]:
    who, _, key = node.fact.partition(".")
    opposite = f"{_OPPOSITE.get(who)}.{key}"
    if opposite not in FACTS and who in ("to", "from"):
        opposite = f"{'supplier' if who == 'to' else 'recipient'}.{key}"
    if opposite in FACTS:
        says = f"turns {text_of(node)} into {opposite}"
        yield Change("direction", f"{text_of(node)}>{opposite}", says, _needle(node), put(Words(opposite, node.words)))


def _bounds(node: Number, put: _Put) -> Iterator[Change]:
    fact, op = node.fact, node.op
    is_date = FACTS[fact].kind == "date"
    bound = real_day(node.bound, 1 if op == "ge" else -1) if is_date else node.bound
    shown = number_text(fact, op, bound)
    for step in (-1, 1):
        moved = shifted(bound, step) if is_date else bound + step
        if moved < 0:
            continue
        kind = "date" if is_date else "threshold"
        sign = ">=" if op == "ge" else "<="
        detail = f"{fact}{sign}{shown}{step:+d}"
        says = f"makes {fact} {sign} {shown} {number_text(fact, op, moved)}"
        yield Change(kind, detail, says, shown, put(Number(fact, op, moved)))


def _needle(condition: Condition) -> str:
    """Return a text by which the test is found in the rule file."""
    match condition:
        case Words(words=words):
            return min(words)
        case Number(fact=fact, op=op, bound=bound):
            return number_text(fact, op, bound)
        case Not(member=member):
            return _needle(member)
        case All(members=members) | Any(members=members):
            return _needle(members[0]) if members else ""
