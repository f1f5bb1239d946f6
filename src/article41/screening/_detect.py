"""A guess from the names of the columns: which states what. It is shown, and what may be two things is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from article41._errors import Problem
from article41.model._limits import MAX_INTERMEDIARIES
from article41.screening._aliases import ALIASES, ASKED, KEYS, LISTS, MAYBE_OTHERS, OTHERS
from article41.screening._field import target_of
from article41.screening._mapping import Items, TableMap, field_of
from article41.screening._others import LISTED, numbers_in, place_of
from article41.tables import COLUMNS

__all__ = ["Guess", "doubts_of", "guess_mapping"]

_NUMBERED = re.compile(r"(.*?\D)[_ .-]?(\d{1,2})")


class Guess(NamedTuple):
    """What the names of columns tell.

    Attributes:
        mapping: what they tell without doubt.
        doubts: what more than one column could state -> those columns.
        unread: the columns that tell nothing.
        others: those of them that may be about an intermediary, and do not say what it does.
    """

    mapping: TableMap
    doubts: dict[str, list[str]]
    unread: list[str]
    others: tuple[str, ...] = ()


def _folded(name: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.sub(r"[^0-9a-z]+", " ", spaced.lower()).split())


def _meaning(name: str) -> tuple[str, int] | None:
    """Return the canonical column that a name means, and how plainly it says so (0 is plainest)."""
    target = target_of(name)
    if target is not None:
        return target, 0
    return ALIASES.get(_folded(name))


def _best(columns: Iterable[str], known: dict[str, str]) -> tuple[dict[str, str], dict[str, list[str]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for name in columns:
        meaning = (known[name], 0) if name in known else _meaning(name)
        if meaning is not None:
            found.setdefault(meaning[0], []).append((meaning[1], name))
    sure, doubts = {}, {}
    for target, named in found.items():
        plainest = min(rank for rank, _ in named)
        best = [name for rank, name in named if rank == plainest]
        if len(best) == 1:
            sure[target] = best[0]
        else:
            doubts[target] = best
    return sure, doubts


def guess_mapping(columns: Sequence[str], inner: dict[str, list[str]] | None = None) -> Guess:
    """Return what the names of columns tell.

    Args:
        columns: their names.
        inner: for each column that holds lists of objects, the keys of those.
    """
    inner = inner or {}
    items = _nested(columns, inner) or _numbered(columns)
    taken: set[str] = set()
    if items is not None:
        taken = set(TableMap(items=items).sources())
    others, roles = _others([name for name in columns if name not in taken])
    sure, doubts = _best((name for name in columns if name not in taken), others)
    if LISTED in sure and numbers_in(sure):
        listed = sure.pop(LISTED)
        doubts[LISTED] = [listed, *(sure.pop(target) for target in list(sure) if numbers_in([target]))]
    if items is not None:
        # What the list of items states is not looked for beside it.
        stated = {field.target for field in items.fields}
        sure = {target: name for target, name in sure.items() if target not in stated}
        doubts = {target: names for target, names in doubts.items() if target not in stated}
    asked = [name for name in columns if name not in taken and _folded(name) in ASKED]
    isos = [name for name in asked if _folded(name).endswith("iso")]
    for target in ("supplier_state", "recipient_state") if asked else ():
        if target not in sure:
            doubts.setdefault(target, []).extend(isos or asked)
    key = next((name for name in columns if _folded(name) in KEYS), None)
    fields = []
    for target, name in sure.items():
        field = field_of(target, name)
        if target == "date" and _folded(name) in ("period", "ref period"):
            field = field._replace(form="ym")
        fields.append(field)
    stated = {field.target for field in fields} | ({f.target for f in items.fields} if items else set())
    # An amount without its unit or currency says nothing, and the other way round.
    fields = [field for field in fields if _partner(field.target, stated)]
    if items is not None:
        items = items._replace(fields=tuple(field for field in items.fields if _partner(field.target, stated)))
    mapping = TableMap(tuple(fields), roles, key, items=items, guessed=True)
    read = {*mapping.sources(), *(name for names in doubts.values() for name in names)}
    unread = [name for name in columns if name not in read]
    return Guess(mapping, doubts, unread, tuple(name for name in unread if _may_be_other(name)))


def _others(columns: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return what names say of someone else who takes part: name -> place, and the role of each as a constant."""
    meant = {name: meaning for name in columns if (meaning := OTHERS.get(_folded(name))) is not None}
    targets = [target for name in columns if (target := target_of(name)) is not None]
    if LISTED in targets:
        return {}, {}  # there they are
    taken = numbers_in(targets)
    first = taken[-1] + 1 if taken else 1
    number = {role: n for n, role in enumerate(dict.fromkeys(role for role, _ in meant.values()), first)}
    if any(n > MAX_INTERMEDIARIES for n in number.values()):
        return {}, {}
    places = {name: place_of(number[role], part) for name, (role, part) in meant.items()}
    return places, {place_of(n, "role"): role for role, n in number.items()}


