"""Dates as they are known: a day, a month or a year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from typing import Any

from article41.model._limits import MAX_YEAR, MIN_YEAR

__all__ = ["PartialDate", "day_text"]

_HINT = "write a day, month or year like 2023-09-13, 2023-09 or 2023"


def _has_form(text: str) -> bool:
    parts = text.split("-")
    digits = "".join(parts)
    return [len(part) for part in parts] in ([4], [4, 2], [4, 2, 2]) and digits.isascii() and digits.isdigit()


def day_text(day: int) -> str:
    """Return ``2006-10-14`` for 20061014, the form in which days are compared."""
    return f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}"


class PartialDate(str):
    """A date written ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``: text that knows its first and last day.

    A ``datetime.date`` is taken as that day. A time of day is refused: law is in days, and which day an
    instant is depends on the place.

    Raises:
        ValueError: if the text has another form, is no day of the calendar, or its year is not in 1900-2100.
    """

    __slots__ = ()

    def __new__(cls, value: str | date) -> PartialDate:
        """Check ``value`` and keep it as written."""
        if isinstance(value, PartialDate):
            return value
        if isinstance(value, datetime):
            raise ValueError("a time of day is not a date: state the day alone")
        text = value.isoformat() if isinstance(value, date) else value
        if not _has_form(text):
            if _has_form(text[:10]) and text[10:11] in ("T", " "):
                raise ValueError("a time of day is not a date: state the day alone, like 2023-09-13")
            raise ValueError(f"not a date: {_HINT}")
        numbers = [int(part) for part in text.split("-")]
        if not MIN_YEAR <= numbers[0] <= MAX_YEAR:
            raise ValueError(f"the year must be from {MIN_YEAR} to {MAX_YEAR}")
        if len(numbers) > 1 and not 1 <= numbers[1] <= 12:
            raise ValueError(f"there is no month {numbers[1]:02}: {_HINT}")
        if len(numbers) > 2 and not 1 <= numbers[2] <= monthrange(numbers[0], numbers[1])[1]:
            raise ValueError(f"there is no day {numbers[2]} in {text[:7]}")
        return super().__new__(cls, text)

    @property
    def first(self) -> int:
        """The first day that it can be, as yyyymmdd."""
        return int((self.replace("-", "") + "0101")[:8])

    @property
    def last(self) -> int:
        """The last day that it can be, as yyyymmdd."""
        digits = self.replace("-", "")
        if len(digits) == 8:
            return int(digits)
        year, month = int(digits[:4]), int(digits[4:] or 12)
        return year * 10_000 + month * 100 + monthrange(year, month)[1]

    @property
    def is_day(self) -> bool:
        """Whether the very day is known."""
        return len(self) == 10

    def __repr__(self) -> str:
        return f"PartialDate({str(self)!r})"

    @classmethod
    def _validate(cls, value: Any) -> PartialDate:
        if not isinstance(value, (str, date)):
            raise ValueError(f"not a date: {_HINT}")
        return cls(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return {
            "type": "function-plain",
            "function": {"type": "no-info", "function": cls._validate},
            # A subclass of str is already text for both kinds of dump.
            "serialization": {"type": "function-plain", "function": str, "return_schema": {"type": "str"}},
        }

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {
            "type": "string",
            "pattern": r"^(19[0-9]{2}|20[0-9]{2}|2100)(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
            "examples": ["2023-09-13", "2023-09", "2023"],
        }
