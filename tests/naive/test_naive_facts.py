"""Each row of the table "How a transfer becomes facts", and the categories."""

from __future__ import annotations

from typing import Any

import pytest

from ._facts import activities_of, movements
from ._logic import Kleene, Linked, Words, evaluate_condition
from ._rules import NaiveError
from ._samples import judge, rules_of, transfer_of

F, U, T = Kleene.FALSE, Kleene.UNKNOWN, Kleene.TRUE


def value(condition: Any, *items: Any, **fields: Any) -> Kleene:
    """The condition's value for the first movement of the transfer."""
    movement = next(movements(transfer_of(*items, **fields), rules_of()))
    return evaluate_condition(condition, movement.facts)


@pytest.mark.parametrize(
    ("item_type", "stated", "acts"),
    [
        ("goods", [], {"supply"}),
        ("goods", ["supply"], {"supply"}),
        ("goods", ["procurement"], {"procurement", "supply"}),
        ("goods", ["insurance", "maintenance"], {"insurance", "maintenance", "supply"}),
        ("goods", ["maintenance"], {"maintenance"}),
        ("goods", ["negotiation"], {"negotiation"}),
        ("goods", ["negotiation", "brokering"], {"negotiation", "brokering", "supply"}),
        ("training", [], {"training"}),
        ("training", ["transit"], {"training", "transit"}),
        ("labour", [], {"labour"}),
    ],
)
def test_acts(item_type: str, stated: list[str], acts: set[str]) -> None:
    assert activities_of(item_type, stated) == acts


