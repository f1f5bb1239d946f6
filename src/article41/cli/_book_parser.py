"""The arguments of ``article41 book``."""

from __future__ import annotations

from argparse import ArgumentParser, _SubParsersAction

from article41.cli._parser import add_command, add_rules

__all__ = ["add_book"]

_BOOK = """\
Write the law as a site for people who read paragraphs and not rule files: a
page for each regime and each rule, with its exemptions, a case that it catches
and one that it lets go; indexes by resolution, State, item and list; a calendar
of last days; search. It needs no server and fetches nothing.

examples:
  article41 book rule-book
  article41 book rule-book --rules national-rules/
  article41 book pages --markdown

OUT is a folder that is new, empty, or holds such a book, which is replaced; the
book stands there whole or not at all. --markdown writes the pages and their
mkdocs.yml, and no site; the site needs mkdocs-material:
pip install 'article41[book]'. The same rules and cases give the same bytes.

exit codes:
  0   written
  2   bad usage, OUT cannot be written or holds other files, no case files at
      --cases, or mkdocs-material is not installed
  4   a rule file does not load
  70  a defect of article41 itself
  74  the system did not take the output, as when a disk is full"""


def add_book(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    """Add ``book``."""
    parser = add_command(commands, name, summary, _BOOK, "_book:book_command")
    parser.add_argument("out", metavar="OUT", help="the folder to write")
    parser.add_argument("--markdown", action="store_true", help="write the pages as Markdown, and no site")
    parser.add_argument(
        "--cases", metavar="PATH", help="a case file, or a folder of them, for the examples (default: fixtures/cases)"
    )
    add_rules(parser)
    parser.add_argument("--quiet", action="store_true", help="print errors only")
