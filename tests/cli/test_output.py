from __future__ import annotations

import os
import sys

import pytest

from article41._words import ExitCode, Verdict
from article41.cli import _app, _output
from article41.cli._parser import CHECK_FORMATS
from article41.render import FORMATS

from ._transfers import BY_VERDICT

PROHIBITED = BY_VERDICT[Verdict.PROHIBITED]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions and devices of POSIX")


def test_the_help_knows_every_format():
    assert set(CHECK_FORMATS) == set(FORMATS) - {"none"}


@pytest.mark.parametrize("form", CHECK_FORMATS)
def test_a_file_holds_what_would_be_printed(form, article41, write, tmp_path):
    path, out = write("t.json", [PROHIBITED, BY_VERDICT[Verdict.UNDETERMINED]]), tmp_path / "out"
    printed = article41("check", path, "--format", form)
    done = article41("check", path, "--format", form, "--output", out)
    assert (done.code, done.out) == (printed.code, "")
    assert out.read_text("utf-8") == printed.out
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


@pytest.mark.parametrize("form", [name for name in CHECK_FORMATS if name not in ("text", "json")])
def test_what_cannot_be_used_is_in_the_file_and_on_standard_error(form, article41, write):
    done = article41("check", "missing.json", write("t.json", PROHIBITED), "--format", form)
    assert done.code == ExitCode.BAD_INPUT
    assert "there is no such file" in done.err
    assert "there is no such file" in done.out


def test_quiet_prints_nothing_and_writes_the_file(article41, write, tmp_path):
    out = tmp_path / "out"
    assert article41("check", write("t.json", PROHIBITED), "--quiet", "--output", out).out == ""
    assert out.read_text().startswith(" PROHIBITED")


@pytest.mark.parametrize(("name", "why"), [("no/such/folder/o", "No such file"), (".", "directory"), ("a\0b", "")])
def test_an_output_that_cannot_be_is_told_before_anything_is_judged(name, why, article41, write, tmp_path):
    done = article41("check", write("t.json", PROHIBITED), "--output", tmp_path / name)
    assert (done.code, done.out) == (ExitCode.BAD_INPUT, "")
    assert done.err.startswith("article41: cannot write to ")
    assert why in done.err


def test_an_input_is_not_written_over(article41, write):
    path = write("t.json", PROHIBITED)
    before = path.read_bytes()
    assert article41("check", path, "--output", path).code == ExitCode.BAD_INPUT
    assert path.read_bytes() == before


@pytest.mark.parametrize("broken", ["fsync", "crash"])
def test_what_was_there_stays_where_something_fails(broken, article41, write, tmp_path, monkeypatch):
    out = tmp_path / "out"
    out.write_text("before")

    def full(*_):
        raise OSError(28, "No space left on device")

    def crash(*_):
        raise RuntimeError("broken")

    if broken == "fsync":
        monkeypatch.setattr(_output.os, "fsync", full)
    else:
        monkeypatch.setattr("article41.cli._check.check", crash)
    done = article41("check", write("t.json", PROHIBITED), "--output", out)
    assert done.code == (ExitCode.INTERNAL if broken == "crash" else _app.NOT_WRITTEN)
    assert out.read_text() == "before"
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []
    assert broken == "crash" or f"cannot write to {out}" in done.err


@POSIX
def test_permissions_and_links_stay(article41, write, tmp_path):
    real, link, fresh = tmp_path / "real", tmp_path / "link", tmp_path / "fresh"
    real.write_text("before")
    real.chmod(0o640)
    link.symlink_to(real)
    path = write("t.json", PROHIBITED)
    article41("check", path, "--output", link)
    article41("check", path, "--output", fresh)
    assert link.is_symlink()
    assert real.read_text().startswith(" PROHIBITED")
    assert real.stat().st_mode & 0o777 == 0o640
    mask = os.umask(0)
    os.umask(mask)
    assert fresh.stat().st_mode & 0o777 == 0o666 & ~mask


@POSIX
def test_a_device_is_written_to(article41, write, tmp_path):
    path = write("t.json", PROHIBITED)
    assert article41("check", path, "--output", "/dev/null").code == ExitCode.FINDINGS
    full = article41("check", path, "--output", "/dev/full")
    assert full.code == _app.NOT_WRITTEN
    assert "/dev/full" in full.err
