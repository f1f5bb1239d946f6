"""The shipped transfers: valid by the committed schema, readable, and never cleared by silence."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41 import Verdict, check
from article41.model import parse_transfer

from ._silence import CLEARED, SILENCE_MEANS_NONE, paths_of, verdict_of, without
from ._silence import Path as Pointer

ROOT = Path(__file__).parents[1]
FIXTURES = {path.stem: path for path in sorted((ROOT / "fixtures" / "transfers").glob("*.json"))}
DOCUMENTS: dict[str, Any] = {name: json.loads(path.read_bytes()) for name, path in FIXTURES.items()}
PROHIBITED = sorted(name for name, document in DOCUMENTS.items() if check(document).verdict is Verdict.PROHIBITED)


def removable(document: Any) -> list[Pointer]:
    """Return every path whose absence must not clear the transfer."""
    return [path for path in paths_of(document) if not set(path) & SILENCE_MEANS_NONE]


def test_there_are_some() -> None:
    assert PROHIBITED
    assert len(PROHIBITED) < len(FIXTURES)


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = json.loads((ROOT / "schemas" / "transfer.schema.json").read_bytes())
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


@pytest.mark.parametrize("name", FIXTURES)
def test_valid_by_the_schema(validator: Any, name: str) -> None:
    validator.validate(DOCUMENTS[name])


@pytest.mark.parametrize("name", FIXTURES)
def test_it_reads_and_is_called_like_its_file(name: str) -> None:
    transfer = parse_transfer(FIXTURES[name].read_bytes())
    assert transfer.id == name
    assert transfer.description


@pytest.mark.parametrize("name", FIXTURES)
def test_the_answer_is_settled(name: str) -> None:
    """A fixture states all that its verdict needs; and twice the same question gives the same bytes."""
    report = check(DOCUMENTS[name])
    assert report.verdict is not Verdict.UNDETERMINED
    assert report.questions == ()
    assert json.dumps(report.to_dict()) == json.dumps(check(copy.deepcopy(DOCUMENTS[name])).to_dict())


@pytest.mark.parametrize("name", PROHIBITED)
def test_no_single_silence_clears_it(name: str) -> None:
    cleared = {
        "/" + "/".join(map(str, path))
        for path in removable(DOCUMENTS[name])
        if verdict_of(without(DOCUMENTS[name], path)) in CLEARED
    }
    assert cleared == set()


@pytest.mark.parametrize("name", PROHIBITED)
def test_no_single_silence_clears_it_where_the_route_is_silent_too(name: str) -> None:
    """The route repeats the States: without it each of them is stated once."""
    document = without(DOCUMENTS[name], *(("route",) for _ in range("route" in DOCUMENTS[name])))
    found = {path: verdict_of(without(document, path)) for path in removable(document)}
    assert [path for path, verdict in found.items() if verdict in CLEARED] == []
    assert Verdict.UNDETERMINED in found.values()  # so something was indeed left open


@cache
def droppable(name: str) -> list[Pointer]:
    """Return the removable paths without which it is still a transfer."""
    document = DOCUMENTS[name]
    return [path for path in removable(document) if verdict_of(without(document, path)) is not None]


@given(st.data())
def test_no_silence_clears_it(data: st.DataObject) -> None:
    """However much is left out: what remains is prohibited, undetermined or conditional, or no transfer at all."""
    name = data.draw(st.sampled_from(PROHIBITED))
    some = data.draw(st.lists(st.sampled_from(droppable(name)), min_size=2, unique=True))
    # Few are dropped, or all but a few.
    gone = some if data.draw(st.booleans()) else [path for path in droppable(name) if path not in some]
    # What lies inside something that goes, goes with it.
    gone = [path for path in gone if not any(path[:n] in gone for n in range(1, len(path)))]
    assert verdict_of(without(DOCUMENTS[name], *gone)) not in CLEARED


@pytest.mark.parametrize("name", PROHIBITED)
def test_removing_the_parties_asks_for_them(name: str) -> None:
    """Who takes part is asked for, if nothing else forbids it already."""
    report = check(without(DOCUMENTS[name], ("supplier",), ("recipient",)))
    assert report.verdict not in CLEARED
    if report.verdict is Verdict.UNDETERMINED:
        asked = {question.pointer.split("/")[1] for question in report.questions}
        assert asked & {"supplier", "recipient", "end_user", "screening"}
