"""Short forms over Hypothesis draws; strategies are kept, because making them costs more than drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

__all__ = ["Dice"]

_T = TypeVar("_T")


@cache
def _up_to(highest: int) -> st.SearchStrategy[int]:
    return st.integers(0, highest)


class Dice:
    """Draws that shrink towards the first choice and towards *no*."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self._draw = draw

    def number(self, highest: int) -> int:
        drawn: int = self._draw(_up_to(highest))
        return drawn

    def pick(self, choices: Sequence[_T]) -> _T:
        return choices[self.number(len(choices) - 1)] if len(choices) > 1 else choices[0]

    def chance(self, percent: int) -> bool:
        return self.number(99) >= 100 - percent

    def some(self, choices: Sequence[_T], most: int, least: int = 0) -> list[_T]:
        """From ``least`` to ``most`` different choices."""
        picked: list[_T] = []
        for _ in range(least + self.number(most - least)):
            choice = self.pick(choices)
            if choice not in picked:
                picked.append(choice)
        return picked
