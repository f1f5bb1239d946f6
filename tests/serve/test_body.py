from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from article41.serve import _body
from article41.serve._body import read_body, throw_away
from article41.serve._problems import Code, RefusalError


class Chunks:
    """A body that counts what was taken of it."""

    def __init__(self, *sizes: int, pause: float = 0) -> None:
        self.taken = 0
        self._sizes, self._pause = sizes, pause

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for size in self._sizes:
            await asyncio.sleep(self._pause)
            self.taken += size
            yield b"x" * size


def read(chunks: Chunks, limit: int = 10, seconds: float = 5, **headers: str) -> bytes:
    return asyncio.run(read_body(headers, aiter(chunks), limit, seconds))


def code_of(chunks: Chunks, **more: object) -> Code:
    with pytest.raises(RefusalError) as caught:
        read(chunks, **more)  # type: ignore[arg-type]
    return caught.value.code


def test_a_body_up_to_the_limit_is_read() -> None:
    assert read(Chunks(4, 6)) == b"x" * 10


def test_a_larger_body_is_refused_where_it_gets_too_large() -> None:
    chunks = Chunks(6, 5, 100, 100)
    assert code_of(chunks) is Code.BODY_TOO_LARGE
    assert chunks.taken == 11


def test_a_body_that_says_it_is_larger_is_not_read_at_all() -> None:
    chunks = Chunks(6)
    assert code_of(chunks, **{"content-length": "11"}) is Code.BODY_TOO_LARGE
    assert chunks.taken == 0


def test_a_length_that_lies_changes_nothing() -> None:
    assert code_of(Chunks(11), **{"content-length": "1"}) is Code.BODY_TOO_LARGE
    assert read(Chunks(10), **{"content-length": "nonsense"}) == b"x" * 10


def test_a_slow_body_is_refused() -> None:
    assert code_of(Chunks(*[1] * 10, pause=0.02), seconds=0.05) is Code.BODY_TOO_SLOW


def test_what_is_left_is_read_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_body, "_POLITE_BYTES", 20)
    chunks = Chunks(*[8] * 10)
    asyncio.run(throw_away({}, aiter(chunks)))
    assert chunks.taken == 24


def test_what_is_left_is_waited_for_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_body, "_POLITE_SECONDS", 0.05)
    chunks = Chunks(*[1] * 100, pause=0.02)
    asyncio.run(throw_away({}, aiter(chunks)))
    assert chunks.taken < 10


def test_who_asks_before_sending_is_not_told_to_send() -> None:
    chunks = Chunks(8)
    asyncio.run(throw_away({"expect": "100-continue"}, aiter(chunks)))
    assert chunks.taken == 0
