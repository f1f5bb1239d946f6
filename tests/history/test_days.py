from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.history._days import as_date, day_after, day_before, number_of, read_day

DAYS = st.dates(date(1, 1, 2), date(9999, 12, 30))


@given(DAYS)
def test_a_day_and_its_neighbours(day):
    number = number_of(day)
    assert as_date(number) == day
    assert as_date(day_after(number)) == day + timedelta(days=1)
    assert as_date(day_before(number)) == day - timedelta(days=1)
    assert read_day(day.isoformat()) == number


def test_the_ends_of_time_have_no_neighbours():
    assert day_after(99991231) == 99991231
    assert day_before(10101) == 10101


@pytest.mark.parametrize("text", ["2016-02-30", "2016-3-2", "20160302", "", "2016-03-02 ", "2016-03-0２"])
def test_what_is_no_day(text):
    with pytest.raises(ValueError, match="is not a day"):
        read_day(text)
