"""``article41 screen``: tables in, findings out."""

from __future__ import annotations

import gc
import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from article41._errors import InputError, Problem
from article41._words import FAILING, ExitCode, Verdict
from article41.cli._app import NOT_WRITTEN
from article41.cli._console import say, say_error, utf8
from article41.cli._outcome import code_of_verdict, gravest_code
from article41.cli._rulebooks import rulebook_of
from article41.cli._screen_bar import Bar
from article41.cli._screen_reports import Report
from article41.law import Rulebook
from article41.render._safe import safe_text
from article41.screening import (
    Counts,
    Job,
    Life,
    Places,
    Session,
    Settled,
    html_summary,
    out_format,
    places_of,
    preview,
    session,
    text_summary,
    told,
)
from article41.screening._junit import few_enough

__all__ = ["screen_command"]

GITHUB = "github"


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
            with bar, session(life, arguments.memory_limit, arguments.spill, places.beside()) as here:
                lines, codes = life.run(lambda: _screened(here, arguments, rulebook, places), here.adapter)
    except OSError as error:
        say(f"article41: stopped by the system: {error}\n    Nothing was written.")
        return NOT_WRITTEN
    if lines:
        out = utf8(sys.stdout)
        out.write(lines)
        out.flush()
    return int(gravest_code(codes))


def _places(arguments: Namespace, read: Sequence[Path] = ()) -> Places:
    if arguments.out is None and arguments.format != GITHUB:
        raise InputError(Problem("nothing says where findings go", hint="say -o OUT, or --dry-run"))
    return places_of(
        arguments.out,
        arguments.verdicts,
        arguments.set_aside,
        arguments.html,
        arguments.summary,
        read,
        _form(arguments),
    )


def _form(arguments: Namespace) -> str | None:
    """Return the format of OUT where it is said. Annotations are printed: with them, the name of OUT tells it."""
    return None if arguments.format == GITHUB else arguments.format


def _screened(here: Session, arguments: Namespace, rulebook: Rulebook, places: Places) -> tuple[str, set[ExitCode]]:
    shapes = here.files(arguments.inputs, arguments.input_format, getattr(sys.stdin, "buffer", None))
    # Once more: now it is known which files are read.
    _places(arguments, [Path(shape.label) for shape in shapes])
    settled = here.settle(shapes, arguments.mapping, arguments.map, arguments.set)
    form = _form(arguments) or (places.findings and out_format(places.findings.name)) or ""
    run = here.run(_job(arguments, settled, rulebook, form), settled.shapes)
    summary = run.counts.to_dict()
    pages = {}
    if places.html is not None:
        pages[places.html] = html_summary(summary)
    if places.summary is not None:
        pages[places.summary] = json.dumps(summary, indent=2, ensure_ascii=False) + "\n"
    here.life.at(run.counts.rows, run.counts.rows, "writing")
    report = Report(run, settled, rulebook, arguments.fail_on, here.life.wait)
    annotations = report.annotations() if arguments.format == GITHUB else None
    run.outputs.write(places, pages, form, report.writer(form))
    codes = _codes(run.counts, arguments)
    if annotations is not None:
        # Nothing else: a line of the summary could begin like a command.
        return annotations, codes
    where = f"{places.findings}: {run.counts.findings:,} findings; {places.set_aside}: {run.counts.set_aside:,} rows."
    return "" if arguments.quiet else f"{text_summary(summary)}{safe_text(where)}\n", codes


def _job(arguments: Namespace, settled: Settled, rulebook: Rulebook, form: str) -> Job:
    # Annotations tell of rows, too, where a verdict that is none in the way is one to fail on.
    rows = arguments.verdicts is not None or form == "junit"
    rows = rows or (arguments.format == GITHUB and not arguments.fail_on <= FAILING)
    return Job(settled.mapping, rulebook, arguments.audit, rows, few_enough if form == "junit" else None)


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
    return "" if arguments.quiet else lines, {ExitCode.BAD_INPUT if problems else ExitCode.CLEAR}
