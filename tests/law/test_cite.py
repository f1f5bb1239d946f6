"""Citations: read, compared, printed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.law._cite import canonical_document, canonical_paragraph, parents, split_citation

_SPACE = st.sampled_from(("", " ", "  ", "\t", "\n"))
_NUMBERS = st.integers(1, 9999)
_YEARS = st.integers(1946, 2099)
_STEPS = st.lists(st.sampled_from(("a", "b", "i", "iv", "1", "12")), max_size=3)


@st.composite
def _spaced(draw: st.DrawFn) -> tuple[str, str, str]:
    """A citation's document and paragraph as printed, and some spelling of the two together."""
    number, year, paragraph, steps = draw(_NUMBERS), draw(_YEARS), draw(st.integers(1, 99)), draw(_STEPS)
    document = f"S/RES/{number} ({year})"
    printed = " ".join([str(paragraph), *(f"({step})" for step in steps)])
    spelt = f"{draw(_SPACE)}S/RES/{number}{draw(_SPACE)}({year}){draw(_SPACE)}{paragraph}"
    for step in steps:
        spelt += f"{draw(_SPACE)}({step})"
    return document, printed, spelt + draw(_SPACE)


@given(_spaced())
def test_spaces_do_not_matter(drawn: tuple[str, str, str]) -> None:
    document, paragraph, spelt = drawn
    assert split_citation(spelt) == (document, paragraph)


@given(_spaced())
def test_what_is_printed_is_read_as_the_same(drawn: tuple[str, str, str]) -> None:
    document, paragraph, _ = drawn
    assert split_citation(f"{document} {paragraph}") == (document, paragraph)
    assert canonical_document(document) == document
    assert canonical_paragraph(paragraph) == paragraph


@given(st.text(st.sampled_from("S/RES0189 ()abix"), max_size=24))
def test_reading_anything_twice_is_reading_it_once(text: str) -> None:
    found = split_citation(text)
    if found is not None:
        assert split_citation(" ".join(found)) == found
        assert canonical_document(found[0]) == found[0]


@given(_spaced())
def test_parents_go_up_to_the_bare_number(drawn: tuple[str, str, str]) -> None:
    paragraph = drawn[1]
    chain = parents(paragraph)
    assert chain[0] == paragraph
    assert "(" not in chain[-1]
    for child, parent in pairwise(chain):
        assert child.startswith(f"{parent} (")
        assert canonical_paragraph(parent) == parent


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A/60/88", ("A/60/88", "")),
        ("A/60/88 4 (b)", ("A/60/88", "4 (b)")),
        (" INFCIRC/254/Rev.12/Part1 ", ("INFCIRC/254/Rev.12/Part1", "")),
        ("S/PRST/2009/7", ("S/PRST/2009/7", "")),
        ("S/RES/2231(2015)annex B(5)(a)", ("S/RES/2231 (2015)", "annex B (5) (a)")),
        ("S/RES/1718 (2006)", ("S/RES/1718 (2006)", "")),
        ("S/RES/1718 (2006) annex", ("S/RES/1718 (2006)", "annex")),
    ],
)
def test_documents_and_annexes(text: str, found: tuple[str, str]) -> None:
    assert split_citation(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "resolution 1718 (2006)",
        "Supplier",
        "S/RES/1718 (2006) (b)",
        "S/RES/1718 (2006) 8 b)",
        "S/RES/1718 (2006) 8 ()",
        "S/RES/17181 (2006) 8",
        "S/RES/١٧١٨ (2006) 8",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert split_citation(text) is None


@pytest.mark.parametrize("text", ["", "S/RES/1718 (2006) 8", "Sanctions", "S/"])
def test_what_is_no_document(text: str) -> None:
    assert canonical_document(text) is None


def test_a_document_in_any_spacing_has_one_form() -> None:
    assert canonical_document(" S/RES/1718(2006)") == canonical_document("S/RES/1718 (2006) ") == "S/RES/1718 (2006)"
    assert canonical_document(" A/60/88 ") == "A/60/88"


@pytest.mark.parametrize("text", ["", "(b)", "8 (", "8 (a", "8 - 9"])
def test_what_is_no_paragraph(text: str) -> None:
    assert canonical_paragraph(text) is None
