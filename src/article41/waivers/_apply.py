"""Waivers held against reports: which count, which are void and why, and what is left to answer for."""

from __future__ import annotations

from collections.abc import Sequence

from article41._record import replace
from article41._words import Verdict
from article41.engine._report import Finding, Report, WaiverResult
from article41.language import marked, say
from article41.law import Rulebook
from article41.law._fingerprint import provision_digest
from article41.law._fold import fold
from article41.model import Transfer
from article41.model._dates import day_text
from article41.waivers._form import WAIVABLE, Waiver

__all__ = ["Waivers", "left_to_answer"]


_FOR_PARTY = {
    "supplier": marked("it is for the supplier {name}"),
    "recipient": marked("it is for the recipient {name}"),
    "end_user": marked("it is for the end user {name}"),
}


class Waivers:
    """The waivers of a run.

    Args:
        waivers: as they were read.
        rulebook: the law as it is now.
        today: the day (yyyymmdd) on which they must not have expired.
    """

    def __init__(self, waivers: Sequence[Waiver], rulebook: Rulebook, today: int) -> None:
        self._waivers = waivers
        self._void: list[tuple[str, str] | None] = [_void(waiver, rulebook, today) for waiver in waivers]
        self._used: set[int] = set()

    def apply(self, report: Report, transfer: Transfer) -> Report:
        """Return the report with every waiver listed; verdict and findings are as they were."""
        results = [self._result(n, waiver, report, transfer) for n, waiver in enumerate(self._waivers)]
        return replace(report, waivers=tuple(results))

    def unused(self) -> list[tuple[Waiver, str]]:
        """Return those that counted for no report, and why."""
        return [
            (waiver, void[1] if void else say("it matches no finding of this run"))
            for n, (waiver, void) in enumerate(zip(self._waivers, self._void, strict=True))
            if n not in self._used
        ]

    def _result(self, number: int, waiver: Waiver, report: Report, transfer: Transfer) -> WaiverResult:
        void = self._void[number]
        covered: tuple[int, ...] = ()
        if void is None:
            covered, why = _covered(waiver, report, transfer)
            void = None if covered else ("unmatched", why)
        if covered:
            self._used.add(number)
        return WaiverResult(
            provision=waiver.provision,
            status="void" if void else "applied",
            void=void[0] if void else None,
            why=void[1] if void else None,
            findings=covered,
            reason=waiver.reason,
            approver=waiver.approver,
            expires=day_text(waiver.expires),
            authority=waiver.authority,
            file=waiver.place.file,
            line=waiver.place.line,
        )


def left_to_answer(report: Report) -> Verdict | None:
    """Return the verdict that the exit code tells: the gravest of the findings that no waiver covers.

    None where waivers cover all findings.
    """
    waived = {number for waiver in report.waivers for number in waiver.findings}
    if not waived:
        return report.verdict
    left = [finding.verdict for number, finding in enumerate(report.findings) if number not in waived]
    return Verdict.gravest(left) if left else None


def _void(waiver: Waiver, rulebook: Rulebook, today: int) -> tuple[str, str] | None:
    """Return why a waiver counts for no transfer at all: a word for programs, and a sentence."""
    if waiver.expires < today:
        return "expired", say("it expired on {day}", day=day_text(waiver.expires))
    try:
        now = provision_digest(rulebook, waiver.provision)
    except KeyError as error:
        return "unmatched", str(error.args[0])
    if now != waiver.digest:
        return "changed", say("the provision has changed since: its digest is {digest} now", digest=now)
    return None


def _covered(waiver: Waiver, report: Report, transfer: Transfer) -> tuple[tuple[int, ...], str]:
    """Return the numbers of the findings that a waiver covers or, if there is none, why."""
    named = [n for n, finding in enumerate(report.findings) if _is_of(waiver, finding)]
    if not named:
        return (), say("no finding of this transfer that can be waived is by the provision")
    if waiver.transfer is not None and waiver.transfer != transfer.id:
        return (), say("it is for the transfer {name}", name=repr(waiver.transfer))
    for who, word in waiver.parties:
        if not _is_party(getattr(transfer, who), word):
            return (), say(_FOR_PARTY[who], name=repr(word))
    found = [n for n in named if _covers_items(waiver, report.findings[n], transfer)]
    if not found:
        return (), say("the finding concerns items that it does not cover")
    found = [n for n in found if waiver.verdict is None or report.findings[n].verdict.gravity >= waiver.verdict.gravity]
    if not found:
        assert waiver.verdict is not None
        return (), say("the finding is graver than {verdict}, the verdict that it covers", verdict=waiver.verdict.value)
    return tuple(found), ""


def _is_of(waiver: Waiver, finding: Finding) -> bool:
    return finding.provision == waiver.provision and finding.verdict in WAIVABLE


def _is_party(party: object, word: str) -> bool:
    names = [getattr(party, key, None) for key in ("state", "name", "actor")]
    return fold(word) in [fold(name) for name in names if name]


def _covers_items(waiver: Waiver, finding: Finding, transfer: Transfer) -> bool:
    """Whether every item of the finding is covered: what was waived for one item is not waived for another."""
    if waiver.items is None:
        return True
    return all(number in waiver.items or transfer.items[number].type in waiver.items for number in finding.items)
