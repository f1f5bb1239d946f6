"""The summary of a run as text and as HTML: that every row was decided or set aside, and what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from article41._words import Verdict
from article41.render._safe import safe_text

__all__ = ["html_summary", "text_summary"]

_MOST = 10
_LONGEST = 70


class _Table(NamedTuple):
    title: str
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    left: int = 0
    """How many more there are."""


def _figure(number: int) -> str:
    return f"{number:,}"


def _cut(rows: Sequence[tuple[str, ...]]) -> tuple[Sequence[tuple[str, ...]], int]:
    return rows[:_MOST], max(0, len(rows) - _MOST)


def _tables(summary: dict[str, Any]) -> Iterator[_Table]:
    """Yield what the summary shows, table by table; every text of a user made harmless."""
    decided = [(name, _figure(summary["verdicts"][name])) for name in (v.value for v in Verdict)]
    total = [("set aside", _figure(summary["set_aside"])), ("rows read", _figure(summary["rows"]))]
    yield _Table("Every row", ("", "rows"), [*decided, *total])
    inputs = [(x["source"], _figure(x["rows"]), _figure(x["set_aside"])) for x in summary["inputs"]]
    if len(inputs) > 1:
        yield _Table("Inputs", ("input", "rows", "set aside"), *_cut(inputs))
    verdicts = [v.value for v in Verdict if v is not Verdict.OUT_OF_SCOPE]
    regimes = [(x["regime"], *(_figure(x[name]) for name in verdicts)) for x in summary["regimes"]]
    if regimes:
        yield _Table("Regimes hit most (rows with such a finding)", ("regime", *verdicts), *_cut(regimes))
    if summary["corridors"]:
        names = [name for name in summary["corridors"][0] if name not in ("from", "to")]
        corridors = [(f"{x['from']} → {x['to']}", *(_figure(x[name]) for name in names)) for x in summary["corridors"]]
        yield _Table("Corridors hit most (rows)", ("corridor", *names), *_cut(corridors))
    missing = [(x["fact"], _figure(x["rows"])) for x in summary["undetermined_by_missing_fact"]]
    if missing:
        yield _Table("Undetermined rows, by the fact that is missing", ("fact", "rows"), *_cut(missing))
    aside = [(x["column"], x["reason"], _figure(x["rows"])) for x in summary["set_aside_by_reason"]]
    if aside:
        yield _Table("Set aside, by the reason", ("column", "reason", "rows"), *_cut(aside))


def _notes(summary: dict[str, Any]) -> Iterator[str]:
    audited = summary["audited"]
    if any(audited.values()):
        yield (
            f"Decided again by the single check, with the same answer: {audited['findings']:,} kinds of findings and "
            f"{audited['others']:,} rows without any."
        )
    read = ", ".join(f"{target} from {source}" for target, source in summary["columns"].items())
    yield f"Columns{' (guessed from their names)' if summary['guessed'] else ''}: {read}."
    if summary["set"]:
        yield f"The same in every row: {', '.join(f'{name} {text}' for name, text in summary['set'].items())}."
    yield f"Law: rulebook {summary['rulebook']['version']}, {summary['rulebook']['digest'][:16]}."


def _short(text: str) -> str:
    shown = safe_text(text)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


def text_summary(summary: dict[str, Any]) -> str:
    """Return the summary as lines for a terminal, from ``Counts.to_dict``."""
    lines: list[str] = []
    for table in _tables(summary):
        lines += _text_table(table)
    lines += [safe_text(note) for note in _notes(summary)]
    return "\n".join(lines) + "\n"


def _text_table(table: _Table) -> list[str]:
    rows = [tuple(_short(cell) for cell in row) for row in (table.head, *table.rows)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(table.head))]
    figures = _figures(table)
    lines = [table.title]
    for row in rows if any(table.head[:-1]) else rows[1:]:
        cells = [c.rjust(w) if n in figures else c.ljust(w) for n, (c, w) in enumerate(zip(row, widths, strict=True))]
        lines.append(f"  {'  '.join(cells)}".rstrip())
    if table.left:
        lines.append(f"  and {table.left} more")
    return [*lines, ""]


def _figures(table: _Table) -> set[int]:
    """Return the columns that hold figures: they stand to the right."""
    return {n for n in range(len(table.head)) if all(row[n].replace(",", "").isdigit() for row in table.rows)}


_POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
_COLUMNS = ("source", "row", "key", "item", "verdict", "regime", "provision", "citations", "missing", "needs")
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}"
    "table{border-collapse:collapse;margin:0 0 1rem}td,th{padding:.2rem .8rem;border-bottom:1px solid #ddd;"
    "text-align:left;overflow-wrap:anywhere}.n{text-align:right;font-variant-numeric:tabular-nums}h2{font-size:1.1rem}"
)


def html_summary(summary: dict[str, Any], findings: Sequence[Mapping[str, Any]] | None = None) -> str:
    """Return the summary as a page that needs nothing else.

    Args:
        summary: from ``Counts.to_dict``.
        findings: those that are shown, as a table; how many are not is said at the top. None for a page without.
    """
    title = "Screening: summary" if findings is None else "Screening: findings"
    parts = [
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{_POLICY}\n<title>{title}</title>',
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>",
    ]
    if findings is not None:
        parts.append(f"<p>{_html(_shown(summary, len(findings)))}</p>")
    for table in _tables(summary):
        parts += _html_table(table)
    if findings:
        rows = [tuple(_cell(finding[name]) for name in _COLUMNS) for finding in findings]
        parts += _html_table(_Table("Findings, the gravest first", _COLUMNS, rows, summary["findings"] - len(rows)))
    parts += [f"<p>{_html(note)}</p>" for note in _notes(summary)]
    parts.append(
        "<p>This is not legal advice: the official texts prevail. A row that was set aside was not decided.</p>"
    )
    return "\n".join([*parts, "</body>\n</html>\n"])


def _shown(summary: dict[str, Any], shown: int) -> str:
    left = summary["findings"] - shown
    if not left:
        return f"{shown:,} findings: all of them are below."
    return (
        f"{summary['findings']:,} findings: the {shown:,} gravest are below, and {left:,} are left out here. "
        "All of them are in a table: -o findings.csv, .tsv, .jsonl or .parquet."
    )


def _cell(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _html(text: str) -> str:
    return escape(safe_text(text))


def _html_table(table: _Table) -> list[str]:
    figures = _figures(table)

    def row(cells: Sequence[str], tag: str) -> str:
        made = (f"<{tag}{' class=n' if n in figures else ''}>{_html(cell)}</{tag}>" for n, cell in enumerate(cells))
        return f"<tr>{''.join(made)}</tr>"

    more = [f"<p>and {table.left} more</p>"] if table.left else []
    rows = [row(table.head, "th"), *(row(cells, "td") for cells in table.rows)]
    return [f"<h2>{_html(table.title)}</h2>", "<table>", *rows, "</table>", *more]
