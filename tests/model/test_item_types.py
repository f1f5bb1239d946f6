"""What each item type can state, read off the models."""

from __future__ import annotations

import pytest

from article41.model import FACTS, FIELD_WORDS, ITEM_TYPES, ItemTypeInfo
from article41.model._item_types import FACTS_OF_FIELDS
from article41.model._items import ITEM_CLASSES, item_class
from article41.model._terms import SERVICE_ACTIVITY

all_types = pytest.mark.parametrize("item_type", list(ITEM_CLASSES))
FREE = {"item.hs", "item.list", "item.control", "item.subject", "item.origin"}


def test_it_is_a_mapping_of_all_types() -> None:
    assert list(ITEM_TYPES) == list(ITEM_CLASSES)
    assert len(ITEM_TYPES) == len(ITEM_CLASSES)
    assert "rockets" in ITEM_TYPES
    assert "shells" not in ITEM_TYPES
    assert ITEM_TYPES.get("shells") is None
    with pytest.raises(KeyError):
        ITEM_TYPES["shells"]


@all_types
def test_a_type_says_what_it_is(item_type: str) -> None:
    info = ITEM_TYPES[item_type]
    assert isinstance(info, ItemTypeInfo)
    assert info.name == item_type
    assert info.model is item_class(item_type)
    assert info.service == (item_type in SERVICE_ACTIVITY)
    assert repr(info) == f"ItemTypeInfo({item_type!r})"


@all_types
def test_its_facts_are_those_of_its_fields(item_type: str) -> None:
    info = ITEM_TYPES[item_type]
    assert info.facts <= FACTS.keys()
    assert "item.type" in info.facts
    stated = {fact for field in info.model.model_fields for fact in FACTS_OF_FIELDS.get(field, (f"item.{field}",))}
    assert info.facts == stated
    assert ("item.hs" in info.facts) != info.service


@all_types
def test_its_words_are_closed_where_the_facts_are(item_type: str) -> None:
    info = ITEM_TYPES[item_type]
    assert info.words["item.type"] == {item_type}
    assert info.words.keys() <= info.facts
    for fact, words in info.words.items():
        closed = FACTS[fact].values
        assert closed is None or words == closed
    for fact in info.facts - info.words.keys():
        spec = FACTS[fact]
        assert spec.kind == "number" or fact in FREE or spec.values == frozenset({"true", "false"})


def test_every_item_fact_can_be_stated_by_some_type() -> None:
    derived = {"item.category", "item.concerns"}
    stated = frozenset().union(*(info.facts for info in ITEM_TYPES.values()))
    assert {fact for fact in FACTS if fact.startswith("item.")} - stated == derived


def test_field_words_are_those_of_all_types() -> None:
    assert set(FIELD_WORDS) == {"item.kind", "item.material", "item.field"}
    for fact, words in FIELD_WORDS.items():
        assert words == frozenset().union(*(info.words.get(fact, frozenset()) for info in ITEM_TYPES.values()))
        assert "other" in words
    with pytest.raises(KeyError):
        FIELD_WORDS["item.condition"]
    assert FIELD_WORDS.get("item.type") is None


def test_the_module_of_items_offers_them_too() -> None:
    from article41.model import _items

    assert _items.ITEM_TYPES is ITEM_TYPES
    assert _items.FIELD_WORDS is FIELD_WORDS
    with pytest.raises(AttributeError):
        _items.NOTHING  # noqa: B018
