"""Conditions as data: the one intermediate form that every engine compiles from.

A condition is a tree of two kinds of test joined by all, any and not. Values are Kleene's: false (0),
unknown (1), true (2); ``all`` is the least of its members, ``any`` the greatest, ``not`` turns 0 and 2 round.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["All", "Any", "Condition", "Not", "Number", "Words", "facts_of"]


@dataclass(frozen=True, slots=True)
class Words:
    """Does the fact have one of these words (or, for prefix facts, a code that starts with one)?"""

    fact: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Number:
    """Is the number at least (``ge``) or at most (``le``) the bound? Bounds are scaled integers."""

    fact: str
    op: str
    bound: int


@dataclass(frozen=True, slots=True)
class All:
    """True if every member is; an empty one is true."""

    members: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """True if some member is; an empty one is false."""

    members: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of the member."""

    member: Condition


Condition = Words | Number | All | Any | Not


def facts_of(condition: Condition) -> set[str]:
    """Return the names of the facts that ``condition`` tests."""
    if isinstance(condition, (Words, Number)):
        return {condition.fact}
    if isinstance(condition, Not):
        return facts_of(condition.member)
    return set().union(*(facts_of(member) for member in condition.members))
