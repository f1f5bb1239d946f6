"""The arguments of ``article41 serve``."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, _SubParsersAction

from article41.cli._parser import add_command
from article41.serve._settings import DEFAULT_HOST, DEFAULT_PORT, DEFAULT_TIME_LIMIT, DEFAULT_WORKERS

__all__ = ["add_serve"]

_SERVE = """\
Serve checks over HTTP, for programs that are not Python: POST a transfer, or a
list, to /v1/check and get its report. / is a page to try a transfer on, and
/openapi.json describes the rest. Worker processes judge: one that crashes or
hangs is replaced, and its request gets an error, never an answer.

examples:
  article41 serve
  article41 serve --port 9000 --workers 4 --time-limit 10
  article41 serve --rules national-rules/
  article41 serve --book rule-book/

It listens on this machine alone unless --host names another address. There is
no authentication and no encryption: put a proxy with both in front of it.
Nothing is kept, and nothing that is sent is logged. It needs the extra
article41[serve].

exit codes:
  0   ended by SIGTERM or Ctrl-C; what was under way was answered
  2   bad usage, an address that cannot be had (a port in use), no rule book at
      --book or one of another law, or the extra is not installed
  4   a rule file does not load
  70  the workers do not start"""

_MOST_WORKERS = 64
_LONGEST = 3600.0


def add_serve(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    """Add ``serve``."""
    parser = add_command(commands, name, summary, _SERVE, "_serve:serve_command")
    parser.add_argument("--host", default=DEFAULT_HOST, help=f"the address to listen on (default: {DEFAULT_HOST})")
    parser.add_argument(
        "--port", type=_port, default=DEFAULT_PORT, help=f"the port; 0 for any that is free (default: {DEFAULT_PORT})"
    )
    parser.add_argument(
        "--workers", type=_workers, default=DEFAULT_WORKERS, metavar="N",
        help=f"processes that judge (default: {DEFAULT_WORKERS})",
    )  # fmt: skip
    parser.add_argument(
        "--time-limit", type=_seconds, default=DEFAULT_TIME_LIMIT, metavar="SECONDS",
        help="for a body to arrive, for a worker to be free, and for it to judge, each "
        f"(default: {DEFAULT_TIME_LIMIT:g})",
    )  # fmt: skip
    parser.add_argument(
        "--rules", action="append", default=[], metavar="DIR",
        help="a folder of rules to add to the shipped ones; may be given several times",
    )  # fmt: skip
    parser.add_argument(
        "--book", metavar="FOLDER",
        help="show the rule book that article41 book has written there, of the same rules, at /book/",
    )  # fmt: skip


def _whole(text: str, least: int, most: int, what: str) -> int:
    if not text.isdecimal() or not least <= int(text[:10]) <= most:
        raise ArgumentTypeError(f"{text!r} is not {what} from {least} to {most}")
    return int(text)


def _port(text: str) -> int:
    return _whole(text, 0, 65535, "a port")


def _workers(text: str) -> int:
    return _whole(text, 1, _MOST_WORKERS, "a number of workers")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= _LONGEST:
        raise ArgumentTypeError(f"{text!r} is not a number of seconds above 0, to {_LONGEST:g}")
    return seconds
