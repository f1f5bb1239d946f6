from __future__ import annotations

import pytest

from article41.cli import _progress
from article41.cli._progress import LONG, Progress

from ._transfers import transfer


@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize("total", [0, 1, LONG, LONG + 1])
def test_everything_comes_in_order(shown, total, capsys):
    assert list(Progress("x", total, shown).over(range(total))) == list(range(total))


def test_short_runs_and_unseen_ones_have_no_bar(monkeypatch):
    monkeypatch.setattr(Progress, "_with_bar", lambda *_: pytest.fail("a bar"))
    list(Progress("x", LONG, True).over(range(LONG)))
    list(Progress("x", LONG + 1, False).over(range(LONG + 1)))


def test_slow_runs_get_one_on_the_way(monkeypatch):
    clock = iter(range(1000))
    started = []
    original = Progress._with_bar
    monkeypatch.setattr(_progress.time, "monotonic", lambda: float(next(clock)))
    monkeypatch.setattr(Progress, "_with_bar", lambda self, things, done: started.append(done) or iter(things[done:]))
    assert list(Progress("x", 10, True).over(range(10))) == list(range(10))
    assert started == [2]
    assert original is not Progress._with_bar


def test_the_bar_is_on_stderr_and_names_the_file(article41, write, terminal):
    path = write("many.json", [transfer(f"t{n}") for n in range(LONG + 1)])
    terminal(stdout=False, stderr=True, columns=200)
    done = article41("check", path, "--format", "json")
    assert "many.json" in done.err
    assert len(done.json) == LONG + 1


def test_no_bar_between_reports_on_one_terminal(article41, write, terminal):
    path = write("many.json", [transfer(f"t{n}") for n in range(LONG + 1)])
    terminal(stdout=True, stderr=True)
    assert article41("check", path, "--no-color").err == ""
    assert article41("check", path, "--quiet").err != ""
