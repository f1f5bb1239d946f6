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

from article41._words import Verdict

__all__ = ["DEFAULT_FAIL_ON", "add_command", "add_formats", "add_no_color", "build_parser", "fail_on"]

DEFAULT_FAIL_ON = frozenset({Verdict.PROHIBITED, Verdict.CONDITIONAL, Verdict.UNDETERMINED})
"""The verdicts that do not exit 0 unless --fail-on says otherwise."""

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
  generate-transfers | article41 check -
  article41 check transfer.json --fail-on prohibited,undetermined
  article41 check transfer.json --rules national-rules/

A file holds one transfer (a JSON object) or several (a list of objects). With
--format json one transfer gives one object (article41/report/1), and several
files, or a list of several, give a list, in which every object also names its
source.

{_EXIT_CODES}
With --fail-on a verdict that is named exits 1 (undetermined: 3), and one that
is not exits 0. Any may be named, permitted and out_of_scope too. Codes 2, 4
and 70 stay as they are."""

_RULES = """\
Look into the law that a check goes by.

examples:
  article41 rules list
  article41 rules show --help"""

_LINT = """\
Check rule folders: every file, every mistake, each with file, line and column.
Folders are read beside the shipped rules, whose registers they may use;
without a folder the shipped rules are checked.

examples:
  article41 rules lint
  article41 rules lint national-rules/
  article41 rules lint my-copy-of-the-rules/ --alone

exit codes: 0 no mistake, 4 mistakes"""

_LIST = """\
List the regimes, or the provisions of one.

examples:
  article41 rules list
  article41 rules list --regime REGIME
  article41 rules list --format json"""

_SHOW = """\
Show all of one provision: the rule, its citations and periods, its conditions,
its exemptions and their procedures, how sure we are and why. The regime may be
left out of the id where that is clear.

examples:
  article41 rules show REGIME/PROVISION
  article41 rules show PROVISION --format json"""

_COMPILE = """\
Compile the shipped rules into the form that a check reads, beside the code.
For developers: without it, or after an edit, the rules are compiled in memory
at each start.

example:
  article41 rules compile"""

_DIGEST = """\
Print the SHA-256 of the rulebook: what reports name, so that an answer can be
traced to a text.

examples:
  article41 rules digest
  article41 rules digest national-rules/"""

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
Print the JSON Schema (2020-12) of a transfer.

example:
  article41 schema > transfer.schema.json"""

_VERSION = """\
Print the versions of the code and of the rulebook, the rulebook's digest, the
engine and Python.

examples:
  article41 version
  article41 version --format json"""


def fail_on(text: str) -> frozenset[Verdict]:
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


def _no_color(parser: ArgumentParser) -> None:
    parser.add_argument("--no-color", action="store_true", help="no colours (also: NO_COLOR=1)")


def _check(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    parser = _add(commands, name, summary, _CHECK, "_check:check_command")
    parser.add_argument("files", nargs="+", metavar="FILE", help="a JSON file; - for standard input")
    _formats(parser, "how to print the reports")
    parser.add_argument(
        "--fail-on",
        type=fail_on,
        default=DEFAULT_FAIL_ON,
        metavar="VERDICT[,VERDICT...]",
        help="the verdicts that do not exit 0, or none (default: prohibited,conditional,undetermined)",
    )
    parser.add_argument(
        "--rules",
        action="append",
        default=[],
        metavar="DIR",
        help="a folder of rules to add to the shipped ones; may be given several times",
    )
    _no_color(parser)
    parser.add_argument("--quiet", action="store_true", help="print errors only; the exit code tells")


def _rules(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    parser = _add(commands, name, summary, _RULES, None)
    inner = parser.add_subparsers(title="commands", metavar="COMMAND")
    lint = _add(inner, "lint", "check rule files", _LINT, "_rules:lint_command")
    lint.add_argument("folders", nargs="*", metavar="DIR", help="a folder of rules")
    lint.add_argument("--alone", action="store_true", help="without the shipped rules")
    listing = _add(inner, "list", "list regimes and provisions", _LIST, "_rules:list_command")
    listing.add_argument("--regime", metavar="REGIME", help="list the provisions of this regime")
    show = _add(inner, "show", "show all of one provision", _SHOW, "_rules:show_command")
    show.add_argument("id", metavar="ID", help="a provision, such as rules list --regime prints them")
    for each in (listing, show):
        _formats(each)
        each.add_argument("--rules", action="append", default=[], metavar="DIR", help="a folder of rules to add")
        _no_color(each)
    compiling = _add(inner, "compile", "compile the shipped rules", _COMPILE, "_rules:compile_command")
    compiling.add_argument("--into", metavar="DIR", help="another folder to write to")
    digest = _add(inner, "digest", "print the rulebook's digest", _DIGEST, "_rules:digest_command")
    digest.add_argument("folders", nargs="*", metavar="DIR", help="a folder of rules to add")


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
    parser.add_argument(
        "--rules", action="append", default=[], metavar="DIR", help="a folder of rules to add to the shipped ones"
    )
    _no_color(parser)
    parser.add_argument("--quiet", action="store_true", help="print errors only; the exit code tells")


def _schema(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    parser = _add(commands, name, summary, _SCHEMA, "_info:schema_command")
    parser.add_argument("what", nargs="?", choices=("transfer",), default="transfer", help="of what: transfer")


def _version(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    _formats(_add(commands, name, summary, _VERSION, "_info:version_command"))


def add_command(
    commands: _SubParsersAction[ArgumentParser], name: str, summary: str, text: str, run: str
) -> ArgumentParser:
    """Add a command whose arguments are told elsewhere: its help and what runs it."""
    return _add(commands, name, summary, text, run)


def add_formats(parser: ArgumentParser, what: str, *more: str) -> None:
    """Add ``--format``: text, json and more."""
    names = ("text", "json", *more)
    said = f"{', '.join(('text (default)', *names[1:-1]))} or {names[-1]}"
    parser.add_argument("--format", choices=names, default="text", help=f"{what}: {said}")


add_no_color = _no_color


def _history(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    # Their arguments are told in a module of their own, which a check must not wait for.
    from article41.cli import _history_parser

    getattr(_history_parser, f"add_{name}")(commands, name, summary)


def _serve(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    from article41.cli._serve_parser import add_serve

    add_serve(commands, name, summary)


_BUILDERS = {
    "check": ("check transfers", _check),
    "explain": ("explain a provision, or all that cites a paragraph", _history),
    "timeline": ("show how a verdict moved over the years", _history),
    "diff": ("show what changed in the law between two days", _history),
    "calendar": ("list what ends, and how far the law is verified", _history),
    "rules": ("look into the law: check, list and show rules", _rules),
    "test": ("run case files", _test),
    "serve": ("answer checks over HTTP", _serve),
    "schema": ("print the JSON Schema of a transfer", _schema),
    "version": ("print versions and digests", _version),
}
