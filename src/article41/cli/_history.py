"""``article41 calendar``, ``explain``, ``timeline`` and ``diff``: the law over time."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from article41._errors import InputError, Problem
from article41.cli._console import colour_wanted, utf8, width_of
from article41.cli._rulebooks import rulebook_of
from article41.history._days import number_of
from article41.render import Screen
from article41.render._view import View, show_view

__all__ = ["calendar_command", "diff_command", "explain_command", "timeline_command"]


def calendar_command(arguments: Namespace) -> int:
    """Show when provisions and exemptions end, and how far each regime's law is verified."""
    from article41.history._calendar import Calendar

    first: int = arguments.first or number_of(datetime.now().astimezone().date())
    last: int | None = arguments.last
    if last is not None and last < first:
        raise InputError(Problem("the last day lies before the first", hint="--from says where to begin; today if not"))
    calendar = Calendar(rulebook_of(arguments), first, last, arguments.regime)
    if arguments.format != "ics":
        return _show(arguments, calendar)
    from article41.history._ics import to_ics

    return _write(to_ics(calendar))


def explain_command(arguments: Namespace) -> int:
    """Explain a provision, or all that cites a paragraph."""
    from article41.engine._check import engine_for
    from article41.history._examples import Examples, cases_at_hand
    from article41.history._explain import ExplainView
    from article41.history._lookup import look_up

    rulebook = rulebook_of(arguments)
    subject = look_up(rulebook, " ".join(arguments.what))
    path = Path(arguments.cases) if arguments.cases else cases_at_hand()
    return _show(arguments, ExplainView(subject, Examples(engine_for(rulebook), path)))


def timeline_command(arguments: Namespace) -> int:
    """Show how the verdict on one kind of transfer moved over the years."""
    from article41.engine._check import engine_for
    from article41.history._timeline import Corridor, stretches
    from article41.history._timeline_view import TimelineView

    rulebook = rulebook_of(arguments)
    known_to = max((rulebook.regime(name)["verified_to"] for name in rulebook.regimes), default=rulebook.covers_from)
    first = arguments.since * 10000 + 101 if arguments.since else rulebook.covers_from
    last = arguments.until * 10000 + 1231 if arguments.until else known_to
    if last < first:
        raise InputError(Problem("the last year lies before the first", hint="turn --since and --until round"))
    corridor = Corridor(arguments.item, arguments.supplier, arguments.recipient, arguments.kind, arguments.activity)
    view = TimelineView(rulebook, corridor, stretches(engine_for(rulebook), corridor, first, last))
    if arguments.format != "svg":
        return _show(arguments, view)
    from article41.history._svg import to_svg

    return _write(to_svg(view))


def diff_command(arguments: Namespace) -> int:
    """Show what changed in the law between two days."""
    from article41.history._diff import LawDiff

    first, second = arguments.days
    if second <= first:
        raise InputError(Problem("the second day is not after the first", hint="write the earlier day first"))
    return _show(arguments, LawDiff(rulebook_of(arguments), first, second, arguments.regime))


def _show(arguments: Namespace, view: View) -> int:
    out = utf8(sys.stdout)
    show_view(view, arguments.format, out, Screen(width_of(out), colour_wanted(out, arguments.no_color), several=False))
    return 0


def _write(text: str) -> int:
    # Line ends are part of iCalendar: they must not be translated on their way out.
    out = utf8(sys.stdout)
    buffer = getattr(out, "buffer", None)
    if buffer is None:
        out.write(text)
    else:
        out.flush()
        buffer.write(text.encode())
        buffer.flush()
    return 0
