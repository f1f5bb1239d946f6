"""Waivers in a run of the command: read, put to every report, and told at the end."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from article41._errors import Problem
from article41._words import ExitCode, Verdict
from article41.cli._console import problem_text
from article41.cli._console import say as tell
from article41.cli._outcome import code_of_verdict
from article41.engine import Report
from article41.language import plural, say
from article41.law import Rulebook
from article41.model import Transfer
from article41.waivers import Waivers, read_waivers
from article41.waivers._apply import left_to_answer

__all__ = ["WaiverDesk"]


class WaiverDesk:
    """What ``--waivers`` asks for.

    Raises:
        InputError: a waiver file cannot be used.
    """

    def __init__(self, arguments: Namespace, rulebook: Rulebook) -> None:
        now = datetime.now().astimezone().date()
        today: int = arguments.today or now.year * 10000 + now.month * 100 + now.day
        found = [waiver for name in arguments.waivers for waiver in read_waivers(Path(name))]
        self._waivers = Waivers(found, rulebook, today)
        self._quiet: bool = arguments.quiet
        self._spared = 0

    def apply(self, report: Report, transfer: Transfer) -> Report:
        """Return the report with the waivers listed."""
        return self._waivers.apply(report, transfer)

    def code(self, report: Report, fail_on: frozenset[Verdict]) -> ExitCode:
        """Return the code of what no waiver covers."""
        left = left_to_answer(report)
        code = ExitCode.CLEAR if left is None else code_of_verdict(left, fail_on)
        self._spared += code is not code_of_verdict(report.verdict, fail_on)
        return code

    def close(self) -> None:
        """Say that waivers have changed the exit code, and which of them are void."""
        if self._spared and not self._quiet:
            said = plural(
                "waivers change what {n} transfer would exit with; the verdicts stand",
                "waivers change what {n} transfers would exit with; the verdicts stand",
                self._spared,
            )
            tell(f"article41: {said}")
        for waiver, why in self._waivers.unused():
            # Why is told in the language of the reports, and so is the rest of the sentence.
            hint = say("have it renewed, or remove it")
            tell(problem_text(Problem(say("this waiver is void: {why}", why=why), waiver.place, hint)))
