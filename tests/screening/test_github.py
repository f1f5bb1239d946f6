"""Findings of tables as annotations of GitHub."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from article41._words import FAILING
from article41.screening import _github
from article41.screening._github import MOST_SHOWN
from tests.screening._reports import TABLE, found, grown, screened

pytest.importorskip("duckdb")

Capture = pytest.CaptureFixture[str]


def commands(capsys: Capture, *more: object, table: Path = TABLE) -> list[tuple[str, str, str]]:
    capsys.readouterr()
    screened("--format", "github", *more, table=table)
    made = [re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line) for line in capsys.readouterr().out.splitlines()]
    assert all(made)
    return [(one[1], one[2], one[3]) for one in made if one]


def levels(made: list[tuple[str, str, str]]) -> Counter[str]:
    return Counter(level for level, _, _ in made)


def test_ten_of_each_level_the_gravest_first_and_the_rest_counted(tmp_path: Path, capsys: Capture) -> None:
    findings = [row for row in found(tmp_path) if row["verdict"] in FAILING]
    aside = found(tmp_path, name="set-aside")
    made = commands(capsys)
    assert levels(made) == {"error": MOST_SHOWN, "notice": 1}
    told = [text.partition(":")[0] for level, _, text in made if level == "error"]
    grave = [row["verdict"] for row in findings if row["verdict"] == "prohibited"]
    assert told == [*grave, *["undetermined"] * (MOST_SHOWN - len(grave))]
    assert f"{len(findings) + len(aside) - MOST_SHOWN} more errors are not shown" in made[-1][2]
    assert f"{len(aside)} set aside" in made[-1][2]


def test_each_is_told_at_its_line_where_all_are_shown(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_github, "MOST_SHOWN", 1000)
    made = commands(capsys, "--fail-on", "prohibited")
    expected = Counter("error" if row["verdict"] == "prohibited" else "warning" for row in _grave(tmp_path))
    expected["error"] += len(found(tmp_path, name="set-aside"))
    assert levels(made) == {**expected, "notice": 1}
    assert "not shown" not in made[-1][2]
    for _, where, _ in made[:-1]:
        at = re.search(r"line=(\d+),title=row (\d+)", where)
        assert at
        assert int(at[1]) == int(at[2]) + 1


def _grave(folder: Path) -> list[dict[str, str]]:
    return [row for row in found(folder) if row["verdict"] in FAILING]


def test_warnings_have_a_limit_of_their_own(tmp_path: Path, capsys: Capture) -> None:
    table = grown(tmp_path / "in.csv", 60)
    made = commands(capsys, "--fail-on", "prohibited", table=table)
    assert levels(made) == {"error": MOST_SHOWN, "warning": MOST_SHOWN, "notice": 1}
    assert re.search(r"\d more errors are not shown.*\d more warnings are not shown", made[-1][2])


def test_a_row_that_fails_without_a_finding_is_told(capsys: Capture) -> None:
    made = commands(capsys, "--fail-on", "out_of_scope")
    assert [text for level, _, text in made if level == "error"].count("out_of_scope.") == 4


def test_a_table_can_be_written_as_well_and_nothing_else_is(tmp_path: Path, capsys: Capture) -> None:
    assert screened("-o", tmp_path / "a.csv", "--quiet") == screened("-o", tmp_path / "b.csv", "--format", "github")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    capsys.readouterr()
    before = set(tmp_path.iterdir())
    assert screened("--format", "github", "--set-aside", tmp_path / "aside.csv") == 2
    assert set(tmp_path.iterdir()) == {*before, tmp_path / "aside.csv"}
    assert screened() == 2
    assert "nothing says where findings go" in capsys.readouterr().err


def test_no_text_of_a_table_begins_a_command(tmp_path: Path, capsys: Capture) -> None:
    head, first, *_ = TABLE.read_text(encoding="utf-8").splitlines()
    table = tmp_path / "in.csv"
    bad = first.replace("2023-09-12", '"x\n::stop-commands::y%0A"')
    table.write_text(f'{head}\n"1\n::add-mask::x%0A",{first.partition(",")[2]}\n{bad}\n', encoding="utf-8")
    made = commands(capsys, table=table)
    assert set(levels(made)) == {"error", "notice"}
    assert any("%250A" in where for _, where, _ in made)
    assert any("stop-commands" in text and "%250A" in text for _, _, text in made)
