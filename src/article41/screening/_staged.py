"""Tables as they are read: each a Parquet file, or a table in memory, of which any range of rows can be had.

CSV is laid down as Parquet first, with its columns as text, and so are lines of JSON: then a range of rows costs no
more than that range, however often it is read, memory stays small, and the number of a row is its place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from article41._errors import InputError, Place, Problem
from article41.screening._broken import MAX_LINE, BadLine, Csv, clean_csv, clean_lines, sniff
from article41.screening._inputs import Input

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Shape", "Staged", "first_line", "lay_down", "quoted", "quoted_name", "shape_of", "shape_of_object"]


class Shape(NamedTuple):
    """What is known of an input before it is read.

    Attributes:
        label: how messages call it.
        columns: their names.
        inner: for each column that holds lists of objects, the keys of those.
        kind: csv, parquet, jsonl or object.
        source: the file, or the name under which the object is registered.
        csv: what the first line of a CSV file tells.
        types: the types of the columns of a Parquet file or an object.
        bad: lines that are already known to be broken.
        paths: where in its objects a column of JSON lines stands.
    """

    label: str
    columns: tuple[str, ...]
    inner: dict[str, list[str]]
    kind: str
    source: Path | str
    csv: Csv | None = None
    types: dict[str, str] | None = None
    bad: tuple[BadLine, ...] = ()
    paths: dict[str, str] | None = None


class Staged(NamedTuple):
    """An input of which ranges of rows can be had.

    Attributes:
        label: how messages call it.
        size: how many rows it holds, blank lines included.
        source: what SQL reads from, with a column ``file_row_number``.
        number: SQL for the number of a row, from 1.
        columns: column -> SQL for its text.
        condition: SQL for "this is a row".
        bad: records that could not be read.
    """

    label: str
    size: int
    source: str
    number: str
    columns: dict[str, str]
    condition: str
    bad: tuple[BadLine, ...]


def quoted(text: object) -> str:
    """Return a text as SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def quoted_name(name: str) -> str:
    """Return the name of a column as SQL."""
    return '"' + name.replace('"', '""') + '"'


def _refuse(label: str, message: str, hint: str | None = None) -> NoReturn:
    raise InputError(Problem(message, Place(label), hint)) from None


def first_line(error: Exception) -> str:
    """Return what an error of the database says first; the rest is about its own options."""
    return str(error).split("\n", 1)[0]


def _fresh(folder: Path) -> Path:
    """Return where the next table can be laid down."""
    return folder / f"{len(list(folder.iterdir()))}.parquet"


def shape_of(con: DuckDBPyConnection, one: Input, folder: Path, wait: Callable[[], None]) -> Shape:
    """Return the columns of a file.

    Raises:
        InputError: it cannot be read as what it is said to be.
    """
    import duckdb

    try:
        match one.format:
            case "csv":
                return _csv_shape(one)
            case "parquet":
                described = con.execute(f"DESCRIBE SELECT * FROM read_parquet({quoted(one.path)})").fetchall()
                return _typed(one.label, "parquet", one.path, described)
            case _:
                return _lines_shape(con, one, folder, wait)
    except (duckdb.Error, ValueError, EOFError) as error:
        if isinstance(error, duckdb.InterruptException | InputError):
            raise
        _refuse(one.label, f"cannot be read as {one.format}: {first_line(error)}")


def shape_of_object(con: DuckDBPyConnection, name: str, label: str) -> Shape:
    """Return the columns of an object that is registered under a name."""
    return _typed(label, "object", name, con.execute(f"DESCRIBE SELECT * FROM {name}").fetchall())


def _typed(label: str, kind: str, source: Path | str, described: list[tuple[Any, ...]]) -> Shape:
    types = {row[0]: str(row[1]) for row in described}
    # A list of objects is given as STRUCT(a INTEGER, b VARCHAR)[]: its keys are what an item may state.
    inner = {
        name: _keys_of_struct(kind) for name, kind in types.items() if kind.startswith("STRUCT(") and kind[-1] == "]"
    }
    return Shape(label, tuple(types), inner, kind, source, types=types)


def _keys_of_struct(kind: str) -> list[str]:
    keys, depth, start = [], 0, len("STRUCT(")
    quote = False
    for place in range(start, len(kind)):
        sign = kind[place]
        if sign == '"':
            quote = not quote
        elif not quote and sign in ",)" and depth == 0:
            part = kind[start:place].strip()
            keys.append(part[1 : part.index('"', 1)] if part.startswith('"') else part.split(" ", 1)[0])
            start = place + 1
            if sign == ")":
                break
        elif not quote:
            depth += (sign == "(") - (sign == ")")
    return keys


