"""Clauses have the value of the tree that they were made from, unknown included."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41._errors import Place, RuleError
from article41.law._clauses import MAX_CLAUSES, AtomTable
from article41.law._ir import All, Not, Words, facts_of
from article41.law._ir import Any as AnyOf

from ._values import FALSE, TRUE, UNKNOWN, clause_value, conditions, kleene

PLACE = Place("rules/regimes/alpha.yaml", 9, 5)


def clauses_of(condition: Any, table: AtomTable | None = None) -> list[list[int]]:
    return (table or AtomTable()).clauses(condition, "alpha/p1", PLACE)


def word(name: str) -> Words:
    return Words("reason", frozenset({name}))


def words(count: int, start: int = 0) -> tuple[Words, ...]:
    return tuple(word(f"w{n}") for n in range(start, start + count))


@given(conditions(), st.data())
def test_clauses_have_the_value_of_the_tree(condition: Any, data: st.DataObject) -> None:
    table = AtomTable()
    clauses = clauses_of(condition, table)
    values = [data.draw(st.sampled_from((FALSE, UNKNOWN, TRUE))) for _ in table.atoms]
    expected = kleene(condition, lambda atom: values[table.atoms.index(atom)])
    assert clause_value(clauses, values) == expected


@given(conditions())
def test_clauses_are_the_smallest_and_sorted(condition: Any) -> None:
    clauses = clauses_of(condition)
    sets = [frozenset(clause) for clause in clauses]
    assert not any(a <= b or b <= a for a, b in combinations(sets, 2))
    assert all(len(clause) == len(set(clause)) for clause in clauses)
    assert clauses == sorted(clauses, key=lambda clause: (len(clause), clause))


@given(conditions())
def test_the_same_condition_gives_the_same_clauses(condition: Any) -> None:
    first, second = AtomTable(), AtomTable()
    assert clauses_of(condition, first) == clauses_of(condition, second)
    assert first.atoms == second.atoms


@given(conditions(), conditions())
def test_atoms_are_shared_between_conditions(one: Any, other: Any) -> None:
    table = AtomTable()
    clauses_of(one, table)
    clauses_of(other, table)
    assert len(table.atoms) == len(set(table.atoms))
    assert {atom.fact for atom in table.atoms} == facts_of(one) | facts_of(other)


def test_empty_conditions() -> None:
    assert clauses_of(All(())) == [[]]
    assert clauses_of(AnyOf(())) == []
    assert clauses_of(Not(AnyOf(()))) == [[]]


def test_a_wider_clause_absorbs_a_narrower_one() -> None:
    a, b = word("a"), word("b")
    assert clauses_of(AnyOf((All((a, b)), a))) == clauses_of(a)


def test_a_test_and_its_opposite_stay() -> None:
    assert clauses_of(AnyOf((word("a"), Not(word("a"))))) == [[-1], [1]]
    assert clauses_of(All((word("a"), Not(word("a"))))) == [[-1, 1]]


@pytest.mark.parametrize(
    "condition",
    [
        pytest.param(AnyOf(words(MAX_CLAUSES + 1)), id="a long list"),
        pytest.param(All((AnyOf(words(50)), AnyOf(words(50, 50)))), id="a product"),
        pytest.param(Not(All(tuple(Not(w) for w in words(MAX_CLAUSES + 1)))), id="a negated list"),
        pytest.param(All((AnyOf(words(200)), AnyOf(words(200, 200)))), id="a product that is not even tried"),
    ],
)
def test_too_many_clauses_are_refused_with_their_place(condition: Any) -> None:
    with pytest.raises(RuleError, match=f"alpha/p1: .* more than {MAX_CLAUSES} clauses") as error:
        clauses_of(condition)
    assert [problem.place for problem in error.value.problems] == [PLACE]


def test_clauses_that_are_absorbed_do_not_count() -> None:
    some = AnyOf(words(70))
    pairs = 70 * 69 // 2 + 70
    assert pairs > MAX_CLAUSES
    assert len(clauses_of(All((some, some)))) == 70


def test_as_many_clauses_as_allowed() -> None:
    assert len(clauses_of(AnyOf(words(MAX_CLAUSES)))) == MAX_CLAUSES
    assert len(clauses_of(All((AnyOf(words(MAX_CLAUSES // 50)), AnyOf(words(50, MAX_CLAUSES)))))) == MAX_CLAUSES


def test_as_large_a_product_as_is_tried() -> None:
    some, more = 100, MAX_CLAUSES * 10 // 100
    assert len(clauses_of(All((AnyOf(words(some)), AnyOf(words(more)))))) == some
