"""Guards: a regime that is not tried has nothing to say."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from article41 import InputError, Rulebook
from article41.engine._check import Engine
from article41.engine._guards import Guards
from article41.engine._movements import derive
from article41.engine._tokens import NONE, UNKNOWN, Facts, Tokens, one
from article41.model import Transfer
from tests.naive._rules import write_rules
from tests.naive.strategies import cases

Guard = dict[str, list[tuple[str, list[str]]] | None]

OPEN: Guard = {"may": None, "must": []}
TO_AA: Guard = {"may": [("to.state", ["AA"])], "must": []}
FROM_BB: Guard = {"may": [("from.state", ["BB", "CC"])], "must": []}
DUTY_TO_AA: Guard = {"may": [], "must": [("to.state", ["AA"])]}


def guards(**regimes: Any) -> Guards:
    return Guards({name: {"supply": guard} for name, guard in regimes.items()})


def facts(to: Tokens = NONE, source: Tokens = NONE) -> Facts:
    return {"to.state": to, "from.state": source}


def test_a_regime_is_found_by_a_word_that_is_or_may_be_there() -> None:
    found = guards(b=FROM_BB, a=TO_AA, all=OPEN)
    assert found.regimes(facts(), "supply") == ["all"]
    assert found.regimes(facts(to=one("AA")), "supply") == ["a", "all"]
    assert found.regimes(facts(to=one("AA"), source=one("CC")), "supply") == ["b", "a", "all"]
    assert found.regimes(facts(to=UNKNOWN), "supply") == ["a", "all"]
    assert found.regimes(facts(to=Tokens(no=frozenset({"AA"}), open=True)), "supply") == ["all"]
    assert found.regimes(facts(to=Tokens(one("AA").yes, no=frozenset({"BB"}), open=True)), "supply") == ["a", "all"]
    assert found.regimes(facts(to=Tokens(maybe=frozenset({"AA", "ZZ"}))), "supply") == ["a", "all"]
    assert found.regimes(facts(to=one("ZZ")), "supply") == ["all"]


def test_what_only_counts_when_certain_needs_the_word_itself() -> None:
    found = guards(duty=DUTY_TO_AA, always={"may": [], "must": None})
    assert found.regimes(facts(to=UNKNOWN), "supply") == ["always"]
    assert found.regimes(facts(to=Tokens(maybe=frozenset({"AA"}))), "supply") == ["always"]
    assert found.regimes(facts(to=one("AA", "ZZ")), "supply") == ["duty", "always"]


@pytest.mark.parametrize("kind", ["may", "must"])
def test_any_code_is_enough_to_look(kind: str) -> None:
    none: Guard = {"may": [], "must": []}
    found = guards(listed={**none, kind: [("item.control", ["ML1"])]})
    known = facts()
    for codes, there in ((NONE, False), (one("5A1"), True), (UNKNOWN, True), (Tokens(maybe=frozenset({"X"})), True)):
        assert (found.regimes({**known, "item.control": codes}, "supply") == ["listed"]) is there


@given(cases())
def test_a_regime_that_is_passed_over_could_not_have_prohibited(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    data, stated = case
    with tempfile.TemporaryDirectory() as folder:
        write_rules(data, Path(folder) / "rules")
        engine = Engine(Rulebook.load(Path(folder) / "rules", shipped=False), durable=False)
    transfer = Transfer.model_validate(stated)
    try:
        movements = engine.movements(transfer)
    except InputError:
        return
    base = derive(movements.raw)
    for number, item in enumerate(movements.items):
        known: Facts = {**base, **item}
        categories = engine.classifier.classify(known)
        known = {**known, "item.category": categories, "item.concerns": engine.classifier.concerns(known, categories)}
        tried = {located.hit.regime.shard["id"] for located in engine.item_hits(transfer, movements, number, base)}
        for activity in movements.acts[number]:
            for regime in engine.rulebook.regimes:
                hits = engine.decider(regime).decide({**known, "activity": one(activity)}, activity, transfer, number)
                certain = [hit for hit in hits if hit.verdict is not None or hit.value == 2]
                if regime not in tried:
                    assert certain == [], "a regime that was not tried has a finding or a certain duty"


def test_one_guard_for_each_act() -> None:
    split = Guards({"r": {"supply": TO_AA, "training": {"may": None, "must": None}}})
    assert split.regimes(facts(to=one("BB")), "supply") == []
    assert split.regimes(facts(to=one("BB")), "training") == ["r"]
    with pytest.raises(KeyError):
        split.regimes(facts(), "no such act")
