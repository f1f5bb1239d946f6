"""What pydantic found wrong, said in the words of a transfer and with a way out.

Each problem names its JSON pointer, what was found there, what is allowed, and the likely meant word.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ValidationError

from article41._errors import Place, Problem
from article41.model._items import ITEM_CLASSES
from article41.model._items_base import ItemBase
from article41.model._lookup import fields_of, model_at, words_at
from article41.model._positions import pointer

__all__ = ["problems_of", "short"]

_MOST_SHOWN = 60
"""Characters of a value that a message shows."""
_MOST_TOLD = 50
"""Problems that are told one by one."""
_MOST_READ = 10_000
"""Problems that are looked at: a file of a million unknown fields must not fill the memory."""

_SAID = {
    "string_type": "{name} must be a text in double quotes",
    "string_unicode": "{name} is not valid Unicode text: it holds half of a surrogate pair",
    "string_too_long": "{name} has more than {max_length:,} characters",
    "string_too_short": "{name} is empty: state it or leave it out",
    "bool_type": "{name} must be true or false, without quotes",
    "int_type": "{name} must be a whole number, without quotes",
    "greater_than_equal": "{name} must be at least {ge}",
    "number_type": "{name} must be a number, without quotes and without a unit",
    "number_range": "{name} {message}",
    "number_digits": "{name} {message}",
    "tuple_type": "{name} must be a list in square brackets",
    "too_long": "{name} has more than {max_length:,} members",
    "too_short": "{name} is empty: at least one is needed",
    "model_type": "{name} must be an object in curly brackets",
    "model_attributes_type": "{name} must be an object in curly brackets",
    "value_error": "{name}: {error}",
}
_EXAMPLES = {
    "date": 'state the day of the act, like "date": "2023-09-13" (a month or a year will do)',
    "items": 'state what is moved, like "items": [{"type": "artillery_shells"}]',
    "type": 'state what it is, like "type": "artillery_shells" ("goods" for anything else)',
}

Placer = Callable[[str, bool], Place]


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else repr(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_plain)


def short(value: object) -> str:
    """Return ``value`` as JSON, cut to fit into a message."""
    text = ""
    try:
        # Piece by piece: no more is spelt out than can be shown.
        for piece in _ENCODER.iterencode(value[:_MOST_SHOWN] if isinstance(value, str) else value):
            text += piece
            if len(text) > _MOST_SHOWN:
                break
    except (ValueError, TypeError, RecursionError):
        text = type(value).__name__
    # Half a surrogate pair, or a control character, must not reach the terminal.
    text = "".join(c if c.isprintable() else "\ufffd" for c in text[: _MOST_SHOWN + 1])
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"


def problems_of(error: ValidationError, root: type[BaseModel], data: object, place: Placer) -> list[Problem]:
    """Return the problems in ``error``, which ``root`` raised on ``data``, in the order of the text.

    ``place(pointer, of_key)`` says where the value, or the key, at a pointer stands.
    """
    count = error.error_count()
    if count > _MOST_READ:
        return [Problem(f"{count:,} things are wrong with it: this is no transfer", place("", False))]
    entries = error.errors(include_url=False)
    # pydantic calls a list of which every member is bad too short as well.
    owners = {entry["loc"][:depth] for entry in entries for depth in range(len(entry["loc"]))}
    found = [
        _Entry(entry, root, data, place).problem()
        for entry in entries
        if entry["type"] != "too_short" or entry["loc"] not in owners
    ]
    found.sort(key=lambda problem: (problem.place.line or 0, problem.place.column or 0))
    if len(found) > _MOST_TOLD:
        more = f"and {len(found) - _MOST_TOLD:,} more problems"
        found[_MOST_TOLD:] = [Problem(more, place("", False), "mend those above first")]
    return found


class _Entry:
    """One entry of a ``ValidationError``."""

    def __init__(self, entry: Mapping[str, Any], root: type[BaseModel], data: object, place: Placer) -> None:
        self._kind: str = entry["type"]
        self._message: str = entry["msg"]
        self._value: Any = entry["input"]
        self._context: Mapping[str, Any] = entry.get("ctx", {})
        self._path: tuple[str | int, ...] = entry["loc"]
        self._root, self._data, self._place = root, data, place

    def problem(self) -> Problem:
        match self._kind:
            case "missing":
                return self._missing(f"{self._name} is missing")
            case "item_type_missing":
                return self._missing("the item has no type")
            case "extra_forbidden":
                return self._unknown_field()
            case "literal_error":
                return self._unknown_word()
            case "item_type_unknown":
                return self._unknown_type()
            case _:
                form = _SAID.get(self._kind, "{name}: {message}")
                said = form.format_map({"name": self._name, "message": self._message, **self._context})
                return Problem(f"{said}: found {self._found}", self._here)

    @property
    def _name(self) -> str:
        return _name(self._path)

    @property
    def _here(self) -> Place:
        return self._place(pointer(self._path), False)

    @property
    def _found(self) -> str:
        value = self._value
        if self._kind in ("string_too_long", "too_long") and isinstance(value, Sequence):
            return f"{len(value):,}"
        return short(value)

    def _missing(self, what: str) -> Problem:
        outer, field = self._path[:-1], str(self._path[-1])
        model = model_at(self._root, self._data, outer)
        # A key that is no field may be this one, misspelt. (Of an item without a type every key may be.)
        known = fields_of(model) if model is not None else self._value if self._kind == "missing" else ()
        close = _close(field, [str(key) for key in self._value if key not in known])
        hint = f"did you mean {field!r} by {close[0]!r}?" if close else _EXAMPLES.get(field)
        return Problem(what, self._place(pointer(outer), False), hint)

    def _unknown_field(self) -> Problem:
        outer, field = self._path[:-1], self._path[-1]
        model = model_at(self._root, self._data, outer)
        owner, hint, fields = _name(outer), None, tuple[str, ...]()
        if model is not None:
            fields = tuple(fields_of(model))
            hint = _meant(str(field), fields) + _allowed("allowed here", fields)
            if issubclass(model, ItemBase):
                owner = f"an item of type {model.model_fields['type'].default!r}"
        return Problem(f"unknown field {short(field)} in {owner}", self._place(pointer(self._path), True), hint, fields)

    def _unknown_type(self) -> Problem:
        types = list(ITEM_CLASSES)
        close = _close(self._value, types) if isinstance(self._value, str) else []
        if close:
            hint = f"did you mean {' or '.join(repr(word) for word in close)}?"
        else:
            hint = f"use 'goods' with its HS code, or {_allowed('one of', types)}"
        return Problem(f"unknown item type {self._found}", self._here, hint, tuple(types))

    def _unknown_word(self) -> Problem:
        words = tuple(words_at(self._root, self._data, self._path))
        hint = _allowed("allowed", words) if words else None
        if not isinstance(self._value, str):
            said = f"{self._name} must be a text in double quotes: found {self._found}"
            return Problem(said, self._here, hint, words)
        hint = _meant(self._value, words) + hint if hint else None
        return Problem(f"unknown word {self._found} for {self._name}", self._here, hint, words)


def _name(path: Sequence[str | int]) -> str:
    """Return the nearest name of a field on ``path``, in quotes."""
    return next((short(part) for part in reversed(path) if isinstance(part, str)), "the transfer")


def _allowed(label: str, words: Sequence[str]) -> str:
    return f"{label}: {', '.join(words)}"


def _close(word: str, words: Sequence[str]) -> list[str]:
    """Return the words that ``word`` may have been meant for, the likeliest first."""
    lower = {candidate.lower(): candidate for candidate in words}
    folded = word[:100].lower().replace("-", "_").replace(" ", "_")
    close = get_close_matches(folded, lower, 3, 0.6)
    if len(folded) > 2:
        # "calibre" for "calibre_mm": a part of the name is as good as a likeness.
        close += [c for c in lower if c not in close and (c.startswith(folded) or folded.startswith(c))]
    return [lower[found] for found in close]


def _meant(word: str, words: Sequence[str]) -> str:
    close = _close(word, words)
    return f"did you mean {close[0]!r}? " if close else ""
