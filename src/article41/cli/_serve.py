"""``article41 serve``: the service."""

from __future__ import annotations

from argparse import Namespace

from article41._errors import InputError, Problem
from article41.cli._console import say

__all__ = ["serve_command"]


def serve_command(arguments: Namespace) -> int:
    """Serve until a signal ends it."""
    try:
        import fastapi  # noqa: F401 - asked for first, so that only their absence is told so
        import uvicorn  # noqa: F401
    except ImportError as error:
        message = f"the service needs a package that is not installed: {error.name}"
        raise InputError(Problem(message, hint="pip install 'article41[serve]'")) from None
    from article41.serve._server import run
    from article41.serve._settings import Settings

    settings = Settings(
        host=arguments.host,
        port=arguments.port,
        workers=arguments.workers,
        time_limit=arguments.time_limit,
        rules=tuple(arguments.rules),
        book=arguments.book,
    )
    run(settings, lambda line: say(f"article41: {line}"))
    return 0
