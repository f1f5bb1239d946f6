"""From facts back to the document: where a fact is stated, or would be, and a test in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.engine._pointers import phrase, pointers_of, real_day, stated
from article41.engine._tokens import NONE, one
from article41.model._vocabulary import FACTS

from ._small import transfer

MIDDLE = [{"role": "broker", "state": "NO"}, {"role": "carrier", "name": "The Gang"}]


@pytest.mark.parametrize("fact", sorted(FACTS))
def test_every_fact_has_a_place(fact: str) -> None:
    full = transfer(intermediaries=MIDDLE, end_user={})
    places = pointers_of(fact, full, 0)
    assert places
    assert all(place.startswith("/") for place in places)
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("date", ["/date"]),
        ("activity", ["/activities"]),
        ("route.mode", ["/route/modes"]),
        ("vessel.flag", ["/route/vessel/flag"]),
        ("end_use.purpose", ["/end_use/purposes"]),
        ("determined", ["/determinations"]),
        ("law.renewed", ["/determinations"]),
        ("intermediary.role", ["/intermediaries"]),
        ("supplier.kind", ["/supplier/kind"]),
        ("end_user.kind", ["/recipient/kind"]),
        ("to.kind", ["/recipient/kind"]),
        ("to.state", ["/recipient/state", "/route/destination"]),
        ("from.state", ["/supplier/state", "/route/origin"]),
        ("intermediary.kind", []),
        ("item.hs", ["/items/1/hs"]),
        ("item.category", ["/items/1/type"]),
        ("item.concerns", ["/items/1/type"]),
        ("item.list", ["/items/1/lists"]),
        ("item.control", ["/items/1/controls"]),
        ("item.subject", ["/items/1/subjects"]),
        ("item.value_usd", ["/items/1/value"]),
        ("item.unit_value_usd", ["/items/1/unit_value"]),
        ("item.total_barrels", ["/items/1/period_total"]),
        ("item.total_usd", ["/items/1/period_total_value"]),
    ],
)
def test_places_in_a_plain_transfer(fact: str, expected: list[str]) -> None:
    assert pointers_of(fact, transfer("goods", "goods"), 1) == expected


def test_places_of_several_parties() -> None:
    full = transfer(intermediaries=MIDDLE, end_user={})
    assert pointers_of("end_user.kind", full, 0) == ["/end_user/kind"]
    assert pointers_of("to.kind", full, 0) == ["/recipient/kind", "/end_user/kind"]
    assert pointers_of("intermediary.kind", full, 0) == ["/intermediaries/0/kind", "/intermediaries/1/kind"]
    assert pointers_of("any.state", full, 0) == [
        "/supplier/state", "/recipient/state", "/end_user/state", "/intermediaries/0/state", "/intermediaries/1/state",
        "/route/origin", "/route/destination", "/route/transit", "/route/vessel/flag",
    ]  # fmt: skip


def test_the_flag_of_an_aircraft() -> None:
    assert pointers_of("vessel.flag", transfer(route={"aircraft": {}}), 0) == ["/route/aircraft/flag"]
    assert pointers_of("vessel.flag", transfer(route={"aircraft": {}, "vessel": {}}), 0) == ["/route/vessel/flag"]


def test_a_service_concerns_its_subjects_where_they_are_stated() -> None:
    some = transfer({"type": "training", "subjects": ["arms"]}, "training")
    assert pointers_of("item.concerns", some, 0) == ["/items/0/subjects"]
    assert pointers_of("item.concerns", some, 1) == ["/items/1/type"]


# What is shown


def test_what_the_transfer_states_is_shown_as_it_states_it() -> None:
    some = transfer(
        {
            "type": "artillery_shells", "calibre_mm": 152, "guided": False, "controls": ["ML3"],
            "value": {"amount": 10.5, "currency": "USD"},
        },
        activities=["supply", "transit"],
        contract={"date": "2003-02"},
        determinations=[{"matter": "quota", "found": True}],
    )  # fmt: skip
    shown = {
        fact: stated(fact, some, 0, NONE)
        for fact in (
            "date", "activity", "contract.date", "item.calibre_mm", "item.guided", "item.control", "item.value_usd",
            "determined", "to.state", "reason", "route.mode",
        )
    }  # fmt: skip
    assert shown == {
        "date": [("/date", "2004-05-06")],
        "activity": [("/activities", ["supply", "transit"])],
        "contract.date": [("/contract/date", "2003-02")],
        "item.calibre_mm": [("/items/0/calibre_mm", 152)],
        "item.guided": [("/items/0/guided", False)],
        "item.control": [("/items/0/controls", ["ML3"])],
        "item.value_usd": [("/items/0/value", {"amount": 10.5, "currency": "USD"})],
        "determined": [("/determinations", [{"matter": "quota", "found": True}])],
        "to.state": [("/recipient/state", "AA")],
        "reason": [],
        "route.mode": [],
    }
    assert type(shown["date"][0][1]) in (str, type(some.date))


def test_numbers_are_shown_as_numbers() -> None:
    (place,) = stated("item.range_km", transfer({"type": "rockets", "range_km": 12.5}), 0, (0, 0))
    assert place == ("/items/0/range_km", 12.5)
    assert isinstance(stated("item.range_km", transfer({"type": "rockets", "range_km": 12.0}), 0, None)[0][1], int)


def test_every_party_that_states_the_fact_is_shown() -> None:
    some = transfer(end_user={"state": "SE"}, intermediaries=MIDDLE, route={"transit": ["CC"], "origin": "NO"})
    assert stated("any.state", some, 0, NONE) == [
        ("/supplier/state", "BB"), ("/recipient/state", "AA"), ("/end_user/state", "SE"),
        ("/intermediaries/0/state", "NO"), ("/route/origin", "NO"), ("/route/transit", ["CC"]),
    ]  # fmt: skip


def test_an_actor_is_shown_by_id_or_name() -> None:
    some = transfer(supplier={"actor": "gang"}, intermediaries=MIDDLE)
    assert stated("any.actor", some, 0, NONE) == [("/supplier/actor", "gang"), ("/intermediaries/1/name", "The Gang")]


def test_what_follows_stands_where_it_follows_from() -> None:
    some = transfer("artillery_shells", "training", recipient={"name": "The Gang"})
    assert stated("activity", some, 1, one("training")) == [("/items/1/type", "training")]
    assert stated("item.hs", some, 0, one("93")) == [("/items/0/type", "artillery_shells")]
    assert stated("item.type", some, 0, one("artillery_shells")) == [("/items/0/type", "artillery_shells")]


def test_a_listing_is_stated_or_follows_from_who_it_is() -> None:
    club = {"actor": "club", "listed": ["77"]}
    some = transfer(supplier={"listed": []}, recipient={"name": "The Gang"}, end_user=club)
    assert stated("any.listed", some, 0, one("77")) == [
        ("/supplier/listed", []), ("/recipient/name", "The Gang"), ("/end_user/listed", ["77"]),
        ("/end_user/actor", "club"),
    ]  # fmt: skip


# Tests in words


@pytest.mark.parametrize(
    ("atom", "negated", "words"),
    [
        (["w", "to.state", ["AA"]], False, "to.state is AA"),
        (["w", "to.state", ["AA"]], True, "to.state is not AA"),
        (["w", "to.state", ["AA", "BB"]], False, "to.state is one of AA, BB"),
        (["w", "to.state", ["AA", "BB"]], True, "to.state is not one of AA, BB"),
        (["n", "item.calibre_mm", "ge", 7500], False, "item.calibre_mm is at least 75"),
        (["n", "item.calibre_mm", "le", 1270], False, "item.calibre_mm is at most 12.7"),
        (["n", "item.calibre_mm", "ge", 7500], True, "item.calibre_mm is not at least 75"),
        (["n", "item.total_tonnes", "le", 500], False, "item.total_tonnes is at most 500"),
        (["n", "date", "ge", 20000110], False, "date is on or after 2000-01-10"),
        (["n", "contract.date", "le", 20170800], False, "contract.date is on or before 2017-07-31"),
        (["n", "contract.date", "ge", 20171232], False, "contract.date is on or after 2018-01-01"),
    ],
)
def test_phrases(atom: list[Any], negated: bool, words: str) -> None:
    assert phrase(atom, negated) == words


def number(day: dt.date) -> int:
    return day.year * 10000 + day.month * 100 + day.day


@given(st.dates(dt.date(1950, 1, 2), dt.date(2090, 1, 1)), st.sampled_from((-1, 0, 1)))
def test_the_neighbour_of_a_day_becomes_a_real_one(day: dt.date, step: int) -> None:
    neighbour = day + dt.timedelta(step)
    assert real_day(number(day) + step, step) == number(neighbour)


@pytest.mark.parametrize(("day", "step", "real"), [(20010230, -1, 20010228), (20010100, 1, 20010101)])
def test_days_that_are_not_neighbours(day: int, step: int, real: int) -> None:
    assert real_day(day, step) == real
