"""The rule book: the law as a site that a lawyer can read, made from a rulebook."""

from __future__ import annotations

__all__: list[str] = []
