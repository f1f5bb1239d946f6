"""Partial dates: what they accept, and the days they span."""

from __future__ import annotations

import copy
import datetime as dt
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from article41.model import PartialDate

days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


def as_number(day: dt.date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


@given(days)
def test_a_day_spans_itself(day: dt.date) -> None:
    date = PartialDate(day.isoformat())
    assert date.first == date.last == as_number(day)
    assert date.is_day


@given(days)
def test_a_month_spans_its_days(day: dt.date) -> None:
    date = PartialDate(day.isoformat()[:7])
    next_month = (day.replace(day=1) + dt.timedelta(days=31)).replace(day=1)
    assert date.first == as_number(day.replace(day=1))
    assert date.last == as_number(next_month - dt.timedelta(days=1))
    assert not date.is_day


@given(days)
def test_a_year_spans_its_days(day: dt.date) -> None:
    date = PartialDate(f"{day.year}")
    assert (date.first, date.last) == (day.year * 10_000 + 101, day.year * 10_000 + 1231)
    assert not date.is_day


@given(days)
def test_a_date_of_python_is_that_day(day: dt.date) -> None:
    assert PartialDate(day) == PartialDate(day.isoformat()) == day.isoformat()


def test_it_is_the_text_that_was_written() -> None:
    date = PartialDate("2023-09")
    assert isinstance(date, str)
    assert date == "2023-09"
    assert repr(date) == "PartialDate('2023-09')"
    assert PartialDate(date) is date


@pytest.mark.parametrize("copier", [copy.copy, copy.deepcopy, lambda d: pickle.loads(pickle.dumps(d))])
def test_copies_are_dates_too(copier: object) -> None:
    date = PartialDate("2023-09")
    again = copier(date)  # type: ignore[operator]
    assert type(again) is PartialDate
    assert (again, again.last) == (date, date.last)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a date"),
        ("23-09-13", "not a date"),
        ("2023-9-13", "not a date"),
        ("13.09.2023", "not a date"),
        ("2023/09/13", "not a date"),
        ("2023-09-13-01", "not a date"),
        ("20230913", "not a date"),
        (" 2023-09-13", "not a date"),
        ("2023-09-13\n", "not a date"),
        ("٢٠٢٣-09-13", "not a date"),
        ("²023", "not a date"),
        ("2023-09-1x", "not a date"),
        ("2023-09-13T10:00:00Z", "time of day"),
        ("2023-09-13 10:00", "time of day"),
        ("1899", "from 1900 to 2100"),
        ("2101-01-01", "from 1900 to 2100"),
        ("2023-00", "no month 00"),
        ("2023-13-01", "no month 13"),
        ("2023-02-29", "no day 29 in 2023-02"),
        ("2023-04-31", "no day 31 in 2023-04"),
        ("2023-04-00", "no day 0 in 2023-04"),
    ],
)
def test_what_is_no_date_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        PartialDate(text)


def test_the_leap_day_exists_in_leap_years() -> None:
    assert PartialDate("2024-02").last == 20240229
    assert PartialDate("2000-02-29").is_day


def test_a_time_of_python_is_refused() -> None:
    with pytest.raises(ValueError, match="time of day"):
        PartialDate(dt.datetime(2023, 9, 13, 10, 0))


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        date = PartialDate(text)
    except ValueError:
        return
    assert date.first <= date.last


adapter = TypeAdapter(PartialDate)


@pytest.mark.parametrize("value", ["2023", "2023-09", "2023-09-13"])
def test_pydantic_reads_and_writes_the_text(value: str) -> None:
    date = adapter.validate_python(value)
    assert type(date) is PartialDate
    assert adapter.dump_python(date) == adapter.dump_python(date, mode="json") == value
    assert adapter.validate_json(adapter.dump_json(date)) == date


@pytest.mark.parametrize("value", [2023, 20230913, 2023.5, True, None, ["2023"], b"2023"])
def test_pydantic_refuses_other_kinds(value: object) -> None:
    with pytest.raises(ValueError, match="not a date"):
        adapter.validate_python(value)