def _csv_shape(one: Input) -> Shape:
    form = sniff(one.path)
    if form is None:
        _refuse(one.label, "the file is empty", "a table begins with a line of the names of its columns")
    names = [name or f"#{number}" for number, name in enumerate(form.header, 1)]
    if len(names) > 1 and names[-1] == f"#{len(names)}" and form.header[-1] == "":
        names.pop()
    twice = [name for n, name in enumerate(names) if name.lower() in {other.lower() for other in names[:n]}]
    if twice:
        _refuse(one.label, f"two columns are called {twice[0]!r}", "rename one of them")
    return Shape(one.label, tuple(names), {}, "csv", one.path, csv=Csv(form.delimiter, tuple(names)))


_LINE_READER = "columns = {'line': 'VARCHAR'}, delim = '\x01', quote = '', escape = '', header = false"


def _lines_shape(con: DuckDBPyConnection, one: Input, folder: Path, wait: Callable[[], None]) -> Shape:
    import duckdb

    laid = _fresh(folder)
    bad: list[BadLine] = []

    def lay(path: Path) -> None:
        options = f"{_LINE_READER}, auto_detect = false, allow_quoted_nulls = false, max_line_size = {MAX_LINE}"
        con.execute(
            f"COPY (SELECT line, json_valid(line) AS fine FROM read_csv({quoted(path)}, {options})) "
            f"TO {quoted(laid)} (FORMAT parquet, COMPRESSION lz4)"
        )

    try:
        lay(one.path)
    except duckdb.InvalidInputException:
        clean = folder / "clean.jsonl"
        bad = clean_lines(one.path, clean, wait)
        lay(clean)
        clean.unlink()
    # A key that stands twice says two things; which of them counts nobody can know.
    twice = "len(list_distinct(json_keys(line))) < len(json_keys(line))"
    kind = (
        "CASE WHEN NOT fine THEN 'it is not JSON' WHEN json_type(line) <> 'OBJECT' THEN 'it is not an object' "
        f"WHEN {twice} THEN 'a key stands in it twice' END"
    )
    rows = con.execute(
        f"SELECT file_row_number + 1, left(line, 200), {kind} AS reason FROM "
        f"read_parquet({quoted(laid)}, file_row_number = true) WHERE line IS NOT NULL AND reason IS NOT NULL ORDER BY 1"
    ).fetchall()
    bad += [BadLine(number, number, text, f"this is no object: {reason}") for number, text, reason in rows]
    (said,) = con.execute(
        f"SELECT json_group_structure(CAST(CASE WHEN fine THEN line END AS JSON)) FROM read_parquet({quoted(laid)}) "
        "WHERE fine AND json_type(CASE WHEN fine THEN line END) = 'OBJECT'"
    ).fetchall()
    inner: dict[str, list[str]] = {}
    paths: dict[str, str] = {}
    if said[0] is not None:
        _flatten(json.loads(said[0]), "", "$", paths, inner)
    return Shape(one.label, tuple(paths), inner, "jsonl", laid, bad=tuple(bad), paths=paths)


def _flatten(
    structure: dict[str, Any], before: str, path: str, paths: dict[str, str], inner: dict[str, list[str]]
) -> None:
    for key, value in structure.items():
        if '"' in key:
            continue  # no path leads there
        name, here = f"{before}{key}", f'{path}."{key}"'
        if isinstance(value, dict):
            _flatten(value, f"{name}.", here, paths, inner)
            continue
        paths[name] = here
        if isinstance(value, list) and value and isinstance(value[0], dict):
            keys: dict[str, str] = {}
            _flatten(value[0], "", "$", keys, {})
            inner[name] = list(keys)


def _text_of(name: str, kind: str) -> str:
    column = quoted_name(name)
    if any(sign in kind for sign in ("[", "STRUCT", "MAP", "UNION")):
        return f"CAST(to_json({column}) AS VARCHAR)"
    if kind in ("DOUBLE", "FLOAT"):
        # Without an exponent, and without the ".0" of a whole number: a count is not a fraction.
        whole = f"{column} = floor({column}) AND abs({column}) < 1e15"
        return f"CASE WHEN {whole} THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) ELSE CAST({column} AS VARCHAR) END"
    return f"CAST({column} AS VARCHAR)"


def json_path(name: str) -> str:
    """Return a dotted name as a path into JSON."""
    return "$" + "".join(f'."{part}"' for part in name.replace('"', "").split("."))


