"""Errors as ``application/problem+json`` (RFC 9457), each with a ``code`` that programs may rely on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from http import HTTPStatus
from typing import Any

__all__ = ["MEDIA_TYPE", "Code", "RefusalError"]

MEDIA_TYPE = "application/problem+json"


class Code(Enum):
    """What went wrong, and the status that it has."""

    NOT_FOUND = "not_found", 404
    METHOD_NOT_ALLOWED = "method_not_allowed", 405
    BODY_TOO_SLOW = "body_too_slow", 408
    BODY_TOO_LARGE = "body_too_large", 413
    ANSWER_TOO_LONG = "answer_too_long", 413
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type", 415
    MISDIRECTED_REQUEST = "misdirected_request", 421
    UNUSABLE = "unusable", 422
    BAD_REQUEST = "bad_request", 400
    INTERNAL = "internal", 500
    BUSY = "busy", 503
    ENGINE_FAULT = "engine_fault", 503
    TIME_LIMIT = "time_limit", 504

    def __init__(self, word: str, status: int) -> None:
        self.word, self.status = word, status


class RefusalError(Exception):
    """A request that gets an error.

    Args:
        code: what went wrong.
        detail: the same in a sentence, for people.
        hint: what to do about it.
        problems: what is wrong with the body, each with its place.
        headers: of the response.
    """

    def __init__(
        self,
        code: Code,
        detail: str,
        hint: str | None = None,
        problems: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.code, self.detail, self.hint = code, detail, hint
        self.problems, self.headers = list(problems), dict(headers or {})

    def to_json(self) -> dict[str, Any]:
        """Return its JSON form."""
        return {
            "type": "about:blank",
            "title": HTTPStatus(self.code.status).phrase,
            "status": self.code.status,
            "code": self.code.word,
            "detail": self.detail,
            "hint": self.hint,
            "problems": self.problems,
        }
