from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from article41 import EngineError, ExitCode
from article41.cases._suite import Suite

from ..cases._small import case, case_file, shells
from .conftest import EXTRA

GOOD = case("good")
WRONG = case("wrong", "permitted")
UNKNOWN = case("unknown", cites=["S/RES/101 (2001) 1"])


@pytest.fixture
def cases(write):
    """Write a case file."""

    def to(*entries: dict[str, Any], name: str = "a.cases.yaml", **head: Any) -> Path:
        return write(name, case_file(*entries, **head))

    return to


def test_all_hold(article41, cases):
    done = article41("test", cases(GOOD, case("food", "permitted", shells(items=["food"]))))
    assert (done.code, done.err) == (ExitCode.CLEAR, "")
    assert "2 cases hold · 1 file" in done.out
    assert "FAILS" not in done.out


def test_one_does_not_hold(article41, cases):
    path = cases(GOOD, WRONG)
    done = article41("test", path)
    assert (done.code, done.err) == (ExitCode.FINDINGS, "")
    text = " ".join(done.out.split())
    for part in ("FAILS wrong", f"{path}:3:5", "expected PERMITTED, got PROHIBITED", "It is so.", "aland/1-arms-to"):
        assert part in text
    assert "1 case holds, 1 does not" in done.out


def test_what_cannot_be_used_is_told_and_the_rest_still_runs(article41, cases, write, tmp_path):
    first = cases(GOOD, UNKNOWN, WRONG, case("odd", "prohibitted"))
    broken = write("b.yaml", "cases: [")
    last = cases(GOOD, name="c.yaml")
    done = article41("test", first, broken, last, tmp_path / "gone.yaml")
    assert done.code == ExitCode.BAD_INPUT
    assert f"{first}:3:" in done.err
    assert "S/RES/101 (2001) is not in the register of resolutions" in done.err
    assert "hint: did you mean 'S/RES/100 (2001)'?" in done.err
    assert f"{first}:5:" in done.err
    assert f"{broken}:" in done.err
    assert "there is no such file or folder" in done.err
    assert "FAILS" in done.out
    assert "2 cases hold, 1 does not; 3 mistakes, told apart · 3 files" in done.out


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"expect": "out_of_scope", "provisions": ["aland/1-arms-to"]},
            "with the verdict out_of_scope there is no finding",
        ),
        ({"expect": "permitted", "missing": ["to.kind"]}, "nothing is missing for the verdict permitted"),
        ({"expect": "conditional", "exemptions": {"old": "met"}}, "cannot be met and the verdict conditional"),
        ({"expect": "forbidden"}, "'forbidden' is not a known verdict"),
    ],
)
def test_an_impossible_verdict(article41, cases, changes, said):
    done = article41("test", cases(GOOD, {**case("bad"), **changes}))
    assert done.code == ExitCode.BAD_INPUT
    assert said in done.err
    assert "a.cases.yaml:3:" in done.err
    assert "1 case holds; 1 mistake" in done.out


def test_folders(article41, cases, tmp_path):
    (tmp_path / "in").mkdir()
    cases(GOOD, name="in/a.yaml")
    cases(GOOD, name="in/b.yml")
    assert "2 cases hold · 2 files" in article41("test", tmp_path / "in").out


def test_rules_to_add(article41, cases):
    food = case("food", transfer=shells(recipient="BB", items=["food"]), provisions=["beland/no-food"])
    assert article41("test", cases(food), "--rules", EXTRA).code == ExitCode.CLEAR
    assert article41("test", cases(food)).code == ExitCode.BAD_INPUT


def test_rules_that_do_not_load(article41, cases, tmp_path):
    assert article41("test", cases(GOOD), "--rules", tmp_path / "none").code == ExitCode.BAD_RULES


def test_quiet(article41, cases):
    done = article41("test", cases(GOOD, WRONG), "--quiet")
    assert done == (ExitCode.FINDINGS, "", "")
    assert "S/RES/101" in article41("test", cases(UNKNOWN), "--quiet").err


