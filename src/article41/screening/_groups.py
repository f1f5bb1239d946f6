"""Columns of intermediaries, put together as SQL: the list that the canonical row holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from article41._errors import InputError, Problem
from article41.screening._field import Field
from article41.screening._others import fragment, numbers_in, other_of, place_of
from article41.screening._staged import quoted

__all__ = ["ALWAYS", "Group", "groups_of", "list_of", "refuse_without_role", "without_role"]

ALWAYS = "TRUE"
"""SQL for what is so in every row."""


class Group(NamedTuple):
    """An intermediary: what columns and constants state of it.

    Attributes:
        number: which one it is, from 1.
        fields: its columns, each with its place among all fields.
        constants: what is so in every row: place -> canonical text.
    """

    number: int
    fields: tuple[tuple[int, Field], ...]
    constants: Mapping[str, str]

    @property
    def there(self) -> str:
        """SQL for "the row has this intermediary".

        It has where anything is stated of it, if only that there always is one. Where all its columns are blank, it
        has none only if the mapping says so of one of them.
        """
        stated = _any(self.fields)
        says_none = any(field.blank == "none" and field.sort != "list" for _, field in self.fields)
        return ALWAYS if self.constants and not says_none else stated

    @property
    def role(self) -> int | None:
        """The place among all fields of the column of its role; None where it is a constant."""
        role = place_of(self.number, "role")
        return next((n for n, field in self.fields if field.target == role), None)


def _any(fields: Sequence[tuple[int, Field]]) -> str:
    return f"({' OR '.join(f'r.v{n} IS NOT NULL' for n, _ in fields)})" if fields else "FALSE"


def groups_of(fields: Sequence[Field], constants: Mapping[str, str]) -> list[Group]:
    """Return the intermediaries that columns and constants are about, in order."""
    return [
        Group(
            number,
            tuple((n, field) for n, field in enumerate(fields) if _is_of(field.target, number)),
            {target: text for target, text in constants.items() if _is_of(target, number)},
        )
        for number in numbers_in([*(field.target for field in fields), *constants])
    ]


def refuse_without_role(groups: Sequence[Group]) -> None:
    """Refuse an intermediary of which no column and no constant says what it does: every one has a role.

    Raises:
        InputError: there is one.
    """
    for group in groups:
        role = place_of(group.number, "role")
        stated = [*(field.target for _, field in group.fields), *group.constants]
        if role not in stated:
            hint = f"say what it does: --set {role}=broker, or map a column to it"
            raise InputError(Problem(f"{stated[0]} is stated and {role} is not", hint=hint))


def _is_of(target: str, number: int) -> bool:
    other = other_of(target)
    return other is not None and other.number == number


def without_role(groups: Sequence[Group], raw: str) -> Iterator[str]:
    """Yield SQL that tells of rows that state an intermediary, and not what it does."""
    for group in groups:
        if group.role is not None:
            reason = f"something is stated of intermediary {group.number}, and not its role"
            yield (
                f"SELECT r.line, r.item, {quoted(place_of(group.number, 'role'))}, NULL, {quoted(reason)} "
                f"FROM {raw} r WHERE r.v{group.role} IS NULL AND {group.there}"
            )


def list_of(groups: Sequence[Group], said: Mapping[int, str]) -> str:
    """Return SQL for the list of intermediaries of a row; NULL where it has none.

    Args:
        groups: the intermediaries.
        said: place among all fields -> SQL for what its text states, as JSON without the braces.
    """
    objects = []
    for group in groups:
        parts = [_text(fragment(target, text)) for target, text in group.constants.items()]
        for n, field in group.fields:
            none = field.blank == "none" and field.sort == "list"
            parts.append(f"coalesce({said[n]}, {_text(fragment(field.target, ''))})" if none else said[n])
        objects.append(f"CASE WHEN {group.there} THEN '{{' || concat_ws(',', {', '.join(parts)}) || '}}' END")
    return f"nullif('[' || concat_ws(',', {', '.join(objects)}) || ']', '[]')"


def _text(text: str) -> str:
    """Return a text as SQL; what a backslash means in a text depends on the database."""
    return "(" + " || chr(92) || ".join(quoted(part) for part in text.split("\\")) + ")"
