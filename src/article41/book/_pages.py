"""All pages of a book, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from article41._errors import InputError, Problem
from article41.book._front import calendar_page, first_page, not_encoded_page
from article41.book._indexes import items_page, lists_page, resolutions_page, states_page
from article41.book._law import Law
from article41.book._provision import provision_page
from article41.book._regime import regime_page
from article41.book._text import MdPage
from article41.engine._check import engine_for
from article41.history._examples import Examples
from article41.law import Rulebook

__all__ = ["book_pages"]


def book_pages(rulebook: Rulebook, cases: Path | None = None) -> dict[str, str]:
    """Return the pages, each as its path and its Markdown; the same rulebook and cases give the same bytes.

    Args:
        rulebook: the law.
        cases: a case file, or a folder of them, from which examples are taken; None for none.

    Raises:
        InputError: there is nothing at ``cases``, or two rules would have one page.
    """
    law = Law(rulebook, Examples(engine_for(rulebook), cases))
    found: dict[str, str] = {}
    for page in _pages(law):
        if page.path in found:
            raise InputError(Problem(f"two rules would be told on {page.path}", hint="give one of them another id"))
        found[page.path] = page.markdown()
    return found


def _pages(law: Law) -> Iterator[MdPage]:
    for page in (first_page, resolutions_page, states_page, items_page, lists_page, calendar_page, not_encoded_page):
        yield page(law)
    for regime in law.regimes:
        yield regime_page(law, regime)
        for provision in regime["provisions"]:
            yield provision_page(law, regime, provision)
