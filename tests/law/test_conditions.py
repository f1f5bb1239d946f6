"""Conditions as rule files write them, and when they hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.engine._tokens import NONE, Tokens, one
from article41.engine._tokens import UNKNOWN as OPEN
from article41.law._conditions import SUGAR, ConditionReader, period_condition
from article41.law._ir import All, Condition, Number, Words, facts_of
from article41.law._register_files import load_registers
from article41.law._yaml import read_yaml
from article41.model._items import FIELD_WORDS, ITEM_TYPES
from article41.model._vocabulary import FACTS

from ._folders import BASE
from ._values import FALSE, TRUE, UNKNOWN, value_of

CATEGORIES = {"arms": None, "small_arms": None}
REGISTERS = load_registers([("base", BASE)], [])
READER = ConditionReader(REGISTERS, CATEGORIES)

NUMBER_FACTS = sorted(name for name, spec in FACTS.items() if spec.kind == "number")
COMPARE = {
    "at_least": lambda value, bound: value >= bound,
    "at_most": lambda value, bound: value <= bound,
    "above": lambda value, bound: value > bound,
    "below": lambda value, bound: value < bound,
    "from": lambda value, bound: value >= bound,
    "until": lambda value, bound: value <= bound,
    "after": lambda value, bound: value > bound,
    "before": lambda value, bound: value < bound,
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Read a provision's conditions from YAML."""
    path = tmp_path_factory.mktemp("conditions") / "x.yaml"

    def reader(text: str) -> Condition:
        path.write_text(text, encoding="utf-8")
        return READER.sugar(read_yaml(path))

    return reader


def day(value: date) -> int:
    return value.year * 10000 + value.month * 100 + value.day


# Numbers


@given(
    st.sampled_from(NUMBER_FACTS),
    st.sampled_from(("at_least", "at_most", "above", "below")),
    st.decimals(min_value=0, max_value=1000, places=4),
    st.integers(-2, 2),
)
def test_a_number_is_compared_exactly(read: Any, fact: str, test: str, bound: Decimal, step: int) -> None:
    scale = FACTS[fact].scale
    kept = int(bound * scale) + step
    condition = read(f"when: [{{{fact}: {{{test}: {bound}}}}}]")
    expected = COMPARE[test](Decimal(kept) / scale, bound)
    assert value_of(condition, {fact: (kept, kept)}) == (TRUE if expected else FALSE)


@pytest.mark.parametrize("test", ["at_least", "at_most", "above", "below"])
@pytest.mark.parametrize(
    ("fact", "bound"), [("item.calibre_mm", "12.7"), ("item.value_usd", "0.01"), ("item.range_km", "300")]
)
def test_the_bound_itself(read: Any, fact: str, bound: str, test: str) -> None:
    kept = int(Decimal(bound) * FACTS[fact].scale)
    condition = read(f"when: {{{fact}: {{{test}: {bound}}}}}")
    for value in (kept - 1, kept, kept + 1):
        assert value_of(condition, {fact: (value, value)}) == (TRUE if COMPARE[test](value, kept) else FALSE)


def test_a_bound_finer_than_the_fact_is_between_two_of_its_values(read: Any) -> None:
    fact = "item.calibre_mm"
    for test, holds in (("at_least", 1271), ("above", 1271), ("at_most", 1270), ("below", 1270)):
        condition = read(f"when: {{{fact}: {{{test}: 12.705}}}}")
        other = 1270 + 1271 - holds
        assert value_of(condition, {fact: (holds, holds)}) == TRUE
        assert value_of(condition, {fact: (other, other)}) == FALSE


def test_an_interval_is_true_false_or_unknown(read: Any) -> None:
    condition = read("when: {item.calibre_mm: {at_least: 75, below: 100}}")
    for interval, value in (
        ((7500, 9999), TRUE),
        ((7499, 9999), UNKNOWN),
        ((7500, 10000), UNKNOWN),
        ((0, 7499), FALSE),
        ((10000, 20000), FALSE),
        (None, FALSE),
    ):
        assert value_of(condition, {"item.calibre_mm": interval}) == value


def test_the_largest_number(read: Any) -> None:
    assert read("when: {item.tonnes_standard: {at_most: 1073741824}}") == All(
        (Number("item.tonnes_standard", "le", 2**30),)
    )


# Dates


