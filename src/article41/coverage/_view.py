"""Coverage as text: a table with a line for each regime, then what is wanting, owner by owner."""

from __future__ import annotations

from itertools import groupby

from article41.coverage._elements import KINDS
from article41.coverage._result import Coverage, PlanResult, Total
from article41.render._page import Page, Span, Text, dim

__all__ = ["fill_coverage"]

_PLURALS = {
    "provision": "provisions",
    "exemption": "exemptions",
    "boundary": "days",
    "threshold": "figures",
    "clause": "clauses",
    "condition": "conditions",
    "citation": "citations",
}


def fill_coverage(page: Page, coverage: Coverage, gaps: bool = True) -> None:
    """Add the table and, unless told otherwise, every gap."""
    page.blank()
    cases = f"{coverage.cases:,} {'case' if coverage.cases == 1 else 'cases'}"
    page.add(Span("What the law has, and what of it the cases exercise", "strong"), dim(f" · {cases} that hold"))
    _table(page, coverage)
    for result in coverage.results if gaps else ():
        if result.gaps:
            _gaps(page, result)
    out = sum(result.total.unreachable for result in coverage.results)
    if out:
        page.blank()
        page.add(dim(f"{out:,} more points are beyond any transfer and do not count; the JSON form names them."))


def _table(page: Page, coverage: Coverage) -> None:
    heads = ["", *(_PLURALS[kind] for kind in KINDS), "all"]
    lines = [
        [result.name, *(_share(result.by_kind[kind]) for kind in KINDS), f"{result.total.percent:.1f} %"]
        for result in coverage.results
    ]
    # A column of which nobody has anything says nothing.
    kept = [n for n in range(len(heads)) if n in (0, len(heads) - 1) or any(line[n] != "-" for line in lines)]
    widths = [max(len(line[n]) for line in [heads, *lines]) for n in range(len(heads))]
    for number, line in enumerate([heads, *lines]):
        cells = [line[n].ljust(widths[n]) if n == 0 else line[n].rjust(widths[n]) for n in kept]
        whole = number > 0 and coverage.results[number - 1].total.percent == 100
        style = "dim" if number == 0 else "permitted-word" if whole else "undetermined-word"
        first = "  ".join(cells[:-1]) + "  "
        page.add(Span(cells[-1], style, None, True), first=[Span(first, "" if number else "dim")], indent=len(first))


def _share(total: Total) -> str:
    return f"{total.exercised}/{total.total}" if total.total else "-"


def _gaps(page: Page, result: PlanResult) -> None:
    page.blank()
    count = f"{len(result.gaps):,} {'point' if len(result.gaps) == 1 else 'points'}"
    page.add(Span(f"{result.name}: {count} that no case exercises", "strong"))
    for owner, elements in groupby(result.gaps, key=lambda element: element.owner):
        page.add(owner, first="  ", indent=2)
        for element in sorted(elements, key=lambda element: KINDS.index(element.kind)):
            point = element.id[len(owner) :].removeprefix(": ")
            wanting = "; ".join(element.sides[side] for side in element.wanting)
            texts: list[Text] = [point, dim(" · ")] if point else []
            page.add(*texts, dim("wants "), wanting, first=f"    {element.kind}", indent=15)
