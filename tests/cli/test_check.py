from __future__ import annotations

import gc
import json

import pytest

from article41 import check
from article41._errors import EngineError, InputError, Problem
from article41._words import ExitCode, Verdict
from article41.cli import _check
from article41.engine._check import check as engine_check

from ._transfers import BY_VERDICT, CODES, transfer
from .conftest import EXTRA

PROHIBITED = BY_VERDICT[Verdict.PROHIBITED]


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_has_its_code(verdict, article41, write):
    done = article41("check", write("t.json", BY_VERDICT[verdict]), "--format", "json")
    assert done.json["verdict"] == verdict.value
    assert done.code == CODES[verdict]
    assert done.err == ""


def test_json_is_the_report_itself(article41, write):
    done = article41("check", write("t.json", PROHIBITED), "--format", "json")
    assert done.json == check(PROHIBITED).to_dict()


def test_text_is_the_default(article41, write):
    done = article41("check", write("t.json", PROHIBITED))
    assert done.out.startswith(" PROHIBITED   prohibited\n")
    assert "S/RES/100 (2001) 1" in done.out
    assert done.out.isascii() or "\x1b" not in done.out


def test_same_input_same_bytes(article41, write):
    path = write("t.json", list(BY_VERDICT.values()))
    for form in ("text", "json"):
        assert article41("check", path, "--format", form) == article41("check", path, "--format", form)


def test_several_files_are_a_list_with_sources(article41, write):
    paths = [write(f"{v.value}.json", BY_VERDICT[v]) for v in Verdict]
    done = article41("check", *paths, "--format", "json")
    assert [r["verdict"] for r in done.json] == [v.value for v in Verdict]
    assert [r["source"] for r in done.json] == [{"file": str(p), "pointer": ""} for p in paths]
    assert done.code == ExitCode.FINDINGS


def test_an_array_is_a_list_too(article41, write):
    path = write("t.json", [BY_VERDICT[Verdict.PERMITTED], BY_VERDICT[Verdict.UNDETERMINED]])
    done = article41("check", path, "--format", "json")
    assert [r["source"]["pointer"] for r in done.json] == ["/0", "/1"]
    assert done.code == ExitCode.UNDETERMINED


def test_an_array_of_one_is_one_transfer(article41, write):
    assert article41("check", write("t.json", [PROHIBITED]), "--format", "json").json["verdict"] == "prohibited"


def test_a_bad_transfer_of_an_array_is_set_aside(article41, write):
    bad = transfer("bad", itms=[])
    path = write("t.json", "[\n" + ",\n".join(json.dumps(t) for t in (PROHIBITED, bad, PROHIBITED)) + "]")
    done = article41("check", path, "--format", "json")
    assert [r["source"]["pointer"] for r in done.json] == ["/0", "/2"]
    assert done.code == ExitCode.BAD_INPUT
    assert done.err.startswith(f"{path}:3:")
    assert "(/1/itms)" in done.err
    assert "did you mean 'items'?" in done.err
    text = article41("check", path)
    assert "2 transfers judged" in text.out
    assert "not judged  1" in text.out


def test_what_the_engine_refuses_is_placed_in_the_file(article41, write):
    body = json.dumps(transfer("x", supplier={"state": "Nowhere"}), indent=2)
    path = write("t.json", body)
    line = next(n for n, text in enumerate(body.splitlines(), 1) if "Nowhere" in text)
    done = article41("check", path)
    assert done.code == ExitCode.BAD_INPUT
    assert done.err.startswith(f"{path}:{line}:{body.splitlines()[line - 1].index(': ') + 3} (/supplier/state): ")
    assert done.out == ""


def test_stdin(article41, stdin):
    stdin(json.dumps(PROHIBITED).encode())
    assert article41("check", "-", "--format", "json").json["verdict"] == "prohibited"


def test_stdin_among_files(article41, stdin, write):
    stdin(json.dumps(PROHIBITED).encode())
    done = article41("check", "-", write("t.json", PROHIBITED), "--format", "json")
    assert [r["source"]["file"].rpartition("/")[2] for r in done.json] == ["standard input", "t.json"]


def test_quiet_prints_errors_only(article41, write):
    done = article41("check", write("t.json", PROHIBITED), write("bad.json", "{"), "--quiet")
    assert done.out == ""
    assert done.err.count("bad.json") == 1
    assert done.code == ExitCode.BAD_INPUT


