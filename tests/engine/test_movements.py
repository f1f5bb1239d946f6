"""How a transfer becomes facts: the table of docs/rule-form.md, row by row."""

from __future__ import annotations

from typing import Any

import pytest

from article41 import InputError
from article41.engine._check import Engine
from article41.engine._movements import PARTY_KEYS, derive, facts_without, movements_of, pseudo_item
from article41.engine._tokens import INFINITY, NONE, UNKNOWN, Facts, FactValue, Tokens, one, union
from article41.model import ITEM_TYPES
from article41.model._terms import ACTIVITIES_THAT_IMPLY_SUPPLY, SERVICE_ACTIVITY
from article41.model._vocabulary import FACTS

from ._small import law, transfer

ENGINE = Engine(law(), durable=False)
ANY = (-INFINITY, INFINITY)


def facts(*items: Any, **fields: Any) -> Facts:
    """The facts of the first item of ``transfer(...)``, all but its categories and its act."""
    found = ENGINE.movements(transfer(*items, **fields))
    return {**derive(found.raw), **found.items[0]}


def acts(item: str, *activities: str) -> tuple[str, ...]:
    stated = {"activities": list(activities)} if activities else {}
    return ENGINE.movements(transfer(item, **stated)).acts[0]


def refusal(*items: Any, **fields: Any) -> tuple[str, str | None]:
    with pytest.raises(InputError) as caught:
        ENGINE.movements(transfer(*items, **fields))
    return caught.value.problems[0].message, caught.value.problems[0].place.pointer


def test_every_fact_but_those_concluded_later_is_there() -> None:
    assert set(FACTS) - set(facts()) == {"activity", "item.category", "item.concerns"}


# Acts


def test_goods_are_supplied_where_nothing_is_stated() -> None:
    assert acts("goods") == ("supply",)


@pytest.mark.parametrize("act", sorted(ACTIVITIES_THAT_IMPLY_SUPPLY))
def test_acts_about_goods_imply_a_supply(act: str) -> None:
    assert acts("goods", act) == ("supply", act)


def test_other_acts_about_goods_stand_alone() -> None:
    assert acts("goods", "maintenance") == ("maintenance",)
    assert acts("goods", "maintenance", "transit", "maintenance") == ("supply", "maintenance", "transit")
    assert acts("goods", "transit", "supply") == ("transit", "supply")


@pytest.mark.parametrize(("item", "act"), sorted(SERVICE_ACTIVITY.items()))
def test_a_service_is_rendered_whatever_else_is_done(item: str, act: str) -> None:
    assert acts(item) == (act,)
    assert acts(item, "brokering") == (act, "brokering")
    assert acts(item, act) == (act,)


@pytest.mark.parametrize("item", ["goods", "training"])
def test_negotiation_alone_is_nothing_more(item: str) -> None:
    assert acts(item, "negotiation") == ("negotiation",)
    assert len(acts(item, "negotiation", "financing")) == 3


# Parties


@pytest.mark.parametrize("who", ["supplier", "recipient"])
def test_a_party_that_is_left_out_is_unknown(who: str) -> None:
    found = facts(**{who: None})
    assert {found[f"{who}.{key}"] for key in PARTY_KEYS} == {UNKNOWN}


def test_what_a_party_leaves_out_is_unknown_and_what_it_states_is_known() -> None:
    found = facts(supplier={}, recipient={"state": "Aland", "kind": "police", "area": "Far North", "force": "UNM"})
    assert {found[f"supplier.{key}"] for key in PARTY_KEYS} == {UNKNOWN}
    assert found["recipient.state"] == one("AA")
    assert found["recipient.kind"] == one("police")
    assert found["recipient.area"] == one("AA-N", "AA-NX")
    assert found["recipient.force"] == one("mission")
    assert found["recipient.actor"] == UNKNOWN


def test_the_recipient_is_the_end_user_where_none_is_stated() -> None:
    found = facts(recipient={"state": "AA", "kind": "police"})
    assert all(found[f"end_user.{key}"] == found[f"recipient.{key}"] == found[f"to.{key}"] for key in PARTY_KEYS)
    found = facts(recipient={"state": "AA"}, end_user={"kind": "police"})
    assert found["end_user.state"] == UNKNOWN
    assert found["to.state"] == Tokens(frozenset({"AA"}), open=True)
    assert found["to.kind"] == Tokens(frozenset({"police"}), open=True)


