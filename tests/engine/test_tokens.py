"""What is known of a fact, and how tests on it come out."""

from __future__ import annotations

from itertools import chain, combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.engine._tokens import INFINITY, NONE, UNKNOWN, FactValue, Tokens, make_test, one, union

WORDS = ("a", "b", "c", "d")
some_words = st.frozensets(st.sampled_from(WORDS))


@st.composite
def tokens(draw: st.DrawFn) -> Tokens:
    """Any knowledge of a fact over four words; its parts do not overlap."""
    yes = draw(some_words)
    maybe = draw(some_words) - yes
    is_open = draw(st.booleans())
    return Tokens(yes, maybe, draw(some_words) - yes - maybe if is_open else frozenset(), is_open)


def worlds(known: Tokens) -> set[frozenset[str]]:
    """Every set of words that the fact may turn out to be."""
    free = known.maybe | (frozenset(WORDS) - known.no if known.open else frozenset())
    free -= known.yes
    return {known.yes | set(more) for more in chain.from_iterable(combinations(free, n) for n in range(len(free) + 1))}


def value(atom: list[Any], known: FactValue) -> int:
    return make_test(atom)({atom[1]: known})


def test_one_is_exactly_its_words() -> None:
    assert worlds(one("a", "b")) == {frozenset("ab")}
    assert worlds(NONE) == {frozenset()}
    assert len(worlds(UNKNOWN)) == 16


@given(tokens(), some_words.filter(bool))
def test_a_word_test_is_what_it_is_in_all_worlds(known: Tokens, words: frozenset[str]) -> None:
    outcomes = {bool(world & words) for world in worlds(known)}
    expected = 1 if len(outcomes) == 2 else 2 * int(outcomes.pop())
    assert value(["w", "reason", sorted(words)], known) == expected


@given(st.lists(tokens(), max_size=3), some_words.filter(bool))
def test_a_union_has_a_word_if_a_member_has(members: list[Tokens], words: frozenset[str]) -> None:
    atom = ["w", "reason", sorted(words)]
    assert value(atom, union(members)) == max((value(atom, member) for member in members), default=0)


@given(st.lists(tokens(), max_size=3))
def test_a_union_leaves_no_world_out_and_does_not_depend_on_order(members: list[Tokens]) -> None:
    found = union(members)
    assert found == union(reversed(members))
    possible: set[frozenset[str]] = {frozenset()}
    for member in members:
        possible = {a | b for a in possible for b in worlds(member)}
    assert possible == worlds(found)


@pytest.mark.parametrize(
    ("known", "words", "expected"),
    [
        (one("930630"), ["9306"], 2),
        (one("930630"), ["93", "01"], 2),
        (one("93"), ["93"], 2),
        (one("93"), ["9306"], 1),
        (one("9301"), ["9306"], 0),
        (one("0193"), ["93"], 0),
        (NONE, ["93"], 0),
        (UNKNOWN, ["93"], 1),
        (Tokens(maybe=frozenset({"84", "93"})), ["93"], 1),
        (Tokens(maybe=frozenset({"84", "93"})), ["84", "93"], 2),
        (Tokens(maybe=frozenset({"84", "93"})), ["9306"], 1),
        (Tokens(maybe=frozenset({"84", "93"})), ["72"], 0),
        (Tokens(maybe=frozenset()), ["72"], 0),
    ],
)
def test_hs_codes_nest(known: Tokens, words: list[str], expected: int) -> None:
    assert value(["w", "item.hs", words], known) == expected


@pytest.mark.parametrize(
    ("code", "word", "expected"),
    [
        ("ML10", "ML10", 2),
        ("ML10", "ML", 2),
        ("ML10.A", "ML10", 2),
        ("ML10", "ML1", 0),
        ("ML1", "ML10", 0),
        ("ML", "ML10", 1),
        ("ML10", "ML10.A", 1),
        ("UNROCA-II", "UNROCA-I", 0),
        ("UNROCA-I", "UNROCA-I", 2),
        ("UNROCA", "UNROCA-I", 1),
        ("MTCR-1.A.1", "MTCR-1", 2),
    ],
)
def test_control_codes_nest_by_steps(code: str, word: str, expected: int) -> None:
    assert value(["w", "item.control", [word]], one(code)) == expected


def test_no_control_code_and_an_unknown_one() -> None:
    assert value(["w", "item.control", ["ML10"]], NONE) == 0
    assert value(["w", "item.control", ["ML10"]], UNKNOWN) == 1
    assert value(["w", "item.control", ["ML10", "ML3"]], one("ML1", "ML3")) == 2


intervals = st.tuples(st.integers(-5, 5), st.integers(-5, 5)).map(lambda pair: (min(pair), max(pair)))


@given(intervals, st.sampled_from(("ge", "le")), st.integers(-6, 6))
def test_a_number_test_is_what_it_is_for_all_numbers(known: tuple[int, int], op: str, bound: int) -> None:
    outcomes = {number >= bound if op == "ge" else number <= bound for number in range(known[0], known[1] + 1)}
    expected = 1 if len(outcomes) == 2 else 2 * int(outcomes.pop())
    assert value(["n", "item.calibre_mm", op, bound], known) == expected


@pytest.mark.parametrize("op", ["ge", "le"])
def test_a_number_that_the_item_has_not_meets_no_test(op: str) -> None:
    assert value(["n", "item.calibre_mm", op, 0], None) == 0
    assert value(["n", "item.calibre_mm", op, 0], (-INFINITY, INFINITY)) == 1