def test_added_rules_take_part(article41, write):
    path = write("t.json", BY_VERDICT[Verdict.OUT_OF_SCOPE])
    done = article41("check", path, "--rules", EXTRA, "--format", "json")
    assert done.json["findings"][0]["regime"] == "beland"
    assert done.code == ExitCode.FINDINGS


def test_rules_that_do_not_load_stop_the_run(article41, write, tmp_path):
    broken = tmp_path / "broken"
    (broken / "regimes").mkdir(parents=True)
    (broken / "regimes" / "new.yaml").write_text("regime: new\ntitle: New\ntargit: [AA]\n")
    done = article41("check", write("t.json", PROHIBITED), "--rules", broken)
    assert done.code == ExitCode.BAD_RULES
    assert done.out == ""
    assert "broken/regimes/new.yaml:3:1: unknown key 'targit'" in done.err
    assert "hint: did you mean 'target'?" in done.err


def test_a_missing_folder_of_rules(article41, write):
    done = article41("check", write("t.json", PROHIBITED), "--rules", "nowhere")
    assert done.code == ExitCode.BAD_RULES
    assert "nowhere" in done.err


@pytest.mark.parametrize("no_color", [["--no-color"], []])
def test_colours_are_for_terminals(no_color, article41, write, terminal):
    path = write("t.json", PROHIBITED)
    assert "\x1b[" not in article41("check", path).out
    terminal()
    assert ("\x1b[" in article41("check", path, *no_color).out) is not bool(no_color)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colours_can_be_declined(name, value, article41, write, terminal, monkeypatch):
    terminal()
    monkeypatch.setenv(name, value)
    assert "\x1b[" not in article41("check", write("t.json", PROHIBITED)).out


@pytest.mark.parametrize(("columns", "width"), [(20, 40), (80, 80), (500, 120)])
def test_the_page_is_as_wide_as_the_terminal_within_reason(columns, width, article41, write, terminal):
    terminal(columns=columns)
    done = article41("check", write("t.json", [PROHIBITED, PROHIBITED]), "--no-color")
    assert max(map(len, done.out.splitlines())) == width


def test_hostile_names_come_out_harmless(article41, write):
    evil = "\x1b]0;owned\x07\u202e[red]x[/red]"
    done = article41("check", write("t.json", [transfer(evil, supplier={"name": evil, "state": "BB"})]))
    assert done.code == ExitCode.FINDINGS
    assert done.out.replace("\n", "").isprintable()
    assert "[red]x[/red]" in done.out
    bad = article41("check", write("u.json", transfer("x", **{evil: 1})), f"no{evil}.json")
    assert bad.err.replace("\n", "").isprintable()


def test_a_transfer_on_which_the_engines_disagree_has_no_answer(article41, write, monkeypatch):
    def disagree(about, rulebook, language):
        if about.id == "odd":
            raise EngineError("the engines disagree")
        return engine_check(about, rulebook=rulebook)

    monkeypatch.setattr(_check, "check", disagree)
    path = write("t.json", [transfer("odd"), PROHIBITED])
    done = article41("check", path, write("bad.json", "["), "--format", "json")
    assert [r["transfer"] for r in done.json] == ["prohibited"]
    assert done.code == ExitCode.INTERNAL
    assert f"{path}:1:2 (/0): the engines disagree\n    hint: a defect of article41" in done.err


def test_only_the_first_problems_are_shown(article41, write, monkeypatch):
    def refuse(about, rulebook, language):
        raise InputError([Problem(f"problem {n}") for n in range(50)])

    monkeypatch.setattr(_check, "check", refuse)
    done = article41("check", write("t.json", PROHIBITED))
    assert "problem 19\n" in done.err
    assert "problem 20" not in done.err
    assert "and 30 more problems" in done.err


def test_nothing_to_say_where_no_file_could_be_read(article41):
    assert article41("check", "missing.json").out == ""
    assert article41("check", "missing.json", "--format", "json").json == []
    assert "files not read  2" in article41("check", "missing.json", "gone.json").out


def test_the_collector_wakes_for_long_runs_and_is_left_as_found(article41, write, monkeypatch):
    seen = []

    def look(about, rulebook, language):
        seen.append(gc.isenabled())
        return engine_check(about)

    monkeypatch.setattr(_check, "check", look)
    article41("check", write("t.json", PROHIBITED), "--quiet")
    article41("check", write("t.json", [PROHIBITED] * 21), "--quiet")
    assert seen == [False] + [True] * 21
    assert gc.isenabled()
    gc.disable()
    try:
        article41("check", write("t.json", PROHIBITED), "--quiet")
        assert not gc.isenabled()
    finally:
        gc.enable()
