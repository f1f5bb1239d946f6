from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.render._safe import safe_json, safe_text

HOSTILE = {
    "\x1b[31mred": "\\x1b[31mred",
    "a\x00b": "a\\x00b",
    "\x9b2J": "\\x9b2J",
    "one\ntwo\r\tthree": "one\\ntwo\\r\\tthree",
    "\u202egnp.exe": "\\u202egnp.exe",
    "zero\u200bwidth": "zero\\u200bwidth",
    "line\u2028end\x85": "line\\u2028end\\x85",
    "\ud800": "\\ud800",
    "\U000e0041": "\\U000e0041",
}


@pytest.mark.parametrize(("text", "shown"), HOSTILE.items())
def test_what_could_steer_a_terminal_is_shown(text, shown):
    assert safe_text(text) == shown


@pytest.mark.parametrize("space", "\u00a0\u1680\u2003\u200a\u202f\u205f\u3000")
def test_odd_spaces_become_plain(space):
    assert safe_text(f"8{space}(b)") == "8 (b)"


@given(st.text(alphabet=st.characters()))
def test_safe_text_is_one_printable_line(text):
    safe = safe_text(text)
    assert safe.isprintable()
    if text.isprintable():
        assert safe == text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet=st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet=st.characters()), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_safe_json_says_the_same(value):
    text = safe_json(json.dumps(value, ensure_ascii=False, indent=2))
    assert text.replace("\n", "").isprintable()
    assert json.loads(text) == value