def test_no_intermediaries_are_none_and_several_are_taken_together() -> None:
    assert {facts()[f"intermediary.{key}"] for key in (*PARTY_KEYS, "role")} == {NONE}
    middle = [{"role": "broker", "state": "NO"}, {"role": "carrier", "kind": "company", "state": "CC"}]
    found = facts(intermediaries=middle)
    assert found["intermediary.state"] == one("NO", "CC")
    assert found["intermediary.kind"] == Tokens(frozenset({"company"}), open=True)
    assert found["intermediary.role"] == one("broker", "carrier")
    assert facts(intermediaries=[])["intermediary.state"] == NONE


def test_any_is_every_party_and_every_place_that_is_stated() -> None:
    route = {
        "origin": "NO", "destination": "SE", "transit": ["CC"], "vessel": {"flag": "TW"}, "aircraft": {"flag": "BB"},
    }  # fmt: skip
    middle = [{"role": "broker", "state": "CC", "kind": "company"}]
    found = facts(end_user={"state": "BB"}, intermediaries=middle, route=route)
    assert found["any.state"] == one("BB", "AA", "CC", "NO", "SE", "TW")
    assert found["any.kind"] == Tokens(frozenset({"company"}), open=True)
    assert facts(supplier=None)["any.state"] == Tokens(frozenset({"AA"}), open=True)


def test_from_and_to_take_the_ends_of_the_route_where_they_are_stated() -> None:
    assert facts()["from.state"] == one("BB")
    assert facts()["to.state"] == one("AA")
    found = facts(route={"origin": "NO", "destination": "SE"})
    assert (found["from.state"], found["to.state"]) == (one("BB", "NO"), one("AA", "SE"))
    found = facts(supplier=None, recipient=None, route={"origin": "NO", "destination": "SE"})
    assert found["from.state"] == Tokens(frozenset({"NO"}), open=True)
    assert found["to.state"] == Tokens(frozenset({"SE"}), open=True)


# Who is listed


def test_listing_by_screening_by_statement_or_by_the_register() -> None:
    clear = {"un_lists": "clear"}
    assert facts()["recipient.listed"] == UNKNOWN
    assert facts(screening=clear)["recipient.listed"] == NONE
    assert facts(screening={})["recipient.listed"] == UNKNOWN
    assert facts(screening=clear, recipient=None)["recipient.listed"] == NONE
    assert facts(screening=clear, recipient={"listed": ["77"]})["recipient.listed"] == one("77")
    assert facts(recipient={"listed": []})["recipient.listed"] == NONE
    assert facts(recipient={"name": "Some Trading House"})["recipient.listed"] == UNKNOWN


def test_a_known_actor_is_listed_as_the_register_says_whatever_the_screening() -> None:
    gang: dict[str, Any] = {"recipient": {"name": "gangsters"}, "screening": {"un_lists": "clear"}}
    assert facts(**gang, date="2006-01-01")["recipient.listed"] == one("77")
    assert facts(**gang)["recipient.listed"] == NONE
    assert facts(**gang, date="2005")["recipient.listed"] == one("77")
    assert facts(**gang, date="2008")["recipient.listed"] == Tokens(frozenset({"77"}), frozenset({"88"}))
    both = {"actor": "gang", "listed": ["88"]}
    assert facts(recipient=both, date="2006-01-01")["recipient.listed"] == one("77", "88")
    assert facts(recipient=both, date="2006-01-01")["any.listed"] == Tokens(frozenset({"77", "88"}), open=True)


def test_a_name_that_no_register_knows_is_no_listed_actor() -> None:
    assert facts(recipient={"name": "Some Trading House"})["recipient.actor"] == NONE
    assert facts(recipient={"name": "The Gang"})["recipient.actor"] == one("gang")


# Route, contract, reason and the rest


@pytest.mark.parametrize(
    "fact",
    [
        "reason", "route.mode", "route.ship_to_ship", "route.entry_point", "vessel.flag", "vessel.controller",
        "vessel.designated", "end_use.purpose", "contract.written", "determined", "law.renewed",
    ],
)  # fmt: skip
def test_what_is_not_stated_of_the_transfer_is_unknown(fact: str) -> None:
    assert facts()[fact] == UNKNOWN
    assert facts(route={"vessel": {}, "aircraft": {}}, contract={}, end_use={})[fact] == UNKNOWN


