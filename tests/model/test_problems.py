"""Messages: what is wrong, where, what was found, what is allowed, what may have been meant."""

from __future__ import annotations

import json
from typing import Any

import pytest

from article41._errors import InputError, Problem
from article41.model import ITEM_TYPES, parse_transfer
from article41.model import _problems as problems
from article41.model._limits import MAX_DESCRIPTION, MAX_INTERMEDIARIES, MAX_ITEMS, MAX_TEXT
from article41.model._problems import short
from article41.model._terms import PARTY_KINDS

GOOD: dict[str, Any] = {"date": "2023-09-13", "items": [{"type": "artillery_shells"}]}


def found(change: dict[str, Any] | None = None, **more: Any) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        parse_transfer(GOOD | (change or {}) | more)
    return caught.value.problems


def one(**change: Any) -> Problem:
    (problem,) = found(**change)
    return problem


def item(**fields: Any) -> Problem:
    return one(items=[{"type": "artillery_shells"} | fields])


def test_an_unknown_field_is_met_with_the_likely_one_and_all_allowed() -> None:
    problem = item(calibre=122)
    assert problem.message == "unknown field \"calibre\" in an item of type 'artillery_shells'"
    assert problem.place.pointer == "/items/0/calibre"
    assert problem.hint is not None
    assert problem.hint.startswith("did you mean 'calibre_mm'? allowed here: type, ")
    assert "range_km" not in problem.hint


@pytest.mark.parametrize(
    ("change", "pointer", "where", "meant"),
    [
        ({"activites": []}, "/activites", "the transfer", "activities"),
        ({"End-User": {}}, "/End-User", "the transfer", "end_user"),
        ({"supplier": {"nam": "x"}}, "/supplier/nam", '"supplier"', "name"),
        ({"route": {"vessel": {"flags": "PA"}}}, "/route/vessel/flags", '"vessel"', "flag"),
        ({"route": {"aircraft": {"reg": "x"}}}, "/route/aircraft/reg", '"aircraft"', "registration"),
        (
            {"intermediaries": [{"role": "broker"}, {"role": "agent", "stat": "x"}]},
            "/intermediaries/1/stat",
            '"intermediaries"',
            "state",
        ),
        (
            {"determinations": [{"matter": "m", "found": True, "on": "2023"}]},
            "/determinations/0/on",
            '"determinations"',
            None,
        ),
    ],
)
def test_unknown_fields_are_named_with_their_owner(
    change: dict[str, Any], pointer: str, where: str, meant: str | None
) -> None:
    (problem,) = found(change)
    assert problem.place.pointer == pointer
    assert problem.message == f"unknown field {json.dumps(pointer.rpartition('/')[2])} in {where}"
    assert problem.hint is not None
    assert problem.hint.startswith(f"did you mean {meant!r}? " if meant else "allowed here: ")


def test_an_unknown_item_type_is_met_with_the_closest_and_not_with_all() -> None:
    problem = item(type="artilery_shells")
    assert problem.message == 'unknown item type "artilery_shells"'
    assert problem.place.pointer == "/items/0/type"
    assert problem.hint is not None
    assert problem.hint.startswith("did you mean 'artillery_shells'")
    assert "food" not in problem.hint


def test_an_item_type_like_none_is_met_with_all() -> None:
    hint = item(type="qqqq").hint
    assert hint is not None
    assert hint.startswith("use 'goods' with its HS code, or one of: ")
    assert all(item_type in hint for item_type in ITEM_TYPES)


@pytest.mark.parametrize("item_type", [7, None, ["rockets"]])
def test_an_item_type_must_be_a_text(item_type: object) -> None:
    problem = item(type=item_type)
    assert problem.message == f"unknown item type {json.dumps(item_type)}"


def test_an_item_without_a_type_is_told_so() -> None:
    problem = one(items=[{"calibre_mm": 122}])
    assert problem.message == "the item has no type"
    assert problem.place.pointer == "/items/0"
    assert problem.hint is not None
    assert "artillery_shells" in problem.hint
    assert one(items=[{"typ": "rockets"}]).hint == "did you mean 'type' by 'typ'?"


