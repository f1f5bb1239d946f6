"""The JSON Schema of case files: every file that is read is valid by it, and what has the wrong form is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from article41.cases._form import CASE_KEYS, FILE_KEYS
from article41.cases._schema import cases_schema
from article41.law._yaml import read_yaml
from article41.model import ITEM_TYPES
from tests.law._instances import instance

ROOT = Path(__file__).parents[2]
FILES = sorted(
    [*(ROOT / "fixtures" / "cases").glob("*.yaml"), *(ROOT / "fixtures" / "rulebooks").rglob("*.cases.yaml")]
)
SCHEMA = cases_schema()
VALIDATOR = Draft202012Validator(SCHEMA)

CASE: dict[str, Any] = {
    "name": "one",
    "transfer": {"date": "2023-09-12", "supplier": "KP", "recipient": {"state": "RU"}, "items": ["rockets"]},
    "expect": "prohibited",
    "why": "It is so.",
}


def valid(**changes: Any) -> bool:
    case = {key: value for key, value in {**CASE, **changes}.items() if value is not None}
    return VALIDATOR.is_valid({"regime": "r", "cases": [case]})


def moved(**changes: Any) -> bool:
    return valid(transfer={**CASE["transfer"], **changes})


def test_it_is_a_schema_and_the_same_each_time() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert cases_schema() == SCHEMA
    assert set(SCHEMA["properties"]) == set(FILE_KEYS)
    assert set(SCHEMA["$defs"]["case"]["properties"]) == set(CASE_KEYS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_valid(path: Path) -> None:
    error = best_match(VALIDATOR.iter_errors(instance(read_yaml(path))))
    assert error is None, f"{error.json_path}: {error.message}"


@pytest.mark.parametrize("key", CASE)
def test_what_is_required(key: str) -> None:
    assert valid()
    assert not valid(**{key: None})


@pytest.mark.parametrize(
    "changes",
    [
        {"expect": "forbidden"},
        {"expects": "prohibited"},
        {"cites": ["1718 (2006) 8 (b)"]},
        {"missing": ["item.calibre"]},
        {"exemptions": {"case-by-case": "maybe"}},
        {"exemptions": ["case-by-case"]},
        {"citations": {"p": {"impose": "S/RES/1718 (2006) 8 (b)"}}},
        {"reaches": {"p": {"acts": ["selling"]}}},
        {"reaches": {"p": {"item": [0]}}},
        {"transfer": []},
    ],
)
def test_a_case_of_the_wrong_form(changes: dict[str, Any]) -> None:
    assert not valid(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"date": 2023},
        {"date": "2023-09"},
        {"items": [{"type": "goods", "hs": 9301, "origin": None}]},
        {"items": ["goods", {"type": "rockets", "calibre_mm": 122}]},
        {"end_user": "RU"},
        {"authorisations": [{"kind": "approval", "body": "committee", "status": "granted", "date": None}]},
    ],
)
def test_the_short_form(changes: dict[str, Any]) -> None:
    assert moved(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"date": "12 September 2023"},
        {"items": []},
        {"items": ["rocket"]},
        {"items": [{"type": "rocket"}]},
        {"items": [{"kind": "rifle"}]},
        {"items": [{"type": "rockets", "calibre": 122}]},
        {"supplier": {"stat": "KP"}},
        {"activities": ["selling"]},
        {"purposes": ["military"]},
    ],
)
def test_a_transfer_of_the_wrong_form(changes: dict[str, Any]) -> None:
    assert not moved(**changes)


@pytest.mark.parametrize("name", ITEM_TYPES)
def test_every_item_type_has_its_branch(name: str) -> None:
    assert moved(items=[{"type": name}])
    assert not moved(items=[{"type": name, "of_no_type": 1}])


def test_a_file_needs_cases_and_nothing_unknown() -> None:
    assert not VALIDATOR.is_valid({"regime": "r"})
    assert not VALIDATOR.is_valid({"cases": [CASE], "case": []})
    assert VALIDATOR.is_valid({"cases": [CASE], "unreachable": [{"element": "r/p: x", "why": "So."}]})
