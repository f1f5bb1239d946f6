"""The quick way to judge gives what the engine gives, for the law and for every mutant of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from article41.cases import Case, faults_of, read_cases, run_case
from article41.engine import Report
from article41.engine._check import Engine, check
from article41.law import Rulebook
from article41.law._rulebook import shipped_rules
from article41.law._source import Law, read_law
from article41.mutation import mutants_of
from article41.mutation._judge import Judge
from article41.mutation._world import World, members
from tests.mutation._small import CASES, cases, law, rulebook_of, vocabulary

ROOT = Path(__file__).parents[2]


@pytest.fixture
def read(tmp_path: Path) -> Law:
    return law(tmp_path)


def judge(read: Law, some: list[Case], name: str = "alpha", rulebook: Rulebook | None = None) -> Judge:
    rulebook = rulebook or rulebook_of(read, read.regimes[name])
    return Judge(read.regimes[name], World(Engine(rulebook, durable=False), name, some))


def seen(report: Report) -> object:
    """All of a report that a case can look at."""
    return (
        report.verdict,
        sorted(
            (f.provision, f.verdict, f.items, f.activities, f.citations, f.missing_facts,
             tuple((e.id, e.status, e.citation) for e in f.exemptions))
            for f in report.findings
        ),
        sorted((o.provision, o.duty, o.certain, o.citations) for o in report.obligations),
        sorted((a.provision, a.certain, a.citations) for a in report.advisories),
    )  # fmt: skip


def test_reports_are_those_of_the_engine_on_shipped_law() -> None:
    read = read_law([shipped_rules()])
    rulebook = Rulebook.default()
    for name in ("iraq", "dprk"):
        some, _ = read_cases(ROOT / "fixtures" / "cases" / f"{name}.yaml")
        some = some[::6]
        judged = judge(read, some, name, rulebook)
        for number, case in enumerate(some):
            report = check({"id": case.name, **case.transfer}, rulebook=rulebook)
            assert seen(judged.report(number)) == seen(report), f"{case.place}: {case.name}"


def test_every_verdict_on_a_mutant_is_that_of_the_engine(read: Law, tmp_path: Path) -> None:
    regime, some = read.regimes["alpha"], cases(tmp_path)
    judged = judge(read, some)
    for mutant in mutants_of(regime, vocabulary(read)):
        rulebook = rulebook_of(read, mutant.apply(regime))
        slow = {case.name for case in some if run_case(case, rulebook)[1]}
        quick = judged.killer(mutant)
        assert (quick is not None) == bool(slow), mutant.id
        assert quick is None or quick in slow, mutant.id
        for number, report in judged.under(mutant):
            real = check({"id": "x", **some[number].transfer}, rulebook=rulebook)
            assert seen(report) == seen(real), f"{mutant.id}: {some[number].name}"


@pytest.mark.parametrize(
    ("identifier", "killer"),
    [
        ("alpha/arms:date:first=2006-10-14-1", "arms the day before"),
        ("alpha/arms:date:first=2006-10-14+1", "arms on the first day"),
        ("alpha/arms/small-arms:lead-time:days_before=5>6", "small arms, told five days ahead"),
        ("alpha/parts:renewal:unverified", "coal from it after the known end"),
        ("alpha/arms/small-arms:lead-time:days_before=5>4", None),
    ],
)
def test_what_kills_a_mutant(read: Law, tmp_path: Path, identifier: str, killer: str | None) -> None:
    mutant = next(m for m in mutants_of(read.regimes["alpha"], vocabulary(read)) if m.id == identifier)
    assert judge(read, cases(tmp_path)).killer(mutant) == killer


def test_a_case_that_does_not_hold_kills_nothing(read: Law, tmp_path: Path) -> None:
    wrong = cases(
        tmp_path, CASES.replace("expect: out_of_scope\n    obligations_not", "expect: permitted\n    obligations_not")
    )
    judged = judge(read, wrong)
    assert [case.name for case, _ in judged.broken()] == ["arms the day before"]
    mutant = next(
        m for m in mutants_of(read.regimes["alpha"], vocabulary(read)) if m.id == "alpha/arms:date:first=2006-10-14-1"
    )
    assert judged.killer(mutant) is None
    assert faults_of(wrong[1], judged.report(1))


def test_members_are_the_bits_that_are_set() -> None:
    assert list(members(0)) == []
    assert list(members(0b101001)) == [0, 3, 5]
