from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.render._cells import cells, cut


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("é→·", 3), ("軍", 2), ("e\u0301", 1), ("", 0), ("ｗ", 2)])
def test_cells(text, width):
    assert cells(text) == width


@given(st.text(min_size=1), st.integers(1, 20))
def test_cut_takes_as_much_as_fits(text, width):
    count = cut(text, width)
    assert count >= 1
    assert cells(text[:count]) <= width or count == 1
    if count < len(text):
        assert cells(text[: count + 1]) > width
