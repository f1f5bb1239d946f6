"""Hypothesis strategies for rulebooks, for transfers, and for both together.

``rulebooks()``
    rulebooks in the YAML form, as the dicts that ``Rules`` and ``write_rules`` take.
``cases()``
    a rulebook with a transfer of its own vocabulary: half of them free, half aimed at one of its rules.
``transfers_of(rules)``
    transfers of an existing rulebook's vocabulary: its States, types, edges of periods, papers.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ._dice import Dice
from ._draw_rules import draw_rulebook
from ._draw_transfers import draw_transfer
from ._pools import Pools, pools_of
from ._rules import Rules

__all__ = ["Pools", "cases", "pools_of", "rulebooks", "transfers_of"]


@st.composite
def rulebooks(draw: st.DrawFn) -> dict[str, Any]:
    """Random rulebooks: the data of ``Rules(data)``."""
    return draw_rulebook(Dice(draw))


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A rulebook's data, and a transfer (a JSON dict) that may well meet its rules."""
    dice = Dice(draw)
    data = draw_rulebook(dice)
    return data, draw_transfer(dice, pools_of(Rules(data)), aimed=dice.chance(60))


def transfers_of(rules: Rules | Pools, *, aimed: bool | None = None) -> st.SearchStrategy[dict[str, Any]]:
    """Transfers for ``rules``; give ``pools_of(rules)`` to collect the vocabulary only once."""
    pools = rules if isinstance(rules, Pools) else pools_of(rules)

    @st.composite
    def one(draw: st.DrawFn) -> dict[str, Any]:
        dice = Dice(draw)
        return draw_transfer(dice, pools, aimed=dice.chance(60) if aimed is None else aimed)

    return one()
