from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from article41 import check
from article41.model import transfer_schema
from article41.serve._openapi import openapi_text
from article41.serve._problems import Code

from ._local import FIXTURES, LocalJudge, clear

COMMITTED = Path(__file__).parents[2] / "schemas" / "openapi.json"


@pytest.fixture
def document(app: FastAPI) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(openapi_text(app))
    return found


def validator(document: dict[str, Any], name: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": document["components"]})


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*map(references, value.values()))
    return set().union(*map(references, value)) if isinstance(value, list) else set()


def test_the_committed_document_is_that_of_the_service(app: FastAPI) -> None:
    text = openapi_text(app)
    assert COMMITTED.read_text(encoding="utf-8") == text, "python -m article41.serve > schemas/openapi.json writes it"


def test_it_is_served(client: TestClient) -> None:
    assert client.get("/openapi.json").text == COMMITTED.read_text(encoding="utf-8")


def test_every_reference_leads_somewhere_and_nothing_is_left_over(document: dict[str, Any]) -> None:
    there = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert references(document) == there


def test_a_transfer_has_the_schema_of_the_library(document: dict[str, Any]) -> None:
    of_library = Draft202012Validator(transfer_schema())
    of_service = validator(document, "Transfer")
    samples = [json.loads(path.read_bytes()) for path in FIXTURES]
    samples += [clear(), clear(reason="sael"), clear(items=[]), {}, {"date": "2020-13-01", "items": [{"type": "x"}]}]
    verdicts = [(of_library.is_valid(sample), of_service.is_valid(sample)) for sample in samples]
    assert all(one == other for one, other in verdicts)
    assert {one for one, _ in verdicts} == {True, False}


def _unnamed(value: Any, schema: dict[str, Any], schemas: dict[str, Any], at: str = "") -> list[str]:
    """The fields of ``value`` that ``schema`` does not name."""
    schema = schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    if isinstance(value, list) and "items" in schema:
        return [name for entry in value for name in _unnamed(entry, schema["items"], schemas, at)]
    if not isinstance(value, dict) or "properties" not in schema:
        return []
    found = [f"{at}/{name}" for name in value if name not in schema["properties"]]
    for name, inner in schema["properties"].items():
        if name in value:
            found += _unnamed(value[name], inner, schemas, f"{at}/{name}")
    return found


def test_reports_are_as_described_to_the_last_field(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for sample in [
        *(json.loads(path.read_bytes()) for path in FIXTURES),
        {"date": "2020", "items": [{"type": "goods"}]},
    ]:
        report = check(sample).to_dict()
        validator(document, "Report").validate(json.loads(json.dumps(report)))
        assert _unnamed(report, schemas["Report"], schemas) == []


def test_what_else_it_says_is_as_described(document: dict[str, Any], client: TestClient, judge: LocalJudge) -> None:
    said = [
        ("Health", client.get("/healthz")),
        ("Version", client.get("/v1/version")),
        ("Regimes", client.get("/v1/regimes")),
        ("Problem", client.get("/nothing")),
        ("Problem", client.post("/v1/check", json={"date": "x", "reason": "sael"})),
        ("Provision", client.get(f"/v1/provisions/{judge.rulebook.regime('dprk')['provisions'][0]['id']}")),
    ]
    for name, answer in said:
        validator(document, name).validate(answer.json())


def test_every_error_of_a_check_is_named(document: dict[str, Any]) -> None:
    named = set(document["paths"]["/v1/check"]["post"]["responses"])
    apart = {Code.NOT_FOUND, Code.METHOD_NOT_ALLOWED, Code.INTERNAL}
    assert named == {"200"} | {str(code.status) for code in Code if code not in apart}
