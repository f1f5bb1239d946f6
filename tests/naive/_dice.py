"""Quick choices: blocks of bytes drawn from Hypothesis, one byte a choice, nought the simplest.

Hundreds of single draws would cost milliseconds an example. Each part of a rulebook or transfer starts a fresh
block, so that shrinking one part leaves the others as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

__all__ = ["Dice"]

_T = TypeVar("_T")
_BLOCK = 40
_BYTES = st.binary(min_size=_BLOCK, max_size=_BLOCK)


class Dice:
    """Choices that shrink towards the first of each and towards *no*."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self._draw = draw
        self._block, self._used = b"", 0

    def fresh(self) -> None:
        """Start another part: what it chooses does not depend on how many choices came before."""
        self._used = len(self._block)

    def number(self, highest: int) -> int:
        """A whole number from 0 to ``highest``, at most 65,535."""
        if highest > 255:
            return (self.number(255) * 256 + self.number(255)) % (highest + 1)
        if self._used == len(self._block):
            self._block, self._used = self._draw(_BYTES), 0
        self._used += 1
        return self._block[self._used - 1] % (highest + 1)

    def pick(self, choices: Sequence[_T]) -> _T:
        return choices[self.number(len(choices) - 1)] if len(choices) > 1 else choices[0]

    def chance(self, percent: int) -> bool:
        return self.number(255) * 100 >= 256 * (100 - percent)

    def some(self, choices: Sequence[_T], most: int, least: int = 0) -> list[_T]:
        """From ``least`` to ``most`` different choices."""
        picked: list[_T] = []
        for _ in range(least + self.number(most - least)):
            choice = self.pick(choices)
            if choice not in picked:
                picked.append(choice)
        return picked
