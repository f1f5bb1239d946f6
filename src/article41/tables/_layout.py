"""The clause table: the compiled rulebook as bits, made from its shards and from nothing else.

Every distinct test of the law is a bit. A row's movement is two numbers over those bits: which tests are *certain*
(2) and which are *possible* (1 or 2). A clause is a set of bits that must be there and one of bits that must not:

* it surely holds if every bit of the first is certain and none of the second is possible;
* it may hold if every bit of the first is possible and none of the second is certain.

That is Kleene's logic over the same clauses that the single engine reads. A procedure (an approval, a notification)
is a bit too: certain if the paper is shown, not possible if it was refused or came too late.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from article41._errors import EngineError
from article41._words import Effect
from article41.engine._closures import specialised
from article41.law import Rulebook
from article41.law._exemptions import shared_exemptions
from article41.model._terms import ACTIVITIES
from article41.model._vocabulary import FACTS, SELECTIVE_FACTS

__all__ = [
    "FORMAT",
    "WORD",
    "Clause",
    "ClauseTable",
    "Guard",
    "Layout",
    "Provision",
    "Way",
    "exemptions_of",
    "names_in",
    "set_of",
]

FORMAT = 2
"""The form of the artefact; it is part of its digest."""

WORD = 62
"""Bits in one number: fewer than the 63 that a signed 64-bit integer holds everywhere."""

ALWAYS = -1
"""The guard of a clause that has no selective test: it is tried on every movement."""

PROCEDURE = "p"
"""The kind of a bit that stands for a procedure; ``w`` and ``n`` are tests on facts, as in the shards."""

_ACT = "activity"
_ORDER = (
    (
        "from.state",
        "to.state",
        "any.state",
        "supplier.state",
        "recipient.state",
        "end_user.state",
        "intermediary.state",
    ),
    ("route.", "vessel."),
    ("date",),
    ("item.",),
    ("determined", "law."),
    ("contract.", "end_use.", "reason"),
    ("",),
)
"""Facts that the same columns state lie side by side, so that a value touches few words."""
_RANK = {fact: n for n, fact in enumerate(sorted(SELECTIVE_FACTS, key=lambda fact: fact.endswith(".actor")))}
"""As the engine ranks them, but who a party is comes last: many tables do not say it, and most say of a screening."""


class Guard(NamedTuple):
    """The bit that must be possible for any clause of a guard to be tried."""

    act: int
    guard: int
    word: int
    bit: int


class Clause(NamedTuple):
    """One way in which a provision reaches a movement of an act."""

    act: int
    guard: int
    provision: int
    present: tuple[int, ...]
    absent: tuple[int, ...]


class Way(NamedTuple):
    """One way in which the substance of an exemption is met, with the bits of its procedure apart."""

    act: int
    provision: int
    exemption: int
    """Its place among the exemptions of the provision."""
    substantive: int
    present: tuple[int, ...]
    absent: tuple[int, ...]
    paper: tuple[int, ...]


class Provision(NamedTuple):
    """A provision that makes findings; its number is its place in the table."""

    id: str
    regime: str
    permits: bool
    clauses: list[list[int]]
    """As in the shard, over the numbers of this table's bits; tests on the act are bits beyond the layout."""
    reads: tuple[int, ...]
    """Every bit that its clauses name."""
    exempt: tuple[str, ...]
    """The ids of its exemptions, in the order of the report."""


