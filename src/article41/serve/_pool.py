"""The workers as the front sees them: one body at a time each, and a new one for each that ends."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple, Protocol

from article41._errors import EngineError, Problem
from article41.serve._wire import HEAD, Ask, Kind, Reply, pack

__all__ = ["BusyError", "FaultError", "Health", "Judge", "Pool", "TimeLimitError", "worker_command"]

START_LIMIT = 60.0
"""Seconds that a worker has to load the law."""
LONGEST_PAUSE = 30.0
"""Seconds between the attempts to start a worker, at most; at first a twentieth."""


class BusyError(Exception):
    """No worker came free in time; the body was not judged."""


class FaultError(Exception):
    """The worker failed on the body; there is no answer. The text names the kind of failure only."""


class TimeLimitError(Exception):
    """Judging took longer than it may; there is no answer."""


class Health(NamedTuple):
    """How many workers live, and how many there should be."""

    ready: int
    wanted: int


class Judge(Protocol):
    """Judges bodies for the front."""

    engine: str
    """How reports name the engine."""

    async def judge(self, ask: Ask, body: bytes) -> Reply:
        """Return an answer, problems or ``TOO_LONG``.

        Raises:
            BusyError, FaultError, TimeLimitError: there is no answer.
        """
        ...

    def health(self) -> Health:
        """Return the state of the workers."""
        ...


def worker_command(limit: float, rules: Sequence[str]) -> list[str]:
    """Return the words that start a worker."""
    # -P: a file of the folder at hand must not be taken for a module.
    return [sys.executable, "-P", "-m", "article41.serve._worker", str(limit), *rules]


class Pool:
    """``count`` workers that judge by the law with this ``digest``.

    Args:
        count: how many.
        command: the words that start one.
        limit: seconds to wait for a free worker, and seconds that it may judge one body.
        digest: the law of the front; a worker that has another one is not used.
        tell: takes a line for the log. It never holds anything of a body.
    """

    def __init__(
        self, count: int, command: Sequence[str], limit: float, digest: str, tell: Callable[[str], None]
    ) -> None:
        self.engine = ""
        self._command, self._limit, self._digest, self._tell = list(command), limit, digest, tell
        self._wanted = count
        self._alive: set[_Worker] = set()
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._keepers: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Start all workers.

        Raises:
            EngineError: one does not start, or has another law; none is left running.
        """
        first = await asyncio.gather(*(self._new() for _ in range(self._wanted)), return_exceptions=True)
        workers = [worker for worker in first if isinstance(worker, _Worker)]
        failed = [failure for failure in first if isinstance(failure, BaseException)]
        if failed:
            for worker in workers:
                await worker.end()
            raise failed[0]
        self._keepers = [asyncio.create_task(self._keep(worker)) for worker in workers]

    async def close(self) -> None:
        """End all workers, also one that is at work."""
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        for worker in list(self._alive):
            await worker.end()

    def health(self) -> Health:
        """Return how many workers live."""
        return Health(sum(worker.alive for worker in self._alive), self._wanted)

    async def judge(self, ask: Ask, body: bytes) -> Reply:
        """Let a worker judge ``body``; see ``Judge``."""
        worker = await self._free_worker()
        whole = False
        try:
            async with asyncio.timeout(self._limit):
                reply = await worker.ask(ask, body)
            whole = reply.kind is not Kind.FAULT
        except TimeoutError:
            worker.why = "over the time limit"
            raise TimeLimitError from None
        except (OSError, EOFError, ValueError):
            await worker.ended()
            raise FaultError("its process ended") from None
        finally:
            # Whatever cut it short (the limit, a fault, a request that was called off): its next answer could
            # be the one to this body, so it never gets another.
            if whole:
                self._idle.put_nowait(worker)
            else:
                worker.kill()
        if not whole:
            worker.why = f"engine fault, {reply.payload.decode('ascii', 'replace')}"
            raise FaultError(reply.payload.decode("ascii", "replace"))
        return reply

    async def _free_worker(self) -> _Worker:
        try:
            async with asyncio.timeout(self._limit):
                while True:
                    worker = await self._idle.get()
                    if worker.alive:
                        return worker
        except TimeoutError:
            raise BusyError from None

    async def _keep(self, worker: _Worker) -> None:
        """Keep one place filled."""
        while True:
            code = await worker.process.wait()
            self._alive.discard(worker)
            self._tell(f"a worker ended ({worker.why or _how(code)}); another takes its place")
            worker = await self._replacement()

    async def _replacement(self) -> _Worker:
        pause = LONGEST_PAUSE / 20
        while True:
            try:
                return await self._new()
            except EngineError as error:
                self._tell(f"{error.problems[0].message}; next attempt in {pause:g} seconds")
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    async def _new(self) -> _Worker:
        """Start a worker, wait until it has the law, and let it be used."""
        try:
            # In a session of its own: Ctrl-C in the terminal is for the front.
            process = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, start_new_session=True
            )
        except OSError as error:
            raise EngineError(f"a worker cannot be started: {error.strerror}") from None
        worker = _Worker(process)
        taken = False
        try:
            async with asyncio.timeout(START_LIMIT):
                reply = await worker.read()
            self._take(reply)
            taken = True
        except (TimeoutError, EOFError, ValueError):
            raise EngineError(Problem("a worker does not start", hint="its reason stands above")) from None
        finally:
            if not taken:
                await worker.end()
        self._alive.add(worker)
        self._idle.put_nowait(worker)
        return worker

    def _take(self, ready: Reply) -> None:
        identity = json.loads(ready.payload)
        if identity["digest"] != self._digest:
            raise EngineError("the rules on disk are no longer those that this service began with: start it anew")
        self.engine = identity["engine"]


class _Worker:
    """One worker process and its pipes."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.why = ""
        """Why it was ended, if it was."""
        self._killed = False

    @property
    def alive(self) -> bool:
        return not self._killed and self.process.returncode is None

    async def ask(self, ask: Ask, body: bytes) -> Reply:
        """Send a body, return the reply.

        Raises:
            EOFError, OSError: the worker ended before it had answered.
        """
        assert self.process.stdin is not None
        self.process.stdin.write(pack(ask.value, body))
        await self.process.stdin.drain()
        return await self.read()

    async def read(self) -> Reply:
        """Return the next reply."""
        assert self.process.stdout is not None
        kind, length = HEAD.unpack(await self.process.stdout.readexactly(HEAD.size))
        return Reply(Kind(kind), await self.process.stdout.readexactly(length))

    async def ended(self) -> None:
        """Wait, for a moment, for the end of one that has closed its pipes.

        To kill a process that has just ended would take its exit status from asyncio, and the log would not know
        how it ended.
        """
        self._killed = True
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                await self.process.wait()

    def kill(self) -> None:
        """End it at once."""
        self._killed = True
        if self.process.returncode is None:
            self.process.kill()

    async def end(self) -> None:
        """End it, and wait until it has ended."""
        self.kill()
        await self.process.wait()


def _how(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
