"""``python -m article41.serve._worker``: one worker, which judges body after body until its input ends."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import BinaryIO

from article41.engine._check import engine_for
from article41.law import Rulebook
from article41.serve._judge import judge
from article41.serve._wire import Ask, Kind, pack, read_frame

__all__ = ["GRACE", "main", "work"]

GRACE = 5.0
"""Seconds after the front's time limit at which a worker ends itself: the front may be gone by then."""

Alarm = Callable[[float], object]


def work(source: BinaryIO, sink: BinaryIO, rulebook: Rulebook, alarm: Alarm, limit: float) -> None:
    """Answer the frames of ``source`` into ``sink`` until it ends.

    ``alarm`` is called with the seconds until this process is to be ended, and with 0 once a body is judged.
    """
    ready = {"digest": rulebook.digest, "engine": engine_for(rulebook).name}
    _say(sink, Kind.READY, json.dumps(ready).encode())
    gc.collect()
    gc.freeze()
    while (frame := read_frame(source)) is not None:
        alarm(limit + GRACE)
        reply = judge(Ask(frame[0]), frame[1], rulebook)
        alarm(0)
        _say(sink, *reply)


def _say(sink: BinaryIO, kind: Kind, payload: bytes) -> None:
    sink.write(pack(kind.value, payload))
    sink.flush()


def _self_destruct(seconds: float) -> None:
    # The default action of SIGALRM ends the process in the kernel, even one that is stuck in C.
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _leave_nothing() -> None:
    # A memory image of a crashed worker would hold the transfer that it was judging.
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: Sequence[str]) -> None:
    """Run one worker: ``arguments`` are the time limit in seconds and the folders of rules."""
    # The front says when to end, by closing the input: a signal to the whole group must not lose an answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _leave_nothing()
    with os.fdopen(os.dup(0), "rb") as source, os.fdopen(os.dup(1), "wb") as sink:
        # What a library prints goes to standard error and not between the frames.
        os.dup2(2, 1)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        try:
            work(source, sink, Rulebook.load(*arguments[1:]), _self_destruct, float(arguments[0]))
        except BrokenPipeError:
            # The front is gone; there is nobody to tell.
            os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
