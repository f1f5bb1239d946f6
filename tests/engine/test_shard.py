"""Both engines over one table: the same answer, or an error that shows both."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41 import EngineError
from article41.engine._closures import AtomValues, ClauseTable
from article41.engine._durable import AVAILABLE
from article41.engine._encode import audit
from article41.engine._shard import Stratum
from article41.engine._tokens import NONE, UNKNOWN, Facts, one

needs_durable = pytest.mark.skipif(not AVAILABLE, reason="durable-rules is not installed")

ATOMS: list[list[Any]] = [
    ["w", "reason", ["sale"]],
    ["w", "end_use.purpose", ["military"]],
    ["w", "to.state", ["AA"]],
    ["w", "to.state", ["AA", "BB"]],
    ["n", "date", "ge", 20000110],
    ["n", "date", "le", 20091231],
    ["n", "item.calibre_mm", "ge", 7500],
]
words = st.sampled_from((NONE, UNKNOWN, one("sale"), one("military"), one("AA"), one("BB")))
days = st.tuples(*[st.sampled_from((19991231, 20000110, 20091231, 20100101))] * 2).map(lambda p: (min(p), max(p)))
calibres = st.sampled_from((None, (0, 7499), (7500, 7500), (7000, 8000)))
facts_given = st.fixed_dictionaries(
    {"reason": words, "end_use.purpose": words, "to.state": words, "date": days, "item.calibre_mm": calibres}
)
literals = st.integers(1, len(ATOMS)).flatmap(lambda n: st.sampled_from((n, -n)))
clause_lists = st.lists(st.lists(literals, max_size=4, unique=True), max_size=3)


def value_of(facts: Facts, clauses: list[list[int]]) -> int:
    table = ClauseTable(ATOMS)
    values = [test(facts) for test in table.tests]
    kleene = [min((values[x - 1] if x > 0 else 2 - values[-x - 1] for x in clause), default=2) for clause in clauses]
    return max(kleene, default=0)


@pytest.mark.parametrize("durable", [pytest.param(True, marks=needs_durable), False])
@given(st.dictionaries(st.text(max_size=3), clause_lists, max_size=4), st.lists(facts_given, min_size=1, max_size=3))
def test_every_name_gets_its_value(durable: bool, owned: dict[str, list[list[int]]], movements: list[Facts]) -> None:
    table = ClauseTable(ATOMS)
    stratum = Stratum("movement", table, list(owned.items()), durable)
    for facts in movements:
        expected = {name: value_of(facts, clauses) for name, clauses in owned.items()}
        found = stratum.decide(AtomValues(table, facts), facts)
        assert found == {name: value for name, value in expected.items() if value}


@pytest.mark.parametrize("durable", [pytest.param(True, marks=needs_durable), False])
@given(st.lists(st.tuples(st.integers(0, 2), clause_lists), max_size=5), facts_given)
def test_only_the_group_that_is_asked_answers(durable: bool, some: list[Any], facts: Facts) -> None:
    table = ClauseTable(ATOMS)
    owned = [(f"{n}:{group}", clauses) for n, (group, clauses) in enumerate(some)]
    stratum = Stratum("hit", table, owned, durable, {f"{n}:{group}": group for n, (group, _) in enumerate(some)})
    for asked in range(4):
        expected = {name: value_of(facts, clauses) for name, clauses in owned if name.endswith(f":{asked}")}
        found = stratum.decide(AtomValues(table, facts), facts, asked)
        assert found == {name: value for name, value in expected.items() if value}


FACTS: Facts = {
    "reason": one("sale"), "end_use.purpose": UNKNOWN, "to.state": one("AA"), "date": (20050101, 20050101),
    "item.calibre_mm": (7500, 7500),
}  # fmt: skip


@needs_durable
def test_a_difference_is_an_error_with_both_answers() -> None:
    table = ClauseTable(ATOMS)
    stratum = Stratum("movement", table, [("a", [[1]]), ("b", [[7]])], durable=True)
    values = AtomValues(table, FACTS)
    values.known[6] = 0  # the closures now think otherwise of the calibre, which durable-rules compares by itself
    with pytest.raises(EngineError) as caught:
        stratum.decide(values, FACTS)
    assert "closures [('a', 2)], durable-rules [('a', 2), ('b', 2)]" in str(caught.value)
    assert "movement" in str(caught.value)
    assert stratum.decide(AtomValues(table, FACTS), FACTS) == {"a": 2, "b": 2}


@needs_durable
def test_a_rule_that_durable_rules_loses_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    table = ClauseTable(ATOMS)
    stratum = Stratum("movement", table, [("a", [[1]])], durable=True)
    monkeypatch.setattr("article41.engine._durable.Pack.run", lambda self, properties: [])
    with pytest.raises(EngineError, match=r"closures \[\('a', 2\)\], durable-rules \[\]"):
        stratum.decide(AtomValues(table, FACTS), FACTS)


@needs_durable
def test_no_fact_grows_beyond_what_durable_rules_takes() -> None:
    # 254 properties are the most; each ruleset is told only what it reads.
    atoms: list[list[Any]] = [["w", "reason", [f"w{n}"]] for n in range(600)]
    table = ClauseTable(atoms)
    stratum = Stratum("movement", table, [(f"p{n}", [[n + 1], [-(n + 1), 1]]) for n in range(600)], durable=True)
    facts: Facts = {"reason": UNKNOWN}
    assert len(stratum.rulesets()) > 3
    assert stratum.decide(AtomValues(table, facts), facts) == {f"p{n}": 1 for n in range(600)}


def test_all_rulesets_pass_the_audit_and_hold_every_clause_twice() -> None:
    table = ClauseTable(ATOMS)
    owned = [(f"p{n}", [[3, 5], [4, -1], [7, 2]]) for n in range(40)]
    found = Stratum("movement", table, owned, durable=True).rulesets()
    assert all(audit(ruleset.rules) == [] for ruleset in found)
    names = sorted(name for ruleset in found for name in ruleset.rules)
    assert names == sorted(f"p{n}#{k}{sign}" for n in range(40) for k in range(3) for sign in "?!")


@needs_durable
def test_rules_whose_guards_cannot_hold_are_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[str] = []

    def run(self: object, properties: str) -> list[str]:
        runs.append(properties)
        return []

    monkeypatch.setattr("article41.engine._durable.Pack.run", run)
    table = ClauseTable(ATOMS)
    stratum = Stratum("movement", table, [("a", [[3, 5]])], durable=True)
    facts: Facts = {**FACTS, "to.state": one("CC")}
    assert stratum.decide(AtomValues(table, facts), facts) == {}
    assert runs == []
