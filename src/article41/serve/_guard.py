"""Around the whole application: headers that every answer has, and an end to errors that nobody expected.

Without it a server prints the message of an unexpected exception, and that may repeat what a transfer states. And a
page in a browser on this machine could, by a name that its owner lets point here, read what a local service says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from ipaddress import ip_address
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect

from article41.serve._problems import MEDIA_TYPE, Code, RefusalError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard", "is_local"]

_PORT = re.compile(r":[0-9]*\Z")
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
        local: requests are answered only if their ``Host`` is this machine.
    """

    def __init__(self, app: ASGIApp, tell: Callable[[str], None], local: bool = False) -> None:
        self._app, self._tell, self._local = app, tell, local

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

        if self._local and not _is_here(scope):
            problem = RefusalError(
                Code.MISDIRECTED_REQUEST,
                "this service is for this machine alone, and the request names another host",
                "ask for http://127.0.0.1 or http://localhost; --host opens the service to others",
            )
            await _refuse(sending, problem)
            return
        try:
            await self._app(scope, receive, sending)
        except ClientDisconnect:
            return  # who went away needs no answer, and it is no defect
        except Exception as error:
            self._tell(f"internal error: {type(error).__name__} at {_place(error)}; the request got no answer")
            if not started:
                await _refuse(sending, RefusalError(Code.INTERNAL, "a defect of article41; there is no answer"))


async def _refuse(send: Send, problem: RefusalError) -> None:
    await send({
        "type": "http.response.start",
        "status": problem.code.status,
        "headers": [(b"content-type", MEDIA_TYPE.encode())],
    })  # fmt: skip
    await send({"type": "http.response.body", "body": json.dumps(problem.to_json()).encode()})


def _is_here(scope: Scope) -> bool:
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    return len(hosts) == 1 and is_local(_PORT.sub("", hosts[0]).strip("[]"))


def is_local(host: str) -> bool:
    """Return whether a name or an address is this machine, wherever it is asked."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "an unknown place"
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
