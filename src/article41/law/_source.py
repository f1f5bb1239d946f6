"""The law as its source: all rule files of one or more folders, read, cross-checked and digested."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from article41._errors import Place, Problem, RuleError
from article41._words import Role
from article41.law._conditions import ConditionReader
from article41.law._digest import digest_of, rule_files
from article41.law._ir import Not, facts_of
from article41.law._order import category_order
from article41.law._provision import Category, Regime
from article41.law._regime import read_cite, read_confidence, read_regime
from article41.law._register_files import REGISTERS, load_registers
from article41.law._registers import Registers
from article41.law._yaml import Value, read_yaml

__all__ = ["CATEGORY_KEYS", "Law", "read_law"]

CATEGORY_KEYS = (
    "title", "why", "cite", "includes", "rules", "confidence", "confidence_note", "note", "notes", "sources",
)  # fmt: skip

_FREE_NAME = re.compile(r"(categories|regimes)/[^/]+\.yaml")


@dataclass(frozen=True, slots=True)
class Law:
    """Everything under one or more rule folders."""

    registers: Registers
    categories: dict[str, Category]
    regimes: dict[str, Regime]
    digest: str


def read_law(folders: list[Path]) -> Law:
    """Read and check every rule file of ``folders``; later folders add to earlier ones.

    The registers are read first, then the categories, then the regimes. Where the words that a later one uses are
    not all known because an earlier one does not load, reading ends there: it would find fault with good rules.

    Raises:
        RuleError: with every problem found, each with its file, line, column and a hint.
    """
    problems: list[RuleError] = []
    if not folders:
        raise RuleError(Problem("no folder of rules is given", hint="name one, or keep the shipped rules"))
    shown = [(folder.name or folder.resolve().name, folder) for folder in folders]
    for name, folder in shown:
        _check_files(name, folder, problems)
    registers = load_registers(shown, problems)
    _raise(problems)
    found = _find_categories(shown, problems)
    _raise(problems)
    reader = ConditionReader(registers, found)
    categories = _read_categories(found, reader, registers, problems)
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
    _raise(problems)
    return Law(registers, categories, regimes, digest_of(folders))


def _raise(problems: list[RuleError]) -> None:
    if problems:
        raise RuleError([p for error in problems for p in error.problems])


def _check_files(name: str, folder: Path, problems: list[RuleError]) -> None:
    """Refuse YAML files that would be left out: a misnamed file would be law that silently does not apply."""
    if not folder.is_dir():
        raise RuleError(Problem(f"{name}: there is no such folder of rules", hint=f"looked at {folder}"))
    files = rule_files(folder)
    if not files:
        hint = f"looked at {folder}; docs/rule-form.md lists the files of a rule folder"
        raise RuleError(Problem(f"{name}: there are no rule files in this folder", hint=hint))
    named = {"rulebook.yaml", *(f"registers/{register}.yaml" for register in REGISTERS)}
    for path in files:
        inside = path.relative_to(folder).as_posix()
        if inside not in named and not _FREE_NAME.fullmatch(inside):
            hint = "docs/rule-form.md lists the files of a rule folder; rename this one or move it out"
            problem = Problem("no rule file has this name, so it would not be read", Place(f"{name}/{inside}"), hint)
            problems.append(RuleError(problem))


def _each(folders: list[tuple[str, Path]], kind: str) -> list[tuple[str, Path]]:
    return [
        (f"{shown}/{kind}/{path.name}", path)
        for shown, folder in folders
        for path in rule_files(folder)
        if path.parent == folder / kind
    ]


def _find_categories(folders: list[tuple[str, Path]], problems: list[RuleError]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, path in _each(folders, "categories"):
        try:
            root = read_yaml(path, name)
            root.mapping(("categories", "notes"))
            for key, value in root.need("categories").mapping().items():
                if key in found:
                    root.need("categories").key(key).fail(f"the category {key!r} is defined twice", "keep one of them")
                found[key] = value
        except RuleError as error:
            problems.append(error)
    return found


def _read_categories(
    found: dict[str, Value], reader: ConditionReader, registers: Registers, problems: list[RuleError]
) -> dict[str, Category]:
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
    value.mapping(CATEGORY_KEYS)
    rules, cite = value.get("rules"), value.get("cite")
    conditions = reader.rules(rules) if rules else ()
    inside = tuple(member.choice(sorted(known), "category") for member in value.each("includes"))
    for condition in conditions:
        foreign = sorted(f for f in facts_of(condition) if not f.startswith("item.") and f != "date")
        if foreign or "item.concerns" in facts_of(condition):
            value.fail(f"a category looks at the item only, not at {', '.join(foreign) or 'item.concerns'}")
        if _negates_category(condition):
            value.fail("a category rule may not negate a category", "negate the facts of the item instead")
    if not conditions and not inside:
        value.fail(f"the category {key!r} has neither rules nor includes and would always be empty")
    return Category(
        key,
        value.need("title").text(),
        value.need("why").text(),
        read_cite(cite, Role.WITH, registers.documents) if cite else None,
        inside,
        conditions,
        read_confidence(value),
        value.place,
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
