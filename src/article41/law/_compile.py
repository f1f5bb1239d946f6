"""The law compiled: plain JSON-able tables, one shard a regime, from which every engine works.

The shards carry what a check and a report need and nothing else. They are made from the source and never
edited; a digest of the source says whether they are still its image.
"""

from __future__ import annotations

from typing import Any as Json

from article41._words import Effect
from article41.law._clauses import AtomTable
from article41.law._conditions import period_condition
from article41.law._digest import FORMAT
from article41.law._fold import fold
from article41.law._ir import All, Any, Condition, Words
from article41.law._order import category_order
from article41.law._provision import Category, Cite, Exemption, Procedure, Provision, Regime
from article41.law._registers import Registers
from article41.law._source import Law
from article41.model._terms import ACTIVITIES
from article41.model._vocabulary import SELECTIVE_FACTS

__all__ = ["compile_law", "exemption_condition", "provision_condition"]


def compile_law(law: Law) -> dict[str, dict[str, Json]]:
    """Return the shards by name: ``index``, ``registers``, ``documents``, ``categories`` and one a regime."""
    shards = {f"regime-{regime.id}": _regime(regime) for regime in law.regimes.values()}
    index = {
        "format": FORMAT,
        "version": law.registers.version,
        "digest": law.digest,
        "covers_from": law.registers.covers_from,
        "regimes": {
            regime.id: {"guards": shards[f"regime-{regime.id}"]["guards"], "verified_to": regime.verified_to}
            for regime in law.regimes.values()
        },
    }
    return {
        "index": index,
        "registers": _registers(law.registers),
        "documents": _documents(law.registers),
        "categories": _categories(law.categories),
        **shards,
    }


def _regime(regime: Regime) -> dict[str, Json]:
    table = AtomTable()
    procedures: list[Procedure] = []

    def procedure(item: Procedure | None) -> int | None:
        if item is None:
            return None
        if item not in procedures:
            procedures.append(item)
        return procedures.index(item)

    def exemption(item: Exemption, owner: str) -> dict[str, Json]:
        condition = exemption_condition(item)
        return {
            "id": item.id,
            "cite": _cite(item.cite),
            "periods": item.periods,
            "clauses": table.clauses(condition, f"{owner} {item.id}", item.place),
            "substantive": item.substantive,
            "procedure": procedure(item.procedure),
            "summary": item.summary,
            "confidence": item.confidence.value,
        }

    provisions = []
    rules: list[tuple[str, list[list[int]]]] = []
    for provision in regime.provisions:
        condition = provision_condition(provision)
        clauses = table.clauses(condition, provision.id, provision.place)
        rules.append((provision.effect.value, clauses))
        provisions.append(
            {
                "id": provision.id,
                "effect": provision.effect.value,
                "duty": provision.duty,
                "cites": [_cite(cite) for cite in provision.cites],
                "periods": provision.periods,
                "renewal_unverified": provision.renewal_unverified,
                "clauses": clauses,
                "exempt": [exemption(item, provision.id) for item in provision.exemptions],
                "rule": provision.rule,
                "confidence": provision.confidence.value,
                "confidence_note": provision.confidence_note,
                "notes": provision.notes,
                "disputed": provision.disputed,
            }
        )
    return {
        "id": regime.id,
        "title": regime.title,
        "target": regime.target,
        "committee": regime.committee,
        "status": regime.status,
        "verified_to": regime.verified_to,
        "sources": regime.sources,
        "notes": regime.notes,
        "guards": {act: _guards(table, rules, act) for act in ACTIVITIES},
        "exemptions": [
            {**exemption(item, regime.id), "applies_to": item.applies_to, "not_to": item.not_to}
            for item in regime.exemptions
        ],
        "provisions": provisions,
        "procedures": [_procedure(item) for item in procedures],
        "atoms": _atoms(table),
    }


def provision_condition(provision: Provision) -> Condition:
    """Return all that must hold for a provision to reach a movement: that it is in force, and its conditions."""
    return All((_law_in_force(provision), provision.condition))


def exemption_condition(item: Exemption) -> Condition:
    """Return the substance of an exemption: its conditions and, where it has one of its own, its period."""
    return All((_in_periods(item.periods), item.condition)) if item.own_period else item.condition


def _in_periods(periods: tuple[tuple[int | None, int | None], ...]) -> Condition:
    return Any(tuple(period_condition("date", first, last) for first, last in periods))


def _law_in_force(provision: Provision) -> Condition:
    """The periods; after the last one, if its renewal is not verified, the law itself is an unknown fact."""
    if not provision.renewal_unverified:
        return _in_periods(provision.periods)
    *earlier, (first, last) = provision.periods
    renewed = Words("law.renewed", frozenset({provision.id}))
    still = Any((period_condition("date", None, last), renewed))
    return Any((_in_periods(tuple(earlier)), All((period_condition("date", first, None), still))))


