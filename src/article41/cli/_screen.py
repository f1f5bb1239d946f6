"""``article41 screen``: tables in, findings out."""

from __future__ import annotations

import gc
import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from article41._errors import InputError, Problem
from article41._words import ExitCode, Verdict
from article41.cli._app import NOT_WRITTEN
from article41.cli._console import say, say_error, utf8
from article41.cli._outcome import code_of_verdict, gravest_code
from article41.cli._rulebooks import rulebook_of
from article41.cli._screen_bar import Bar
from article41.law import Rulebook
from article41.render._safe import safe_text
from article41.screening import (
    Counts,
    Job,
    Life,
    Places,
    Session,
    html_summary,
    out_format,
    places_of,
    preview,
    session,
    text_summary,
    told,
)

__all__ = ["screen_command"]


def screen_command(arguments: Namespace) -> int:
    """Decide every row of the inputs; return the exit code."""
    # The rules first: if they do not load, no table is worth reading.
    rulebook = rulebook_of(arguments)
    gc.enable()
    bar = Bar(sys.stderr.isatty())
    life = Life(bar.report)
    try:
        if arguments.dry_run:
            with bar, session(life, arguments.memory_limit, arguments.spill) as here:
                lines, codes = life.run(lambda: _dry(here, arguments, rulebook), here.adapter)
        else:
            places = _places(arguments)
            with bar, session(life, arguments.memory_limit, arguments.spill, places.findings) as here:
                lines, codes = life.run(lambda: _screened(here, arguments, rulebook, places), here.adapter)
    except OSError as error:
        say(f"article41: stopped by the system: {error}\n    Nothing was written.")
        return NOT_WRITTEN
    if not arguments.quiet:
        out = utf8(sys.stdout)
        out.write(lines)
        out.flush()
    return int(gravest_code(codes))


def _places(arguments: Namespace, read: Sequence[Path] = ()) -> Places:
    if arguments.out is None:
        raise InputError(Problem("nothing says where findings go", hint="say -o OUT, or --dry-run"))
    return places_of(
        arguments.out,
        arguments.verdicts,
        arguments.set_aside,
        arguments.html,
        arguments.summary,
        read,
        arguments.format,
    )


def _screened(here: Session, arguments: Namespace, rulebook: Rulebook, places: Places) -> tuple[str, set[ExitCode]]:
    shapes = here.files(arguments.inputs, arguments.input_format, getattr(sys.stdin, "buffer", None))
    # Once more: now it is known which files are read.
    _places(arguments, [Path(shape.label) for shape in shapes])
    settled = here.settle(shapes, arguments.mapping, arguments.map, arguments.set)
    job = Job(settled.mapping, rulebook, arguments.audit, arguments.verdicts is not None)
    run = here.run(job, settled.shapes)
    summary = run.counts.to_dict()
    pages = {}
    if places.html is not None:
        pages[places.html] = html_summary(summary)
    if places.summary is not None:
        pages[places.summary] = json.dumps(summary, indent=2, ensure_ascii=False) + "\n"
    here.life.at(run.counts.rows, run.counts.rows, "writing")
    form = arguments.format or out_format(places.findings.name)

    def report(file: TextIO) -> None:
        from article41.screening._sarif import TableSarif

        TableSarif(file, rulebook, shapes, run.counts).write(run.outputs, here.life.wait)

    run.outputs.write(places, pages, form, report if form == "sarif" else None)
    where = f"{places.findings}: {run.counts.findings:,} findings; {places.set_aside}: {run.counts.set_aside:,} rows."
    return f"{text_summary(summary)}{safe_text(where)}\n", _codes(run.counts, arguments)


def _codes(counts: Counts, arguments: Namespace) -> set[ExitCode]:
    found = [verdict for verdict in Verdict if counts.verdicts[verdict]]
    codes = {code_of_verdict(verdict, arguments.fail_on) for verdict in found}
    if counts.set_aside and not arguments.lenient:
        codes.add(ExitCode.BAD_INPUT)
    return codes


def _dry(here: Session, arguments: Namespace, rulebook: Rulebook) -> tuple[str, set[ExitCode]]:
    stdin = getattr(sys.stdin, "buffer", None)
    shapes = here.files(arguments.inputs, arguments.input_format, stdin)
    settled, problems = here.understood(shapes, arguments.mapping, arguments.map, arguments.set)
    seen = None
    if not problems:
        try:
            seen = preview(here, shapes[0], settled.mapping, rulebook)
        except InputError as error:
            problems = error.problems
    if problems:
        say_error(InputError(problems))
    lines = "".join(f"{safe_text(line)}\n" for line in told(settled.mapping, settled.guess, seen))
    return lines, {ExitCode.BAD_INPUT if problems else ExitCode.CLEAR}
