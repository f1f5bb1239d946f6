"""Findings of tables as JUnit XML."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from article41._words import FAILING, Verdict
from article41.screening import _junit
from tests.screening._reports import TABLE, found, grown, screened

pytest.importorskip("duckdb")

COUNTS = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def suites(out: Path, *more: object, table: Path = TABLE) -> ElementTree.Element:
    screened("-o", out, "--quiet", *more, table=table)
    return ElementTree.parse(out).getroot()


def outcomes(root: ElementTree.Element) -> list[tuple[str, str] | None]:
    return [(case[0].tag, case[0].attrib["type"]) if len(case) else None for case in root.iter("testcase")]


@pytest.mark.parametrize("name", ["found.xml", "found.junit.xml"])
def test_a_case_for_each_row_in_order_and_as_many_as_are_said(name: str, tmp_path: Path) -> None:
    root = suites(tmp_path / name)
    decided = {int(row["row"]): Verdict(row["verdict"]) for row in found(tmp_path, name="verdicts")}
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    expected: list[tuple[str, str] | None] = []
    for row in range(1, len(lines)):
        verdict = decided.get(row)
        if verdict is None:
            expected.append(("error", "not_judged"))
        elif verdict not in FAILING:
            expected.append(None)
        else:
            expected.append(("error" if verdict is Verdict.UNDETERMINED else "failure", verdict.value))
    assert outcomes(root) == expected
    for case, line in zip(root.iter("testcase"), lines[1:], strict=True):
        assert lines[int(case.attrib["line"]) - 1] == line
    for parent in (root, *root):
        assert int(parent.attrib["tests"]) == len(list(parent.iter("testcase")))
        for count, tag in COUNTS.items():
            assert int(parent.attrib[count]) == len(list(parent.iter(tag)))


def test_the_findings_in_the_way_are_told_in_their_row_and_no_others(tmp_path: Path) -> None:
    cases = list(suites(tmp_path / "found.xml").iter("testcase"))
    for finding in found(tmp_path):
        text = "".join(cases[int(finding["row"]) - 1].itertext())
        assert (f"{finding['provision']}: {finding['verdict']}: " in text) == (finding["verdict"] in FAILING)
        assert finding["verdict"] not in FAILING or f"By {finding['citations']}." in text
    for aside in found(tmp_path, name="set-aside"):
        text = "".join(cases[int(aside["row"]) - 1].itertext())
        assert f"{aside['column']}: {aside['reason']}" in text


def test_what_a_run_does_not_fail_on_is_skipped_and_never_passed(tmp_path: Path) -> None:
    usual = outcomes(suites(tmp_path / "a.xml"))
    lax = outcomes(suites(tmp_path / "b.xml", "--fail-on", "none"))
    assert [one and ("skipped", one[1]) if one is None or one[1] != "not_judged" else one for one in usual] == lax
    strict = suites(tmp_path / "c.xml", "--fail-on", "out_of_scope")
    assert ("failure", "out_of_scope") in outcomes(strict)
    assert int(strict.attrib["failures"]) == len(list(strict.iter("failure")))


def test_a_suite_for_each_input(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    sizes = {"a.csv": 12, "b.csv": 3, "c.csv": 25}
    for name, size in sizes.items():
        grown(folder / name, size)
    root = suites(tmp_path / "found.xml", table=folder)
    assert [(Path(one.attrib["name"]).name, int(one.attrib["tests"]), len(one)) for one in root] == [
        (name, size, size) for name, size in sizes.items()
    ]


def test_a_line_that_is_not_known_is_not_told(tmp_path: Path) -> None:
    head, *rows = TABLE.read_text(encoding="utf-8").splitlines(keepends=True)
    table = tmp_path / "blank.csv"
    table.write_text("".join([head, "\n", *rows]), encoding="utf-8")
    cases = list(suites(tmp_path / "found.xml", table=table).iter("testcase"))
    assert len(cases) == len(rows)
    assert not any("line" in case.attrib for case in cases)


def test_too_many_rows_are_refused_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_junit, "MOST_CASES", 12)
    out = tmp_path / "found.xml"
    assert len(list(suites(out).iter("testcase"))) == 12
    before = out.read_bytes()
    capsys.readouterr()
    assert screened("-o", out, "--quiet", table=grown(tmp_path / "in.csv", 13)) == 2
    said = capsys.readouterr().err
    assert "more than 12 rows" in said
    assert "*.sarif" in said
    assert out.read_bytes() == before
    assert not list(tmp_path.glob("*.partial"))


def test_hostile_texts_are_no_markup(tmp_path: Path) -> None:
    table = tmp_path / "in.csv"
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    evil = '</failure><error/>&"\x1b[31m'
    rows = [f'"{evil.replace(chr(34), chr(34) * 2)}",{line.partition(",")[2]}' for line in (lines[1], lines[12])]
    rows[1] = rows[1].replace("Congo", f"]]>{evil.replace(chr(34), '')}")
    table.write_text("\n".join([lines[0], *rows, ""]), encoding="utf-8")
    root = suites(tmp_path / "found.xml", table=table)
    assert [one and one[0] for one in outcomes(root)] == ["failure", "error"]
    assert evil.replace("\x1b", "\\x1b") in next(root.iter("testcase")).attrib["name"]
    assert "\x1b" not in (tmp_path / "found.xml").read_text(encoding="utf-8")
