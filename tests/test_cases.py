"""The case files: every case is an item of its own, called by its name and the line where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.cases import Case, read_cases, run_case

from ._silence import CLEARED, SILENCE_MEANS_NONE, paths_of, verdict_of, without
from ._silence import Path as Pointer

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


NOT_CLEARED = [case for path in FILES for case in READ[path][0] if case.expect not in CLEARED]
PARTIES = ("supplier", "recipient")
ACT_AND_PLACES = {"activities", "route", "destination"}
"""Where they are absent they follow from the item and the parties (docs/verdicts.md)."""


def can_be_asked(path: Pointer) -> bool:
    """Tell whether the absence of what stands there is an unknown fact, and not one that is read in some way."""
    of_paper = path[0] == "authorisations" and path[-1] in ("date", "items")
    return not of_paper and set(path).isdisjoint(SILENCE_MEANS_NONE | ACT_AND_PLACES)


def dropped(transfer: dict[str, Any], path: Pointer) -> dict[str, Any]:
    # "All parties are clear" is said of those that are there: without one of them it is no longer said.
    more: list[Pointer] = [("screening",)] if path[0] in PARTIES and "screening" in transfer else []
    left: dict[str, Any] = without(transfer, path, *more)
    return left


@given(st.data())
def test_no_silence_clears_a_case(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(NOT_CLEARED))
    path = data.draw(st.sampled_from([path for path in paths_of(case.transfer) if can_be_asked(path)]))
    assert verdict_of(dropped(case.transfer, path)) not in CLEARED, f"{case.place}: {case.name}: without {path}"
