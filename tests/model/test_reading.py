"""Files of transfers: one, many, some bad; and places of what they state."""

from __future__ import annotations

import json
from typing import Any

import pytest

from article41._errors import InputError, Place
from article41.model import Transfer, parse_transfer, read_transfers
from article41.model import _reading as reading
from article41.model._limits import MAX_DEPTH

GOOD: dict[str, Any] = {"date": "2023-09-13", "items": [{"type": "artillery_shells"}]}
BAD: dict[str, Any] = {"date": "2023-09-13", "items": [{"type": "artillery_shell"}]}


def dump(value: object) -> bytes:
    return json.dumps(value, indent=1).encode()


def test_an_object_is_one_transfer() -> None:
    (result,) = read_transfers(dump(GOOD), "f.json")
    assert result.transfer == Transfer.model_validate(GOOD)
    assert (result.index, result.pointer, result.error) == (0, "", None)


def test_a_list_is_many_and_a_bad_one_does_not_stop_the_others() -> None:
    results = read_transfers(dump([GOOD, BAD, GOOD, 7]), "f.json")
    assert [result.index for result in results] == [0, 1, 2, 3]
    assert [result.pointer for result in results] == ["/0", "/1", "/2", "/3"]
    assert [result.transfer is None for result in results] == [False, True, False, True]
    assert [result.error is None for result in results] == [True, False, True, False]


def test_the_error_of_one_transfer_points_into_the_file() -> None:
    data = b'[\n {"date": "2023", "items": [{"type": "food"}]},\n {"date": "2023-09-31",\n  "items": []}\n]'
    error = read_transfers(data, "f.json")[1].error
    assert error is not None
    assert [problem.place for problem in error.problems] == [
        Place("f.json", 3, 11, "/1/date"),
        Place("f.json", 4, 12, "/1/items"),
    ]


def test_white_space_and_a_byte_order_mark_are_passed_over() -> None:
    data = b"\xef\xbb\xbf \r\n\t[ " + dump(GOOD) + b" , " + dump(GOOD) + b" ] \n"
    assert [result.transfer for result in read_transfers(data)] == [Transfer.model_validate(GOOD)] * 2


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"[]", "the list holds no transfer"),
        (b"[ \n]", "the list holds no transfer"),
        (b"7", "neither an object nor a list"),
        (b'"x"', "neither an object nor a list"),
        (b"hello", "not JSON"),
        (b"[{}", "expecting ',' delimiter, the file ends"),
        (b"[{} {}]", "expecting ',' delimiter, found '{}]'"),
        (b"[{},]", "expecting value"),
        (b"[{}] x", "more follows"),
        (b"{} {}", "more follows"),
        (b'[{}, {"a": 1, "a": 2}]', "stands twice"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_whole(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=r"f\.json") as caught:
        read_transfers(data, "f.json")
    assert message in str(caught.value)


def test_a_double_key_of_a_list_has_the_pointer_of_the_file() -> None:
    with pytest.raises(InputError) as caught:
        read_transfers(b'[{}, {"a": [{"b": 1, "b": 2}]}]')
    assert caught.value.problems[0].place.pointer == "/1/a/0/b"


def test_the_number_of_transfers_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_TRANSFERS", 2)
    assert len(read_transfers(dump([GOOD] * 2))) == 2
    with pytest.raises(InputError, match="more than 2 transfers"):
        read_transfers(dump([GOOD] * 3))


def test_a_transfer_that_is_nested_too_deep_is_refused_alone() -> None:
    deep: object = 1
    for _ in range(MAX_DEPTH):
        deep = [deep]
    good, bad = read_transfers(dump([GOOD, GOOD | {"notes": deep}]))
    assert good.error is None
    assert bad.error is not None
    assert "nested deeper than" in str(bad.error)
    assert bad.error.problems[0].place.pointer == "/1/notes" + "/0" * (MAX_DEPTH - 1)


def test_a_list_too_deep_where_a_transfer_should_be_is_refused_alone() -> None:
    deep: object = 1
    for _ in range(MAX_DEPTH + 1):
        deep = [deep]
    (result,) = read_transfers(dump([deep]))
    assert "nested deeper than" in str(result.error)


def test_what_is_no_object_is_named() -> None:
    (result,) = read_transfers(b"[ 7]", "f.json")
    assert result.error is not None
    assert "must be an object: found 7" in str(result.error)
    assert result.error.problems[0].place == Place("f.json", 1, 3, "/0")


@pytest.mark.parametrize(
    ("pointer", "of_key", "column", "shown"),
    [
        ("", False, 3, "/0"),
        ("/date", False, 12, "/0/date"),
        ("/date", True, 4, "/0/date"),
        ("/items/0/type", False, 40, "/0/items/0/type"),
        ("/supplier/state", False, 3, "/0/supplier/state"),
        ("/items/0/hs", True, 31, "/0/items/0/hs"),
        ("", True, 3, "/0"),
    ],
)
def test_places_of_values_keys_and_what_is_not_there(pointer: str, of_key: bool, column: int, shown: str) -> None:
    data = b'[ {"date": "2023", "items": [{"type": "food"}]} ]'
    (result,) = read_transfers(data, "f.json")
    place = result.place(pointer, of_key=of_key)
    # Where the value is not stated, the nearest one around it.
    expected = {31: data.index(b'{"type"') + 1, 40: data.index(b'"food"') + 1}.get(column, column)
    assert place == Place("f.json", 1, expected, shown)


def test_results_show_what_they_hold() -> None:
    good, bad = read_transfers(dump([GOOD, BAD]))
    assert repr(good).startswith("ReadResult(0, '/0', Transfer(")
    assert repr(bad).startswith("ReadResult(1, '/1', InputError(")


@pytest.mark.parametrize("form", [lambda t: t, json.dumps, dump, lambda t: dump([t])])
def test_parse_takes_mappings_texts_and_bytes(form: Any) -> None:
    assert parse_transfer(form(GOOD)) == Transfer.model_validate(GOOD)


def test_parse_gives_a_transfer_back() -> None:
    transfer = parse_transfer(GOOD)
    assert parse_transfer(transfer) is transfer  # type: ignore[arg-type]


def test_parse_of_a_mapping_names_pointers() -> None:
    with pytest.raises(InputError) as caught:
        parse_transfer({"date": "2023", "items": [{"type": "food", "hs": 93}], "supplier": 7})
    assert [problem.place for problem in caught.value.problems] == [
        Place(pointer="/supplier"),
        Place(pointer="/items/0/hs"),
    ]


def test_parse_of_an_empty_mapping_names_what_is_missing() -> None:
    with pytest.raises(InputError) as caught:
        parse_transfer({})
    assert [problem.message for problem in caught.value.problems] == ['"date" is missing', '"items" is missing']
    assert caught.value.problems[0].place == Place()


def test_parse_of_a_text_names_line_and_column() -> None:
    with pytest.raises(InputError, match=r"input:1:10 \(/date\)"):
        parse_transfer('{"date": 7, "items": [{"type": "food"}]}')


@pytest.mark.parametrize("value", ["[]", dump([GOOD, GOOD]), "", "\ud800", 7, None, [GOOD]])
def test_parse_refuses_the_rest(value: Any) -> None:
    with pytest.raises(InputError):
        parse_transfer(value)
