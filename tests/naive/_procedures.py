"""Whether the procedure of an exemption is done, failed or not shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

from ._facts import day_range
from ._logic import Kleene, as_list, text
from ._rules import cite_key

__all__ = ["Progress", "procedure_state", "working_days_after"]

Progress = Literal["done", "failed", "not_shown"]

_KINDS = {
    "approve": ("approval",),
    "no_objection": ("no_objection", "notification"),
    "notify": ("notification",),
    "report": ("report",),
}


def procedure_state(exemption: Mapping[str, Any], regime: str, transfer: Mapping[str, Any], item: int) -> Progress:
    """Done if one stated authorisation does it; failed if one fails and none does it; else not shown."""
    procedure = exemption["procedure"]
    verb = next(key for key in _KINDS if key in procedure)
    papers = [cite_key(cite) for cite in [*as_list(exemption.get("cite")), *as_list(exemption.get("under"))]]
    states: list[Progress] = []
    for paper in transfer.get("authorisations") or []:
        if paper["kind"] not in _KINDS[verb] or paper.get("body") != text(procedure[verb]):
            continue
        if paper.get("under") is None or cite_key(paper["under"]) not in papers:
            continue
        if "by" in procedure and paper.get("by") != text(procedure["by"]):
            continue
        if paper.get("regime") is not None and paper["regime"] != regime:
            continue
        if paper.get("items") is not None and item not in paper["items"]:
            continue
        states.append(_state_of(paper, procedure, verb, transfer))
    if "done" in states:
        return "done"
    return "failed" if "failed" in states else "not_shown"


def _state_of(
    paper: Mapping[str, Any], procedure: Mapping[str, Any], verb: str, transfer: Mapping[str, Any]
) -> Progress:
    if paper["status"] == "refused":
        return "failed"
    if paper["status"] not in ("granted", "made"):
        return "not_shown"
    in_time = _in_time(paper, procedure, verb, day_range(transfer["date"]))
    return {Kleene.TRUE: "done", Kleene.FALSE: "failed", Kleene.UNKNOWN: "not_shown"}[in_time]  # type: ignore[return-value]


def _in_time(paper: Mapping[str, Any], procedure: Mapping[str, Any], verb: str, act: tuple[date, date]) -> Kleene:
    """True if every reading of the two dates is in time, false if none is, else unknown."""
    if verb == "report":
        return Kleene.TRUE
    if paper.get("date") is None:
        return Kleene.UNKNOWN
    working = int(procedure.get("working_days", procedure.get("working_days_before", 0)))

    def met(told: date, acted: date) -> bool:
        if "until" in procedure:
            return told <= date.fromisoformat(text(procedure["until"]))
        if "days_after" in procedure:
            return told <= acted + timedelta(days=int(procedure["days_after"]))
        if working:
            return working_days_after(told, working) <= acted
        return told + timedelta(days=int(procedure.get("days_before", 0))) <= acted

    # Each limit is easier to meet the earlier the paper and the later the act.
    told = day_range(paper["date"])
    if met(told[1], act[0]):
        return Kleene.TRUE
    return Kleene.UNKNOWN if met(told[0], act[1]) else Kleene.FALSE


def working_days_after(day: date, count: int) -> date:
    """The ``count``-th day from Monday to Friday after ``day``; ``day`` itself for none."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5:
            count -= 1
    return day
