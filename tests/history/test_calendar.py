from __future__ import annotations

import re

import pytest

from article41._errors import InputError
from article41.history._calendar import Calendar
from article41.history._ics import folded, to_ics
from article41.law import Rulebook
from article41.render._page import Page
from tests.engine._small import law, provision

EXEMPT = {"cite": "S/RES/100 (2000) 2 (a)", "items": ["ammunition"], "summary": "Ammunition; it is fine, isn't it?"}


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return law(
        {
            "open": provision(),
            "closed": provision(
                in_force="2001-01-01 .. 2030-05-31",
                to={"state": "AA"},
                renewal="unverified",
                exempt={
                    "same": dict(EXEMPT),
                    "own": {**EXEMPT, "in_force": "2001-01-01 .. 2029-12-31"},
                    "late": {**EXEMPT, "in_force": "2002-01-01 .. 2030-05-31"},
                },
            ),
            "twice": provision(in_force=["2001-01-01 .. 2001-12-31", "2002-01-01 .. 2003-03-03"], to={"state": "AA"}),
        }
    )


def days(calendar: Calendar) -> list[tuple[int, str, bool]]:
    return [(end.day, end.ruled.id, end.unverified) for end in calendar.ends]


def test_every_end_that_tells_something_of_its_own(rulebook):
    assert days(Calendar(rulebook)) == [
        (20030303, "r/twice", False),
        (20291231, "r/closed/own", False),
        (20300531, "r/closed", True),
        (20300531, "r/closed/late", True),
    ]


def test_the_window_includes_both_its_days(rulebook):
    assert [day for day, *_ in days(Calendar(rulebook, 20291231, 20300530))] == [20291231]
    assert [day for day, *_ in days(Calendar(rulebook, 20300101, 20300531))] == [20300531] * 2


def test_an_unknown_regime(rulebook):
    with pytest.raises(InputError, match="no regime 'q'"):
        Calendar(rulebook, regime="q")


def test_json_and_text(rulebook):
    calendar = Calendar(rulebook, 20300101)
    value = calendar.to_json()
    assert value["from"] == "2030-01-01"
    assert value["to"] is None
    assert value["verified_to"] == {"r": "2025-11-04"}
    assert [(end["kind"], end["renewal"]) for end in value["ends"]] == [
        ("provision", "unverified"),
        ("exemption", "unverified"),
    ]
    page = Page(200)
    calendar.fill(page)
    text = "\n".join("".join(span.text for span in line) for line in page.lines)
    assert "2030-05-31" in text
    assert "renewal not verified" in text
    assert "2025-11-04" in text


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_ics_is_well_formed(rulebook):
    lines = unfolded(to_ics(Calendar(rulebook)))
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    events = "\n".join(lines).split("BEGIN:VEVENT")[1:]
    assert len(events) == 4
    for event in events:
        names = [re.split("[:;]", line)[0] for line in event.strip().splitlines()]
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(names)
    assert [line for line in lines if line.startswith("DTSTART")][2] == "DTSTART;VALUE=DATE:20300531"
    assert [line for line in lines if line.startswith("DTEND")][2] == "DTEND;VALUE=DATE:20300601"
    assert any("Ammunition\\; it is fine\\, isn't it?" in line for line in lines)
    assert sum(line == "STATUS:TENTATIVE" for line in lines) == 1


def test_ics_ids_are_unique_and_stay(rulebook):
    def ids(calendar: Calendar) -> list[str]:
        return [line for line in unfolded(to_ics(calendar)) if line.startswith("UID:")]

    all_of_them = ids(Calendar(rulebook))
    assert len(set(all_of_them)) == len(all_of_them)
    assert set(ids(Calendar(rulebook, 20300101))) <= set(all_of_them)
    assert to_ics(Calendar(rulebook)) == to_ics(Calendar(rulebook))


@pytest.mark.parametrize("line", ["SUMMARY:" + "é" * 200, "X" * 75, "X" * 76, "", "日本" * 60])
def test_folding_keeps_the_text_and_cuts_no_character(line):
    parts = folded(line).split("\r\n")
    assert all(len(part.encode()) <= 75 for part in parts)
    assert parts[0] + "".join(part.removeprefix(" ") for part in parts[1:]) == line


def test_the_shipped_law_has_a_verified_day_for_every_regime():
    calendar = Calendar(Rulebook.default())
    assert set(calendar.to_json()["verified_to"]) == set(Rulebook.default().regimes)
    unfolded(to_ics(calendar))
