"""Definitions that nothing names: a misspelt copy, a rest of an older text, or a rule that was never written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from article41._errors import Problem
from article41.law._cite import split_citation
from article41.law._digest import rule_files
from article41.law._ir import All, Any, Condition, Not, Words
from article41.law._source import Law
from article41.law._yaml import Value, read_yaml
from article41.model._item_types import ITEM_TYPES
from article41.model._vocabulary import FACTS

__all__ = ["unused_definitions"]


def unused_definitions(law: Law, folders: list[Path]) -> list[Problem]:
    """Return a problem for every category, document, list, actor, force and matter that nothing of ``law`` names.

    Args:
        law: all rules, read.
        folders: those among its folders whose definitions are looked at.
    """
    files = [
        (path.relative_to(folder), read_yaml(path, f"{folder.name or folder.resolve().name}/{inside}"))
        for folder in folders
        for path in rule_files(folder)
        for inside in [path.relative_to(folder).as_posix()]
    ]
    written = {word for _, root in files for word in _scalars(root)}
    named = _named(law, written)
    documents = {parts[0] for parts in map(split_citation, written) if parts is not None}
    listed = {key for key, actor in law.registers.actors.items() if actor.listed}
    kinds: dict[str, tuple[str, Callable[[str], bool]]] = {
        "categories": ("category", lambda key: key in named["category"]),
        "resolutions": ("document", lambda key: key in documents),
        "documents": ("document", lambda key: key in documents),
        "party_lists": ("list of parties", lambda key: key in named["party_list"]),
        "control_lists": ("control list", lambda key: key in named["list"]),
        # One that is on a list says whether a party is listed, whether or not a rule names it.
        "actors": ("actor", lambda key: key in named["actor"] or key in listed),
        "forces": ("force", lambda key: key in named["force"]),
        "matters": ("matter", lambda key: key in named["matter"]),
    }
    found = []
    for path, root in files:
        if path.parts[0] not in ("registers", "categories"):
            continue
        for section, entries in root.mapping().items():
            kind, is_named = kinds.get(section, ("", None))
            for key in entries.mapping() if is_named is not None else ():
                if is_named is not None and not is_named(key):
                    hint = "name it in a rule, or remove it"
                    found.append(Problem(f"nothing names the {kind} {key!r}", entries.key(key).place, hint))
    return found


def _named(law: Law, written: set[str]) -> dict[str, set[str]]:
    """Return the words that rules name, by register; ``written`` are all words that stand in the files."""
    named: dict[str, set[str]] = {
        kind: set() for kind in ("category", "party_list", "list", "actor", "force", "matter", "subject")
    }
    # A test for the presence of any word at all is compiled to all words, and names none of them by itself.
    every = {kind: law.registers.words(kind) for kind in ("party_list", "list", "actor", "force", "matter")}
    every["category"] = frozenset(law.categories)
    every["subject"] = frozenset({*law.categories, *ITEM_TYPES})
    for condition in _conditions(law):
        for fact, words in _words(condition):
            register = FACTS[fact].register
            if register in named:
                named[register] |= words & written if words == every[register] else words
    named["category"] |= named["subject"]
    for category in law.categories.values():
        named["category"].update(category.includes)
    for regime in law.regimes.values():
        named["actor"].update(regime.target)
        named["party_list"].update([regime.committee] if regime.committee else [])
        for exemption in (*regime.exemptions, *(e for p in regime.provisions for e in p.exemptions)):
            named["force"].update([exemption.procedure.body] if exemption.procedure else [])
    for actor in law.registers.actors.values():
        named["party_list"].update(listing.party_list for listing in actor.listed)
    return named


def _conditions(law: Law) -> Iterator[Condition]:
    for category in law.categories.values():
        yield from category.rules
    for regime in law.regimes.values():
        yield from (exemption.condition for exemption in regime.exemptions)
        for provision in regime.provisions:
            yield provision.condition
            yield from (exemption.condition for exemption in provision.exemptions)


def _words(condition: Condition) -> Iterator[tuple[str, frozenset[str]]]:
    match condition:
        case Words(fact=fact, words=words):
            yield fact, words
        case Not(member=member):
            yield from _words(member)
        case All(members=members) | Any(members=members):
            for member in members:
                yield from _words(member)


def _scalars(value: Value) -> Iterator[str]:
    """Yield every word and text of a file; keys are definitions and do not count."""
    if value.is_mapping:
        for member in value.mapping().values():
            yield from _scalars(member)
    elif value.is_list:
        for member in value.members():
            yield from _scalars(member)
    else:
        yield value.text()
