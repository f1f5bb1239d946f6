"""Spark data frames: mapped by the same mapping and decided by the same law, where their rows are.

Nothing is collected but distinct texts, to be read, and counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from typing import TYPE_CHECKING, Any

from article41._errors import EngineError, InputError, Place, Problem
from article41._record import record
from article41.law import Rulebook
from article41.screening._aside import column_of, refused_rows, value_of
from article41.screening._batch import BAD, RAW, SPACE
from article41.screening._cites import CITED, EXEMPTED, Cites
from article41.screening._mapping import TableMap, read_mapping
from article41.screening._resolve import Resolver
from article41.tables import Screener, Spark

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

__all__ = ["ScreenedFrame", "screen_frame"]

_LABEL = "the data frame"
_NO_BAD = (
    "SELECT CAST(NULL AS BIGINT) AS line, CAST(NULL AS INTEGER) AS item, CAST(NULL AS VARCHAR) AS name, "
    "CAST(NULL AS VARCHAR) AS value, CAST(NULL AS VARCHAR) AS reason WHERE FALSE"
)


@record
class ScreenedFrame:
    """What came of a screening. The tables are Spark data frames, kept in the session until the next one in it.

    Attributes:
        findings: key, verdict, regime, provision, citations, missing, exemption, exemption_citation, needs: one
            for each row, provision and verdict.
        verdicts: key, verdict: every row that was decided.
        set_aside: key, column, value, reason: what cannot be used; a row that is here was not decided.
        counts: ``rows``, ``set_aside``, ``findings`` and each verdict; rows is the sum of all verdicts and set_aside.
    """

    findings: DataFrame
    verdicts: DataFrame
    set_aside: DataFrame
    counts: dict[str, int]


def screen_frame(
    frame: DataFrame,
    mapping: str | PathLike[str] | Mapping[str, Any],
    *,
    rulebook: Rulebook | None = None,
) -> ScreenedFrame:
    """Decide every row of a Spark data frame; needs ``article41[spark]``.

    The columns that the mapping names are copied in the session once, with a number for each row; the rest works on
    the copy. One screening at a time in a session.

    Args:
        frame: rows of one item each.
        mapping: which column states what, in the form of docs/screen.md; with a ``key``, as rows in Spark have no
            order by which to name them.
        rulebook: the law to judge by; the shipped law if None.

    Raises:
        InputError: PySpark is not installed, the mapping does not fit the columns, has no key, or has several items
            a row.
        EngineError: rows were lost; no answer is given.
    """
    rules = Rulebook.default() if rulebook is None else rulebook
    how = _fitting(read_mapping(mapping), frame)
    adapter = Spark(frame.sparkSession)
    told: list[str] = []

    def aside(sql: str) -> None:
        name = f"s_bad_{len(told)}"
        adapter.materialise(name, f"SELECT a.* FROM ({sql}) a ({_BAD_COLUMNS})", of_source=True)
        told.append(name)
        adapter.view(BAD, " UNION ALL ".join(f"SELECT * FROM {one}" for one in told))

    adapter.view(BAD, _NO_BAD)
    _load(adapter, frame, how)
    rows = Resolver(adapter, how, _never, aside).resolve()
    decided = Screener(rules, adapter).decide(rows)
    has = how.stated()
    aside(refused_rows(decided.refused, rows, [name for name in adapter.columns(rows) if name in has]))
    return _told(adapter, rules, how, rows, decided.findings, decided.verdicts)


_BAD_COLUMNS = "line, item, name, value, reason"


def _never() -> None:
    """Nobody stops a run here but the session itself."""


def _fitting(mapping: TableMap, frame: DataFrame) -> TableMap:
    if mapping.key is None:
        hint = "add `key: COLUMN` to the mapping: findings call a row by it"
        raise InputError(Problem("nothing says which column names a row", Place(_LABEL), hint))
    if mapping.items is not None:
        hint = "explode them first: a row for each item"
        raise InputError(Problem("several items a row are not read from Spark", Place(_LABEL), hint))
    for name in mapping.sources():
        if name not in frame.columns:
            hint = f"it has {', '.join(frame.columns[:30])}"
            raise InputError(Problem(f"there is no column {name!r}", Place(_LABEL), hint))
    return mapping


def _load(adapter: Spark, frame: DataFrame, mapping: TableMap) -> None:
    """Copy the texts of the frame as the view of texts, blanks away, with the key of each row."""
    from pyspark.sql import functions as f

    blanks = sorted({"", *mapping.blanks})
    kinds = dict(frame.dtypes)

    def column(name: str) -> Column:
        return _text(frame[f"`{name.replace('`', '``')}`"], kinds[name])

    texts = []
    for n, field in enumerate(mapping.fields):
        trimmed = f.btrim(column(field.source), f.lit(SPACE))
        texts.append(f.when(~trimmed.isin(blanks), trimmed).alias(f"v{n}"))
    assert mapping.key is not None
    keyed = column(mapping.key).alias("key")
    # Kept now: a number that is drawn anew is another one.
    number = f.monotonically_increasing_id()
    frame.select(number.alias("row"), keyed, *texts).createOrReplaceTempView("s_frame")
    adapter.materialise("s_numbered", "SELECT * FROM s_frame", of_source=True)
    listed = "".join(f", v{n}" for n in range(len(mapping.fields)))
    adapter.view(RAW, f"SELECT row, row AS line, 0 AS item{listed} FROM s_numbered")


def _text(column: Column, kind: str) -> Column:
    """Return a column as text: numbers without an exponent, lists and objects as JSON."""
    from pyspark.sql import functions as f

    if kind.startswith(("array", "struct", "map")):
        return f.to_json(column)
    if kind in ("double", "float"):
        whole = (column == f.floor(column)) & (f.abs(column) < 1e15)
        return f.when(whole, column.cast("bigint").cast("string")).otherwise(column.cast("string"))
    return column.cast("string")


def _told(adapter: Spark, rules: Rulebook, mapping: TableMap, rows: str, findings: str, verdicts: str) -> ScreenedFrame:
    fine = f"LEFT JOIN (SELECT DISTINCT line FROM {BAD}) b ON x.row = b.line WHERE b.line IS NULL"
    adapter.materialise(
        "s_findings",
        "SELECT x.row, c.date, x.verdict, x.regime, x.provision, x.missing, x.exemption "
        f"FROM {findings} x JOIN {rows} c ON x.row = c.row {fine}",
    )
    adapter.materialise("s_verdicts", f"SELECT x.row, x.verdict FROM {verdicts} x {fine}")
    Cites(adapter, rules).learn()
    adapter.materialise(
        "s_told",
        f"SELECT n.key, f.verdict, f.regime, f.provision, t.cites AS citations, f.missing, {EXEMPTED} "
        f"FROM s_findings f JOIN s_numbered n ON f.row = n.row {CITED}",
    )
    adapter.view("s_decided", "SELECT n.key, v.verdict FROM s_verdicts v JOIN s_numbered n ON v.row = n.row")
    adapter.view(
        "s_set_aside",
        f"SELECT n.key, {column_of(mapping)} AS column_name, {value_of(mapping, 'n')} AS value, b.reason "
        f"FROM {BAD} b JOIN s_numbered n ON b.line = n.row",
    )
    counts = _counted(adapter)
    table = adapter.session.table
    aside = table("s_set_aside").withColumnRenamed("column_name", "column")
    return ScreenedFrame(table("s_told"), table("s_decided"), aside, counts)


def _counted(adapter: Spark) -> dict[str, int]:
    """Count what came out, and prove that it is all that went in."""

    def number(sql: str) -> int:
        return int(adapter.fetch(sql)[0][0])

    counts = {
        "rows": number("SELECT COUNT(*) FROM s_numbered"),
        "set_aside": number(f"SELECT COUNT(DISTINCT line) FROM {BAD}"),
        "findings": number("SELECT COUNT(*) FROM s_findings"),
    }
    by_verdict = dict(adapter.fetch("SELECT verdict, COUNT(*) FROM s_verdicts GROUP BY verdict ORDER BY verdict"))
    decided = sum(by_verdict.values())
    if decided + counts["set_aside"] != counts["rows"]:
        raise EngineError(f"of {counts['rows']} rows, {decided} were decided and {counts['set_aside']} set aside")
    shown = number("SELECT COUNT(*) FROM s_told")
    if shown != counts["findings"]:
        raise EngineError(f"of {counts['findings']} findings, {shown} are told")
    return counts | by_verdict
