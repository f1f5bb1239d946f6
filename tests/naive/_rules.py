"""Rule files as plain dicts: read from a folder with every scalar as text, or written to one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from ._logic import as_list, text

__all__ = ["NaiveError", "Rules", "load_rules", "write_rules"]

_REGISTERS = ("resolutions", "territories", "actors", "forces", "lists", "matters", "item_types")


class NaiveError(ValueError):
    """The transfer names something that no register knows, or that is ambiguous."""


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_plain(member) for member in value]
    return None if value in ("", "~", "null") else value


def _load(path: Path) -> Any:
    return _plain(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)) or {}


def load_rules(folder: Path) -> Rules:
    """Read ``rulebook.yaml``, ``registers/``, ``categories/`` and ``regimes/`` under ``folder``."""
    data: dict[str, Any] = {"rulebook": _load(folder / "rulebook.yaml"), "registers": {}, "regimes": {}}
    for name in _REGISTERS:
        path = folder / "registers" / f"{name}.yaml"
        data["registers"][name] = _load(path) if path.exists() else {}
    data["categories"] = {}
    for path in sorted((folder / "categories").glob("*.yaml")):
        data["categories"].update(_load(path).get("categories") or {})
    for path in sorted((folder / "regimes").glob("*.yaml")):
        regime = _load(path)
        data["regimes"][regime["regime"]] = regime
    return Rules(data)


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def write_rules(data: Mapping[str, Any], folder: Path) -> None:
    """Write the dicts as rule files; numbers, dates and truth values must be Python's own."""

    def dump(path: Path, content: Any) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        dumped = yaml.dump(content, Dumper=_NoAliases, sort_keys=False, allow_unicode=True, width=1000)
        path.write_text(dumped, encoding="utf-8")

    dump(folder / "rulebook.yaml", data["rulebook"])
    for name, content in data["registers"].items():
        dump(folder / "registers" / f"{name}.yaml", content)
    dump(folder / "categories" / "all.yaml", {"categories": data["categories"]})
    for name, content in data["regimes"].items():
        dump(folder / "regimes" / f"{name}.yaml", content)


def fold(name: str) -> str:
    """How two spellings of one name are compared."""
    return " ".join(name.split()).casefold()


def cite_key(cite: Any) -> str:
    """A citation without spaces: the form in which two citations are compared."""
    return re.sub(r"\s+", "", text(cite["cite"] if isinstance(cite, Mapping) else cite))


@dataclass
class Rules:
    """``data`` has the keys rulebook, registers, categories and regimes, as in the folder."""

    data: Mapping[str, Any]
    type_facts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Per item type the facts that it can state; by default from ``article41.model.ITEM_TYPES``."""

    def register(self, name: str, part: str | None = None) -> Mapping[str, Any]:
        content: Mapping[str, Any] | None = (self.data["registers"].get(name) or {}).get(part or name)
        return content or {}

    @property
    def categories(self) -> Mapping[str, Any]:
        categories: Mapping[str, Any] = self.data["categories"]
        return categories

    @property
    def regimes(self) -> Mapping[str, Any]:
        regimes: Mapping[str, Any] = self.data["regimes"]
        return regimes

    def item_types(self) -> dict[str, frozenset[str]]:
        """The item types, each with the facts that an item of it can state."""
        if not self.type_facts:
            from article41.model import ITEM_TYPES

            self.type_facts = {name: frozenset(info.facts) for name, info in ITEM_TYPES.items()}
        return self.type_facts

    def facts_of_type(self, item_type: str) -> frozenset[str]:
        return self.item_types()[item_type]

    @cached_property
    def _names(self) -> dict[tuple[str, str], set[str]]:
        names: dict[tuple[str, str], set[str]] = {}
        for kind, entries, alias_key in (
            ("state", self.register("territories"), "names"),
            ("area", self.register("territories", "areas"), "names"),
            ("actor", self.register("actors"), "aliases"),
            ("force", self.register("forces"), "names"),
        ):
            for code, entry in entries.items():
                for name in [entry.get("name"), *as_list(entry.get(alias_key))]:
                    if name is not None:
                        names.setdefault((kind, fold(text(name))), set()).add(code)
        return names

    def find(self, kind: str, name: str) -> str | None:
        """The id of a state, area, actor or force given by id or name; None if nobody is called so."""
        register, part = {
            "state": ("territories", None),
            "area": ("territories", "areas"),
            "actor": ("actors", None),
            "force": ("forces", None),
        }[kind]
        if name in self.register(register, part):
            return name
        if kind == "state":
            ambiguous = {fold(text(word)) for word in self.register("territories", "ambiguous")}
            if fold(name) in ambiguous:
                raise NaiveError(f"{name!r} is ambiguous")
        found = self._names.get((kind, fold(name)), set())
        if len(found) > 1:
            raise NaiveError(f"{name!r} is ambiguous: {sorted(found)}")
        return next(iter(found), None)

    def resolve(self, kind: str, name: str) -> str:
        found = self.find(kind, name)
        if found is None:
            raise NaiveError(f"no {kind} is called {name!r}")
        return found

    def split_cite(self, cite: Any) -> tuple[str, str]:
        """``S/RES/1718 (2006) 8(b)`` as (symbol, paragraph), both in the usual spacing."""
        raw = text(cite["cite"] if isinstance(cite, Mapping) else cite).strip()
        match = re.fullmatch(r"(S/RES/\d+)\s*(\(\d{4}\))\s*(.*)", raw)
        if match:
            return f"{match[1]} {match[2]}", _spaced(match[3])
        symbols = [*self.register("resolutions"), *self.register("resolutions", "documents")]
        for symbol in sorted(symbols, key=len, reverse=True):
            if raw == symbol or raw.startswith(symbol + " "):
                return symbol, _spaced(raw[len(symbol) :])
        return raw, ""

    def adopted(self, symbol: str) -> str | None:
        for part in ("resolutions", "documents"):
            entry = self.register("resolutions", part).get(symbol)
            if entry and entry.get("adopted"):
                return text(entry["adopted"])
        return None

    def cites(self, provision: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
        """Each cited (symbol, paragraph, role) of a provision."""
        cite = provision.get("cite")
        roles = cite if isinstance(cite, Mapping) and "cite" not in cite else {"imposes": cite}
        for role, members in roles.items():
            for member in as_list(members):
                symbol, paragraph = self.split_cite(member)
                yield symbol, paragraph, role


def _spaced(paragraph: str) -> str:
    return re.sub(r"\s*\(\s*([^)]*?)\s*\)", r" (\1)", paragraph).strip()
