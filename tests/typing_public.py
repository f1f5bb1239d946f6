"""The library as a program outside sees it; never run, only type-checked (see test_public.py).

A line that must not pass carries ``type: ignore`` with its code: mypy reports one that is not needed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, assert_type

import article41
from article41 import (
    Article41Error,
    Citation,
    EngineError,
    ExitCode,
    Finding,
    InputError,
    Report,
    Rulebook,
    RuleError,
    Screened,
    Transfer,
    Verdict,
    check,
    screen,
)

assert_type(article41.__version__, str)


def asks(document: dict[str, Any], text: str, data: bytes) -> None:
    """A transfer goes in as a model, a mapping, a text or bytes."""
    transfer = Transfer.model_validate(document)
    assert_type(transfer, Transfer)
    assert_type(check(transfer), Report)
    assert_type(check(document), Report)
    assert_type(check(text), Report)
    assert_type(check(data, as_of="2012-05"), Report)
    check(transfer, rulebook=Rulebook.default())
    check(Path("transfer.json"))  # type: ignore[arg-type]
    check(transfer, as_of=2012)  # type: ignore[arg-type]
    check(transfer, on="2012-05-01")  # type: ignore[call-arg]


def reads(report: Report) -> list[str]:
    """A report is read down to the paragraph."""
    assert_type(report.verdict, Verdict)
    assert_type(report.verdict is Verdict.PROHIBITED, bool)
    assert_type(report.verdict.gravity, int)
    assert_type(report.findings, tuple[Finding, ...])
    assert_type(report.to_dict(), dict[str, Any])
    for finding in report.findings:
        assert_type(finding.citations, tuple[Citation, ...])
        assert_type(finding.items, tuple[int, ...])
        assert_type(finding.missing, tuple[str, ...])
        assert_type([exemption.summary for exemption in finding.exemptions], list[str])
    for question in report.questions:
        assert_type([answer.verdict for answer in question.answers], list[Verdict])
    assert_type([caveat.kind for caveat in report.caveats], list[str])
    report.verdict = Verdict.PERMITTED  # type: ignore[misc]
    report.finding  # type: ignore[attr-defined]  # noqa: B018
    return [f"{c.resolution} {c.paragraph}" for c in report.findings[0].citations]


def loads(folder: Path) -> Rulebook:
    """Rules of one's own, beside the shipped law or alone."""
    assert_type(Rulebook.load(folder, shipped=False), Rulebook)
    rulebook = Rulebook.load(folder, "more-rules")
    assert_type(rulebook.version, str)
    assert_type(rulebook.digest, str)
    assert_type(rulebook.regimes, tuple[str, ...])
    return rulebook


def guards(document: dict[str, Any]) -> ExitCode:
    """Every error is of one family and knows its places and its exit code."""
    try:
        check(document)
    except (InputError, RuleError, EngineError) as error:
        for problem in error.problems:
            assert_type(problem.message, str)
            assert_type(problem.place.pointer, str | None)
            assert_type(problem.place.line, int | None)
            assert_type(problem.hint, str | None)
        return error.exit_code
    except Article41Error as error:
        raise SystemExit(error.exit_code) from error
    return ExitCode.CLEAR


def tables(frame: Any) -> int:
    """What has rows goes in as it is, and what was found comes out as tables."""
    screened = screen(frame, mapping={"columns": {"date": "day", "item_hs": "hs"}})
    assert_type(screened, Screened)
    assert_type(screened.summary, dict[str, Any])
    return len(screened.findings.fetchall())
