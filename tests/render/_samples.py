"""Reports made by hand: what a renderer is given."""

from __future__ import annotations

from io import StringIO
from typing import Any

from article41._record import replace
from article41._words import Confidence, ExemptionStatus, Role, Verdict
from article41.engine._report import (
    Advisory,
    Answer,
    Caveat,
    Citation,
    ExemptionResult,
    FactShown,
    Finding,
    Obligation,
    Question,
    Report,
    RulebookId,
)
from article41.model import Transfer
from article41.render import Judged, Screen, Source, Tally, writer_for

__all__ = ["cite", "document", "exemption", "finding", "full_report", "lines_of", "report", "text_of", "transfer"]


def cite(paragraph: str = "8 (b)", role: Role = Role.IMPOSES, **changes: Any) -> Citation:
    return Citation("S/RES/100 (2001)", paragraph, role, "https://docs.example.org/100", **changes)


def exemption(name: str, status: ExemptionStatus, **changes: Any) -> ExemptionResult:
    return replace(ExemptionResult(name, status, cite("9", Role.EXEMPTS), f"What {name} allows."), **changes)


def finding(verdict: Verdict = Verdict.PROHIBITED, **changes: Any) -> Finding:
    basis = Finding(
        provision=f"aland/{verdict.value}",
        regime="aland",
        verdict=verdict,
        items=(0,),
        activities=("supply",),
        citations=(cite(),),
        rule=f"The rule that leaves it {verdict.value}.",
        facts=(FactShown("/supplier/state", "AA", "from.state is AA"),),
        exemptions=(),
        missing=(),
        confidence=Confidence.HIGH,
    )
    return replace(basis, **changes)


def report(verdict: Verdict = Verdict.PROHIBITED, **changes: Any) -> Report:
    found = () if verdict is Verdict.OUT_OF_SCOPE else (finding(verdict),)
    basis = Report("transfer-1", verdict, "2020-01-01", "closures", RulebookId("7", "ab" * 32), "0.0.1", found)
    return replace(basis, **changes)


def full_report() -> Report:
    """A report in which every part is filled."""
    exemptions = (
        exemption("hunting", ExemptionStatus.PROCEDURE_MISSING, needs=("notification to the Committee",)),
        exemption("doctors", ExemptionStatus.EXCLUDED),
        exemption("pirates", ExemptionStatus.NOT_SHOWN, needs=("What will it be used for?",)),
        exemption("divers", ExemptionStatus.EXCLUDED),
        exemption("any", ExemptionStatus.NOT_SHOWN, discretionary=True),
        exemption("peace", ExemptionStatus.MET),
    )
    chain = ("artillery_shells", "ammunition", "arms")
    facts = (
        FactShown("/supplier/state", "AA", "from.state is AA"),
        FactShown("/items/0/type", "artillery_shells", "item.concerns is arms", chain),
        FactShown("/activities", ["supply", "transit"], "activity is one of supply, transit"),
        FactShown("/route/ship_to_ship", True, "route.ship_to_ship is true"),
        FactShown("/end_use/purposes", [], "end_use.purpose is not military"),
    )
    main = finding(
        citations=(cite(), cite("3 (a) (i)", Role.WIDENS, verified=False)),
        facts=facts,
        exemptions=exemptions,
        confidence=Confidence.MEDIUM,
        notes=("Read closely.",),
        items=(0, 1),
    )
    other = finding(Verdict.UNDETERMINED, missing=("/items/1/hs", "/recipient/state"), exemptions=exemptions)
    answers = (Answer("AA", Verdict.PROHIBITED), Answer({"matter": "x", "found": True}, Verdict.OUT_OF_SCOPE))
    return report(
        findings=(main, other),
        questions=(Question("/recipient/state", "To which State does it go?", answers),),
        obligations=(
            Obligation("aland/inspect", "inspect", "States inspect cargo.", False, (cite("11"),), Confidence.LOW),
            Obligation("aland/seize", "seize", "States seize it.", True, (cite("12"),)),
        ),
        advisories=(Advisory("aland/careful", "States are called upon to be careful.", True, (cite("13"),)),),
        caveats=(Caveat("horizon", "the law is verified up to 2024-12-31"),),
    )


def document(**changes: Any) -> dict[str, Any]:
    """A transfer in its JSON form."""
    basis: dict[str, Any] = {
        "id": "transfer-1",
        "date": "2020-01-01",
        "supplier": {"state": "AA"},
        "recipient": {"name": "Ministry of Defence", "state": "BB"},
        "items": [
            {"type": "artillery_shells", "quantity": {"amount": 6000, "unit": "rounds"}},
            {"type": "food"},
            {"type": "goods"},
        ],
    }
    return {**basis, **changes}


def transfer(**changes: Any) -> Transfer:
    return Transfer.model_validate(document(**changes))


def text_of(of: Report, screen: Screen | None = None, about: Transfer | None = None, form: str = "text") -> str:
    """What a writer makes of one report."""
    out = StringIO()
    screen = screen or Screen()
    writer = writer_for(form, out, screen)
    writer.report(Judged(of, about, Source("a.json", "/3")))
    writer.close(Tally({of.verdict: 1}))
    return out.getvalue()


def lines_of(of: Report, **options: Any) -> list[str]:
    return text_of(of, **options).splitlines()
