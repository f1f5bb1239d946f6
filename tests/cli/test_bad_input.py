from __future__ import annotations

import os
import sys

import pytest

from article41._words import ExitCode, Verdict
from article41.model._limits import MAX_DEPTH, MAX_FILE_BYTES

from ._transfers import BY_VERDICT, transfer

GOOD = BY_VERDICT[Verdict.PROHIBITED]

CONTENTS = {
    "not JSON": (b'{"date": 2023-09-13}', ":1:", "not JSON"),
    "cut off": (b'{\n  "date": "2023', ":2:11:", "not JSON"),
    "not UTF-8": (b'{"id": "\xff"}', ":1:9:", "not UTF-8"),
    "UTF-16": ('{"id": "t"}'.encode("utf-16"), ":1:1:", "not UTF-8"),
    "empty": (b"", ":", "empty"),
    "blank": (b" \n ", ":", "empty"),
    "a number": (b"12", ":1:1:", "neither an object nor a list"),
    "a text": (b'"transfer"', ":1:1:", "neither an object nor a list"),
    "an empty list": (b"[]", ":1:1:", "no transfer"),
    "no transfer": (b'{"hello": "world"}', ":1:", "hello"),
    "a list of numbers": (b"[1]", ":1:2", "must be an object"),
    "two objects": (b"{} {}", ":1:4:", "more follows"),
    "a key twice": (b'{"id": "a", "id": "b"}', ":1:13", "twice"),
    "not a number": (b'{"items": [NaN]}', ":1:12", "NaN"),
    "too deep": (b"[" * (MAX_DEPTH + 5) + b"]" * (MAX_DEPTH + 5), ":1:", "nested deeper"),
    "far too deep": (b"[" * 100_000, ":1:", "nested deeper"),
    "too large": (b" " * (MAX_FILE_BYTES + 1), ":", "too large"),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_bad_file_is_told_and_the_others_are_checked(name, article41, write):
    content, place, words = CONTENTS[name]
    bad = write("bad.json", content)
    done = article41("check", bad, write("good.json", GOOD), "--format", "json")
    assert done.code == ExitCode.BAD_INPUT
    assert [r["transfer"] for r in done.json] == [GOOD["id"]]
    assert done.err.startswith(f"{bad}{place}")
    assert words in done.err
    assert "Traceback" not in done.err


def test_a_missing_file(article41, write, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = article41("check", "missing.json", write("good.json", GOOD), "--format", "json")
    assert done.err == f"missing.json: there is no such file\n    hint: looked in {tmp_path}\n"
    assert (done.code, len(done.json)) == (ExitCode.BAD_INPUT, 1)
    absolute = article41("check", tmp_path / "missing.json")
    assert absolute.err == f"{tmp_path}/missing.json: there is no such file\n"


def test_a_directory(article41, write, tmp_path):
    done = article41("check", tmp_path, write("good.json", GOOD), "--format", "json")
    assert done.err == f"{tmp_path}: this is a directory\n    hint: name the files in it: {tmp_path}/*.json\n"
    assert (done.code, len(done.json)) == (ExitCode.BAD_INPUT, 1)


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_names_that_cannot_be(name, article41):
    done = article41("check", name)
    assert done.code == ExitCode.BAD_INPUT
    assert done.err.count("\n") <= 2


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="all may read")
def test_a_file_that_may_not_be_read(article41, write):
    path = write("secret.json", GOOD)
    path.chmod(0)
    assert "cannot be read: Permission denied" in article41("check", path).err


def test_a_file_that_fails_while_it_is_read(article41, monkeypatch):
    def fail(*_args, **_options):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("builtins.open", fail)
    done = article41("check", "disk.json")
    assert (done.code, done.err) == (ExitCode.BAD_INPUT, "disk.json: cannot be read: Input/output error\n")


def test_a_name_that_is_not_unicode(article41):
    done = article41("check", "a\udcff.json")
    assert done.code == ExitCode.BAD_INPUT
    assert "a\\udcff.json: there is no such file" in done.err


def test_stdin_twice(article41, stdin):
    import json

    stdin(json.dumps(GOOD).encode())
    done = article41("check", "-", "-", "--format", "json")
    assert [r["transfer"] for r in done.json] == [GOOD["id"]]
    assert done.err == "standard input: it can be read only once\n    hint: name - once, or save it to a file\n"
    assert done.code == ExitCode.BAD_INPUT


def test_a_flood_on_stdin(article41, monkeypatch):
    import io

    class Flood(io.RawIOBase):
        taken = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer):
            self.taken += len(buffer)
            buffer[:] = b" " * len(buffer)
            return len(buffer)

    flood = Flood()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(flood)))
    done = article41("check", "-")
    assert done.err.startswith("standard input: too large")
    assert flood.taken < 2 * MAX_FILE_BYTES + 1_000_000


TRANSFERS = {
    "an unknown field": (transfer(itms=1), "/itms", "items"),
    "an unknown item": (transfer(items=[{"type": "artilery_shells"}]), "/items/0/type", "artillery_shells"),
    "an unknown State": (transfer(supplier={"state": "XX"}), "/supplier/state", "XX"),
    "a State that was no more": (transfer(supplier={"state": "CC"}), "/supplier/state", "BB (Beland)"),
    "no date": ({"id": "x", "items": [{"type": "food"}]}, "", "date"),
    "no such day": (transfer(date="2023-02-30"), "/date", "2023-02-30"),
}


@pytest.mark.parametrize("name", TRANSFERS)
def test_a_bad_transfer_is_told_where_and_what(name, article41, write):
    content, pointer, words = TRANSFERS[name]
    path = write("bad.json", content)
    done = article41("check", path, "--format", "json")
    assert (done.code, done.json) == (ExitCode.BAD_INPUT, [])
    assert done.err.startswith(f"{path}:1:")
    assert f"({pointer}): " in done.err or not pointer
    assert words in done.err
