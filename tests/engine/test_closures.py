"""Clauses decided in plain Python: values, proofs, and the unknown tests that matter."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from article41.engine._closures import AtomValues, ClauseTable, specialised
from article41.engine._tokens import NONE, UNKNOWN, Facts, one

# One atom a fact, so that a value of each can be chosen freely.
FACTS = ("reason", "end_use.purpose", "route.mode", "recipient.kind", "supplier.kind")
ATOMS: list[list[Any]] = [["w", fact, ["x"]] for fact in FACTS]
KNOWN = (NONE, UNKNOWN, one("x"))

atom_values = st.lists(st.integers(0, 2), min_size=len(FACTS), max_size=len(FACTS))
literals = st.integers(1, len(FACTS)).flatmap(lambda n: st.sampled_from((n, -n)))
clause_lists = st.lists(st.lists(literals, max_size=4, unique=True), max_size=5)


def facts_of(values: list[int]) -> Facts:
    return {fact: KNOWN[value] for fact, value in zip(FACTS, values, strict=True)}


def values_of(values: list[int]) -> AtomValues:
    return AtomValues(ClauseTable(ATOMS), facts_of(values))


def kleene(values: list[int], literal: int) -> int:
    return values[literal - 1] if literal > 0 else 2 - values[-literal - 1]


def kleene_any(values: list[int], clauses: list[list[int]]) -> int:
    return max((min((kleene(values, x) for x in clause), default=2) for clause in clauses), default=0)


@given(atom_values, clause_lists)
def test_the_value_is_the_greatest_of_the_least(values: list[int], clauses: list[list[int]]) -> None:
    found = values_of(values)
    assert found.decide(clauses) == kleene_any(values, clauses)
    assert [found.literal(n) for n in (1, -1)] == [values[0], 2 - values[0]]


@given(atom_values, clause_lists)
def test_the_proof_is_a_clause_with_that_value(values: list[int], clauses: list[list[int]]) -> None:
    proof = values_of(values).proof(clauses)
    if clauses:
        assert proof in clauses
        assert min((kleene(values, x) for x in proof), default=2) == kleene_any(values, clauses)
    else:
        assert proof == []


def test_the_proof_is_the_first_such_clause() -> None:
    assert values_of([2, 2, 1, 0, 0]).proof([[3], [1, 2], [1]]) == [1, 2]


@given(atom_values, clause_lists)
def test_the_unknown_literals_are_those_of_the_smallest_sets(values: list[int], clauses: list[list[int]]) -> None:
    found = values_of(values).unknown(clauses)
    unknown = sorted({x for clause in clauses for x in clause if kleene(values, x) == 1}, key=abs)

    def settles(chosen: tuple[int, ...]) -> bool:
        """Were the chosen literals, taken one by one, true, would some clause be?"""
        return any(all(kleene(values, x) == 2 or x in chosen for x in clause) and chosen for clause in clauses)

    sets = [set(c) for n in range(1, len(unknown) + 1) for c in combinations(unknown, n) if settles(c)]
    smallest = [some for some in sets if not any(other < some for other in sets)]
    expected = set().union(*smallest) if kleene_any(values, clauses) == 1 else None
    if expected is not None:
        assert found == expected


def test_each_test_is_made_once() -> None:
    calls: list[int] = []
    table = ClauseTable(ATOMS)
    test = table.tests[0]

    def counted(facts: Facts) -> int:
        calls.append(1)
        return test(facts)

    table.tests[0] = counted
    values = AtomValues(table, facts_of([2, 2, 2, 2, 2]))
    assert values.decide([[1, -2], [1, 3]]) == 2
    assert values.atom(0) == 2
    assert len(calls) == 1


@given(atom_values, clause_lists, st.booleans())
def test_specialised_clauses_have_the_same_value(values: list[int], clauses: list[list[int]], has: bool) -> None:
    values[0], values[4] = (2 if has else 0), 0
    short = specialised(clauses, ATOMS, FACTS[0], "x" if has else None, frozenset({FACTS[4]}))
    assert kleene_any(values, short) == kleene_any(values, clauses)
    assert not {1, 5} & {abs(x) for clause in short for x in clause}
