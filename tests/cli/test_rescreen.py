from __future__ import annotations

import json
import shutil

import pytest

from article41._errors import EngineError, Problem
from article41._words import ExitCode, Verdict
from article41.cli import _ledger
from article41.history._rescreen import Rescreening

from ._transfers import BY_VERDICT, transfer
from .conftest import EXTRA, LAW

FORBIDDEN = transfer("food-for-b", supplier={"state": "AA"}, recipient={"state": "BB"}, items=[{"type": "food"}])
OPEN = transfer("food-for-whom", supplier={"state": "BB"}, recipient={"kind": "police"}, items=[{"type": "food"}])
SAME = BY_VERDICT[Verdict.PROHIBITED]
WAS, NOW = ("--was", "shipped"), ("--now", "shipped", "--now", EXTRA)
"""In EXTRA food for Beland is banned."""


def lines(*documents):
    return "".join(json.dumps(document) + "\n" for document in documents)


def rescreen(article41, path, *arguments):
    return article41("rescreen", path, *(arguments or (*WAS, *NOW)))


def test_a_clearance_that_is_lost(article41, write):
    path = write("ledger.jsonl", lines(SAME, FORBIDDEN))
    done = rescreen(article41, path)
    assert (done.code, done.err) == (ExitCode.FINDINGS, "")
    text = " ".join(done.out.split())
    assert f"Cleared then, and no longer (1) • food-for-b · OUT OF SCOPE → PROHIBITED · {path}:2" in text
    assert "No food for Beland. S/RES/100 (2001) 1 · beland/no-food" in text
    assert "2 transfers judged" in text


def test_the_other_way_round_nothing_is_lost(article41, write):
    path = write("ledger.jsonl", lines(SAME, FORBIDDEN))
    done = rescreen(article41, path, "--was", "shipped", "--was", EXTRA, "--format", "json")
    assert (done.code, done.json["clearance_gained"], done.json["clearance_lost"]) == (ExitCode.CLEAR, 1, 0)
    assert done.json["unchanged"] == 1


@pytest.mark.parametrize(
    ("documents", "code"),
    [((SAME,), ExitCode.CLEAR), ((OPEN,), ExitCode.UNDETERMINED), ((OPEN, FORBIDDEN), ExitCode.FINDINGS)],
)
def test_the_exit_code_is_that_of_the_gravest_loss(article41, write, documents, code):
    assert rescreen(article41, write("ledger.jsonl", lines(*documents))).code == code


def test_a_folder_alone_is_a_rulebook(article41, write, tmp_path):
    path = write("ledger.jsonl", lines(SAME))
    shutil.copytree(LAW, tmp_path / "old")
    done = rescreen(article41, path, "--was", tmp_path / "old", "--format", "json")
    assert done.json["was"]["digest"] == done.json["now"]["digest"]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("name", ["ledger.json", "ledger.jsonl", "ledger"])
def test_forms_of_a_ledger(article41, write, name, indent):
    if indent and name.endswith("jsonl"):
        return
    whole = write(name, "\n\n" + json.dumps([SAME, FORBIDDEN], indent=indent))
    if not name.endswith("jsonl"):
        done = rescreen(article41, whole, *WAS, *NOW, "--format", "json")
        (flip,) = done.json["flips"]
        assert (flip["pointer"], flip["line"]) == ("/1", 3 if indent is None else flip["line"])
        single = write(name, json.dumps(FORBIDDEN, indent=indent))
        assert rescreen(article41, single).code == ExitCode.FINDINGS
    by_line = rescreen(
        article41, write(name, "\ufeff" + lines(SAME) + "\n" + lines(FORBIDDEN)), *WAS, *NOW, "--format", "json"
    )
    (flip,) = by_line.json["flips"]
    assert (flip["line"], flip["pointer"]) == (3, "")


def test_standard_input(article41, stdin):
    stdin(lines(SAME, FORBIDDEN).encode())
    done = rescreen(article41, "-", *WAS, *NOW, "--format", "json")
    assert (done.code, done.json["flips"][0]["file"], done.json["flips"][0]["line"]) == (1, "standard input", 2)


def test_a_bad_entry_is_set_aside_and_counted(article41, write):
    text = lines({"id": "none"}) + "{nonsense\n" + lines([SAME]) + lines(SAME, transfer(supplier={"state": "ZZZ"}))
    path = write("ledger.jsonl", text)
    done = rescreen(article41, path, *WAS, *NOW, "--format", "json")
    assert done.code == ExitCode.BAD_INPUT
    assert (done.json["judged"], done.json["set_aside"]) == (1, 4)
    assert f'{path}:1:1: "date" is missing' in done.err
    assert f"{path}:2:2: not JSON" in done.err
    assert f"{path}:3: a line holds one transfer, not a list" in done.err
    assert f"{path}:5: by the rulebook of --was: 'ZZZ' is not a State" in done.err


def test_a_bad_entry_of_a_list(article41, write):
    done = rescreen(article41, write("ledger.json", [{"id": "none"}, FORBIDDEN]), *WAS, *NOW, "--format", "json")
    assert done.code == ExitCode.BAD_INPUT
    assert (done.json["judged"], done.json["set_aside"], done.json["clearance_lost"]) == (1, 1, 1)


@pytest.mark.parametrize("content", ["", "\n \n", "[]", "7", '["a"', "[{]"])
def test_a_file_that_is_no_ledger(article41, write, content):
    done = rescreen(article41, write("ledger.json", content))
    assert done.code == ExitCode.BAD_INPUT
    assert "ledger.json" in done.err


def test_a_file_that_is_not_there(article41, tmp_path):
    assert "there is no such file" in rescreen(article41, tmp_path / "none.json").err
    done = rescreen(article41, tmp_path)
    assert done.code == ExitCode.BAD_INPUT
    assert "cannot be read" in done.err


def test_a_line_that_is_too_long(article41, write, monkeypatch):
    monkeypatch.setattr(_ledger, "MAX_FILE_BYTES", 400)
    done = rescreen(article41, write("ledger.jsonl", lines(SAME, {**SAME, "description": "x" * 400})), *WAS, *NOW)
    assert done.code == ExitCode.BAD_INPUT
    assert "ledger.jsonl:2: a line of more than 400 bytes" in done.err
    assert "1 transfer judged" in done.out


def test_a_rulebook_that_does_not_load(article41, write):
    path = write("ledger.jsonl", lines(SAME))
    done = rescreen(article41, path, "--was", "nowhere/")
    assert (done.code, done.out) == (ExitCode.BAD_RULES, "")
    assert "there is no such folder of rules" in done.err
    assert rescreen(article41, path, "--now", "shipped").code == ExitCode.BAD_INPUT


def test_engines_that_disagree(article41, write, monkeypatch):
    def add(*_):
        raise EngineError([Problem("the engines disagree")])

    monkeypatch.setattr(Rescreening, "add", add)
    path = write("ledger.jsonl", lines(SAME))
    done = rescreen(article41, path)
    assert done.code == ExitCode.INTERNAL
    assert f"{path}:1" in done.err
    assert "0 transfers judged" in done.out
