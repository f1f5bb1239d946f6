"""One compiled shard made ready to decide: by closures, and by durable-rules beside them.

Both read the same clauses. Each answers with the value (0, 1, 2) of every named disjunction; a difference is
an EngineError that shows both answers.
"""

from __future__ import annotations

from typing import Any

from article41._errors import EngineError
from article41.engine._closures import AtomValues, Clauses, ClauseTable
from article41.engine._durable import Pack
from article41.engine._encode import Ruleset, Test, encode_rules, property_of, split_rulesets
from article41.engine._locks import lock_of
from article41.engine._tokens import Facts

__all__ = ["Stratum"]

_GROUP = "group"


class _Runner:
    """A ruleset and what it reads: it is told no other property, so that no fact outgrows what was audited."""

    def __init__(self, ruleset: Ruleset, atoms: list[list[Any]]) -> None:
        self._pack = Pack(ruleset)
        flags = {property_of(atom, n): n for n, atom in enumerate(atoms)}
        ends = {
            f"{atom[1].replace('.', '_')}_{end}": (atom[1], place)
            for atom in atoms
            if atom[0] == "n"
            for place, end in enumerate(("lo", "hi"))
        }
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
        parts = []
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
        self._owned = owned
        self._kind = kind
        self._key = key
        self._durable = durable
        self._lock = lock_of(self)
        self._runners: tuple[list[_Runner], list[_Runner]] | None = None
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

    def rulesets(self) -> tuple[list[Ruleset], list[Ruleset]]:
        """Return the audited rulesets: those of "perhaps" and those of "surely"."""
        first: dict[str, Test] | None = None
        if self._key is not None:
            first = {name: ("==", _GROUP, self._key[name]) for name, _ in self._owned}
        upper = encode_rules(self._table.atoms, self._owned, lower=False, first=first)
        lower = encode_rules(self._table.atoms, self._owned, lower=True, first=first)
        return split_rulesets(self._kind, upper), split_rulesets(self._kind, lower)

    def run_rules(self, values: AtomValues, facts: Facts, group: int | None = None) -> dict[str, int]:
        """Return what durable-rules alone says: the names whose value is 1 or 2, with it."""
        with self._lock:
            if self._runners is None:
                atoms = self._table.atoms
                upper, lower = self.rulesets()
                self._runners = [_Runner(r, atoms) for r in upper], [_Runner(r, atoms) for r in lower]
            perhaps, surely = self._runners
            found = {name.rpartition("#")[0]: 1 for r in perhaps for name in r.run(values, facts, group)}
            if found:
                for runner in surely:
                    for name in runner.run(values, facts, group):
                        found[name.rpartition("#")[0]] = 2
            return found
