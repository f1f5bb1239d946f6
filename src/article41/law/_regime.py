"""One regime file, read and checked: every problem of the file is reported in one run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import TypeVar

from article41._errors import RuleError
from article41._words import Confidence, Effect, Role
from article41.law._cite import parents, split_citation
from article41.law._conditions import SUGAR, ConditionReader
from article41.law._ir import All, Any, Condition, Not, Words
from article41.law._provision import Cite, Exemption, Procedure, Provision, Regime
from article41.law._registers import Document, Registers
from article41.law._yaml import Value
from article41.model._vocabulary import FACTS

__all__ = [
    "BODIES",
    "EXEMPTION_KEYS",
    "MAKERS",
    "PROCEDURE_KINDS",
    "PROCEDURE_TIMES",
    "PROVISION_KEYS",
    "REGIME_KEYS",
    "STATUSES",
    "read_cite",
    "read_confidence",
    "read_regime",
]

REGIME_KEYS = (
    "regime", "title", "target", "committee", "status", "verified_to", "sources", "notes", "exemptions",
    "provisions",
)  # fmt: skip
PROVISION_KEYS = (
    "cite", "in_force", "effect", "duty", *SUGAR, "exempt", "rule", "confidence", "confidence_note", "notes",
    "disputed", "renewal",
)  # fmt: skip
EXEMPTION_KEYS = (
    "cite", "under", "in_force", *SUGAR, "procedure", "summary", "confidence", "confidence_note", "notes",
    "applies_to", "except",
)  # fmt: skip
PROCEDURE_KINDS = ("approve", "no_objection", "notify", "report")
PROCEDURE_TIMES = ("days_before", "working_days", "working_days_before", "days_after", "until")
BODIES = (
    "committee", "security_council", "secretary_general", "government_of_target", "special_representative",
    "national_authority",
)  # fmt: skip
MAKERS = (
    "supplier_state", "recipient_state", "exporting_state", "procuring_state", "government_of_target",
    "organisation", "flag_state", "host_state",
)  # fmt: skip

STATUSES = ("in_force", "ended", "spent")

Periods = tuple[tuple[int | None, int | None], ...]
_T = TypeVar("_T")


def read_cite(value: Value, role: Role, documents: Mapping[str, Document]) -> Cite:
    """Read a citation and check it against the register of documents."""
    verified = True
    at = value
    if value.is_mapping:
        value.mapping(("cite", "unverified"))
        unverified = value.get("unverified")
        verified = not (unverified is not None and unverified.flag())
        at = value.need("cite")
    parts = split_citation(at.text())
    if parts is None:
        at.fail(f"{at.text()!r} is not a citation", "write it like S/RES/1718 (2006) 8 (b)")
    symbol, paragraph = parts
    document = documents.get(symbol)
    if document is None:
        at.fail(f"{symbol} is not in the register of resolutions", "add it to registers/resolutions.yaml")
    if symbol.startswith("S/RES/") and not paragraph:
        at.fail(f"the citation of {symbol} names no paragraph", "write it like S/RES/1718 (2006) 8 (b)")
    if paragraph and document.complete and paragraph not in document.paragraphs:
        at.fail(
            f"{symbol} has no paragraph {paragraph}",
            f"its paragraphs: {', '.join(sorted(document.paragraphs))}",
        )
    known = not paragraph or not document.paragraphs or any(p in document.paragraphs for p in parents(paragraph))
    if not known:
        at.fail(
            f"the register does not know a paragraph {paragraph} of {symbol}",
            "correct the number, or add the paragraph to registers/resolutions.yaml",
        )
    return Cite(symbol, paragraph, role, document.adopted, document.url, verified)


class _RegimeReader:
    def __init__(self, root: Value, registers: Registers, conditions: ConditionReader) -> None:
        self.root = root
        self.registers = registers
        self.conditions = conditions
        root.mapping(REGIME_KEYS)
        self.regime = root.need("regime").text()
        self.problems: list[RuleError] = []
        target = root.get("target")
        known = {*registers.territories, *registers.actors, *registers.areas}
        self.target = tuple(m.choice(sorted(known), "territory or actor") for m in target.members()) if target else ()
        # A regime on one of two States with confusable names must never name the other (CG in a DRC regime).
        self.confusable = {
            other: name
            for name, codes in registers.ambiguous.items()
            if set(codes) & set(self.target)
            for other in set(codes) - set(self.target)
        }

    def read(self) -> Regime:
        provisions = self.root.need("provisions").mapping()
        ids = [f"{self.regime}/{name}" for name in provisions]
        shared = self._collect(self._entries("exemptions"), lambda n, v: self._exemption(n, v, None, ids))
        read = self._collect(list(provisions.items()), self._provision)
        regimes = self._collect([("", self.root)], lambda _, root: self._head(root, shared, read))
        if self.problems:
            found = [problem for error in self.problems for problem in error.problems]
            raise RuleError(sorted(found, key=lambda p: (p.place.line or 0, p.place.column or 0)))
        return regimes[0]

    def _head(self, root: Value, exemptions: tuple[Exemption, ...], provisions: tuple[Provision, ...]) -> Regime:
        stem = root.file.rsplit("/", 1)[-1].removesuffix(".yaml")
        if self.regime != stem:
            root.need("regime").fail(f"the regime {self.regime!r} stands in the file {stem}.yaml", "rename one of them")
        committee, sources = root.get("committee"), root.get("sources")
        return Regime(
            self.regime,
            root.need("title").text(),
            self.target,
            committee.choice(self.registers.party_lists, "list of parties (Committee)") if committee else None,
            root.need("status").choice(STATUSES, "status"),
            root.need("verified_to").day(),
            tuple(sources.words()) if sources else (),
            _text(root, "notes"),
            exemptions,
            provisions,
        )

    def _entries(self, key: str) -> list[tuple[str, Value]]:
        table = self.root.get(key)
        return list(table.mapping().items()) if table else []

    def _collect(self, entries: list[tuple[str, Value]], read: Callable[[str, Value], _T]) -> tuple[_T, ...]:
        """Read every entry; keep each one's first problem and go on, so that one run shows them all."""
        out = []
        for name, value in entries:
            try:
                out.append(read(name, value))
            except RuleError as error:
                self.problems.append(error)
        return tuple(out)

    def _provision(self, name: str, value: Value) -> Provision:
        value.mapping(PROVISION_KEYS)
        effect_value = value.get("effect")
        effect = Effect(effect_value.choice([e.value for e in Effect], "effect")) if effect_value else Effect.PROHIBIT
        duty = value.get("duty")
        if (duty is not None) != (effect is Effect.OBLIGE):
            value.fail("a duty goes with effect: oblige, and every oblige names its duty")
        periods = self._periods(value.need("in_force"))
        renewal = value.get("renewal")
        if renewal is not None:
            renewal.choice(("unverified",), "state of renewal")
            if periods[-1][1] is None:
                renewal.fail("a period without an end cannot be renewed", "give in_force its last day")
        condition = self.conditions.sugar(value)
        self._refuse_confusable(condition, value)
        if condition == All(()):
            value.fail("the provision has no conditions and would reach every transfer", "add acts, parties or items")
        exemptions = []
        exempt = value.get("exempt")
        if exempt is not None:
            if effect is not Effect.PROHIBIT:
                exempt.fail(f"only a prohibition has exemptions, and this one's effect is {effect.value}")
            exemptions = [self._exemption(n, v, periods, []) for n, v in exempt.mapping().items()]
        value.need("confidence")
        return Provision(
            f"{self.regime}/{name}",
            effect,
            duty.text() if duty else None,
            self._cites(value.need("cite")),
            periods,
            renewal is not None,
            condition,
            tuple(exemptions),
            value.need("rule").text(),
            read_confidence(value),
            _text(value, "confidence_note"),
            _text(value, "notes"),
            _text(value, "disputed"),
            value.place,
        )

    def _cites(self, value: Value) -> tuple[Cite, ...]:
        roles = value.mapping([role.value for role in Role])
        cites = [
            read_cite(member, Role(role), self.registers.documents)
            for role, members in roles.items()
            for member in members.members()
        ]
        if not cites:
            value.fail("a provision without a citation does not load", "add imposes: S/RES/... and its paragraph")
        return tuple(cites)

    def _periods(self, value: Value) -> Periods:
        periods = [(member, member.period()) for member in value.members()]
        if not periods:
            value.fail("an empty list of periods is never in force", "write it like 2006-10-14 ..")
        periods.sort(key=lambda item: item[1][0] or 0)
        for (_, (_, last)), (member, (first, _)) in pairwise(periods):
            if last is None or first is None or first <= last:
                member.fail("the periods overlap", "end each the day before the next begins")
        return tuple(period for _, period in periods)

    def _exemption(self, name: str, value: Value, within: Periods | None, ids: list[str]) -> Exemption:
        value.mapping(EXEMPTION_KEYS)
        cite = read_cite(value.need("cite"), Role.EXEMPTS, self.registers.documents)
        under = value.get("under")
        others = [read_cite(m, Role.EXEMPTS, self.registers.documents) for m in under.members()] if under else []
        in_force = value.get("in_force")
        if in_force is not None:
            periods = self._periods(in_force)
            if within is not None and not any(_meet(a, b) for a in periods for b in within):
                in_force.fail("the exemption is never in force while its provision is")
        elif within is not None:
            periods = within
        else:
            value.fail("a power stated for the whole regime needs in_force")
        condition = self.conditions.sugar(value)
        self._refuse_confusable(condition, value)
        procedure = value.get("procedure")
        if condition == All(()) and procedure is None:
            value.fail("an exemption needs conditions, a procedure or both", "as it stands it would lift everything")
        applies, excepted = value.get("applies_to"), value.get("except")
        if within is not None and (applies is not None or excepted is not None):
            value.fail("applies_to and except belong to the exemptions of a whole regime")
        applies_to = None
        if applies is not None and applies.words() != ["all"]:
            applies_to = tuple(self._one_of(member, ids) for member in applies.members())
            if not applies_to:
                applies.fail("the exemption reaches no provision", "write all, or the ids that it reaches")
        return Exemption(
            name,
            cite,
            periods,
            in_force is not None,
            condition,
            condition != All(()),
            self._procedure(procedure, (cite, *others)) if procedure else None,
            value.need("summary").text(),
            read_confidence(value),
            value.place,
            applies_to,
            tuple(self._one_of(member, ids) for member in excepted.members()) if excepted else (),
        )

    def _one_of(self, value: Value, ids: list[str]) -> str:
        return f"{self.regime}/" + value.choice([i.split("/", 1)[1] for i in ids], "provision of this regime")

    def _procedure(self, value: Value, cites: tuple[Cite, ...]) -> Procedure:
        found = value.mapping((*PROCEDURE_KINDS, *PROCEDURE_TIMES, "by"))
        kinds = [kind for kind in PROCEDURE_KINDS if kind in found]
        if len(kinds) != 1:
            value.fail(f"a procedure has exactly one of {', '.join(PROCEDURE_KINDS)}")
        body = found[kinds[0]].choice(sorted({*BODIES, *self.registers.forces}), "body")
        times = [key for key in PROCEDURE_TIMES if key in found]
        if len(times) > 1:
            value.key(times[1]).fail(f"a procedure has one time, and {times[0]} is there already", "remove one")
        by = found.get("by")

        def days(*keys: str) -> int | None:
            for key in keys:
                if key in found:
                    number = found[key].integer()
                    if number < 0:
                        found[key].fail(f"{number} is not a number of days", "count from 0")
                    return number
            return None

        return Procedure(
            kinds[0],
            body,
            days("days_before"),
            days("working_days", "working_days_before"),
            days("days_after"),
            found["until"].day() if "until" in found else None,
            by.choice(MAKERS, "maker") if by else None,
            self.regime,
            tuple((cite.document, cite.paragraph) for cite in cites),
        )

    def _refuse_confusable(self, condition: Condition, at: Value) -> None:
        if not self.confusable:
            return
        for word in sorted(self._states(condition) & set(self.confusable)):
            at.fail(
                f"{word} may not stand in a regime on {', '.join(self.target)}: both are called "
                f"{self.confusable[word]!r}",
                f"write {', '.join(self.target)} if that State is meant",
            )

    def _states(self, condition: Condition) -> frozenset[str]:
        """The States that a condition names; all of them together are ``present`` and name none."""
        match condition:
            case Words(fact=fact, words=words) if FACTS[fact].register == "state":
                return words if words != self.registers.words("state") else frozenset()
            case Not(member=member):
                return self._states(member)
            case All(members=members) | Any(members=members):
                return frozenset().union(*(self._states(member) for member in members))
            case _:
                return frozenset()


def read_confidence(value: Value) -> Confidence:
    """Read ``confidence`` of a provision, exemption or category (high if not stated) and check that it says why."""
    stated = value.get("confidence")
    confidence = Confidence(stated.choice([c.value for c in Confidence], "confidence")) if stated else Confidence.HIGH
    if stated and confidence is not Confidence.HIGH and value.get("confidence_note") is None:
        stated.fail("confidence below high says why", "add confidence_note")
    return confidence


def _text(value: Value, key: str) -> str | None:
    found = value.get(key)
    return found.text() if found else None


def _meet(a: tuple[int | None, int | None], b: tuple[int | None, int | None]) -> bool:
    return (a[1] is None or b[0] is None or b[0] <= a[1]) and (b[1] is None or a[0] is None or a[0] <= b[1])


def read_regime(root: Value, registers: Registers, conditions: ConditionReader) -> Regime:
    """Read a regime file.

    Raises:
        RuleError: with every problem of the file.
    """
    return _RegimeReader(root, registers, conditions).read()
