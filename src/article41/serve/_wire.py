"""What the front and a worker say to each other over pipes: a kind, a length, and so many bytes."""

from __future__ import annotations

import struct
from enum import Enum
from typing import BinaryIO, NamedTuple

__all__ = ["HEAD", "Ask", "Kind", "Reply", "pack", "read_frame"]

HEAD = struct.Struct(">cI")


class Ask(Enum):
    """What the front wants of a body."""

    JSON = b"J"
    """The reports as JSON."""
    PAGE = b"P"
    """A JSON object with the reports as ``json`` and as readable ``text``."""


class Kind(Enum):
    """What a worker says."""

    READY = b"R"
    """It has the law; the payload is a JSON object with ``digest`` and ``engine``."""
    ANSWER = b"A"
    PROBLEMS = b"E"
    """The body could not be used, and nothing was judged; a JSON list of problems."""
    TOO_LONG = b"L"
    """The answer would be longer than MAX_ANSWER."""
    FAULT = b"F"
    """No answer can be vouched for; the payload names the kind of the exception, and nothing of the body."""


class Reply(NamedTuple):
    """One answer of a worker."""

    kind: Kind
    payload: bytes


def pack(kind: bytes, payload: bytes) -> bytes:
    """Return a frame."""
    return HEAD.pack(kind, len(payload)) + payload


def read_frame(source: BinaryIO) -> tuple[bytes, bytes] | None:
    """Return the kind and payload of the next frame; None where the stream ends, in a frame or before one."""
    head = source.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    kind, length = HEAD.unpack(head)
    payload = source.read(length)
    return (kind, payload) if len(payload) == length else None
