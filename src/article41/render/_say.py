"""A report in short sentences, for formats that have a line for each finding."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePath

from article41._errors import Place, Problem
from article41._words import ExemptionStatus, Verdict
from article41.engine._report import Citation, Finding
from article41.language import marked, say, term
from article41.render import Judged, Source

__all__ = [
    "answer_text",
    "cited_text",
    "file_path",
    "finding_pointer",
    "finding_text",
    "is_shown",
    "needs_of",
    "place_of",
    "problem_text",
    "words",
]

_STDIN = "standard input"
_OTHER = marked("something else")


def words(verdict: Verdict) -> str:
    """Return a verdict in words: ``out of scope``."""
    return term(verdict.value)


def is_shown(finding: Finding) -> bool:
    """Return whether a finding stands in the way; one that permits would be taken for a fault by such formats."""
    return finding.verdict is not Verdict.PERMITTED


def cited_text(citations: Iterable[Citation]) -> str:
    """Return citations in a row: ``S/RES/1 (2001) 8 (b); ...``."""
    return "; ".join(f"{c.resolution} {c.paragraph}".rstrip() for c in citations)


def needs_of(finding: Finding) -> list[str]:
    """Return the papers that a conditional finding waits for."""
    waiting = [e for e in finding.exemptions if e.status is ExemptionStatus.PROCEDURE_MISSING]
    return list(dict.fromkeys(need for exemption in waiting for need in exemption.needs))


def finding_text(finding: Finding) -> str:
    """Return a finding in one paragraph: verdict, rule, citations, what is open."""
    verdict = words(finding.verdict).capitalize()
    text = say("{verdict}: {rule} By {cited}.", verdict=verdict, rule=finding.rule, cited=cited_text(finding.citations))
    if finding.verdict is Verdict.UNDETERMINED and finding.missing:
        text += say(" Not stated: {places}.", places=", ".join(finding.missing))
    needs = needs_of(finding) if finding.verdict is Verdict.CONDITIONAL else []
    return text + (say(" Needs {papers}.", papers="; ".join(needs)) if needs else "")


def problem_text(problem: Problem) -> str:
    """Return a problem in one paragraph, without its place."""
    return say("{text} (hint: {hint})", text=problem.message, hint=problem.hint) if problem.hint else problem.message


def answer_text(value: object) -> str:
    """Return an answer as it is shown: what to state as it is, the word for all others in the language spoken."""
    if isinstance(value, str):
        return say(_OTHER) if value == _OTHER else value
    return json.dumps(value, ensure_ascii=False)


def finding_pointer(finding: Finding) -> str:
    """Return the JSON pointer, within the transfer, of what a finding is about: its first item."""
    return f"/items/{finding.items[0]}" if finding.items else ""


def place_of(judged: Judged, pointer: str = "") -> Place:
    """Return where something of a transfer stands in the user's file, as far as that is known."""
    source = judged.source or Source(_STDIN)
    if judged.origin is None:
        return Place(source.file, pointer=(source.pointer + pointer) or None)
    place = judged.origin.place(pointer)
    return Place(source.file, place.line, place.column, place.pointer)


def file_path(file: str) -> str:
    """Return a file's name with slashes, and nothing needless in it: ``a/b.json`` for ``./a/b.json``."""
    return PurePath(file).as_posix()
