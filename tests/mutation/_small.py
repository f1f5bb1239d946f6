"""A small regime of its own for the mutation tests, its cases, and regimes written back as rule files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any as Json

import yaml

from article41.cases import Case, read_cases
from article41.engine._pointers import real_day
from article41.law import Rulebook
from article41.law._compile import compile_law
from article41.law._ir import All, Any, Condition, Not, Number, Words
from article41.law._provision import Cite, Exemption, Procedure, Provision, Regime
from article41.law._source import Law, read_law
from article41.model._dates import day_text
from article41.model._vocabulary import FACTS
from article41.mutation import Vocabulary
from tests.law._folders import BASE, build

__all__ = ["CASES", "RULES", "cases", "folder", "law", "rulebook_of", "vocabulary", "written"]

RULES = (BASE / "regimes" / "alpha.yaml").read_text(encoding="utf-8")
"""A regime with every kind of rule: dated, renewed or not, exempted with and without a paper, with a duty."""

CASES = """\
regime: alpha
defaults:
  screening: {un_lists: clear}
cases:
  - name: arms
    transfer: {date: 2010-05-05, supplier: RU, recipient: KP, items: [{type: goods, military: true}]}
    expect: prohibited
    provisions: [arms]
    cites: [S/RES/9001 (2006) 8 (a) (i)]
    obligations: [inspect]
    why: They are arms.
  - name: arms the day before
    transfer: {date: 2006-10-13, supplier: RU, recipient: KP, items: [{type: goods, military: true}]}
    expect: out_of_scope
    obligations_not: [inspect]
    why: Nothing was adopted.
  - name: arms on the first day
    transfer: {date: 2006-10-14, supplier: RU, recipient: KP, items: [{type: goods, military: true}]}
    expect: prohibited
    why: It was adopted.
  - name: small arms, told five days ahead
    transfer:
      date: 2010-05-06
      supplier: RU
      recipient: KP
      items: [small_arms]
      authorisations:
        - kind: notification
          body: committee
          status: made
          by: exporting_state
          under: S/RES/9002 (2009) 10
          date: 2010-05-01
    expect: permitted
    exemptions: {small-arms: met}
    why: The Committee was told.
  - name: small arms, not told
    transfer: {date: 2010-05-06, supplier: RU, recipient: KP, items: [small_arms]}
    expect: conditional
    why: The Committee was not told.
  - name: coal from it after the known end
    transfer: {date: 2020-03-02, supplier: KP, recipient: RU, items: [{type: raw_materials, material: coal}]}
    expect: undetermined
    missing: [law.renewed]
    why: Nobody knows whether it was renewed.
"""


_FOOD = "categories: {food: {title: Food, why: It is eaten., rules: [{item.type: food_aid}]}}\n"


def folder(path: Path, rules: str = RULES) -> Path:
    """Make a rule folder with the regime ``alpha`` alone."""
    return build(path / "rules", {"regimes/alpha.yaml": rules, "categories/food.yaml": _FOOD})


def law(path: Path, rules: str = RULES) -> Law:
    """Read such a folder."""
    return read_law([folder(path, rules)])


def vocabulary(read: Law) -> Vocabulary:
    """Return the vocabulary of a law."""
    return Vocabulary(read.registers, read.categories)


def cases(path: Path, text: str = CASES) -> list[Case]:
    """Read the cases."""
    file = path / "alpha.yaml"
    file.write_text(text, encoding="utf-8")
    found, problems = read_cases(file)
    assert not problems, problems
    return found


def rulebook_of(read: Law, regime: Regime) -> Rulebook:
    """Return the rulebook that holds a changed regime in the place of the one it comes from."""
    changed = replace(read, regimes={**read.regimes, regime.id: regime})
    return Rulebook(json.loads(json.dumps(compile_law(changed))))


# Back to YAML


def written(regime: Regime) -> str:
    """Return the rule file that a regime could have been read from."""
    data: dict[str, Json] = {
        "regime": regime.id,
        "title": regime.title,
        "target": list(regime.target),
        "committee": regime.committee,
        "status": regime.status,
        "verified_to": day_text(regime.verified_to),
        "provisions": {_name(p.id): _provision(p) for p in regime.provisions},
    }
    if regime.exemptions:
        data["exemptions"] = {e.id: _exemption(e) for e in regime.exemptions}
    return yaml.dump(data, sort_keys=False, allow_unicode=True)


def _name(identifier: str) -> str:
    return identifier.partition("/")[2]


def _provision(provision: Provision) -> dict[str, Json]:
    cite: dict[str, list[Json]] = {}
    for one in provision.cites:
        cite.setdefault(one.role.value, []).append(_cite(one))
    out: dict[str, Json] = {
        "cite": cite,
        "in_force": [_period(*period) for period in provision.periods],
        "effect": provision.effect.value,
        "rule": provision.rule,
        "confidence": "high",
        "when": [_condition(member) for member in _members(provision.condition)],
    }
    if provision.duty is not None:
        out["duty"] = provision.duty
    if provision.renewal_unverified:
        out["renewal"] = "unverified"
    if provision.exemptions:
        out["exempt"] = {e.id: _exemption(e) for e in provision.exemptions}
    return out


def _exemption(exemption: Exemption) -> dict[str, Json]:
    out: dict[str, Json] = {"cite": _cite(exemption.cite), "summary": exemption.summary, "confidence": "high"}
    if exemption.own_period:
        out["in_force"] = [_period(*period) for period in exemption.periods]
    if exemption.condition != All(()):
        out["when"] = [_condition(member) for member in _members(exemption.condition)]
    if exemption.procedure is not None:
        out["procedure"] = _procedure(exemption.procedure)
        out["under"] = [f"{document} {paragraph}".rstrip() for document, paragraph in exemption.procedure.under[1:]]
    if exemption.applies_to is not None:
        out["applies_to"] = [_name(key) for key in exemption.applies_to]
    if exemption.not_to:
        out["except"] = [_name(key) for key in exemption.not_to]
    return out


def _procedure(procedure: Procedure) -> dict[str, Json]:
    times: Mapping[str, Json] = {
        "days_before": procedure.days_before,
        "working_days": procedure.working_days,
        "days_after": procedure.days_after,
        "until": None if procedure.until is None else day_text(procedure.until),
        "by": procedure.by,
    }
    return {procedure.kind: procedure.body, **{key: value for key, value in times.items() if value is not None}}


def _cite(cite: Cite) -> Json:
    text = f"{cite.document} {cite.paragraph}".rstrip()
    return text if cite.verified else {"cite": text, "unverified": True}


def _period(first: int | None, last: int | None) -> str:
    return f"{'' if first is None else day_text(first)} .. {'' if last is None else day_text(last)}".strip()


def _members(condition: Condition) -> tuple[Condition, ...]:
    return condition.members if isinstance(condition, All) else (condition,)


def _condition(condition: Condition) -> dict[str, Json]:
    match condition:
        case Words(fact=fact, words=words):
            return {fact: sorted(words)}
        case Number(fact=fact, op=op, bound=bound):
            spec = FACTS[fact]
            if spec.kind == "date":
                day = day_text(real_day(bound, 1 if op == "ge" else -1))
                return {fact: {"from" if op == "ge" else "until": day}}
            number = bound / spec.scale if spec.scale > 1 else bound
            return {fact: {"at_least" if op == "ge" else "at_most": number}}
        case Not(member=member):
            return {"not": [_condition(one) for one in _members(member)]}
        case All(members=members):
            return {"all": [_condition(member) for member in members]}
        case Any(members=members):
            return {"any": [_condition(member) for member in members]}
