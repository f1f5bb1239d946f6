"""The validators that read files are those that pydantic makes."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic_core import ValidationError

import article41.model as model
from article41.model import Transfer
from article41.model._base import Model
from article41.model._items import ITEM_CLASSES, item_class
from article41.model._lazy import built
from article41.model._lookup import models_in
from article41.model._validators import schema_of, validator_of
from tests.model.test_transfer import FULL, MINIMAL

NOT_OURS = {"ref", "metadata", "custom_init", "root_model", "computed_fields", "post_init", "serialization_alias"}


def models() -> list[type[Model]]:
    found: list[Any] = [Transfer, *(item_class(item_type) for item_type in ITEM_CLASSES)]
    for outer in found:
        for info in outer.model_fields.values():
            found += [inner for inner in models_in(info.annotation) if inner not in found and inner.model_fields]
    return found


def plain(schema: Any, definitions: dict[str, Any]) -> Any:
    """A core schema of pydantic with references resolved and without what has no bearing on validation."""
    if isinstance(schema, list):
        return [plain(part, definitions) for part in schema]
    if not isinstance(schema, dict):
        return getattr(schema, "__func__", schema)
    if schema.get("type") == "definitions":
        known = definitions | {part["ref"]: part for part in schema["definitions"]}
        return plain(schema["schema"], known)
    if schema.get("type") == "definition-ref":
        return plain(definitions[schema["schema_ref"]], definitions)
    if schema.get("type") == "model":
        config = {key: schema["config"][key] for key in ("title", "extra_fields_behavior")}
        schema = schema | {"config": config}
    return {key: plain(part, definitions) for key, part in schema.items() if key not in NOT_OURS}


def functions(schema: Any) -> Any:
    """The schema with each function named: bound methods of equal annotations differ by identity only."""
    if isinstance(schema, list):
        return [functions(part) for part in schema]
    if isinstance(schema, dict):
        return {key: functions(part) for key, part in schema.items()}
    return schema.__qualname__ if callable(schema) and not isinstance(schema, type) else schema


@pytest.mark.parametrize("some", models(), ids=lambda some: some.__name__)
def test_every_schema_is_that_of_pydantic(some: type[Model]) -> None:
    theirs = functions(plain(built(some).__pydantic_core_schema__, {}))
    ours = functions(plain(schema_of(some), {}))
    if some is Transfer:
        # pydantic calls the method that calls ours.
        assert theirs["function"]["function"] == "Transfer._consistent"
        assert ours["function"]["function"] == "Transfer.consistent"
        theirs, ours = theirs["schema"], ours["schema"]
    assert ours == theirs


def test_there_are_models_to_compare() -> None:
    names = {some.__name__ for some in models()}
    assert {"Transfer", "Party", "Route", "Vessel", "Money", "Authorisation", "Rockets"} <= names
    assert len(names) > len(ITEM_CLASSES) + 10


def test_a_validator_is_made_once() -> None:
    assert validator_of(model.Party) is validator_of(model.Party)


@pytest.mark.parametrize("document", [MINIMAL, FULL])
def test_both_ways_give_equal_transfers(document: dict[str, Any]) -> None:
    ours, theirs = validator_of(Transfer).validate_python(document), Transfer.model_validate(document)
    assert ours == theirs
    assert ours.model_fields_set == theirs.model_fields_set
    assert ours.model_dump_json() == theirs.model_dump_json()
    assert repr(ours) == repr(theirs)


@pytest.mark.parametrize(
    "document",
    [
        {},
        7,
        FULL | {"x": 1},
        FULL | {"items": [{"type": "rockets", "x": 1}]},
        FULL | {"supplier": {"kind": "x", "y": 2}},
        FULL | {"authorisations": [FULL["authorisations"][0] | {"items": [9]}]},
    ],
)
def test_both_ways_find_the_same_errors(document: Any) -> None:
    with pytest.raises(ValidationError) as ours:
        validator_of(Transfer).validate_python(document)
    with pytest.raises(ValidationError) as theirs:
        Transfer.model_validate(document)
    assert ours.value.errors(include_url=False) == theirs.value.errors(include_url=False)
