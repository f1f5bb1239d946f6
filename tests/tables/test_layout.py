"""The clause table: the whole law in bits, and an error for what has none."""

from __future__ import annotations

import copy
import json

import pytest

from article41 import EngineError
from article41.engine._closures import specialised
from article41.law import Rulebook
from article41.model._terms import ACTIVITIES
from article41.tables import ClauseTable
from article41.tables._layout import WORD
from tests.engine._small import law, provision


@pytest.fixture(scope="module")
def table() -> ClauseTable:
    return ClauseTable(Rulebook.default())


def test_the_shipped_law_has_a_place_for_every_clause(table: ClauseTable) -> None:
    rulebook = Rulebook.default()
    count = 0
    for regime in rulebook.regimes:
        shard = rulebook.regime(regime)
        for item in shard["provisions"]:
            if item["effect"] in ("prohibit", "permit"):
                count += sum(len(specialised(item["clauses"], shard["atoms"], "activity", act)) for act in ACTIVITIES)
    assert len(table.clauses) == count > 1000
    assert len({p.id for p in table.provisions}) == len(table.provisions)


def test_a_clause_is_its_tests(table: ClauseTable) -> None:
    atoms = table.layout.atoms
    for clause in table.clauses[::37]:
        found = sorted(json.dumps([x > 0, atoms[abs(x) - 1]]) for x in table.literals(clause))
        shard = table.rulebook.regime(table.provisions[clause.provision].regime)
        item = next(p for p in shard["provisions"] if p["id"] == table.provisions[clause.provision].id)
        known = specialised(item["clauses"], shard["atoms"], "activity", ACTIVITIES[clause.act])
        assert found in [sorted(json.dumps([x > 0, shard["atoms"][abs(x) - 1]]) for x in some) for some in known]


def test_bits_are_apart_and_fit(table: ClauseTable) -> None:
    places = table.layout.places
    assert len(set(places)) == len(places)
    assert all(0 <= word < table.layout.words and 0 <= bit < WORD for word, bit in places)
    assert all(0 <= word < 2**62 for clause in table.clauses for word in (*clause.present, *clause.absent))


def test_the_digest_is_of_the_law() -> None:
    one, same = law(), law()
    other = law({"p": provision(to={"state": "BB"}, items=["arms"])})
    assert ClauseTable(one).digest == ClauseTable(same).digest != ClauseTable(other).digest
    json.dumps(ClauseTable(one).content())


def test_a_test_without_bits_is_an_error() -> None:
    rulebook = law()
    shards = {name: rulebook.shard(name) for name in ("index", "registers", "categories")}
    broken = copy.deepcopy(rulebook.regime("r"))
    broken["atoms"] = [["w", "weather.wind", ["strong"]] if atom[0] == "w" else atom for atom in broken["atoms"]]
    with pytest.raises(EngineError, match=r"r/p: the clause table has no bits for the test .*weather\.wind"):
        ClauseTable(Rulebook({**shards, "regime-r": broken}))
