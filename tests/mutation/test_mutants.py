"""Which mutants a regime has: every kind, each of them a regime that loads, under ids that stay."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from article41._errors import RuleError
from article41._words import Effect
from article41.law._ir import All
from article41.law._rulebook import shipped_rules
from article41.law._source import Law, read_law
from article41.mutation import Mutant, Vocabulary, mutants_of
from tests.law._folders import build
from tests.mutation._small import RULES, law, vocabulary, written

KINDS = {
    "drop-condition", "drop-word", "drop-exemption", "drop-procedure", "direction", "date", "lead-time", "procedure",
    "citation", "role", "under", "effect", "duty", "reach", "renewal", "widen", "narrow",
}  # fmt: skip


@pytest.fixture
def read(tmp_path: Path) -> Law:
    return law(tmp_path)


def made(read: Law) -> list[Mutant]:
    return mutants_of(read.regimes["alpha"], vocabulary(read))


def of(mutants: list[Mutant], identifier: str) -> Mutant:
    return next(mutant for mutant in mutants if mutant.id == identifier)


def test_every_kind_is_there_and_no_mutant_is_the_law(read: Law) -> None:
    regime, mutants = read.regimes["alpha"], made(read)
    # The base regime tests no number, no alternative and no truth: test_conditions.py has those.
    assert {mutant.kind for mutant in mutants} | {"widen", "narrow"} >= KINDS
    assert all(mutant.apply(regime) != regime for mutant in mutants)


def test_every_mutant_loads_and_reads_as_what_was_made(read: Law, tmp_path: Path) -> None:
    regime = read.regimes["alpha"]
    for number, mutant in enumerate(made(read)):
        changed = mutant.apply(regime)
        rules = build(tmp_path / str(number), {"regimes/alpha.yaml": written(changed)})
        again = read_law([rules]).regimes["alpha"]
        assert written(again) == written(changed), mutant.id


def test_ids_are_unique_and_name_their_owner(read: Law) -> None:
    ids = [mutant.id for mutant in made(read)]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"alpha/[^:]+:[a-z-]+:.+", identifier) for identifier in ids)


def test_ids_stay_when_another_provision_is_added_before(read: Law, tmp_path: Path) -> None:
    other = RULES.replace(
        "provisions:\n",
        "provisions:\n  new:\n    cite: {imposes: S/RES/9001 (2006) 9}\n"
        "    in_force: 2007-01-01 ..\n    to: {state: KP}\n    rule: New.\n    confidence: high\n",
        1,
    )
    (tmp_path / "more").mkdir()
    more = law(tmp_path / "more", other)
    assert {mutant.id for mutant in made(read)} <= {mutant.id for mutant in made(more)}


def test_the_same_test_twice_has_two_ids(tmp_path: Path) -> None:
    twice = RULES.replace(
        "    from: {state: [KP]}\n    when:\n",
        "    from: {state: [KP]}\n    when:\n      - any: [{reason: gift}, {reason: gift, item.condition: new}]\n",
    )
    ids = [m.id for m in made(law(tmp_path, twice)) if ":drop-condition:reason=gift" in m.id]
    assert [identifier.rpartition("#")[2] for identifier in ids] != []
    assert len(ids) == len(set(ids))


def test_dropped_exemption_and_procedure(read: Law) -> None:
    regime, mutants = read.regimes["alpha"], made(read)
    gone = of(mutants, "alpha/arms/small-arms:drop-exemption:whole").apply(regime)
    assert not gone.provisions[0].exemptions
    bare = of(mutants, "alpha/arms/small-arms:drop-procedure:whole").apply(regime)
    assert bare.provisions[0].exemptions[0].procedure is None


def test_a_bare_power_keeps_its_procedure(read: Law) -> None:
    ids = [mutant.id for mutant in made(read)]
    assert "alpha/*/case-by-case:drop-procedure:whole" not in ids
    assert "alpha/*/case-by-case:drop-exemption:whole" in ids


def test_an_exemption_without_conditions_is_a_bare_power(read: Law) -> None:
    regime, mutants = read.regimes["alpha"], made(read)
    changed = of(mutants, "alpha/arms/small-arms:drop-condition:item.concerns=small_arms").apply(regime)
    exemption = changed.provisions[0].exemptions[0]
    assert exemption.condition == All(())
    assert not exemption.substantive


def test_exemption_without_conditions_or_procedure_is_not_made(read: Law) -> None:
    repair = [mutant for mutant in made(read) if mutant.id.startswith("alpha/parts/repair:drop-condition")]
    assert repair == []


def test_dates_move_by_a_day_within_what_loads(read: Law) -> None:
    regime, mutants = read.regimes["alpha"], made(read)
    moved = of(mutants, "alpha/arms:date:first=2006-10-14-1").apply(regime).provisions[0]
    assert moved.periods[0][0] == 20061013
    # The two periods of the provision touch: neither may reach into the other.
    ids = [mutant.id for mutant in mutants]
    assert "alpha/arms:date:last=2009-06-11+1" not in ids
    assert "alpha/arms:date:last=2009-06-11-1" in ids
    assert "alpha/arms:date:first=2009-06-12-1" not in ids


def test_exemption_in_its_provisions_period_moves_with_it(read: Law) -> None:
    regime, mutants = read.regimes["alpha"], made(read)
    moved = of(mutants, "alpha/parts:date:last=2020-03-01+1").apply(regime).provisions[1]
    assert moved.exemptions[0].periods == moved.periods


def test_effect_changes_take_what_only_a_prohibition_has(read: Law) -> None:
    regime, mutants = read.regimes["alpha"], made(read)
    advised = of(mutants, "alpha/arms:effect:advise").apply(regime).provisions[0]
    assert advised.effect is Effect.ADVISE
    assert not advised.exemptions
    duty = of(mutants, "alpha/inspect:duty:report").apply(regime).provisions[2]
    assert duty.duty == "report"


def test_reach_of_a_power_stated_once(read: Law) -> None:
    regime, mutants = read.regimes["alpha"], made(read)
    wider = of(mutants, "alpha/*/case-by-case:reach:+parts").apply(regime)
    assert wider.exemptions[0].not_to == ()


def test_citation_of_an_exemption_changes_what_papers_it_takes(read: Law) -> None:
    regime = read.regimes["alpha"]
    mutant = next(m for m in made(read) if m.id.startswith("alpha/arms/small-arms:citation:"))
    exemption = mutant.apply(regime).provisions[0].exemptions[0]
    assert exemption.procedure is not None
    assert exemption.procedure.under[0] == (exemption.cite.document, exemption.cite.paragraph)
    assert exemption.cite != regime.provisions[0].exemptions[0].cite


@pytest.mark.parametrize("name", ["iraq"])
def test_mutants_of_shipped_law_load(name: str, tmp_path: Path) -> None:
    read = read_law([shipped_rules()])
    regime = read.regimes[name]
    conditions = Vocabulary(read.registers, read.categories)
    from article41.law._conditions import ConditionReader
    from article41.law._regime import read_regime
    from article41.law._yaml import read_yaml

    reader = ConditionReader(read.registers, read.categories)
    path = tmp_path / f"{name}.yaml"
    for mutant in mutants_of(regime, conditions)[::7]:
        changed = mutant.apply(regime)
        path.write_text(written(changed), encoding="utf-8")
        try:
            again = read_regime(read_yaml(path), read.registers, reader)
        except RuleError as error:
            pytest.fail(f"{mutant.id}: {error}")
        assert written(again) == written(changed), mutant.id