def test_junit(article41, cases, tmp_path):
    path = tmp_path / "junit.xml"
    done = article41("test", cases(GOOD, WRONG, UNKNOWN), "--junit", path)
    assert done.code == ExitCode.BAD_INPUT
    root = ElementTree.parse(path).getroot()
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("3", "1", "1")
    good, wrong, unknown = root[0]
    assert (good.get("name"), good.get("line")) == ("good", "2")
    assert wrong[0].get("message") == "expected PERMITTED, got PROHIBITED"
    assert "aland/1-arms-to" in (wrong[0].text or "")
    assert unknown[0].tag == "error"


@pytest.mark.parametrize("option", ["--junit", "--coverage-json"])
def test_a_file_that_cannot_be_written(article41, cases, tmp_path, option):
    done = article41("test", cases(GOOD), option, tmp_path / "none" / "x")
    assert done.code == ExitCode.BAD_INPUT
    assert "cannot write to" in done.err


def test_engines_that_disagree(article41, cases, monkeypatch, tmp_path):
    def differ(*_):
        raise EngineError("the engines disagree")

    monkeypatch.setattr(Suite, "run", differ)
    done = article41("test", cases(GOOD), "--junit", tmp_path / "x.xml")
    assert done.code == ExitCode.INTERNAL
    assert "a.cases.yaml:2:5: the engines disagree" in done.err
    assert "please report it" in done.err
    assert ElementTree.parse(tmp_path / "x.xml").getroot().get("errors") == "1"


def test_coverage(article41, cases, tmp_path):
    out = tmp_path / "coverage.json"
    done = article41("test", cases(GOOD, regime="aland"), "--coverage", "--coverage-json", out)
    assert done.code == ExitCode.CLEAR
    assert "What the law has, and what of it the cases exercise" in done.out
    assert "points that no case exercises" in done.out
    assert "aland/1-arms-to/livelihood" in done.out
    value = json.loads(out.read_text(encoding="utf-8"))
    assert value["schema"] == "article41/coverage/1"
    (regime,) = value["regimes"]
    assert regime["name"] == "aland"
    provision = next(e for e in regime["elements"] if e["id"] == "aland/1-arms-to" and e["kind"] == "provision")
    assert provision["exercised"] is True
    assert provision["cases"]["caught"] == [f"{tmp_path / 'a.cases.yaml'}:3"]


def test_coverage_of_some_regimes(article41, cases):
    path = cases(GOOD, regime="aland")
    assert "categories " in article41("test", path, "--coverage", "categories").out
    done = article41("test", path, "--rules", EXTRA, "--coverage", "beland")
    assert "beland " in done.out
    assert "aland/" not in done.out
    done = article41("test", path, "--coverage", "alandd")
    assert done.code == ExitCode.BAD_INPUT
    assert "did you mean 'aland'?" in done.err
    done = article41("test", path, "--coverage", path)
    assert done.code == ExitCode.BAD_INPUT
    assert "name the files before --coverage" in done.err


def test_fail_under(article41, cases):
    path = cases(GOOD, regime="aland")
    done = article41("test", path, "--fail-under", "100")
    assert done.code == ExitCode.FINDINGS
    assert "less is covered than 100 %: aland " in done.err
    assert article41("test", path, "--coverage", "--fail-under", "1").code == ExitCode.CLEAR
    for share in ("101", "all", "-1"):
        done = article41("test", path, f"--fail-under={share}")
        assert done.code == ExitCode.BAD_INPUT
        assert "is not a share from 0 to 100" in done.err


def test_a_waiver_that_is_wrong(article41, cases):
    waiver = {"element": "aland/1-arms-to: no such point", "why": "W."}
    done = article41("test", cases(GOOD, regime="aland", unreachable=[waiver]), "--coverage")
    assert done.code == ExitCode.BAD_INPUT
    assert "there is nothing to cover called" in done.err


def test_on_a_terminal(article41, cases, terminal):
    terminal()
    assert "\x1b[" in article41("test", cases(WRONG)).out
    assert "\x1b[" not in article41("test", cases(WRONG), "--no-color").out
    terminal(stdout=False, stderr=True)
    many = cases(*(case(f"n{n}") for n in range(201)))
    assert "a.cases.yaml" in article41("test", many).err
