"""Papers on the edge of being in time: done, but not had they come later; or too late by a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from article41.engine._procedures import DONE, FAILED, procedure_state
from article41.model import PartialDate, Transfer

__all__ = ["paper_side"]


def paper_side(procedure: dict[str, Any], transfer: Transfer, item: int, act: tuple[int, int]) -> str | None:
    """Return on which side of its last day the paper is (``in``: on it, ``out``: the day after); None if on neither."""
    state = procedure_state(procedure, transfer, item, act)
    if state == DONE and procedure_state(procedure, _moved(procedure, transfer, 1), item, act) != DONE:
        return "in"
    if state == FAILED and procedure_state(procedure, _moved(procedure, transfer, -1), item, act) == DONE:
        return "out"
    return None


def _moved(procedure: dict[str, Any], transfer: Transfer, step: int) -> Transfer:
    papers = []
    for paper in transfer.authorisations or ():
        if paper.date is not None and paper.date.is_day:
            day = _step(dt.date.fromisoformat(paper.date), step, procedure["working_days"] is not None)
            paper = paper.model_copy(update={"date": PartialDate(day)})
        papers.append(paper)
    return transfer.model_copy(update={"authorisations": tuple(papers)})


def _step(day: dt.date, step: int, working: bool) -> dt.date:
    day += dt.timedelta(step)
    while working and day.weekday() > 4:
        day += dt.timedelta(step)
    return day