def set_of(places: Iterable[int], words: int) -> tuple[int, ...]:
    """Return a set of places, counted from 0, as so many numbers of WORD bits."""
    out = [0] * words
    for place in places:
        out[place // WORD] |= 1 << place % WORD
    return tuple(out)


def names_in(names: Iterable[str], found: Sequence[int]) -> list[str]:
    """Return those of some names whose places are in a set."""
    return [name for n, name in enumerate(names) if found[n // WORD] >> n % WORD & 1]


class Layout:
    """Where each bit lies."""

    def __init__(self, atoms: list[list[Any]], procedures: list[dict[str, Any]]) -> None:
        self.atoms: list[list[Any]] = []
        self.places: list[tuple[int, int]] = []
        words = 0
        groups: dict[int, list[list[Any]]] = {}
        for atom in sorted(atoms, key=lambda atom: json.dumps(atom, sort_keys=True)):
            groups.setdefault(_group(atom[1]), []).append(atom)
        papers = [[PROCEDURE, "authorisations", item] for item in procedures]
        for group in (*(groups[n] for n in sorted(groups)), papers):
            for n, atom in enumerate(group):
                self.atoms.append(atom)
                self.places.append((words + n // WORD, n % WORD))
            words += -(-len(group) // WORD)
        self.words = words
        self.numbers = {json.dumps(atom, sort_keys=True): n for n, atom in enumerate(self.atoms)}
        self.days = sorted({atom[3] + (atom[2] == "le") for atom in self.atoms if atom[1] == "date"})
        """The days between which no test on the date changes."""
        self.by_fact: dict[str, list[int]] = {}
        for n, atom in enumerate(self.atoms):
            self.by_fact.setdefault(atom[1], []).append(n)

    def number(self, atom: list[Any]) -> int:
        """Return the number of a test."""
        return self.numbers[json.dumps(atom, sort_keys=True)]

    def mask(self, numbers: Any) -> tuple[int, ...]:
        """Return the words in which exactly these bits are set."""
        out = [0] * self.words
        for number in numbers:
            word, bit = self.places[number]
            out[word] |= 1 << bit
        return tuple(out)

    def numbers_in(self, mask: tuple[int, ...]) -> list[int]:
        """Return which bits are set in a mask."""
        return [n for n, (word, bit) in enumerate(self.places) if mask[word] >> bit & 1]

    def words_of(self, facts: Any) -> tuple[int, ...]:
        """Return the words in which tests on any of these facts lie."""
        return tuple(sorted({self.places[n][0] for fact in facts for n in self.by_fact.get(fact, ())}))


def _group(fact: str) -> int:
    return next(n for n, starts in enumerate(_ORDER) if any(fact.startswith(start) for start in starts))


class ClauseTable:
    """The clauses, guards and exemptions of a rulebook's prohibitions and express permissions.

    Duties and advisories make no finding and are left out.

    Attributes:
        rulebook: where it comes from.
        layout: which test is which bit.
        facts: the facts that are tested, sorted: what a finding is missing is a set of these.
        digest: SHA-256 over the table, the rulebook's own digest included.

    Raises:
        EngineError: a rule tests what the table has no bits for.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        shards = [rulebook.regime(regime) for regime in rulebook.regimes]
        effects = (Effect.PROHIBIT.value, Effect.PERMIT.value)
        atoms: dict[str, list[Any]] = {}
        procedures: dict[str, dict[str, Any]] = {}
        for shard in shards:
            for provision in shard["provisions"]:
                if provision["effect"] not in effects:
                    continue
                found = exemptions_of(shard, provision)
                for owner in (provision, *found):
                    for number in {abs(literal) - 1 for clause in owner["clauses"] for literal in clause}:
                        atom = _checked(shard["atoms"][number], provision["id"])
                        atoms[json.dumps(atom, sort_keys=True)] = atom
                for exemption in found:
                    if exemption["procedure"] is not None:
                        item = shard["procedures"][exemption["procedure"]]
                        procedures[json.dumps(item, sort_keys=True)] = item
        self.layout = Layout(
            [atom for atom in atoms.values() if atom[1] != _ACT], [procedures[key] for key in sorted(procedures)]
        )
        self._acts = [atom for atom in atoms.values() if atom[1] == _ACT]
        self.provisions: list[Provision] = []
        self.clauses: list[Clause] = []
        self.ways: list[Way] = []
        for shard in shards:
            for provision in shard["provisions"]:
                if provision["effect"] in effects:
                    self._add(shard, provision)
        guards = {(clause.act, clause.guard) for clause in self.clauses if clause.guard != ALWAYS}
        self.guards = [
            Guard(act, guard, self.layout.places[guard][0], 1 << self.layout.places[guard][1])
            for act, guard in sorted(guards)
        ]
        self.facts = tuple(sorted({atom[1] for atom in self.layout.atoms if atom[0] != PROCEDURE}))
        self.exempt_words = max([1, *(-(-len(p.exempt) // WORD) for p in self.provisions)])
        """How many numbers a set of a provision's exemptions takes."""
        self.digest = hashlib.sha256(json.dumps(self.content(), sort_keys=True).encode()).hexdigest()

    def content(self) -> dict[str, Any]:
        """Return the whole table as plain data: what the digest is of, and what may be kept and looked at."""
        return {
            "format": FORMAT,
            "rulebook": {"version": self.rulebook.version, "digest": self.rulebook.digest},
            "acts": list(ACTIVITIES),
            "bits": [[atom, *place] for atom, place in zip(self.layout.atoms, self.layout.places, strict=True)],
            "provisions": [[p.id, p.regime, p.permits, p.exempt] for p in self.provisions],
            "guards": self.guards,
            "clauses": self.clauses,
            "ways": self.ways,
        }

    def _add(self, shard: dict[str, Any], provision: dict[str, Any]) -> None:
        number = len(self.provisions)
        beyond = {json.dumps(atom): len(self.layout.atoms) + n for n, atom in enumerate(self._acts)}

        def renumbered(clauses: list[list[int]]) -> list[list[int]]:
            out = []
            for clause in clauses:
                literals = []
                for literal in clause:
                    atom = shard["atoms"][abs(literal) - 1]
                    bit = beyond[json.dumps(atom)] if atom[1] == _ACT else self.layout.number(atom)
                    literals.append(bit + 1 if literal > 0 else -(bit + 1))
                out.append(literals)
            return out

        clauses = renumbered(provision["clauses"])
        reads = sorted({abs(x) - 1 for clause in clauses for x in clause if abs(x) - 1 < len(self.layout.atoms)})
        permits = provision["effect"] == Effect.PERMIT.value
        exemptions = exemptions_of(shard, provision)
        ids = tuple(exemption["id"] for exemption in exemptions)
        self.provisions.append(Provision(provision["id"], shard["id"], permits, clauses, tuple(reads), ids))
        everything = [*self.layout.atoms, *self._acts]
        for act, word in enumerate(ACTIVITIES):
            reached = specialised(clauses, everything, _ACT, word)
            for clause in reached:
                self.clauses.append(Clause(act, self._guard(clause), number, *self._masks(clause)))
            if permits or not reached:
                continue
            for place, exemption in enumerate(exemptions):
                paper: tuple[int, ...] = ()
                if exemption["procedure"] is not None:
                    item = shard["procedures"][exemption["procedure"]]
                    paper = (self.layout.number([PROCEDURE, "authorisations", item]),)
                for clause in specialised(renumbered(exemption["clauses"]), everything, _ACT, word):
                    masks = self._masks(clause)
                    substantive = int(exemption["substantive"])
                    self.ways.append(Way(act, number, place, substantive, *masks, self.layout.mask(paper)))

    def exemption_bit(self, place: int) -> tuple[int, ...]:
        """Return the set that holds one exemption of a provision, by its place there."""
        return set_of([place], self.exempt_words)

    def exempted(self, number: int, found: Sequence[int]) -> str:
        """Return the ids of a set of a provision's exemptions, joined by ``; ``."""
        return "; ".join(names_in(self.provisions[number].exempt, found))

    def literals(self, clause: Clause) -> list[int]:
        """Return the tests of a clause: number + 1, negative where it must not hold."""
        present, absent = (self.layout.numbers_in(mask) for mask in (clause.present, clause.absent))
        return [*(n + 1 for n in present), *(-(n + 1) for n in absent)]

    def act_value(self, number: int, act: int) -> int:
        """Return the value (0 or 2) of a test on the act, by its number beyond the layout."""
        return 2 if ACTIVITIES[act] in self._acts[number - len(self.layout.atoms)][2] else 0

    def _masks(self, clause: list[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        mask = self.layout.mask
        return mask(x - 1 for x in clause if x > 0), mask(-x - 1 for x in clause if x < 0)

    def _guard(self, clause: list[int]) -> int:
        atoms = self.layout.atoms
        tests = [x - 1 for x in clause if x > 0 and atoms[x - 1][1] in _RANK]
        return min(tests, key=lambda n: (_RANK[atoms[n][1]], n), default=ALWAYS)


def exemptions_of(shard: dict[str, Any], provision: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the exemptions that can free a prohibition: its own, and those of the regime that reach it.

    They are in the order in which the report on a single transfer has them.
    """
    if provision["effect"] != Effect.PROHIBIT.value:
        return []
    return [*provision["exempt"], *shared_exemptions(shard, provision)]


def _checked(atom: list[Any], owner: str) -> list[Any]:
    kind, fact = atom[0], atom[1]
    spec = FACTS.get(fact)
    numbers = spec is not None and spec.kind in ("number", "date")
    if spec is None or kind not in ("w", "n") or (kind == "n") != numbers:
        raise EngineError(f"{owner}: the clause table has no bits for the test {atom!r}")
    return atom
