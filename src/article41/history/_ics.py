"""The calendar as iCalendar (RFC 5545): all-day events that a calendar program can take in, again and again."""

from __future__ import annotations

from collections.abc import Iterator

from article41.history._calendar import Calendar, End
from article41.history._days import day_after
from article41.model._dates import day_text as shown
from article41.render._safe import safe_text

__all__ = ["folded", "to_ics"]

_OCTETS = 75
_MOST = 40
"""So many rules are named in one event."""


def to_ics(calendar: Calendar) -> str:
    """Return the calendar with CRLF line ends. The same rulebook and window: the same bytes.

    One event for the ends of a regime on a day, and one for the day to which each regime was verified. The UIDs
    stay the same from one rulebook to the next, so that a new import replaces what it knows.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//article41//calendar//EN", "CALSCALE:GREGORIAN"]
    for day, regime, ends in calendar.groups():
        unsure = any(end.unverified for end in ends)
        title = f"{regime['title']}: {_count(ends)}"
        lines += _event(
            f"{regime['id']}-end-{day}",
            day,
            regime["verified_to"],
            title + (" (renewal not verified)" if unsure else ""),
            _description(ends),
            "TENTATIVE" if unsure else "CONFIRMED",
        )
    for regime in calendar.regimes:
        day = regime["verified_to"]
        text = f"article41 knows this regime up to {shown(day)}. For later days look for a newer rulebook."
        title = f"{regime['title']}: law verified to this day"
        lines += _event(f"{regime['id']}-verified-to", day, day, title, text, "CONFIRMED")
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(uid: str, day: int, stamp: int, summary: str, description: str, status: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}@article41"
    # The day on which the information was last right: the law says it, the clock does not.
    yield f"DTSTAMP:{stamp}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:08}"
    yield f"DTEND;VALUE=DATE:{day_after(day):08}"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(description)}"
    yield f"STATUS:{status}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _count(ends: list[End]) -> str:
    provisions = sum(end.ruled.is_provision for end in ends)
    exemptions = len(ends) - provisions
    words = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((provisions, "provision"), (exemptions, "exemption"))]
    parts = [text for text, n in zip(words, (provisions, exemptions), strict=True) if n]
    return f"last day of {' and '.join(parts)}"


def _description(ends: list[End]) -> str:
    lines = []
    for end in ends[:_MOST]:
        document, paragraph = end.ruled.cites[0][:2]
        doubt = " Renewal not verified." if end.unverified else ""
        lines.append(f"{document} {paragraph}".rstrip() + f": {end.ruled.text}{doubt} ({end.ruled.id})")
    if len(ends) > _MOST:
        lines.append(f"and {len(ends) - _MOST} more")
    return "\n".join(lines)


def _text(value: str) -> str:
    """Escape a text value (RFC 5545, 3.3.11)."""
    plain = "\n".join(safe_text(line) for line in value.split("\n"))
    for old, new in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(old, new)
    return plain


def folded(line: str) -> str:
    """Fold a content line so that no line has more than 75 octets, and no character is cut."""
    parts: list[str] = []
    part, used = "", 0
    for char in line:
        size = len(char.encode())
        if used + size > _OCTETS:
            parts.append(part)
            # The blank that marks a continuation counts.
            part, used = " ", 1
        part, used = part + char, used + size
    return "\r\n".join([*parts, part])
