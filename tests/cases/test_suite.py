from __future__ import annotations

from pathlib import Path

import pytest

from article41.cases._suite import Suite, case_files
from article41.law import Rulebook

from ._small import case, law, shells, suite, write


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    file = suite().read(write(tmp_path, case("one"), case("two", transfer=shells(supplier="ZZ")), regime="aland"))
    assert [ready.case.name for ready in file.cases] == ["one"]
    (problem,) = file.problems
    assert (problem.place.line, problem.place.pointer) == (4, "/supplier/state")
    assert "'ZZ' is not a State" in problem.message


def test_the_line_of_a_mistake_in_the_transfer(tmp_path: Path) -> None:
    (problem,) = (
        suite().read(write(tmp_path, case(transfer=shells(items=[{"type": "rockets", "calbre_mm": 1}])))).problems
    )
    assert "unknown field" in problem.message
    assert "calibre_mm" in (problem.hint or "")
    assert problem.place.line == 2


@pytest.mark.parametrize(
    "text", ["cases: []\n", "regime: atlantis\ncases: [{name: x, why: y, expect: permitted, transfer: {}}]\n", "["]
)
def test_a_file_that_is_of_no_use(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.cases.yaml"
    path.write_text(text)
    file = suite().read(path)
    assert file.cases == ()
    assert len(file.problems) == 1
    assert file.problems[0].place.file == str(path)


def test_a_case_runs(tmp_path: Path) -> None:
    file = suite().read(write(tmp_path, case("holds"), case("fails", "permitted", cites=["S/RES/100 (2001) 4"])))
    holds, fails = (suite().run(ready) for ready in file.cases)
    assert holds.faults == ()
    assert fails.faults
    text = suite().failure(fails).text()
    for part in ("expected PERMITTED, got PROHIBITED", "It is so.", "aland/1-arms-to", "nearest to S/RES/100 (2001) 4"):
        assert part in text


def test_one_suite_a_rulebook() -> None:
    assert Suite.of(law()) is Suite.of(law())
    assert Suite.of(law()) is not Suite.of(Rulebook.load(Path(__file__).parents[1] / "cli" / "law", shipped=False))


def test_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "in" / ".hidden").mkdir(parents=True)
    (tmp_path / "none").mkdir()
    for name in ("in/b.yaml", "in/a.yml", "in/.hidden/c.yaml", "in/d.txt", "e.json"):
        (tmp_path / name).write_text("x")
    found, problems = case_files([tmp_path / "in", tmp_path / "e.json", tmp_path / "in/b.yaml"])
    assert found == [tmp_path / "in/a.yml", tmp_path / "in/b.yaml", tmp_path / "e.json"]
    assert problems == []
    found, problems = case_files([tmp_path / "none", tmp_path / "gone"])
    assert found == []
    assert [problem.message for problem in problems] == [
        "there are no YAML files in this folder",
        "there is no such file or folder",
    ]
