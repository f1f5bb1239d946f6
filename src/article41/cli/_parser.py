"""The arguments of every command."""

from __future__ import annotations

from argparse import (
    ArgumentParser,
    ArgumentTypeError,
    HelpFormatter,
    RawDescriptionHelpFormatter,
    _SubParsersAction,
)
from collections.abc import Sequence
from typing import Any

from article41._words import FAILING, Verdict

__all__ = [
    "CHECK_FORMATS",
    "add_command",
    "add_fail_on",
    "add_formats",
    "add_no_color",
    "add_rules",
    "build_parser",
]

CHECK_FORMATS = ("text", "json", "jsonl", "csv", "sarif", "junit", "github", "html")
"""The formats of reports: those of ``article41.render``, which the help need not wait for."""

_EXIT_CODES = """\
exit codes:
  0   every transfer is permitted or out of scope
  1   a transfer is prohibited or conditional
  2   bad usage, or an input that could not be read as a transfer
  3   a transfer is undetermined, and none is prohibited or conditional
  4   a rule file does not load
  70  a defect of article41 itself
If several apply, the first of 70, 4, 2, 1, 3, 0 is returned. Besides, when a
run is cut short: 130 by Ctrl-C, 141 by a reader that went away, 74 by a system
that would not take the output."""

_TOP = f"""\
May this transfer go ahead under the UN Security Council's arms embargoes on
its date, and which paragraph says so? This is not legal advice: the official
texts prevail.

examples:
  article41 check transfer.json
  article41 check shipments/*.json --format json --fail-on prohibited
  article41 rules list
  article41 check --help

{_EXIT_CODES}"""

_CHECK = f"""\
Check transfers and print a report on each: the verdict, the paragraphs that
say so, the facts that met them, the exemptions and what would prove them.
What cannot be read is told on standard error, and the rest is still checked.

examples:
  article41 check transfer.json
  article41 check a.json b.json --format json > reports.json
  article41 check shipments/*.json --format sarif --output results.sarif
  article41 check transfer.json --format html --output dossier.html
  generate-transfers | article41 check -
  article41 check transfer.json --fail-on prohibited,undetermined
  article41 check transfer.json --rules national-rules/

A file holds one transfer (a JSON object) or several (a list of objects). With
--format json one transfer gives one object (article41/report/1), and several
files, or a list of several, give a list, in which every object also names its
source. jsonl has one report a line, csv one row a finding; sarif, junit and
github are for pipelines; html is a dossier to file (it needs jinja2:
pip install 'article41[html]'). What could not be read stands in these, too.

{_EXIT_CODES}
With --fail-on a verdict that is named exits 1 (undetermined: 3), and one that
is not exits 0. Any may be named, permitted and out_of_scope too. Codes 2, 4
and 70 stay as they are. With --waivers the exit code is that of the findings
that no waiver covers; every report lists the waivers, and void ones are told on
standard error."""

_TEST = """\
Run case files: transfers with the verdict that they must get, and why. What
does not hold is shown as a report shows it: the findings, their facts, the
exemptions and what would prove them. A case that cannot be used is told on
standard error, and the others still run.

examples:
  article41 test fixtures/cases
  article41 test my.cases.yaml --rules national-rules/ --junit results.xml
  article41 test fixtures/cases --coverage
  article41 test fixtures/cases --coverage REGIME --fail-under 100

A folder stands for every YAML file in it and below. --coverage shows, for each
provision, exemption, day, figure, clause, condition and citation of the law,
whether some case exercises it; docs/case-form.md says when one does. Name the
files before it: what follows it are regimes.

exit codes:
  0   every case holds (and the coverage is as asked for)
  1   a case does not hold, or less is covered than --fail-under
  2   bad usage, or a case file or case that cannot be used
  4   a rule file does not load
  70  a defect of article41 itself
If several apply, the first of 70, 4, 2, 1, 0 is returned."""

