from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ET

import pytest

from article41._words import ExitCode


def test_calendar(article41):
    done = article41("calendar", "--from", "2001-01-01", "--to", "2010-12-31")
    assert done.code == 0
    assert "aland/3-inspect" in done.out
    assert "renewal not verified" in done.out
    assert "2024-12-31" in done.out
    value = article41("calendar", "--from", "2001-01-01", "--format", "json").json
    assert [end["day"] for end in value["ends"]] == ["2002-02-02", "2010-01-01"]
    assert article41("calendar", "--from", "2002-02-03", "--format", "json").json["ends"][0]["id"] == "aland/3-inspect"


def test_a_calendar_begins_today(article41):
    assert article41("calendar", "--format", "json").json["ends"] == []


def test_calendar_as_ics(process):
    done = subprocess.run(
        [*process, "calendar", "--from", "2001-01-01", "--format", "ics"], capture_output=True, check=True
    )
    assert done.stdout.startswith(b"BEGIN:VCALENDAR\r\n")
    assert done.stdout.count(b"BEGIN:VEVENT\r\n") == 3
    assert b"\r\r" not in done.stdout


def test_explain(article41, tmp_path):
    done = article41("explain", "1-arms-to", "--cases", tmp_path)
    assert done.code == 0
    assert "Nobody may supply arms to Aland." in done.out
    assert "no case at hand" in done.out
    value = article41("explain", "S/RES/100", "(2001)", "3", "--format", "json").json
    assert [p["id"] for p in value["provisions"]] == ["aland/1-arms-to"]


def test_timeline(article41):
    words = ("timeline", "--item", "artillery_shells", "--from", "BB", "--to", "AA")
    done = article41(*words, "--since", "2000", "--until", "2005")
    assert done.code == 0
    assert "2001-02-03 .. 2005-12-31  PROHIBITED" in done.out
    assert "on no UN list" in " ".join(done.out.split())
    assert [s["verdict"] for s in article41(*words, "--format", "json").json["stretches"]][-1] == "prohibited"


def test_timeline_as_svg(article41):
    words = ["timeline", "--item", "artillery_shells", "--from", "BB", "--to", "AA", "--format", "svg"]
    assert ET.fromstring(article41(*words).out).tag.endswith("svg")


def test_diff(article41):
    done = article41("diff", "2001-01-01", "2011-01-01")
    assert done.code == 0
    assert "aland/1-arms-to" in done.out
    changes = article41("diff", "2002-01-01", "2011-01-01", "--format", "json").json["changes"]
    assert [(c["id"], c["change"]) for c in changes] == [
        ("aland/1-arms-to/old", "ended"),
        ("aland/3-inspect", "ended"),
    ]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["diff", "2011-01-01", "2001-01-01"], "earlier day first"),
        (["diff", "2011-01-01", "2011-02-30"], "not a day"),
        (["diff", "2001-01-01", "2011-01-01", "--regime", "alan"], "did you mean 'aland'"),
        (["calendar", "--from", "2011-01-01", "--to", "2010-01-01"], "before the first"),
        (["calendar", "--from", "2011"], "write it like"),
        (["explain", "S/RES/100 (2001) 99"], "it knows"),
        (["explain", "1-arms-too"], "did you mean"),
        (["explain", "1-arms-to", "--cases", "/no/such/folder"], "no case files"),
        (["timeline", "--item", "shells", "--from", "BB", "--to", "AA"], "no item type"),
        (["timeline", "--item", "goods", "--from", "BB", "--to", "ZZ"], "not a State"),
        (["timeline", "--item", "goods", "--from", "BB", "--to", "AA", "--since", "12"], "not a year"),
        (
            ["timeline", "--item", "goods", "--from", "BB", "--to", "AA", "--since", "2012", "--until", "2011"],
            "before the first",
        ),
    ],
)
def test_what_cannot_be_answered(words, hint, article41):
    done = article41(*words)
    assert done.code == ExitCode.BAD_INPUT
    assert hint in done.err
    assert done.out == ""


def test_a_check_does_not_wait_for_them(process):
    code = process[2].replace(
        "sys.exit(main())", "main(['version']); print(sorted(m for m in sys.modules if 'history' in m))"
    )
    done = subprocess.run([process[0], "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")