@pytest.mark.parametrize(
    ("condition", "fields", "expected"),
    [
        # parties left out, and parts of parties
        ({"supplier.state": "BB"}, {}, T),
        ({"supplier.state": "BB"}, {"supplier": None}, U),
        ({"supplier.kind": "police"}, {}, U),
        ({"supplier.state": "AA"}, {"supplier": {"state": "old  aland"}}, T),
        ({"recipient.area": "AA-N"}, {"recipient": {"area": "North Aland"}}, T),
        ({"recipient.area": "AA"}, {"recipient": {"area": "North Aland"}}, F),
        ({"recipient.area": "AA-N"}, {"recipient": {"area": "AA-N-1"}}, T),
        ({"recipient.area": "AA-N-1"}, {"recipient": {"area": "AA-N"}}, F),
        ({"recipient.area": "AA-ZZ"}, {"recipient": {"area": "AA-ZZ"}}, T),
        ({"recipient.force": "unmission"}, {"recipient": {"force": "UN Mission"}}, T),
        # the end user is the recipient where none is stated
        ({"end_user.state": "AA"}, {}, T),
        ({"end_user.state": "AA"}, {"recipient": None}, U),
        ({"end_user.state": "AA"}, {"end_user": {"state": "CC"}}, F),
        ({"end_user.state": "AA"}, {"end_user": {"kind": "police"}}, U),
        ({"to.state": ["CC"]}, {"end_user": {"state": "CC"}}, T),
        ({"to.state": ["AA"]}, {"end_user": {"state": "CC"}}, T),
        ({"to.state": ["BB"]}, {"end_user": {"state": "CC"}}, F),
        # the place of dispatch counts beside the supplier
        ({"from.state": "CC"}, {}, F),
        ({"from.state": "CC"}, {"route": {"origin": "CC"}}, T),
        ({"from.state": "BB"}, {"supplier": None, "route": {"origin": "CC"}}, U),
        ({"to.state": ["BB"]}, {"route": {"destination": "BB"}}, T),
        ({"from.state": "AA"}, {"route": {"destination": "AA"}}, F),
        # any State that has to do with it
        ({"any.state": "CC"}, {"route": {"origin": "CC"}}, T),
        ({"any.state": "CC"}, {"route": {"destination": "CC"}}, T),
        ({"any.state": "CC"}, {"route": {"transit": ["CC"]}}, T),
        ({"any.state": "CC"}, {"route": {"vessel": {"flag": "CC"}}}, T),
        ({"any.state": "CC"}, {"route": {"vessel": {"controller": "CC"}}}, F),
        ({"any.state": "CC"}, {"intermediaries": [{"role": "broker", "state": "CC"}]}, T),
        ({"any.state": "CC"}, {"intermediaries": [{"role": "broker"}]}, U),
        # intermediaries, transit and origin: none is named
        ({"intermediary.kind": "bank"}, {}, F),
        ({"intermediary.role": "broker"}, {"intermediaries": [{"role": "carrier"}]}, F),
        ({"intermediary.kind": "bank"}, {"intermediaries": [{"role": "carrier"}]}, U),
        ({"any.kind": "bank"}, {"intermediaries": [{"role": "carrier", "kind": "bank"}]}, T),
        ({"any.state": "CC"}, {}, F),
        ({"any.state": "CC"}, {"supplier": None}, U),
        ({"route.transit": "CC"}, {}, F),
        ({"route.transit": "CC"}, {"route": {"transit": ["AA", "Celand"]}}, T),
        ({"item.origin": "AA"}, {}, F),
        # who it is
        ({"recipient.actor": "gang"}, {}, U),
        ({"recipient.actor": "gang"}, {"recipient": {"actor": "gang"}}, T),
        ({"recipient.actor": "gang"}, {"recipient": {"name": "GANGSTERS"}}, T),
        ({"recipient.actor": "gang"}, {"recipient": {"name": "Somebody"}}, F),
        ({"recipient.actor": "club"}, {"recipient": {"actor": "gang"}}, F),
        # lists: stated, else the register, else the screening, else unknown
        ({"recipient.listed": "77"}, {}, U),
        ({"recipient.listed": "77"}, {"screening": {"un_lists": "clear"}}, F),
        ({"recipient.listed": "77"}, {"recipient": {"listed": ["77"]}}, T),
        ({"recipient.listed": "77"}, {"recipient": {"listed": []}}, F),
        ({"recipient.listed": "77"}, {"recipient": {"actor": "gang"}}, F),
        ({"recipient.listed": "77"}, {"recipient": {"actor": "gang"}, "date": "2005-01-01"}, T),
        ({"recipient.listed": "77"}, {"recipient": {"actor": "gang"}, "date": "2010-12-31"}, T),
        ({"recipient.listed": "77"}, {"recipient": {"actor": "gang"}, "date": "2011-01-01"}, F),
        ({"recipient.listed": "77"}, {"recipient": {"name": "Gangsters"}, "date": "2004"}, F),
        (
            {"recipient.listed": "77"},
            {"recipient": {"actor": "gang"}, "date": "2006", "screening": {"un_lists": "clear"}},
            T,
        ),
        ({"recipient.listed": "77"}, {"recipient": {"actor": "gang", "listed": []}, "date": "2006"}, T),
        ({"recipient.listed": "88"}, {"recipient": {"actor": "gang", "listed": ["88"]}, "date": "2006"}, T),
        ({"recipient.listed": {"present": "false"}}, {"recipient": {"actor": "club"}}, T),
        ({"any.listed": "77"}, {"recipient": None}, U),
        ({"any.listed": "77"}, {"recipient": None, "screening": {"un_lists": "clear"}}, F),
        # facts of the whole transfer
        ({"route.mode": "sea"}, {}, U),
        ({"route.mode": "sea"}, {"route": {"modes": ["rail"]}}, F),
        ({"route.ship_to_ship": "true"}, {"route": {"ship_to_ship": True}}, T),
        ({"vessel.flag": "AA"}, {}, U),
        ({"vessel.flag": "AA"}, {"route": {"vessel": {"flag": "BB"}}}, F),
        ({"vessel.flag": "AA"}, {"route": {"aircraft": {"flag": "AA"}}}, T),
        ({"reason": "repair"}, {}, U),
        ({"end_use.purpose": "medical"}, {}, U),
        ({"contract.date": {"before": "2004-05-06"}}, {}, U),
        ({"contract.date": {"before": "2004-05-06"}}, {"contract": {"date": "2004-04"}}, T),
        ({"contract.date": {"before": "2004-05-06"}}, {"contract": {"date": "2004-05"}}, U),
        ({"contract.written": "true"}, {"contract": {"written": False}}, F),
        ({"determined": "quota"}, {}, U),
        ({"determined": "quota"}, {"determinations": [{"matter": "quota", "found": True}]}, T),
        ({"determined": "quota"}, {"determinations": [{"matter": "quota", "found": False}]}, F),
    ],
)
def test_facts_of_the_transfer(condition: Any, fields: dict[str, Any], expected: Kleene) -> None:
    assert value(condition, **fields) is expected


