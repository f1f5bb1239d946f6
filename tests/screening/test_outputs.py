"""The names of outputs, and tables with tabs."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from article41.screening import out_format
from article41.screening._outputs import OUT_FORMATS
from tests.screening._reports import found, screened

pytest.importorskip("duckdb")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.csv", "csv"),
        ("a.tsv", "tsv"),
        ("A.TSV", "tsv"),
        ("a.jsonl", "jsonl"),
        ("a.pq", "parquet"),
        ("a.sarif.json", "sarif"),
        ("a.junit.xml", "junit"),
        ("a.htm", "html"),
        ("a.txt", None),
        ("a.json", None),
        ("csv", None),
    ],
)
def test_the_name_tells_the_format(name: str, form: str | None) -> None:
    assert out_format(name) == form
    assert form is None or form in OUT_FORMATS


def test_tsv_has_tabs_and_the_same_texts(tmp_path: Path) -> None:
    names = {"-o": "findings", "--verdicts": "verdicts", "--set-aside": "set-aside"}
    screened("--quiet", *(x for option, name in names.items() for x in (option, tmp_path / f"{name}.tsv")))
    for name in names.values():
        with (tmp_path / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
            assert list(csv.DictReader(file, delimiter="\t")) == found(tmp_path, name=name)


@pytest.mark.parametrize("option", ["-o", "--verdicts", "--set-aside"])
@pytest.mark.parametrize("name", ["found.txt", "found.tsv.gz", "found"])
def test_a_name_that_tells_no_format_is_refused(
    option: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = [] if option == "-o" else ["-o", tmp_path / "o.csv"]
    assert screened(*more, option, tmp_path / name) == 2
    said = capsys.readouterr().err
    assert "does not tell" in said
    assert "*.tsv" in said
    assert not list(tmp_path.iterdir())
