"""``article41 screen``: tables in, findings out, and the exit code."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from article41.__main__ import main

pytest.importorskip("duckdb")

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "fixtures" / "tables" / "shipments-2023.csv"
MAPPING = ROOT / "fixtures" / "tables" / "shipments-2023.yaml"


def screened(tmp_path: Path, *more: object, table: Path = TABLE) -> int:
    out = tmp_path / "findings.csv"
    return main(["screen", str(table), "--mapping", str(MAPPING), "-o", str(out), *map(str, more)])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def part(tmp_path: Path, *numbers: int) -> Path:
    """The table's head and some of its rows."""
    lines = TABLE.read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "part.csv"
    path.write_text("".join([lines[0], *(lines[n] for n in numbers)]), encoding="utf-8")
    return path


def test_the_story_in_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = screened(tmp_path, "--verdicts", tmp_path / "v.csv", "--summary", tmp_path / "s.json", "--audit", 5)
    assert code == 2  # two rows cannot be read in one way
    verdicts = {row["key"]: row["verdict"] for row in rows(tmp_path / "v.csv")}
    assert [verdicts[n] for n in ("1", "2", "3")] == ["prohibited"] * 3
    assert verdicts["5"] == verdicts["8"] == "out_of_scope"
    cited = [row["citations"] for row in rows(tmp_path / "findings.csv") if row["key"] == "1"]
    assert any("S/RES/1718 (2006) 8 (b)" in some for some in cited)
    aside = {row["row"]: row["column"] for row in rows(tmp_path / "findings.set-aside.csv")}
    assert aside == {"11": "shipped", "12": "importer country"}
    summary = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert summary["rows"] == sum(summary["verdicts"].values()) + summary["set_aside"] == 12
    assert "rows read" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("numbers", "more", "code"),
    [
        ((5, 6, 10), (), 0),
        ((1, 5), (), 1),
        ((9, 5), (), 3),
        ((5, 11), (), 2),
        ((5, 11), ("--lenient",), 0),
        ((1, 11), ("--lenient",), 1),
        ((1, 5), ("--fail-on", "none"), 0),
    ],
)
def test_exit_codes(tmp_path: Path, numbers: tuple[int, ...], more: tuple[str, ...], code: int) -> None:
    assert screened(tmp_path, "--quiet", *more, table=part(tmp_path, *numbers)) == code


def test_what_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert screened(tmp_path, table=tmp_path / "none.csv") == 2
    assert "there is no such file" in capsys.readouterr().err
    assert not (tmp_path / "findings.csv").exists()


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    found = []
    for _ in range(2):
        screened(tmp_path, "--quiet", "--verdicts", tmp_path / "v.parquet")
        found.append(
            [(tmp_path / name).read_bytes() for name in ("findings.csv", "findings.set-aside.csv", "v.parquet")]
        )
    assert found[0] == found[1]


def test_a_dry_run_shows_what_is_understood_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["screen", str(part(tmp_path, 1, 5)), "--mapping", str(MAPPING), "--dry-run"]) == 0
    assert "exporter country" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["part.csv"]


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_stopped_leaves_no_output_and_the_next_is_right(tmp_path: Path, blow: signal.Signals) -> None:
    head, first = TABLE.read_text(encoding="utf-8").splitlines(keepends=True)[:2]
    table = tmp_path / "many.csv"
    table.write_text(head + first * 400_000, encoding="utf-8")
    out = tmp_path / "out" / "findings.csv"
    out.parent.mkdir()
    command = [sys.executable, "-m", "article41", "screen", str(table), "--mapping", str(MAPPING), "-o", str(out)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ})
    # In the middle: what is read is being laid down.
    while process.poll() is None and not list(out.parent.glob(".findings.csv.article41-*/kept/*.parquet")):
        time.sleep(0.01)
    process.send_signal(blow)
    process.communicate(timeout=60)
    assert process.returncode in (-signal.SIGKILL, 130)
    assert not out.exists()
    if blow == signal.SIGINT:
        assert not list(out.parent.iterdir())
    again = subprocess.run(command, capture_output=True, check=False)
    assert again.returncode == 1
    assert {path.name for path in out.parent.iterdir()} == {"findings.csv", "findings.set-aside.csv"}
    undisturbed = tmp_path / "undisturbed.csv"
    command[-1] = str(undisturbed)
    subprocess.run(command, capture_output=True, check=False)
    assert out.read_bytes() == undisturbed.read_bytes()
