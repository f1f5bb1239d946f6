"""Bits of values: what a union of facts may be joined by, and classes of codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41 import EngineError
from article41.engine._check import Engine
from article41.engine._tokens import Tokens, make_test, union
from article41.model import FACTS
from article41.tables import ClauseTable
from article41.tables._codes import Codes
from article41.tables._lenses import ITEM_PARTS, LENSES
from article41.tables._values import Values
from tests.engine._small import law, provision

_WORDS = ("AA", "BB", "CC", "DD")
_some = st.frozensets(st.sampled_from(_WORDS))


@st.composite
def tokens(draw: st.DrawFn) -> Tokens:
    yes, maybe = draw(_some), draw(_some)
    is_open = draw(st.booleans())
    return Tokens(yes, maybe - yes, draw(_some) - yes - maybe if is_open else frozenset(), is_open)


@given(st.lists(tokens(), max_size=4), _some.filter(bool))
def test_a_test_on_a_union_is_the_greatest_of_its_members(members: list[Tokens], words: frozenset[str]) -> None:
    test = make_test(["w", "to.state", sorted(words)])
    values = [test({"to.state": member}) for member in members]
    assert test({"to.state": union(members)}) == max(values, default=0)


_digits = st.integers(1, 5).flatmap(lambda n: st.text("0129", min_size=2 * n, max_size=2 * n))


@given(st.lists(st.text("0129", min_size=2, max_size=8), max_size=6), st.lists(_digits, max_size=12))
def test_codes_that_are_alike_are_so_to_every_test(words: list[str], stated: list[str]) -> None:
    codes = Codes(words)
    tests = [make_test(["w", "item.hs", [word]]) for word in words]
    for code in stated:
        like = codes.like(code)
        assert like is not None
        for test in tests:
            assert test({"item.hs": Tokens(frozenset({code}))}) == test({"item.hs": Tokens(frozenset({like}))})


def test_what_is_no_code_is_left_as_it_is() -> None:
    codes = Codes(["93"])
    assert [codes.like(text) for text in (None, "9", "93.06", "\u0669\u0663")] == [None, "9", "93.06", "\u0669\u0663"]


def test_a_fact_that_no_column_states_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    rulebook = law({"p": provision(to={"state": "AA"}, items=["arms"], when=[{"route.mode": "sea"}])})
    monkeypatch.setattr("article41.tables._values.LENSES", tuple(x for x in LENSES if x.name != "way"))
    with pytest.raises(EngineError, match=r"no column of a table states .*route\.mode"):
        Values(ClauseTable(rulebook), Engine(rulebook, durable=False))


def test_every_fact_has_a_lens() -> None:
    """Whatever rules come to test: each fact that a transfer states is stated by the columns of some lens."""
    rulebook = law({"p": provision(to={"state": "AA"}, items=["arms"])})
    values = Values(ClauseTable(rulebook), Engine(rulebook, durable=False))
    reached = {fact for lens in LENSES for fact in values._affected(lens)} | {"date", "activity"}
    assert {fact for fact in FACTS if not fact.startswith("item.")} - reached == set()
    of_item = {fact for part in ITEM_PARTS for fact in part.raw}
    assert {fact for fact in FACTS if fact.startswith("item.")} - of_item == {
        "item.type", "item.category", "item.concerns",
    }  # fmt: skip
