"""Rule files as YAML, read strictly, every value with its line and column.

Only the parser of PyYAML is used, never its resolver: YAML 1.1 would turn the country code ``NO`` into false
and ``010`` into 8. A scalar is text; the caller says which kind it expects. Anchors, tags, merge keys and
duplicate keys are refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

import yaml

from article41._errors import Place, Problem, RuleError

__all__ = ["Value", "read_yaml"]

# No leading zero: YAML 1.1 would read 010 as 8, so it is text here.
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Value:
    """A YAML node with the file it comes from; asks for itself in the kind the caller expects."""

    __slots__ = ("_items", "file", "node")

    def __init__(self, node: yaml.Node, file: str) -> None:
        self.node = node
        self.file = file
        self._items: dict[str, Value] | None = None

    @property
    def place(self) -> Place:
        """File, line and column (from 1) of the value."""
        return _place(self.file, self.node.start_mark)

    def fail(self, message: str, hint: str | None = None) -> NoReturn:
        """Raise a RuleError that points here."""
        raise RuleError(Problem(message, self.place, hint))

    @property
    def is_mapping(self) -> bool:
        """True for a mapping."""
        return isinstance(self.node, yaml.MappingNode)

    @property
    def is_list(self) -> bool:
        """True for a sequence."""
        return isinstance(self.node, yaml.SequenceNode)

    @property
    def is_plain(self) -> bool:
        """True for a scalar without quotes."""
        # The style is None with the Python parser and empty with the C parser.
        return isinstance(self.node, yaml.ScalarNode) and not self.node.style

    @property
    def is_null(self) -> bool:
        """True for an empty value, ``null`` or ``~``, unquoted."""
        return self.is_plain and self.node.value in ("", "null", "~")

    def _found(self) -> str:
        if self.is_mapping:
            return "a mapping"
        if self.is_list:
            return "a list"
        return f"{self.node.value!r}"

    def mapping(self, allowed: Iterable[str] | None = None) -> dict[str, Value]:
        """Return the mapping's values by key; refuse keys that are not ``allowed``."""
        if self._items is None:
            if not isinstance(self.node, yaml.MappingNode):
                self.fail(f"a mapping is expected here, found {self._found()}")
            items: dict[str, Value] = {}
            for key_node, value_node in self.node.value:
                key = Value(key_node, self.file)
                name = key.text()
                if name in items:
                    key.fail(f"the key {name!r} stands twice", "remove one; the second would silently win")
                items[name] = Value(value_node, self.file)
            self._items = items
        if allowed is not None:
            allowed = list(allowed)
            for name in self._items:
                if name not in allowed:
                    close = get_close_matches(name, allowed, 1)
                    self.key(name).fail(
                        f"unknown key {name!r}; allowed: {', '.join(allowed)}",
                        f"did you mean {close[0]!r}?" if close else None,
                    )
        return self._items

    def key(self, name: str) -> Value:
        """Return the key ``name`` of a mapping itself, so that an error can point at it."""
        return next(Value(node, self.file) for node, _ in self.node.value if node.value == name)

    def get(self, key: str) -> Value | None:
        """Return the value under ``key``, or None if it is absent or null."""
        value = self.mapping().get(key)
        return None if value is None or value.is_null else value

    def need(self, key: str) -> Value:
        """Return the value under ``key``; fail if there is none."""
        value = self.get(key)
        if value is None:
            self.fail(f"the key {key!r} is missing here")
        return value

    def each(self, key: str) -> Iterator[Value]:
        """Yield the members of the list under ``key``; nothing if it is absent."""
        found = self.get(key)
        return iter(()) if found is None else found.members()

    def members(self) -> Iterator[Value]:
        """Yield the members of a list; a single value is a list of one."""
        if isinstance(self.node, yaml.SequenceNode):
            for node in self.node.value:
                yield Value(node, self.file)
        else:
            yield self

    def text(self) -> str:
        """Return the scalar as text, exactly as written."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.fail(f"a word is expected here, found {self._found()}")
        return str(self.node.value)

    def words(self) -> list[str]:
        """Return a word, or a list of words, as a list."""
        return [member.text() for member in self.members()]

    def choice(self, allowed: Iterable[str], what: str) -> str:
        """Return the word if it is one of ``allowed``; else fail, naming ``what`` was expected."""
        word, options = self.text(), list(allowed)
        if word not in options:
            close = get_close_matches(word, options, 1)
            shown = f"{len(options)} words" if len(options) > 30 else ", ".join(options) or "none"
            self.fail(
                f"{word!r} is not a known {what}; allowed: {shown}",
                f"did you mean {close[0]!r}?" if close else None,
            )
        return word

    def flag(self) -> bool:
        """Return true or false."""
        return self.choice(("true", "false"), "truth value") == "true"

    def number(self) -> Decimal:
        """Return a decimal number."""
        text = self.text()
        if not _NUMBER.fullmatch(text):
            self.fail(f"a number is expected here, found {text!r}", "write it like 75 or 12.7")
        return Decimal(text)

    def integer(self) -> int:
        """Return a whole number."""
        number = self.number()
        if number != number.to_integral_value():
            self.fail(f"a whole number is expected here, found {self.text()!r}")
        return int(number)

    def day(self) -> int:
        """Return a date as an integer yyyymmdd."""
        return self.day_of(self.text())

    def day_of(self, text: str) -> int:
        """Return the date written in ``text`` (a part of this value) as yyyymmdd."""
        try:
            if not _DAY.fullmatch(text):
                raise ValueError
            day = dt.date.fromisoformat(text)
        except ValueError:
            self.fail(f"{text!r} is not a date", "write it like 2006-10-14")
        return day.year * 10000 + day.month * 100 + day.day

    def period(self) -> tuple[int | None, int | None]:
        """Return the first and last day of ``A ..``, ``.. B`` or ``A .. B``; None where open."""
        text = self.text()
        first, dots, last = text.partition("..")
        if not dots:
            self.fail(f"{text!r} is not a period", "write it like 2006-10-14 .. or 2009-06-12 .. 2016-03-01")
        start = self.day_of(first.strip()) if first.strip() else None
        end = self.day_of(last.strip()) if last.strip() else None
        if start is None and end is None:
            self.fail(f"the period {text!r} names no day", "write it like 2006-10-14 ..")
        if start is not None and end is not None and end < start:
            self.fail(f"the period {text!r} ends before it begins", "put the earlier day first")
        return start, end


def read_yaml(path: Path, name: str | None = None) -> Value:
    """Read a rule file; errors and places name it as ``name``.

    Raises:
        RuleError: not UTF-8, not YAML, empty, or with anchors, tags or merge keys.
    """
    file = name or str(path)
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise RuleError(Problem(f"not UTF-8 (byte {error.start})", Place(file), "save the file as UTF-8")) from None
    except OSError as error:
        raise RuleError(Problem(f"cannot be read: {error.strerror}", Place(file))) from None
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            _refuse(event, file)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        # A character that YAML does not allow is reported without a mark.
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise RuleError(Problem(f"not YAML: {problem}", _place(file, getattr(error, "problem_mark", None)))) from None
    if root is None:
        raise RuleError(Problem("the file is empty", Place(file)))
    return Value(root, file)


def _place(file: str, mark: Any) -> Place:
    return Place(file) if mark is None else Place(file, mark.line + 1, mark.column + 1)


def _refuse(event: yaml.Event, file: str) -> None:
    place = _place(file, event.start_mark)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise RuleError(Problem("anchors and aliases are not used in rule files", place, "write the value out"))
    tag = getattr(event, "tag", None)
    if tag is not None:
        raise RuleError(Problem(f"the tag {tag} is not used in rule files", place, "remove it"))
    if isinstance(event, yaml.ScalarEvent) and event.value == "<<":
        raise RuleError(Problem("merge keys are not used in rule files", place, "write the keys out"))
