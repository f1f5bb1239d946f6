"""The mapping: which column states what, and how its texts are to be read. Read from YAML, TOML or a mapping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn

from article41._errors import InputError, Place, Problem
from article41.screening._dates import FORMS
from article41.screening._field import TARGETS, Field, sort_of, target_of
from article41.screening._others import LISTED, PARTS, numbers_in, other_of, place_of

__all__ = ["Items", "TableMap", "add_constants", "add_pairs", "field_of", "read_mapping"]

_OPTIONS = ("from", "blank", "values", "form", "times", "decimal", "split", "codes")
_PARTS = ("columns", "set", "key", "blanks", "items")
MAX_NUMBERED = 100
"""The most items that numbered columns of a row can state."""


class Items(NamedTuple):
    """Several items in a row: in numbered columns, or in a column that holds a list.

    Attributes:
        source: the column of the list; None for numbered columns, whose names have ``{n}`` in them.
        fields: what states what of an item.
        number: how many items numbered columns state.
    """

    source: str | None
    fields: tuple[Field, ...]
    number: int = 0


class TableMap(NamedTuple):
    """How a row becomes a transfer.

    Attributes:
        fields: the columns that state something of the transfer, or of its one item.
        constants: canonical column -> what is so in every row.
        key: the column of the user's own key; outputs repeat it.
        blanks: texts that are blank besides the empty one.
        items: where a row has several items.
        guessed: whether the names of the columns told it, and not the user.
    """

    fields: tuple[Field, ...] = ()
    constants: Mapping[str, str] = MappingProxyType({})
    key: str | None = None
    blanks: frozenset[str] = frozenset()
    items: Items | None = None
    guessed: bool = False

    def all_fields(self) -> tuple[Field, ...]:
        """Return the fields of the transfer and of its items."""
        return (*self.fields, *(self.items.fields if self.items else ()))

    def source_of(self, target: str) -> str:
        """Return the column that states something; where none does, what it would state."""
        if target == LISTED and (together := [field.source for field in self.fields if other_of(field.target)]):
            return ", ".join(together)
        return next((field.source for field in self.all_fields() if field.target == target), target)

    def stated(self) -> set[str]:
        """Return the canonical columns that columns or constants state something in."""
        targets = {field.target for field in self.all_fields()} | set(self.constants)
        return targets | {LISTED} if numbers_in(targets) else targets

    def sources(self) -> list[str]:
        """Return the columns of the table that are read, each once."""
        names = [field.source for field in self.fields]
        if self.items is not None and self.items.source is not None:
            names.append(self.items.source)
        elif self.items is not None:
            names += [
                f.source.replace("{n}", str(n)) for n in range(1, self.items.number + 1) for f in self.items.fields
            ]
        if self.key is not None:
            names.append(self.key)
        return list(dict.fromkeys(names))


class _Form:
    """Reads a mapping, and says where in it something is wrong."""

    def __init__(self, label: str) -> None:
        self._label = label

    def refuse(self, message: str, hint: str | None = None, at: str = "") -> NoReturn:
        raise InputError(Problem(f"{at}: {message}" if at else message, Place(self._label), hint))

    def table(self, value: Any, at: str) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            self.refuse("must be a table of names and values", at=at)
        return {str(name): inner for name, inner in value.items()}

    def text(self, value: Any, at: str) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (Mapping, list)) or value is None:
            self.refuse("must be a text", at=at)
        return str(value)

    def target(self, name: str, at: str) -> str:
        found = target_of(name)
        if found is None:
            from difflib import get_close_matches

            close = get_close_matches(name.lower(), [*TARGETS, *(place_of(1, part) for part in PARTS)], 3)
            hint = f"did you mean {' or '.join(close)}?" if close else "see docs/screen.md for what can be stated"
            self.refuse(f"{name!r} is nothing that a transfer states", hint, at)
        return found

    def field(self, name: str, value: Any, at: str) -> Field:
        target = self.target(name, at)
        options = self.table(value, at) if isinstance(value, Mapping) else {"from": value}
        self.known(options, _OPTIONS, at)
        if "from" not in options:
            self.refuse("must say `from` which column it comes", at=at)
        texts = {key: self.text(options[key], f"{at}.{key}") for key in options if key != "values"}
        values = self.table(options.get("values", {}), f"{at}.values")
        made = Field(
            target,
            texts["from"],
            sort_of(target),
            texts.get("blank", "absent"),
            {key: self.text(inner, f"{at}.values.{key}") for key, inner in values.items()},
            **{key: texts.get(key) for key in ("form", "times", "decimal", "split", "codes")},
        )
        self._fits(made, at)
        return made

    def _fits(self, field: Field, at: str) -> None:
        of_list = field.sort == "list"
        inner = field.part().sort if of_list else field.sort
        for name, allowed, sorts in (
            ("form", FORMS, {"date"}),
            ("times", ("drop", "refuse"), {"date"}),
            ("decimal", (".", ","), {"number"}),
            ("codes", ("iso2",), {"state"}),
        ):
            said = getattr(field, name)
            if said is not None and (said not in allowed or inner not in sorts):
                which = (
                    f"allowed is {' or '.join(allowed)}" if inner in sorts else f"{field.target} is no {sorts.pop()}"
                )
                self.refuse(f"{name}: {said!r} cannot be: {which}", at=at)
        if field.split is not None and not (of_list and field.split):
            self.refuse(f"split: {field.target} is no list", at=at)
        if field.blank not in ("absent", "none"):
            self.refuse(f"blank: {field.blank!r} is neither absent nor none", at=at)
        if field.blank == "none" and field.sort not in ("list", "json", "flag") and not other_of(field.target):
            self.refuse(f"blank: {field.target} can be absent only: there is no text that says none", at=at)

    def known(self, options: Iterable[str], allowed: tuple[str, ...], at: str) -> None:
        unknown = [name for name in options if name not in allowed]
        if unknown:
            self.refuse(f"{unknown[0]!r} is not known here", f"known are {', '.join(allowed)}", at)

    def items(self, value: Any) -> Items:
        options = self.table(value, "items")
        self.known(options, ("from", "columns", "count"), "items")
        columns = self.table(options.get("columns"), "items.columns")
        fields = tuple(self.field(name, inner, f"items.columns.{name}") for name, inner in columns.items())
        for field in fields:
            if not field.target.startswith("item_"):
                self.refuse(f"{field.target} is not of an item", at="items.columns")
        if ("from" in options) == ("count" in options):
            self.refuse("say either `from`, the column of the list, or `count`, how many numbered columns", at="items")
        if "from" in options:
            return Items(self.text(options["from"], "items.from"), fields)
        text = self.text(options["count"], "items.count")
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MAX_NUMBERED):
            self.refuse(f"{text!r} is no number from 1 to {MAX_NUMBERED}", at="items.count")
        for field in fields:
            if "{n}" not in field.source:
                self.refuse(f"{field.source!r} needs {{n}} where the number stands", at=f"items.columns.{field.target}")
        return Items(None, fields, int(text))

    def whole(self, value: Any) -> TableMap:
        options = self.table(value, "the mapping")
        self.known(options, _PARTS, "")
        columns = self.table(options.get("columns", {}), "columns")
        fields = tuple(self.field(name, inner, f"columns.{name}") for name, inner in columns.items())
        constants = {
            self.target(name, "set"): self.text(inner, f"set.{name}")
            for name, inner in self.table(options.get("set", {}), "set").items()
        }
        blanks = options.get("blanks", [])
        if not isinstance(blanks, list):
            self.refuse("must be a list of texts", at="blanks")
        made = TableMap(
            fields,
            constants,
            self.text(options["key"], "key") if "key" in options else None,
            frozenset(self.text(blank, "blanks").strip() for blank in blanks),
            self.items(options["items"]) if "items" in options else None,
        )
        self.once(made)
        return made

    def once(self, made: TableMap) -> None:
        """Refuse a place of the transfer that is stated twice."""
        said = [*(field.target for field in made.all_fields()), *made.constants]
        twice = [target for n, target in enumerate(said) if target in said[:n]]
        if twice:
            self.refuse(f"{twice[0]} is stated twice", "leave out one of them")
        if LISTED in said and numbers_in(said):
            self.refuse(f"{LISTED} are stated twice: as a list, and one by one", "leave out one of them")


def field_of(target: str, source: str) -> Field:
    """Return a field without any option."""
    return Field(target, source, sort_of(target))


def read_mapping(given: Any) -> TableMap:
    """Return a mapping from the path of a YAML or TOML file, or from what such a file would hold.

    Raises:
        InputError: it cannot be read, or says something that cannot be.
    """
    if isinstance(given, TableMap):
        return given
    if isinstance(given, Mapping):
        return _Form("the mapping").whole(given)
    label = str(given)
    form = _Form(label)
    try:
        text = Path(given).read_text(encoding="utf-8-sig")
    except (OSError, ValueError, TypeError) as error:
        form.refuse(f"cannot be read: {getattr(error, 'strerror', None) or error}")
    if label.endswith(".toml"):
        import tomllib

        try:
            return form.whole(tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            form.refuse(f"is not TOML: {error}")
    import yaml

    try:
        # Texts as they are written: the code of Norway is NO, and not "false".
        return form.whole(yaml.load(text, Loader=yaml.BaseLoader) or {})
    except yaml.YAMLError as error:
        form.refuse(f"is not YAML: {' '.join(str(error).split())}")


def add_pairs(base: TableMap, pairs: Iterable[str]) -> TableMap:
    """Return ``base`` with pairs like ``COLUMN=supplier_state`` added; they replace what says otherwise.

    Raises:
        InputError: a pair cannot be read.
    """
    form = _Form("--map")
    fields = list(base.fields)
    key, items = base.key, base.items
    named: set[str] = set()
    for pair in pairs:
        source, sign, name = pair.rpartition("=")
        if not sign or not source:
            form.refuse(f"{pair!r} is not COLUMN=PLACE", "like --map exporter=supplier_state")
        if name == "key":
            key = source
            continue
        target = form.target(name, pair)
        if target in named:
            form.refuse(f"{target} is stated twice", at=pair)
        named.add(target)
        # The column is said to state this: it does not state what it was guessed to.
        fields = [f for f in fields if f.target != target and not (base.guessed and f.source == source)]
        fields.append(field_of(target, source))
    if base.guessed and LISTED in named:
        fields = [field for field in fields if field.target in named or not other_of(field.target)]
    elif base.guessed and numbers_in(named):
        fields = [field for field in fields if field.target != LISTED]
    constants = {target: text for target, text in base.constants.items() if target not in named}
    if base.guessed:
        # The role of an intermediary was guessed with its columns, and says nothing without them.
        there = numbers_in(field.target for field in fields)
        constants = {target: text for target, text in constants.items() if {*numbers_in([target])} <= {*there}}
    made = base._replace(fields=tuple(fields), key=key, constants=constants, items=items)
    form.once(made)
    return made


def add_constants(base: TableMap, pairs: Iterable[str]) -> TableMap:
    """Return ``base`` with pairs like ``screening_un_lists=clear`` added: what is so in every row.

    They take the place of a column that was only guessed to state the same.

    Raises:
        InputError: a pair cannot be read, or a column states the same.
    """
    form = _Form("--set")
    constants = dict(base.constants)
    fields = base.fields
    for pair in pairs:
        name, sign, text = pair.partition("=")
        if not sign or not name:
            form.refuse(f"{pair!r} is not PLACE=TEXT", "like --set screening_un_lists=clear")
        target = form.target(name, pair)
        if base.guessed:
            fields = tuple(field for field in fields if field.target != target)
        constants[target] = text
    made = base._replace(fields=fields, constants=constants)
    form.once(made)
    return made
