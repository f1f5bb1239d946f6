"""The book of a rulebook, written into a folder."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from article41.book._folder import whole_folder
from article41.book._pages import book_pages
from article41.book._site import build_site, need_mkdocs, write_pages
from article41.law import Rulebook

__all__ = ["build_book"]


def build_book(
    rulebook: Rulebook, out: str | Path, *, cases: str | Path | None = None, markdown_only: bool = False
) -> int:
    """Write the book of a rulebook into the folder ``out``; the same rulebook and cases give the same bytes.

    The site needs no server and asks none: its first page is ``out/index.html``. It is built beside ``out`` and then
    takes its place, so ``out`` holds the old book or the new one, never half of one.

    Args:
        rulebook: the law.
        out: a folder that is new, empty, or holds a book and nothing else.
        cases: a case file, or a folder of them, from which the examples are taken; None for none.
        markdown_only: write the pages as Markdown, with ``mkdocs.yml``, and no site.

    Returns:
        The number of pages.

    Raises:
        InputError: ``out`` cannot be written or holds other files, there is nothing at ``cases``, or mkdocs-material is
            not installed and the site is wanted.
        OSError: the system stopped taking what is written; ``out`` is as it was.
        RuntimeError: the site could not be built.
    """
    if not markdown_only:
        need_mkdocs()
    with whole_folder(out, rulebook.digest) as folder:
        pages = book_pages(rulebook, None if cases is None else Path(cases))
        if markdown_only:
            write_pages(folder, rulebook, pages)
        else:
            with TemporaryDirectory(prefix="article41-book-") as sources:
                write_pages(Path(sources), rulebook, pages)
                build_site(Path(sources), folder)
    return len(pages)
