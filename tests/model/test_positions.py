"""The places of values and keys in a JSON text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.model._limits import MAX_DEPTH
from article41.model._positions import DuplicateKeyError, Lines, Positions, TooDeepError, odd_number, pointer

spaces = st.text(" \t\n\r", max_size=3)
texts = st.text(max_size=5) | st.sampled_from(["", "a/b", "a~b", '"', "\\", "\n", "é", "😀", "}", "[1, 2]"])
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts


@st.composite
def documents(draw: st.DrawFn, depth: int = 3) -> tuple[str, dict[str, str], dict[str, str]]:
    """A JSON text, and the spelling of every value and of every key by pointer."""
    kind = draw(st.sampled_from(["scalar", "list", "object"])) if depth else "scalar"
    if kind == "scalar":
        text = json.dumps(draw(scalars), ensure_ascii=draw(st.booleans()))
        return text, {"": text}, {}
    names = draw(st.lists(texts, max_size=3, unique=True)) if kind == "object" else list(range(draw(st.integers(0, 3))))
    parts: list[str] = []
    values: dict[str, str] = {}
    keys: dict[str, str] = {}
    for name in names:
        inner, inner_values, inner_keys = draw(documents(depth=depth - 1))
        part = draw(spaces) + inner + draw(spaces)
        here = pointer([name])
        if kind == "object":
            keys[here] = json.dumps(name, ensure_ascii=draw(st.booleans()))
            part = draw(spaces) + keys[here] + draw(spaces) + ":" + part
        parts.append(part)
        values |= {here + below: spelt for below, spelt in inner_values.items()}
        keys |= {here + below: spelt for below, spelt in inner_keys.items()}
    body = ",".join(parts) if parts else draw(spaces)
    text = "{" + body + "}" if kind == "object" else "[" + body + "]"
    return text, {"": text, **values}, keys


@given(documents(), spaces, spaces)
def test_every_value_and_key_is_found_where_it_stands(
    document: tuple[str, dict[str, str], dict[str, str]], before: str, after: str
) -> None:
    text, values, keys = document
    whole = before + text + after
    positions = Positions(whole)
    assert positions.values.keys() == values.keys()
    assert positions.keys.keys() == keys.keys()
    for here, spelt in values.items():
        assert whole.startswith(spelt, positions.values[here])
    for here, spelt in keys.items():
        assert whole.startswith(spelt, positions.keys[here])
    assert positions.end == len(before + text)


@given(documents())
def test_it_can_start_in_the_middle(document: tuple[str, dict[str, str], dict[str, str]]) -> None:
    text, values, _ = document
    positions = Positions("[1, " + text + "]", 4)
    assert positions.values[""] == 4
    assert positions.values.keys() == values.keys()


@given(st.text('{}[]:,"\\ue1 .-tfn\n', max_size=12))
def test_it_takes_and_refuses_what_json_does(text: str) -> None:
    try:
        json.loads(text, strict=False)
    except json.JSONDecodeError:
        accepted = False
    else:
        accepted = True
    try:
        positions = Positions(text)
    except DuplicateKeyError:
        assert accepted
    except json.JSONDecodeError:
        # A string with a bad escape is left to the decoder.
        assert not accepted
    else:
        assert accepted == (not text[positions.end :].strip(" \t\n\r")) or "\\" in text


def test_pointers_are_escaped() -> None:
    assert pointer([]) == ""
    assert pointer(["a/b", 0, "m~n", ""]) == "/a~1b/0/m~0n/"
    assert set(Positions('{"a/b": {"~": [1]}}').values) == {"", "/a~1b", "/a~1b/~0", "/a~1b/~0/0"}


@given(st.lists(st.text("ab\r", max_size=4), min_size=1, max_size=6), st.data())
def test_lines_and_columns_count_from_1(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    offset = data.draw(st.integers(0, len(text)))
    line, column = Lines(text).place(offset)
    assert text.split("\n")[line - 1][: column - 1] == text[:offset].split("\n")[-1]
    assert line == text[:offset].count("\n") + 1


@pytest.mark.parametrize(
    ("text", "key", "here", "offset"),
    [
        ('{"a": 1, "a": 2}', "a", "/a", 9),
        ('{"a": 1, "\\u0061": 2}', "a", "/a", 9),
        ('[{"x": {"b": 1,\n"b": 1}}]', "b", "/0/x/b", 16),
    ],
)
def test_a_key_that_stands_twice_is_found(text: str, key: str, here: str, offset: int) -> None:
    with pytest.raises(DuplicateKeyError) as caught:
        Positions(text)
    assert (caught.value.key, caught.value.pointer, caught.value.offset) == (key, here, offset)


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_depth_is_limited(opening: str) -> None:
    closing = "]" if opening == "[" else "}"
    at_limit = opening * MAX_DEPTH + "1" + closing * MAX_DEPTH
    assert len(Positions(at_limit).values) == MAX_DEPTH + 1
    with pytest.raises(TooDeepError) as caught:
        Positions(opening + at_limit + closing)
    assert caught.value.offset == len(opening) * MAX_DEPTH
    assert caught.value.pointer.count("/") == MAX_DEPTH


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("", 0),
        ("[", 1),
        ("[1", 2),
        ("[1 2]", 3),
        ("{", 1),
        ("{1: 2}", 1),
        ('{"a" 1}', 5),
        ('{"a": 1 "b"}', 8),
        ('{"a": 1,}', 8),
        ('["a]', 1),
        ('{"a', 1),
        ("[tru]", 1),
        ("[01]", 2),
    ],
)
def test_what_is_no_json_is_refused_where_it_breaks(text: str, offset: int) -> None:
    with pytest.raises(json.JSONDecodeError) as caught:
        Positions(text)
    assert caught.value.pos == offset


@pytest.mark.parametrize("token", ["NaN", "Infinity", "-Infinity", "-" + "1" * 4000, "1" * 5000])
def test_odd_numbers_are_found(token: str) -> None:
    text = f'{{"a": [1, "NaN", {token}]}}'
    assert odd_number(text, Positions(text)) == ("/a/2", text.index(token, 16), token)


def test_ordinary_numbers_are_not_odd() -> None:
    text = "[1, -2.5, 3e5]"
    with pytest.raises(LookupError):
        odd_number(text, Positions(text))
