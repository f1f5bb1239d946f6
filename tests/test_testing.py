from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from article41 import InputError, Transfer, Verdict
from article41.testing import (
    assert_conditional,
    assert_out_of_scope,
    assert_permitted,
    assert_prohibited,
    assert_undetermined,
    make_transfer,
)

from .cases._small import law, shells

LAW: dict[str, Any] = {"rulebook": law()}
LIVELIHOOD = {"end_use": {"purposes": ["livelihood"]}}
NOTICE = {
    "kind": "notification",
    "body": "committee",
    "status": "made",
    "under": "S/RES/100 (2001) 2",
    "date": "2019-12-01",
}


def test_each_verdict_returns_its_report() -> None:
    assert assert_prohibited(shells(), "S/RES/100 (2001) 3 (a)", "1-arms-to", law()).verdict is Verdict.PROHIBITED
    paper = shells(**LIVELIHOOD, authorisations=[NOTICE])
    assert assert_permitted(paper, cite="S/RES/100 (2001) 2", provision="aland/1-arms-to", **LAW).findings
    assert_permitted(shells(items=["food"]), **LAW)
    assert_conditional(shells(**LIVELIHOOD), needs=["livelihood", "NOTIFICATION to the committee"], **LAW)
    assert_undetermined(
        {"date": "2020-01-01", "items": ["small_arms"]}, missing=["to.state", "/recipient/state"], **LAW
    )
    assert_out_of_scope(shells(recipient="BB"), **LAW)


def test_whatever_states_a_transfer(tmp_path: Path) -> None:
    document = {
        **shells(),
        "supplier": {"state": "BB"},
        "recipient": {"state": "AA"},
        "items": [{"type": "small_arms"}],
    }
    path = tmp_path / "t.json"
    path.write_text(json.dumps(document))
    for form in (
        document,
        json.dumps(document),
        json.dumps(document).encode(),
        path,
        str(path),
        make_transfer(**shells()),
    ):
        assert_prohibited(form, **LAW)
    assert isinstance(make_transfer(**shells()), Transfer)
    with pytest.raises(InputError, match="cannot be read: No such file"):
        assert_prohibited(tmp_path / "gone.json", **LAW)
    with pytest.raises(InputError, match="items"):
        make_transfer(date="2020-01-01")


def test_a_mapping_is_judged_as_it_stands() -> None:
    """Only case files and the factory fill in what nearly every case means."""
    stated = make_transfer(**shells())
    assert getattr(stated.items[0], "origin", None) == "BB"
    report = assert_prohibited(shells(), **LAW)
    assert all(fact.pointer != "/items/0/origin" for finding in report.findings for fact in finding.facts)


@pytest.mark.parametrize(
    ("call", "parts"),
    [
        (
            lambda: assert_permitted(shells(), **LAW),
            ["expected PERMITTED, got PROHIBITED", "aland/1-arms-to", "Because"],
        ),
        (
            lambda: assert_prohibited(shells(), cite="S/RES/100 (2001) 5", **LAW),
            ["is not cited by what carries", "nearest"],
        ),
        (
            lambda: assert_prohibited(shells(), provision="2-food-free", **LAW),
            ["aland/2-food-free does not carry", "not met"],
        ),
        (lambda: assert_conditional(shells(**LIVELIHOOD), needs="approval by", **LAW), ["'approval by' is not among"]),
        (
            lambda: assert_prohibited(shells(), **LAW) and assert_conditional(shells(), needs="x", **LAW),
            ["no paper is"],
        ),
        (
            lambda: assert_undetermined({"date": "2020", "items": ["small_arms"]}, missing="item.calibre_mm", **LAW),
            ["UNDETERMINED as expected, but", "item.calibre_mm is not named as missing"],
        ),
        (lambda: assert_out_of_scope(shells(), **LAW), ["expected OUT OF SCOPE, got PROHIBITED"]),
    ],
)
def test_a_failure_reads_like_the_report(call: Any, parts: list[str]) -> None:
    with pytest.raises(AssertionError) as caught:
        call()
    for part in parts:
        assert part in str(caught.value)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"cite": "paragraph 8"}, "argument cite: 'paragraph 8' is not a citation"),
        (
            {"cite": ["S/RES/100 (2001) 1", "S/RES/100 (2001) 99"]},
            "argument cite: S/RES/100 (2001) has no paragraph 99",
        ),
        ({"provision": "1-arms"}, "argument provision: there is no provision '1-arms'"),
    ],
)
def test_a_name_that_the_law_does_not_have_is_no_failure_but_an_error(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError) as caught:
        assert_prohibited(shells(), **asked, **LAW)
    assert said in str(caught.value)
    assert caught.value.problems[0].hint


def test_an_unknown_fact_is_an_error() -> None:
    with pytest.raises(InputError, match=r"argument missing: there is no fact 'item\.calibre'"):
        assert_undetermined(shells(), missing="item.calibre", **LAW)


def test_the_shipped_law_by_default() -> None:
    assert_prohibited(
        {"date": "2023-09-12", "supplier": "KP", "recipient": "RU", "items": ["artillery_shells"]},
        cite="S/RES/1718 (2006) 8 (b)",
    )


def test_importing_it_costs_next_to_nothing() -> None:
    code = "import sys, article41.testing, article41.pytest_plugin; print(*{'pydantic', 'yaml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == []
