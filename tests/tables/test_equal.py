"""One meaning: a row is decided as the single engine and the naive evaluator decide its transfer."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from article41 import InputError
from article41._words import Verdict
from article41.engine._assemble import findings_of
from article41.engine._check import Engine
from article41.law import Rulebook
from article41.law._rulebook import shipped_rules
from article41.model import Transfer
from article41.tables import DuckDb, Screener, document_of
from tests.naive._dice import Dice
from tests.naive._draw_rules import draw_rulebook
from tests.naive._draw_transfers import draw_transfer
from tests.naive._evaluate import evaluate
from tests.naive._pools import Pools, pools_of
from tests.naive._rules import NaiveError, Rules, load_rules, write_rules
from tests.tables._rows import decide, row_of, told

_ROWS, _MANY = 24, 100
"""Rows of one table: of a rulebook of its own, which costs more to make ready, and of the shipped law."""
_EXAMPLES = max(settings().max_examples // 5, 10)


def draw_rows(dice: Dice, pools: Pools, count: int) -> list[dict[str, Any]]:
    """Transfers of one item, some of them word for word the same as another but for one place."""
    documents = []
    for _ in range(count):
        document = draw_transfer(dice, pools, aimed=dice.chance(60))
        document["items"] = document["items"][:1]
        for paper in document.get("authorisations", ()):
            if "items" in paper:
                paper["items"] = [n for n in paper["items"] if n == 0]
        documents.append(document)
    return documents


def rolled(seed: int) -> Dice:
    """Dice of a seed: rows are too many for Hypothesis to make smaller, and a difference shows its row."""
    rng = random.Random(seed)
    return Dice(lambda _: rng.randbytes(40))


def made_by(verdict: str, statuses: Iterable[tuple[str, str]]) -> list[str]:
    """Return of a finding's exemptions, in their order, those that make its verdict."""
    wanted = {"permitted": "met", "conditional": "procedure_missing"}.get(verdict)
    return [name for name, status in statuses if status == wanted]


def single(engine: Engine, document: dict[str, Any]) -> dict[str, Any] | None:
    """Return what the single engine says; None if it refuses the transfer."""
    transfer = Transfer.model_validate(document)
    try:
        # Without the questions, which take far longer than the answer.
        hits = engine.hits(transfer, engine.movements(transfer))
    except InputError:
        return None
    findings: dict[str, dict[str, Any]] = {}
    for finding in findings_of(hits, transfer, engine.classifier, engine.names):
        word = finding.verdict.value
        findings.setdefault(finding.provision, {})[word] = {
            "missing": sorted(finding.missing_facts),
            "exemption": made_by(word, ((e.id, e.status.value) for e in finding.exemptions)),
        }
    verdict = Verdict.gravest([x.hit.verdict for x in hits if x.hit.verdict is not None])
    return {"verdict": verdict.value, "findings": findings}


def naive(rules: Rules, document: dict[str, Any]) -> dict[str, Any] | None:
    """Return what the naive evaluator says; None if it refuses the transfer."""
    try:
        report = evaluate(rules, document)
    except NaiveError:
        return None
    findings: dict[str, dict[str, Any]] = {}
    for (provision, verdict), found in report.findings.items():
        findings.setdefault(provision, {})[verdict] = {
            "missing": sorted(found.missing),
            "exemption": made_by(verdict, found.exemptions.items()),
        }
    return {"verdict": report.verdict, "findings": findings}


def differences(documents: list[dict[str, Any]], **answers: list[dict[str, Any] | None]) -> str:
    """Return the rows of which the answers differ, with all of them."""
    lines = []
    for n, document in enumerate(documents):
        said = {who: answer[n] for who, answer in answers.items()}
        if len({str(_sorted(answer)) for answer in said.values()}) > 1:
            lines.append("\n".join([str(document), *(f"  {who}: {_sorted(answer)}" for who, answer in said.items())]))
    return "\n".join(lines)


def _sorted(value: Any) -> Any:
    return {key: _sorted(value[key]) for key in sorted(value)} if isinstance(value, dict) else value


@st.composite
def laws(draw: st.DrawFn) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A rulebook and rows of its vocabulary."""
    dice = Dice(draw)
    data = draw_rulebook(dice)
    return data, draw_rows(dice, pools_of(Rules(data)), _ROWS)


@settings(max_examples=_EXAMPLES)
@given(laws())
def test_random_rulebooks(case: tuple[dict[str, Any], list[dict[str, Any]]]) -> None:
    data, documents = case
    with tempfile.TemporaryDirectory() as folder:
        write_rules(data, Path(folder) / "rules")
        rulebook = Rulebook.load(Path(folder) / "rules", shipped=False)
    adapter = DuckDb(threads=1)
    screener = Screener(rulebook, adapter)
    tables = told(adapter, decide(screener, adapter, [row_of(d) for d in documents]), len(documents))
    engine, rules = Engine(rulebook, durable=False), Rules(data)
    found = differences(
        documents,
        tables=tables,
        single=[single(engine, d) for d in documents],
        naive=[naive(rules, d) for d in documents],
    )
    assert not found, found


@cache
def shipped() -> tuple[DuckDb, Screener, Engine, Rules, Pools]:
    rulebook = Rulebook.default()
    rules = load_rules(shipped_rules())
    adapter = DuckDb(threads=1)
    return adapter, Screener(rulebook, adapter), Engine(rulebook, durable=False), rules, pools_of(rules)


@settings(max_examples=_EXAMPLES)
@given(st.integers(0, 2**32))
def test_the_shipped_law(seed: int) -> None:
    adapter, screener, engine, rules, pools = shipped()
    documents = draw_rows(rolled(seed), pools, _MANY)
    tables = told(adapter, decide(screener, adapter, [row_of(d) for d in documents]), len(documents))
    found = differences(documents, tables=tables, single=[single(engine, d) for d in documents])
    assert not found, found
    # The naive evaluator takes a third of a second for the whole law.
    few = documents[:2]
    found = differences(few, tables=tables[:2], naive=[naive(rules, d) for d in few])
    assert not found, found


@given(st.data())
def test_a_row_means_its_document(data: st.DataObject) -> None:
    documents = draw_rows(Dice(data.draw), shipped()[4], 3)
    assert [document_of(row_of(document)) for document in documents] == [_told(d) for d in documents]


def _told(document: dict[str, Any]) -> dict[str, Any]:
    """A document without the empty objects that say nothing."""
    return {k: v for k, v in document.items() if v != {} or k == "end_user"}
