"""JUnit, GitHub annotations, CSV and JSON Lines."""

from __future__ import annotations

import csv
import json
from io import StringIO
from xml.etree import ElementTree

import pytest

from article41._words import Verdict
from article41.render._csv import COLUMNS, harmless
from article41.render._jsonl import REFUSED_SCHEMA

from ._origin import HOSTILE, REFUSED, judged, written
from ._samples import document, finding, full_report, report

FORMATS = ("csv", "github", "json", "jsonl", "junit", "sarif")


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_texts_do_no_harm(form):
    text = written(form, judged(report(transfer=HOSTILE), "a.json"))
    assert not set(text) & set("\x1b\x00\u202e\ud800")
    assert all(line.startswith("::") for line in text.splitlines()) or form != "github"


@pytest.mark.parametrize("form", set(FORMATS) - {"json"})
def test_what_could_not_be_judged_is_told(form):
    assert "there is no such field" in written(form, REFUSED)


# JUnit


def junit(*about, **options):
    return ElementTree.fromstring(written("junit", *about, **options))


@pytest.mark.parametrize(
    ("verdict", "outcome"),
    [
        (Verdict.PROHIBITED, ["failure"]),
        (Verdict.CONDITIONAL, ["failure"]),
        (Verdict.UNDETERMINED, ["error"]),
        (Verdict.PERMITTED, []),
        (Verdict.OUT_OF_SCOPE, []),
    ],
)
def test_each_verdict_has_its_outcome(verdict, outcome):
    (case,) = junit(judged(report(verdict))).iter("testcase")
    assert [child.tag for child in case] == outcome
    assert (case.get("name"), case.get("file"), case.get("line")) == ("transfer-1", "a.json", "1")


def test_a_grave_verdict_that_is_no_failure_is_skipped_and_never_passed():
    (case,) = junit(judged(report(Verdict.UNDETERMINED)), fail_on=frozenset()).iter("testcase")
    (outcome,) = case
    assert (outcome.tag, outcome.get("type")) == ("skipped", "undetermined")


def test_the_counts_are_those_of_the_cases():
    root = junit(
        judged(report()), judged(report(Verdict.PERMITTED)), judged(report(Verdict.UNDETERMINED), "z"), REFUSED
    )
    assert [root.get(name) for name in ("tests", "failures", "errors", "skipped")] == ["4", "1", "2", "0"]
    assert [(s.get("name"), s.get("tests"), s.get("errors")) for s in root] == [
        ("a.json", "2", "0"),
        ("z", "1", "1"),
        ("b.json", "1", "1"),
    ]


def test_junit_is_well_formed_for_any_text():
    (case,) = junit(judged(report(transfer=HOSTILE, findings=(finding(rule=HOSTILE),)))).iter("testcase")
    assert "\\x1b[2J" in case.get("name", "")


# GitHub


def test_annotations_are_escaped_and_placed():
    text = written("github", judged(report(transfer="50%, a:b"), "c,d.json"), fail_on=frozenset({Verdict.PROHIBITED}))
    first, last = text.splitlines()
    lines = json.dumps(document(), indent=1).split("\n")
    line = 2 + next(n for n, text in enumerate(lines) if '"items"' in text)
    place = f"file=c%2Cd.json,line={line},col={len(lines[line - 1])}"
    assert first.startswith(f"::error {place},title=50%25%2C a%3Ab%3A aland/prohibited::Prohibited: ")
    assert last == "::notice title=article41::1 prohibited"


def test_what_is_no_failure_is_a_warning():
    assert written("github", judged(report()), fail_on=frozenset()).startswith("::warning ")
    assert "::error" not in written("github", judged(report(Verdict.PERMITTED)))
    assert "::error" in written("github", judged(report(Verdict.PERMITTED)), fail_on=frozenset({Verdict.PERMITTED}))


# CSV


def rows(*about):
    return list(csv.DictReader(StringIO(written("csv", *about))))


def test_a_row_for_each_finding_and_each_transfer_without_one():
    found = rows(judged(full_report()), judged(report(Verdict.OUT_OF_SCOPE)), REFUSED)
    assert [row["finding_verdict"] for row in found] == ["prohibited", "undetermined", "", ""]
    assert [row["transfer_verdict"] for row in found] == ["prohibited", "prohibited", "out_of_scope", "not_judged"]
    assert tuple(found[0]) == COLUMNS
    assert found[3]["line"] == "3"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "\t=", " =", "a;=", "a, @"])
def test_no_cell_begins_like_a_formula(start):
    (row,) = rows(judged(report(transfer=f"{start}cmd")))
    cells = [cell.strip(" ") for part in row["transfer"].split(";") for cell in part.split(",")]
    assert not any(cell.startswith(("=", "+", "-", "@", "＝", "\t")) for cell in cells)


def test_other_texts_are_left_alone():
    assert harmless("S/RES/100 (2001) 8 (b); a-b = c") == "S/RES/100 (2001) 8 (b); a-b = c"


# JSON Lines


def test_one_report_a_line_with_its_source():
    lines = [json.loads(line) for line in written("jsonl", judged(full_report()), REFUSED).splitlines()]
    assert lines[0] == {**full_report().to_dict(), "source": {"file": "a.json", "pointer": ""}}
    assert lines[1]["schema"] == REFUSED_SCHEMA
    assert lines[1]["source"] == {"file": "b.json", "pointer": "/1"}
    assert lines[1]["problems"][0]["line"] == 3
