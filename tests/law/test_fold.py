"""Two spellings of one name have one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.law._fold import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Côte d\u2019Ivoire", "COTE D'IVOIRE"),
        ("Côte d\u2018Ivoire", "cote d`ivoire"),
        ("Guinea-Bissau", "guinea bissau"),
        ("Timor\u2013Leste", "Timor Leste"),
        ("Korea, North", "  Korea   North "),
        ("U.S.S.R.", "U S S R"),
        ("Straße", "STRASSE"),
        ("e\u0301", "\u00e9"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Niger", "Nigeria"), ("Congo", "Congo (DRC)"), ("Guinea", "Guinea Bissau")]
)
def test_other_names(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
