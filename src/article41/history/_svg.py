"""A timeline as a picture: SVG by hand, the same bytes for the same answer, legible without colour and in the dark."""

from __future__ import annotations

from html import escape

from article41._words import Verdict
from article41.history._days import as_date
from article41.history._timeline import Stretch
from article41.history._timeline_view import ASSUMED, TimelineView, cited_first, moved_words, verdict_word
from article41.language import say
from article41.model._dates import day_text as shown
from article41.render._safe import safe_text

__all__ = ["STYLE", "to_svg"]

_WIDTH, _LEFT, _RIGHT = 960, 130, 20
_TOP, _LANE, _GAP = 64, 26, 4
_ROW = 18
_LANES = (*Verdict, None)
_LONGEST = 104
STYLE = """\
svg { background: #ffffff; color-scheme: light dark; }
text { font: 12px system-ui, sans-serif; fill: #1a1a1a; }
.title { font-size: 16px; font-weight: 600; }
.small { font-size: 11px; fill: #555555; }
.lane { fill: #f2f2f2; }
.tick { stroke: #b5b5b5; }
.number { fill: #ffffff; font-weight: 600; text-anchor: middle; }
.prohibited { fill: #a3161f; }
.undetermined { fill: #7a5a00; }
.conditional { fill: #005f87; }
.permitted { fill: #2d6a2d; }
.out_of_scope { fill: #595959; }
.not_judged { fill: #595959; fill-opacity: 0.5; }
@media screen and (prefers-color-scheme: dark) {
svg { background: #16181c; }
text { fill: #ececec; }
.small { fill: #b0b0b0; }
.lane { fill: #24272d; }
.tick { stroke: #565b63; }
.number { fill: #101010; }
.prohibited { fill: #ff8a8a; }
.undetermined { fill: #e6c04d; }
.conditional { fill: #6cc4ee; }
.permitted { fill: #86d086; }
.out_of_scope { fill: #b5b5b5; }
.not_judged { fill: #b5b5b5; }
}"""


def to_svg(view: TimelineView, part: str | None = None) -> str:
    """Return the picture: a lane for each verdict, a numbered bar for each stretch, and the stretches in words.

    As part of a page it takes its ids from ``part``, and the page must have ``STYLE``.
    """
    title, told = ("title", "desc") if part is None else (f"{part}-title", f"{part}-desc")
    rows = _rows(view)
    lanes = _TOP + len(_LANES) * (_LANE + _GAP)
    height = lanes + 40 + _ROW * len(rows) + 12
    size = f'width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}"'
    basis = say(
        "From {first} to {last}. Rulebook {version}. Parties assumed to be on no UN list.",
        first=shown(view.stretches[0].first),
        last=shown(view.stretches[-1].last),
        version=view.rulebook.version,
    )
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="{title} {told}">',
        f'<title id="{title}">{_x(view.title)}</title>',
        f'<desc id="{told}">{_x(_told(view))}</desc>',
        *([f"<style>{STYLE}</style>"] if part is None else []),
        f'<text class="title" x="12" y="24">{_x(view.title)}</text>',
        f'<text class="small" x="12" y="44">{_x(basis)}</text>',
    ]
    for n, verdict in enumerate(_LANES):
        y = _TOP + n * (_LANE + _GAP)
        out.append(f'<rect class="lane" x="{_LEFT}" y="{y}" width="{_WIDTH - _LEFT - _RIGHT}" height="{_LANE}"/>')
        out.append(f'<text x="12" y="{y + 17}">{verdict_word(verdict).capitalize()}</text>')
    out += _years(view, lanes)
    out += [_bar(view, n, stretch) for n, stretch in enumerate(view.stretches)]
    for n, (text, small) in enumerate(rows):
        kind = ' class="small"' if small else ""
        out.append(f'<text{kind} x="{36 if small else 12}" y="{lanes + 40 + _ROW * (n + 1)}">{_x(text)}</text>')
    return "\n".join([*out, "</svg>"]) + "\n"


def _place(view: TimelineView, day: int, *, end: bool = False) -> float:
    """Return where a day begins, or ends, from left to right."""
    first = as_date(view.stretches[0].first).toordinal()
    total = as_date(view.stretches[-1].last).toordinal() - first + 1
    return _LEFT + (as_date(day).toordinal() - first + end) * (_WIDTH - _LEFT - _RIGHT) / total


def _years(view: TimelineView, lanes: int) -> list[str]:
    first, last = view.stretches[0].first // 10000, view.stretches[-1].last // 10000
    step = next((n for n in (1, 2, 5, 10) if (last - first) // n <= 14), 20)
    out = []
    for year in range(first + 1, last + 1):
        if year % step == 0:
            x = _place(view, year * 10000 + 101)
            out.append(f'<line class="tick" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{lanes}"/>')
            out.append(f'<text class="small" text-anchor="middle" x="{x:.1f}" y="{lanes + 14}">{year}</text>')
    return out


def _bar(view: TimelineView, number: int, stretch: Stretch) -> str:
    x, end = _place(view, stretch.first), _place(view, stretch.last, end=True)
    y = _TOP + _LANES.index(stretch.verdict) * (_LANE + _GAP)
    kind = stretch.verdict.value if stretch.verdict else "not_judged"
    width = max(1.0, end - x)
    label = str(number + 1)
    # A number that does not fit into its bar is left to the list below.
    shown_number = f'<text class="number" x="{x + width / 2:.1f}" y="{y + 17}">{label}</text>'
    return (
        f"<g><title>{_x(_line(number, stretch))}</title>"
        f'<rect class="{kind}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_LANE}"/>'
        f"{shown_number if width >= 9 * len(label) else ''}</g>"
    )


def _line(number: int, stretch: Stretch) -> str:
    return say(
        "{number}. {first} to {last}: {verdict}",
        number=number + 1,
        first=shown(stretch.first),
        last=shown(stretch.last),
        verdict=verdict_word(stretch.verdict).lower(),
    )


def _details(stretch: Stretch) -> list[str]:
    found = [stretch.refused or ""]
    cites = cited_first(stretch.findings)
    found.append(say("by {cited}", cited="; ".join(cites)) if cites else "")
    moved = moved_words(stretch)
    found.append(say("moved by {documents}", documents=moved) if moved else "")
    return [text for text in found if text]


def _rows(view: TimelineView) -> list[tuple[str, bool]]:
    """Return the lines of the list, and whether each is a detail."""
    rows: list[tuple[str, bool]] = []
    for number, stretch in enumerate(view.stretches):
        rows.append((_line(number, stretch), False))
        rows += [(_cut(text), True) for text in _details(stretch)]
    return rows + [(_cut(limit), True) for limit in view.limits()]


def _told(view: TimelineView) -> str:
    lines = ["; ".join([_line(n, stretch), *_details(stretch)]) for n, stretch in enumerate(view.stretches)]
    return " ".join([say(ASSUMED), *(f"{line}." for line in lines), *view.limits()])


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return (text[:_LONGEST].rpartition(" ")[0] or text[:_LONGEST]) + " …"


def _x(text: str) -> str:
    return escape(safe_text(text))
