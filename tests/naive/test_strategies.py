"""The strategies: what they draw is valid, is decided, and reaches every answer."""

from __future__ import annotations

import json
import random
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from article41.model import Transfer

from ._dice import Dice
from ._draw_rules import draw_rulebook
from ._draw_transfers import draw_transfer
from ._evaluate import STATUSES, VERDICTS, evaluate, naive_summary
from ._logic import Kleene, Words, evaluate_condition, unknown_facts
from ._pools import pools_of
from ._rules import Rules, load_rules, write_rules
from .strategies import cases, rulebooks, transfers_of

_RULES = Path(__file__).parents[2] / "rules"
_slow = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@_slow
@given(case=cases())
def test_a_drawn_transfer_is_valid_and_its_report_plain_data(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    data, transfer = case
    Transfer.model_validate_json(json.dumps(transfer))
    summary = naive_summary(evaluate(Rules(data), transfer))
    assert json.loads(json.dumps(summary)) == summary
    for verdict, shown in (pair for by_verdict in summary["findings"].values() for pair in by_verdict.items()):
        assert bool(shown["missing"]) is (verdict == "undetermined")
        assert verdict == "permitted" or "met" not in shown["exemptions"].values()


@settings(max_examples=15, deadline=None)
@given(case=cases())
def test_a_drawn_rulebook_means_the_same_from_its_files(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    data, transfer = case
    folder = tmp_path_factory.mktemp("rules")
    write_rules(data, folder)
    again = load_rules(folder)
    assert naive_summary(evaluate(again, transfer)) == naive_summary(evaluate(Rules(data), transfer))


@_slow
@given(data=rulebooks(), draw=st.data())
def test_transfers_can_be_drawn_for_any_rulebook(data: dict[str, Any], draw: st.DataObject) -> None:
    rules = Rules(data)
    evaluate(rules, draw.draw(transfers_of(rules)))


def test_drawn_cases_reach_every_verdict_and_status() -> None:
    source = random.Random(41)
    dice = Dice(lambda _: source.randbytes(40))
    seen: Counter[str] = Counter()
    for _ in range(1500):
        data = draw_rulebook(dice)
        rules = Rules(data)
        report = evaluate(rules, draw_transfer(dice, pools_of(rules), aimed=True))
        seen[report.verdict] += 1
        seen.update(status for finding in report.findings.values() for status in finding.exemptions.values())
        seen.update(f"obligation {certain}" for certain in report.obligations.values())
        seen.update(f"advisory {certain}" for certain in report.advisories.values())
    wanted = {*VERDICTS, *STATUSES}
    wanted |= {f"{kind} {certain}" for kind in ("obligation", "advisory") for certain in (True, False)}
    assert {name: seen[name] for name in wanted if seen[name] < 5} == {}


def test_the_laws_own_vocabulary_gives_valid_transfers_that_are_decided() -> None:
    rules = load_rules(_RULES)
    if not rules.regimes or not rules.register("territories"):
        pytest.skip("the law is not all there")
    pools = pools_of(rules)
    source = random.Random(41)
    dice = Dice(lambda _: source.randbytes(40))
    verdicts: Counter[str] = Counter()
    for index in range(60):
        transfer = draw_transfer(dice, pools, aimed=index % 3 > 0)
        Transfer.model_validate_json(json.dumps(transfer))
        verdicts[evaluate(rules, transfer).verdict] += 1
    assert verdicts["prohibited"] >= 5
    assert len(verdicts) >= 3


# The missing facts against their definition, by trying every set of tests


_LEAVES = [{fact: "x"} for fact in ("reason", "supplier.kind", "recipient.kind", "determined")]
_CONDITIONS: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(_LEAVES),
    lambda inner: st.builds(
        lambda key, members: {key: members},
        st.sampled_from(["all", "any"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(condition=_CONDITIONS)
def test_missing_facts_are_those_of_the_smallest_sets_that_settle_it(condition: Any) -> None:
    names = [next(iter(leaf)) for leaf in _LEAVES]

    def holds(chosen: tuple[str, ...]) -> bool:
        facts = {n: Words(has=frozenset({"x"})) if n in chosen else Words(maybe=None) for n in names}
        return evaluate_condition(condition, facts) is Kleene.TRUE

    enough = [set(c) for size in range(len(names) + 1) for c in combinations(names, size) if holds(c)]
    smallest = [one for one in enough if not any(other < one for other in enough)]
    unknown = {name: Words(maybe=None) for name in names}
    assert unknown_facts(condition, unknown) == set().union(*smallest)
