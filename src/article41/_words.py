"""The words that every part of the library shares: verdicts, exit codes, exemption statuses, roles."""

from __future__ import annotations

from enum import IntEnum, StrEnum

__all__ = ["FAILING", "Confidence", "Effect", "ExemptionStatus", "ExitCode", "Role", "Verdict"]


class Verdict(StrEnum):
    """The answer to "may this transfer go ahead?", gravest first."""

    PROHIBITED = "prohibited"
    """Some provision forbids it and no exemption is shown."""
    UNDETERMINED = "undetermined"
    """A fact is missing, or the law on that date is not verified, and some value of it would forbid."""
    CONDITIONAL = "conditional"
    """Forbidden unless a procedure is done whose substance is met; the paper to obtain is named."""
    PERMITTED = "permitted"
    """A regime reaches this transfer, and a carve-out, an exemption or a done procedure lets it through."""
    OUT_OF_SCOPE = "out_of_scope"
    """No embargo reaches it."""

    @property
    def gravity(self) -> int:
        """Rank from 0 (gravest, prohibited) to 4 (out of scope)."""
        return _GRAVITY[self]

    @staticmethod
    def gravest(verdicts: list[Verdict]) -> Verdict:
        """Return the gravest of ``verdicts``; out of scope when there is none."""
        return min(verdicts, key=lambda v: v.gravity, default=Verdict.OUT_OF_SCOPE)


_GRAVITY = {verdict: rank for rank, verdict in enumerate(Verdict)}
FAILING = frozenset({Verdict.PROHIBITED, Verdict.UNDETERMINED, Verdict.CONDITIONAL})
"""The verdicts with which a transfer may not go ahead as it stands."""


class ExitCode(IntEnum):
    """What the command returns to the shell. A code is never reused for another meaning."""

    CLEAR = 0
    """Every transfer is permitted or out of scope."""
    FINDINGS = 1
    """At least one transfer is prohibited or conditional."""
    BAD_INPUT = 2
    """Bad usage, or an input that could not be read as a transfer."""
    UNDETERMINED = 3
    """At least one transfer is undetermined, and none is prohibited or conditional."""
    BAD_RULES = 4
    """A rule file does not load."""
    INTERNAL = 70
    """A defect of our own: the engines disagree, or an unexpected exception."""


class Effect(StrEnum):
    """What a provision does when it reaches a transfer."""

    PROHIBIT = "prohibit"
    """Forbids the transfer; gives a finding."""
    PERMIT = "permit"
    """States expressly that the transfer is not restricted; gives a finding with verdict permitted."""
    OBLIGE = "oblige"
    """Lays a duty on a State (inspect, seize, report ...); listed under obligations, never a finding."""
    ADVISE = "advise"
    """'Calls upon' or 'urges': listed under advisories, never a prohibition."""


class ExemptionStatus(StrEnum):
    """Where an exemption stands for one finding."""

    MET = "met"
    """Its conditions are shown and its procedure, if it has one, is done."""
    PROCEDURE_MISSING = "procedure_missing"
    """Its own conditions are shown; the approval, notification or report is not."""
    NOT_SHOWN = "not_shown"
    """It could apply, but something that it needs is not stated."""
    EXCLUDED = "excluded"
    """A stated fact rules it out, or its procedure failed (refused, too late)."""


class Role(StrEnum):
    """What a cited paragraph does for the provision that cites it."""

    IMPOSES = "imposes"
    WIDENS = "widens"
    NARROWS = "narrows"
    RENEWS = "renews"
    CLARIFIES = "clarifies"
    EXEMPTS = "exempts"
    ENDS = "ends"
    REINSTATES = "reinstates"
    WITH = "with"
    """Read together with the imposing paragraph (a definition, a list, a parent clause)."""


class Confidence(StrEnum):
    """How sure we are of a rule as encoded."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @staticmethod
    def lowest(levels: list[Confidence]) -> Confidence:
        """Return the weakest of ``levels``; high when there is none."""
        order = [Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH]
        return min(levels, key=order.index, default=Confidence.HIGH)
