"""Around the whole application: headers that every answer has, and an end to errors that nobody expected.

Without it a server prints the message of an unexpected exception, and that may repeat what a transfer states.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect

from article41.serve._problems import MEDIA_TYPE, Code, RefusalError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard"]

_HEADERS = (
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


class Guard:
    """An ASGI application around another.

    Args:
        app: the other.
        tell: takes a line for the log.
    """

    def __init__(self, app: ASGIApp, tell: Callable[[str], None]) -> None:
        self._app, self._tell = app, tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": [*message.get("headers", ()), *_HEADERS]}
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except ClientDisconnect:
            return  # who went away needs no answer, and it is no defect
        except Exception as error:
            self._tell(f"internal error: {type(error).__name__} at {_place(error)}; the request got no answer")
            if not started:
                await _refuse(sending)


async def _refuse(send: Send) -> None:
    problem = RefusalError(Code.INTERNAL, "a defect of article41; there is no answer")
    await send({
        "type": "http.response.start",
        "status": problem.code.status,
        "headers": [(b"content-type", MEDIA_TYPE.encode())],
    })  # fmt: skip
    await send({"type": "http.response.body", "body": json.dumps(problem.to_json()).encode()})


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "an unknown place"
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