@given(st.sampled_from(("from", "until", "before", "after")), st.dates(), st.integers(-1, 1))
def test_a_date_is_compared_by_the_day(read: Any, test: str, bound: date, step: int) -> None:
    ordinal = min(max(bound.toordinal() + step, 1), date.max.toordinal())
    stated = date.fromordinal(ordinal)
    condition = read(f"when: [{{contract.date: {{{test}: {bound}}}}}]")
    expected = TRUE if COMPARE[test](stated, bound) else FALSE
    assert value_of(condition, {"contract.date": (day(stated), day(stated))}) == expected


def test_a_month_is_unknown_where_the_day_decides(read: Any) -> None:
    month = {"contract.date": (20170801, 20170831)}
    assert value_of(read("when: {contract.date: {before: 2017-08-05}}"), month) == UNKNOWN
    assert value_of(read("when: {contract.date: {before: 2017-09-01}}"), month) == TRUE
    assert value_of(read("when: {contract.date: {after: 2017-08-31}}"), month) == FALSE


@pytest.mark.parametrize("key", ["during", "date"])
def test_a_period_includes_both_its_days(read: Any, key: str) -> None:
    condition = read(f"when: {{{key}: 2009-06-12 .. 2016-03-01}}")
    for stated, value in ((20090611, FALSE), (20090612, TRUE), (20160301, TRUE), (20160302, FALSE)):
        assert value_of(condition, {"date": (stated, stated)}) == value


def test_a_contract_can_lie_in_a_period(read: Any) -> None:
    condition = read("when: {contract.date: .. 2016-03-01}")
    assert facts_of(condition) == {"contract.date"}
    assert value_of(condition, {"contract.date": (20160301, 20160301)}) == TRUE


def test_an_open_period_is_always() -> None:
    assert period_condition("date", None, None) == All(())


# Words


@pytest.mark.parametrize(
    ("tokens", "value"),
    [
        (one("KP"), TRUE),
        (one("RU"), FALSE),
        (NONE, FALSE),
        (OPEN, UNKNOWN),
        (Tokens(maybe=frozenset({"KP", "CN"})), UNKNOWN),
        (Tokens(no=frozenset({"KP", "SU"}), open=True), FALSE),
        (Tokens(no=frozenset({"KP"}), open=True), UNKNOWN),
    ],
)
def test_one_of_several_words(read: Any, tokens: Tokens, value: int) -> None:
    assert value_of(read("when: {recipient.state: [KP, SU]}"), {"recipient.state": tokens}) == value


@pytest.mark.parametrize(
    ("tokens", "value"),
    [
        (one("livelihood"), TRUE),
        (one("livelihood", "medical"), TRUE),
        (one("livelihood", "military"), FALSE),
        (one("military"), FALSE),
        (NONE, FALSE),
        (OPEN, UNKNOWN),
        (Tokens(frozenset({"livelihood"}), open=True), UNKNOWN),
    ],
)
def test_only_is_these_and_nothing_else(read: Any, tokens: Tokens, value: int) -> None:
    condition = read("when: {end_use.purpose: {only: [livelihood, medical]}}")
    assert value_of(condition, {"end_use.purpose": tokens}) == value


def test_only_every_word_is_any_word(read: Any) -> None:
    words = sorted(FACTS["item.condition"].values or ())
    condition = read(f"when: {{item.condition: {{only: [{', '.join(words)}]}}}}")
    assert value_of(condition, {"item.condition": one(*words)}) == TRUE
    assert value_of(condition, {"item.condition": NONE}) == FALSE


@pytest.mark.parametrize(("tokens", "value"), [(one("KP"), TRUE), (NONE, FALSE), (OPEN, UNKNOWN)])
def test_present(read: Any, tokens: Tokens, value: int) -> None:
    facts = {"intermediary.state": tokens}
    assert value_of(read("when: {intermediary.state: {present: true}}"), facts) == value
    assert value_of(read("when: {intermediary.state: {present: false}}"), facts) == 2 - value


def test_present_covers_every_word_that_the_fact_can_have(read: Any) -> None:
    registers = {
        "state": REGISTERS.territories,
        "area": REGISTERS.areas,
        "actor": REGISTERS.actors,
        "force": REGISTERS.forces,
        "party_list": REGISTERS.party_lists,
        "list": REGISTERS.control_lists,
        "matter": REGISTERS.matters,
        "category": CATEGORIES,
        "item_type": ITEM_TYPES,
        "subject": {*ITEM_TYPES, *CATEGORIES},
    }
    for name, spec in FACTS.items():
        words = spec.values or registers.get(spec.register or "") or FIELD_WORDS.get(name)
        if spec.kind != "token" or words is None or name == "law.renewed":
            continue
        assert read(f"when: {{{name}: {{present: true}}}}") == All((Words(name, frozenset(words)),))


