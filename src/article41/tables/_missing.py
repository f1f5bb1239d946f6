"""Which facts an undetermined finding is missing: those whose unknown tests matter."""

from __future__ import annotations

from collections.abc import Sequence

from article41.engine._closures import AtomValues
from article41.engine._closures import ClauseTable as Tests
from article41.tables._layout import WORD, ClauseTable, names_in, set_of

__all__ = ["Missing"]

_BLANK = Tests([])


class Missing:
    """Sets of facts as bits, for one clause table.

    Args:
        table: the clauses.
        reads: the words of the layout that a pattern holds, in order.
    """

    def __init__(self, table: ClauseTable, reads: Sequence[int]) -> None:
        self._table = table
        self._at = {word: 2 + 2 * n for n, word in enumerate(reads)}
        self._bit = {fact: n for n, fact in enumerate(table.facts)}
        self.words = max(1, -(-len(table.facts) // WORD))
        """How many numbers a set takes."""

    def of_pattern(self, pattern: Sequence[int]) -> tuple[int, ...]:
        """Return the facts that are missing: of an act, a provision, and for each word what is certain and possible."""
        act, number = pattern[0], pattern[1]
        provision = self._table.provisions[number]
        values = AtomValues(_BLANK, {})
        layout = self._table.layout
        known: dict[int, int] = {}
        for bit in provision.reads:
            word, place = layout.places[bit]
            certain, possible = pattern[self._at[word]], pattern[self._at[word] + 1]
            known[bit] = (certain >> place & 1) + (possible >> place & 1)
        size = len(layout.atoms)
        for clause in provision.clauses:
            known.update((abs(x) - 1, self._table.act_value(abs(x) - 1, act)) for x in clause if abs(x) > size)
        values.known = known  # type: ignore[assignment]
        unknown = values.unknown(provision.clauses)
        return set_of((self._bit[layout.atoms[abs(literal) - 1][1]] for literal in unknown), self.words)

    def names(self, found: Sequence[int]) -> str:
        """Return the facts of a set, joined by ``|``."""
        return "|".join(names_in(self._bit, found))
