"""Every item type: what it accepts, what it refuses, and the union of all."""

from __future__ import annotations

import threading
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

import article41.model as model
from article41._errors import InputError
from article41.model import ITEM_TYPES, ItemBase, Transfer, parse_transfer
from article41.model._items import ITEM_CLASSES, Item, item_class, item_class_named, item_union
from article41.model._items_base import Goods, ListedGoods
from article41.model._items_services import Service
from article41.model._terms import SERVICE_ACTIVITY

all_types = pytest.mark.parametrize("item_type", list(ITEM_CLASSES))

EXAMPLES: dict[str, object] = {
    "type": None,
    "description": "as in the papers",
    "quantity": {"amount": 10, "unit": "pieces"},
    "value": {"amount": 10.5, "currency": "USD"},
    "unit_value": {"amount": 1, "currency": "USD"},
    "hs": "9306",
    "origin": "KP",
    "controls": ["ML3"],
    "lists": ["S/2006/814"],
    "subjects": ["arms"],
    "period_total": {"amount": 400_000, "unit": "barrels"},
    "period_total_value": {"amount": 5, "currency": "USD"},
    "calibre_mm": 122,
    "range_km": 25.5,
    "payload_kg": 500,
    "tonnes_standard": 850,
    "weight_t": 16.5,
    "speed_kmh": 90,
    "guided": True,
    "man_portable": False,
    "armed": True,
    "military": False,
    "lethal": True,
    "condition": "new",
}
"""A value for every field that is not a word of a closed set."""


def transfer_of(*items: object) -> Transfer:
    return parse_transfer({"date": "2023-09-13", "items": list(items)})


def fields_of(item_type: str) -> list[str]:
    return [name for name in item_class(item_type).model_fields if name != "type"]


def example(item_type: str, field: str) -> object:
    words = ITEM_TYPES[item_type].words.get(f"item.{field}")
    return min(words) if words else EXAMPLES[field]


@all_types
def test_the_type_alone_is_enough(item_type: str) -> None:
    (item,) = transfer_of({"type": item_type}).items
    assert type(item) is item_class(item_type)
    assert item.type == item_type
    assert all(getattr(item, field) is None for field in fields_of(item_type))


@all_types
def test_every_field_may_be_null(item_type: str) -> None:
    nulls = transfer_of({"type": item_type} | dict.fromkeys(fields_of(item_type)))
    assert nulls == transfer_of({"type": item_type})


@all_types
def test_every_field_may_be_stated_and_comes_back(item_type: str) -> None:
    stated = {field: example(item_type, field) for field in fields_of(item_type)}
    transfer = transfer_of({"type": item_type} | stated)
    assert all(getattr(transfer.items[0], field) is not None for field in stated)
    assert Transfer.model_validate(transfer.model_dump(mode="json")) == transfer
    assert parse_transfer(transfer.model_dump_json()) == transfer


@all_types
def test_an_unknown_field_is_refused_with_a_suggestion(item_type: str) -> None:
    for field in fields_of(item_type):
        with pytest.raises(InputError) as caught:
            transfer_of({"type": item_type, field + "x": example(item_type, field)})
        (problem,) = caught.value.problems
        assert problem.place.pointer == f"/items/0/{field}x"
        assert f"did you mean {field!r}?" in str(problem.hint)


@all_types
def test_every_word_of_its_closed_sets_is_accepted(item_type: str) -> None:
    for fact, words in ITEM_TYPES[item_type].words.items():
        if fact != "item.type":
            field = fact.removeprefix("item.")
            items = transfer_of(*({"type": item_type, field: word} for word in sorted(words))).items
            assert [getattr(item, field) for item in items] == sorted(words)


@all_types
def test_a_word_outside_is_refused(item_type: str) -> None:
    for fact in ITEM_TYPES[item_type].words:
        if fact != "item.type":
            with pytest.raises(InputError, match="unknown word"):
                transfer_of({"type": item_type, fact.removeprefix("item."): "no such word"})


