"""A worker like the real one, but for transfers whose ``id`` names a fault; run as a script."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from article41 import EngineError, Report
from article41.serve import _judge, _worker

__all__ = ["SECRET", "command"]

SECRET = "Count Secret of Private Harbour"
"""Stands in transfers; must stand in no log and in no error."""


def command(limit: float, rules: object = ()) -> list[str]:
    """Return the words that start this worker."""
    return [sys.executable, "-P", str(Path(__file__)), str(limit)]


def _spin() -> None:
    while True:
        pass


FAULTS = {
    "crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "hang": lambda: time.sleep(3600),
    "spin": _spin,
    "slow": lambda: time.sleep(1.5),
}


def main() -> None:
    real = _judge.check

    def check(transfer: Any, rulebook: Any) -> Report:
        if transfer.id == "doubt":
            raise EngineError(f"the engines disagree: {transfer.description}")
        if transfer.id == "odd":
            raise KeyError(transfer.description)
        if transfer.id == "print":
            print("a library prints", transfer.id, flush=True)
        FAULTS.get(transfer.id, lambda: None)()
        return real(transfer, rulebook=rulebook)

    _judge.check = check
    _worker.main(sys.argv[1:])


if __name__ == "__main__":
    main()