def _guards(table: AtomTable, rules: list[tuple[str, list[list[int]]]], activity: str) -> dict[str, Json]:
    """Return the guards of a regime for one act.

    ``may`` is of what can make a finding: one of its tests must perhaps hold. ``must`` is of what only counts when
    it is certain (a duty, a call, an express permission, where nothing else of the regime is of account): one of
    its tests must surely hold. Either is None if some clause has no such test.
    """
    prohibits = Effect.PROHIBIT.value
    return {
        "may": _guard(table, [c for effect, clauses in rules if effect == prohibits for c in clauses], activity),
        "must": _guard(table, [c for effect, clauses in rules if effect != prohibits for c in clauses], activity),
    }


def _guard(table: AtomTable, clauses: list[list[int]], activity: str) -> list[list[Json]] | None:
    """Return the tests of which one must perhaps hold for any clause to be of account for an act.

    Of each clause it is the most selective one; None if a clause has no such test.
    """
    guard: list[list[Json]] = []
    for clause in clauses:
        tests = []
        for literal in clause:
            atom = table.atoms[abs(literal) - 1]
            if not isinstance(atom, Words):
                continue
            if atom.fact == "activity" and (activity in atom.words) != (literal > 0):
                break
            if literal > 0 and atom.fact in SELECTIVE_FACTS:
                tests.append([atom.fact, sorted(atom.words)])
        else:
            if not tests:
                return None
            best = min(tests, key=lambda test: (SELECTIVE_FACTS.index(test[0]), test[1]))
            if best not in guard:
                guard.append(best)
    return guard


def _atoms(table: AtomTable) -> list[list[Json]]:
    return [
        ["w", atom.fact, sorted(atom.words)] if isinstance(atom, Words) else ["n", atom.fact, atom.op, atom.bound]
        for atom in table.atoms
    ]


def _cite(cite: Cite) -> list[Json]:
    return [cite.document, cite.paragraph, cite.role.value, cite.adopted, cite.url, cite.verified]


def _procedure(item: Procedure) -> dict[str, Json]:
    return {
        "kind": item.kind,
        "body": item.body,
        "days_before": item.days_before,
        "working_days": item.working_days,
        "days_after": item.days_after,
        "until": item.until,
        "by": item.by,
        "regime": item.regime,
        "under": [list(pair) for pair in item.under],
    }


def _categories(categories: dict[str, Category]) -> dict[str, Json]:
    table = AtomTable()
    out = []
    for key in category_order(categories)[0]:
        category = categories[key]
        rules = [Words("item.category", frozenset({name})) for name in category.includes]
        condition = Any((*rules, *category.rules))
        out.append(
            {
                "id": key,
                "title": category.title,
                "why": category.why,
                "cite": _cite(category.cite) if category.cite else None,
                "confidence": category.confidence.value,
                "clauses": table.clauses(condition, f"the category {key}", category.place),
            }
        )
    return {"categories": out, "atoms": _atoms(table)}


def _documents(registers: Registers) -> dict[str, Json]:
    """What is known of each document that can be cited. No check needs it."""
    return {
        symbol: {
            "adopted": document.adopted,
            "title": document.title,
            "url": document.url,
            "paragraphs": sorted(document.paragraphs),
            "complete": document.complete,
        }
        for symbol, document in registers.documents.items()
    }


def _registers(registers: Registers) -> dict[str, Json]:
    def territory(item: Json) -> dict[str, Json]:
        return {
            "name": item.name,
            "names": item.names,
            "first": item.first,
            "last": item.last,
            "successors": item.successors,
            "codes": item.codes,
            "part_of": item.part_of,
            "within": item.within,
        }

    return {
        "territories": {code: territory(item) for code, item in registers.territories.items()},
        "areas": {code: territory(item) for code, item in registers.areas.items()},
        "ambiguous": registers.ambiguous,
        "actor_names": {
            fold(name): key for key, actor in registers.actors.items() for name in (*actor.aliases, actor.name, key)
        },
        "actors": {
            key: {
                "name": actor.name,
                "aliases": actor.aliases,
                "listed": [[item.party_list, item.ref, item.first, item.last] for item in actor.listed],
            }
            for key, actor in registers.actors.items()
        },
        "forces": {key: {"name": force.name, "aliases": force.aliases} for key, force in registers.forces.items()},
        "party_lists": registers.party_lists,
        "control_lists": registers.control_lists,
        "matters": registers.matters,
        "item_types": {
            key: {"hs": item.hs, "by_material": item.by_material} for key, item in registers.item_types.items()
        },
        "adopted": {symbol: document.adopted for symbol, document in registers.documents.items()},
        "notes": {
            kind: [
                {
                    "id": key,
                    "says": note.says,
                    "states": note.states,
                    "first": note.first,
                    "last": note.last,
                    "both": note.both,
                    "title": note.title,
                    "cite": note.cite,
                    "source": note.source,
                    "confidence": note.confidence.value,
                }
                for key, note in notes.items()
            ]
            for kind, notes in (("not_encoded", registers.not_encoded), ("not_embargoed", registers.not_embargoed))
        },
    }
