"""Examples of a provision at work, taken from case files: one that it catches, one that it lets go."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from article41._errors import InputError, Problem
from article41._words import Verdict
from article41.cases import Case, faults_of, read_cases
from article41.engine import Report
from article41.engine._check import Engine
from article41.law._rulebook import shipped_rules
from article41.model import parse_transfer

__all__ = ["Example", "Examples", "cases_at_hand"]


class Example(NamedTuple):
    """A case that holds when it is run."""

    case: Case
    verdict: Verdict

    def to_json(self) -> dict[str, Any]:
        """Return its JSON form."""
        place = self.case.place
        return {
            "case": self.case.name,
            "file": Path(place.file).name if place.file else None,
            "line": place.line,
            "verdict": self.verdict.value,
            "why": self.case.why,
        }


def cases_at_hand() -> Path | None:
    """Return the case files of the working folder, or those beside the shipped rules; None if there are none."""
    for folder in (Path("fixtures/cases"), shipped_rules().parent / "fixtures" / "cases"):
        if folder.is_dir():
            return folder
    return None


class Examples:
    """Finds examples in case files; each file is read once.

    Args:
        engine: what judges them.
        path: a case file or a folder of them; None for none.

    Raises:
        InputError: there is nothing at ``path``.
    """

    def __init__(self, engine: Engine, path: Path | None) -> None:
        self._engine = engine
        self._files: list[Path] = []
        self._read: dict[Path, list[Case]] = {}
        self._texts: dict[Path, str] = {}
        if path is None:
            return
        if not path.exists():
            raise InputError(Problem(f"there are no case files at {path}", hint="name a file or folder of cases"))
        self._files = sorted(path.glob("*.y*ml")) if path.is_dir() else [path]

    def of(self, provision: str) -> tuple[Example | None, Example | None]:
        """Return an example that the provision catches and one that it lets go, where a case shows them."""
        cases = list(self._naming(provision))
        caught = self._first(cases, _caught(provision))
        cleared = self._first(cases, *_cleared(provision)) or self._lifted(cases, provision)
        return caught, cleared or self._much_like(cases, provision)

    def _first(self, cases: list[Case], *wishes: Callable[[Case], bool]) -> Example | None:
        for wish in wishes:
            for case in filter(wish, cases):
                if self._run(case) is not None:
                    return Example(case, case.expect)
        return None

    def _lifted(self, cases: list[Case], provision: str) -> Example | None:
        """Return a permitted transfer that the provision reaches, though its case does not name it."""
        for case in cases:
            report = self._run(case) if case.expect is Verdict.PERMITTED else None
            if report is not None and any(finding.provision == provision for finding in report.findings):
                return Example(case, case.expect)
        return None

    def _much_like(self, cases: list[Case], provision: str) -> Example | None:
        """Return a transfer of such items as it catches elsewhere, which the provision does not reach."""
        caught = list(filter(_caught(provision), cases))
        types = set().union(*map(_types, caught))
        parties = set().union(*map(_parties, caught))
        # The more of its parties are the same, the closer it runs.
        for case in sorted(cases, key=lambda case: -len(parties & _parties(case))):
            if case.expect in (Verdict.PERMITTED, Verdict.OUT_OF_SCOPE) and types & _types(case):
                report = self._run(case)
                if report is not None and provision not in _reached(report):
                    return Example(case, case.expect)
        return None

    def _run(self, case: Case) -> Report | None:
        """Return the report of a case; None if it does not hold."""
        try:
            report = self._engine.check(parse_transfer({"id": case.name, **case.transfer}))
        except InputError:
            return None
        return None if faults_of(case, report) else report

    def _naming(self, provision: str) -> Iterator[Case]:
        """Yield the cases of the files that name the provision: reading a file takes a while."""
        regime, _, name = provision.partition("/")
        for path in self._files:
            text = self._texts.get(path)
            if text is None:
                try:
                    text = path.read_text(encoding="utf-8")
                except (OSError, UnicodeDecodeError):
                    text = ""
                self._texts[path] = text
            of_it = rf"^regime: *{re.escape(regime)}\s|{re.escape(provision)}"
            if name not in text or not re.search(of_it, text, re.MULTILINE):
                continue
            if path not in self._read:
                try:
                    self._read[path] = read_cases(path)[0]
                except InputError:
                    # A file that does not read is told of by article41 test; here it only gives no examples.
                    self._read[path] = []
            yield from self._read[path]


def _types(case: Case) -> set[str]:
    return {item["type"] for item in case.transfer.get("items", ()) if isinstance(item, dict) and "type" in item}


def _parties(case: Case) -> set[tuple[str, str]]:
    found = ((who, case.transfer.get(who)) for who in ("supplier", "recipient"))
    return {(who, str(party.get("state"))) for who, party in found if isinstance(party, dict)}


def _reached(report: Report) -> set[str]:
    found = {finding.provision for finding in report.findings}
    found |= {duty.provision for duty in report.obligations}
    return found | {advice.provision for advice in report.advisories}


def _caught(provision: str) -> Callable[[Case], bool]:
    def wish(case: Case) -> bool:
        if provision in case.obligations or provision in case.advisories:
            return True
        return provision in case.provisions and case.expect not in (Verdict.PERMITTED, Verdict.OUT_OF_SCOPE)

    return wish


def _cleared(provision: str) -> list[Callable[[Case], bool]]:
    """Return what makes a good example of a clearing, the best first."""

    def exempt(case: Case) -> bool:
        return provision in case.provisions and case.expect is Verdict.PERMITTED

    def spared(case: Case) -> bool:
        if provision in case.obligations_not or provision in case.advisories_not:
            return True
        return provision in case.provisions_not and case.expect in (Verdict.PERMITTED, Verdict.OUT_OF_SCOPE)

    def not_reached(case: Case) -> bool:
        return provision in case.provisions_not

    return [exempt, spared, not_reached]
