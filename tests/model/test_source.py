"""JSON texts that cannot be used: each failure names its place, what was found and a way out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41._errors import InputError, Problem
from article41.model._limits import MAX_DEPTH, MAX_FILE_BYTES
from article41.model._source import Source


def parse(text: str, at: int = 0, pointer: str = "") -> object:
    source = Source(text.encode(), "f.json")
    value, end = source.parse(at, pointer)
    source.nothing_after(end)
    return value


def problem(text: str | bytes, at: int = 0, pointer: str = "") -> Problem:
    with pytest.raises(InputError) as caught:
        parse(text, at, pointer) if isinstance(text, str) else Source(text, "f.json")
    (found,) = caught.value.problems
    assert found.place.file == "f.json"
    return found


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(json_values)
def test_json_is_read(value: object) -> None:
    assert parse(json.dumps(value)) == value


def test_numbers_with_a_point_stay_exact() -> None:
    assert str(parse("74.99999999999999999")) == "74.99999999999999999"


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert Source(b"\xef\xbb\xbf{}", None).text == "{}"


def test_what_is_too_large_is_not_read() -> None:
    assert len(Source(b" " * MAX_FILE_BYTES, None).text) == MAX_FILE_BYTES
    found = problem(b" " * (MAX_FILE_BYTES + 1))
    assert f"{MAX_FILE_BYTES + 1:,} bytes" in found.message
    assert found.hint == "split it into several files"


@pytest.mark.parametrize(
    ("data", "line", "column", "offset", "byte"),
    [
        (b"\xff", 1, 1, 0, "ff"),
        (b'{"a":\n "\xc3\xa9\xe9"}', 2, 4, 10, "e9"),
        (b"\xef\xbb\xbf{\xa0}", 1, 2, 4, "a0"),
        ('{"a": 1}'.encode("utf-16"), 1, 1, 0, "ff"),
        (b'"\xed\xa0\x80"', 1, 2, 1, "ed"),
    ],
)
def test_what_is_not_utf8_is_named_with_its_offset(data: bytes, line: int, column: int, offset: int, byte: str) -> None:
    found = problem(data)
    assert (found.place.line, found.place.column) == (line, column)
    assert found.message == f"the file is not UTF-8: found byte 0x{byte} at offset {offset}"
    assert found.hint == "save it as UTF-8"


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ('{"a": 1\n "b": 2}', 2, 2, "expecting ',' delimiter, found '\"b\": 2}'"),
        ('{"a":\n  x}', 2, 3, "expecting value, found 'x}'"),
        ('{"a": "x\ny"}', 1, 9, "invalid control character at, the line ends"),
        ('{"a": 1', 1, 8, "the file ends"),
        ("{'a': 1}", 1, 2, "expecting property name enclosed in double quotes"),
    ],
)
def test_a_syntax_error_has_its_place(text: str, line: int, column: int, message: str) -> None:
    found = problem(text)
    assert (found.place.line, found.place.column) == (line, column)
    assert found.message.startswith("not JSON: ")
    assert message in found.message
    assert found.hint


@pytest.mark.parametrize("text", ['{"a": 1,}', "[1,]"])
def test_a_comma_too_many_is_told(text: str) -> None:
    # Python before 3.13 points behind the comma, later at it.
    found = problem(text)
    assert found.message.startswith("not JSON: ")
    assert found.place.column in (text.index(",") + 1, text.index(",") + 2)
    assert found.hint


def test_a_rare_syntax_error_has_no_hint() -> None:
    assert problem('"a').hint is None


def test_a_key_that_stands_twice_is_refused() -> None:
    found = problem('{"a": {"b": 1,\n  "b": 2}}', pointer="/7")
    assert found.message == "the key 'b' stands twice in one object"
    assert (found.place.line, found.place.column, found.place.pointer) == (2, 3, "/7/a/b")


def test_a_syntax_error_behind_a_double_key_may_be_told_first() -> None:
    found = problem('[{"a": "\\q", "b": {"c": 1, "c": 2}}]')
    assert "escape" in found.message


@pytest.mark.parametrize("token", ["NaN", "Infinity", "-Infinity", "9" * 5000])
def test_odd_numbers_are_refused_with_their_place(token: str) -> None:
    found = problem(f'{{"a": [1,\n {token}]}}', pointer="/0")
    assert found.message.startswith(f"not a number that can be read: found '{token[:20]}")
    assert (found.place.line, found.place.column, found.place.pointer) == (2, 2, "/0/a/1")


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_what_python_cannot_nest_is_too_deep(opening: str) -> None:
    found = problem(opening * 100_000, pointer="/3")
    assert found.message == f"nested deeper than {MAX_DEPTH} lists and objects"
    assert found.place.column == len(opening) * MAX_DEPTH + 1
    assert found.place.pointer is not None
    assert found.place.pointer.startswith("/3/")


def test_a_double_key_with_broken_json_before_it_tells_the_first() -> None:
    # The decoder meets the inner double key first; the walk meets what lies deeper first.
    text = '{"x": ' + "[" * MAX_DEPTH + "]" * MAX_DEPTH + ', "a": {"b": 1, "b": 2}}'
    assert "nested deeper" in problem(text).message


def test_the_constant_before_broken_json_is_not_hidden_by_it() -> None:
    assert problem('{"a": NaN, b}').message.startswith("not JSON")


def test_more_after_the_json_is_refused() -> None:
    found = problem('{} \n {"a": 1}')
    assert found.message == "the JSON ends, but more follows: found '{\"a\": 1}'"
    assert (found.place.line, found.place.column) == (2, 2)
    assert "one list" in (found.hint or "")
