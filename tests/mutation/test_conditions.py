"""What can be changed in a condition."""

from __future__ import annotations

from pathlib import Path

import pytest

from article41.law._conditions import ConditionReader
from article41.law._ir import All, Any, Condition, Not, Number, Words
from article41.law._yaml import read_yaml
from article41.model._terms import PURPOSES
from article41.mutation._conditions import Change, Vocabulary, changes_of
from tests.mutation._small import law


@pytest.fixture
def words(tmp_path: Path) -> Vocabulary:
    read = law(tmp_path)
    return Vocabulary(read.registers, read.categories)


def condition(text: str, tmp_path: Path, words: Vocabulary) -> Condition:
    path = tmp_path / "condition.yaml"
    path.write_text(text, encoding="utf-8")
    return ConditionReader(words.registers, words.categories).sugar(read_yaml(path))


def changes(text: str, tmp_path: Path, words: Vocabulary) -> dict[str, Change]:
    return {f"{c.kind}:{c.detail}": c for c in changes_of(condition(text, tmp_path, words), words)}


def test_each_member_of_all_and_any_can_be_dropped(tmp_path: Path, words: Vocabulary) -> None:
    found = changes("when: [{any: [{reason: gift}, {reason: loan}]}, {to.state: KP}]", tmp_path, words)
    gift = found["drop-alternative:reason=gift"].condition
    loan, to = Words("reason", frozenset({"loan"})), Words("to.state", frozenset({"KP"}))
    assert gift == All((Any((loan,)), to))
    assert found["drop-condition:any(reason=gift|reason=loan)"].condition == All((to,))


def test_the_last_alternative_stays(tmp_path: Path, words: Vocabulary) -> None:
    found = changes("when: [{any: [{reason: gift}]}, {not: {reason: loan}}]", tmp_path, words)
    assert not [key for key in found if key.startswith("drop-alternative")]
    # An empty 'not' does not load either; the whole of it can go.
    assert {key for key in found if key.startswith("drop-condition")} == {
        "drop-condition:any(reason=gift)",
        "drop-condition:not(reason=loan)",
    }


def test_words_are_taken_out_one_by_one(tmp_path: Path, words: Vocabulary) -> None:
    found = changes("when: [{reason: [gift, loan]}]", tmp_path, words)
    assert found["drop-word:reason=gift"].condition == All((Words("reason", frozenset({"loan"})),))
    assert "drop-word:reason=loan" in found


def test_only_changes_both_its_sides(tmp_path: Path, words: Vocabulary) -> None:
    found = changes("when: [{end_use.purpose: {only: [medical, livelihood]}}]", tmp_path, words)
    changed = found["drop-word:end_use.purpose=only:medical"].condition
    rest = frozenset(PURPOSES) - {"livelihood"}
    fact = "end_use.purpose"
    assert changed == All((All((Words(fact, frozenset({"livelihood"})), Not(Words(fact, rest)))),))


def test_presence_is_no_list_of_words(tmp_path: Path, words: Vocabulary) -> None:
    found = changes("when: [{to.actor: {present: true}}, {route.mode: {present: true}}]", tmp_path, words)
    assert not [key for key in found if key.startswith("drop-word")]


def test_truth_is_turned_round(tmp_path: Path, words: Vocabulary) -> None:
    found = changes('when: [{item.military: "true"}]', tmp_path, words)
    assert found["opposite:item.military=false"].condition == All((Words("item.military", frozenset({"false"})),))


@pytest.mark.parametrize(
    ("fact", "word", "other"),
    [
        ("to.state", "KP", "from.state"),
        ("from.state", "KP", "to.state"),
        ("to.kind", "company", "supplier.kind"),
        ("supplier.kind", "company", "recipient.kind"),
        ("end_user.state", "KP", "supplier.state"),
    ],
)
def test_direction_is_swapped(tmp_path: Path, words: Vocabulary, fact: str, word: str, other: str) -> None:
    found = changes(f"when: [{{{fact}: {word}}}]", tmp_path, words)
    changed = found[f"direction:{fact}={word}>{other}"].condition
    assert changed == All((Words(other, frozenset({word})),))


def test_any_party_has_no_direction(tmp_path: Path, words: Vocabulary) -> None:
    found = changes("when: [{any.state: KP}, {reason: gift}, {vessel.flag: KP}]", tmp_path, words)
    assert not [key for key in found if key.startswith("direction")]


def test_categories_are_widened_and_narrowed(tmp_path: Path, words: Vocabulary) -> None:
    found = changes("when: [{item.concerns: small_arms}, {item.category: arms}]", tmp_path, words)
    assert "widen:item.concerns=small_arms>arms" in found
    assert "narrow:item.category=arms>small_arms" in found
    assert "widen:item.category=arms>small_arms" not in found


def test_numbers_move_by_the_least_step(tmp_path: Path, words: Vocabulary) -> None:
    found = changes("when: [{item.calibre_mm: {at_least: 75}}]", tmp_path, words)
    assert found["threshold:item.calibre_mm>=75-1"].condition == All((Number("item.calibre_mm", "ge", 7499),))
    assert found["threshold:item.calibre_mm>=75+1"].condition == All((Number("item.calibre_mm", "ge", 7501),))


def test_numbers_stay_above_nothing(tmp_path: Path, words: Vocabulary) -> None:
    found = changes("when: [{item.calibre_mm: {at_most: 0}}]", tmp_path, words)
    assert [key for key in found if key.startswith("threshold")] == ["threshold:item.calibre_mm<=0+1"]


def test_dates_move_by_a_day_over_the_end_of_a_month(tmp_path: Path, words: Vocabulary) -> None:
    found = changes("when: [{contract.date: {before: 2017-03-01}}]", tmp_path, words)
    assert found["date:contract.date<=2017-02-28+1"].condition == All((Number("contract.date", "le", 20170301),))
    assert found["date:contract.date<=2017-02-28-1"].condition == All((Number("contract.date", "le", 20170227),))


def test_long_conditions_have_short_and_distinct_names(tmp_path: Path, words: Vocabulary) -> None:
    purposes = ", ".join(PURPOSES[:12])
    found = changes(f"when: [{{end_use.purpose: [{purposes}]}}, {{reason: gift}}]", tmp_path, words)
    dropped = [key for key in found if key.startswith("drop-condition:end_use")]
    assert len(dropped) == 1
    assert len(dropped[0]) < 100
    fewer = changes(f"when: [{{end_use.purpose: [{purposes}, {PURPOSES[12]}]}}, {{reason: gift}}]", tmp_path, words)
    assert dropped[0] not in fewer


def test_category_graph(words: Vocabulary) -> None:
    assert words.below("arms") == {"arms", "small_arms"}
    assert words.above("small_arms") == {"small_arms", "arms"}
