"""The whole shipped law in the engine: every ruleset that it can come to is inside what durable-rules does right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from article41 import Rulebook
from article41.engine._check import Engine
from article41.engine._encode import audit
from article41.engine._shard import Stratum
from article41.model import ITEM_TYPES
from article41.model._terms import ACTIVITIES

ENGINE = Engine(Rulebook.default(), durable=False)


def strata_of(regime: str) -> Iterator[Stratum]:
    decider = ENGINE.decider(regime)
    yield decider._exempt
    yield from {id(view): view for view in map(decider.view, ACTIVITIES)}.values()


@pytest.mark.parametrize("regime", Rulebook.default().regimes)
def test_every_ruleset_of_a_regime_passes_the_audit(regime: str) -> None:
    rulesets = [ruleset for stratum in strata_of(regime) for ruleset in stratum.rulesets()]
    assert rulesets
    for ruleset in rulesets:
        assert audit(ruleset.rules) == []


def test_every_ruleset_of_the_categories_passes_the_audit() -> None:
    for item_type in ITEM_TYPES:
        for ruleset in ENGINE.classifier._stratum(item_type).rulesets():
            assert audit(ruleset.rules) == []
