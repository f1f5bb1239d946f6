"""Categories by forward chaining: both ways to the same set, with the chain and what is unknown."""

from __future__ import annotations

from typing import Any

import pytest

from article41 import EngineError
from article41.engine import _classify
from article41.engine._check import Engine
from article41.engine._durable import AVAILABLE
from article41.engine._movements import pseudo_item
from article41.engine._shard import Stratum
from article41.engine._tokens import NONE, UNKNOWN, Facts, Tokens, one

from ._small import CATEGORIES, law, provision

needs_durable = pytest.mark.skipif(not AVAILABLE, reason="durable-rules is not installed")
DAY = (20040506, 20040506)

# a -> b -> c -> d, each by its own rule, so that the engine needs a round for each.
CHAIN = {
    "d": {"title": "d", "why": "d", "rules": [{"item.category": "c"}]},
    "c": {"title": "c", "why": "c", "rules": [{"item.category": "b", "item.military": "true"}]},
    "b": {"title": "b", "why": "b", "includes": ["a"]},
    "a": {"title": "a", "why": "a", "rules": [{"item.type": "goods", "item.condition": "used"}]},
    "old": {"title": "o", "why": "o", "rules": [{"item.type": "goods", "during": ".. 2004-12-31"}]},
}


def engine_of(categories: Any = None, durable: bool | None = None) -> Engine:
    some = provision(to={"state": "AA"}, items=["arms" if categories is None else "a"])
    return Engine(law({"p": some}, categories=categories), durable)


def facts_of(engine: Engine, item_type: str, date: tuple[int, int] = DAY, **stated: Any) -> Facts:
    given = {f"item.{name}": value if isinstance(value, tuple) else one(value) for name, value in stated.items()}
    return {**pseudo_item(item_type, engine.item_types), **given, "date": date}


@pytest.mark.parametrize("durable", [pytest.param(True, marks=needs_durable), False])
def test_conclusions_chain_in_rounds(durable: bool) -> None:
    engine = engine_of(CHAIN, durable)
    found = engine.classifier.classify(facts_of(engine, "goods", condition="used", military="true"))
    assert found == one("a", "b", "c", "d", "old")
    found = engine.classifier.classify(facts_of(engine, "goods", condition="used"))
    assert found == Tokens(frozenset({"a", "b", "old"}), frozenset({"c", "d"}))
    assert engine.classifier.classify(facts_of(engine, "goods", condition="new")) == one("old")


@pytest.mark.parametrize("durable", [pytest.param(True, marks=needs_durable), False])
def test_rules_have_their_time(durable: bool) -> None:
    engine = engine_of(CHAIN, durable)

    def old(first: int, last: int) -> Tokens:
        return engine.classifier.classify(facts_of(engine, "goods", (first, last), condition="new"))

    assert old(20041231, 20041231) == one("old")
    assert old(20050101, 20050101) == NONE
    assert old(20041201, 20050131) == Tokens(maybe=frozenset({"old"}))
    assert old(20041231, 20041231) == one("old")


