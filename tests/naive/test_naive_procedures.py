"""Procedures in time and late, discretionary doors, and the table of statuses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ._procedures import procedure_state, working_days_after
from ._samples import judge

_CITE = "S/RES/200 (2010) 3 (a)"


def state(procedure: dict[str, Any], *papers: dict[str, Any], day: str = "2012-03-15", item: int = 0) -> str:
    exemption = {"cite": _CITE, "under": ["S/RES/100 (2000) 1"], "procedure": procedure}
    return procedure_state(exemption, "r", {"date": day, "authorisations": list(papers)}, item)


def paper(kind: str, day: str | None = None, **fields: Any) -> dict[str, Any]:
    status = "granted" if kind == "approval" else "made"
    made = {"kind": kind, "body": "committee", "under": _CITE, "status": status, "date": day, **fields}
    return {name: value for name, value in made.items() if value is not None}


@pytest.mark.parametrize(
    ("procedure", "made", "expected"),
    [
        # an approval is granted before the act
        ({"approve": "committee"}, paper("approval", "2012-03-01"), "done"),
        ({"approve": "committee"}, paper("approval", "2012-03-15"), "done"),
        ({"approve": "committee"}, paper("approval", "2012-03-16"), "failed"),
        ({"approve": "committee"}, paper("approval", "2012-03"), "not_shown"),
        ({"approve": "committee"}, paper("approval"), "not_shown"),
        ({"approve": "committee"}, paper("approval", "2012-03-01", status="pending"), "not_shown"),
        ({"approve": "committee"}, paper("approval", status="refused"), "failed"),
        ({"approve": "committee"}, paper("approval", "2012-03-01", under=None), "not_shown"),
        ({"approve": "committee"}, paper("approval", "2012-03-01", under="S/RES/200 (2010) 3(a)"), "done"),
        ({"approve": "committee"}, paper("approval", "2012-03-01", under="S/RES/100 (2000) 1"), "done"),
        ({"approve": "committee"}, paper("approval", "2012-03-01", under="S/RES/100 (2000) 9"), "not_shown"),
        ({"approve": "committee"}, paper("approval", "2012-03-01", body="security_council"), "not_shown"),
        ({"approve": "committee"}, paper("notification", "2012-03-01"), "not_shown"),
        ({"approve": "committee"}, paper("request", "2012-03-01"), "not_shown"),
        # told at least so many days before
        ({"notify": "committee", "days_before": 5}, paper("notification", "2012-03-10"), "done"),
        ({"notify": "committee", "days_before": "5"}, paper("notification", "2012-03-11"), "failed"),
        ({"notify": "committee", "days_before": 5}, paper("notification"), "not_shown"),
        ({"notify": "committee", "days_before": 5}, paper("notification", "2012-03"), "not_shown"),
        ({"notify": "committee", "days_before": 5}, paper("notification", "2012-02"), "done"),
        ({"notify": "committee", "working_days_before": 5}, paper("notification", "2012-03-08"), "done"),
        ({"notify": "committee", "working_days_before": 5}, paper("notification", "2012-03-09"), "failed"),
        # told by a day, or within so many days of the act
        ({"notify": "committee", "until": "2012-04-01"}, paper("notification", "2012-04-01"), "done"),
        ({"notify": "committee", "until": "2012-04-01"}, paper("notification", "2012-04-02"), "failed"),
        ({"notify": "committee", "days_after": 45}, paper("notification", "2012-04-29"), "done"),
        ({"notify": "committee", "days_after": 45}, paper("notification", "2012-04-30"), "failed"),
        ({"notify": "committee", "days_after": 45}, paper("notification", "2012-01-01"), "done"),
        ({"notify": "committee"}, paper("notification"), "not_shown"),
        ({"notify": "committee"}, paper("notification", "2012-03-16"), "failed"),
        ({"notify": "committee"}, paper("notification", "2012-03-01", regime="r"), "done"),
        ({"notify": "committee"}, paper("notification", "2012-03-01", regime="other"), "not_shown"),
        # no objection
        ({"no_objection": "committee", "working_days": 5}, paper("notification", "2012-03-08"), "done"),
        ({"no_objection": "committee", "working_days": 5}, paper("notification", "2012-03-09"), "failed"),
        ({"no_objection": "committee", "working_days": 5}, paper("no_objection", "2012-03-08"), "done"),
        ({"no_objection": "committee", "working_days": 5}, paper("no_objection", "2012-03-16"), "failed"),
        ({"no_objection": "committee", "working_days": 5}, paper("no_objection"), "not_shown"),
        ({"no_objection": "committee", "working_days": 5}, paper("approval", "2012-01-01"), "not_shown"),
        # a standing report; who must do it
        ({"report": "committee"}, paper("report"), "done"),
        ({"report": "committee"}, paper("report", "2013"), "done"),
        ({"report": "committee"}, paper("report", status="refused"), "failed"),
        ({"notify": "committee", "by": "exporting_state"}, paper("notification"), "not_shown"),
        (
            {"notify": "committee", "by": "exporting_state"},
            paper("notification", "2012-03-01", by="exporting_state"),
            "done",
        ),
        (
            {"notify": "committee", "by": "exporting_state"},
            paper("notification", by="recipient_state"),
            "not_shown",
        ),
    ],
)
def test_one_paper(procedure: dict[str, Any], made: dict[str, Any], expected: str) -> None:
    assert state(procedure, made) == expected


def test_a_done_paper_wins_over_a_failed_one_and_a_failed_one_over_nothing() -> None:
    granted = paper("approval", "2012-03-01")
    refused = paper("approval", "2012-02-01", status="refused")
    assert state({"approve": "committee"}, refused, granted) == "done"
    assert state({"approve": "committee"}, paper("request"), refused) == "failed"
    assert state({"approve": "committee"}) == "not_shown"


def test_a_paper_for_some_items_is_none_for_the_others() -> None:
    granted = paper("approval", "2012-03-01", items=[1])
    assert state({"approve": "committee"}, granted, item=0) == "not_shown"
    assert state({"approve": "committee"}, granted, item=1) == "done"


def test_a_partial_date_of_the_act() -> None:
    notice = {"notify": "committee", "days_before": 5}
    told = paper("notification", "2012-03-10")
    assert [state(notice, told, day=day) for day in ("2012-03", "2012-04", "2012-02")] == [
        "not_shown",
        "done",
        "failed",
    ]


def test_working_days_are_monday_to_friday() -> None:
    friday = date(2012, 3, 9)
    assert working_days_after(friday, 0) == friday
    assert working_days_after(friday, 1) == date(2012, 3, 12)
    assert working_days_after(date(2012, 3, 10), 5) == date(2012, 3, 16)


_SUBSTANCE = {"when": [{"reason": "aid"}]}
_DOOR = {"cite": _CITE, "procedure": {"approve": "committee"}}
_GRANTED = paper("approval", "2004-05-01")
_REFUSED = paper("approval", "2004-05-01", status="refused")


@pytest.mark.parametrize(
    ("exemption", "reason", "papers", "status", "verdict"),
    [
        (_SUBSTANCE, "aid", [], "met", "permitted"),
        (_SUBSTANCE, "sale", [], "excluded", "prohibited"),
        (_SUBSTANCE, None, [], "not_shown", "prohibited"),
        (_DOOR | _SUBSTANCE, "aid", [], "procedure_missing", "conditional"),
        (_DOOR | _SUBSTANCE, "aid", [_GRANTED], "met", "permitted"),
        (_DOOR | _SUBSTANCE, "aid", [_REFUSED], "excluded", "prohibited"),
        (_DOOR | _SUBSTANCE, "sale", [_GRANTED], "excluded", "prohibited"),
        (_DOOR | _SUBSTANCE, None, [], "not_shown", "prohibited"),
        (_DOOR | _SUBSTANCE, None, [_GRANTED], "not_shown", "prohibited"),
        (_DOOR | _SUBSTANCE, None, [_REFUSED], "excluded", "prohibited"),
        # a bare power: the door that remains, never conditional
        (_DOOR, "aid", [], "not_shown", "prohibited"),
        (_DOOR, "aid", [_GRANTED], "met", "permitted"),
        (_DOOR, "aid", [_REFUSED], "excluded", "prohibited"),
        # a period is no substance
        (_DOOR | {"in_force": "2000-01-10 .."}, "aid", [], "not_shown", "prohibited"),
        # goods, acts and parties are substance
        (_DOOR | {"items": ["arms"]}, None, [], "procedure_missing", "conditional"),
        (_DOOR | {"acts": ["supply"]}, None, [], "procedure_missing", "conditional"),
        (_DOOR | {"supplier": {"state": "BB"}}, None, [], "procedure_missing", "conditional"),
        (_DOOR | {"supplier": {"state": "CC"}}, None, [], "excluded", "prohibited"),
    ],
)
def test_statuses(
    exemption: dict[str, Any], reason: str | None, papers: list[dict[str, Any]], status: str, verdict: str
) -> None:
    exemption = {"cite": _CITE, **exemption}
    report = judge({"exempt": {"x": exemption}}, reason=reason, authorisations=papers)
    assert report.verdict == verdict
    assert report.findings["r/p", verdict].exemptions == {"x": status}


def test_the_least_favourable_status_of_merged_movements_is_shown() -> None:
    exemption = {"cite": _CITE, "when": [{"item.calibre_mm": {"below": 20}}]}
    items = [{"type": "artillery_shells", "calibre_mm": 155}, {"type": "artillery_shells"}]
    report = judge({"exempt": {"x": exemption}}, *items)
    assert report.findings["r/p", "prohibited"].exemptions == {"x": "excluded"}
