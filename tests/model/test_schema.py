"""The JSON Schema: committed, described, and of one mind with the models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from article41._errors import InputError
from article41.model import ITEM_TYPES, Party, Rockets, Transfer, parse_transfer, transfer_schema
from article41.model._items import ITEM_CLASSES, item_class
from tests.model.test_items import EXAMPLES, example, fields_of
from tests.model.test_transfer import FULL, MINIMAL

ROOT = Path(__file__).parents[2]
SCHEMA = transfer_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
FIXTURES = sorted((ROOT / "fixtures" / "transfers").glob("*.json"))


def test_the_committed_file_is_what_the_models_say() -> None:
    committed = json.loads((ROOT / "schemas" / "transfer.schema.json").read_bytes())
    assert committed == SCHEMA, "the models have changed: article41 schema > schemas/transfer.schema.json"


def test_it_is_a_schema_and_the_same_each_time() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert transfer_schema() == SCHEMA
    assert SCHEMA["$schema"].endswith("2020-12/schema")
    assert SCHEMA["$id"] == "urn:article41:transfer:1"
    assert SCHEMA["title"] == "Transfer"
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


def test_building_models_anew_does_not_pile_up() -> None:
    for _ in range(50):
        Party.model_rebuild(force=True)
        Rockets.model_rebuild(force=True)
        Transfer.model_rebuild(force=True)
    (mark,) = Transfer.model_fields["id"].metadata
    assert "metadata" not in mark.__get_pydantic_core_schema__(None, None)
    assert transfer_schema() == SCHEMA


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_every_fixture_is_valid(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    VALIDATOR.validate(document)
    parse_transfer(document)


def test_everything_is_described() -> None:
    for name, definition in {"Transfer": SCHEMA, **SCHEMA["$defs"]}.items():
        assert definition["description"], name
        assert definition["additionalProperties"] is False, name
        for field, schema in definition["properties"].items():
            assert schema["description"].strip(), (name, field)
            assert "title" not in schema, (name, field)
    assert SCHEMA["properties"]["date"]["description"].startswith("The day of the act")


def test_items_are_a_discriminated_union() -> None:
    items = SCHEMA["properties"]["items"]["items"]
    assert len(items["oneOf"]) == len(ITEM_CLASSES)
    assert items["discriminator"]["propertyName"] == "type"
    assert items["discriminator"]["mapping"].keys() == set(ITEM_CLASSES)
    for item_type in ITEM_CLASSES:
        definition = SCHEMA["$defs"][item_class(item_type).__name__]
        assert "type" in definition["required"]
        assert definition["properties"]["type"]["const"] == item_type


@pytest.mark.parametrize("item_type", list(ITEM_TYPES))
def test_every_item_type_is_valid_alone_and_full(item_type: str) -> None:
    stated = {field: example(item_type, field) for field in fields_of(item_type)}
    for item in ({"type": item_type}, {"type": item_type} | stated):
        VALIDATOR.validate(MINIMAL | {"items": [item]})


def test_the_full_form_is_valid() -> None:
    VALIDATOR.validate(FULL)
    VALIDATOR.validate(MINIMAL)


WRONG: list[dict[str, Any]] = [
    {},
    {"date": "2023"},
    {"items": []},
    MINIMAL | {"items": []},
    MINIMAL | {"date": "13.09.2023"},
    MINIMAL | {"date": "2023-13"},
    MINIMAL | {"date": "1899"},
    MINIMAL | {"colour": "red"},
    MINIMAL | {"id": ""},
    MINIMAL | {"activities": ["sale"]},
    MINIMAL | {"items": [{}]},
    MINIMAL | {"items": [{"calibre_mm": 122}]},
    MINIMAL | {"items": [{"type": "shells"}]},
    MINIMAL | {"items": [{"type": "rockets", "range_km": -1}]},
    MINIMAL | {"items": [{"type": "rockets", "range_km": 10**16}]},
    MINIMAL | {"items": [{"type": "rockets", "range_km": "25"}]},
    MINIMAL | {"items": [{"type": "rockets", "guided": "yes"}]},
    MINIMAL | {"items": [{"type": "rockets", "lists": []}]},
    MINIMAL | {"items": [{"type": "goods", "hs": "930"}]},
    MINIMAL | {"items": [{"type": "goods", "hs": "x"}]},
    MINIMAL | {"items": [{"type": "goods", "controls": ["ML;"]}]},
    MINIMAL | {"items": [{"type": "training", "subjects": ["Arms"]}]},
    MINIMAL | {"items": [{"type": "goods", "value": {"amount": 1, "currency": "usd"}}]},
    MINIMAL | {"route": {"vessel": {"imo": "907472"}}},
    MINIMAL | {"route": {"transit": ["x"] * 101}},
    MINIMAL | {"authorisations": [{"kind": "approval", "body": "committee"}]},
]


@pytest.mark.parametrize("document", WRONG)
def test_what_the_models_refuse_the_schema_refuses(document: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(document)
    with pytest.raises(InputError):
        parse_transfer(document)


values = st.sampled_from([*EXAMPLES.values(), "x", "", 0, -1, 1.5, True, [], ["x"], {}, None, "9306.30", "2023-02-28"])


@st.composite
def items(draw: st.DrawFn) -> dict[str, Any]:
    item_type = draw(st.sampled_from(list(ITEM_CLASSES)))
    names = draw(st.lists(st.sampled_from(fields_of(item_type)), max_size=4))
    return {"type": item_type} | {name: draw(values) for name in names}


@given(st.lists(items(), min_size=1, max_size=2), st.dictionaries(st.sampled_from(sorted(FULL)), values, max_size=2))
def test_schema_and_models_agree(some: list[dict[str, Any]], more: dict[str, Any]) -> None:
    document = MINIMAL | {"items": some} | more
    try:
        parse_transfer(document)
    except InputError:
        accepted = False
    else:
        accepted = True
    assert VALIDATOR.is_valid(document) == accepted
