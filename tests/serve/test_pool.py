from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import pytest

from article41 import EngineError, Rulebook
from article41.serve import _pool
from article41.serve._pool import BusyError, FaultError, Pool, TimeLimitError, worker_command
from article41.serve._wire import Ask, Kind

from ._faults import SECRET, command
from ._local import clear, story

LAW = Rulebook.default()
T = TypeVar("T")


def with_pool(
    act: Callable[[Pool], Awaitable[T]],
    count: int = 1,
    limit: float = 20.0,
    words: list[str] | None = None,
    log: list[str] | None = None,
) -> T:
    """Run ``act`` with workers that have faults at hand, and end them."""

    async def run() -> T:
        pool = Pool(count, words or command(limit), limit, LAW.digest, (log if log is not None else []).append)
        try:
            await pool.start()
            return await act(pool)
        finally:
            await pool.close()

    return asyncio.run(run())


def body(identifier: str, **changes: Any) -> bytes:
    return json.dumps(clear(identifier, **changes)).encode()


async def verdict(pool: Pool, identifier: str) -> str:
    reply = await pool.judge(Ask.JSON, body(identifier))
    assert reply.kind is Kind.ANSWER
    found: str = json.loads(reply.payload)["verdict"]
    return found


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.02)


def test_workers_answer_as_the_library_does() -> None:
    async def act(pool: Pool) -> bytes:
        return (await pool.judge(Ask.JSON, json.dumps(story()).encode())).payload

    payload = with_pool(act, words=worker_command(20.0, ()))
    report = json.loads(payload)
    assert (report["verdict"], report["rulebook"]["digest"]) == ("prohibited", LAW.digest)


@pytest.mark.parametrize("fault", ["crash", "doubt", "odd"])
def test_a_fault_is_no_answer_and_the_worker_is_replaced(fault: str, capfd: pytest.CaptureFixture[str]) -> None:
    log: list[str] = []

    async def act(pool: Pool) -> str:
        with pytest.raises(FaultError) as caught:
            await pool.judge(Ask.JSON, body(fault, description=SECRET))
        assert SECRET not in str(caught.value)
        return await verdict(pool, "after")

    assert with_pool(act, log=log) == "out_of_scope"
    assert len(log) == 1
    assert "another takes its place" in log[0]
    assert SECRET not in "".join([*log, *capfd.readouterr()])


@pytest.mark.parametrize("fault", ["hang", "spin"])
def test_a_worker_over_the_time_limit_is_ended_and_replaced(fault: str) -> None:
    async def act(pool: Pool) -> str:
        begin = time.monotonic()
        with pytest.raises(TimeLimitError):
            await pool.judge(Ask.JSON, body(fault))
        assert time.monotonic() - begin < 10
        pool._limit = 20.0
        return await verdict(pool, "after")

    assert with_pool(act, limit=0.5, words=command(20.0)) == "out_of_scope"


def test_the_others_go_on() -> None:
    async def act(pool: Pool) -> list[str]:
        hanging = asyncio.create_task(pool.judge(Ask.JSON, body("hang")))
        await asyncio.sleep(0.1)
        found = [await verdict(pool, f"t{n}") for n in range(20)]
        assert not hanging.done()
        hanging.cancel()
        return found

    assert with_pool(act, count=2) == ["out_of_scope"] * 20


def test_a_worker_killed_at_work_is_no_answer() -> None:
    async def act(pool: Pool) -> str:
        (worker,) = pool._alive
        task = asyncio.create_task(pool.judge(Ask.JSON, body("slow")))
        await asyncio.sleep(0.2)
        os.kill(worker.process.pid, signal.SIGKILL)
        with pytest.raises(FaultError):
            await task
        return await verdict(pool, "after")

    assert with_pool(act) == "out_of_scope"


def test_a_worker_killed_while_idle_costs_nobody_an_answer() -> None:
    async def act(pool: Pool) -> str:
        (worker,) = pool._alive
        os.kill(worker.process.pid, signal.SIGKILL)
        await until(lambda: worker.process.returncode is not None)
        return await verdict(pool, "after")

    assert with_pool(act) == "out_of_scope"


def test_a_request_that_is_called_off_leaves_no_answer_behind() -> None:
    async def act(pool: Pool) -> list[bytes]:
        task = asyncio.create_task(pool.judge(Ask.JSON, body("slow")))
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return [(await pool.judge(Ask.JSON, body(name))).payload for name in ("a", "b")]

    assert [json.loads(payload)["transfer"] for payload in with_pool(act)] == ["a", "b"]


def test_who_waits_too_long_is_told_so_and_was_not_judged() -> None:
    async def act(pool: Pool) -> None:
        slow = asyncio.create_task(pool.judge(Ask.JSON, body("slow")))
        await asyncio.sleep(0.2)
        pool._limit = 0.1
        with pytest.raises(BusyError):
            await pool.judge(Ask.JSON, body("late"))
        assert (await slow).kind is Kind.ANSWER

    with_pool(act)


def test_many_at_once_get_their_own_answers() -> None:
    names = [f"t{n}" for n in range(200)]

    async def act(pool: Pool) -> list[str]:
        replies = await asyncio.gather(*(pool.judge(Ask.JSON, body(name)) for name in names))
        return [json.loads(reply.payload)["transfer"] for reply in replies]

    assert with_pool(act, count=2) == names


def test_what_a_library_prints_is_no_part_of_an_answer(capfd: pytest.CaptureFixture[str]) -> None:
    assert with_pool(lambda pool: verdict(pool, "print")) == "out_of_scope"
    assert "a library prints" in capfd.readouterr().err


def test_health_counts_the_living() -> None:
    async def act(pool: Pool) -> None:
        assert pool.health() == (2, 2)
        worker = next(iter(pool._alive))
        os.kill(worker.process.pid, signal.SIGKILL)
        await until(lambda: pool.health().ready == 1)
        await until(lambda: pool.health() == (2, 2))

    with_pool(act, count=2)


@pytest.mark.parametrize("words", [["/nowhere/python"], [sys.executable, "-c", "pass"]])
def test_workers_that_do_not_start_are_told(words: list[str]) -> None:
    async def act(pool: Pool) -> None:
        raise AssertionError("never called")

    with pytest.raises(EngineError, match="start"):
        with_pool(act, words=words)


def test_a_worker_with_another_law_is_not_used() -> None:
    async def run() -> None:
        pool = Pool(1, command(20.0), 20.0, "another digest", lambda line: None)
        with pytest.raises(EngineError, match="rules on disk"):
            await pool.start()
        assert pool.health() == (0, 1)

    asyncio.run(run())


def test_a_replacement_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_pool, "LONGEST_PAUSE", 0.2)
    log: list[str] = []

    async def act(pool: Pool) -> str:
        good, pool._command = pool._command, ["/nowhere/python"]
        (worker,) = pool._alive
        os.kill(worker.process.pid, signal.SIGKILL)
        await until(lambda: sum("cannot be started" in line for line in log) >= 3)
        assert pool.health() == (0, 1)
        pool._command = good
        return await verdict(pool, "after")

    assert with_pool(act, log=log) == "out_of_scope"


def test_no_worker_is_left() -> None:
    async def act(pool: Pool) -> list[int]:
        task = asyncio.create_task(pool.judge(Ask.JSON, body("hang")))
        await asyncio.sleep(0.2)
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        return [worker.process.pid for worker in pool._alive]

    for pid in with_pool(act, count=2):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