def test_what_is_no_item_is_told_so() -> None:
    problem = one(items=["rockets"])
    assert "an item must be an object" in problem.message
    assert problem.place.pointer == "/items/0"


def test_only_the_problems_of_the_chosen_type_are_told() -> None:
    told = found(items=[{"type": "rockets", "calibre_mm": "122", "guided": "no", "kind": "x"}])
    assert {problem.place.pointer for problem in told} == {
        "/items/0/calibre_mm",
        "/items/0/guided",
        "/items/0/kind",
    }


def test_a_missing_field_is_told_with_an_example_or_the_field_that_was_meant() -> None:
    with pytest.raises(InputError) as caught:
        parse_transfer({"dat": "2023", "items": GOOD["items"]})
    missing = next(problem for problem in caught.value.problems if "missing" in problem.message)
    assert (missing.message, missing.hint) == ('"date" is missing', "did you mean 'date' by 'dat'?")
    problem = item(quantity={"amount": 5})
    assert (problem.message, problem.place.pointer, problem.hint) == ('"unit" is missing', "/items/0/quantity", None)


def test_an_unknown_word_is_met_with_the_likely_one_and_all_allowed() -> None:
    problem = one(supplier={"kind": "Armed Forces"})
    assert problem.message == 'unknown word "Armed Forces" for "kind"'
    assert problem.hint == f"did you mean 'armed_forces'? allowed: {', '.join(PARTY_KINDS)}"


@pytest.mark.parametrize(
    ("change", "pointer", "word"),
    [
        ({"items": [{"type": "small_arms", "kind": "rifel"}]}, "/items/0/kind", "rifle"),
        ({"items": [{"type": "training", "field": "nucular"}]}, "/items/0/field", "nuclear"),
        ({"activities": ["supply", "brokring"]}, "/activities/1", "brokering"),
        ({"end_use": {"purposes": ["humanitary"]}}, "/end_use/purposes/0", "humanitarian"),
        ({"screening": {"un_lists": "clean"}}, "/screening/un_lists", "clear"),
        (
            {"authorisations": [{"kind": "approved", "body": "x", "status": "granted"}]},
            "/authorisations/0/kind",
            "approval",
        ),
        ({"schema": "article41/transfer/2"}, "/schema", "article41/transfer/1"),
    ],
)
def test_words_everywhere_are_suggested(change: dict[str, Any], pointer: str, word: str) -> None:
    (problem,) = found(change)
    assert problem.place.pointer == pointer
    assert problem.hint is not None
    assert problem.hint.startswith(f"did you mean {word!r}?")


