"""What pydantic found wrong, said in the words of a transfer and with a way out.

Each problem names its JSON pointer, what was found there, what is allowed, and the likely meant word.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError

from article41._errors import Place, Problem
from article41.model._base import Model
from article41.model._items import ITEM_CLASSES, item_class
from article41.model._items_base import ItemBase
from article41.model._positions import pointer

__all__ = ["models_in", "problems_of", "short"]

_MOST_SHOWN = 60
_KINDS = {
    "string_type": "must be a text in double quotes",
    "string_sub_type": "must be a text in double quotes",
    "string_unicode": "is not valid Unicode text: it holds half of a surrogate pair",
    "bool_type": "must be true or false, without quotes",
    "int_type": "must be a whole number, without quotes",
    "tuple_type": "must be a list in square brackets",
    "model_type": "must be an object in curly brackets",
    "model_attributes_type": "must be an object in curly brackets",
    "invalid_key": "the names of fields must be texts",
}
_SINGULAR = {"tuple": "members", "string": "characters"}


def short(value: object) -> str:
    """Return ``value`` as JSON, cut to fit into a message."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=_plain)
    except (ValueError, TypeError, RecursionError):
        text = repr(type(value).__name__)
    # Half a surrogate pair, or a control character, must not reach the terminal.
    text = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else repr(value)


def problems_of(
    error: ValidationError, root: type[BaseModel], data: object, place: Callable[[str, bool], Place]
) -> list[Problem]:
    """Return the problems in ``error``, which ``root`` raised on ``data``.

    ``place(pointer, of_key)`` says where the value, or the key, at a pointer stands.
    """
    found: list[Problem] = []
    for entry in error.errors(include_url=False):
        # pydantic calls a list of bad members too short as well.
        if entry["type"] == "too_short" and len(entry["input"]) > 0:
            continue
        found.append(_problem(entry, root, data, place))
    return sorted(found, key=lambda problem: (problem.place.line or 0, problem.place.column or 0))


def _problem(
    entry: Mapping[str, Any], root: type[BaseModel], data: object, place: Callable[[str, bool], Place]
) -> Problem:
    path: tuple[str | int, ...] = entry["loc"]
    kind: str = entry["type"]
    value: object = entry["input"]
    here, name = pointer(path), _name(path)
    if kind in ("missing", "item_type_missing"):
        inner = _model_at(root, data, path[:-1])
        hint = _example(path)
        what = f"{name} is missing" if kind == "missing" else "the item has no type"
        if kind == "item_type_missing" and isinstance(value, Mapping):
            hint = _meant_by(next(iter(_close("type", [str(k) for k in value])), None), "type") or hint
        elif inner is not None and isinstance(value, Mapping):
            unknown = [str(key) for key in value if key not in _fields(inner)]
            hint = _meant_by(next(iter(_close(str(path[-1]), unknown)), None), str(path[-1])) or hint
        return Problem(what, place(pointer(path[:-1]), False), hint)
    if kind == "extra_forbidden":
        model = _model_at(root, data, path[:-1])
        allowed = _fields(model) if model is not None else []
        owner = _owner(model)
        return Problem(
            f"unknown field {short(path[-1])}{owner}",
            place(here, True),
            _hint(str(path[-1]), allowed, "allowed here"),
        )
    if kind == "item_type_unknown":
        if not isinstance(value, str):
            return Problem(f"the item's type must be a text: found {short(value)}", place(here, False), None)
        close = _close(value, list(ITEM_CLASSES))
        hint = (
            f"did you mean {' or '.join(repr(word) for word in close[:3])}?"
            if close
            else f"use 'goods' with an HS code, or one of: {', '.join(ITEM_CLASSES)}"
        )
        return Problem(f"unknown item type {short(value)}", place(here, False), hint)
    if kind == "literal_error":
        words = _words_at(root, data, path)
        if not isinstance(value, str):
            return Problem(
                f"{name} must be a text: found {short(value)}", place(here, False), f"allowed: {', '.join(words)}"
            )
        return Problem(f"unknown word {short(value)} for {name}", place(here, False), _hint(value, words, "allowed"))
    return Problem(f"{_said(entry, name)}: found {_found(kind, value)}", place(here, False), None)


