"""Which mutants are proved to be the law, and that the proof keeps to Kleene's logic."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from article41.engine._check import Engine
from article41.law._source import Law
from article41.mutation import Mutant, mutants_of
from article41.mutation._equal import Prover
from article41.mutation._judge import Judge
from article41.mutation._world import World
from tests.law._folders import HEAD
from tests.mutation._small import cases, law, rulebook_of, vocabulary

_PROVISION = """\
  p:
    cite: {{imposes: S/RES/9001 (2006) 9}}
    in_force: 2007-03-05 .. 2010-12-31
    rule: A rule.
    confidence: high
{}"""


def found(tmp_path: Path, body: str, shared: str = "") -> tuple[Law, dict[str, Mutant]]:
    head = HEAD.format(name="alpha")
    if shared:
        head = head.replace("provisions:", f"exemptions:\n{shared}provisions:")
    read = law(Path(tempfile.mkdtemp(dir=tmp_path)), head + _PROVISION.format(body))
    mutants = mutants_of(read.regimes["alpha"], vocabulary(read))
    return read, {mutant.id.partition(":")[2]: mutant for mutant in mutants}


def proved(tmp_path: Path, body: str, shared: str = "") -> set[str]:
    read, mutants = found(tmp_path, body, shared)
    prover = Prover(vocabulary(read))
    return {key for key, mutant in mutants.items() if prover.reason(read.regimes["alpha"], mutant) is not None}


def test_a_test_said_twice_can_go(tmp_path: Path) -> None:
    body = "    to: {state: KP}\n    when: [{to.state: [KP, RU]}, {reason: gift}]\n"
    assert "drop-condition:to.state=KP+RU" in proved(tmp_path, body)


def test_what_lies_in_another_category_adds_nothing(tmp_path: Path) -> None:
    body = "    to: {state: KP}\n    when: [{item.category: [arms, small_arms]}]\n"
    assert "drop-word:item.category=small_arms" in proved(tmp_path, body)
    assert "drop-word:item.category=arms" not in proved(tmp_path, body)


def test_a_longer_code_in_a_shorter_one_adds_nothing(tmp_path: Path) -> None:
    body = '    to: {state: KP}\n    when: [{item.hs: ["93", "9301"]}]\n'
    assert "drop-word:item.hs=9301" in proved(tmp_path, body)
    assert "drop-word:item.hs=93" not in proved(tmp_path, body)


def test_a_period_around_that_of_the_provision_cannot_be_seen(tmp_path: Path) -> None:
    body = "    to: {state: KP}\n    when: [{during: 2000-01-02 .. 2020-05-05}]\n"
    assert {"date:date>=2000-01-02-1", "date:date<=2020-05-05+1"} <= proved(tmp_path, body)


def test_what_a_month_could_show_is_not_proved(tmp_path: Path) -> None:
    # The provision begins on 5 March. A transfer of "2007-03" may lie before, and tells 1 March from 2 March.
    body = (
        "    to: {{state: KP}}\n    exempt:\n      e:\n        cite: S/RES/9002 (2009) 10\n        in_force: {} ..\n"
        "        when: [{{reason: gift}}]\n        summary: E.\n        confidence: high\n"
    )
    assert "date:first=2007-03-02-1" not in proved(tmp_path, body.format("2007-03-02"))
    assert "date:first=2007-03-03-1" in proved(tmp_path, body.format("2007-03-03"))


@pytest.mark.parametrize("shared", [False, True])
def test_an_exemption_is_not_seen_where_its_provision_is_not(tmp_path: Path, shared: bool) -> None:
    exemption = (
        "{0}e:\n{0}  cite: S/RES/9002 (2009) 10\n{0}  in_force: {1}\n{0}  when: [{{reason: gift}}]\n"
        "{0}  summary: E.\n{0}  confidence: high\n"
    )
    party = "    to: {state: KP}\n"

    def of(period: str) -> set[str]:
        if shared:
            return proved(tmp_path, party, exemption.format("  ", period))
        return proved(tmp_path, f"{party}    exempt:\n{exemption.format('      ', period)}")

    assert "date:last=2015-06-06+1" in of("2008-01-05 .. 2015-06-06")
    assert "date:first=2008-01-05+1" not in of("2008-01-05 ..")
    # On 2007-03-05 both begin; a day earlier the provision reaches nothing.
    assert "date:first=2007-03-05-1" in of("2007-03-05 ..")


def test_an_act_that_the_provision_does_not_name(tmp_path: Path) -> None:
    body = (
        "    acts: [supply]\n    to: {state: KP}\n    exempt:\n      e:\n        cite: S/RES/9002 (2009) 10\n"
        "        acts: [supply, training]\n        when: [{reason: gift}]\n        summary: E.\n"
        "        confidence: high\n"
    )
    assert "drop-word:activity=training" in proved(tmp_path, body)
    assert "drop-word:activity=supply" not in proved(tmp_path, body)


def test_a_field_that_the_type_has_not(tmp_path: Path) -> None:
    calibre = "{any: [{item.calibre_mm: {at_least: 7}}, {reason: gift}]}"
    body = f"    to: {{state: KP}}\n    when: [{{item.type: training}}, {calibre}]\n"
    assert "drop-alternative:item.calibre_mm>=7" in proved(tmp_path, body)


def test_a_kind_that_only_one_type_has_says_the_type(tmp_path: Path) -> None:
    body = "    to: {state: KP}\n    when: [{item.type: training, item.kind: military}]\n"
    # The one condition that goes with the kind says nothing more, the kind does.
    assert "drop-condition:item.type=training" in proved(tmp_path, body)
    assert "drop-condition:item.kind=military" not in proved(tmp_path, body)


def test_a_test_and_its_opposite_is_not_nothing(tmp_path: Path) -> None:
    # Over an unknown it is unknown: the alternative can be seen.
    either = "{all: [{item.condition: new}, {not: {item.condition: new}}]}"
    body = f"    to: {{state: KP}}\n    when: [{{any: [{{reason: gift}}, {either}]}}]\n"
    dropped = "drop-alternative:all(item.condition=new&not(item.condition=new))"
    _, mutants = found(tmp_path, body)
    assert dropped in mutants
    assert dropped not in proved(tmp_path, body)


def test_what_is_proved_is_killed_by_no_case(tmp_path: Path) -> None:
    read = law(tmp_path)
    regime = read.regimes["alpha"]
    judge = Judge(regime, World(Engine(rulebook_of(read, regime), durable=False), "alpha", cases(tmp_path)))
    prover = Prover(vocabulary(read))
    both = [
        mutant.id
        for mutant in mutants_of(regime, vocabulary(read))
        if judge.killer(mutant) is not None and prover.reason(regime, mutant) is not None
    ]
    assert both == []


def test_what_is_not_a_condition_is_never_proved(tmp_path: Path) -> None:
    read = law(tmp_path)
    prover = Prover(vocabulary(read))
    kinds = {
        mutant.kind
        for mutant in mutants_of(read.regimes["alpha"], vocabulary(read))
        if prover.reason(read.regimes["alpha"], mutant) is not None
    }
    assert kinds.isdisjoint({"citation", "role", "effect", "duty", "drop-exemption", "procedure", "under", "renewal"})
