"""Running a command: the one place where errors are printed and become exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from article41._errors import Article41Error
from article41._words import ExitCode
from article41.cli._console import say, say_error
from article41.cli._outcome import NotWrittenError
from article41.cli._parser import build_parser

if TYPE_CHECKING:
    from argparse import Namespace

__all__ = ["BROKEN_PIPE", "INTERRUPTED", "NOT_WRITTEN", "run"]

INTERRUPTED = 130
"""Ctrl-C: 128 + SIGINT, as shells say it."""
BROKEN_PIPE = 141
"""The reader of our output went away: 128 + SIGPIPE. Never 0: not everything was checked or said."""
NOT_WRITTEN = 74
"""The system refused to take the output (disk full): EX_IOERR of sysexits.h."""


def run(argv: Sequence[str]) -> int:
    """Run the command that ``argv`` names and return its exit code; never raises."""
    _open_closed_streams()
    try:
        code = _run(argv)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()
        return BROKEN_PIPE
    except Article41Error as error:
        say_error(error)
        return int(error.exit_code)
    except NotWrittenError as error:
        say(f"article41: {error}\n    Nothing was written there: what it held before, it still holds.")
        return NOT_WRITTEN
    except OSError as error:
        # Files that are read are guarded where they are read: what is left is output, or the machine.
        _silence_stdout()
        say(f"article41: stopped by the system: {error}\n    The output is not whole.")
        return NOT_WRITTEN
    except Exception as error:
        return _internal(error, argv)


def _run(argv: Sequence[str]) -> int:
    parser = build_parser(argv)
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as stop:
        # argparse has printed the help (0) or what is wrong with the usage (2).
        return stop.code if isinstance(stop.code, int) else int(ExitCode.BAD_INPUT)
    command = getattr(arguments, "run", None)
    if command is None:
        getattr(arguments, "parser", parser).print_help()
        return int(ExitCode.BAD_INPUT)
    return _command(command)(arguments)


def _command(name: str) -> Callable[[Namespace], int]:
    # Each command is imported alone: `article41 version` must not wait for pydantic.
    from importlib import import_module

    module, _, function = name.partition(":")
    found: Callable[[Namespace], int] = getattr(import_module(f"article41.cli.{module}"), function)
    return found


def _open_closed_streams() -> None:
    """A caller may have closed our streams (``>&-``); then there is only the exit code to give."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: PTH123, SIM115 - open until the process ends


def _silence_stdout() -> None:
    # Python flushes stdout once more at exit and would complain then: give it somewhere to write.
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def _internal(error: Exception, argv: Sequence[str]) -> int:
    from article41._version import __version__

    if os.environ.get("ARTICLE41_DEBUG") == "1":
        import traceback

        say(traceback.format_exc().rstrip())
    say(
        f"article41: internal error: {type(error).__name__}: {error}\n"
        "    This is a defect of article41, not of your file; no answer was given.\n"
        f"    Please report it with: article41 {__version__}, Python {sys.version.split()[0]}, {sys.platform},"
        f" arguments: {' '.join(argv)}\n"
        "    and, if you may share it, the file. ARTICLE41_DEBUG=1 shows where it happened."
    )
    return int(ExitCode.INTERNAL)
