"""Clauses to rulesets of durable-rules, with the audit that keeps them inside what that engine does right.

durable-rules 2.0.28 loses findings, crashes or hangs beyond limits that its C source sets and does not check
well. So every ruleset is flat: one fact, tests on its own properties only, no joins, no alternatives, no
negation. A token test is decided beforehand to 0, 1 or 2 (false, unknown, true) and arrives as an integer
property; dates and numbers arrive as the two ends of their interval and are compared by the engine. Rulesets
that could exceed a limit for *some* input are split until none can.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from article41._errors import EngineError
from article41._record import record
from article41.model._vocabulary import SELECTIVE_FACTS

__all__ = [
    "LIMITS",
    "SENTINEL",
    "Ruleset",
    "Test",
    "audit",
    "encode_rules",
    "guard_of",
    "property_of",
    "split_rulesets",
]

LIMITS = {"children": 480, "rules_on_node": 240, "depth": 60, "properties": 200, "rules": 4000}
"""Conservative bounds; the C constants are 511, 255, 64, 254 and 4,096."""

_OWN_NAMES = ("id", "sid", "$s", "$time", "$forward", "k", "live", "group")
"""What a fact carries beside the properties that its rules read."""

SENTINEL = "~"
"""The rule that fires on every fact."""

Test = tuple[str, str, int]
"""(operator ``==``, ``>=`` or ``<=``; property; operand)."""


@record
class Ruleset:
    """Rules by name, each a sequence of tests after ``k == kind``, and which properties they read."""

    kind: str
    rules: dict[str, tuple[Test, ...]]
    properties: frozenset[str] = frozenset()

    def definition(self) -> dict[str, Any]:
        """Return the ruleset in durable-rules' own JSON form: the sentinel first, the rules by number.

        Names do not go in: what is escaped in JSON (quotes, letters beyond ASCII) would come back changed.
        """
        out: dict[str, Any] = {SENTINEL: {"all": [{"m": {"k": self.kind}}], "pri": 0}}
        for number, tests in enumerate(self.rules.values()):
            parts: list[dict[str, Any]] = [{"k": self.kind}]
            for operator, prop, operand in tests:
                if operator == "==":
                    parts.append({prop: operand})
                else:
                    parts.append({"$gte" if operator == ">=" else "$lte": {prop: operand}})
            out[str(number)] = {"all": [{"m": {"$and": parts}}], "pri": 1}
        return out


ALWAYS: Test = ("==", "live", 1)
"""The test of a rule that has no other: every fact meets it but the empty one with which a ruleset is tried."""


def property_of(atom: list[Any], number: int) -> str:
    """Return the property that carries an atom's value."""
    return f"{atom[1].replace('.', '_')}__{number}"


def literal_tests(atoms: list[list[Any]], literal: int, lower: bool) -> Test:
    """Return the test that a literal becomes in the lower (surely) or the upper (perhaps) rule."""
    number = abs(literal) - 1
    atom = atoms[number]
    if literal > 0 and atom[0] == "n":
        name = atom[1].replace(".", "_")
        if atom[2] == "ge":
            return (">=", f"{name}_lo" if lower else f"{name}_hi", atom[3])
        return ("<=", f"{name}_hi" if lower else f"{name}_lo", atom[3])
    prop = property_of(atom, number)
    if literal > 0:
        return ("==", prop, 2) if lower else (">=", prop, 1)
    return ("==", prop, 0) if lower else ("<=", prop, 1)


_RANK = {fact: n for n, fact in enumerate(SELECTIVE_FACTS)}


def guard_of(atoms: list[list[Any]], clause: list[int]) -> int:
    """Return the number of the clause's most selective positive test; -1 if it has none."""
    tests = [literal - 1 for literal in clause if literal > 0 and atoms[literal - 1][1] in _RANK]
    return min(tests, key=lambda number: (_RANK[atoms[number][1]], number), default=-1)


