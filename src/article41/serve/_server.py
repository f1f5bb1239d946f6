"""A run of the service: the port, the law, the workers, and an orderly end."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import math
import signal
import socket
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import uvicorn

from article41._errors import InputError, Problem
from article41.law import Rulebook
from article41.serve import _pool
from article41.serve._app import create_app
from article41.serve._guard import is_local
from article41.serve._settings import Settings

if TYPE_CHECKING:
    from article41.book import BuiltBook

__all__ = ["run"]

Tell = Callable[[str], None]


def run(settings: Settings, tell: Tell) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are answered first.

    ``tell`` takes lines for people: where it listens, workers that ended. Nothing of a body is in them.

    Raises:
        InputError: the address cannot be had, or the rule book is not there or of another law.
        RuleError: the rules do not load.
        EngineError: the workers do not start.
    """
    with _listening(settings) as listener:
        rulebook = Rulebook.load(*settings.rules)
        book = None if settings.book is None else _book(settings.book, rulebook.digest)
        # Said before anything else: who opens it to others must not have to look for it.
        local = is_local(listener.getsockname()[0])
        if not local:
            tell(
                f"warning: {settings.host} is not this machine alone. There is no authentication and no encryption:\n"
                "    whoever reaches the port can use it. Put a proxy with both in front (docs/serve.md)."
            )
        # The command puts the collector to sleep, for runs that end soon.
        gc.freeze()
        gc.enable()
        asyncio.run(_serve(settings, rulebook, listener, tell, local, book))


def _book(folder: str, digest: str) -> BuiltBook:
    # What shows a book is with what makes one, and most services have none.
    from article41.book import BuiltBook

    return BuiltBook(folder, digest)


async def _serve(
    settings: Settings, rulebook: Rulebook, listener: socket.socket, tell: Tell, local: bool, book: BuiltBook | None
) -> None:
    command = _pool.worker_command(settings.time_limit, settings.rules)
    pool = _pool.Pool(settings.workers, command, settings.time_limit, rulebook.digest, tell)
    try:
        await pool.start()
        app = create_app(pool, rulebook, settings.time_limit, tell, local=local, book=book)
        config = uvicorn.Config(
            app,
            http="h11",
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            # The three waits of a check, so that none is cut short.
            timeout_graceful_shutdown=math.ceil(3 * settings.time_limit) + 1,
        )
        workers = "1 worker" if settings.workers == 1 else f"{settings.workers} workers"
        law = f"rulebook {rulebook.version}, {rulebook.digest[:16]}"
        ready = f"listening on {_url(listener)} ({workers}, {law}); Ctrl-C ends it"
        await _Server(config, lambda: tell(ready)).serve(sockets=[listener])
    finally:
        await pool.close()


class _Server(uvicorn.Server):
    """A server for which the first signal is a wish to end well, and not an error.

    ``ready`` is called when it listens, for signals too.
    """

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        # That of uvicorn raises the signal again when all is done, and the exit code would tell of a violent end.
        loop = asyncio.get_running_loop()
        signals = (signal.SIGINT, signal.SIGTERM)
        for number in signals:
            loop.add_signal_handler(number, self._asked_to_end)
        try:
            yield
        finally:
            for number in signals:
                loop.remove_signal_handler(number)

    def _asked_to_end(self) -> None:
        # Who asks twice does not want to wait.
        self.force_exit = self.should_exit
        self.should_exit = True


def _listening(settings: Settings) -> socket.socket:
    host, port = settings.host, settings.port
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError):
        raise InputError(Problem(f"there is no address {host!r}", hint="--host 127.0.0.1 is this machine")) from None
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        # At once: a port that is bound and not listened on can be bound by another.
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            problem = Problem(f"port {port} of {host} is in use", hint="end what uses it, or name another with --port")
        else:
            problem = Problem(f"cannot listen on port {port} of {host}: {error.strerror}", hint="--port names another")
        raise InputError(problem) from None
    return listener


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
