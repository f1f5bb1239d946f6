"""The order in which categories are decided."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from article41._errors import Place
from article41._words import Confidence
from article41.law._ir import All, Not, Number, Words
from article41.law._ir import Any as AnyOf
from article41.law._order import category_order
from article41.law._provision import Category


def category(name: str, includes: tuple[str, ...] = (), *rules: Any) -> Category:
    return Category(name, name, "Why.", None, includes, rules, Confidence.HIGH, Place())


def looks_at(*names: str) -> Words:
    return Words("item.category", frozenset(names))


@given(st.permutations("abcdefgh"), st.data())
def test_each_comes_after_those_that_it_looks_at(names: list[str], data: st.DataObject) -> None:
    made = {}
    for n, name in enumerate(names):
        earlier = st.lists(st.sampled_from(names[:n]), max_size=2) if n else st.just([])
        seen = data.draw(earlier)
        rules = [AnyOf((All((looks_at(*seen), Number("item.range_km", "ge", 1))),))] if seen else []
        made[name] = category(name, tuple(data.draw(earlier)), *rules)
    order, circle = category_order(made)
    assert circle == []
    assert sorted(order) == sorted(names)
    for name, one in made.items():
        for rule in one.rules:
            seen_there = rule.members[0].members[0].words  # type: ignore[union-attr]
            assert all(order.index(x) < order.index(name) for x in seen_there)
        assert all(order.index(x) < order.index(name) for x in one.includes)


def test_the_order_does_not_depend_on_the_order_of_the_files() -> None:
    made = [category("c", ("a", "b")), category("a"), category("b", ("a",))]
    orders = [category_order({c.id: c for c in some})[0] for some in (made, made[::-1])]
    assert orders[0] == orders[1]


def test_a_circle_is_shown_and_there_is_no_order() -> None:
    made = {"a": category("a", ("b",)), "b": category("b", (), Not(looks_at("a"))), "c": category("c")}
    order, circle = category_order(made)
    assert order == []
    assert circle[0] == circle[-1]
    assert set(circle) == {"a", "b"}


def test_names_that_are_no_category_are_left_out() -> None:
    assert category_order({"a": category("a", ("zzz",))}) == (["a"], [])
