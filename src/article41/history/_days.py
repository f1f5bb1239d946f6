"""Days as the rulebook holds them, whole numbers yyyymmdd: read, and stepped from one to its neighbours."""

from __future__ import annotations

import re
from datetime import date, timedelta

__all__ = ["as_date", "day_after", "day_before", "number_of", "read_day"]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def as_date(day: int) -> date:
    """Return the day as a date."""
    return date(day // 10000, day // 100 % 100, day % 100)


def number_of(day: date) -> int:
    """Return a date as yyyymmdd."""
    return day.year * 10000 + day.month * 100 + day.day


def day_after(day: int) -> int:
    """Return the next day; the last day that there is has itself for next."""
    return number_of(as_date(day) + timedelta(days=1)) if day < 99991231 else day


def day_before(day: int) -> int:
    """Return the day before; the first day that there is has itself for that."""
    return number_of(as_date(day) - timedelta(days=1)) if day > 10101 else day


def read_day(text: str) -> int:
    """Return ``2016-03-02`` as 20160302.

    Raises:
        ValueError: it is not written so, or there is no such day.
    """
    if not _DAY.fullmatch(text) or not text.isascii():
        raise ValueError(f"{text!r} is not a day: write it like 2016-03-02")
    try:
        return number_of(date.fromisoformat(text))
    except ValueError:
        raise ValueError(f"{text!r} is not a day of the calendar") from None
