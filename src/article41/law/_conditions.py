"""Conditions of a rule file, read into the intermediate form.

Every fact must be in the fact table and every word in the register or closed list of that fact, so that a
misspelt State or category is an error with a place and never a test that silently fails.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR
from difflib import get_close_matches

from article41.law._ir import All, Any, Condition, Not, Number, Words
from article41.law._registers import Registers
from article41.law._yaml import Value
from article41.model._items import FIELD_WORDS, ITEM_TYPES
from article41.model._vocabulary import FACTS, FactSpec

__all__ = ["DATE_TESTS", "MOST", "NUMBER_TESTS", "PARTY_KEYS", "SUGAR", "ConditionReader", "period_condition"]

_DIGITS = re.compile(r"[0-9]{2,10}")
NUMBER_TESTS = ("at_least", "at_most", "above", "below")
MOST = 2**30
"""The greatest figure, times the scale of its fact."""
DATE_TESTS = ("from", "until", "before", "after")
PARTY_KEYS = ("from", "to", "any", "supplier", "recipient", "end_user", "intermediary", "vessel", "route", "end_use")
SUGAR = ("acts", "items", *PARTY_KEYS, "when")
"""The keys of a provision or exemption that are conditions."""


class ConditionReader:
    """Reads conditions against a fact table, the registers and the known categories."""

    def __init__(self, registers: Registers, categories: Mapping[str, object]) -> None:
        self._registers = registers
        self._categories = categories

    def sugar(self, value: Value) -> Condition:
        """Read ``acts``, ``items``, the party keys and ``when`` of a provision or exemption."""
        members: list[Condition] = []
        acts, items, when = value.get("acts"), value.get("items"), value.get("when")
        if acts is not None:
            members.append(self._test("activity", acts, acts))
        for who in PARTY_KEYS:
            party = value.get(who)
            if party is not None:
                tests = party.mapping()
                if not tests:
                    party.fail("an empty condition is always true", "state a test or remove it")
                members += [self._test(f"{who}.{key}", test, party.key(key)) for key, test in tests.items()]
        if items is not None:
            members.append(self._test("item.concerns", items, items))
        if when is not None:
            members += self._list(when)
        return All(tuple(members))

    def rules(self, value: Value) -> tuple[Condition, ...]:
        """Read a category's rules: each member is enough alone."""
        return tuple(self._list(value))

    def _list(self, value: Value) -> list[Condition]:
        found = [self._entry(member) for member in value.members()]
        if not found:
            value.fail("an empty list of conditions tests nothing", "state a test or remove it")
        return found

    def _entry(self, value: Value) -> Condition:
        members: list[Condition] = []
        for key, test in value.mapping().items():
            if key == "all":
                members.append(All(tuple(self._list(test))))
            elif key == "any":
                members.append(Any(tuple(self._list(test))))
            elif key == "not":
                members.append(Not(All(tuple(self._list(test)))))
            elif key == "during":
                members.append(self._period("date", test))
            else:
                members.append(self._test(key, test, value.key(key)))
        if not members:
            value.fail("an empty condition is always true", "state a test or remove it")
        return members[0] if len(members) == 1 else All(tuple(members))

    def _test(self, fact: str, test: Value, at: Value) -> Condition:
        spec = FACTS.get(fact)
        if spec is None:
            close = get_close_matches(fact, [*FACTS, "all", "any", "not", "during"], 1)
            at.fail(f"unknown fact {fact!r}", f"did you mean {close[0]!r}?" if close else None)
        if fact == "law.renewed":
            at.fail("law.renewed is not for rules to test", "write renewal: unverified in the provision")
        if spec.kind in ("number", "date"):
            return self._numbers(spec, test)
        if test.is_mapping:
            return self._words_mapping(spec, test)
        return Words(fact, self._words(spec, test))

    def _words(self, spec: FactSpec, test: Value) -> frozenset[str]:
        found = frozenset(self._word(spec, member) for member in test.members())
        if not found:
            test.fail("an empty list of words is never met", "name a word or remove the test")
        return found

    def _words_mapping(self, spec: FactSpec, test: Value) -> Condition:
        found = test.mapping(("only", "present"))
        parts: list[Condition] = []
        if not found:
            test.fail("an empty test is always true", "name a word, or use one of only, present")
        if "only" in found:
            if spec.values is None:
                test.key("only").fail(f"'only' needs a closed set of words, and {spec.name} has none")
            allowed = self._words(spec, found["only"])
            parts.append(All((Words(spec.name, allowed), Not(Words(spec.name, spec.values - allowed)))))
        if "present" in found:
            present = Words(spec.name, self._every_word(spec, test.key("present")))
            parts.append(present if found["present"].flag() else Not(present))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _every_word(self, spec: FactSpec, at: Value) -> frozenset[str]:
        if spec.values is not None:
            return spec.values
        match spec.register:
            case "category":
                return frozenset(self._categories)
            case "item_type":
                return frozenset(ITEM_TYPES)
            case "subject":
                return frozenset({*ITEM_TYPES, *self._categories})
            case "state" | "area" | "actor" | "force" | "party_list" | "list" | "matter":
                return self._registers.words(spec.register)
            case _:
                words = FIELD_WORDS.get(spec.name)
                if words is None:
                    at.fail(f"'present' cannot be used on {spec.name}", "test for the words themselves")
                return words

    def _word(self, spec: FactSpec, value: Value) -> str:
        word = value.text()
        if spec.kind == "prefix" and spec.register == "free":
            if not _DIGITS.fullmatch(word):
                value.fail(f"{word!r} is not an HS code", 'write 2 to 10 digits in quotes, like "9306"')
            return word
        if spec.values is not None:
            return value.choice(sorted(spec.values), f"word for {spec.name}")
        match spec.register:
            case "category":
                return value.choice(sorted(self._categories), "category")
            case "item_type":
                return value.choice(sorted(ITEM_TYPES), "item type")
            case "subject":
                return value.choice(sorted({*ITEM_TYPES, *self._categories}), "category or item type")
            case "state" | "area" | "actor" | "force" | "party_list" | "list" | "matter":
                return value.choice(sorted(self._registers.words(spec.register)), spec.register.replace("_", " "))
            case _:
                words = FIELD_WORDS.get(spec.name)
                if not word:
                    value.fail(f"an empty word for {spec.name}", "write the word")
                return value.choice(sorted(words), f"word for {spec.name}") if words else word

    def _numbers(self, spec: FactSpec, test: Value) -> Condition:
        if spec.kind == "date" and not test.is_mapping:
            return self._period(spec.name, test)
        allowed = DATE_TESTS if spec.kind == "date" else NUMBER_TESTS
        tests = [self._bound(spec, name, value) for name, value in test.mapping(allowed).items()]
        if not tests:
            test.fail("an empty test is always true", f"use one of {', '.join(allowed)}")
        return tests[0] if len(tests) == 1 else All(tuple(tests))

    def _bound(self, spec: FactSpec, name: str, value: Value) -> Condition:
        if spec.kind == "date":
            day = value.day()
            at_least, step = name in ("from", "after"), {"after": 1, "before": -1}.get(name, 0)
            # The neighbour in yyyymmdd need not be a real day: comparisons stay right.
            return Number(spec.name, "ge" if at_least else "le", day + step)
        scaled = value.number() * spec.scale
        low, high = int(scaled.to_integral_value(ROUND_FLOOR)), int(scaled.to_integral_value(ROUND_CEILING))
        if abs(scaled) > MOST:
            value.fail(f"{value.text()} is too large for {spec.name}")
        return {
            "at_least": Number(spec.name, "ge", high),
            "above": Number(spec.name, "ge", low + 1),
            "at_most": Number(spec.name, "le", low),
            "below": Number(spec.name, "le", high - 1),
        }[name]

    def _period(self, fact: str, test: Value) -> Condition:
        first, last = test.period()
        return period_condition(fact, first, last)


def period_condition(fact: str, first: int | None, last: int | None) -> Condition:
    """Return the condition that the date ``fact`` lies in the period."""
    members: list[Condition] = []
    if first is not None:
        members.append(Number(fact, "ge", first))
    if last is not None:
        members.append(Number(fact, "le", last))
    return All(tuple(members))
