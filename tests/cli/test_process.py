"""What only a process of its own can show."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from article41._words import ExitCode, Verdict
from article41.cli import _app

from ._transfers import BY_VERDICT, transfer

PROHIBITED = json.dumps(BY_VERDICT[Verdict.PROHIBITED]).encode()
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def test_as_a_module():
    done = subprocess.run([sys.executable, "-m", "article41", "--help"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"usage: article41")


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_stdin_to_stdout_in_utf8(process, encoding):
    about = json.dumps(transfer("Ålånd → 軍"), ensure_ascii=False).encode()
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    for form in ("text", "json"):
        done = subprocess.run(
            [*process, "check", "-", "--format", form], input=about, capture_output=True, check=False, env=environment
        )
        assert (done.returncode, done.stderr) == (ExitCode.FINDINGS, b"")
        assert "Ålånd → 軍" in done.stdout.decode("utf-8")


def test_a_check_loads_nothing_that_it_does_not_need(process):
    code = process[2].replace(
        "sys.exit(main())",
        "main(['rules', 'compile']); main(['check', '-', '--format', 'json']); loaded = set(sys.modules);"
        "sys.stdout.flush(); print(sorted(loaded & {'rich', 'typer', 'click', 'jinja2', 'yaml_', 'jsonschema',"
        " 'importlib.metadata', 'article41.waivers', 'article41.cli._waivers',"
        " 'article41.law._installed', 'article41.law._fingerprint', 'article41.history'}),"
        " file=sys.stderr)",
    )
    done = subprocess.run([sys.executable, "-c", code], input=PROHIBITED, capture_output=True, check=True)
    assert done.stderr == b"[]\n"


def test_importing_the_package_loads_next_to_nothing():
    code = "import sys; before = set(sys.modules); import article41; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    loaded = set(done.stdout.split())
    assert {name for name in loaded if name.startswith("article41")} == {"article41", "article41._version"}
    assert "pydantic" not in loaded


@POSIX
def test_a_reader_that_goes_away(process, tmp_path):
    many = tmp_path / "many.json"
    many.write_text(json.dumps([transfer(f"t{n}") for n in range(300)]))
    with subprocess.Popen([*process, "check", str(many)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == _app.BROKEN_PIPE


@POSIX
def test_ctrl_c(process, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen([*process, "check", str(pipe)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        with pipe.open("wb"):  # opens when the command does: it waits for its input now
            running.send_signal(signal.SIGINT)
            out, err = running.communicate(timeout=60)
        assert (running.returncode, out, err) == (_app.INTERRUPTED, b"", b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="/dev/full")  # noqa: PTH110
def test_a_full_disk(process):
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [*process, "check", "-"], input=PROHIBITED, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == _app.NOT_WRITTEN
    assert b"No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr


@POSIX
def test_closed_streams_leave_the_exit_code(process):
    command = 'exec "$@" >&- 2>&-'
    done = subprocess.run(["sh", "-c", command, "sh", *process, "check", "-"], input=PROHIBITED, check=False)
    assert done.returncode == ExitCode.FINDINGS


SHIPPED = Path(__file__).parents[2] / "fixtures" / "transfers"


def test_the_shipped_law_on_shells():
    path = SHIPPED / "kp-ru-artillery-shells-2023.json"
    done = subprocess.run(
        [sys.executable, "-m", "article41", "check", str(path), "--format", "json"], capture_output=True, check=False
    )
    report = json.loads(done.stdout)
    cited = {(c["resolution"], c["paragraph"]) for f in report["findings"] for c in f["citations"]}
    assert (done.returncode, report["verdict"]) == (ExitCode.FINDINGS, "prohibited")
    assert {("S/RES/1718 (2006)", "8 (b)"), ("S/RES/1874 (2009)", "9")} <= cited


def test_the_shipped_law_on_food():
    path = SHIPPED / "ru-kp-food-aid-2023.json"
    done = subprocess.run([sys.executable, "-m", "article41", "check", str(path)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (ExitCode.CLEAR, b"")
