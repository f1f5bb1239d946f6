"""What the names of columns tell, on the headers of five kinds of table."""

from __future__ import annotations

import pytest

from article41.screening._detect import doubts_of, guess_mapping
from article41.screening._mapping import add_constants, add_pairs

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


# Who else takes part

OTHERS = ["date", "hs", "Broker Country", "broker", "Carrier", "freight_forwarder_country", "issuingBankCountry"]


def test_headers_that_say_what_somebody_does() -> None:
    guess = guess_mapping(OTHERS)
    assert fields(OTHERS) == {
        "date": "date",
        "item_hs": "hs",
        "intermediaries_1_state": "Broker Country",
        "intermediaries_1_name": "broker",
        "intermediaries_2_name": "Carrier",
        "intermediaries_3_state": "freight_forwarder_country",
        "intermediaries_4_state": "issuingBankCountry",
    }
    assert guess.mapping.constants == {
        "intermediaries_1_role": "broker",
        "intermediaries_2_role": "carrier",
        "intermediaries_3_role": "freight_forwarder",
        "intermediaries_4_role": "financier",
    }
    assert (guess.doubts, guess.unread, guess.others) == ({}, [], ())


@pytest.mark.parametrize(
    "name",
    ["bank country", "Bank", "carrier flag", "agent", "customs broker", "notify party", "broker 2 country", "bank_1"],
)
def test_headers_that_do_not_say_it_are_not_understood(name: str) -> None:
    guess = guess_mapping(["date", "hs", name])
    assert (guess.others, guess.unread) == ((name,), [name])
    assert "intermediaries" not in str(guess.mapping)


def test_numbered_columns_are_what_they_are_called_and_others_come_after() -> None:
    names = ["intermediaries_2_state", "intermediaries_2_role", "carrier country"]
    guess = guess_mapping(names)
    assert set(fields(names)) == {"intermediaries_2_state", "intermediaries_2_role", "intermediaries_3_state"}
    assert guess.mapping.constants == {"intermediaries_3_role": "carrier"}
    guess = guess_mapping(["intermediaries_100_state", "carrier country"])  # there is no number after it
    assert (guess.mapping.constants, guess.others) == ({}, ("carrier country",))


def test_a_list_of_intermediaries_beside_columns_of_them() -> None:
    guess = guess_mapping(["intermediaries", "broker country"])
    assert (fields(["intermediaries", "broker country"]), guess.others) == (
        {"intermediaries": "intermediaries"}, ("broker country",),
    )  # fmt: skip
    guess = guess_mapping(["intermediaries", "intermediaries_1_state"])
    assert guess.doubts == {"intermediaries": ["intermediaries", "intermediaries_1_state"]}


def test_two_columns_for_one_broker_are_asked() -> None:
    guess = guess_mapping(["broker country", "broker state"])
    assert guess.doubts == {"intermediaries_1_state": ["broker country", "broker state"]}


def test_the_number_of_one_intermediary_is_not_given_to_another() -> None:
    guess = guess_mapping(["date", "hs", "broker country", "carrier", "bank country", "broker kind"])
    taken = add_pairs(guess.mapping, ["bank country=intermediaries_1_state"])
    (problem,) = doubts_of(guess, taken)
    assert "broker country" in str(problem)
    assert "intermediaries_3_state" in str(problem)
    joined = add_constants(
        add_pairs(guess.mapping, ["bank country=intermediaries_2_state"]), ["intermediaries_2_role=financier"]
    )
    assert len(doubts_of(guess, joined)) == 1  # the name of the carrier, the State of the bank
    for pairs, constants in (
        (["bank country=intermediaries_3_state"], ["intermediaries_3_role=financier"]),
        (["broker kind=intermediaries_1_kind"], []),
        ([], ["intermediaries_1_role=agent"]),
        (["broker country=intermediaries_3_state"], ["intermediaries_3_role=agent"]),
    ):
        mapping = add_constants(add_pairs(guess.mapping, pairs), constants)
        assert doubts_of(guess, mapping) == []
    assert "intermediaries_1_role" not in mapping.constants  # nothing else is stated of it
