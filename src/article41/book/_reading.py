"""Compiled conditions as questions and answers in plain words: names for codes, titles for categories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from article41.book._text import text
from article41.engine._pointers import real_day, value_text
from article41.law import Rulebook
from article41.model._vocabulary import FACTS
from article41.render._conditions import Conditions, conditions_in_words

__all__ = ["Reading", "positives"]

_TRUTH = {"true": "yes", "false": "no"}
_OPPOSITE = {"true": "false", "false": "true"}


class Reading:
    """Knows what the words of a rulebook are called.

    Args:
        rulebook: the law.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        registers = rulebook.shard("registers")
        places = {**registers["territories"], **registers["areas"]}
        self._names: dict[str, Mapping[str, str]] = {
            "state": _named(registers["territories"]),
            "area": _named(registers["areas"]),
            "actor": _named(registers["actors"]),
            "force": _named(registers["forces"]),
            "party_list": registers["party_lists"],
            "list": registers["control_lists"],
            "matter": registers["matters"],
            "category": {c["id"]: c["title"] for c in rulebook.shard("categories")["categories"]},
            "item_type": {word: word.replace("_", " ") for word in registers["item_types"]},
        }
        self._places = {code: f"{place['name']}" for code, place in places.items()}
        self._places |= {name: actor["name"] for name, actor in registers["actors"].items()}

    def target(self, code: str) -> str:
        """Return the name of a State, an area or an actor."""
        return self._places.get(code, code)

    def word(self, fact: str, word: str) -> str:
        """Return what a word of a fact is called."""
        spec = FACTS[fact]
        if spec.values is not None and word in _TRUTH and len(spec.values) == 2:
            return _TRUTH[word]
        names = self._names.get(spec.register or "", {})
        if spec.register == "subject":
            names = {**self._names["item_type"], **self._names["category"]}
        name = names.get(word)
        if name is None:
            return word if spec.kind == "prefix" else word.replace("_", " ")
        return f"{name} ({word})" if spec.register in ("state", "list") else name

    def words(self, fact: str, words: list[str]) -> str:
        """Return the words as alternatives, as Markdown: ``a, b or c``."""
        *most, last = sorted(self.word(fact, word) for word in words)
        begins = "a code that begins with " if FACTS[fact].kind == "prefix" else ""
        return text(begins + (f"{', '.join(most)} or {last}" if most else last))

    def say(self, atom: list[Any], negated: bool) -> str:
        """Return a test as Markdown: the question and the answer that it needs."""
        fact = atom[1]
        if FACTS[fact].register == "matter" and len(atom[2]) == 1:
            # Such a word is a question itself.
            return f"*{text(self.word(fact, atom[2][0]))}* {'not ' if negated else ''}determined so"
        return f"*{text(FACTS[fact].ask)}* {self._answer(atom, negated)}"

    def conditions(self, ruled: dict[str, Any], atoms: list[list[Any]]) -> Conditions:
        """Return what a provision, exemption or category asks for, each test as Markdown."""
        found = conditions_in_words(ruled["clauses"], atoms, ruled.get("periods", []), self.say)
        return Conditions(_terse(found.always), [_terse(tests) for tests in found.either])

    def _answer(self, atom: list[Any], negated: bool) -> str:
        fact = atom[1]
        spec = FACTS[fact]
        if atom[0] == "w":
            return self.words_or_rest(fact, atom[2], negated)
        at_least = atom[2] == "ge"
        bound = real_day(atom[3], 1 if at_least else -1) if spec.kind == "date" else atom[3]
        words = {
            (True, False): ("on or after", "at least"),
            (False, False): ("on or before", "at most"),
            (True, True): ("before", "less than"),
            (False, True): ("after", "more than"),
        }[(at_least, negated)]
        return f"{words[spec.kind != 'date']} {text(value_text(spec, bound))}"

    def words_or_rest(self, fact: str, words: list[str], negated: bool = False) -> str:
        """Return the words as Markdown; where they are most of all that there are, those that are left out."""
        if not self.is_most(fact, words):
            if not negated:
                return self.words(fact, words)
            opposite = _OPPOSITE.get(words[0]) if len(words) == 1 else None
            if opposite is not None and FACTS[fact].values == frozenset(_TRUTH):
                return self.words(fact, [opposite])
            return f"{'none of these: ' if len(words) > 1 else 'not '}{self.words(fact, words)}"
        spec = FACTS[fact]
        all_words = spec.values if spec.values is not None else self._names[spec.register or ""]
        rest = [word for word in all_words if word not in words]
        if not rest:
            return "none" if negated else "any that is named"
        told = self.words(fact, rest)
        return f"nothing but {told}" if negated else f"any other than {told}"

    def is_most(self, fact: str, words: list[str]) -> bool:
        """Return whether the words are most of all that the fact can hold, so that those left out say more."""
        spec = FACTS[fact]
        known = len(spec.values) if spec.values is not None else len(self._names.get(spec.register or "", ()))
        return len(words) > 6 and 2 * len(words) > known > 0


def positives(ruled: dict[str, Any], atoms: list[list[Any]]) -> Iterator[tuple[str, list[str], bool]]:
    """Yield each fact of which words are asked for, those words, and whether every clause asks for some."""
    found: dict[str, set[str]] = {}
    counts: dict[str, int] = {}
    for clause in ruled["clauses"]:
        asked = {atoms[x - 1][1] for x in clause if x > 0 and atoms[x - 1][0] == "w"}
        for fact in asked:
            counts[fact] = counts.get(fact, 0) + 1
        for x in clause:
            if x > 0 and atoms[x - 1][0] == "w":
                found.setdefault(atoms[x - 1][1], set()).update(atoms[x - 1][2])
    for fact in FACTS:
        if fact in found and fact != "law.renewed":
            yield fact, sorted(found[fact]), counts[fact] == len(ruled["clauses"])


def _terse(tests: list[str]) -> list[str]:
    """Leave out a test that is told by another one: "a", beside "nothing but a"."""
    return [test for test in tests if test.replace("* ", "* nothing but ", 1) not in tests]


def _named(table: dict[str, Any]) -> dict[str, str]:
    return {word: entry["name"] for word, entry in table.items()}
