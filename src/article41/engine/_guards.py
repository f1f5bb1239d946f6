"""Which regimes a movement can concern at all, found without trying their rules.

A regime's compiled guard names, for each act, the words of which one must perhaps be there for any of its rules
to be of account. Turned round, they are an index from words to regimes: most movements concern none, and most
regimes need not even be read.
"""

from __future__ import annotations

from typing import Any

from article41.engine._tokens import NONE, Facts
from article41.model._vocabulary import FACTS

__all__ = ["Guards"]


_Index = tuple[frozenset[str], dict[str, dict[str, frozenset[str]]]]


class Guards:
    """The guards of all regimes.

    Args:
        regimes: for each regime, in order: act -> ``may`` and ``must``, each a list of (fact, words), or None
            where no such test is in the way.
    """

    def __init__(self, regimes: dict[str, dict[str, dict[str, list[tuple[str, list[str]]] | None]]]) -> None:
        self._regimes = regimes
        self._rank = {regime: n for n, regime in enumerate(regimes)}
        self._indexes: dict[tuple[str, str], _Index] = {}

    def _index(self, activity: str, kind: str) -> _Index:
        """Return the regimes that are always of account, and fact -> word -> regimes."""
        found = self._indexes.get((activity, kind))
        if found is None:
            always: set[str] = set()
            words: dict[str, dict[str, set[str]]] = {}
            for regime, acts in self._regimes.items():
                guard = acts[activity][kind]
                if guard is None:
                    always.add(regime)
                for fact, some in guard or ():
                    for word in some:
                        words.setdefault(fact, {}).setdefault(word, set()).add(regime)
            frozen = {fact: {word: frozenset(r) for word, r in by.items()} for fact, by in words.items()}
            found = self._indexes[activity, kind] = frozenset(always), frozen
        return found

    def regimes(self, facts: Facts, activity: str) -> list[str]:
        """Return the regimes that the movement may concern, in the order of the rulebook."""
        return self._in_order(self._found(facts, activity, "may"), self._found(facts, activity, "must", sure=True))

    def possible(self, facts: Facts, activity: str) -> list[str]:
        """Return the regimes that the movement could concern if more were known of it."""
        return self._in_order(self._found(facts, activity, "may"), self._found(facts, activity, "must"))

    def _in_order(self, *found: set[str]) -> list[str]:
        return sorted(set().union(*found), key=self._rank.__getitem__)

    def _found(self, facts: Facts, activity: str, kind: str, *, sure: bool = False) -> set[str]:
        always, words = self._index(activity, kind)
        found = set(always)
        for fact, by_word in words.items():
            tokens: Any = facts[fact]
            if fact in _CODES:
                found.update(*(by_word.values() if tokens != NONE else ()))
            elif tokens.open and not sure:
                found.update(*(regimes for word, regimes in by_word.items() if word not in tokens.no))
            else:
                for word in tokens.yes if sure else (*tokens.yes, *tokens.maybe):
                    found |= by_word.get(word, _NOBODY)
        return found


_NOBODY: frozenset[str] = frozenset()
_CODES = frozenset(name for name, spec in FACTS.items() if spec.kind == "prefix")
"""Facts whose words nest; few items have one, so any code is enough to look."""
