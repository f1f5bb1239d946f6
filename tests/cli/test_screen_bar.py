"""The progress bar of ``screen``."""

from __future__ import annotations

import pytest

from article41.cli import _screen_bar
from article41.cli._screen_bar import Bar
from tests.screening._tables import COLUMNS, ROWS, write

MAPS = [f"--map={source}={target}" for target, source in COLUMNS.items()]


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(_screen_bar, "PATIENCE", -1.0)


def test_the_total_is_known(terminal):
    terminal(stdout=False, stderr=True, columns=200)
    with Bar(True) as bar:
        for done in (0, 3, 7):
            bar.report(done, 7, "deciding")
            (task,) = bar._bar.tasks
            assert (task.completed, task.total, task.description) == (done, 7, "deciding")


def test_a_run_on_a_terminal_shows_it_on_stderr_only(article41, terminal, tmp_path):
    path = write(tmp_path / "t.csv", ROWS)
    terminal(stdout=False, stderr=True, columns=200)
    done = article41("screen", path, "-o", tmp_path / "o.csv", *MAPS)
    assert "deciding" in done.err or "writing" in done.err
    assert f"{len(ROWS)}/{len(ROWS)}" in done.err
    assert f"{len(ROWS)}/{len(ROWS)}" not in done.out


def test_nothing_where_stderr_is_no_terminal(article41, tmp_path):
    path = write(tmp_path / "t.csv", ROWS)
    assert article41("screen", path, "-o", tmp_path / "o.csv", *MAPS).err == ""


def test_a_short_run_shows_none(monkeypatch):
    monkeypatch.setattr(_screen_bar, "PATIENCE", 1000.0)
    with Bar(True) as bar:
        bar.report(1, 2, "deciding")
        assert bar._bar is None