_SCHEMA = """\
Print the JSON Schema (2020-12) of a transfer, of rule files (regime,
categories, registers, rulebook), of case files or of waiver files.

examples:
  article41 schema > transfer.schema.json
  article41 schema regime > regime.schema.json

An editor uses it where a YAML file begins with a line like
  # yaml-language-server: $schema=../schemas/regime.schema.json"""

_VERSION = """\
Print the versions of the code and of the rulebook, the rulebook's digest, the
engine and Python.

examples:
  article41 version
  article41 version --format json"""


def _fail_on(text: str) -> frozenset[Verdict]:
    """Read the value of ``--fail-on``: verdicts with commas between them, or ``none``."""
    words = [word.strip().lower().replace("-", "_") for word in text.split(",")]
    if words == ["none"]:
        return frozenset()
    allowed = [verdict.value for verdict in Verdict]
    found = set()
    for word in words:
        if word not in allowed:
            from difflib import get_close_matches

            close = get_close_matches(word, allowed, 1)
            hint = f"; did you mean {close[0]}?" if close else ""
            raise ArgumentTypeError(f"{word!r} is not a verdict{hint} (known: {', '.join(allowed)}; or none alone)")
        found.add(Verdict(word))
    return frozenset(found)


def build_parser(argv: Sequence[str] = ()) -> ArgumentParser:
    """Return the parser of the whole command line, or as much of it as ``argv`` needs.

    A parser costs about half a millisecond, so only that of the command at hand is filled in.
    """
    parser = ArgumentParser("article41", **_texts(_TOP))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    wanted = argv[0] if argv and argv[0] in _BUILDERS else None
    for name, (summary, build) in _BUILDERS.items():
        if wanted in (None, name):
            build(commands, name, summary)
    return parser


def _formatter(prog: str) -> HelpFormatter:
    # A width of its own: to ask for that of the terminal argparse imports shutil, and it asks at every argument.
    return RawDescriptionHelpFormatter(prog, width=80)


def _texts(text: str) -> dict[str, Any]:
    """What it does comes before the options; examples and exit codes after them."""
    description, _, epilog = text.partition("\n\n")
    return {
        "description": description,
        "epilog": epilog,
        "formatter_class": _formatter,
        "allow_abbrev": False,
    }


def _add(
    commands: _SubParsersAction[ArgumentParser], name: str, summary: str, text: str, run: str | None
) -> ArgumentParser:
    parser = commands.add_parser(name, help=summary, **_texts(text))
    parser.set_defaults(run=run, parser=parser)
    return parser


def _formats(parser: ArgumentParser, what: str = "how to print") -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help=f"{what}: text (default) or json")


def add_fail_on(parser: ArgumentParser) -> None:
    """Add ``--fail-on``."""
    parser.add_argument(
        "--fail-on",
        type=_fail_on,
        default=FAILING,
        metavar="VERDICT[,VERDICT...]",
        help="the verdicts that do not exit 0, or none (default: prohibited,conditional,undetermined)",
    )


def add_rules(parser: ArgumentParser) -> None:
    """Add ``--rules`` and ``--alone``."""
    parser.add_argument(
        "--rules",
        action="append",
        default=[],
        metavar="RULES",
        help="a folder of rules, or the name of an installed rulebook, to add; may be given several times",
    )
    parser.add_argument("--alone", action="store_true", help="go by --rules alone, without the shipped rules")


def _no_color(parser: ArgumentParser) -> None:
    parser.add_argument("--no-color", action="store_true", help="no colours (also: NO_COLOR=1)")


