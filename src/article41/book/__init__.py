"""The rule book: the law as a site that a lawyer can read, made from a rulebook."""

from __future__ import annotations

from article41.book._build import build_book

__all__ = ["build_book"]
