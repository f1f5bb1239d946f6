from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.screening._dates import FORMS, read_date
from article41.screening._refused import Refused


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-09-13", "2023-09-13"),
        ("2023-09", "2023-09"),
        ("2023", "2023"),
        ("20230913", "2023-09-13"),
        ("202309", "2023-09"),
        ("2023/9/13", "2023-09-13"),
        ("2023.09.13", "2023-09-13"),
        ("13.09.2023", "2023-09-13"),
        ("09/13/2023", "2023-09-13"),
        ("05/05/2023", "2023-05-05"),
        ("13 Sep 2023", "2023-09-13"),
        ("13-SEP-2023", "2023-09-13"),
        ("13SEP2023", "2023-09-13"),
        ("September 13, 2023", "2023-09-13"),
        ("1st February 2023", "2023-02-01"),
        ("Sept 2023", "2023-09"),
        ("09/2023", "2023-09"),
        ("2023-09-13 00:00:00", "2023-09-13"),
        ("2023-09-13T00:00:00.000", "2023-09-13"),
    ],
)
def test_a_date_with_one_reading(text: str, day: str) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("01/02/2023", "ambiguous: it may be 2023-02-01 or 2023-01-02"),
        ("10112012", "ambiguous"),
        ("201112", "ambiguous"),
        ("2023-02-30", "no day 30"),
        ("30/02/2023", "not a date"),
        ("13/14/2023", "not a date"),
        ("1/2/23", "two digits"),
        ("45182", "serial number"),
        ("2023-09-13 10:30", "time of day"),
        ("2023-09-13T00:00:00Z", "time of day"),
        ("yesterday", "not a date"),
        ("1823-09-13", "1900"),
        ("２０２３-09-13", "not a date"),
    ],
)
def test_what_is_no_date_or_two_is_refused(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_date(text)


@pytest.mark.parametrize(
    ("form", "text", "day"),
    [
        ("dmy", "01/02/2023", "2023-02-01"),
        ("mdy", "01/02/2023", "2023-01-02"),
        ("dmy", "10112012", "2012-11-10"),
        ("ymd", "20101112", "2010-11-12"),
        ("ym", "201112", "2011-12"),
        # What can be read in one way only is not made something else by the form.
        ("dmy", "2023-02-01", "2023-02-01"),
        ("dmy", "1 Feb 2023", "2023-02-01"),
    ],
)
def test_a_form_that_is_said_decides(form: str, text: str, day: str) -> None:
    assert read_date(text, form) == day


def test_a_form_is_not_bent() -> None:
    with pytest.raises(Refused):
        read_date("13/02/2023", "mdy")


def test_times_are_dropped_where_the_mapping_says_so() -> None:
    assert read_date("2023-09-13T23:30:00+02:00", drop_times=True) == "2023-09-13"


@given(st.dates(), st.sampled_from(FORMS))
def test_whatever_is_read_is_the_day_that_was_written(day, form) -> None:
    written = {
        "dmy": f"{day.day}/{day.month}/{day.year:04}",
        "mdy": f"{day.month}/{day.day}/{day.year:04}",
        "ymd": f"{day.year:04}/{day.month}/{day.day}",
        "ym": f"{day.month}/{day.year:04}",
    }[form]
    wanted = day.isoformat()[: 7 if form == "ym" else 10]
    try:
        unaided = read_date(written)
    except Refused:
        unaided = wanted
    if 1900 <= day.year <= 2100:
        assert read_date(written, form) == wanted == unaided