def _check(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    parser = _add(commands, name, summary, _CHECK, "_check:check_command")
    parser.add_argument("files", nargs="+", metavar="FILE", help="a JSON file; - for standard input")
    add_formats(parser, "how to print the reports", *CHECK_FORMATS[2:])
    parser.add_argument(
        "--output", metavar="FILE", help="write to FILE, whole or not at all; - for standard output (default)"
    )
    add_fail_on(parser)
    add_rules(parser)
    parser.add_argument(
        "--waivers",
        action="append",
        default=[],
        metavar="FILE",
        help="a file of waivers: findings that they cover do not count for the exit code; verdicts stand",
    )
    parser.add_argument("--lang", metavar="LANG", help="language of the reports: en or fr (also: ARTICLE41_LANG=fr)")
    parser.add_argument("--today", type=_today, metavar="DAY", help="judge the expiry of waivers by this day")
    _no_color(parser)
    parser.add_argument("--quiet", action="store_true", help="print errors only; the exit code tells")


def _percent(text: str) -> float:
    """Read a share from 0 to 100."""
    try:
        share = float(text)
    except ValueError:
        share = -1
    if not 0 <= share <= 100:
        raise ArgumentTypeError(f"{text!r} is not a share from 0 to 100")
    return share


def _test(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    parser = _add(commands, name, summary, _TEST, "_test:test_command")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a case file, or a folder of case files")
    parser.add_argument("--junit", metavar="FILE", help="also write the results as JUnit XML")
    parser.add_argument(
        "--coverage", nargs="*", metavar="REGIME", help="show what the cases exercise, of these regimes or of all"
    )
    parser.add_argument("--coverage-json", metavar="FILE", help="also write the coverage as JSON")
    parser.add_argument("--fail-under", type=_percent, metavar="PERCENT", help="exit 1 if less of a regime is covered")
    add_rules(parser)
    _no_color(parser)
    parser.add_argument("--quiet", action="store_true", help="print errors only; the exit code tells")


def _schema(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    parser = _add(commands, name, summary, _SCHEMA, "_info:schema_command")
    from article41.cli._schemas import SCHEMAS

    parser.add_argument(
        "what",
        nargs="?",
        choices=tuple(SCHEMAS),
        default="transfer",
        metavar="WHAT",
        help=f"of what: {', '.join(SCHEMAS)}",
    )


def _version(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    _formats(_add(commands, name, summary, _VERSION, "_info:version_command"))


def add_command(
    commands: _SubParsersAction[ArgumentParser], name: str, summary: str, text: str, run: str | None
) -> ArgumentParser:
    """Add a command whose arguments are told elsewhere: its help and what runs it."""
    return _add(commands, name, summary, text, run)


def add_formats(parser: ArgumentParser, what: str, *more: str) -> None:
    """Add ``--format``: text, json and more."""
    names = ("text", "json", *more)
    said = f"{', '.join(('text (default)', *names[1:-1]))} or {names[-1]}"
    parser.add_argument("--format", choices=names, default="text", help=f"{what}: {said}")


add_no_color = _no_color


def _today(text: str) -> int:
    from article41.history._days import read_day

    try:
        return read_day(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def _rules(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    from article41.cli import _rules_parser

    _rules_parser.add_rules_commands(commands, name, summary)


def _history(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    # Their arguments are told in a module of their own, which a check must not wait for.
    from article41.cli import _history_parser

    getattr(_history_parser, f"add_{name}")(commands, name, summary)


def _screen(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    from article41.cli._screen_parser import add_screen

    add_screen(commands, name, summary)


def _serve(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    from article41.cli._serve_parser import add_serve

    add_serve(commands, name, summary)


def _book(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    from article41.cli._book_parser import add_book

    add_book(commands, name, summary)


_BUILDERS = {
    "check": ("check transfers", _check),
    "explain": ("explain a provision, or all that cites a paragraph", _history),
    "timeline": ("show how a verdict moved over the years", _history),
    "diff": ("show what changed in the law between two days", _history),
    "calendar": ("list what ends, and how far the law is verified", _history),
    "rescreen": ("judge past transfers by another rulebook: what flips", _history),
    "rules": ("look into the law: check, list and show rules, begin your own", _rules),
    "screen": ("decide every row of tables", _screen),
    "test": ("run case files", _test),
    "book": ("write the law as a site to read", _book),
    "serve": ("answer checks over HTTP", _serve),
    "schema": ("print the JSON Schema of a transfer, a rule file or a case file", _schema),
    "version": ("print versions and digests", _version),
}
