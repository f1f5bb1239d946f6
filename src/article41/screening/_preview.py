"""What a run would do, without it: which column states what, and the first rows as they would be decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from article41.law import Rulebook
from article41.model._terms import INTERMEDIARY_ROLES
from article41.screening._aside import refused_rows
from article41.screening._batch import BAD, Range, adder, bad_table, load
from article41.screening._detect import Guess
from article41.screening._groups import ALWAYS, groups_of
from article41.screening._mapping import TableMap
from article41.screening._others import numbers_in, place_of
from article41.screening._resolve import Resolver
from article41.screening._session import Session
from article41.screening._staged import Shape, lay_down
from article41.tables import COLUMNS, Screener

__all__ = ["Preview", "preview", "told"]

SHOWN = 5
_LOOKED_AT = 1_000


class Preview(NamedTuple):
    """What the first rows come to.

    Attributes:
        looked_at: how many rows were looked at.
        rows: the first of them that would be decided: (row, item, canonical column -> text).
        aside: (column, reason, rows, one of the texts) for those that would be set aside.
    """

    looked_at: int
    rows: list[tuple[int, int, dict[str, str]]]
    aside: list[tuple[str, str, int, str | None]]


def preview(here: Session, shape: Shape, mapping: TableMap, rulebook: Rulebook) -> Preview:
    """Look at the first rows of an input: what would be decided of them, and what would be set aside.

    Raises:
        InputError: the mapping does not fit.
    """
    con, wait = here.adapter.connection, here.life.wait
    add = adder(con)
    resolver = Resolver(here.adapter, mapping, wait, add)
    con.execute("SET preserve_insertion_order = true")
    staged = lay_down(con, shape, mapping.sources(), here.folder, wait)
    bad_table(con)
    count = load(con, mapping, Range(staged, 0, 0, min(staged.size, _LOOKED_AT)))
    table = resolver.resolve()
    refused = Screener(rulebook, here.adapter).decide(table).refused
    add(refused_rows(refused, table))
    columns = [column for column in here.adapter.columns(table) if column in COLUMNS]
    found = here.adapter.fetch(
        f"SELECT s.number, c.item, {', '.join(f'c.{column}' for column in columns)} FROM {table} c "
        f"JOIN s_source s ON c.line = s.line "
        f"WHERE c.line NOT IN (SELECT line FROM {BAD}) ORDER BY c.row LIMIT {SHOWN}"
    )
    rows = [
        (row, item + 1, {name: text for name, text in zip(columns, texts, strict=True) if text is not None})
        for row, item, *texts in found
    ]
    aside = [
        (mapping.source_of(name), reason, number, text)
        for name, reason, number, text in here.adapter.fetch(
            f"SELECT name, reason, count(DISTINCT line), min(value) FROM {BAD} GROUP BY name, reason "
            "ORDER BY 3 DESC, 1, 2"
        )
    ]
    return Preview(count, rows, aside)


def told(mapping: TableMap, guess: Guess | None, seen: Preview | None) -> Iterator[str]:
    """Yield the lines that tell a preview."""
    yield "Read as" if guess is None else "Guessed from the names of the columns"
    width = max((len(field.target) for field in mapping.all_fields()), default=0)
    for field in mapping.all_fields():
        where = f" of the items in {mapping.items.source}" if mapping.items and field in mapping.items.fields else ""
        if mapping.items and mapping.items.source is None and where:
            where = f", {{n}} from 1 to {mapping.items.number}"
        yield f"  {field.target.ljust(width)}  from {field.source}{where}"
    for name, text in mapping.constants.items():
        yield f"  {name.ljust(width)}  always {text or '(none)'}"
    yield from _always_there(mapping)
    if mapping.key is not None:
        yield f"  {'key'.ljust(width)}  from {mapping.key}"
    if guess is not None:
        for target, names in guess.doubts.items():
            if all(field.target != target for field in mapping.fields):
                yield f"  {target.ljust(width)}  may be {' or '.join(names)}: say which with --map"
        read = set(mapping.sources())
        unread = [name for name in guess.unread if name not in read]
        if unread:
            yield f"Not read: {', '.join(unread)}"
        yield from _asked([name for name in guess.others if name not in read], mapping)
    if seen is None:
        return
    yield ""
    yield f"The first rows, of {seen.looked_at:,} looked at"
    for row, item, texts in seen.rows:
        yield f"  row {row}, item {item}: {', '.join(f'{name} {text}' for name, text in texts.items())}"
    if seen.aside:
        yield "To be set aside among them"
    for name, reason, count, example in seen.aside[:10]:
        shown = "" if example is None or repr(example) in reason else f" {example!r}"
        yield f"  {count:,} {'row' if count == 1 else 'rows'}: {name or 'the row'}{shown}: {reason}"


def _always_there(mapping: TableMap) -> Iterator[str]:
    """Yield which intermediaries a row has even where their columns are blank: their role is the same in every row."""
    groups = groups_of(mapping.fields, mapping.constants)
    there = [str(group.number) for group in groups if group.fields and group.there == ALWAYS]
    if there:
        yield f"  Every row has intermediary {' and '.join(there)}: a blank is unknown but for `blank: none`"


def _asked(names: list[str], mapping: TableMap) -> Iterator[str]:
    """Yield how to say what an intermediary does whose columns do not tell it."""
    if not names:
        return
    free = max(numbers_in([*(field.target for field in mapping.fields), *mapping.constants]), default=0) + 1
    state, role = place_of(free, "state"), place_of(free, "role")
    yield f"Not understood: {', '.join(names)} may be of an intermediary, and do not say what it does"
    yield f"  if it is one, say so: --map '{names[0]}={state}' --set {role}=ROLE"
    yield f"  roles are {', '.join(INTERMEDIARY_ROLES)}"
