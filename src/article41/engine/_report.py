"""The report: what a check answers, as plain frozen records with a stable JSON form.

The JSON form is a contract (``article41/report/1``): fields may be added, never renamed.
"""

from __future__ import annotations

from typing import Any

from article41._record import record
from article41._words import Confidence, ExemptionStatus, Role, Verdict
from article41.language import ENGLISH

__all__ = [
    "SCHEMA",
    "Advisory",
    "Answer",
    "Caveat",
    "Citation",
    "ExemptionResult",
    "FactShown",
    "Finding",
    "Obligation",
    "Question",
    "Report",
    "RulebookId",
    "WaiverResult",
]

SCHEMA = "article41/report/1"


@record
class Citation:
    """One paragraph relied on. ``paragraph`` prints as the UN does: ``8 (a) (i)``."""

    resolution: str
    """The symbol of the document, like ``S/RES/1718 (2006)``."""
    paragraph: str
    role: Role
    """What it does for the rule: ``imposes``, ``widens``, ``narrows``, ``renews`` and others."""
    url: str | None = None
    """The address of the official document, where there is one."""
    verified: bool = True
    """False when the paragraph number was not seen in the official text."""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, as it stands in a report."""
        return {
            "resolution": self.resolution,
            "paragraph": self.paragraph,
            "role": self.role.value,
            "url": self.url,
            "verified": self.verified,
        }


@record
class FactShown:
    """One stated fact and the test it met. ``value`` is JSON-able; ``test`` is a readable phrase."""

    pointer: str
    value: Any
    test: str
    chain: tuple[str, ...] = ()
    """For classified facts, the chain: ``artillery_shells``, ``ammunition``, ``arms``."""

    def to_dict(self) -> dict[str, Any]:
        out: dict[str, Any] = {"pointer": self.pointer, "value": self.value, "test": self.test}
        if self.chain:
            out["chain"] = list(self.chain)
        return out


@record
class ExemptionResult:
    """One exemption of a finding's provision, with what would prove it."""

    id: str
    status: ExemptionStatus
    citation: Citation
    summary: str
    needs: tuple[str, ...] = ()
    """Papers and facts still to show, in words; empty when met or excluded."""
    missing: tuple[str, ...] = ()
    """JSON pointers of the facts still to state."""
    discretionary: bool = False
    """True for a bare power to exempt case by case: it never makes a finding conditional."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "status": self.status.value,
            "citation": self.citation.to_dict(),
            "summary": self.summary,
            "needs": list(self.needs),
            "missing": list(self.missing),
            "discretionary": self.discretionary,
        }


@record
class Finding:
    """One provision that reaches one or more items of the transfer."""

    provision: str
    """Its id with that of its regime, like ``dprk/1718-8b-arms-from-dprk``."""
    regime: str
    verdict: Verdict
    items: tuple[int, ...]
    """Indexes into the transfer's ``items``."""
    activities: tuple[str, ...]
    """The acts that it reaches, like ``supply``."""
    citations: tuple[Citation, ...]
    rule: str
    """The rule in one sentence, in our words."""
    facts: tuple[FactShown, ...]
    """The stated facts that completed it, each with the test that it met."""
    exemptions: tuple[ExemptionResult, ...]
    """Where each exemption stands, and what would prove it."""
    missing: tuple[str, ...]
    """JSON pointers of the facts that are not stated and matter."""
    confidence: Confidence
    """How sure we are of the rule as encoded."""
    notes: tuple[str, ...] = ()
    missing_facts: tuple[str, ...] = ()
    """The names of the missing facts, as rule files name them."""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, as it stands in a report."""
        return {
            "provision": self.provision,
            "regime": self.regime,
            "verdict": self.verdict.value,
            "items": list(self.items),
            "activities": list(self.activities),
            "citations": [c.to_dict() for c in self.citations],
            "rule": self.rule,
            "facts": [f.to_dict() for f in self.facts],
            "exemptions": [e.to_dict() for e in self.exemptions],
            "missing": list(self.missing),
            "confidence": self.confidence.value,
            "notes": list(self.notes),
            "missing_facts": list(self.missing_facts),
        }


@record
class Answer:
    """One answer to a question and the verdict that the whole transfer would then have."""

    value: Any
    verdict: Verdict

    def to_dict(self) -> dict[str, Any]:
        return {"value": self.value, "verdict": self.verdict.value}


@record
class Question:
    """A fact to establish; the questions together settle an undetermined verdict."""

    pointer: str
    ask: str
    answers: tuple[Answer, ...]

    def to_dict(self) -> dict[str, Any]:
        return {"pointer": self.pointer, "ask": self.ask, "answers": [a.to_dict() for a in self.answers]}


@record
class Obligation:
    """A duty that follows (inspect, seize, dispose, report, deny port entry ...)."""

    provision: str
    duty: str
    text: str
    certain: bool
    """False when a missing fact decides whether the duty arises."""
    citations: tuple[Citation, ...]
    confidence: Confidence = Confidence.HIGH

    def to_dict(self) -> dict[str, Any]:
        return {
            "provision": self.provision,
            "duty": self.duty,
            "text": self.text,
            "certain": self.certain,
            "citations": [c.to_dict() for c in self.citations],
            "confidence": self.confidence.value,
        }


@record
class Advisory:
    """A voluntary call ('calls upon'): never a prohibition."""

    provision: str
    text: str
    certain: bool
    citations: tuple[Citation, ...]
    confidence: Confidence = Confidence.HIGH

    def to_dict(self) -> dict[str, Any]:
        return {
            "provision": self.provision,
            "text": self.text,
            "certain": self.certain,
            "citations": [c.to_dict() for c in self.citations],
            "confidence": self.confidence.value,
        }


@record
class Caveat:
    """Something the reader must know about the limits of the answer."""

    kind: str
    """``horizon``, ``paragraph_unverified``, ``confidence``, ``disputed``, ``assumption``, ``engine`` ..."""
    text: str

    def to_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, "text": self.text}


@record
class WaiverResult:
    """A waiver and what became of it. It changes neither verdict nor findings, only the exit code of the command."""

    provision: str
    status: str
    """``applied`` or ``void``."""
    void: str | None
    """``expired``, ``changed`` (the provision, since) or ``unmatched``; None if it is applied."""
    why: str | None
    """The same in a sentence."""
    findings: tuple[int, ...]
    """Indexes into the report's ``findings`` that it covers."""
    reason: str
    approver: str
    expires: str
    authority: str
    file: str | None = None
    line: int | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "provision": self.provision,
            "status": self.status,
            "void": self.void,
            "why": self.why,
            "findings": list(self.findings),
            "reason": self.reason,
            "approver": self.approver,
            "expires": self.expires,
            "authority": self.authority,
            "file": self.file,
            "line": self.line,
        }


