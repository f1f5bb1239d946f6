"""One meaning: the engines and the naive evaluator agree on every rulebook and transfer."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from article41 import InputError
from article41.engine import Report
from article41.engine._check import Engine
from article41.law import Rulebook
from article41.law._rulebook import shipped_rules
from article41.model import Transfer
from tests.naive._evaluate import evaluate, naive_summary
from tests.naive._rules import NaiveError, Rules, load_rules, write_rules
from tests.naive.strategies import cases, pools_of, transfers_of


def summary(report: Report) -> dict[str, Any]:
    """Return a report as the naive evaluator summarises its own."""
    findings: dict[str, dict[str, Any]] = {}
    for finding in sorted(report.findings, key=lambda f: (f.provision, f.verdict)):
        cited = {(c.resolution, c.paragraph, c.role.value) for c in finding.citations if c.role.value != "exempts"}
        findings.setdefault(finding.provision, {})[finding.verdict.value] = {
            "items": list(finding.items),
            "activities": sorted(finding.activities),
            "exemptions": dict(sorted((e.id, e.status.value) for e in finding.exemptions)),
            "missing": list(finding.missing_facts),
            "citations": [list(cite) for cite in sorted(cited)],
        }
    return {
        "verdict": report.verdict.value,
        "findings": findings,
        "obligations": dict(sorted((o.provision, o.certain) for o in report.obligations)),
        "advisories": dict(sorted((a.provision, a.certain) for a in report.advisories)),
    }


def differences(found: Any, expected: Any, at: str = "") -> str:
    """Return where two summaries differ, and how."""
    if isinstance(found, dict) and isinstance(expected, dict):
        keys = sorted({*found, *expected})
        parts = [differences(found.get(k), expected.get(k), f"{at}/{k}") for k in keys]
        return "\n".join(part for part in parts if part)
    return "" if found == expected else f"{at}: engine {found!r}, naive {expected!r}"


def agree(engines: tuple[Engine, ...], rules: Rules, document: dict[str, Any]) -> None:
    """Hold the engines' reports and the naive one equal in everything that the law decides."""
    transfer = Transfer.model_validate(document)
    try:
        expected = naive_summary(evaluate(rules, document))
    except NaiveError:
        for engine in engines:
            with pytest.raises(InputError):
                engine.check(transfer)
        return
    for engine in engines:
        found = summary(engine.check(transfer))
        assert found == expected, differences(found, expected)


@given(cases())
def test_random_rulebooks(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    data, document = case
    with tempfile.TemporaryDirectory() as folder:
        write_rules(data, Path(folder) / "rules")
        rulebook = Rulebook.load(Path(folder) / "rules", shipped=False)
    agree((Engine(rulebook), Engine(rulebook, durable=False)), Rules(data), document)


@cache
def shipped() -> tuple[tuple[Engine, ...], Rules, Any]:
    rulebook = Rulebook.default()
    rules = load_rules(shipped_rules())
    return (Engine(rulebook), Engine(rulebook, durable=False)), rules, pools_of(rules)


# The naive evaluator takes a third of a second for the whole law: a fifth of the profile's examples.
@settings(max_examples=max(settings().max_examples // 5, 10))
@given(st.data())
def test_the_shipped_law(data: st.DataObject) -> None:
    engines, rules, pools = shipped()
    agree(engines, rules, data.draw(transfers_of(pools)))