def test_no_transit_is_none_and_no_contract_is_of_any_day() -> None:
    assert facts()["route.transit"] == NONE
    assert facts()["contract.date"] == facts(contract={"written": True})["contract.date"] == ANY


def test_what_is_stated_of_the_transfer() -> None:
    found = facts(
        reason="repair",
        route={
            "transit": ["NO", "Seland"], "modes": ["sea", "rail"], "ship_to_ship": True, "entry_point": "harbour",
            "vessel": {"flag": "NO", "controller": "SE", "designated": False}, "aircraft": {"flag": "TW"},
        },
        contract={"date": "2003-02", "written": False},
        end_use={"purposes": ["medical", "civilian"]},
    )  # fmt: skip
    expected = {
        "reason": one("repair"),
        "route.transit": one("NO", "SE"),
        "route.mode": one("sea", "rail"),
        "route.ship_to_ship": one("true"),
        "route.entry_point": one("harbour"),
        "vessel.flag": one("NO", "TW"),
        "vessel.controller": one("SE"),
        "vessel.designated": one("false"),
        "contract.date": (20030201, 20030228),
        "contract.written": one("false"),
        "end_use.purpose": one("medical", "civilian"),
    }
    assert {name: found[name] for name in expected} == expected
    assert facts(end_use={"purposes": []})["end_use.purpose"] == NONE


def test_a_flag_that_is_known_counts_though_another_is_not() -> None:
    found = facts(route={"vessel": {"flag": "NO"}, "aircraft": {}})
    assert found["vessel.flag"] == Tokens(frozenset({"NO"}), open=True)
    assert found["any.state"] == one("AA", "BB", "NO")


def test_determinations_say_yes_no_or_nothing() -> None:
    found = facts(
        determinations=[
            {"matter": "quota", "found": False},
            {"matter": "feeds-army", "found": True},
            {"matter": "feeds-army", "found": False},
            {"matter": "renewed:r/p", "found": True},
            {"matter": "renewed:r/q", "found": False},
        ]
    )
    assert found["determined"] == Tokens(frozenset({"feeds-army"}), no=frozenset({"quota"}), open=True)
    assert found["law.renewed"] == Tokens(frozenset({"r/p"}), no=frozenset({"r/q"}), open=True)


def test_the_date_is_an_interval() -> None:
    assert facts()["date"] == (20040506, 20040506)
    assert facts(date="2004-02")["date"] == (20040201, 20040229)
    assert facts(date="2004")["date"] == (20040101, 20041231)


def test_a_nearer_date_can_be_given() -> None:
    stated = transfer(date="2005", recipient={"actor": "gang"})
    found = movements_of(stated, ENGINE.names, ENGINE.item_types, (20050101, 20050601)).raw
    assert found["date"] == (20050101, 20050601)
    assert found["recipient.listed"] == one("77")


# Items


@pytest.mark.parametrize("item_type", sorted(ITEM_TYPES))
def test_a_field_that_the_type_has_is_unknown_and_one_that_it_has_not_is_surely_none(item_type: str) -> None:
    found, info = facts(item_type), ITEM_TYPES[item_type]
    for name, spec in FACTS.items():
        if not name.startswith("item.") or name in ("item.category", "item.concerns", "item.type", "item.hs"):
            continue
        none: FactValue = None if spec.kind == "number" else NONE
        if name not in info.facts or name == "item.control":
            assert found[name] == none
        elif spec.kind == "number":
            assert found[name] == ANY
        elif name in info.words:
            assert found[name] == Tokens(maybe=info.words[name])
        else:
            assert found[name] == UNKNOWN
    assert found["item.type"] == one(item_type)
    assert facts_without(item_type).isdisjoint(info.facts)


