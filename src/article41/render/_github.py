"""Findings as annotations of GitHub Actions: commands that a runner reads from the output of a step."""

from __future__ import annotations

from typing import TextIO

from article41._errors import Place
from article41.language import plural, say
from article41.render import Judged, Refused, Screen, Tally
from article41.render._safe import safe_text
from article41.render._say import (
    file_path,
    finding_pointer,
    finding_text,
    is_shown,
    place_of,
    problem_text,
    words,
)

__all__ = ["GithubWriter"]


class GithubWriter:
    """Writes one command a line. Every line begins with one of ours, so no text of a file can begin one."""

    def __init__(self, out: TextIO, screen: Screen) -> None:
        self._out = out
        self._fail_on = screen.fail_on

    def report(self, judged: Judged) -> None:
        """Write an error for each finding whose verdict is a failure, a warning for one that it is not."""
        report = judged.report
        for finding in filter(is_shown, report.findings):
            place = place_of(judged, finding_pointer(finding))
            level = "error" if finding.verdict in self._fail_on else "warning"
            self._say(level, place, f"{report.transfer}: {finding.provision}", finding_text(finding))
        if report.verdict in self._fail_on and not any(map(is_shown, report.findings)):
            # Asked for by name: a verdict that is none in the way of the transfer.
            self._say("error", place_of(judged), report.transfer, f"{words(report.verdict).capitalize()}.")

    def refused(self, refused: Refused) -> None:
        """Write an error for each problem."""
        for problem in refused.error.problems:
            place = problem.place
            here = Place(refused.source.file, place.line, place.column)
            self._say("error", here, say("not judged"), problem_text(problem))

    def close(self, tally: Tally) -> None:
        """Write how many transfers got which verdict, as a notice."""
        counts = [f"{number} {words(verdict)}" for verdict, number in tally.verdicts.items() if number]
        counts += [say("{n} not judged", n=tally.set_aside)] if tally.set_aside else []
        counts += [plural("{n} file not read", "{n} files not read", tally.unread)] if tally.unread else []
        self._notice(", ".join(counts))

    def _notice(self, text: str) -> None:
        self._out.write(f"::notice title=article41::{_data(text)}\n")

    def _say(self, level: str, place: Place, title: str, message: str) -> None:
        told = {"file": file_path(place.file or ""), "line": place.line, "col": place.column, "title": title}
        properties = ",".join(f"{name}={_property(str(value))}" for name, value in told.items() if value)
        self._out.write(f"::{level} {properties}::{_data(message)}\n")


def _data(text: str) -> str:
    return safe_text(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