@all_types
def test_flags_and_numbers_are_strict(item_type: str) -> None:
    for field in fields_of(item_type):
        value = example(item_type, field)
        if isinstance(value, (bool, int, float)):
            with pytest.raises(InputError, match="must be"):
                transfer_of({"type": item_type, field: str(value)})


@all_types
def test_the_kind_of_base_says_goods_or_service(item_type: str) -> None:
    cls = item_class(item_type)
    assert issubclass(cls, Service) == (item_type in SERVICE_ACTIVITY)
    assert issubclass(cls, Goods) != issubclass(cls, Service)
    assert issubclass(cls, ListedGoods) <= ("lists" in cls.model_fields)


@all_types
def test_its_class_is_public(item_type: str) -> None:
    name = item_class(item_type).__name__
    assert name in model.__all__
    assert getattr(model, name) is item_class(item_type) is item_class_named(name)
    assert item_class(item_type).__doc__


def test_every_item_class_is_registered_once() -> None:
    classes = [item_class(item_type) for item_type in ITEM_CLASSES]
    assert len(set(classes)) == len(classes)
    assert list(ITEM_CLASSES) == sorted(ITEM_CLASSES)
    assert all(
        cls.model_fields["type"].default == item_type for item_type, cls in zip(ITEM_CLASSES, classes, strict=True)
    )


def test_every_class_with_a_type_is_registered() -> None:
    for item_type in ITEM_CLASSES:
        item_class(item_type)
    concrete, todo = set(), [ItemBase]
    while todo:
        cls = todo.pop()
        todo += cls.__subclasses__()
        if "type" in cls.model_fields and cls.__module__.startswith("article41."):
            concrete.add(cls)
    assert concrete == {item_class(item_type) for item_type in ITEM_CLASSES}


def test_unknown_types_and_classes_are_key_errors() -> None:
    with pytest.raises(KeyError):
        item_class("shells")
    with pytest.raises(KeyError):
        item_class_named("Shells")


def test_items_made_in_python_are_kept() -> None:
    shells = model.ArtilleryShells(calibre_mm=122)  # type: ignore[arg-type]
    transfer = Transfer(date="2023-09-13", items=[shells, {"type": "food"}])  # type: ignore[arg-type]
    assert transfer.items[0] is shells
    assert transfer.items[1] == model.Food()


@pytest.mark.parametrize("item", [ItemBase(), Goods(hs="93"), "rockets", None, 7, [["type", "rockets"]]])
def test_what_has_no_type_is_no_item(item: object) -> None:
    with pytest.raises(ValidationError) as caught:
        Transfer.model_validate({"date": "2023", "items": [item]})
    assert caught.value.errors()[0]["type"] == "item_form"


def test_the_lazy_union_agrees_with_the_real_one() -> None:
    lazy: TypeAdapter[Any] = TypeAdapter(Item)
    real: TypeAdapter[Any] = TypeAdapter(item_union())
    for item_type in ITEM_CLASSES:
        stated = {"type": item_type} | {field: example(item_type, field) for field in fields_of(item_type)}
        assert lazy.validate_python(stated) == real.validate_python(stated)
    for wrong in ({"type": "x"}, {}, {"type": "food", "calibre_mm": 5}, 7):
        with pytest.raises(ValidationError):
            lazy.validate_python(wrong)
        with pytest.raises(ValidationError):
            real.validate_python(wrong)


def test_the_real_union_holds_every_type() -> None:
    union, _ = get_args(item_union())
    assert set(get_args(union)) == {item_class(item_type) for item_type in ITEM_CLASSES}


def test_threads_may_meet_a_type_at_the_same_time() -> None:
    documents = [{"date": "2023", "items": [{"type": item_type}]} for item_type in ITEM_CLASSES]
    wrong: list[object] = []

    def read() -> None:
        try:
            for document in documents:
                parse_transfer(document)
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