def test_a_word_of_another_kind_is_told_so() -> None:
    problem = one(supplier={"kind": 7})
    assert problem.message == '"kind" must be a text in double quotes: found 7'
    assert problem.hint is not None
    assert problem.hint.startswith("allowed: government, ")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": 7}, '"id" must be a text in double quotes: found 7'),
        ({"id": ""}, '"id" is empty: state it or leave it out: found ""'),
        ({"id": "x" * (MAX_TEXT + 1)}, f'"id" has more than {MAX_TEXT:,} characters: found {MAX_TEXT + 1:,}'),
        (
            {"notes": "x" * (MAX_DESCRIPTION + 1)},
            f'"notes" has more than {MAX_DESCRIPTION:,} characters: found {MAX_DESCRIPTION + 1:,}',
        ),
        ({"id": "a\0b"}, '"id": a text must not hold the character U+0000: found "a\\u0000b"'),
        ({"id": "a\ud800"}, '"id" is not valid Unicode text: it holds half of a surrogate pair: found "a\ufffd"'),
        ({"date": "2023-02-30"}, '"date": there is no day 30 in 2023-02: found "2023-02-30"'),
        ({"items": {}}, '"items" must be a list in square brackets: found {}'),
        ({"items": []}, '"items" is empty: at least one is needed: found []'),
        (
            {"items": [{"type": "food"}] * (MAX_ITEMS + 1)},
            f'"items" has more than {MAX_ITEMS:,} members: found {MAX_ITEMS + 1:,}',
        ),
        (
            {"intermediaries": [{"role": "broker"}] * (MAX_INTERMEDIARIES + 1)},
            f'"intermediaries" has more than {MAX_INTERMEDIARIES:,} members: found {MAX_INTERMEDIARIES + 1:,}',
        ),
        ({"supplier": "KP"}, '"supplier" must be an object in curly brackets: found "KP"'),
        ({"route": ["KP"]}, '"route" must be an object in curly brackets: found ["KP"]'),
        ({"route": {"ship_to_ship": "no"}}, '"ship_to_ship" must be true or false, without quotes: found "no"'),
        ({"route": {"transit": [7]}}, '"transit" must be a text in double quotes: found 7'),
        (
            {"items": [{"type": "rockets", "range_km": "25 km"}]},
            '"range_km" must be a number, without quotes and without a unit: found "25 km"',
        ),
        (
            {"items": [{"type": "rockets", "range_km": -1}]},
            '"range_km" must be a number from 0 to 1,000,000,000,000,000: found -1',
        ),
        (
            {"authorisations": [{"kind": "approval", "body": "x", "status": "granted", "items": [-1]}]},
            '"items" must be at least 0: found -1',
        ),
        (
            {"authorisations": [{"kind": "approval", "body": "x", "status": "granted", "items": [1.5]}]},
            '"items" must be a whole number, without quotes: found 1.5',
        ),
        (
            {"authorisations": [{"kind": "approval", "body": "x", "status": "granted", "items": [0, 1]}]},
            '"items": there is no item 1: items are counted from 0 to 0: found 1',
        ),
        (
            {"items": [{"type": "food", "hs": "4"}]},
            '"hs": an HS code has 2, 4, 6, 8 or 10 digits, like 9306 or 9306.30: found "4"',
        ),
    ],
)
def test_messages(change: dict[str, Any], message: str) -> None:
    (problem,) = found(change)
    assert problem.message == message


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"type": "rockets", "calibre": 1}, 'unknown field "calibre" in "items"'),
        ({"type": "small_arms", "kind": "rifel"}, 'unknown word "rifel" for "kind"'),
        ({"type": "rockets", "quantity": {"amount": 1}}, '"unit" is missing'),
    ],
)
def test_what_python_can_read_only_once_is_told_without_a_hint(item: dict[str, Any], message: str) -> None:
    (problem,) = found(items=iter([item]))
    assert (problem.message, problem.hint) == (message, None)


def test_keys_that_are_no_texts_are_refused() -> None:
    (problem,) = found({7: "x"})  # type: ignore[dict-item]
    assert "7" in problem.message


def test_only_so_many_problems_are_told() -> None:
    told = found({f"x{n}": n for n in range(200)})
    assert len(told) == problems._MOST_TOLD + 1
    assert told[-1].message == f"and {200 - problems._MOST_TOLD} more problems"


def test_far_too_many_problems_are_only_counted() -> None:
    count = problems._MOST_READ + 1
    (problem,) = found({f"x{n}": n for n in range(count)})
    assert problem.message == f"{count:,} things are wrong with it: this is no transfer"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        ({"a": [1, 2.5, "é"]}, '{"a": [1, 2.5, "é"]}'),
        ("x" * 200, '"' + "x" * 58 + "…"),
        ([1] * 10**6, "[" + "1, " * 19 + "1…"),
        ("\x1b[31m", '"\\u001b[31m"'),
        ("\u202e", '"\ufffd"'),
        (float("nan"), "NaN"),
        (b"x", "\"b'x'\""),
        ({(1, 2): 3}, "dict"),
    ],
)
def test_values_are_shown_short_and_printable(value: object, text: str) -> None:
    assert short(value) == text
    assert short(value).isprintable()


def test_a_value_that_holds_itself_is_shown_too() -> None:
    loop: list[object] = []
    loop.append(loop)
    assert short(loop)


def test_a_number_that_python_does_not_spell_out_is_shown_too() -> None:
    assert short(10**5000) == "int"
