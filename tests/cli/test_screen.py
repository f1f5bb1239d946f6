from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from article41._words import ExitCode, Verdict
from article41.screening._audit import Auditor
from tests.screening._tables import COLUMNS, ROWS, write

from ._transfers import CODES

MAPS = [f"--map={source}={target}" for target, source in COLUMNS.items()]
BY_VERDICT = dict(
    zip(
        (Verdict.PROHIBITED, Verdict.CONDITIONAL, Verdict.PERMITTED, Verdict.OUT_OF_SCOPE, Verdict.UNDETERMINED),
        ROWS,
        strict=True,
    )
)
BAD = {**ROWS[0], "to": "nowhere"}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write(tmp_path / "t.csv", ROWS)


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_has_its_code(verdict, article41, tmp_path):
    path = write(tmp_path / "t.csv", [BY_VERDICT[verdict]])
    done = article41("screen", path, "-o", tmp_path / "o.csv", *MAPS)
    assert (done.code, done.err) == (CODES[verdict], "")
    assert f"{verdict.value} " in done.out
    done = article41("screen", path, "-o", tmp_path / "o.csv", *MAPS, "--fail-on", "none", "--quiet")
    assert done == (ExitCode.CLEAR, "", "")


def test_rows_set_aside_tell_in_the_code_unless_lenient(article41, tmp_path):
    path = write(tmp_path / "t.csv", [BY_VERDICT[Verdict.PERMITTED], BAD])
    for option, code in (((), 2), (("--strict",), 2), (("--lenient",), 0)):
        assert article41("screen", path, "-o", tmp_path / "o.csv", *MAPS, *option).code == code
        with (tmp_path / "o.set-aside.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        assert [(r["row"], r["column"], r["value"]) for r in rows] == [("2", "to", "nowhere")]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_the_same_bytes_twice_and_nothing_left(form, article41, table, tmp_path):
    names = [f"o.{form}", f"v.{form}", f"s.{form}", "p.html", "s.json"]
    out = tmp_path / "out"
    out.mkdir()
    options = zip(("-o", "--verdicts", "--set-aside", "--html", "--summary"), names, strict=True)
    arguments = ["screen", table, *MAPS, *(x for option, name in options for x in (option, out / name))]
    written = []
    for _ in range(2):
        assert article41(*arguments).code == ExitCode.FINDINGS
        assert {path.name for path in out.iterdir()} == set(names)
        written.append([(out / name).read_bytes() for name in names])
    assert written[0] == written[1]
    summary = json.loads((out / "s.json").read_bytes())
    assert summary["rows"] == sum(summary["verdicts"].values()) + summary["set_aside"] == len(ROWS)


def test_standard_input(article41, stdin, table, tmp_path):
    stdin(table.read_bytes())
    assert article41("screen", "-", "-o", tmp_path / "o.csv", *MAPS).code == ExitCode.FINDINGS
    assert "standard input,1," in (tmp_path / "o.csv").read_text()


def test_a_dry_run_shows_and_writes_nothing(article41, table, tmp_path):
    before = set(tmp_path.iterdir())
    done = article41("screen", table, "--dry-run", *MAPS, "--map", "key=key")
    assert (done.code, done.err) == (0, "")
    assert "supplier_state" in done.out
    assert done.out.count("\n  row ") == 5
    assert set(tmp_path.iterdir()) == before


def test_what_is_in_doubt_is_asked(article41, tmp_path):
    path = write(tmp_path / "t.csv", [{"date": "2020", "hs": "9306", "reporterISO": "BB", "partnerISO": "AA"}])
    for arguments in (["-o", tmp_path / "o.csv"], ["--dry-run"]):
        done = article41("screen", path, *arguments)
        assert done.code == ExitCode.BAD_INPUT
        assert "--map 'reporterISO=supplier_state'" in done.err
    assert not (tmp_path / "o.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.csv", "-o", "{0}/o.csv"], "no such file"),
        (["{0}/t.csv"], "nothing says where findings go"),
        (["{0}/t.csv", "-o", "{0}/o.xls"], "does not tell a format"),
        (["{0}/t.csv", "-o", "{0}/none/o.csv"], "no such folder"),
        (["{0}/t.csv", "-o", "{0}/t.csv"], "is an input"),
        (["{0}/t.csv", "{0}/t.csv", "-o", "{0}/o.csv"], "named twice"),
        (["{0}/t.csv", "-o", "{0}/o.csv", "--verdicts", "{0}/o.csv"], "another output"),
        (["{0}/t.csv", "-o", "{0}/o.csv", "--map", "zzz=date", "--map", "what=item_type"], "no column 'zzz'"),
    ],
)
def test_bad_usage(arguments, said, article41, table, tmp_path):
    content = table.read_bytes()
    done = article41("screen", *(text.format(tmp_path) for text in arguments))
    assert done.code == ExitCode.BAD_INPUT
    assert said in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]
    assert table.read_bytes() == content


def test_an_audit_that_differs_fails_the_run_with_both_answers(article41, table, tmp_path, monkeypatch):
    compare = Auditor._compare
    monkeypatch.setattr(
        Auditor,
        "_compare",
        lambda self, document, verdict, found, place: compare(self, document, "permitted", {}, place),
    )
    done = article41("screen", table, "-o", tmp_path / "o.csv", *MAPS, "--audit", "1")
    assert done.code == ExitCode.INTERNAL
    assert "the table says permitted" in done.err
    assert "the single check says prohibited" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_hostile_texts_are_shown_and_not_obeyed(article41, tmp_path):
    evil = "\x1b[31m<script>alert(1)</script>'; DROP TABLE x; --"
    path = write(tmp_path / "t.csv", [{**ROWS[0], "key": "=cmd()", "to": evil}, {**ROWS[0], "key": "=cmd()"}])
    done = article41("screen", path, "-o", tmp_path / "o.csv", "--html", tmp_path / "p.html", *MAPS, "--map", "key=key")
    assert done.code == ExitCode.BAD_INPUT
    assert "\x1b" not in done.out + done.err + (tmp_path / "p.html").read_text()
    assert "<script>" not in (tmp_path / "p.html").read_text()
    assert {row["key"] for row in csv.DictReader(io.StringIO((tmp_path / "o.csv").read_text()))} == {"'=cmd()"}


def test_who_else_takes_part(article41, tmp_path):
    row = {"date": "2020", "hs": "9306", "broker country": "BB", "bank country": "BB"}
    path = write(tmp_path / "t.csv", [row, {**row, "broker country": ""}])
    done = article41("screen", path, "--dry-run")
    assert (done.code, done.err) == (0, "")
    assert "intermediaries_1_state  from broker country" in done.out
    assert "intermediaries_1_role   always broker" in done.out
    assert "Every row has intermediary 1" in done.out
    assert "Not understood: bank country" in done.out
    assert '[{"role":"broker","state":"BB"}]' in done.out
    assert '[{"role":"broker"}]' in done.out
    bank = ["--map", "bank country=intermediaries_2_state"]
    done = article41("screen", path, "--dry-run", *bank)
    assert done.code == ExitCode.BAD_INPUT
    assert "--set intermediaries_2_role=" in done.err
    done = article41("screen", path, "--dry-run", *bank, "--set", "intermediaries_2_role=financier")
    assert (done.code, done.err) == (0, "")
    assert '[{"role":"broker","state":"BB"},{"role":"financier","state":"BB"}]' in done.out
    assert "Not understood" not in done.out
