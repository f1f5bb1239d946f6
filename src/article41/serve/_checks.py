"""From a request's body to an answer, or to the problem that stands in its place."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager

from article41.serve._body import check_type, read_body, throw_away
from article41.serve._pool import BusyError, FaultError, Judge, TimeLimitError
from article41.serve._problems import Code, RefusalError
from article41.serve._settings import MAX_ANSWER, MAX_BODY, MAX_FORM, MOST_AT_ONCE
from article41.serve._wire import Ask, Kind

__all__ = ["Checks"]

_LATER = {"retry-after": "1"}


class Checks:
    """Takes bodies in and has them judged, MOST_AT_ONCE at a time.

    Args:
        judge: the workers.
        seconds: that a body may take to arrive.
    """

    def __init__(self, judge: Judge, seconds: float) -> None:
        self.workers = judge
        self._seconds = seconds
        self._at_once = 0

    async def reports(self, headers: Mapping[str, str], chunks: AsyncIterator[bytes]) -> bytes:
        """Return the JSON reports on the body of a request.

        Raises:
            RefusalError: there are none.
        """
        with self._place():
            body = await self._read(headers, chunks, "application/json", MAX_BODY)
            return await self._judged(Ask.JSON, body)

    async def form(self, headers: Mapping[str, str], chunks: AsyncIterator[bytes]) -> bytes:
        """Return the body of a form."""
        with self._place():
            return await self._read(headers, chunks, "application/x-www-form-urlencoded", MAX_FORM)

    async def page(self, text: str) -> tuple[str, str]:
        """Return the JSON reports on a text, and the same to read.

        Raises:
            RefusalError: there are none.
        """
        with self._place():
            answer = json.loads(await self._judged(Ask.PAGE, text.encode()))
        return answer["json"], answer["text"]

    async def _read(self, headers: Mapping[str, str], chunks: AsyncIterator[bytes], media: str, limit: int) -> bytes:
        try:
            check_type(headers, media)
            return await read_body(headers, chunks, limit, self._seconds)
        except RefusalError:
            await throw_away(headers, chunks)
            raise

    @contextmanager
    def _place(self) -> Iterator[None]:
        if self._at_once >= MOST_AT_ONCE:
            raise RefusalError(
                Code.BUSY, f"{MOST_AT_ONCE} checks are under way; this one was not judged", "try again", headers=_LATER
            )
        self._at_once += 1
        try:
            yield
        finally:
            self._at_once -= 1

    async def _judged(self, ask: Ask, body: bytes) -> bytes:
        try:
            reply = await self.workers.judge(ask, body)
        except BusyError:
            raise RefusalError(
                Code.BUSY, "no worker came free in time; nothing was judged", "try again", headers=_LATER
            ) from None
        except TimeLimitError:
            raise RefusalError(
                Code.TIME_LIMIT, "judging took longer than it may; there is no answer", "send fewer transfers at once"
            ) from None
        except FaultError as error:
            raise RefusalError(
                Code.ENGINE_FAULT,
                f"the engine failed on it ({error}); there is no answer",
                "a defect of article41, not of your transfer: please report it with the transfer, if you may share it",
            ) from None
        if reply.kind is Kind.PROBLEMS:
            problems = json.loads(reply.payload)
            count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
            raise RefusalError(Code.UNUSABLE, f"{count}; nothing was judged", "mend what is named", problems)
        if reply.kind is Kind.TOO_LONG:
            raise RefusalError(
                Code.ANSWER_TOO_LONG,
                f"the reports would have more than {MAX_ANSWER:,} characters; there is no answer",
                "send fewer transfers at once",
            )
        return reply.payload
