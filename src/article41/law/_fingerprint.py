"""The digest of one provision: whether what somebody relied on is still what the rule says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from article41.law._exemptions import shared_exemptions

if TYPE_CHECKING:
    from article41.law._rulebook import Rulebook

__all__ = ["LENGTH", "provision_digest"]

LENGTH = 32
"""Hexadecimal digits of a digest."""
_OF_CATEGORIES = ("item.category", "item.concerns", "item.subject")
"""Facts whose words are categories."""


def provision_digest(rulebook: Rulebook, name: str) -> str:
    """Return the digest of a compiled provision: its text, citations, periods, tests and exemptions.

    Exemptions of the whole regime count where they reach it, and so does what the categories mean that the tests name.
    The numbers that tests and procedures have in their file do not count, so a change elsewhere leaves it as it is.

    Args:
        rulebook: the law.
        name: of the provision, as ``Rulebook.find`` takes it.

    Raises:
        KeyError: there is no such provision, or several.
    """
    provision = rulebook.find(name)
    name = provision["id"]
    regime = rulebook.regime_of(name)
    plain = _plain(provision, regime)
    plain["exempt"] = [_plain(exemption, regime) for exemption in provision["exempt"]]
    plain["shared"] = [_plain(exemption, regime) for exemption in shared_exemptions(regime, provision)]
    named = _named(clause for rule in (plain, *plain["exempt"], *plain["shared"]) for clause in rule["clauses"])
    plain["categories"] = _meanings(named, rulebook.shard("categories"))
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def _plain(rule: dict[str, Any], regime: dict[str, Any]) -> dict[str, Any]:
    """Write out the tests and the procedure that a provision or exemption names by number."""
    # Which other provisions an exemption reaches is no part of this one.
    out = {key: value for key, value in rule.items() if key not in ("applies_to", "not_to")}
    out["clauses"] = _written(rule["clauses"], regime["atoms"])
    if rule.get("procedure") is not None:
        out["procedure"] = regime["procedures"][rule["procedure"]]
    return out


def _written(clauses: list[list[int]], atoms: list[list[Any]]) -> list[list[list[Any]]]:
    """Write out clauses: each test with whether it must hold, in an order of its own."""
    out = [sorted(([n > 0, *atoms[abs(n) - 1]] for n in clause), key=json.dumps) for clause in clauses]
    return sorted(out, key=json.dumps)


def _named(clauses: Iterable[list[list[Any]]]) -> set[str]:
    """Return the words of tests on categories."""
    return {
        word
        for clause in clauses
        for _, kind, fact, *words in clause
        if kind == "w" and fact in _OF_CATEGORIES
        for word in words[0]
    }


def _meanings(named: set[str], shard: dict[str, Any]) -> dict[str, Any]:
    """Return what categories are, and those that they are told by, in turn."""
    rules = {rule["id"]: rule for rule in shard["categories"]}
    found: dict[str, Any] = {}
    waiting = named & rules.keys()
    while waiting:
        name = waiting.pop()
        found[name] = _written(rules[name]["clauses"], shard["atoms"])
        waiting |= (_named(found[name]) & rules.keys()) - found.keys()
    return found
