"""The JSON form of a report is a contract: fields may be added, never renamed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from article41.engine import Report

from ._small import both, judge, make, provision, transfer

TOP = {
    "schema", "transfer", "verdict", "engine", "rulebook", "findings", "questions", "obligations", "advisories",
    "caveats",
}  # fmt: skip
FINDING = {
    "provision", "regime", "verdict", "items", "citations", "rule", "facts", "exemptions", "missing", "confidence",
}  # fmt: skip


@pytest.fixture
def reports(tmp_path: Path) -> list[Report]:
    rulebook = make(
        tmp_path,
        {
            "ban": provision(
                to={"state": "AA"},
                items=["arms"],
                exempt={
                    "notified": {
                        "cite": "S/RES/200 (2010) 3",
                        "when": [{"end_use.purpose": {"only": ["humanitarian"]}}],
                        "procedure": {"notify": "committee", "days_before": 5},
                        "summary": "Relief.",
                    }
                },
            ),
            "unknown": provision(to={"state": "AA"}, when=[{"determined": "feeds-army"}]),
            "look": provision(to={"state": "AA"}, effect="oblige", duty="inspect"),
            "call": provision(to={"state": "AA"}, effect="advise"),
        },
    )
    return [judge(rulebook, "artillery_shells"), judge(rulebook, "food_aid")]


def test_every_field_of_the_contract_is_there(reports: list[Report]) -> None:
    first, second = (json.loads(json.dumps(report.to_dict())) for report in reports)
    assert first.keys() >= TOP
    assert first["schema"] == "article41/report/1"
    assert first["rulebook"].keys() >= {"version", "digest"}
    finding = first["findings"][0]
    assert finding.keys() >= FINDING
    assert finding["citations"][0].keys() >= {"resolution", "paragraph", "role", "url"}
    assert finding["facts"][0].keys() >= {"pointer", "value", "test"}
    assert finding["exemptions"][0].keys() >= {"id", "status", "citation", "needs"}
    question = second["questions"][0]
    assert question.keys() >= {"pointer", "ask", "answers"}
    assert question["answers"][0].keys() >= {"value", "verdict"}
    assert [o["duty"] for o in first["obligations"]] == ["inspect"]
    assert [a["provision"] for a in first["advisories"]] == ["r/call"]
    assert {c["kind"] for c in first["caveats"]} == {"assumption"}


def test_a_chain_is_told_where_there_is_one(reports: list[Report]) -> None:
    facts = [fact.to_dict() for fact in reports[0].findings[0].facts]
    assert [fact["chain"] for fact in facts if "chain" in fact] == [["artillery_shells", "ammunition", "arms"]]


def test_the_same_question_gets_the_same_bytes(tmp_path: Path) -> None:
    rulebook = make(tmp_path, {"ban": provision()})
    shells = transfer("artillery_shells")
    texts = {json.dumps(engine.check(shells).to_dict()) for engine in both(rulebook)[:1] for _ in range(3)}
    assert len(texts) == 1
