"""One compiled shard made ready to decide: by closures, and by durable-rules beside them.

Both read the same clauses. Each answers with the value (0, 1, 2) of every named disjunction; a difference is
an EngineError that shows both answers.
"""

from __future__ import annotations

from typing import Any

from article41._errors import EngineError
from article41.engine._closures import AtomValues, Clauses, ClauseTable
from article41.engine._durable import Pack
from article41.engine._encode import ALWAYS, Ruleset, Test, encode_rules, property_of, split_rulesets
from article41.engine._locks import lock_of
from article41.engine._tokens import Facts

__all__ = ["Stratum"]

_GROUP = "group"
_FEW = 24
"""Fewer rules than this do not earn a ruleset of their own."""


class _Runner:
    """A ruleset and what it reads: it is told no other property, so that no fact outgrows what was audited."""

    def __init__(self, ruleset: Ruleset, flags: dict[str, int], ends: dict[str, tuple[str, int]]) -> None:
        self._pack = Pack(ruleset)
        # Of each group: property -> whether some test on it holds for 0, so that it must be told even then.
        read: dict[int | None, dict[str, bool]] = {}
        for tests in ruleset.rules.values():
            group = next((operand for _, prop, operand in tests if prop == _GROUP), None)
            props = read.setdefault(group, {})
            for operator, prop, operand in tests:
                props[prop] = props.get(prop, False) or operator == "<=" or operand == 0
        self._flags = {
            group: [(flags[prop], f',"{prop}":', zero) for prop, zero in sorted(props.items()) if prop in flags]
            for group, props in read.items()
        }
        self._ends = {
            group: [(*ends[prop], f',"{prop}":') for prop in sorted(props) if prop in ends]
            for group, props in read.items()
        }

    def run(self, values: AtomValues, facts: Facts, group: int | None) -> list[str]:
        """Return the names of the rules that fire; none if no rule is about the group."""
        if group not in self._flags:
            return []
        parts = [f',"{ALWAYS[1]}":{ALWAYS[2]}']
        for number, text, zero in self._flags[group]:
            value = values.atom(number)
            if value or zero:
                parts.append(f"{text}{value}")
        for fact, end, text in self._ends[group]:
            interval: Any = facts[fact]
            if interval is not None:
                parts.append(f"{text}{interval[end]}")
        if group is not None:
            parts.append(f',"{_GROUP}":{group}')
        return self._pack.run("".join(parts))


class _Guarded:
    """Rules behind guards, audited and made ready when a movement first passes one."""

    def __init__(self, guards: list[int], rules: dict[str, tuple[Test, ...]]) -> None:
        self.guards = guards
        self._rules = rules
        self._runners: list[_Runner] | None = None

    def runners(self, kind: str, table: ClauseTable) -> list[_Runner]:
        """Return the rulesets of these rules, ready to run."""
        if self._runners is None:
            flags = {property_of(atom, n): n for n, atom in enumerate(table.atoms)}
            ends = {
                f"{atom[1].replace('.', '_')}_{end}": (atom[1], place)
                for atom in table.atoms
                if atom[0] == "n"
                for place, end in enumerate(("lo", "hi"))
            }
            self._runners = [_Runner(ruleset, flags, ends) for ruleset in split_rulesets(kind, self._rules)]
        return self._runners


class Stratum:
    """Named disjunctions over one table of atoms, decided together for one movement at a time.

    Args:
        kind: what the facts of this stratum are called in the rules engine.
        table: the atoms.
        owned: (name, clauses) of every disjunction.
        durable: whether to run durable-rules as well.
        key: for strata of which only one owner group is asked at a time: name -> group number. The group is
            the first test of each rule, so that one fact reaches one group only.
    """

    def __init__(
        self,
        kind: str,
        table: ClauseTable,
        owned: list[tuple[str, Clauses]],
        durable: bool,
        key: dict[str, int] | None = None,
    ) -> None:
        self._table = table
        self.owned = owned
        self._kind = kind
        self._key = key
        self._durable = durable
        self._lock = lock_of(self)
        self._runners: list[_Guarded] | None = None
        self._groups: dict[int | None, list[tuple[str, Clauses]]] = {}
        for name, clauses in owned:
            self._groups.setdefault(None if key is None else key[name], []).append((name, clauses))

    def decide(self, values: AtomValues, facts: Facts, group: int | None = None) -> dict[str, int]:
        """Return the names whose value is 1 or 2, with it.

        Raises:
            EngineError: durable-rules and the closures differ, or durable-rules cannot answer.
        """
        found: dict[str, int] = {}
        for name, clauses in self._groups.get(group, ()):
            value = values.decide(clauses)
            if value:
                found[name] = value
        if self._durable:
            other = self.run_rules(values, facts, group)
            if other != found:
                raise EngineError(
                    f"the engines disagree on {self._kind}: closures {sorted(found.items())}, "
                    f"durable-rules {sorted(other.items())}"
                )
        return found

    def guarded(self) -> list[tuple[list[int], dict[str, tuple[Test, ...]]]]:
        """Return the rules by the atoms of which one must perhaps hold for any of them to fire.

        Rules with a guard of their own kind are kept apart, so that a movement only meets those of its direction;
        guards of few rules share one ruleset, because each costs its memory and its turn.
        """
        first: dict[str, Test] | None = None
        if self._key is not None:
            first = {name: ("==", _GROUP, self._key[name]) for name, _ in self.owned}
        few: dict[str, tuple[Test, ...]] = {}
        few_guards: list[int] = []
        out: list[tuple[list[int], dict[str, tuple[Test, ...]]]] = []
        for guard, rules in encode_rules(self._table.atoms, self.owned, first).items():
            if guard >= 0 and len(rules) < _FEW:
                few.update(rules)
                few_guards.append(guard)
            else:
                out.append(([guard] if guard >= 0 else [], rules))
        return [*out, (few_guards, few)] if few else out

    def rulesets(self) -> list[Ruleset]:
        """Return all rulesets of this stratum, audited."""
        return [ruleset for _, rules in self.guarded() for ruleset in split_rulesets(self._kind, rules)]

    def run_rules(self, values: AtomValues, facts: Facts, group: int | None = None) -> dict[str, int]:
        """Return what durable-rules alone says: the names whose value is 1 or 2, with it."""
        with self._lock:
            if self._runners is None:
                self._runners = [_Guarded(guards, rules) for guards, rules in self.guarded()]
            found: dict[str, int] = {}
            for guarded in self._runners:
                if guarded.guards and not any(values.atom(guard) for guard in guarded.guards):
                    continue
                for runner in guarded.runners(self._kind, self._table):
                    for name in runner.run(values, facts, group):
                        owner, sign = name.rpartition("#")[0], name[-1]
                        found[owner] = 2 if sign == "!" else max(found.get(owner, 0), 1)
            return found
