"""The command ``article41 serve`` as a process of its own."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["Service", "running", "start", "wait"]

_FAULTY = """
import sys
sys.path.insert(0, {here!r})
import _faults
from article41.serve import _pool
_pool.worker_command = _faults.command
from article41.__main__ import main
sys.exit(main())
"""
_HERE = str(Path(__file__).parent)


def start(*arguments: str, faulty: bool = False) -> subprocess.Popen[str]:
    """Start the command; ``faulty`` gives it the workers of ``_faults``."""
    words = ["-c", _FAULTY.format(here=_HERE)] if faulty else ["-m", "article41"]
    return subprocess.Popen(
        [sys.executable, *words, "serve", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )


class Service:
    """A running service."""

    def __init__(self, process: subprocess.Popen[str], host: str, port: int) -> None:
        self.process, self.host, self.port = process, host, port
        self.log = ""
        """What it wrote to standard error, once it has ended."""

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Return (status, headers, body) of one request on a connection of its own."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def check(self, transfer: object) -> tuple[int, Any]:
        """Return the status and the JSON of a check."""
        content = json.dumps(transfer).encode()
        status, _, body = self.ask("POST", "/v1/check", content, {"Content-Type": "application/json"})
        return status, json.loads(body)

    def workers(self) -> list[int]:
        """Return the process ids of the workers."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="ascii").split()
        return [int(pid) for pid in found]

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, wait for the end, return the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        out, err = self.process.communicate(timeout=60)
        self.log += out + err
        return self.process.returncode


@contextlib.contextmanager
def running(*arguments: str, faulty: bool = False) -> Iterator[Service]:
    """Run the service on a port that is free."""
    process = start("--port", "0", *arguments, faulty=faulty)
    assert process.stderr is not None
    try:
        lines = []
        while True:
            line = process.stderr.readline()
            assert line, "".join(lines)
            lines.append(line)
            found = re.search(r"listening on http://(\S+):(\d+) ", line)
            if found:
                break
        service = Service(process, found[1].strip("[]"), int(found[2]))
        service.log = "".join(lines)
        yield service
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def wait(condition: Any, seconds: float = 20.0) -> None:
    """Wait until ``condition()`` is true."""
    last = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < last, "waited too long"
        time.sleep(0.05)
