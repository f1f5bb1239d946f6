"""The law as its source: all rule files of one or more folders, read, cross-checked and digested."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from article41._errors import Problem, RuleError
from article41._words import Confidence, Role
from article41.law._conditions import ConditionReader
from article41.law._digest import digest_of
from article41.law._ir import Not, facts_of
from article41.law._order import category_order
from article41.law._provision import Category, Regime
from article41.law._regime import read_cite, read_regime
from article41.law._registers import Registers, load_registers
from article41.law._yaml import Value, read_yaml

__all__ = ["Law", "read_law"]


@dataclass(frozen=True, slots=True)
class Law:
    """Everything under one or more rule folders."""

    registers: Registers
    categories: dict[str, Category]
    regimes: dict[str, Regime]
    digest: str


def read_law(folders: list[Path]) -> Law:
    """Read and check every rule file of ``folders``; later folders add to earlier ones.

    Raises:
        RuleError: with every problem found, each with its file, line, column and a hint.
    """
    problems: list[RuleError] = []
    shown = [(folder.name, folder) for folder in folders]
    for name, folder in shown:
        if not folder.is_dir():
            raise RuleError(Problem(f"{name}: there is no such folder of rules", hint=f"looked at {folder}"))
    registers = load_registers(shown, problems)
    categories = _read_categories(shown, registers, problems)
    reader = ConditionReader(registers, categories)
    regimes: dict[str, Regime] = {}
    for name, path in _each(shown, "regimes"):
        try:
            root = read_yaml(path, name)
            regime = read_regime(root, registers, reader)
            if regime.id in regimes:
                root.need("regime").fail(f"the regime {regime.id!r} is defined twice", "rename one of the files")
            regimes[regime.id] = regime
        except RuleError as error:
            problems.append(error)
    if problems:
        raise RuleError([p for error in problems for p in error.problems])
    return Law(registers, categories, regimes, digest_of(folders))


def _each(folders: list[tuple[str, Path]], kind: str) -> list[tuple[str, Path]]:
    return [
        (f"{shown}/{kind}/{path.name}", path)
        for shown, folder in folders
        for path in sorted((folder / kind).glob("*.yaml"))
    ]


def _read_categories(
    folders: list[tuple[str, Path]], registers: Registers, problems: list[RuleError]
) -> dict[str, Category]:
    found: dict[str, Value] = {}
    for name, path in _each(folders, "categories"):
        try:
            root = read_yaml(path, name)
            root.mapping(("categories", "notes"))
            for key, value in root.need("categories").mapping().items():
                if key in found:
                    value.fail(f"the category {key!r} is defined twice", "keep one of them")
                found[key] = value
        except RuleError as error:
            problems.append(error)
    reader = ConditionReader(registers, found)
    categories: dict[str, Category] = {}
    for key, value in found.items():
        try:
            categories[key] = _read_category(key, value, reader, registers, found)
        except RuleError as error:
            problems.append(error)
    try:
        _refuse_circles(categories, found)
    except RuleError as error:
        problems.append(error)
    return categories


def _read_category(
    key: str, value: Value, reader: ConditionReader, registers: Registers, known: dict[str, Value]
) -> Category:
    value.mapping(
        ("title", "why", "cite", "includes", "rules", "confidence", "confidence_note", "note", "notes", "sources")
    )
    includes, rules, cite = value.get("includes"), value.get("rules"), value.get("cite")
    conditions = reader.rules(rules) if rules else ()
    for condition in conditions:
        foreign = sorted(f for f in facts_of(condition) if not f.startswith("item.") and f != "date")
        if foreign or "item.concerns" in facts_of(condition):
            value.fail(f"a category looks at the item only, not at {', '.join(foreign) or 'item.concerns'}")
        if _negates_category(condition):
            value.fail("a category rule may not negate a category", "negate the facts of the item instead")
    if not conditions and includes is None:
        value.fail(f"the category {key!r} has neither rules nor includes and would always be empty")
    confidence = value.get("confidence")
    return Category(
        key,
        value.need("title").text(),
        value.need("why").text(),
        read_cite(cite, Role.WITH, registers.documents) if cite else None,
        tuple(m.choice(sorted(known), "category") for m in includes.members()) if includes else (),
        conditions,
        Confidence(confidence.choice([c.value for c in Confidence], "confidence")) if confidence else Confidence.HIGH,
    )


def _negates_category(condition: object, negated: bool = False) -> bool:
    if isinstance(condition, Not):
        return _negates_category(condition.member, True)
    members = getattr(condition, "members", None)
    if members is not None:
        return any(_negates_category(m, negated) for m in members)
    return negated and getattr(condition, "fact", None) == "item.category"


def _refuse_circles(categories: dict[str, Category], at: dict[str, Value]) -> None:
    circle = category_order(categories)[1]
    if circle:
        at[circle[0]].fail(f"the categories {' -> '.join(circle)} include each other", "remove one of the steps")