@record
class RulebookId:
    """Which law answered: its version and the digest of its files."""

    version: str
    digest: str

    def to_dict(self) -> dict[str, Any]:
        return {"version": self.version, "digest": self.digest}


@record
class Report:
    """The whole answer for one transfer. Same input, same rulebook: the same bytes."""

    transfer: str
    verdict: Verdict
    date: str
    engine: str
    """``durable-rules+closures`` or, where durable-rules is not installed, ``closures``."""
    rulebook: RulebookId
    library: str
    findings: tuple[Finding, ...] = ()
    """Gravest first, then in the order of the rulebook."""
    questions: tuple[Question, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    advisories: tuple[Advisory, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    waivers: tuple[WaiverResult, ...] = ()
    """What became of each waiver that was put to it."""
    language: str = ENGLISH
    """What its texts are written in; keys, ids and the words of the contract are the same in every language."""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form (schema ``article41/report/1``)."""
        return {
            "schema": SCHEMA,
            **({"language": self.language} if self.language != ENGLISH else {}),
            "transfer": self.transfer,
            "verdict": self.verdict.value,
            "date": self.date,
            "engine": self.engine,
            "rulebook": self.rulebook.to_dict(),
            "library": self.library,
            "findings": [f.to_dict() for f in self.findings],
            "questions": [q.to_dict() for q in self.questions],
            "obligations": [o.to_dict() for o in self.obligations],
            "advisories": [a.to_dict() for a in self.advisories],
            "caveats": [c.to_dict() for c in self.caveats],
            "waivers": [w.to_dict() for w in self.waivers],
        }