@needs_durable
def test_it_takes_a_round_for_each_step(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engine_of(CHAIN)
    rounds: list[object] = []
    real = Stratum.run_rules

    def counted(self: Any, *args: Any) -> Any:
        rounds.append(args)
        return real(self, *args)

    monkeypatch.setattr(Stratum, "run_rules", counted)
    engine.classifier.classify(facts_of(engine, "goods", condition="used", military="true"))
    assert len(rounds) == 5


@needs_durable
def test_a_difference_is_an_error_with_both_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engine_of()
    monkeypatch.setattr(Stratum, "run_rules", lambda self, values, facts: {})
    with pytest.raises(EngineError, match=r"closures .*ammunition.* durable-rules Tokens\(yes=frozenset\(\)"):
        engine.classifier.classify(facts_of(engine, "artillery_shells"))


@needs_durable
def test_a_difference_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engine_of()
    with monkeypatch.context() as patch:
        patch.setattr(Stratum, "run_rules", lambda self, values, facts: {"large": 2})
        for _ in range(2):
            with pytest.raises(EngineError):
                engine.classifier.classify(facts_of(engine, "food_aid"))
    assert engine.classifier.classify(facts_of(engine, "food_aid")) == one("food")


@pytest.mark.parametrize("durable", [pytest.param(True, marks=needs_durable), False])
def test_a_seed_counts_as_concluded(durable: bool) -> None:
    engine = engine_of(CHAIN, durable)
    facts = facts_of(engine, "goods", condition="new", military="true")
    assert engine.classifier.classify(facts, frozenset({"b"})) == one("b", "c", "d", "old")
    assert engine.classifier.classify(facts) == one("old")


def test_what_was_classified_is_remembered_until_the_memory_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engine_of()
    calls: list[object] = []
    real = _classify.Classifier._closures

    def counted(self: Any, *args: Any) -> Tokens:
        calls.append(args)
        return real(self, *args)

    monkeypatch.setattr(_classify.Classifier, "_closures", counted)
    monkeypatch.setattr(_classify, "_MEMORY", 2)
    calibres = [(n, n) for n in (1, 2, 3)]
    for _ in range(2):
        engine.classifier.classify(facts_of(engine, "artillery_shells", calibre_mm=calibres[0]))
    assert len(calls) == 1
    for calibre in calibres[1:]:
        engine.classifier.classify(facts_of(engine, "artillery_shells", calibre_mm=calibre))
    assert len(engine.classifier._memory) == 1  # emptied before the third came in
    found = engine.classifier.classify(facts_of(engine, "artillery_shells", calibre_mm=calibres[0]))
    assert found == one("ammunition", "arms")
    assert len(calls) == 4


# Services: what they are about


def concerns(engine: Engine, item_type: str, *subjects: str) -> Tokens:
    facts = facts_of(engine, item_type)
    facts["item.subject"] = one(*subjects) if subjects else UNKNOWN
    return engine.classifier.concerns(facts, engine.classifier.classify(facts))


def test_goods_concern_what_they_are() -> None:
    engine = engine_of()
    assert concerns(engine, "artillery_shells", "food") == engine.classifier.classify(
        facts_of(engine, "artillery_shells")
    )


def test_a_service_concerns_what_its_subjects_are() -> None:
    engine = engine_of()
    assert concerns(engine, "training", "food_aid") == one("food")
    assert concerns(engine, "training", "goods").maybe >= {"arms"}
    assert concerns(engine, "training", "food_aid", "artillery_shells").yes == {"food", "ammunition", "arms"}


def test_a_subject_that_is_a_category_counts_with_all_that_includes_it() -> None:
    engine = engine_of()
    assert concerns(engine, "training", "ammunition").yes == {"ammunition", "arms"}
    # Of arms in general it is not known whether they are ammunition; large or not depends on more.
    found = concerns(engine, "training", "arms")
    assert found.yes == {"arms"}
    assert "ammunition" in found.maybe
    assert "food" not in found.maybe


def test_a_subject_in_general_may_be_what_a_part_of_it_is_besides() -> None:
    hunting = {"title": "t", "why": "w", "includes": ["ammunition"], "rules": [{"item.type": "food_aid"}]}
    shells = {"item.type": "artillery_shells", "item.calibre_mm": {"at_least": 200}}
    engine = engine_of({**CATEGORIES, "a": hunting, "huge": {"title": "t", "why": "w", "rules": [shells]}})
    found = concerns(engine, "training", "arms")
    # Ammunition lies wholly in arms, and is hunting goods; shells surely are arms, and may be huge.
    assert {"a", "huge"} <= found.maybe
    assert "food" not in found.maybe


def test_a_service_whose_subject_is_not_stated_may_concern_anything() -> None:
    assert concerns(engine_of(), "training").open


def test_a_service_can_be_in_a_category_itself() -> None:
    drill = {"title": "t", "why": "w", "rules": [{"item.type": "training", "item.kind": "military"}]}
    engine = engine_of({**CATEGORIES, "a": drill})
    facts = {**facts_of(engine, "training", kind="military"), "item.subject": one("food_aid")}
    assert engine.classifier.concerns(facts, engine.classifier.classify(facts)) == one("a", "food")


def test_words_that_subjects_may_be() -> None:
    classifier = engine_of().classifier
    assert classifier.knows("arms")
    assert classifier.knows("artillery_shells")
    assert not classifier.knows("shell")
    assert {"arms", "artillery_shells"} <= set(classifier.words())
    assert classifier.words() == sorted(classifier.words())


# Reasons


def unknown(engine: Engine, facts: Facts, *targets: str) -> list[str]:
    categories = engine.classifier.classify(facts)
    return [test[1] for test in engine.classifier.unknown(facts, categories, frozenset(targets))]


def test_unknown_tests_are_followed_through_the_categories() -> None:
    engine = engine_of(CHAIN)
    assert sorted(unknown(engine, facts_of(engine, "goods"), "d")) == ["item.condition", "item.military"]
    assert unknown(engine, facts_of(engine, "goods", condition="used"), "d", "c") == ["item.military"]
    assert unknown(engine, facts_of(engine, "goods", condition="new"), "d") == []
    assert unknown(engine, facts_of(engine, "goods", (20041201, 20050131)), "old") == ["date"]


def test_the_chain_names_each_step() -> None:
    engine = engine_of(CHAIN)
    facts = facts_of(engine, "goods", condition="used", military="true")
    categories = engine.classifier.classify(facts)
    assert engine.classifier.chain(facts, categories, "d") == ("goods", "a", "b", "c", "d")
    assert engine.classifier.chain(facts, categories, "a") == ("goods", "a")
    assert engine.classifier.chain(facts, categories, "old") == ("goods", "old")
