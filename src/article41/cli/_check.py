"""``article41 check``: read, judge, report, one transfer at a time."""

from __future__ import annotations

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from article41._errors import Article41Error, EngineError, InputError, Problem
from article41._words import ExitCode, Verdict
from article41.cli._console import colour_wanted, say_error, utf8, width_of
from article41.cli._inputs import STDIN, Inputs, label_of
from article41.cli._outcome import code_of_verdict, gravest_code
from article41.cli._progress import Progress
from article41.cli._rulebooks import rulebook_of
from article41.engine import check
from article41.language import ENGLISH, checked_language, speaking, spoken
from article41.law import Rulebook
from article41.model import ReadResult, read_transfers
from article41.model._limits import MAX_FILE_BYTES
from article41.render import Judged, Refused, Screen, Source, Tally, Writer, writer_for

if TYPE_CHECKING:
    from article41.cli._waivers import WaiverDesk

__all__ = ["check_command"]

_VARIABLE = "ARTICLE41_LANG"
_LONG_RUN = 20
"""From so many transfers on the garbage collector, asleep during the start, is worth waking."""


def check_command(arguments: Namespace) -> int:
    """Check every transfer of every file; return the gravest exit code."""
    # The rules first: if they do not load, no file is worth reading.
    rulebook = rulebook_of(arguments)
    language = _language(arguments.lang)
    with (
        speaking(language, lambda: rulebook.translations(language)),
        _output(arguments.output, arguments.files) as out,
    ):
        run = _Run(arguments, rulebook, out)
        for name in arguments.files:
            run.file(name)
        run.close()
    return int(gravest_code(run.codes))


def _language(asked: str | None) -> str:
    """Return the language to report in: what was asked for or, if nothing, what the environment says."""
    if asked is not None:
        return checked_language(asked, "--lang")
    return checked_language(os.environ.get(_VARIABLE) or ENGLISH, _VARIABLE)


@contextmanager
def _output(name: str | None, inputs: Sequence[str]) -> Iterator[TextIO]:
    if name is None or name == STDIN:
        yield utf8(sys.stdout)
        sys.stdout.flush()
        return
    from article41.cli._output import whole_file

    with whole_file(name, inputs) as file:
        yield file


class _Run:
    """One call of the command: what was asked, and what came of it so far."""

    def __init__(self, arguments: Namespace, rulebook: Rulebook, out: TextIO) -> None:
        self.codes: set[ExitCode] = set()
        self._rulebook = rulebook
        self._out = out
        self._printed = out is sys.stdout
        self._fail_on: frozenset[Verdict] = arguments.fail_on
        self._inputs = Inputs(MAX_FILE_BYTES)
        self._desk = _desk(arguments, rulebook)
        self._many_files = len(arguments.files) > 1
        self._format: str = arguments.format
        # What is asked for as a file is written there: only nothing is printed.
        self._silent: bool = arguments.quiet and self._printed
        self._no_color: bool = arguments.no_color
        self._writer: Writer | None = None
        self._verdicts: dict[Verdict, int] = dict.fromkeys(Verdict, 0)
        self._set_aside = self._unread = 0

    def file(self, name: str) -> None:
        """Check the transfers of one file; an unusable one is told and counted."""
        try:
            data = self._inputs.read(name)
            results = read_transfers(data, label_of(name))
        except InputError as error:
            self._failed(error, Source(label_of(name)))
            self._unread += 1
            return
        if len(results) > _LONG_RUN and not gc.isenabled():
            gc.freeze()
            gc.enable()
        writer = self._writer or self._start(several=self._many_files or len(results) > 1)
        for result in self._progress(results, label_of(name)):
            self._one(result, label_of(name), writer)

    def close(self) -> None:
        """Finish the output."""
        # Nothing was started if no file could be read: then a list would be empty, and a page is.
        writer = self._writer or self._start(several=self._many_files)
        writer.close(Tally(self._verdicts, self._set_aside, self._unread))
        self._out.flush()
        if self._desk is not None:
            self._desk.close()

    def _start(self, several: bool) -> Writer:
        out = self._out
        screen = Screen(width_of(out), colour_wanted(out, self._no_color), several, self._fail_on)
        self._writer = writer_for("none" if self._silent else self._format, out, screen)
        return self._writer

    def _progress(self, results: list[ReadResult], label: str) -> Iterator[ReadResult]:
        # Reports that scroll by on the same terminal are progress enough.
        shown = sys.stderr.isatty() and (self._silent or not self._out.isatty())
        return Progress(label, len(results), shown).over(results)

    def _one(self, result: ReadResult, label: str, writer: Writer) -> None:
        source = Source(label, result.pointer)
        try:
            if result.error is not None:
                raise result.error
            assert result.transfer is not None
            report = check(result.transfer, rulebook=self._rulebook, language=spoken())
        except InputError as error:
            self._set_aside += 1
            self._failed(error if error is result.error else _located(error, result), source)
            return
        except EngineError as error:
            # No answer for this one. It says nothing about the others, but the exit code will.
            self._set_aside += 1
            hint = "a defect of article41, not of your file: please report it with the transfer"
            self._failed(EngineError([Problem(p.message, result.place(), hint) for p in error.problems]), source)
            return
        self._verdicts[report.verdict] += 1
        if self._desk is not None:
            report = self._desk.apply(report, result.transfer)
            self.codes.add(self._desk.code(report, self._fail_on))
        else:
            self.codes.add(code_of_verdict(report.verdict, self._fail_on))
        writer.report(Judged(report, result.transfer, source, result, self._rulebook))

    def _failed(self, error: Article41Error, source: Source) -> None:
        self.codes.add(error.exit_code)
        # What was printed before comes before: both streams may be one terminal or one log.
        sys.stdout.flush()
        say_error(error)
        writer = self._writer or self._start(several=self._many_files)
        writer.refused(Refused(error, source))


def _desk(arguments: Namespace, rulebook: Rulebook) -> WaiverDesk | None:
    if not arguments.waivers:
        return None
    from article41.cli._waivers import WaiverDesk

    return WaiverDesk(arguments, rulebook)


def _located(error: InputError, result: ReadResult) -> InputError:
    """Give the problems that the engine found the place in the user's file."""
    return InputError([Problem(p.message, result.place(p.place.pointer or ""), p.hint) for p in error.problems])
