"""Bodies as they come in: counted while they arrive, refused as soon as they are too much."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from email.message import Message

from article41.serve._problems import Code, RefusalError

__all__ = ["check_type", "read_body", "throw_away"]

_POLITE_BYTES = 32 * 1024 * 1024
_POLITE_SECONDS = 2.0
"""So much of a body that is refused is thrown away before the refusal: many programs read the answer only when
they have sent it all, and would see a broken connection instead."""


def check_type(headers: Mapping[str, str], allowed: str) -> None:
    """Refuse a body of another type than ``allowed``, in another charset than UTF-8, or compressed."""
    given = Message()
    given["content-type"] = headers.get("content-type", "")
    charset = given.get_param("charset", "utf-8")
    # Message takes what it cannot read for text/plain, which is never allowed.
    if given.get_content_type() != allowed:
        raise RefusalError(
            Code.UNSUPPORTED_MEDIA_TYPE,
            f"the body must have the type {allowed}",
            f"send the header Content-Type: {allowed}",
        )
    if not isinstance(charset, str) or charset.lower() not in ("utf-8", "utf8"):
        raise RefusalError(
            Code.UNSUPPORTED_MEDIA_TYPE, "the body must be UTF-8", "leave the charset out, or name utf-8"
        )
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise RefusalError(Code.UNSUPPORTED_MEDIA_TYPE, "the body must not be compressed", "leave Content-Encoding out")


async def read_body(headers: Mapping[str, str], chunks: AsyncIterator[bytes], limit: int, seconds: float) -> bytes:
    """Return a body of at most ``limit`` bytes that arrives within ``seconds``.

    Never more than ``limit`` bytes and one chunk are held.

    Raises:
        RefusalError: it is larger (whatever its Content-Length says), or slower.
    """
    try:
        async with asyncio.timeout(seconds):
            return await _read(headers, chunks, limit)
    except TimeoutError:
        raise RefusalError(
            Code.BODY_TOO_SLOW,
            f"the body did not arrive within {seconds:g} seconds; nothing was judged",
            headers={"connection": "close"},
        ) from None


async def _read(headers: Mapping[str, str], chunks: AsyncIterator[bytes], limit: int) -> bytes:
    stated = headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > limit:
        raise _too_large(limit)
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise _too_large(limit)
    return bytes(body)


async def throw_away(headers: Mapping[str, str], chunks: AsyncIterator[bytes]) -> None:
    """Read on, for a while, what is left of a body that is refused: see _POLITE_SECONDS."""
    if headers.get("expect", "").lower() == "100-continue":
        return  # this sender asks before it sends, and has not been told to
    seen = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(_POLITE_SECONDS):
            async for chunk in chunks:
                seen += len(chunk)
                if seen > _POLITE_BYTES:
                    return


def _too_large(limit: int) -> RefusalError:
    return RefusalError(
        Code.BODY_TOO_LARGE,
        f"the body has more than {limit:,} bytes; nothing was judged",
        "send the transfers in several requests",
        headers={"connection": "close"},
    )
