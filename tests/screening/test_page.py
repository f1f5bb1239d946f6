"""Findings of tables as a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from article41._words import Verdict
from article41.cli import _screen_reports
from tests.screening._reports import TABLE, found, screened

pytest.importorskip("duckdb")


class Page(HTMLParser):
    """The tags of a page, and the cells of its last table."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.rows: list[list[str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "table":
            self.rows = []
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        assert not {"src", "href", "onerror", "onclick"} & dict(attrs).keys()

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1] and data.strip():
            self.rows[-1][-1] += data


def written(out: Path, table: Path = TABLE) -> str:
    screened("-o", out, "--quiet", table=table)
    return out.read_text(encoding="utf-8")


def test_all_findings_the_gravest_first(tmp_path: Path) -> None:
    text = written(tmp_path / "found.html")
    findings = found(tmp_path)
    expected = sorted(findings, key=lambda row: Verdict(row["verdict"]).gravity)
    head, *rows = Page(text.partition("<p>Columns:")[0]).rows
    shown = [dict(zip(head, row, strict=True)) for row in rows]
    # The page leaves out which exemption it is whose paper is needed.
    wanted = [{name: row[name] for name in head} for row in expected]
    assert [{**row, "missing": row["missing"].replace("; ", "|")} for row in shown] == wanted
    assert f"<p>{len(findings)} findings: all of them are below.</p>" in text


def test_what_is_left_out_is_said_before_anything_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    findings = found(tmp_path)
    monkeypatch.setattr(_screen_reports, "MOST_FINDINGS", 3)
    text = written(tmp_path / "found.htm")
    assert f"{len(findings) - 3} are left out" in text.partition("<table>")[0]
    _, *rows = Page(text.partition("<p>and")[0]).rows
    assert [row[4] for row in rows] == ["prohibited"] * 3


def test_hostile_texts_are_shown_and_nothing_is_loaded(tmp_path: Path) -> None:
    head, first, *_ = TABLE.read_text(encoding="utf-8").splitlines()
    table = tmp_path / "in.csv"
    evil = "<img src=http://x onerror=alert(1)>\x1b[31m&amp;"
    table.write_text(f"{head}\n{evil},{first.partition(',')[2]}\n", encoding="utf-8")
    text = written(tmp_path / "found.html", table)
    page = Page(text.partition("<p>Columns:")[0])
    assert page.rows[1][2] == evil.replace("\x1b", "\\x1b")
    assert not page.tags & {"img", "script", "link", "iframe"}
    assert re.search(r"Content-Security-Policy[^>]*default-src 'none'", text)