def test_stated_fields_are_known() -> None:
    item = {
        "type": "goods", "hs": "9306.30", "origin": "Norway", "controls": ["ml 3", "ML4.a"], "lists": ["S/2006/814"],
        "military": False, "condition": "used", "value": {"amount": 1000.505, "currency": "USD"},
        "unit_value": {"amount": 7, "currency": "EUR"},
    }  # fmt: skip
    found = facts(item)
    expected = {
        "item.hs": one("930630"),
        "item.origin": one("NO"),
        "item.control": one("ML3", "ML4.A"),
        "item.list": one("S/2006/814"),
        "item.military": one("false"),
        "item.lethal": UNKNOWN,
        "item.condition": one("used"),
        "item.value_usd": (100050, 100051),
        "item.unit_value_usd": ANY,
    }
    assert {name: found[name] for name in expected} == expected
    assert facts({"type": "goods", "lists": [], "controls": []})["item.list"] == NONE
    assert facts({"type": "training", "subjects": ["food", "artillery_shells"], "kind": "police"})[
        "item.subject"
    ] == one("food", "artillery_shells")


def test_numbers_are_scaled_and_rounded_outwards() -> None:
    assert facts({"type": "artillery_shells", "calibre_mm": 152})["item.calibre_mm"] == (15200, 15200)
    assert facts({"type": "artillery_shells", "calibre_mm": 7.625})["item.calibre_mm"] == (762, 763)
    assert facts({"type": "rockets", "range_km": 10**15})["item.range_km"] == (INFINITY, INFINITY)


@pytest.mark.parametrize(
    ("quantity", "before", "expected"),
    [
        (None, None, ANY),
        ((5, "barrels"), None, (5, INFINITY)),
        (None, (7, "barrels"), (7, INFINITY)),
        ((5, "barrels"), (7, "barrels"), (12, 12)),
        ((5, "tonnes"), (7, "barrels"), (7, INFINITY)),
        ((5, "barrels"), (7, "kg"), (5, INFINITY)),
        ((5, "kg"), (7, "kg"), ANY),
        ((0.5, "barrels"), (7, "barrels"), (7, 8)),
    ],
)
def test_a_total_is_at_least_what_is_known_of_it(quantity: Any, before: Any, expected: FactValue) -> None:
    item: dict[str, Any] = {"type": "petroleum"}
    for name, value in (("quantity", quantity), ("period_total", before)):
        if value is not None:
            item[name] = {"amount": value[0], "unit": value[1]}
    assert facts(item)["item.total_barrels"] == expected


def test_a_total_of_money_is_that_of_the_value() -> None:
    def usd(amount: int, currency: str = "USD") -> dict[str, Any]:
        return {"amount": amount, "currency": currency}

    item = {"type": "raw_materials", "value": usd(5)}
    assert facts(item)["item.total_usd"] == (5, INFINITY)
    assert facts({**item, "period_total_value": usd(7)})["item.total_usd"] == (12, 12)
    assert facts({**item, "period_total_value": usd(7, "EUR")})["item.total_usd"] == (5, INFINITY)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"type": "artillery_shells"}, one("93")),
        ({"type": "food_aid"}, Tokens(maybe=frozenset({"10", "11"}))),
        ({"type": "raw_materials"}, Tokens(maybe=frozenset({"26", "27", "72"}))),
        ({"type": "raw_materials", "material": "coal"}, one("27")),
        ({"type": "raw_materials", "material": "iron"}, Tokens(maybe=frozenset({"26", "72"}))),
        ({"type": "raw_materials", "material": "gold"}, Tokens(maybe=frozenset({"26", "27", "72"}))),
        ({"type": "raw_materials", "material": "coal", "hs": "72"}, one("72")),
        ({"type": "goods"}, UNKNOWN),
        ({"type": "warships"}, UNKNOWN),
        ({"type": "training"}, NONE),
    ],
)
def test_the_hs_code_of_a_typed_item_lies_in_its_chapters(item: Any, expected: Tokens) -> None:
    assert facts(item)["item.hs"] == expected


def test_an_item_of_which_only_the_type_is_known() -> None:
    found = pseudo_item("raw_materials", ENGINE.item_types)
    assert found == ENGINE.movements(transfer("raw_materials")).items[0]


# What cannot be resolved


