"""The history of a regime as a picture: a lane for each document, a bar for the days on which its rules hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from article41.book._text import counted, days, text
from article41.history._days import as_date, day_after

__all__ = ["regime_picture"]

_WIDTH, _LEFT, _RIGHT, _TOP, _LANE, _GAP = 960, 190, 20, 12, 22, 4
_NARROWEST = 2.5
"""A bar is never narrower: one day would not be seen."""


def regime_picture(regime: dict[str, Any], covers_from: int) -> str:
    """Return the picture as SVG for a page that has the styles of the book; no line of it is empty."""
    lanes = _lanes(regime)
    first = min((p[0] for _, _, periods in lanes for p in periods if p[0] is not None), default=covers_from)
    ends = [p[1] for _, _, periods in lanes for p in periods if p[1] is not None]
    last = max([regime["verified_to"], day_after(first), *ends])
    span = as_date(last).toordinal() - as_date(first).toordinal() + 1

    def place(day: int, after: int = 0) -> float:
        days = as_date(day).toordinal() - as_date(first).toordinal() + after
        return _LEFT + days * (_WIDTH - _LEFT - _RIGHT) / span

    bottom = _TOP + len(lanes) * (_LANE + _GAP)
    told = [f"{symbol}, {counted(count, 'rule')}: {days(periods)}" for symbol, count, periods in lanes]
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {bottom + 24}" role="img">',
        f"<title>{text(regime['title'])}: when the rules of each document hold</title>",
        f"<desc>{text('. '.join(told))}.</desc>",
        *_years(first, last, bottom, place),
    ]
    for number, (symbol, _, periods) in enumerate(lanes):
        y = _TOP + number * (_LANE + _GAP)
        out.append(f'<text x="4" y="{y + 15}">{text(symbol)}</text>')
        out.append(f'<rect class="lane" x="{_LEFT}" y="{y}" width="{_WIDTH - _LEFT - _RIGHT}" height="{_LANE}"/>')
        for begin, end in periods:
            x = place(first if begin is None else begin)
            width = max(_NARROWEST, place(last if end is None else end, 1) - x)
            kind = "bar open" if end is None else "bar"
            out.append(
                f'<g><title>{text(told[number])}</title><rect class="{kind}" x="{x:.1f}" y="{y + 4}" '
                f'width="{width:.1f}" height="{_LANE - 8}"/></g>'
            )
            if end is None:
                out.append(f'<text class="small" x="{_WIDTH - _RIGHT + 3}" y="{y + 15}">▸</text>')
    return "\n".join([*out, "</svg>"])


def _lanes(regime: dict[str, Any]) -> list[tuple[str, int, list[list[int | None]]]]:
    """Return for each document that imposes rules, oldest first: symbol, number of rules, days on which they hold."""
    found: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for provision in regime["provisions"]:
        cite = provision["cites"][0]
        found.setdefault((cite[3], cite[0]), []).append(provision)
    return [
        (symbol, len(provisions), _joined([pair for p in provisions for pair in p["periods"]]))
        for (_, symbol), provisions in sorted(found.items())
    ]


def _joined(periods: list[list[int | None]]) -> list[list[int | None]]:
    """Return periods with those that touch made one."""
    out: list[list[int | None]] = []
    for first, last in sorted(periods, key=lambda pair: pair[0] or 0):
        before = out[-1] if out else None
        if before is None or (before[1] is not None and (first or 0) > day_after(before[1])):
            out.append([first, last])
        elif before[1] is not None:
            before[1] = None if last is None else max(before[1], last)
    return out


def _years(first: int, last: int, bottom: int, place: Callable[[int], float]) -> list[str]:
    begin, end = first // 10000, last // 10000
    step = next((n for n in (1, 2, 5, 10) if (end - begin) // n <= 14), 20)
    out = []
    for year in range(begin + 1, end + 1):
        if year % step == 0:
            x = place(year * 10000 + 101)
            out.append(f'<line class="tick" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{bottom}"/>')
            out.append(f'<text class="small" text-anchor="middle" x="{x:.1f}" y="{bottom + 16}">{year}</text>')
    return out
