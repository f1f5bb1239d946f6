"""Papers shown: is an approval, notification or report of the kind that an exemption asks for there, in time?

A paper that is silent on the paragraph, the date or the maker, where that matters, shows nothing: exemptions
must be shown.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from article41.law._cite import split_citation
from article41.model import Authorisation, Transfer

__all__ = ["DONE", "FAILED", "NOT_SHOWN", "procedure_state"]

FAILED, NOT_SHOWN, DONE = 0, 1, 2

_KINDS = {
    "approve": ("approval",),
    "no_objection": ("no_objection", "notification"),
    "notify": ("notification",),
    "report": ("report",),
}


def _date(day: int) -> dt.date:
    return dt.date(day // 10000, day // 100 % 100, day % 100)


def _working_days(start: dt.date, end: dt.date) -> int:
    """Return the number of working days (Monday to Friday) after ``start`` up to ``end``."""
    days = (end - start).days
    if days <= 0:
        return 0
    weeks, rest = divmod(days, 7)
    return weeks * 5 + sum((start + dt.timedelta(n)).weekday() < 5 for n in range(1, rest + 1))


def procedure_state(procedure: dict[str, Any], transfer: Transfer, item: int, act: tuple[int, int]) -> int:
    """Return DONE, FAILED or NOT_SHOWN for one item of the transfer.

    Args:
        procedure: what the exemption asks for.
        transfer: holds the papers.
        item: the item's place.
        act: the first and last day (yyyymmdd) that the act may take place on.
    """
    states = [_paper(procedure, paper, item, act) for paper in transfer.authorisations or ()]
    if DONE in states:
        return DONE
    return FAILED if FAILED in states else NOT_SHOWN


def _paper(procedure: dict[str, Any], paper: Authorisation, item: int, act: tuple[int, int]) -> int:
    if paper.kind not in _KINDS[procedure["kind"]] or paper.body != procedure["body"]:
        return NOT_SHOWN
    if paper.regime is not None and paper.regime != procedure["regime"]:
        return NOT_SHOWN
    if paper.items is not None and item not in paper.items:
        return NOT_SHOWN
    if paper.under is None or list(split_citation(paper.under) or ()) not in procedure["under"]:
        return NOT_SHOWN
    if procedure["by"] is not None and paper.by != procedure["by"]:
        return NOT_SHOWN
    if paper.status == "refused":
        return FAILED
    if paper.status == "pending":
        return NOT_SHOWN
    return _timely(procedure, paper, act)


def _timely(procedure: dict[str, Any], paper: Authorisation, act: tuple[int, int]) -> int:
    """An approval comes before the act; a notification as early, or as late, as its paragraph says."""
    if procedure["kind"] == "report":
        return DONE
    if paper.date is None:
        return NOT_SHOWN
    bounds = [
        _in_time(procedure, _date(told), _date(day)) for told in (paper.date.first, paper.date.last) for day in act
    ]
    if all(bounds):
        return DONE
    return NOT_SHOWN if any(bounds) else FAILED


def _in_time(procedure: dict[str, Any], told: dt.date, act: dt.date) -> bool:
    if procedure["until"] is not None:
        return told <= _date(procedure["until"])
    if procedure["days_after"] is not None:
        return told <= act + dt.timedelta(procedure["days_after"])
    if procedure["working_days"] is not None:
        return bool(_working_days(told, act) >= procedure["working_days"])
    days: int = procedure["days_before"] or 0
    return told + dt.timedelta(days) <= act
