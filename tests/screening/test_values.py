from __future__ import annotations

from types import MappingProxyType

import pytest

from article41.screening._field import TARGETS, sort_of, target_of
from article41.screening._mapping import field_of
from article41.screening._refused import Refused
from article41.screening._values import canonical


def read(target: str, text: str, **options: object) -> str:
    return canonical(text, field_of(target, "column")._replace(**options))


@pytest.mark.parametrize("text", ["93", "9306", "930630", "93063000", "9306300010"])
def test_a_plain_hs_code_is_kept(text: str) -> None:
    assert read("item_hs", text) == text


@pytest.mark.parametrize(("text", "code"), [("9306.30", "930630"), ("93.06", "9306"), ("9306 30 00", "93063000")])
def test_dots_and_spaces_of_an_hs_code_are_dropped(text: str, code: str) -> None:
    assert read("item_hs", text) == code


@pytest.mark.parametrize("text", ["20713", "930", "101.0", "9306.3", "930630.0", "9306-30", "HS9306", "9.306", "٩٣"])
def test_what_may_be_another_hs_code_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="HS code"):
        read("item_hs", text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("12.5", "12.5"),
        (".5", "0.5"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234,567", "1234567"),
        ("12,5", "12.5"),
        ("0,125", "0.125"),
        ("1 234", "1234"),
        ("1'234", "1234"),
        ("1e3", "1000"),
    ],
)
def test_a_number_with_one_reading(text: str, number: str) -> None:
    assert read("item_quantity_amount", text) == number


@pytest.mark.parametrize("text", ["1,234", "12 kg", "-5", "1e99", "NaN", "inf", "about 5", "1,2.5", "1 2", "12,34,567"])
def test_what_is_no_number_or_two_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read("item_quantity_amount", text)


def test_a_decimal_mark_that_is_said_decides() -> None:
    assert read("item_quantity_amount", "1,234", decimal=".") == "1234"
    assert read("item_quantity_amount", "1,234", decimal=",") == "1.234"
    assert read("item_quantity_amount", "1.234", decimal=",") == "1234"


def test_codes_of_states_get_back_their_noughts() -> None:
    assert read("supplier_state", "4") == "004"
    assert read("supplier_state", "Congo") == "Congo"  # the register refuses it


def test_na_is_not_namibia_unless_codes_are_said() -> None:
    with pytest.raises(Refused, match="Namibia"):
        read("supplier_state", "NA")
    assert read("supplier_state", "NA", codes="iso2") == "NA"
    assert read("supplier_state", "NA", values=MappingProxyType({"NA": "NA"})) == "NA"


@pytest.mark.parametrize(("text", "flag"), [("Yes", "true"), ("0", "false"), ("TRUE", "true"), ("n", "false")])
def test_flags(text: str, flag: str) -> None:
    assert read("route_ship_to_ship", text) == flag


def test_what_is_no_flag_is_refused() -> None:
    with pytest.raises(Refused, match="neither yes nor no"):
        read("route_ship_to_ship", "maybe")


@pytest.mark.parametrize(
    ("text", "members"),
    [("sea; rail", "sea|rail"), ("sea|sea", "sea"), ('["sea", "Inland water"]', "sea|inland_water")],
)
def test_lists(text: str, members: str) -> None:
    assert read("route_modes", text) == members


def test_a_separator_that_is_said_decides() -> None:
    assert read("route_transit", "CN, 4", split=",") == "CN|004"


@pytest.mark.parametrize(
    ("text", "unit"), [("KGM", "kg"), ("PCE", "pieces"), ("Tonnes", "tonnes"), ("rounds", "rounds")]
)
def test_units(text: str, unit: str) -> None:
    assert read("item_quantity_unit", text) == unit


def test_a_value_that_the_mapping_names_is_what_it_says() -> None:
    assert read("item_type", "Arty", values=MappingProxyType({"Arty": "artillery_shells"})) == "artillery_shells"


def test_every_place_has_a_name_and_a_way_to_be_read() -> None:
    for target in TARGETS:
        assert sort_of(target) in {
            "text", "date", "state", "hs", "number", "flag", "word", "unit", "currency", "list", "json",
        }  # fmt: skip
        assert target_of(target) == target
    assert target_of("supplier.state") == "supplier_state"
    assert target_of("/items/0/hs") == target_of("items.hs") == "item_hs"
    assert target_of("item.quantity.amount") == "item_quantity_amount"