@pytest.mark.parametrize(
    ("condition", "item", "expected"),
    [
        # a field that the type has is unknown, one that it has not surely none
        ({"item.calibre_mm": {"at_least": 75}}, {"type": "artillery_shells"}, U),
        ({"item.calibre_mm": {"at_least": 75}}, {"type": "food_aid"}, F),
        ({"not": {"item.calibre_mm": {"at_least": 75}}}, {"type": "food_aid"}, T),
        ({"item.calibre_mm": {"at_least": 75}}, {"type": "artillery_shells", "calibre_mm": 75}, T),
        ({"item.calibre_mm": {"above": 75}}, {"type": "artillery_shells", "calibre_mm": 75.001}, U),
        ({"item.military": "true"}, {"type": "goods"}, U),
        ({"item.kind": "military"}, {"type": "training"}, U),
        ({"item.kind": "pistol"}, {"type": "training"}, F),
        ({"item.military": "true"}, {"type": "goods", "military": False}, F),
        ({"item.military": "true"}, {"type": "food_aid"}, F),
        # HS: stated, one chapter, some chapter, any chapter, none
        ({"item.hs": "93"}, {"type": "artillery_shells"}, T),
        ({"item.hs": "9306"}, {"type": "artillery_shells"}, U),
        ({"item.hs": "84"}, {"type": "artillery_shells"}, F),
        ({"item.hs": "10"}, {"type": "food_aid"}, U),
        ({"item.hs": ["10", "11"]}, {"type": "food_aid"}, T),
        ({"item.hs": ["10", "1101"]}, {"type": "food_aid"}, U),
        ({"item.hs": {"present": "true"}}, {"type": "food_aid"}, T),
        ({"item.hs": {"present": "true"}}, {"type": "goods"}, U),
        ({"item.hs": {"present": "false"}}, {"type": "labour"}, T),
        ({"item.control": "ML4"}, {"type": "goods"}, F),
        ({"item.control": "ML"}, {"type": "goods", "controls": ["ML10"]}, T),
        ({"item.control": "ML1"}, {"type": "goods", "controls": ["ML10"]}, F),
        ({"item.control": "ML10"}, {"type": "goods", "controls": ["ML1"]}, F),
        ({"item.control": "ML10"}, {"type": "goods", "controls": ["ML"]}, U),
        ({"item.control": "UNROCA-I"}, {"type": "goods", "controls": ["UNROCA-III"]}, F),
        ({"item.control": "UNROCA"}, {"type": "goods", "controls": ["UNROCA-III"]}, T),
        ({"item.control": "ML4"}, {"type": "goods", "controls": ["ml 4.a"]}, T),
        ({"item.control": "ML4"}, {"type": "goods", "controls": ["ML3"]}, F),
        ({"item.control": "ML4"}, {"type": "goods", "controls": []}, F),
        ({"item.control": "ML4"}, {"type": "labour"}, F),
        ({"item.hs": "93"}, {"type": "food_aid"}, F),
        ({"item.hs": "93"}, {"type": "goods"}, U),
        ({"item.hs": "93"}, {"type": "goods", "hs": "8471.30"}, F),
        ({"item.hs": "847130"}, {"type": "goods", "hs": "8471.30"}, T),
        ({"item.hs": "84713010"}, {"type": "goods", "hs": "8471.30"}, U),
        ({"item.hs": "27"}, {"type": "raw_materials", "material": "coal"}, T),
        ({"item.hs": "27"}, {"type": "raw_materials"}, U),
        ({"item.hs": "93"}, {"type": "labour"}, F),
        # values and totals
        ({"item.value_usd": {"above": 100}}, {"type": "goods"}, U),
        (
            {"item.value_usd": {"above": 100}},
            {"type": "goods", "value": {"amount": 101, "currency": "USD"}},
            T,
        ),
        (
            {"item.value_usd": {"above": 100}},
            {"type": "goods", "value": {"amount": 101, "currency": "EUR"}},
            U,
        ),
        ({"item.total_barrels": {"above": 100}}, {"type": "goods"}, F),
        ({"item.total_barrels": {"above": 100}}, {"type": "petroleum"}, U),
        (
            {"item.total_barrels": {"above": 100}},
            {
                "type": "petroleum",
                "period_total": {"amount": 60, "unit": "barrels"},
                "quantity": {"amount": 50, "unit": "barrels"},
            },
            T,
        ),
        (
            {"item.total_barrels": {"above": 100}},
            {"type": "petroleum", "period_total": {"amount": 101, "unit": "barrels"}},
            T,
        ),
        (
            {"item.total_barrels": {"above": 100}},
            {"type": "petroleum", "quantity": {"amount": 101, "unit": "barrels"}},
            T,
        ),
        (
            {"item.total_barrels": {"above": 100}},
            {"type": "petroleum", "quantity": {"amount": 99, "unit": "barrels"}},
            U,
        ),
        (
            {"item.total_barrels": {"above": 100}},
            {"type": "petroleum", "quantity": {"amount": 101, "unit": "tonnes"}},
            U,
        ),
        # categories
        ({"item.category": "arms"}, {"type": "artillery_shells"}, T),
        ({"item.category": "heavy"}, {"type": "artillery_shells"}, U),
        ({"item.category": "heavy"}, {"type": "artillery_shells", "calibre_mm": 74}, F),
        ({"item.category": "dual"}, {"type": "goods"}, U),
        ({"item.category": "chained"}, {"type": "goods", "military": True, "condition": "new"}, T),
        ({"item.category": "chained"}, {"type": "goods", "condition": "new"}, U),
        ({"item.category": "chained"}, {"type": "goods", "condition": "used"}, F),
        # what a service concerns
        ({"item.concerns": "arms"}, {"type": "training"}, U),
        ({"item.concerns": "arms"}, {"type": "labour"}, U),
        ({"item.concerns": "arms"}, {"type": "labour", "subjects": []}, F),
        ({"item.concerns": "arms"}, {"type": "training", "subjects": ["arms"]}, T),
        ({"item.concerns": "arms"}, {"type": "training", "subjects": ["heavy"]}, T),
        ({"item.concerns": "heavy"}, {"type": "training", "subjects": ["arms"]}, U),
        ({"item.concerns": "arms"}, {"type": "training", "subjects": ["food"]}, F),
        ({"item.concerns": "widest"}, {"type": "training", "subjects": ["heavy"]}, T),
        ({"item.concerns": "chained"}, {"type": "training", "subjects": ["dual"]}, F),
        ({"item.concerns": "arms"}, {"type": "training", "subjects": ["artillery_shells"]}, T),
        ({"item.concerns": "heavy"}, {"type": "training", "subjects": ["artillery_shells"]}, U),
        ({"item.concerns": "spare_parts"}, {"type": "training", "subjects": ["spare_parts"]}, T),
        ({"item.concerns": "parts"}, {"type": "training", "subjects": ["spare_parts"]}, T),
        ({"item.category": "arms"}, {"type": "training", "subjects": ["arms"]}, F),
        ({"item.subject": "arms"}, {"type": "spare_parts", "subjects": ["arms"]}, T),
        ({"item.concerns": "arms"}, {"type": "spare_parts", "subjects": ["arms"]}, F),
    ],
)
def test_facts_of_an_item(condition: Any, item: dict[str, Any], expected: Kleene) -> None:
    assert value(condition, item) is expected


