"""The case files: every case is an item of its own, called by its name and the line where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from article41.cases import Case, read_cases, run_case

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "fixtures" / "cases").glob("*.yaml"))
READ = {path: read_cases(path) for path in FILES}
CASES = [
    pytest.param(case, id=f"{path.stem}:{case.place.line}: {case.name}") for path in FILES for case in READ[path][0]
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_case_reads(path: Path) -> None:
    cases, problems = READ[path]
    assert [str(problem) for problem in problems] == []
    names = [case.name for case in cases]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case) -> None:
    _, faults = run_case(case)
    assert not faults, f"{case.place}: {case.name}\n" + "\n".join(faults) + f"\nwhy it should hold: {case.why}"
