"""``article41 rescreen``: which past clearances flip under another rulebook."""

from __future__ import annotations

import gc
import sys
from argparse import Namespace

from article41._errors import Article41Error, EngineError, InputError, Problem
from article41._words import FAILING, ExitCode
from article41.cli._console import colour_wanted, say_error, utf8, width_of
from article41.cli._ledger import Entry, read_ledger
from article41.cli._outcome import code_of_verdict, gravest_code
from article41.engine._check import engine_for
from article41.history._rescreen import Rescreening
from article41.law import Rulebook
from article41.render import Screen
from article41.render._view import show_view

__all__ = ["rescreen_command"]

SHIPPED = "shipped"
"""How the rules that come with this library are called."""


def rescreen_command(arguments: Namespace) -> int:
    """Judge every transfer of a ledger by two rulebooks; return the gravest exit code."""
    gc.enable()
    run = Rescreening(engine_for(_rulebook(arguments.was)), engine_for(_rulebook(arguments.now or [SHIPPED])))
    codes: set[ExitCode] = set()
    try:
        for entry in read_ledger(arguments.ledger):
            codes |= _one(run, entry)
    except InputError as error:
        codes.add(_failed(error))
    out = utf8(sys.stdout)
    show_view(run, arguments.format, out, Screen(width_of(out), colour_wanted(out, arguments.no_color), several=False))
    return int(gravest_code(codes))


def _rulebook(names: list[str]) -> Rulebook:
    return Rulebook.load(*(name for name in names if name != SHIPPED), shipped=SHIPPED in names)


def _one(run: Rescreening, entry: Entry) -> set[ExitCode]:
    try:
        if entry.error is not None:
            raise entry.error
        assert entry.transfer is not None
        flip = run.add(entry.transfer, entry.place)
    except InputError as error:
        run.set_aside += 1
        if error is not entry.error:
            error = InputError([Problem(p.message, entry.place, p.hint) for p in error.problems])
        return {_failed(error)}
    except EngineError as error:
        run.set_aside += 1
        return {_failed(EngineError([Problem(p.message, entry.place, "please report it") for p in error.problems]))}
    lost = flip is not None and flip.direction == "clearance_lost"
    return {code_of_verdict(flip.now, FAILING)} if flip is not None and lost else set()


def _failed(error: Article41Error) -> ExitCode:
    say_error(error)
    return error.exit_code