def lay_down(
    con: DuckDBPyConnection, shape: Shape, wanted: Sequence[str], folder: Path, wait: Callable[[], None]
) -> Staged:
    """Return an input of which ranges of rows can be had.

    Args:
        con: where to read.
        shape: the input.
        wanted: the columns that are needed.
        folder: where to keep what is laid down.
        wait: called now and then; it raises if the run is to stop.

    Raises:
        InputError: a column is not there, or the input cannot be read.
    """
    from difflib import get_close_matches

    for name in wanted:
        if name not in shape.columns:
            close = get_close_matches(name, shape.columns, 1)
            hint = f"did you mean {close[0]!r}?" if close else f"it has {', '.join(shape.columns[:30])}"
            _refuse(shape.label, f"there is no column {name!r}", hint)
    match shape.kind:
        case "csv":
            return _csv(con, shape, wanted, folder, wait)
        case "parquet":
            types = shape.types or {}
            return _of_parquet(con, shape, Path(shape.source), {name: _text_of(name, types[name]) for name in wanted})
        case "object":
            return _of_object(con, shape, wanted, folder)
        case _:
            return _of_lines(con, shape, wanted, folder)


def _of_parquet(con: DuckDBPyConnection, shape: Shape, path: Path, columns: dict[str, str]) -> Staged:
    (size,) = con.execute(f"SELECT count(*) FROM read_parquet({quoted(path)})").fetchone() or (0,)
    source = f"read_parquet({quoted(path)}, file_row_number = true)"
    return Staged(shape.label, size, source, "file_row_number + 1", columns, "true", ())


def _of_lines(con: DuckDBPyConnection, shape: Shape, wanted: Sequence[str], folder: Path) -> Staged:
    # Taken out of the lines once: to look for a path in JSON costs more than to read what was found.
    laid, paths = _fresh(folder), shape.paths or {}
    bad = ", ".join(str(one.number) for one in shape.bad)
    there = "line IS NOT NULL" + (f" AND file_row_number + 1 NOT IN ({bad})" if bad else "")
    texts = "".join(
        f", json_extract_string(CASE WHEN there AND json_valid(line) THEN line END, {quoted(paths[name])}) AS c{n}"
        for n, name in enumerate(wanted)
    )
    con.execute(
        f"COPY (SELECT there{texts} FROM (SELECT line, {there} AS there "
        f"FROM read_parquet({quoted(shape.source)}, file_row_number = true))) "
        f"TO {quoted(laid)} (FORMAT parquet, COMPRESSION lz4)"
    )
    staged = _of_parquet(con, shape, laid, {name: f"c{n}" for n, name in enumerate(wanted)})
    return staged._replace(condition="there", bad=shape.bad)


def _of_object(con: DuckDBPyConnection, shape: Shape, wanted: Sequence[str], folder: Path) -> Staged:
    types = shape.types or {}
    # A stream can be read once, so it is laid down as well.
    laid = _fresh(folder)
    texts = ", ".join(f"{_text_of(name, types[name])} AS c{n}" for n, name in enumerate(wanted)) or "1 AS nothing"
    con.execute(f"COPY (SELECT {texts} FROM {shape.source}) TO {quoted(laid)} (FORMAT parquet, COMPRESSION lz4)")
    return _of_parquet(con, shape, laid, {name: f"c{n}" for n, name in enumerate(wanted)})


def _csv(
    con: DuckDBPyConnection, shape: Shape, wanted: Sequence[str], folder: Path, wait: Callable[[], None]
) -> Staged:
    import duckdb

    form = shape.csv
    assert form is not None
    laid = _fresh(folder)
    bad: list[BadLine] = []
    places = {name: form.header.index(name) for name in wanted}
    texts = ", ".join(f"k{place} AS c{n}" for n, place in enumerate(places.values())) or "1 AS nothing"

    def lay(path: Path, delimiter: str, numbered: bool) -> None:
        names = [*(["a41_n"] if numbered else []), *(f"k{n}" for n in range(len(form.header)))]
        columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in names)
        con.execute(
            f"COPY (SELECT {'CAST(a41_n AS BIGINT) AS a41_n, ' if numbered else ''}{texts} "
            f"FROM read_csv({quoted(path)}, "
            f"columns = {{{columns}}}, auto_detect = false, header = {str(not numbered).lower()}, "
            f"delim = {quoted(delimiter)}, quote = '\"', escape = '\"', allow_quoted_nulls = false, "
            f"max_line_size = {MAX_LINE})) TO {quoted(laid)} (FORMAT parquet, COMPRESSION lz4)"
        )

    columns = {name: f"c{n}" for n, name in enumerate(wanted)}
    try:
        lay(Path(shape.source), form.delimiter, numbered=False)
        return _of_parquet(con, shape, laid, columns)
    except duckdb.InvalidInputException:
        clean = folder / "clean.csv"
        bad = clean_csv(Path(shape.source), form, clean, wait)
        try:
            lay(clean, ",", numbered=True)
        except duckdb.InvalidInputException as error:
            _refuse(shape.label, f"cannot be read as csv: {first_line(error)}")
        clean.unlink()
    staged = _of_parquet(con, shape, laid, columns)
    return staged._replace(number="a41_n", bad=tuple(bad))