def _said(entry: Mapping[str, Any], name: str) -> str:
    kind: str = entry["type"]
    context: Mapping[str, Any] = entry.get("ctx", {})
    if kind in _KINDS:
        return f"{name} {_KINDS[kind]}"
    match kind:
        case "value_error":
            return f"{name}: {context['error']}"
        case "string_too_long":
            return f"{name} has more than {context['max_length']:,} characters"
        case "string_too_short":
            return f"{name} is empty: state it or leave it out"
        case "too_long":
            return f"{name} has more than {context['max_length']:,} members"
        case "too_short":
            return f"{name} is empty: at least one is needed"
        case "greater_than_equal":
            return f"{name} must be at least {context['ge']}"
        case "number_type" | "number_range" | "number_digits":
            return f"{name} {entry['msg']}"
        case _:
            return f"{name}: {entry['msg']}"


def _found(kind: str, value: object) -> str:
    if kind == "string_too_long" and isinstance(value, str):
        return f"{len(value):,} characters, {short(value)}"
    if kind == "too_long" and isinstance(value, Sequence):
        return f"{len(value):,}"
    return short(value)


def _name(path: Sequence[str | int]) -> str:
    """The nearest field name on the path, in quotes."""
    for part in reversed(path):
        if isinstance(part, str):
            return short(part)
    return "the transfer"


def _owner(model: type[BaseModel] | None) -> str:
    if model is None:
        return ""
    if issubclass(model, ItemBase):
        return f" in an item of type {model.model_fields['type'].default!r}"
    return f" in {model.__name__.lower()}"


def _example(path: Sequence[str | int]) -> str | None:
    return {
        "date": 'state the day of the act, like "date": "2023-09-13" (a month or a year will do)',
        "items": 'state what is moved, like "items": [{"type": "artillery_shells"}]',
        "type": 'state what it is, like "type": "artillery_shells" ("goods" for anything else)',
    }.get(str(path[-1]))


def _fields(model: type[BaseModel]) -> list[str]:
    names = [info.alias or name for name, info in model.model_fields.items()]
    return sorted(names, key=lambda name: name != "type")


def _close(word: str, words: Sequence[str]) -> list[str]:
    lower = {candidate.lower(): candidate for candidate in words}
    folded = word.lower().replace("-", "_").replace(" ", "_")
    close = get_close_matches(folded, lower, 3, 0.6)
    # "calibre" for "calibre_mm": a part of the name is as good as a likeness.
    close += [c for c in lower if c not in close and len(folded) > 2 and (c.startswith(folded) or folded.startswith(c))]
    return [lower[found] for found in close]


def _meant_by(word: str | None, wanted: str) -> str | None:
    return f"did you mean {wanted!r} by {word!r}?" if word else None


def _hint(word: str, words: Sequence[str], label: str) -> str:
    close = _close(word, words)
    allowed = f"{label}: {', '.join(words)}"
    return f"did you mean {close[0]!r}? {allowed}" if close else allowed


def _model_at(root: type[BaseModel], data: object, path: Sequence[str | int]) -> type[BaseModel] | None:
    """The model that the value at ``path`` is validated by."""
    annotation = _annotation_at(root, data, path)
    return _model_in(annotation)


def _annotation_at(root: type[BaseModel], data: object, path: Sequence[str | int]) -> Any:
    here: Any = root
    for part in path:
        data = _child(data, part)
        if isinstance(part, str):
            model = _model_in(here)
            info = _info(model, part) if model is not None else None
            if info is None:
                return None
            here = info.annotation
        if isinstance(part, int) and _model_in(here) is ItemBase:
            item_type = data.get("type") if isinstance(data, Mapping) else None
            if not isinstance(item_type, str) or item_type not in ITEM_CLASSES:
                return None
            here = item_class(item_type)
    return here


def _info(model: type[BaseModel], name: str) -> Any:
    for field, info in model.model_fields.items():
        if (info.alias or field) == name:
            return info
    return None


def _child(data: object, part: str | int) -> object:
    try:
        return data[part]  # type: ignore[index]
    except (KeyError, IndexError, TypeError):
        return None


def _model_in(annotation: Any) -> type[BaseModel] | None:
    return next(iter(models_in(annotation)), None)


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """Return the models that ``annotation`` names, in its order."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_in(part)]


def _words_at(root: type[BaseModel], data: object, path: Sequence[str | int]) -> list[str]:
    return _literals(_annotation_at(root, data, path))


def _literals(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(word) for word in get_args(annotation)]
    return [word for part in get_args(annotation) for word in _literals(part)]