@pytest.mark.parametrize(
    ("day", "expected"), [("2004-12-31", F), ("2005-01-01", T), ("2004", F), ("2005", T), ("2004-12", F)]
)
def test_a_dated_category_rule(day: str, expected: Kleene) -> None:
    assert value({"item.category": "late"}, "food_aid", date=day) is expected


def test_names_that_no_register_knows_or_that_are_ambiguous_are_refused() -> None:
    for fields in (
        {"recipient": {"state": "Nowhere"}},
        {"recipient": {"state": "land"}},
        {"recipient": {"actor": "nobody"}},
        {"route": {"transit": ["Nowhere"]}},
    ):
        with pytest.raises(NaiveError):
            judge(None, **fields)


def test_several_parties_have_what_one_of_them_has() -> None:
    both = Linked((Words(has=frozenset({"x"})), Words(hasnot=frozenset({"y"}), maybe=None)))
    assert [both.one_of([word]) for word in "xyz"] == [T, F, U]


def test_every_item_and_act_is_a_movement_with_every_fact() -> None:
    from article41.model._vocabulary import FACTS

    transfer = transfer_of("goods", "training", activities=["financing"])
    made = list(movements(transfer, rules_of()))
    assert [(m.item, m.activity) for m in made] == [
        (0, "financing"),
        (0, "supply"),
        (1, "financing"),
        (1, "training"),
    ]
    for movement in made:
        assert set(movement.facts) == set(FACTS)
