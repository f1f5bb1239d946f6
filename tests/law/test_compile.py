"""The compiled law: the values of the source, guards that never hide a rule, and nothing but JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41._errors import Place
from article41._words import Confidence, Effect, Role
from article41.engine._closures import AtomValues, ClauseTable
from article41.engine._tokens import NONE, UNKNOWN, Facts, make_test, one
from article41.law._compile import FORMAT, compile_law
from article41.law._ir import All, Condition, Not, Number, Words
from article41.law._ir import Any as AnyOf
from article41.law._provision import Category, Cite, Exemption, Procedure, Provision, Regime
from article41.law._registers import Registers
from article41.law._source import Law, read_law
from article41.model._terms import ACTIVITIES

from ._folders import BASE, build, provision, regime
from ._values import FALSE, TRUE, conditions, facts, value_of
from ._values import UNKNOWN as UNSURE

CITE = Cite("S/RES/9001 (2006)", "9", Role.IMPOSES, 20061014, None, True)
PLACE = Place("rules/regimes/alpha.yaml", 1, 1)
DAYS = st.sampled_from((20061013, 20061014, 20090611, 20090612, 20160301))
Periods = tuple[tuple[int | None, int | None], ...]


def made(
    name: str,
    condition: Condition,
    periods: Periods = ((20061014, None),),
    renewal: bool = False,
    exemptions: tuple[Exemption, ...] = (),
    effect: Effect = Effect.PROHIBIT,
) -> Provision:
    high, texts = Confidence.HIGH, (None, None, None)
    return Provision(name, effect, None, (CITE,), periods, renewal, condition, exemptions, "R.", high, *texts, PLACE)


def exemption(name: str, condition: Condition, periods: Periods, own: bool, paper: Procedure | None) -> Exemption:
    return Exemption(name, CITE, periods, own, condition, True, paper, "S.", Confidence.HIGH, PLACE)


def law_of(*provisions: Provision, shared: tuple[Exemption, ...] = ()) -> Law:
    head = Regime("alpha", "A", ("KP",), None, "in_force", 20250101, (), None, shared, provisions)
    return Law(Registers(), {}, {"alpha": head}, "0")


def compiled(*provisions: Provision) -> dict[str, Any]:
    return compile_law(law_of(*provisions))["regime-alpha"]


def values(shard: dict[str, Any], known: Facts) -> AtomValues:
    return AtomValues(ClauseTable(shard["atoms"]), known)


def periods() -> st.SearchStrategy[Periods]:
    one_period = st.tuples(st.none() | DAYS, st.none() | DAYS)
    return st.lists(one_period, min_size=1, max_size=2).map(tuple)


def in_periods(some: Periods, known: Facts) -> int:
    """The value of "the date lies in one of the periods", from its two ends."""
    stated: Any = known["date"]
    best = FALSE
    for first, last in some:
        if stated is None:
            value = TRUE if first is None and last is None else FALSE
        else:
            low, high = stated
            ends = [2 if low >= (first or 0) else 0 if high < (first or 0) else 1]
            ends.append(2 if last is None or high <= last else 0 if low > last else 1)
            value = min(ends)
        best = max(best, value)
    return best


@given(conditions(), periods(), facts())
def test_a_provision_holds_while_it_is_in_force(condition: Condition, some: Periods, known: Facts) -> None:
    shard = compiled(made("alpha/p1", condition, some))
    decided = values(shard, known).decide(shard["provisions"][0]["clauses"])
    assert decided == min(in_periods(some, known), value_of(condition, known))


@given(conditions(), st.booleans(), periods(), facts())
def test_only_a_period_of_its_own_bounds_an_exemption(
    condition: Condition, own: bool, some: Periods, known: Facts
) -> None:
    way_out = exemption("way-out", condition, some, own, None)
    shard = compiled(made("alpha/p1", AnyOf(()), exemptions=(way_out,)))
    (written,) = shard["provisions"][0]["exempt"]
    expected = value_of(condition, known)
    assert values(shard, known).decide(written["clauses"]) == (
        min(in_periods(some, known), expected) if own else expected
    )
    assert written["periods"] == some


def values_of_tests(guard: list[list[Any]], known: Facts) -> set[int]:
    return {make_test(["w", fact, words])(known) for fact, words in guard}


@given(st.lists(st.tuples(conditions(), st.sampled_from(Effect)), min_size=1, max_size=3), facts())
def test_a_guard_never_hides_a_rule_of_account(some: list[tuple[Condition, Effect]], known: Facts) -> None:
    """A prohibition counts where it is possible, everything else where it is certain."""
    shard = compiled(*(made(f"alpha/p{n}", condition, effect=effect) for n, (condition, effect) in enumerate(some)))
    assert set(shard["guards"]) == set(ACTIVITIES)
    for act, guards in shard["guards"].items():
        movement: Facts = {**known, "activity": one(act)}
        decided = values(shard, movement)
        found = [(p["effect"], decided.decide(p["clauses"])) for p in shard["provisions"]]
        if guards["may"] is not None and not values_of_tests(guards["may"], movement) & {UNSURE, TRUE}:
            assert [value for effect, value in found if effect == Effect.PROHIBIT and value] == [], act
        if guards["must"] is not None and TRUE not in values_of_tests(guards["must"], movement):
            assert [value for effect, value in found if effect != Effect.PROHIBIT and value == TRUE] == [], act


KP, RU = (Words("recipient.state", frozenset({code})) for code in ("KP", "RU"))
ANYONE = Words("any.state", frozenset({"RU", "KP"}))
GIFT = Words("reason", frozenset({"gift"}))
SUPPLY = Words("activity", frozenset({"supply", "procurement"}))


def test_a_guard_takes_the_most_telling_test_of_each_clause() -> None:
    one_clause = compiled(made("alpha/p1", All((GIFT, ANYONE, KP))))["guards"]
    assert one_clause["supply"] == {"may": [["recipient.state", ["KP"]]], "must": []}
    several = compiled(made("alpha/p1", AnyOf((KP, ANYONE))), made("alpha/p2", KP))["guards"]
    assert several["supply"]["may"] == [["recipient.state", ["KP"]], ["any.state", ["KP", "RU"]]]


def test_what_forbids_and_what_does_not_are_guarded_apart() -> None:
    shard = compiled(
        made("alpha/p1", KP), made("alpha/p2", RU, effect=Effect.OBLIGE), made("alpha/p3", ANYONE, effect=Effect.PERMIT)
    )
    for guards in shard["guards"].values():
        assert guards["may"] == [["recipient.state", ["KP"]]]
        assert guards["must"] == [["recipient.state", ["RU"]], ["any.state", ["KP", "RU"]]]


def test_a_guard_leaves_out_the_rules_on_other_acts() -> None:
    shard = compiled(made("alpha/p1", All((SUPPLY, KP))), made("alpha/p2", All((Not(SUPPLY), RU))))
    for act, guards in shard["guards"].items():
        assert guards["may"] == [["recipient.state", ["KP" if act in SUPPLY.words else "RU"]]]


def test_a_rule_on_an_act_alone_is_always_tried_for_it() -> None:
    shard = compiled(made("alpha/p1", SUPPLY))
    assert {act for act, guards in shard["guards"].items() if guards["may"] is None} == SUPPLY.words
    assert all(guards["may"] in (None, []) for guards in shard["guards"].values())


@pytest.mark.parametrize("condition", [GIFT, AnyOf((KP, GIFT)), All((GIFT, Number("item.range_km", "ge", 1))), Not(KP)])
def test_without_such_a_test_the_regime_is_always_tried(condition: Condition) -> None:
    shard = compiled(made("alpha/p1", condition), made("alpha/p2", KP))
    assert {guards["may"] is None for guards in shard["guards"].values()} == {True}


@pytest.mark.parametrize(
    ("day", "renewed", "value"),
    [
        (20090612, UNKNOWN, FALSE),
        (20090611, UNKNOWN, TRUE),
        (20250101, UNKNOWN, FALSE),
    ],
)
def test_a_period_that_ends_is_over(day: int, renewed: Any, value: int) -> None:
    shard = compiled(made("alpha/p1", All(()), ((20061014, 20090611),)))
    known: Facts = {"date": (day, day), "law.renewed": renewed}
    assert values(shard, known).decide(shard["provisions"][0]["clauses"]) == value


@pytest.mark.parametrize(
    ("day", "renewed", "value"),
    [
        (20061013, one("alpha/p1"), FALSE),
        (20090611, NONE, TRUE),
        (20090612, UNKNOWN, 1),
        (20090612, NONE, FALSE),
        (20090612, one("alpha/p1"), TRUE),
        (20090612, one("alpha/p2"), FALSE),
    ],
)
def test_after_an_unverified_renewal_the_law_is_a_fact(day: int, renewed: Any, value: int) -> None:
    shard = compiled(made("alpha/p1", All(()), ((20061014, 20080101), (20090101, 20090611)), renewal=True))
    known: Facts = {"date": (day, day), "law.renewed": renewed}
    assert values(shard, known).decide(shard["provisions"][0]["clauses"]) == value


def test_procedures_are_shared() -> None:
    papers = [Procedure("notify", "committee", n, None, None, None, None, "alpha", (("A/60/88", ""),)) for n in (5, 7)]
    ways = [
        exemption(f"e{n}", All(()), ((None, None),), False, paper) for n, paper in enumerate([*papers, *papers, None])
    ]
    law = law_of(made("alpha/p1", All(()), exemptions=tuple(ways)), shared=(ways[1],))
    shard = compile_law(law)["regime-alpha"]
    assert [way["procedure"] for way in shard["provisions"][0]["exempt"]] == [0, 1, 0, 1, None]
    assert [way["procedure"] for way in shard["exemptions"]] == [1]
    assert [paper["days_before"] for paper in shard["procedures"]] == [5, 7]
    assert [paper["under"] for paper in shard["procedures"]] == [[["A/60/88", ""]]] * 2


def test_categories_hold_by_any_rule_or_any_that_they_include() -> None:
    made_of = Words("item.type", frozenset({"goods"}))
    a = Category("a", "A", "W.", None, ("b", "c"), (made_of,), Confidence.LOW, PLACE)
    others = {name: Category(name, name, "W.", CITE, (), (made_of,), Confidence.HIGH, PLACE) for name in "bc"}
    shard = compile_law(Law(Registers(), {"a": a, **others}, {}, "0"))["categories"]
    assert [entry["id"] for entry in shard["categories"]][-1] == "a"
    entry = shard["categories"][-1]
    assert (entry["cite"], entry["confidence"]) == (None, "low")
    table = ClauseTable(shard["atoms"])
    for kind, category, value in (("goods", NONE, TRUE), ("rockets", one("c"), TRUE), ("rockets", NONE, FALSE)):
        known: Facts = {"item.type": one(kind), "item.category": category}
        assert AtomValues(table, known).decide(entry["clauses"]) == value
    assert shard["categories"][0]["cite"] == ["S/RES/9001 (2006)", "9", "imposes", 20061014, None, True]


def test_the_shards_carry_the_source() -> None:
    law = read_law([BASE])
    shards = compile_law(law)
    assert set(shards) == {"index", "registers", "documents", "categories", *(f"regime-{name}" for name in law.regimes)}
    assert {symbol: (entry["adopted"], set(entry["paragraphs"])) for symbol, entry in shards["documents"].items()} == {
        symbol: (document.adopted, document.paragraphs) for symbol, document in law.registers.documents.items()
    }
    index = shards["index"]
    assert (index["format"], index["version"], index["digest"], index["covers_from"]) == (
        FORMAT,
        law.registers.version,
        law.digest,
        law.registers.covers_from,
    )
    for name, source in law.regimes.items():
        shard = shards[f"regime-{name}"]
        assert index["regimes"][name] == {"guards": shard["guards"], "verified_to": source.verified_to}
        assert [p["id"] for p in shard["provisions"]] == [p.id for p in source.provisions]
        assert [e["id"] for e in shard["exemptions"]] == [e.id for e in source.exemptions]
        assert [e["applies_to"] for e in shard["exemptions"]] == [e.applies_to for e in source.exemptions]
    registers = shards["registers"]
    assert set(registers["territories"]) == set(law.registers.territories)
    assert set(registers["areas"]) == set(law.registers.areas)
    assert registers["actors"]["dealer"]["listed"][0] == ["9001", "X.1", 20090424, 20200101]
    assert registers["forces"]["mission"] == {"name": "The Mission", "aliases": ("UNX",)}
    assert registers["item_types"]["goods"] == {"hs": None, "by_material": {}}
    assert registers["adopted"] == {symbol: entry.adopted for symbol, entry in law.registers.documents.items()}
    assert [note["id"] for note in registers["notes"]["not_encoded"]] == list(law.registers.not_encoded)
    assert [note["id"] for note in registers["notes"]["not_embargoed"]] == list(law.registers.not_embargoed)
    assert json.loads(json.dumps(shards))


def test_every_run_compiles_the_same(tmp_path: Path) -> None:
    """The order of sets changes with the hash seed; nothing of it may show."""
    names = "abcdefgh"
    categories = "categories:\n" + "".join(f"  {x}: {{title: T, why: W., rules: [item.type: goods]}}\n" for x in names)
    categories += f"  z: {{title: T, why: W., includes: [{', '.join(names)}]}}\n"
    body = provision(
        "p1", "to: {state: [KP, RU, NO, SU]}", f"items: [{', '.join(names)}]", "any: {actor: [gang, dealer]}"
    )
    rules = build(tmp_path / "rules", {"categories/many.yaml": categories, "regimes/beta.yaml": regime("beta", body)})
    program = (
        "import json, sys; from pathlib import Path; from article41.law._compile import compile_law; "
        "from article41.law._source import read_law; print(json.dumps(compile_law(read_law([Path(sys.argv[1])]))))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, str(rules)],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
