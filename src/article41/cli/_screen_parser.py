"""The arguments of ``screen``."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, _SubParsersAction

from article41.cli._parser import add_command, add_fail_on, add_rules
from article41.screening import OUT_FORMATS
from article41.screening._inputs import FORMATS

__all__ = ["add_screen"]

_SCREEN = """\
Decide every row of tables: CSV, Parquet or JSON lines, of any size. Findings
go to OUT, a row for each item, provision and verdict; what cannot be read is
set aside in a file beside it, with the reason, and is never passed over; the
summary shows that every row was decided or set aside.

examples:
  article41 screen shipments.csv -o findings.csv --dry-run
  article41 screen shipments.csv -o findings.parquet --mapping shipments.yaml
  article41 screen parts/ -o findings.jsonl --verdicts verdicts.parquet
  article41 screen a.csv -o findings.csv --map exporter=supplier_state \\
      --map "date of export=date" --set screening_un_lists=clear
  produce-rows | article41 screen - -o findings.csv --audit 100
  article41 screen shipments.csv -o findings.sarif
  article41 screen shipments.csv --format github

OUT is a table (*.parquet, *.csv, *.tsv, *.jsonl) or a report: *.sarif, *.xml
for JUnit XML, *.html for a page with the first 1,000 findings. github is no
file: it prints annotations for GitHub Actions in place of the summary, and OUT,
which is not needed then, is written as its name tells.

An input is a file, a folder, a pattern in quotes, or - for standard input.
Without a mapping the names of the columns tell what they state: --dry-run shows
what was understood, and five rows. docs/screen.md has the form of a mapping.

exit codes:
  0   every row is permitted or out of scope
  1   a row is prohibited or conditional
  2   bad usage, an input that cannot be read, or rows that were set aside
      (the others are decided and written); with --lenient those do not count
  3   a row is undetermined, and none is prohibited or conditional
  4   a rule file does not load
  70  a defect of article41 itself, such as an audit that finds a difference:
      nothing is written
If several apply, the first of 70, 4, 2, 1, 3, 0 is returned. Besides: 130 by
Ctrl-C and 74 where the disk or memory is full, and then nothing is written."""


def add_screen(commands: _SubParsersAction[ArgumentParser], name: str, summary: str) -> None:
    """Add ``screen``."""
    parser = add_command(commands, name, summary, _SCREEN, "_screen:screen_command")
    parser.add_argument("inputs", nargs="+", metavar="IN", help="a file, a folder, a pattern, or -")
    parser.add_argument("-o", "--out", metavar="OUT", help="where findings go; the name tells the format")
    said = f"{', '.join(OUT_FORMATS[:-1])} or {OUT_FORMATS[-1]}"
    parser.add_argument(
        "--format", choices=OUT_FORMATS, metavar="FORMAT", help=f"of the findings: {said} (default: by the name of OUT)"
    )
    parser.add_argument("--verdicts", metavar="FILE", help="also write a verdict for each row")
    parser.add_argument(
        "--set-aside", metavar="FILE", help="where what cannot be read goes (default: OUT, as *.set-aside.csv)"
    )
    parser.add_argument("--html", metavar="FILE", help="also write the summary as a page")
    parser.add_argument("--summary", metavar="FILE", help="also write the summary as JSON")
    parser.add_argument("--mapping", metavar="FILE", help="a YAML or TOML file that says which column states what")
    parser.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=PLACE", help="a column and what it states"
    )
    parser.add_argument(
        "--set", action="append", default=[], metavar="PLACE=TEXT", help="what is the same in every row"
    )
    parser.add_argument("--input-format", choices=FORMATS, help="of the inputs (default: by their names)")
    parser.add_argument("--dry-run", action="store_true", help="show what is understood, and five rows; write nothing")
    parser.add_argument(
        "--audit",
        type=_count,
        metavar="N",
        help="decide again, by the single check, a row of each kind of finding and N rows without findings",
    )
    strictness = parser.add_mutually_exclusive_group()
    strictness.add_argument("--strict", action="store_true", help="exit 2 if rows are set aside (default)")
    strictness.add_argument("--lenient", action="store_true", help="rows that are set aside leave the exit code")
    add_fail_on(parser)
    parser.add_argument("--memory-limit", metavar="SIZE", help="how much memory the database may use (default: 1GB)")
    parser.add_argument("--spill", metavar="DIR", help="a folder for what is kept meanwhile (default: beside OUT)")
    add_rules(parser)
    parser.add_argument("--quiet", action="store_true", help="no summary; the exit code tells")


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ArgumentTypeError(f"{text!r} is not a number of rows")
    return int(text)