def test_only_and_present_together_are_all_of_both(read: Any) -> None:
    condition = read("when: {reason: {only: [repair], present: true}}")
    assert value_of(condition, {"reason": one("repair")}) == TRUE
    assert value_of(condition, {"reason": one("sale")}) == FALSE


@pytest.mark.parametrize(
    ("stated", "value"), [("7204", TRUE), ("72041", TRUE), ("72", UNKNOWN), ("7205", FALSE), ("7305", TRUE)]
)
def test_codes_nest(read: Any, stated: str, value: int) -> None:
    assert value_of(read('when: {item.hs: ["7204", "73"]}'), {"item.hs": one(stated)}) == value


@pytest.mark.parametrize(
    ("fact", "word"),
    [
        ("recipient.state", "NO"),
        ("to.area", "CD-NK"),
        ("any.actor", "gang"),
        ("recipient.force", "mission"),
        ("any.listed", '"9001"'),
        ("item.list", "S/2006/814"),
        ("determined", "quota"),
        ("item.category", "arms"),
        ("item.subject", "arms"),
        ("item.subject", "small_arms"),
        ("item.type", "goods"),
        ("item.material", "coal"),
        ("item.control", "ML3.a"),
        ("route.entry_point", "Goma"),
        ("contract.written", "true"),
    ],
)
def test_a_word_of_each_register(read: Any, fact: str, word: str) -> None:
    assert read(f"when: {{{fact}: {word}}}") == All((Words(fact, frozenset({word.strip(chr(34))})),))


# Joined


def test_short_forms_are_the_long_ones(read: Any, tmp_path: Path) -> None:
    short = read(
        "acts: [supply]\nitems: [arms]\nfrom: {state: KP}\nto: {state: RU, kind: company}\nvessel: {flag: KP}\n"
        "end_use: {purpose: military}\nroute: {mode: sea}\nwhen: {reason: gift}"
    )
    long = read(
        "when:\n  - activity: supply\n  - {from.state: KP, to.state: RU}\n  - to.kind: company\n  - vessel.flag: KP\n"
        "  - {route.mode: sea, end_use.purpose: military}\n  - item.concerns: arms\n  - reason: gift\n"
    )
    assert facts_of(short) == facts_of(long)
    assert {str(member) for member in _flat(short)} == {str(member) for member in _flat(long)}


def _flat(condition: Condition) -> list[Condition]:
    if isinstance(condition, All):
        return [leaf for member in condition.members for leaf in _flat(member)]
    return [condition]


def test_every_short_key_is_read(read: Any) -> None:
    examples = {
        "acts": ("supply", "activity"),
        "items": ("arms", "item.concerns"),
        "when": ("{reason: gift}", "reason"),
        "intermediary": ("{role: broker}", "intermediary.role"),
        "route": ("{transit: KP}", "route.transit"),
        "vessel": ("{flag: KP}", "vessel.flag"),
        "end_use": ("{purpose: military}", "end_use.purpose"),
        **{who: ("{state: KP}", f"{who}.state") for who in ("from", "to", "any", "supplier", "recipient", "end_user")},
    }
    assert set(examples) == set(SUGAR)
    for key, (text, fact) in examples.items():
        assert facts_of(read(f"{key}: {text}")) == {fact}


@pytest.mark.parametrize(
    ("text", "repair", "sale"),
    [
        ("[{reason: repair}, {item.origin: KP}]", UNKNOWN, FALSE),
        ("[{reason: repair, item.origin: KP}]", UNKNOWN, FALSE),
        ("[{all: [{reason: repair}, {item.origin: KP}]}]", UNKNOWN, FALSE),
        ("[{any: [{reason: repair}, {item.origin: KP}]}]", TRUE, UNKNOWN),
        ("[{not: {reason: repair}}]", FALSE, TRUE),
        ("[{not: [{reason: repair}, {item.origin: KP}]}]", UNKNOWN, TRUE),
        ("[{not: {any: [{reason: repair}, {item.origin: KP}]}}]", FALSE, UNKNOWN),
    ],
)
def test_all_any_and_not(read: Any, text: str, repair: int, sale: int) -> None:
    condition = read(f"when: {text}")
    assert value_of(condition, {"reason": one("repair"), "item.origin": OPEN}) == repair
    assert value_of(condition, {"reason": one("sale"), "item.origin": OPEN}) == sale


def test_nothing_said_is_always_true(read: Any) -> None:
    assert read("rule: A rule.") == All(())
    assert read("when: ~\nto: null") == All(())
