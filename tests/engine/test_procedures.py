"""Papers: of the right kind, by the right body, under the right paragraph, in time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.engine._procedures import DONE, FAILED, NOT_SHOWN, _working_days, procedure_state

from ._small import transfer

ACT = "2004-05-20"  # a Thursday
PAPER = {
    "kind": "notification", "body": "committee", "status": "made", "under": "S/RES/100 (2000) 2 (a)",
    "date": "2004-05-10",
}  # fmt: skip
GOOD = {
    "approve": {"kind": "approval", "status": "granted"},
    "no_objection": {"kind": "no_objection", "status": "granted"},
    "notify": {"kind": "notification", "status": "made"},
    "report": {"kind": "report", "status": "made"},
}


def procedure(kind: str = "notify", **keys: Any) -> dict[str, Any]:
    return {
        "kind": kind, "body": "committee", "days_before": None, "working_days": None, "days_after": None,
        "until": None, "by": None, "regime": "r",
        "under": [["S/RES/100 (2000)", "2 (a)"], ["S/RES/200 (2010)", "3"]], **keys,
    }  # fmt: skip


def state(asked: dict[str, Any], *papers: dict[str, Any], act: str = ACT, item: int = 0) -> int:
    stated = transfer("goods", "goods", date=act, authorisations=list(papers))
    return procedure_state(asked, stated, item, (stated.date.first, stated.date.last))


def paper(**keys: Any) -> dict[str, Any]:
    """PAPER with some keys changed; None leaves one out."""
    return {name: value for name, value in {**PAPER, **keys}.items() if value is not None}


def told(date: str | None, act: str = ACT, **times: Any) -> int:
    return state(procedure(**times), paper(date=date), act=act)


# Kind, body, paragraph, maker, regime, items, status


def test_without_papers_nothing_is_shown() -> None:
    assert state(procedure()) == NOT_SHOWN


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_each_kind_is_shown_by_its_own_paper(kind: str) -> None:
    for other, keys in GOOD.items():
        expected = DONE if other == kind or (kind, other) == ("no_objection", "notify") else NOT_SHOWN
        assert state(procedure(kind), paper(**keys)) == expected


def test_a_request_or_certificate_shows_nothing() -> None:
    assert state(procedure("approve"), paper(kind="request", status="granted")) == NOT_SHOWN
    assert state(procedure("approve"), paper(kind="end_user_certificate", status="granted")) == NOT_SHOWN


def test_the_body_must_be_the_one_asked_for() -> None:
    assert state(procedure(), paper(body="security_council")) == NOT_SHOWN
    assert state(procedure(body="mission"), paper(body="mission")) == DONE


@pytest.mark.parametrize(
    ("under", "expected"),
    [
        ("S/RES/100 (2000) 2 (a)", DONE),
        ("S/RES/100(2000) 2(a)", DONE),
        ("S/RES/200 (2010) 3", DONE),
        ("S/RES/100 (2000) 2", NOT_SHOWN),
        ("S/RES/100 (2000)", NOT_SHOWN),
        ("S/RES/200 (2010) 2 (a)", NOT_SHOWN),
        ("not a citation", NOT_SHOWN),
        (None, NOT_SHOWN),
    ],
)
def test_the_paragraph_must_be_one_of_those_that_give_the_power(under: str | None, expected: int) -> None:
    assert state(procedure(), paper(under=under)) == expected


def test_the_maker_matters_only_where_it_is_named() -> None:
    assert state(procedure(), paper(by="recipient_state")) == DONE
    asked = procedure(by="exporting_state")
    assert state(asked, paper(by="exporting_state")) == DONE
    assert state(asked, paper(by="recipient_state")) == NOT_SHOWN
    assert state(asked, paper()) == NOT_SHOWN


def test_a_paper_for_another_regime_shows_nothing() -> None:
    assert state(procedure(), paper(regime="r")) == DONE
    assert state(procedure(), paper(regime="q")) == NOT_SHOWN


def test_a_paper_covers_the_items_that_it_names() -> None:
    assert state(procedure(), paper(items=[1]), item=0) == NOT_SHOWN
    assert state(procedure(), paper(items=[1]), item=1) == DONE
    assert state(procedure(), paper(items=[]), item=0) == NOT_SHOWN


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_refused_fails_and_pending_shows_nothing(kind: str) -> None:
    keys = GOOD[kind]
    assert state(procedure(kind), paper(**{**keys, "status": "refused"})) == FAILED
    assert state(procedure(kind), paper(**{**keys, "status": "pending"})) == NOT_SHOWN
    assert state(procedure(kind), paper(**{**keys, "status": "refused", "under": None})) == NOT_SHOWN


def test_one_paper_that_is_good_is_enough_and_else_one_that_failed_counts() -> None:
    refused, pending = paper(status="refused"), paper(status="pending")
    assert state(procedure(), refused, pending, paper()) == DONE
    assert state(procedure(), pending, refused) == FAILED
    assert state(procedure(), pending, paper(under=None)) == NOT_SHOWN


# Time


@pytest.mark.parametrize(
    ("times", "last_day"),
    [
        ({}, "2004-05-20"),
        ({"days_before": 0}, "2004-05-20"),
        ({"days_before": 5}, "2004-05-15"),
        ({"days_after": 45}, "2004-07-04"),
        ({"days_after": 0}, "2004-05-20"),
        ({"until": 20040601}, "2004-06-01"),
        ({"until": 20040301}, "2004-03-01"),
        ({"working_days": 3}, "2004-05-17"),
        ({"working_days": 4}, "2004-05-16"),  # a Sunday: Monday to Thursday are still to come
        ({"working_days": 5}, "2004-05-13"),
    ],
)
def test_in_time_on_the_last_day_and_late_on_the_next(times: dict[str, Any], last_day: str) -> None:
    day = dt.date.fromisoformat(last_day)
    assert told(day.isoformat(), **times) == DONE
    assert told((day + dt.timedelta(1)).isoformat(), **times) == FAILED


def test_an_approval_comes_before_the_act() -> None:
    granted = {"kind": "approval", "status": "granted"}
    assert state(procedure("approve"), paper(**granted, date=ACT)) == DONE
    assert state(procedure("approve"), paper(**granted, date="2004-05-21")) == FAILED


def test_a_report_is_in_time_on_any_day() -> None:
    made = {"kind": "report", "status": "made"}
    assert state(procedure("report"), paper(**made, date="2020-01-01")) == DONE
    assert state(procedure("report", days_before=5), paper(**made, date=None)) == DONE


@pytest.mark.parametrize("times", [{}, {"days_before": 5}, {"working_days": 5}, {"days_after": 5}, {"until": 20200101}])
def test_a_paper_without_a_date_shows_nothing(times: dict[str, Any]) -> None:
    assert told(None, **times) == NOT_SHOWN


@pytest.mark.parametrize(
    ("date", "act", "times", "expected"),
    [
        ("2004-05", "2004-06-05", {"days_before": 5}, DONE),
        ("2004-05", "2004-06-04", {"days_before": 5}, NOT_SHOWN),
        ("2004-05", "2004-05-06", {"days_before": 5}, NOT_SHOWN),
        ("2004-05", "2004-05-05", {"days_before": 5}, FAILED),
        ("2004-05-10", "2004-05", {"days_before": 5}, NOT_SHOWN),
        ("2004-04-26", "2004-05", {"days_before": 5}, DONE),
        ("2004-05-27", "2004-05", {"days_before": 5}, FAILED),
        ("2004", "2004", {}, NOT_SHOWN),
        ("2003", "2004", {}, DONE),
        ("2005", "2004", {}, FAILED),
        ("2004-05", "2004", {"until": 20040531}, DONE),
        ("2004-05", "2004", {"until": 20040530}, NOT_SHOWN),
        ("2004-05", "2004", {"until": 20040430}, FAILED),
        ("2004-05", "2004-05", {"days_after": 30}, DONE),
        ("2004-05", "2004-05", {"days_after": 29}, NOT_SHOWN),
    ],
)
def test_dates_that_are_not_exact(date: str, act: str, times: dict[str, Any], expected: int) -> None:
    assert told(date, act, **times) == expected


def test_the_act_can_be_nearer_than_the_transfer_says() -> None:
    stated = transfer("goods", date="2004-05", authorisations=[paper(date="2004-05-10")])
    assert procedure_state(procedure(), stated, 0, (20040501, 20040531)) == NOT_SHOWN
    assert procedure_state(procedure(), stated, 0, (20040510, 20040531)) == DONE
    assert procedure_state(procedure(), stated, 0, (20040501, 20040509)) == FAILED


days = st.dates(dt.date(1999, 1, 1), dt.date(2002, 1, 1))


@given(days, st.integers(-20, 400))
def test_working_days_are_counted_one_by_one(start: dt.date, distance: int) -> None:
    end = start + dt.timedelta(distance)
    passed = [start + dt.timedelta(n) for n in range(1, distance + 1)]
    assert _working_days(start, end) == sum(day.isoweekday() <= 5 for day in passed)
