"""Outputs: kept in parts while a run goes on, and put in their places all at once when it has come to its end."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from article41._errors import InputError, Place, Problem
from article41._words import Verdict
from article41.screening._staged import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["KINDS", "OUT_FORMATS", "Kind", "Outputs", "Places", "out_format", "places_of"]

PARTIAL = ".partial"
TABLES = ("csv", "tsv", "jsonl", "parquet")
OUT_FORMATS: tuple[str, ...] = (*TABLES, "sarif", "junit", "html", "github")
"""What findings can be written as; the other tables are written as one of the first four, and github is printed."""
_SUFFIXES = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".sarif": "sarif",
    ".sarif.json": "sarif",
    ".xml": "junit",
    ".html": "html",
    ".htm": "html",
}
_TABLE_HINT = "name it *.parquet, *.csv, *.tsv or *.jsonl"
_HINT = "name it *.parquet, *.csv, *.tsv, *.jsonl, *.sarif, *.xml (JUnit) or *.html, or say --format"


class Kind(NamedTuple):
    """A table that comes out.

    Attributes:
        name: findings, verdicts or set_aside.
        columns: its columns and their types.
        order: how its rows are ordered; empty where the parts are in order already.
        texts: columns that a user's file has filled: in CSV no spreadsheet may take them for formulas.
        lists: columns of lists -> what stands between their members in CSV.
    """

    name: str
    columns: dict[str, str]
    order: str = ""
    texts: tuple[str, ...] = ()
    lists: Mapping[str, str] = MappingProxyType({})


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "findings",
            {
                "source": "VARCHAR",
                "row": "BIGINT",
                "key": "VARCHAR",
                "item": "INTEGER",
                "verdict": "VARCHAR",
                "regime": "VARCHAR",
                "provision": "VARCHAR",
                "citations": "VARCHAR",
                "missing": "VARCHAR",
                "exemption": "VARCHAR",
                "exemption_citation": "VARCHAR",
                "needs": "VARCHAR",
            },
            texts=("source", "key"),
            lists={"citations": "; ", "missing": "|", "exemption": "; ", "exemption_citation": "; ", "needs": "; "},
        ),
        Kind(
            "verdicts",
            {"source": "VARCHAR", "row": "BIGINT", "key": "VARCHAR", "verdict": "VARCHAR"},
            texts=("source", "key"),
        ),
        Kind(
            "set_aside",
            {
                "source": "VARCHAR",
                "row": "BIGINT",
                "item": "INTEGER",
                "column": "VARCHAR",
                "value": "VARCHAR",
                "reason": "VARCHAR",
            },
            order='part, row, item, "column", reason',
            texts=("source", "column", "value", "reason"),
        ),
    )
}


class Places(NamedTuple):
    """Where a run writes; None where it does not."""

    findings: Path | None
    set_aside: Path | None
    verdicts: Path | None = None
    html: Path | None = None
    summary: Path | None = None

    def all(self) -> list[Path]:
        """Return every file that is written."""
        return [path for path in self if path is not None]

    def beside(self) -> Path | None:
        """Return an output beside which can be kept what is needed in the meantime; None if there is no output."""
        return next(iter(self.all()), None)


def out_format(name: str) -> str | None:
    """Return the format that the name of a file of findings tells; None if it tells none."""
    return next((form for end, form in _SUFFIXES.items() if name.lower().endswith(end)), None)


def _table_format(path: Path) -> str | None:
    form = out_format(path.name)
    return form if form in TABLES else None


def places_of(
    out: str | None,
    verdicts: str | None = None,
    set_aside: str | None = None,
    html: str | None = None,
    summary: str | None = None,
    inputs: Sequence[Path] = (),
    form: str | None = None,
) -> Places:
    """Return where to write; ``form`` is the format of the findings where their name shall not tell it.

    Args:
        out: where findings go; None where they are not written.
        verdicts: where the verdicts go.
        set_aside: where what was set aside goes; beside ``out`` if None.
        html: where the page of the summary goes.
        summary: where the summary goes as JSON.
        inputs: files that must not be written.
        form: the format of the findings.

    Raises:
        InputError: a name tells no format, two are the same, one is an input, or its folder is not there.
    """
    findings = Path(out) if out is not None else None
    aside = Path(set_aside) if set_aside else None
    if aside is None and findings is not None:
        aside = findings.with_name(f"{findings.name.split('.')[0]}.set-aside.csv")
    places = Places(
        findings,
        aside,
        Path(verdicts) if verdicts else None,
        Path(html) if html else None,
        Path(summary) if summary else None,
    )
    if findings is not None and (findings.name.endswith(".gz") or (form or out_format(findings.name)) is None):
        _refuse(findings, "its name does not tell a format", _HINT)
    for path in (places.verdicts, places.set_aside):
        if path is not None and _table_format(path) is None:
            _refuse(path, "its name does not tell the format of a table", _TABLE_HINT)
    taken = {one.resolve() for one in inputs}
    for path in places.all():
        if path.is_dir():
            _refuse(path, "this is a directory", "name a file in it")
        if not path.resolve().parent.is_dir():
            _refuse(path, "there is no such folder", f"make {path.resolve().parent}")
        if path.resolve() in taken:
            _refuse(path, "is an input, or another output as well", "write somewhere else")
        taken.add(path.resolve())
    return places


def _refuse(path: Path, message: str, hint: str) -> None:
    raise InputError(Problem(message, Place(str(path)), hint))


class Outputs:
    """Parts of what comes out, and what becomes of them.

    Args:
        con: the database.
        folder: where the parts are kept.
    """

    def __init__(self, con: DuckDBPyConnection, folder: Path) -> None:
        self._con, self._folder = con, folder
        self._parts: dict[str, list[Path]] = {name: [] for name in KINDS}

    def add(self, name: str, sql: str) -> None:
        """Keep the rows of a query as the next part of a table."""
        path = self._folder / f"{name}-{len(self._parts[name]):06}.parquet"
        self._con.execute(f"COPY ({sql}) TO {quoted(path)} (FORMAT parquet, COMPRESSION lz4)")
        self._parts[name].append(path)

    def whole(self, name: str, form: str, where: str = "") -> str:
        """Return SQL for all parts of a table, as a format has its columns; the rows in order, or some ``where``."""
        kind, parts = KINDS[name], self._parts[name]
        columns = []
        for column, of_type in kind.columns.items():
            said = f'"{column}"'
            if form not in _SEPARATED and column in kind.lists:
                split = f"string_split({said}, {quoted(kind.lists[column])})"
                said = f"CASE WHEN {said} = '' THEN CAST([] AS VARCHAR[]) ELSE {split} END"
            elif form in _SEPARATED and column in kind.texts:
                said = (
                    f"CASE WHEN regexp_matches({said}, '^([=+@\\t\\r]|-[^0-9.])') THEN '''' || {said} ELSE {said} END"
                )
            elif not parts:
                said = f"CAST(NULL AS {of_type})"
            columns.append(f'{said} AS "{column}"')
        if not parts:
            empty = ", ".join(f'CAST(NULL AS {of_type}) AS "{column}"' for column, of_type in kind.columns.items())
            return f"SELECT {', '.join(columns)} FROM (SELECT {empty}) WHERE false"
        listed = ", ".join(quoted(path) for path in parts)
        order = f" ORDER BY {kind.order}" if kind.order else ""
        chosen = f" WHERE {where}" if where else ""
        return f"SELECT {', '.join(columns)} FROM read_parquet([{listed}]){chosen}{order}"

    def rows(self, name: str, *, beside: bool = False) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table in order, a few at a time: all of them may not fit in memory.

        Args:
            name: the table.
            beside: others are read at the same time. Then a long query is not stopped by an interrupt.
        """
        return self._fetched(self._con.cursor() if beside else self._con, name, self.whole(name, ""))

    def first(self, name: str, verdict: Verdict, most: int) -> Iterator[dict[str, Any]]:
        """Yield the first rows of a table that have a verdict."""
        where = f"verdict = {quoted(verdict.value)}"
        return self._fetched(self._con, name, f"{self.whole(name, '', where)} LIMIT {most:d}")

    def tally(self, name: str) -> Counter[tuple[str, Verdict]]:
        """Return (source, verdict) -> rows of a table that has these columns."""
        sql = f"SELECT source, verdict, count(*) FROM ({self.whole(name, '')}) GROUP BY source, verdict"
        found = self._con.execute(sql).fetchall()
        return Counter({(source, Verdict(verdict)): count for source, verdict, count in found})

    def _fetched(self, con: DuckDBPyConnection, name: str, sql: str) -> Iterator[dict[str, Any]]:
        cursor = con.execute(sql)
        while some := cursor.fetchmany(_AT_ONCE):
            for row in some:
                yield dict(zip(KINDS[name].columns, row, strict=True))

    @contextmanager
    def in_order(self) -> Iterator[None]:
        """Have the rows of every table come in order while this lasts."""
        self._con.execute("SET preserve_insertion_order = true")
        try:
            yield
        finally:
            self._con.execute("SET preserve_insertion_order = false")

    def write(
        self,
        places: Places,
        pages: dict[Path, str],
        form: str | None = None,
        report: Callable[[TextIO], None] | None = None,
    ) -> None:
        """Write every file beside its place, and then put all of them there; on any failure none is.

        Args:
            places: where the tables go.
            pages: other files, as texts.
            form: the format of the findings, where their name does not tell it.
            report: writes the findings, where they are no table.
        """
        written: list[tuple[Path, Path]] = []
        try:
            with self.in_order():
                self._tables(places, form, report, written)
            for place, text in pages.items():
                partial = place.with_name(place.name + PARTIAL)
                written.append((partial, place))
                partial.write_text(text, encoding="utf-8", newline="\n")
            for partial, _ in written:
                with partial.open("r+b") as file:
                    os.fsync(file.fileno())
            # What was found comes last: where it is, the rest is there too.
            for partial, place in reversed(written):
                partial.replace(place)
        finally:
            for partial, _ in written:
                with suppress(OSError):
                    partial.unlink(missing_ok=True)

    def _tables(
        self,
        places: Places,
        form: str | None,
        report: Callable[[TextIO], None] | None,
        written: list[tuple[Path, Path]],
    ) -> None:
        tables = {"findings": places.findings, "verdicts": places.verdicts, "set_aside": places.set_aside}
        for name, place in tables.items():
            if place is None:
                continue
            partial = place.with_name(place.name + PARTIAL)
            written.append((partial, place))
            if name == "findings" and report is not None:
                with partial.open("w", encoding="utf-8", newline="\n") as file:
                    report(file)
            else:
                kind = (form if name == "findings" else None) or out_format(place.name) or ""
                self._con.execute(f"COPY ({self.whole(name, kind)}) TO {quoted(partial)} ({_OPTIONS[kind]})")


_AT_ONCE = 10_000
_SEPARATED = ("csv", "tsv")
_OPTIONS = {
    "csv": "FORMAT csv, HEADER",
    "tsv": "FORMAT csv, HEADER, DELIMITER '\\t'",
    "jsonl": "FORMAT json",
    "parquet": "FORMAT parquet, COMPRESSION zstd",
}
