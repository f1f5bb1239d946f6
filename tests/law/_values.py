"""Conditions drawn at random, and their values by Kleene's tables, straight from the tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

from article41.engine._tokens import Facts, FactValue, Interval, Tokens, make_test
from article41.law import _ir as ir

__all__ = ["FALSE", "TRUE", "UNKNOWN", "atom_value", "clause_value", "conditions", "facts", "kleene", "value_of"]

FALSE, UNKNOWN, TRUE = 0, 1, 2

WORDS = {
    "recipient.state": ("KP", "RU", "NO"),
    "to.state": ("KP", "RU", "NO"),
    "any.actor": ("dealer", "gang"),
    "item.concerns": ("arms", "small_arms"),
    "activity": ("supply", "training"),
    "reason": ("sale", "repair"),
}
NUMBERS = {"date": (20061014, 20090612), "item.calibre_mm": (7500, 12700)}


def kleene(condition: ir.Condition, atom: Callable[[ir.Words | ir.Number], int]) -> int:
    """The value of a tree, given the values of its tests."""
    if isinstance(condition, ir.Not):
        return 2 - kleene(condition.member, atom)
    if isinstance(condition, ir.All):
        return min((kleene(member, atom) for member in condition.members), default=TRUE)
    if isinstance(condition, ir.Any):
        return max((kleene(member, atom) for member in condition.members), default=FALSE)
    return atom(condition)


def clause_value(clauses: list[list[int]], atoms: list[int]) -> int:
    """The value of a disjunction of clauses, given the values of the atoms by number."""
    return max((min((_literal(x, atoms) for x in clause), default=TRUE) for clause in clauses), default=FALSE)


def _literal(literal: int, atoms: list[int]) -> int:
    return atoms[literal - 1] if literal > 0 else 2 - atoms[-literal - 1]


def atom_value(atom: ir.Words | ir.Number, facts: Facts) -> int:
    """The value of a test for these facts, as the engine tests it."""
    compiled: list[Any]
    if isinstance(atom, ir.Words):
        compiled = ["w", atom.fact, sorted(atom.words)]
    else:
        compiled = ["n", atom.fact, atom.op, atom.bound]
    return make_test(compiled)(facts)


def value_of(condition: ir.Condition, facts: Mapping[str, FactValue]) -> int:
    """The value of a condition for these facts."""
    return kleene(condition, lambda atom: atom_value(atom, dict(facts)))


def _words() -> st.SearchStrategy[ir.Words]:
    return st.sampled_from(sorted(WORDS)).flatmap(
        lambda fact: st.builds(ir.Words, st.just(fact), st.frozensets(st.sampled_from(WORDS[fact]), min_size=1))
    )


def _numbers() -> st.SearchStrategy[ir.Number]:
    return st.sampled_from(sorted(NUMBERS)).flatmap(
        lambda fact: st.builds(ir.Number, st.just(fact), st.sampled_from(("ge", "le")), st.sampled_from(NUMBERS[fact]))
    )


def conditions(max_leaves: int = 10) -> st.SearchStrategy[ir.Condition]:
    """Trees of all, any and not over a few tests of a few facts."""
    return st.recursive(
        st.one_of(_words(), _numbers()),
        lambda inner: st.one_of(
            st.builds(ir.Not, inner),
            st.builds(ir.All, st.lists(inner, max_size=3).map(tuple)),
            st.builds(ir.Any, st.lists(inner, max_size=3).map(tuple)),
        ),
        max_leaves=max_leaves,
    )


@st.composite
def _tokens(draw: st.DrawFn, words: tuple[str, ...]) -> Tokens:
    kinds = {word: draw(st.sampled_from(("yes", "maybe", "no", "other"))) for word in words}
    by_kind = {kind: frozenset(w for w in words if kinds[w] == kind) for kind in ("yes", "maybe", "no")}
    return Tokens(by_kind["yes"], by_kind["maybe"], by_kind["no"], draw(st.booleans()))


@st.composite
def _interval(draw: st.DrawFn, bounds: tuple[int, ...]) -> Interval | None:
    near = [bound + step for bound in bounds for step in (-1, 0, 1)]
    ends = sorted((draw(st.sampled_from(near)), draw(st.sampled_from(near))))
    return None if draw(st.integers(0, 9)) == 0 else (ends[0], ends[1])


def facts() -> st.SearchStrategy[Facts]:
    """What may be known of the facts that ``conditions`` tests."""
    return st.fixed_dictionaries(
        {
            **{fact: _tokens(words) for fact, words in WORDS.items()},
            **{fact: _interval(bounds) for fact, bounds in NUMBERS.items()},
        }
    )
