"""Dates as tables have them: every reading is tried, and a date with two readings is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator

from article41.model import PartialDate
from article41.screening._refused import Refused

__all__ = ["FORMS", "read_date"]

FORMS = ("ymd", "dmy", "mdy", "ym")
"""The orders in which a mapping may say that a column has year, month and day; ``ym`` has no day."""

_MONTHS = {
    name[:length]: number
    for number, name in enumerate(
        (
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ),
        1,
    )
    for length in (3, 4, len(name))
}
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_TIME = re.compile(
    r"(?P<day>.*\d)(?:[T ]|\s+)(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(?P<zone>Z|UTC|[+-]\d{2}:?(?:\d{2})?)?",
    re.ASCII,
)
_PARTS = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})", re.ASCII)
_NAMED_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([A-Za-z]{3,9})[-/., ]*(\d{4})", re.ASCII)
_NAMED_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})[-/. ]*(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+)(\d{4})", re.ASCII)
_NAMED_MONTH = re.compile(r"([A-Za-z]{3,9})[-/., ]*(\d{4})", re.ASCII)
_SAY = "say which in the mapping: date: {from: COLUMN, form: dmy}, or mdy, ymd, ym"


def _days(text: str) -> Iterator[tuple[str, str]]:
    """Yield every reading of a text: the form, and the date in the form that a transfer has."""
    if _ISO.fullmatch(text):
        yield ("ym" if len(text) == 7 else "ymd"), text
    if len(text) == 8 and text.isascii() and text.isdigit():
        yield "ymd", f"{text[:4]}-{text[4:6]}-{text[6:]}"
        yield "dmy", f"{text[4:]}-{text[2:4]}-{text[:2]}"
        yield "mdy", f"{text[4:]}-{text[:2]}-{text[2:4]}"
    if len(text) == 6 and text.isascii() and text.isdigit():
        yield "ym", f"{text[:4]}-{text[4:]}"
        for century in ("19", "20"):
            yield "ymd", f"{century}{text[:2]}-{text[2:4]}-{text[4:]}"
            yield "dmy", f"{century}{text[4:]}-{text[2:4]}-{text[:2]}"
            yield "mdy", f"{century}{text[4:]}-{text[:2]}-{text[2:4]}"
    if found := _PARTS.fullmatch(text):
        a, b, c = found.groups()
        if len(a) == 4:
            yield "", f"{a}-{b:0>2}-{c:0>2}"
        elif len(c) == 4:
            yield "dmy", f"{c}-{b:0>2}-{a:0>2}"
            yield "mdy", f"{c}-{a:0>2}-{b:0>2}"
    if (found := re.fullmatch(r"(\d{1,2})[-/.](\d{4})", text, re.ASCII)) is not None:
        yield "ym", f"{found[2]}-{found[1]:0>2}"
    if (found := re.fullmatch(r"(\d{4})[/.](\d{1,2})", text, re.ASCII)) is not None:
        yield "ym", f"{found[1]}-{found[2]:0>2}"
    # A month by its name is the same in every order.
    if (found := _NAMED_DAY_FIRST.fullmatch(text)) and (month := _MONTHS.get(found[2].lower())):
        yield "", f"{found[3]}-{month:02}-{found[1]:0>2}"
    if (found := _NAMED_MONTH_FIRST.fullmatch(text)) and (month := _MONTHS.get(found[1].lower())):
        yield "", f"{found[3]}-{month:02}-{found[2]:0>2}"
    if (found := _NAMED_MONTH.fullmatch(text)) and (month := _MONTHS.get(found[1].lower())):
        yield "", f"{found[2]}-{month:02}"


def _without_time(text: str, drop: bool) -> str:
    found = _TIME.fullmatch(text)
    if found is None:
        return text
    midnight = not re.search("[1-9]", found["time"]) and found["zone"] is None
    if not (midnight or drop):
        raise Refused(
            f"{text!r} has a time of day, and which day that is depends on the place: "
            "state the day alone, or say `times: drop` in the mapping to take the day as it is written"
        )
    return found["day"].strip()


def read_date(text: str, form: str | None = None, drop_times: bool = False) -> str:
    """Return a date as a transfer has it: ``2023-09-13``, ``2023-09`` or ``2023``.

    Args:
        text: as the table has it.
        form: the order of year, month and day, one of FORMS; None where the mapping does not say.
        drop_times: whether a time of day is left off; only midnight without a zone is otherwise.

    Raises:
        Refused: it is no date, or two.
    """
    readings: dict[str, None] = {}
    wrong = ""
    for found, day in _days(_without_time(text, drop_times)):
        if form is not None and found not in ("", form) and not _ISO.fullmatch(text):
            continue
        try:
            readings[str(PartialDate(day))] = None
        except ValueError as error:
            wrong = wrong or str(error)
    if len(readings) == 1:
        return next(iter(readings))
    if readings:
        raise Refused(f"{text!r} is ambiguous: it may be {' or '.join(readings)}; {_SAY}")
    if re.fullmatch(r"\d{5}(\.\d+)?", text, re.ASCII):
        raise Refused(f"{text!r} is not a date; if it is a serial number of a spreadsheet, save the column as text")
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}", text, re.ASCII):
        raise Refused(f"{text!r} has a year of two digits: write all four")
    raise Refused(
        f"{text!r} is not a date" + (f": {wrong}" if wrong else ": write it like 2023-09-13, 2023-09 or 2023")
    )
