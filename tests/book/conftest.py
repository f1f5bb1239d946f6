from __future__ import annotations

import pytest

from article41 import Rulebook
from article41.book._pages import book_pages

from .._pages import ROOT

CASES = ROOT / "fixtures" / "cases"


@pytest.fixture(scope="session")
def law() -> Rulebook:
    return Rulebook.default()


@pytest.fixture(scope="session")
def pages(law: Rulebook) -> dict[str, str]:
    """The pages of the shipped law: made once."""
    return book_pages(law, CASES)
