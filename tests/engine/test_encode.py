"""Clauses to rulesets, and the audit that keeps them inside what durable-rules does right."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41 import EngineError
from article41.engine._durable import AVAILABLE, Pack
from article41.engine._encode import (
    ALWAYS,
    LIMITS,
    SENTINEL,
    Ruleset,
    Test,
    _depth,
    _fnv,
    audit,
    encode_rules,
    guard_of,
    literal_tests,
    property_of,
    split_rulesets,
)  # fmt: skip
from article41.model._vocabulary import SELECTIVE_FACTS

needs_durable = pytest.mark.skipif(not AVAILABLE, reason="durable-rules is not installed")
Rules = dict[str, tuple[Test, ...]]
ATOMS: list[list[Any]] = [
    ["w", "reason", ["sale"]],
    ["w", "recipient.state", ["AA"]],
    ["n", "date", "ge", 20000110],
    ["n", "item.calibre_mm", "le", 7500],
    ["w", "activity", ["supply"]],
]


def rules(*tests: Iterable[Test]) -> Rules:
    return {f"r{n}#0?": tuple(some) for n, some in enumerate(tests)}


# The audit: each limit, just met and just passed


def children(n: int) -> Rules:
    return rules(*([("==", "p", operand)] for operand in range(n)))


def on_one_node(n: int) -> Rules:
    return rules(*([("==", "p", 1)] for _ in range(n)))


def matching_at_once(n: int) -> Rules:
    return rules(*([(">=", f"p{k}", 1)] for k in range(n - 2)))


def chain_of(n: int) -> list[Test]:
    return [("==", f"p{k}", 2) for k in range(n)]


def many(n: int) -> Rules:
    return rules(*([("==", "a", k % 400), ("==", "b", k // 400)] for k in range(n)))


@pytest.mark.parametrize(
    ("limit", "build"),
    [
        ("children", children),
        ("rules_on_node", on_one_node),
        ("depth", matching_at_once),
        ("properties", lambda n: rules(chain_of(n))),
        ("rules", many),
    ],
)
def test_each_limit_is_met_and_not_passed(limit: str, build: Any) -> None:
    most = LIMITS[limit]
    assert audit(build(most)) == []
    assert audit(build(most + 1)) == [f"{limit} {most + 1} > {most}"]


def test_the_limits_lie_within_those_of_the_c_source() -> None:
    constants = {"children": 511, "rules_on_node": 255, "depth": 64, "properties": 254, "rules": 4096}
    assert all(LIMITS[name] < most for name, most in constants.items())


def test_no_rules_have_no_faults_and_no_rulesets() -> None:
    assert audit({}) == []
    assert split_rulesets("item", {}) == []


# The depth bound

tests = st.tuples(st.sampled_from(("==", ">=", "<=")), st.sampled_from("abcdef"), st.integers(0, 2))
rule_lists = st.lists(st.lists(tests, max_size=4), max_size=30)
facts = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 2))


def holds(test: Test, fact: dict[str, int]) -> bool:
    operator, prop, operand = test
    if prop not in fact:
        return False
    return {"==": fact[prop] == operand, ">=": fact[prop] >= operand, "<=": fact[prop] <= operand}[operator]


def tree_of(some: Rules) -> dict[Test, Any]:
    root: dict[Test, Any] = {}
    for parts in some.values():
        node = root
        for test in parts:
            node = node.setdefault(test, {})
    return root


@given(rule_lists, facts, st.randoms())
def test_the_depth_bounds_the_match_stack_for_every_fact(some: Any, fact: dict[str, int], random: Any) -> None:
    root = tree_of(rules(*some))
    stack: list[dict[Test, Any]] = [{("==", "k", 0): root}]
    fact, highest = {**fact, "k": 0}, 0
    # As the C source walks: take the last node, put on all its children that match, in the order of its table.
    while stack:
        highest = max(highest, len(stack))
        matching = [child for test, child in stack.pop().items() if holds(test, fact)]
        random.shuffle(matching)
        stack += matching
    assert highest <= _depth(root) + 2


@needs_durable
def test_durable_rules_gives_up_beyond_its_stack_and_not_at_our_limit() -> None:
    safe = matching_at_once(LIMITS["depth"])
    told = "".join(f',"p{n}":2' for n in range(80))
    assert sorted(Pack(Ruleset("item", safe)).run(told)) == sorted(safe)
    with pytest.raises(EngineError, match="303"):
        Pack(Ruleset("item", matching_at_once(72))).run(told)


# Splitting


@given(st.lists(st.lists(tests, max_size=3), max_size=60), st.integers(0, 3))
def test_a_split_keeps_every_rule_once_and_every_part_passes(some: Any, copies: int) -> None:
    heavy = rules(*some, *([("==", "z", 1)] for _ in range(copies * 100)), *([(">=", f"q{n}", 1)] for n in range(70)))
    parts = split_rulesets("item", heavy)
    names = [name for part in parts for name in part.rules]
    assert sorted(names) == sorted(heavy)
    for part in parts:
        assert part.kind == "item"
        assert audit(part.rules) == []
        assert all(heavy[name] == found for name, found in part.rules.items())
        assert part.properties == {prop for found in part.rules.values() for _, prop, _ in found}


def test_a_rule_that_is_too_large_alone_is_refused() -> None:
    with pytest.raises(EngineError, match=r"the rule r1#0\? cannot be run safely: properties 201 > 200"):
        split_rulesets("item", rules([("==", "a", 1)], chain_of(201)))


# Names that durable-rules takes for one another


def test_colliding_names_are_found_and_parted() -> None:
    assert _fnv("costarring") == _fnv("liquid")
    clash = rules([("==", "costarring", 2)], [("==", "liquid", 2)])
    assert audit(clash) == ["the properties costarring and liquid have the same hash"]
    assert [list(part.rules) for part in split_rulesets("item", clash)] == [["r0#0?"], ["r1#0?"]]
    with pytest.raises(EngineError, match="same hash"):
        split_rulesets("item", rules([("==", "costarring", 2), ("==", "liquid", 2)]))


def test_names_of_the_engine_itself_may_not_be_hit() -> None:
    own = _fnv("sid")
    found = next(name for name in (f"p{n:x}" for n in count()) if _fnv(name) & 0xFF == own & 0xFF)
    assert audit(rules([("==", found, 1)])) == []
    assert audit(rules([("==", "sid", 1)])) == []  # the very name is no collision; no fact is called so


def colliding(most: int) -> list[tuple[str, str]]:
    seen: dict[int, str] = {}
    out = []
    for n in range(most):
        name = f"p{n * 2654435761 % 2**32:08x}"
        other = seen.setdefault(_fnv(name), name)
        if other != name:
            out.append((other, name))
    return out


@needs_durable
def test_the_hash_is_the_one_that_durable_rules_uses() -> None:
    pairs = [("costarring", "liquid"), *colliding(150_000)]
    assert len(pairs) > 1
    for one, other in pairs:
        pack = Pack(Ruleset("item", rules([("==", one, 2)])))
        assert pack.run(f',"{other}":2') == ["r0#0?"]  # the defect that the audit is there for
        assert pack.run(f',"{other}x":2') == []


# The encoding


@pytest.mark.parametrize(
    ("literal", "perhaps", "surely"),
    [
        (1, (">=", "reason__0", 1), ("==", "reason__0", 2)),
        (-1, ("<=", "reason__0", 1), ("==", "reason__0", 0)),
        (3, (">=", "date_hi", 20000110), (">=", "date_lo", 20000110)),
        (4, ("<=", "item_calibre_mm_lo", 7500), ("<=", "item_calibre_mm_hi", 7500)),
        (-4, ("<=", "item_calibre_mm__3", 1), ("==", "item_calibre_mm__3", 0)),
    ],
)
def test_a_literal_as_a_test(literal: int, perhaps: Test, surely: Test) -> None:
    assert literal_tests(ATOMS, literal, lower=False) == perhaps
    assert literal_tests(ATOMS, literal, lower=True) == surely


def test_the_most_selective_positive_test_is_the_guard() -> None:
    atoms = [["w", "reason", ["sale"]], ["w", SELECTIVE_FACTS[-1], ["x"]], ["w", SELECTIVE_FACTS[0], ["x"]]]
    assert guard_of(atoms, [1, 2, 3]) == 2
    assert guard_of(atoms, [2, 1]) == 1
    assert guard_of(atoms, [-2, 1]) == -1
    assert guard_of(atoms, []) == -1


def test_rules_come_in_pairs_with_shared_tests_in_front_and_dates_last() -> None:
    found = encode_rules(ATOMS, [("x", [[1, 3], [-1, 2]]), ("y", [[1]])])
    assert set(found) == {-1, 1}
    assert [[test[1] for test in parts] for parts in found[-1].values()] == [
        ["reason__0", "date_hi"],
        ["reason__0", "date_lo"],
        ["reason__0"],
        ["reason__0"],
    ]
    assert list(found[-1]) == ["x#0?", "x#0!", "y#0?", "y#0!"]
    assert list(found[1]) == ["x#1?", "x#1!"]


def test_a_first_test_stands_in_front_and_replaces_the_guard() -> None:
    found = encode_rules(ATOMS, [("x", [[2], []])], {"x": ("==", "group", 7)})
    assert list(found) == [-1]
    assert [parts[0] for parts in found[-1].values()] == [("==", "group", 7)] * 4


def test_a_clause_without_tests_is_met_by_every_fact() -> None:
    assert encode_rules(ATOMS, [("x", [[]]), ("never", [])]) == {-1: {"x#0?": (ALWAYS,), "x#0!": (ALWAYS,)}}


literals = st.integers(1, len(ATOMS)).flatmap(lambda n: st.sampled_from((n, -n)))
numbers = st.one_of(st.none(), st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda p: (min(p), max(p))))


@given(
    st.lists(st.lists(literals, max_size=4, unique=True), max_size=4), st.lists(st.integers(0, 2), min_size=5), numbers
)
def test_the_rules_of_a_clause_fire_as_it_comes_out(clauses: list[list[int]], words: list[int], number: Any) -> None:
    bounds = {2: ("ge", 4), 3: ("le", 5)}
    atoms = [[*ATOMS[n][:2], *bounds[n]] if n in bounds else ATOMS[n] for n in range(len(ATOMS))]

    def value(n: int) -> int:
        if n not in bounds:
            return words[n]
        if number is None:
            return 0
        op, bound = bounds[n]
        inside = {x >= bound if op == "ge" else x <= bound for x in range(number[0], number[1] + 1)}
        return 1 if len(inside) == 2 else 2 * int(inside.pop())

    fact = {property_of(atom, n): value(n) for n, atom in enumerate(atoms)}
    fact[ALWAYS[1]] = ALWAYS[2]
    if number is not None:
        for name in ("date", "item_calibre_mm"):
            fact |= {f"{name}_lo": number[0], f"{name}_hi": number[1]}
    for guard, found in encode_rules(atoms, [("x", clauses)]).items():
        for name, parts in found.items():
            clause = clauses[int(name[2:-1])]
            wanted = min((value(x - 1) if x > 0 else 2 - value(-x - 1) for x in clause), default=2)
            assert all(holds(test, fact) for test in parts) == (wanted >= (2 if name[-1] == "!" else 1))
            assert guard == -1 or wanted == 0 or value(guard)


def test_the_definition_is_flat_and_the_sentinel_comes_first() -> None:
    made = Ruleset("item", {'a"b#0?': (("==", "p", 2), (">=", "q_hi", 3), ("<=", "q_lo", 4)), "é#0!": ()}).definition()
    assert list(made) == [SENTINEL, "0", "1"]
    assert made[SENTINEL] == {"all": [{"m": {"k": "item"}}], "pri": 0}
    parts = [{"k": "item"}, {"p": 2}, {"$gte": {"q_hi": 3}}, {"$lte": {"q_lo": 4}}]
    assert made["0"] == {"all": [{"m": {"$and": parts}}], "pri": 1}
    assert {len(part) for part in made["0"]["all"][0]["m"]["$and"]} == {1}
    assert json.dumps(made).isascii()
