"""``article41 book``: the law as a site."""

from __future__ import annotations

import sys
from argparse import Namespace

from article41.book import build_book
from article41.cli._console import utf8
from article41.cli._rulebooks import rulebook_of
from article41.history._examples import cases_at_hand

__all__ = ["book_command"]


def book_command(arguments: Namespace) -> int:
    """Write the rule book."""
    cases = arguments.cases or cases_at_hand()
    count = build_book(rulebook_of(arguments), arguments.out, cases=cases, markdown_only=arguments.markdown)
    if not arguments.quiet:
        first = "mkdocs.yml" if arguments.markdown else "index.html"
        cased = "" if cases else "; there are no cases at hand, so it has no examples (--cases)"
        utf8(sys.stdout).write(f"{count} pages written to {arguments.out}: begin with {first}{cased}\n")
    return 0
