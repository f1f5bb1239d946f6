from __future__ import annotations

import json
import shutil

import pytest

from article41._words import ExitCode

from ._transfers import transfer
from .conftest import EXTRA, LAW


@pytest.fixture
def mine(tmp_path):
    """Rules beside the small law: one provision with an exemption, and a matter that nothing names."""
    folder = tmp_path / "mine"
    shutil.copytree(EXTRA, folder)
    path = folder / "regimes" / "beland.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text + "    exempt:\n      repair: {cite: S/RES/100 (2001) 2, when: [{reason: repair}], summary: Repair.}\n"
    )
    (folder / "registers").mkdir()
    (folder / "registers" / "matters.yaml").write_text("matters:\n  idle: {ask: Idle?}\n")
    return folder


def food(**changes):
    base = transfer(supplier="AA", recipient="BB", items=["food"])
    base.pop("id")
    return {**base, **changes}


def case_file(path, *cases, regime="beland"):
    made = [{"why": "It is so.", "name": f"case {n}", **case} for n, case in enumerate(cases)]
    path.write_text(json.dumps({"regime": regime, "cases": made}))
    return path


CAUGHT = {"transfer": food(reason="sale"), "expect": "prohibited"}
LIFTED = {"transfer": food(reason="repair"), "expect": "permitted"}


def test_a_definition_that_nothing_names_is_a_warning(article41, mine):
    done = article41("rules", "lint", mine)
    assert done.code == ExitCode.CLEAR
    assert done.err.splitlines() == [
        "mine/registers/matters.yaml:2:3: warning: nothing names the matter 'idle'",
        "    hint: name it in a rule, or remove it",
    ]
    assert done.out == "no mistake: 2 regimes, 5 provisions, 4 exemptions, 1 category; 1 warning\n"


def test_strict_takes_it_for_a_mistake(article41, mine):
    assert article41("rules", "lint", mine, "--strict").code == ExitCode.BAD_RULES
    (mine / "registers" / "matters.yaml").unlink()
    assert article41("rules", "lint", mine, "--strict").code == ExitCode.CLEAR


def test_without_a_folder_the_shipped_rules_are_checked_for_mistakes_alone(article41, monkeypatch, tmp_path):
    folder = tmp_path / "law"
    shutil.copytree(LAW, folder)
    (folder / "registers" / "matters.yaml").write_text("matters:\n  idle: {ask: Idle?}\n")
    monkeypatch.setattr("article41.cli._lint.shipped_rules", lambda: folder)
    done = article41("rules", "lint", "--strict")
    assert (done.code, done.err) == (ExitCode.CLEAR, "")
    assert "1 warning" in article41("rules", "lint", folder, "--alone").out


def test_what_no_case_shows(article41, mine, tmp_path):
    path = case_file(tmp_path / "b.cases.yaml", CAUGHT)
    err = article41("rules", "lint", mine, "--cases", path).err
    assert "mine/regimes/beland.yaml:15:15: warning: no case shows the exemption beland/no-food/repair" in err
    assert "write a case that it alone permits, or that names it as met" in err
    assert "no case shows the provision" not in err
    assert "aland" not in err.replace("beland", "")
    case_file(path, CAUGHT, LIFTED)
    assert "no case" not in article41("rules", "lint", mine, "--cases", path).err
    case_file(path, {**CAUGHT, "transfer": food(items=["small_arms"]), "expect": "out_of_scope"})
    assert (
        "warning: no case shows the provision beland/no-food" in article41("rules", "lint", mine, "--cases", path).err
    )


def test_a_case_that_does_not_hold_shows_nothing(article41, mine, tmp_path):
    path = case_file(tmp_path / "b.cases.yaml", {**CAUGHT, "expect": "permitted"})
    done = article41("rules", "lint", mine, "--cases", path)
    assert "warning: 1 case not as expected" in done.err
    assert "no case shows the provision beland/no-food" in done.err
    assert done.code == ExitCode.CLEAR


def test_cases_that_cannot_be_used(article41, mine, tmp_path):
    path = case_file(tmp_path / "b.cases.yaml", CAUGHT, {**CAUGHT, "provisions": ["no-fod"]})
    done = article41("rules", "lint", mine, "--cases", path)
    assert done.code == ExitCode.BAD_INPUT
    assert "there is no provision 'beland/no-fod'" in done.err
    assert done.out == ""
    missing = article41("rules", "lint", mine, "--cases", tmp_path / "none")
    assert missing.code == ExitCode.BAD_INPUT
    assert "there is no such file or folder" in missing.err


def test_as_json(article41, mine, tmp_path):
    path = case_file(tmp_path / "b.cases.yaml", CAUGHT)
    done = article41("rules", "lint", mine, "--cases", path, "--format", "json")
    assert (done.code, done.err) == (ExitCode.CLEAR, "")
    assert done.json["schema"] == "article41/lint/1"
    assert done.json["counts"] == {"regime": 2, "provision": 5, "exemption": 4, "category": 1}
    first, second = done.json["problems"]
    assert first == {
        "severity": "warning",
        "file": "mine/registers/matters.yaml",
        "line": 2,
        "column": 3,
        "message": "nothing names the matter 'idle'",
        "hint": "name it in a rule, or remove it",
    }
    assert (second["severity"], second["line"]) == ("warning", 15)


def test_mistakes_as_json(article41, mine):
    path = mine / "regimes" / "beland.yaml"
    path.write_text(path.read_text().replace("status: in_force", "status: on"))
    done = article41("rules", "lint", mine, "--format", "json")
    assert (done.code, done.err) == (ExitCode.BAD_RULES, "")
    (problem,) = done.json["problems"]
    assert (problem["severity"], problem["line"], problem["column"]) == ("error", 4, 9)
    assert problem["message"].startswith("'on' is not a known status")
