"""The rule book: the law as a site that a lawyer can read, made from a rulebook."""

from __future__ import annotations

from article41.book._build import build_book
from article41.book._built import BuiltBook

__all__ = ["BuiltBook", "build_book"]