def _may_be_other(name: str) -> bool:
    # Of several the names have numbers in them: broker 1 country.
    plain = " ".join(re.sub(r"\d{1,2}\b", " ", _folded(name)).split())
    return _folded(name) in MAYBE_OTHERS or plain in MAYBE_OTHERS or plain in OTHERS


def _partner(target: str, stated: set[str]) -> bool:
    stem, _, last = target.rpartition("_")
    others = {
        "amount": [other for name in ("unit", "currency") if (other := f"{stem}_{name}") in COLUMNS],
        "unit": [f"{stem}_amount"],
        "currency": [f"{stem}_amount"],
    }.get(last, [])
    others = [other for other in others if other in COLUMNS]
    return not others or not stated.isdisjoint(others)


def _nested(columns: Sequence[str], inner: dict[str, list[str]]) -> Items | None:
    lists = [name for name in columns if name in inner and _folded(name) in LISTS]
    if len(lists) != 1:
        return None
    known = {key: _item_meaning(key) for key in inner[lists[0]]}
    fields = {target: key for key, target in known.items() if target is not None}
    return Items(lists[0], tuple(field_of(target, key) for target, key in fields.items())) if fields else None


def _item_meaning(key: str) -> str | None:
    target = target_of(f"item.{key}") or target_of(f"item_{key.replace('.', '_')}")
    if target is None:
        found = ALIASES.get(_folded(key))
        target = found[0] if found and found[0].startswith("item_") else None
    return target


def _numbered(columns: Sequence[str]) -> Items | None:
    families: dict[str, dict[int, str]] = {}
    for name in columns:
        found = _NUMBERED.fullmatch(name)
        if found is not None:
            families.setdefault(found[1].rstrip("_ .-"), {})[int(found[2])] = name
    fields = {}
    count = 0
    for stem, numbers in families.items():
        meaning = _item_meaning(stem)
        # item_hs_1, item_hs_2 ...: from 1 on, without a gap.
        if meaning is None or len(numbers) < 2 or sorted(numbers) != list(range(1, len(numbers) + 1)):
            continue
        pattern = {re.sub(r"\d{1,2}$", "{n}", name) for name in numbers.values()}
        if len(pattern) == 1 and (count in (0, len(numbers))):
            fields[meaning] = pattern.pop()
            count = len(numbers)
    if not fields:
        return None
    return Items(None, tuple(field_of(target, name) for target, name in fields.items()), count)


def doubts_of(guess: Guess, mapping: TableMap) -> list[Problem]:
    """Return what is still to be asked, once a user has had a say in the mapping."""
    stated = {field.target for field in mapping.fields} | set(mapping.constants)
    used = set(mapping.sources())
    problems = [
        Problem(
            f"more than one column could be {target}: {', '.join(names)}",
            hint=f"say which: --map '{names[0]}={target}'",
        )
        for target, names in guess.doubts.items()
        if target not in stated and not used.issuperset(names)
    ]
    return [*problems, *_mixed(guess.mapping, mapping)]


def _mixed(guessed: TableMap, mapping: TableMap) -> Iterator[Problem]:
    """Yield where a user has given the number of one intermediary, guessed from names, to another."""
    used = set(mapping.sources())
    targets = [field.target for field in mapping.fields] + list(mapping.constants)
    for role, word in guessed.constants.items():
        (number,) = numbers_in([role])
        before = {f.source: f for f in guessed.fields if numbers_in([f.target]) == [number]}
        now = {f.source: f for f in mapping.fields if numbers_in([f.target]) == [number]}
        lost = before.keys() - used
        another = bool(before.keys() & now.keys()) and mapping.constants.get(role, word) != word
        more = [source for source in now if source not in before]
        if more and (lost or another):
            free = max(numbers_in(targets)) + 1
            yield Problem(
                f"intermediary {number} is the {word} of {', '.join(before)}; {', '.join(more)} is mapped to it, too",
                hint=f"give someone else another number: {place_of(free, 'state')}, {place_of(free, 'role')} ...",
            )