def encode_rules(
    atoms: list[list[Any]], owned: Iterable[tuple[str, list[list[int]]]], first: dict[str, Test] | None = None
) -> dict[int, dict[str, tuple[Test, ...]]]:
    """Return the rules of every owner's clauses by their guards, the tests that most rules share in front.

    Each clause becomes two rules: ``owner#n?`` fires if it perhaps holds, ``owner#n!`` if it surely does.

    Args:
        atoms: the shard's atoms.
        owned: (owner, clauses).
        first: a test that comes before all others of an owner's rules.
    """
    owned = list(owned)
    frequency: dict[int, int] = {}
    for _, clauses in owned:
        for clause in clauses:
            for literal in clause:
                frequency[literal] = frequency.get(literal, 0) + 1
    dates = {literal for literal in frequency if atoms[abs(literal) - 1][0] == "n"}
    rules: dict[int, dict[str, tuple[Test, ...]]] = {}
    for owner, clauses in owned:
        start = (first[owner],) if first else ()
        for n, clause in enumerate(clauses):
            guarded = rules.setdefault(-1 if first else guard_of(atoms, clause), {})
            # Dates last: with the date first, every embargo that has begun would match at once.
            ordered = sorted(clause, key=lambda x: (x in dates, -frequency[x], abs(x), x))
            for lower, sign in ((False, "?"), (True, "!")):
                tests = tuple(literal_tests(atoms, literal, lower) for literal in ordered)
                guarded[f"{owner}#{n}{sign}"] = start + tests or (ALWAYS,)
    return rules


def _fnv(text: str) -> int:
    value = 2166136261
    for byte in text.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def _depth(node: dict[Test, Any]) -> int:
    """Return a bound on the tests that match at once on the way through ``node``, for every input."""
    exclusive = {prop for (operator, prop, _) in node if operator == "=="}
    count = len(exclusive) + sum(1 for (operator, _, _) in node if operator != "==")
    deepest = max((_depth(child) for test, child in node.items() if isinstance(child, dict)), default=0)
    return max(count, count - 1 + deepest)


def audit(rules: dict[str, tuple[Test, ...]]) -> list[str]:
    """Return what a ruleset of these rules could exceed; empty if it is safe for every input.

    Mirrors the node sharing of the C compiler: rules share the longest common run of first tests.
    """
    faults = []
    root: dict[Test, Any] = {}
    ends: dict[tuple[Test, ...], int] = {}
    widest = 0
    for tests in rules.values():
        node = root
        for test in tests:
            node = node.setdefault(test, {})
        ends[tests] = ends.get(tests, 0) + 1
    stack = [root]
    while stack:
        node = stack.pop()
        widest = max(widest, len(node))
        stack.extend(node.values())
    properties = {prop for tests in rules.values() for _, prop, _ in tests}
    measured = {
        "children": widest,
        "rules_on_node": max(ends.values(), default=0),
        "depth": _depth(root) + 2,
        "properties": len(properties),
        "rules": len(rules),
    }
    faults += [f"{what} {value} > {LIMITS[what]}" for what, value in measured.items() if value > LIMITS[what]]
    hashes: dict[int, str] = {}
    for prop in (*_OWN_NAMES, *sorted(properties)):
        other = hashes.setdefault(_fnv(prop), prop)
        if other != prop:
            faults.append(f"the properties {other} and {prop} have the same hash")
    return faults


def split_rulesets(kind: str, rules: dict[str, tuple[Test, ...]]) -> list[Ruleset]:
    """Return rulesets that together hold ``rules`` and each pass the audit.

    Raises:
        EngineError: a single rule fails the audit.
    """
    if not rules:
        return []
    faults = audit(rules)
    if not faults:
        return [Ruleset(kind, rules, frozenset(prop for tests in rules.values() for _, prop, _ in tests))]
    if len(rules) == 1:
        raise EngineError(f"the rule {next(iter(rules))} cannot be run safely: {'; '.join(faults)}")
    # Rules with the same first tests stay together, so that they go on sharing them.
    names = sorted(rules, key=lambda name: rules[name])
    half = len(names) // 2
    return [
        *split_rulesets(kind, {name: rules[name] for name in names[:half]}),
        *split_rulesets(kind, {name: rules[name] for name in names[half:]}),
    ]
