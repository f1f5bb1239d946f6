"""The arguments of ``article41 rules``."""

from __future__ import annotations

from argparse import ArgumentParser, _SubParsersAction

from article41.cli._parser import add_command, add_formats, add_no_color, add_rules

__all__ = ["add_rules_commands"]

_RULES = """\
Look into the law that a check goes by.

examples:
  article41 rules list
  article41 rules show --help"""

_LINT = """\
Check rule folders: every file, every mistake, each with file, line and column.
Folders are read beside the shipped rules, whose registers they may use;
without a folder the shipped rules are checked. Besides, it warns of definitions
that nothing names and, with --cases, of provisions and exemptions that no case
shows.

examples:
  article41 rules lint
  article41 rules lint national-rules/ --cases national-cases/
  article41 rules lint my-copy-of-the-rules/ --alone --strict
  article41 rules lint national-rules/ --format json

exit codes:
  0   no mistake, perhaps warnings
  2   bad usage, or a case that cannot be used
  4   mistakes, or with --strict warnings"""

_LIST = """\
List the regimes, the provisions of one, or the rulebooks that installed
packages bring (entry points of the group article41.rulebooks).

examples:
  article41 rules list
  article41 rules list --regime REGIME
  article41 rules list --installed
  article41 rules list --format json"""

_SHOW = """\
Show all of one provision: the rule, its citations and periods, its conditions,
its exemptions and their procedures, how sure we are and why. The regime may be
left out of the id where that is clear.

examples:
  article41 rules show REGIME/PROVISION
  article41 rules show PROVISION --format json
  article41 rules show PROVISION --digest"""

_NEW = """\
Begin rules of your own: a rulebook of one provision with its exemption, its
register, its first cases, and schemas for your editor. It loads and its cases
hold; replace it paragraph by paragraph. No file is ever overwritten.

examples:
  article41 rules new aland-exports
  article41 rules new aland-exports law/"""

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


def add_rules_commands(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    """Add ``rules`` and the commands below it."""
    parser = add_command(commands, name, summary, _RULES, None)
    inner = parser.add_subparsers(title="commands", metavar="COMMAND")
    lint = add_command(inner, "lint", "check rule files", _LINT, "_lint:lint_command")
    lint.add_argument("folders", nargs="*", metavar="RULES", help="a folder of rules, or an installed rulebook")
    lint.add_argument("--alone", action="store_true", help="without the shipped rules")
    lint.add_argument(
        "--cases", action="append", default=[], metavar="PATH", help="case files: warn of what no case of them shows"
    )
    lint.add_argument("--strict", action="store_true", help="take warnings for mistakes")
    add_formats(lint, "how to print")
    listing = add_command(inner, "list", "list regimes and provisions", _LIST, "_rules:list_command")
    listing.add_argument("--regime", metavar="REGIME", help="list the provisions of this regime")
    listing.add_argument(
        "--installed", action="store_true", help="list the rulebooks that installed packages bring; this imports them"
    )
    show = add_command(inner, "show", "show all of one provision", _SHOW, "_rules:show_command")
    show.add_argument("id", metavar="ID", help="a provision, such as rules list --regime prints them")
    show.add_argument("--digest", action="store_true", help="print its digest only: what a waiver records")
    for each in (listing, show):
        add_formats(each, "how to print")
        add_rules(each)
        add_no_color(each)
    new = add_command(inner, "new", "begin rules of your own", _NEW, "_new:new_command")
    new.add_argument("name", metavar="NAME", help="the id of the regime, like aland-exports")
    new.add_argument("folder", nargs="?", metavar="DIR", help="where to (default: a folder of that name)")
    compiling = add_command(inner, "compile", "compile the shipped rules", _COMPILE, "_rules:compile_command")
    compiling.add_argument("--into", metavar="DIR", help="another folder to write to")
    digest = add_command(inner, "digest", "print the rulebook's digest", _DIGEST, "_rules:digest_command")
    digest.add_argument("folders", nargs="*", metavar="RULES", help="a folder of rules to add")
