"""The arguments of the commands that look at the law over time."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, _SubParsersAction

from article41.cli._parser import add_command, add_formats, add_no_color, add_rules
from article41.history._days import read_day

__all__ = ["add_calendar", "add_diff", "add_explain", "add_rescreen", "add_timeline"]

_CALENDAR = """\
List what ends: the last days in force of provisions and exemptions, with those
whose renewal nobody has verified marked, and for each regime the day up to
which its law was verified.

examples:
  article41 calendar
  article41 calendar --from 2026-01-01 --to 2026-12-31
  article41 calendar --regime REGIME --format ics > sunsets.ics

An ics file holds all-day events whose ids stay the same, so that importing it
again replaces what is there."""

_EXPLAIN = """\
Explain a provision: what it does, on whom and what, since when and until when,
how it came to be, what lifts it and how to prove that, an example caught and
one cleared, and how sure we are. With a citation, everything that cites it or
a paragraph below it. Put a citation in quotes: shells have their own use for
brackets.

examples:
  article41 explain "S/RES/1718 (2006) 8 (b)"
  article41 explain REGIME/PROVISION
  article41 explain PROVISION --cases my-cases/ --format json"""

_TIMELINE = """\
Show how the verdict on one kind of transfer moved over the years, by which
paragraphs, and which resolution moved it. The parties are assumed to be on no
UN list.

examples:
  article41 timeline --item artillery_shells --from STATE --to STATE
  article41 timeline --item small_arms --from STATE --to STATE --kind police \\
      --since 2013
  article41 timeline --item training --from STATE --to STATE --format svg"""

_DIFF = """\
Show what changed in the law from one day to a later one: provisions and
exemptions that came into force, ended, changed (by new citations, or in what
they ask for), or were in force only in between.

examples:
  article41 diff 2016-03-01 2017-12-31
  article41 diff 2013-01-01 2025-01-01 --regime REGIME --format json"""


_RESCREEN = """\
Judge the transfers of a ledger by two rulebooks, each on its own date, and show
whose answer is another now: in which direction, and by which paragraphs. A
ledger is a JSON list of transfers, or has one a line (JSONL). A rulebook is a
folder of rules, an installed rulebook or the word shipped; an option given
several times names parts that are read together.

examples:
  article41 rescreen ledger.jsonl --was rules-of-last-year/
  article41 rescreen ledger.json --was shipped --now shipped --now national/
  article41 rescreen - --was old/ --now new/ --format json < ledger.jsonl

exit codes:
  0   no transfer that was cleared has lost its clearance
  1   one has: it is prohibited or conditional now
  2   bad usage, or an entry that is no transfer; the others are still judged
  3   one has, and all such are undetermined now
  4   a rulebook does not load
  70  a defect of article41 itself
If several apply, the first of 70, 4, 2, 1, 3, 0 is returned."""


def add_calendar(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    """Add ``calendar``."""
    parser = add_command(commands, name, summary, _CALENDAR, "_history:calendar_command")
    parser.add_argument("--from", dest="first", type=day, metavar="DAY", help="the first day (default: today)")
    parser.add_argument("--to", dest="last", type=day, metavar="DAY", help="the last day (default: all that is known)")
    _regime(parser)
    _output(parser, "ics")


def add_explain(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    """Add ``explain``."""
    parser = add_command(commands, name, summary, _EXPLAIN, "_history:explain_command")
    parser.add_argument("what", nargs="+", metavar="CITATION|PROVISION", help="a citation, or the id of a provision")
    parser.add_argument("--cases", metavar="PATH", help="case files for examples (default: fixtures/cases, if there)")
    _output(parser)


def add_timeline(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    """Add ``timeline``."""
    from article41.model._terms import ACTIVITIES, PARTY_KINDS

    parser = add_command(commands, name, summary, _TIMELINE, "_history:timeline_command")
    parser.add_argument("--item", required=True, metavar="TYPE", help="an item type, such as artillery_shells")
    parser.add_argument("--from", dest="supplier", required=True, metavar="STATE", help="the supplier's State")
    parser.add_argument("--to", dest="recipient", required=True, metavar="STATE", help="the recipient's State")
    kinds, acts = ", ".join(PARTY_KINDS), ", ".join(ACTIVITIES)
    parser.add_argument("--kind", choices=PARTY_KINDS, metavar="KIND", help=f"the recipient's kind: {kinds}")
    parser.add_argument("--activity", choices=ACTIVITIES, metavar="ACT", help=f"what is done: {acts}")
    parser.add_argument("--since", type=year, metavar="YEAR", help="the first year (default: where the law begins)")
    parser.add_argument("--until", type=year, metavar="YEAR", help="the last year (default: as far as it was verified)")
    _output(parser, "svg")


def add_diff(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    """Add ``diff``."""
    parser = add_command(commands, name, summary, _DIFF, "_history:diff_command")
    parser.add_argument("days", nargs=2, type=day, metavar="DAY", help="a day like 2016-03-02; the earlier one first")
    _regime(parser)
    _output(parser)


def add_rescreen(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    """Add ``rescreen``."""
    parser = add_command(commands, name, summary, _RESCREEN, "_rescreen:rescreen_command")
    parser.add_argument("ledger", metavar="LEDGER", help="a file of transfers; - for standard input")
    parser.add_argument("--was", action="append", required=True, metavar="RULES", help="the rulebook of then")
    parser.add_argument("--now", action="append", metavar="RULES", help="the rulebook of now (default: shipped)")
    add_formats(parser, "how to print")
    add_no_color(parser)


def _regime(parser: ArgumentParser) -> None:
    parser.add_argument("--regime", metavar="REGIME", help="only this regime")


def _output(parser: ArgumentParser, *more: str) -> None:
    add_formats(parser, "how to print", *more)
    add_rules(parser)
    add_no_color(parser)


def day(text: str) -> int:
    """Read a day of the command line."""
    try:
        return read_day(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def year(text: str) -> int:
    """Read a year of the command line."""
    if not (text.isascii() and text.isdigit() and len(text) == 4 and int(text)):
        raise ArgumentTypeError(f"{text!r} is not a year: write it like 2016")
    return int(text)
