"""HS codes that no rule can tell apart: there are thousands of codes, and rules name some dozens."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Codes"]


class Codes:
    """The codes that rules name.

    Args:
        words: every code that some test looks for: a stated code has it if it begins with it.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._within = frozenset(word[:n] for word in self._words for n in range(1, len(word)))
        self._longest = max(map(len, self._words), default=0)
        self._first: dict[tuple[str, ...], str] = {}

    def like(self, code: str | None) -> str | None:
        """Return the first code seen that every test takes as it takes this one."""
        if code is None or len(code) not in (2, 4, 6, 8, 10) or not (code.isascii() and code.isdigit()):
            return code
        if code in self._within:
            return code  # it may be a longer one, of which a rule names some
        key = tuple(code[:n] for n in range(1, min(len(code), self._longest) + 1) if code[:n] in self._words)
        return self._first.setdefault(key, code)
