from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from article41.__main__ import main
from article41.law import _rulebook

HERE = Path(__file__).parent
LAW = HERE / "law"
"""A small law of these tests, in the place of the shipped one."""
EXTRA = HERE / "extra"
"""Rules to add to it."""

BARE = """
import sys
from pathlib import Path
from article41.law import _rulebook
_rulebook.shipped_rules = lambda: Path({law!r})
_rulebook.compiled_folder = lambda: Path({compiled!r})
from article41.__main__ import main
sys.exit(main())
"""


class Outcome(NamedTuple):
    """What a run of the command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def small_law(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(_rulebook, "shipped_rules", lambda: LAW)
    monkeypatch.setattr(_rulebook, "compiled_folder", lambda: tmp_path / "compiled")
    # The commands of the rules import these names for themselves.
    monkeypatch.setattr("article41.cli._lint.shipped_rules", lambda: LAW)
    monkeypatch.setattr("article41.cli._rules.compiled_folder", lambda: tmp_path / "compiled")
    for name in ("NO_COLOR", "ARTICLE41_DEBUG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    _rulebook._default.cache_clear()
    yield
    _rulebook._default.cache_clear()


@pytest.fixture
def article41(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run the command in this process."""

    def run(*arguments: object) -> Outcome:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Outcome(code, *capsys.readouterr())

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file: bytes and text as they are, anything else as JSON."""

    def to(name: str, content: Any) -> Path:
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            text = content if isinstance(content, str) else json.dumps(content)
            path.write_text(text, encoding="utf-8")
        return path

    return to


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Put bytes on standard input."""

    def put(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return put


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., None]:
    """Make stdout, and perhaps stderr, look like a terminal."""

    def make(*, stdout: bool = True, stderr: bool = False, columns: int = 80) -> None:
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setattr(sys.stdout, "isatty", lambda: stdout)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: stderr)

    return make


@pytest.fixture
def process(tmp_path: Path) -> list[str]:
    """The words that start the command, with the small law, as a process of its own."""
    return [sys.executable, "-c", BARE.format(law=str(LAW), compiled=str(tmp_path / "compiled"))]