@pytest.mark.parametrize(
    ("fields", "words", "pointer"),
    [
        ({"supplier": {"state": "Zz"}}, "not a State", "/supplier/state"),
        ({"end_user": {"state": "Land"}}, "ambiguous", "/end_user/state"),
        ({"recipient": {"state": "OO"}}, "did not exist", "/recipient/state"),
        ({"intermediaries": [{"role": "agent"}, {"role": "agent", "state": "Zz"}]}, "State", "/intermediaries/1/state"),
        ({"recipient": {"area": "Nowhere at all"}}, "not an area", "/recipient/area"),
        ({"recipient": {"actor": "nobody"}}, "not an actor", "/recipient/actor"),
        ({"recipient": {"force": "nobody"}}, "not a force", "/recipient/force"),
        ({"recipient": {"listed": ["77", "99"]}}, "not a list of parties", "/recipient/listed/1"),
        ({"route": {"origin": "Zz"}}, "State", "/route/origin"),
        ({"route": {"destination": "Zz"}}, "State", "/route/destination"),
        ({"route": {"transit": ["NO", "Zz"]}}, "State", "/route/transit/1"),
        ({"route": {"vessel": {"flag": "Zz"}}}, "State", "/route/vessel/flag"),
        ({"route": {"aircraft": {"flag": "Zz"}}}, "State", "/route/aircraft/flag"),
        ({"route": {"vessel": {"controller": "Zz"}}}, "State", "/route/vessel/controller"),
        ({"determinations": [{"matter": "zz", "found": True}]}, "not a matter", "/determinations/0/matter"),
        (
            {"authorisations": [{"kind": "approval", "body": "committee", "status": "granted", "under": "par. 5"}]},
            "not a citation",
            "/authorisations/0/under",
        ),
    ],
)
def test_what_no_register_knows_is_refused_where_it_stands(fields: Any, words: str, pointer: str) -> None:
    message, where = refusal(**fields)
    assert words in message
    assert where == pointer


def test_a_paper_may_name_its_paragraph_in_any_spacing_or_not_at_all() -> None:
    paper = {"kind": "approval", "body": "committee", "status": "granted"}
    papers = [paper, {**paper, "under": "S/RES/100 (2000) 2(a)"}, {**paper, "under": "A/60/88"}]
    assert ENGINE.movements(transfer(authorisations=papers)).acts == (("supply",),)


@pytest.mark.parametrize(
    ("item", "pointer"),
    [
        ({"type": "goods", "origin": "Zz"}, "/items/1/origin"),
        ({"type": "goods", "lists": ["S/2006/814", "S/1/1"]}, "/items/1/lists/1"),
        ({"type": "training", "subjects": ["arms", "zz"]}, "/items/1/subjects/1"),
    ],
)
def test_what_an_item_names_must_be_known(item: Any, pointer: str) -> None:
    assert refusal("goods", item)[1] == pointer


def test_a_subject_that_is_close_to_a_word_gets_it_as_a_hint() -> None:
    with pytest.raises(InputError, match="did you mean 'ammunition'"):
        ENGINE.movements(transfer({"type": "training", "subjects": ["amunition"]}))


@pytest.mark.parametrize(
    ("party", "own", "to"),
    [
        ({"area": "AA-NX"}, one("AA"), one("AA")),
        ({"area": "AA-NX", "state": "AA"}, one("AA"), one("AA")),
        # Of Beland, and in Aland: what goes to it goes to Aland, and what is free for Aland's own is not for it.
        ({"area": "AA-N", "state": "BB"}, one("BB"), one("AA", "BB")),
        # An area that the register does not know begins with the code of its State.
        ({"area": "BB-Q"}, one("BB"), one("BB")),
        ({"area": "ZZ-Q"}, UNKNOWN, UNKNOWN),
        # Yland did not exist on that day.
        ({"area": "YY-Q"}, UNKNOWN, UNKNOWN),
    ],
)
def test_what_goes_to_an_area_goes_to_its_state(party: dict[str, str], own: Tokens, to: Tokens) -> None:
    found = facts(recipient=party)
    assert (found["recipient.state"], found["to.state"]) == (own, to)
    assert found["any.state"] == union((found["supplier.state"], to))  # type: ignore[arg-type]
    away = facts(supplier=party, intermediaries=[{"role": "broker", "state": "SE", "area": "AA-N"}])
    assert (away["supplier.state"], away["from.state"]) == (own, to)
    assert away["any.state"].yes >= {"AA", "SE"}  # type: ignore[union-attr]
