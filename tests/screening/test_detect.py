"""What the names of columns tell, on the headers of five kinds of table."""

from __future__ import annotations

import pytest

from article41.screening._detect import doubts_of, guess_mapping
from article41.screening._mapping import add_pairs

CUSTOMS = [
    "Declaration No", "Declaration Date", "Exporter Name", "Exporter Country", "Consignee", "Consignee Country",
    "Country of Origin", "HS Code", "Quantity", "UOM", "Invoice Value", "Currency", "Goods Description",
]  # fmt: skip
BANK = [
    "lc_no", "transaction_date", "seller_name", "seller_country", "buyer_name", "buyer_country", "vessel_name",
    "vessel_flag", "goods", "amount",
]  # fmt: skip
COMTRADE = [
    "period",
    "refYear",
    "reporterISO",
    "reporterDesc",
    "flowCode",
    "partnerISO",
    "cmdCode",
    "qty",
    "qtyUnitCode",
]
FREIGHT = [
    "BL Number", "Shipper", "Shipper Country", "Receiver", "Receiver Country", "Shipped on Board Date", "hs_1", "hs_2",
    "hs_3", "qty_1", "qty_2", "qty_3", "unit_1", "unit_2", "unit_3", "Port",
]  # fmt: skip
NESTED = ["id", "date", "supplier.state", "supplier.name", "recipient.state", "items", "route.modes"]


def fields(columns: list[str], inner: dict[str, list[str]] | None = None) -> dict[str, str]:
    return {field.target: field.source for field in guess_mapping(columns, inner).mapping.all_fields()}


def test_a_customs_declaration() -> None:
    guess = guess_mapping(CUSTOMS)
    assert fields(CUSTOMS) == {
        "date": "Declaration Date",
        "supplier_name": "Exporter Name",
        "supplier_state": "Exporter Country",
        "recipient_name": "Consignee",
        "recipient_state": "Consignee Country",
        "item_origin": "Country of Origin",
        "item_hs": "HS Code",
        "item_quantity_amount": "Quantity",
        "item_quantity_unit": "UOM",
        "item_value_amount": "Invoice Value",
        "item_value_currency": "Currency",
    }
    assert guess.mapping.key == "Declaration No"
    assert (guess.doubts, guess.unread) == ({}, ["Goods Description"])


def test_a_letter_of_credit() -> None:
    assert fields(BANK) == {
        "date": "transaction_date",
        "supplier_name": "seller_name",
        "supplier_state": "seller_country",
        "recipient_name": "buyer_name",
        "recipient_state": "buyer_country",
        "vessel_name": "vessel_name",
        "vessel_flag": "vessel_flag",
    }


def test_trade_statistics_do_not_tell_who_supplies() -> None:
    guess = guess_mapping(COMTRADE)
    assert fields(COMTRADE) == {"date": "period", "item_hs": "cmdCode"}
    assert guess.mapping.fields[0].form == "ym"
    wanted = ["reporterISO", "partnerISO"]
    assert guess.doubts == {"supplier_state": wanted, "recipient_state": wanted}
    assert len(doubts_of(guess, guess.mapping)) == 2
    said = add_pairs(guess.mapping, ["reporterISO=supplier_state", "partnerISO=recipient_state"])
    assert doubts_of(guess, said) == []


def test_a_freight_manifest_with_numbered_items() -> None:
    mapping = guess_mapping(FREIGHT).mapping
    assert mapping.items is not None
    assert (mapping.items.source, mapping.items.number) == (None, 3)
    assert {field.target: field.source for field in mapping.items.fields} == {
        "item_hs": "hs_{n}",
        "item_quantity_amount": "qty_{n}",
        "item_quantity_unit": "unit_{n}",
    }
    assert {field.target for field in mapping.fields} == {
        "date", "supplier_name", "supplier_state", "recipient_name", "recipient_state",
    }  # fmt: skip


def test_nested_json_lines() -> None:
    mapping = guess_mapping(NESTED, {"items": ["type", "hs", "quantity.amount", "quantity.unit", "note"]}).mapping
    assert mapping.items is not None
    assert mapping.items.source == "items"
    assert {field.target: field.source for field in mapping.items.fields} == {
        "item_type": "type",
        "item_hs": "hs",
        "item_quantity_amount": "quantity.amount",
        "item_quantity_unit": "quantity.unit",
    }
    assert {f.target for f in mapping.fields} == {
        "date", "supplier_state", "supplier_name", "recipient_state", "route_modes",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["country", "origin", "destination", "Country Code", "flow", "partner2ISO"])
def test_a_name_that_may_be_several_things_tells_nothing(name: str) -> None:
    assert fields([name]) == {}


def test_two_columns_of_one_meaning_are_asked() -> None:
    guess = guess_mapping(["ship date", "declaration date", "hs"])
    assert guess.doubts == {"date": ["ship date", "declaration date"]}
    (problem,) = doubts_of(guess, guess.mapping)
    assert "--map 'ship date=date'" in str(problem)


def test_an_amount_without_its_unit_is_not_read() -> None:
    assert fields(["date", "hs", "qty", "value"]) == {"date": "date", "item_hs": "hs"}
