"""One compiled shard made ready to decide: by closures, and by durable-rules beside them.

Both read the same clauses. Each answers with the value (0, 1, 2) of every named disjunction; a difference is
an EngineError that shows both answers.
"""

from __future__ import annotations

from threading import Lock

from article41._errors import EngineError
from article41.engine._closures import AtomValues, Clauses, ClauseTable
from article41.engine._durable import Pack
from article41.engine._encode import Ruleset, Test, encode_rules, property_of, split_rulesets
from article41.engine._tokens import Facts

__all__ = ["Stratum"]


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
        self._lock = Lock()
        self._packs: tuple[list[Pack], list[Pack]] | None = None
        self._flags: list[tuple[int, str, bool]] = []
        self._numbers: list[tuple[str, str]] = []
        self._atoms_of: dict[int, list[tuple[int, str, bool]]] = {}

    def decide(self, values: AtomValues, facts: Facts, group: int | None = None) -> dict[str, int]:
        """Return the names whose value is 1 or 2, with it.

        Raises:
            EngineError: durable-rules and the closures differ, or durable-rules cannot answer.
        """
        found: dict[str, int] = {}
        for name, clauses in self._owned:
            if group is None or self._key is None or self._key[name] == group:
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
            first = {name: ("==", "group", self._key[name]) for name, _ in self._owned}
        # An empty clause list is false and has no rule; the empty clause is true and is the bare sentinel's twin.
        upper = encode_rules(self._table.atoms, self._owned, lower=False, first=first)
        lower = encode_rules(self._table.atoms, self._owned, lower=True, first=first)
        return split_rulesets(self._kind, upper), split_rulesets(self._kind, lower)

    def _prepare(self) -> tuple[list[Pack], list[Pack]]:
        upper, lower = self.rulesets()
        atoms = self._table.atoms
        flags: dict[int, bool] = {}
        numbers: set[str] = set()
        groups: dict[int, dict[int, bool]] = {}
        for name, clauses in self._owned:
            own = groups.setdefault(self._key[name], {}) if self._key is not None else flags
            for clause in clauses:
                for literal in clause:
                    number = abs(literal) - 1
                    if atoms[number][0] == "n":
                        numbers.add(atoms[number][1])
                        if literal > 0:
                            continue
                    own[number] = own.get(number, False) or literal < 0
        self._flags = [(n, property_of(atoms[n], n), negated) for n, negated in sorted(flags.items())]
        self._atoms_of = {
            group: [(n, property_of(atoms[n], n), negated) for n, negated in sorted(own.items())]
            for group, own in groups.items()
        }
        self._numbers = [(fact, fact.replace(".", "_")) for fact in sorted(numbers)]
        return [Pack(r) for r in upper], [Pack(r) for r in lower]

    def _fact(self, values: AtomValues, facts: Facts, group: int | None) -> str:
        parts = [] if group is None else [f',"group":{group}']
        flags = self._flags if group is None else self._atoms_of.get(group, [])
        for number, prop, negated in flags:
            value = values.atom(number)
            if value or negated:
                parts.append(f',"{prop}":{value}')
        for fact, name in self._numbers:
            interval = facts[fact]
            if interval is not None:
                parts.append(f',"{name}_lo":{interval[0]},"{name}_hi":{interval[1]}')
        return "".join(parts)

    def run_rules(self, values: AtomValues, facts: Facts, group: int | None = None) -> dict[str, int]:
        """Return what durable-rules alone says: the names whose value is 1 or 2, with it."""
        with self._lock:
            if self._packs is None:
                self._packs = self._prepare()
            upper, lower = self._packs
            properties = self._fact(values, facts, group)
            found = {name.rpartition("#")[0]: 1 for pack in upper for name in pack.run(properties)}
            if found:
                for pack in lower:
                    for name in pack.run(properties):
                        found[name.rpartition("#")[0]] = 2
            return found
