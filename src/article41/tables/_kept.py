"""The tables of ours that last from batch to batch: the law, and what was learned of values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from article41.tables import _steps as steps
from article41.tables._adapter import Adapter
from article41.tables._layout import ClauseTable
from article41.tables._lenses import Lens
from article41.tables._prefilter import STATES
from article41.tables._values import Values

__all__ = ["fill", "load_law", "make_dictionaries"]


def fill(adapter: Adapter, name: str, columns: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
    """Make a table with these rows, in the place of an older one."""
    adapter.create(name, columns)
    adapter.append(name, rows)


def load_law(adapter: Adapter, table: ClauseTable) -> None:
    """Make the tables of the law: provisions, guards, clauses, and the ways of exemptions."""
    count = table.layout.words
    bits = {kind: {f"{kind}_{w}": "BIGINT" for w in range(count)} for kind in "pqrm"}
    fill(
        adapter,
        "a41_provisions",
        {"provision": "INTEGER", "id": "VARCHAR", "regime": "VARCHAR", "permits": "INTEGER", **bits["m"]},
        [(n, p.id, p.regime, int(p.permits), *table.layout.mask(p.reads)) for n, p in enumerate(table.provisions)],
    )
    numbers = dict.fromkeys(("act", "guard"), "INTEGER")
    fill(adapter, "a41_guards", {**numbers, "word": "INTEGER", "bit": "BIGINT"}, table.guards)
    fill(
        adapter,
        "a41_clauses",
        {**numbers, "provision": "INTEGER", **bits["p"], **bits["q"]},
        [(c.act, c.guard, c.provision, *c.present, *c.absent) for c in table.clauses],
    )
    fill(
        adapter,
        "a41_ways",
        {
            **dict.fromkeys(("act", "provision", "substantive"), "INTEGER"),
            **_exempt(table.exempt_words),
            **bits["p"],
            **bits["q"],
            **bits["r"],
        },
        [
            (w.act, w.provision, w.substantive, *table.exemption_bit(w.exemption), *w.present, *w.absent, *w.paper)
            for w in table.ways
        ],
    )


def _exempt(words: int) -> dict[str, str]:
    """Return the columns of a set of exemptions."""
    return {f"e_{n}": "BIGINT" for n in range(words)}


def make_dictionaries(
    adapter: Adapter, values: Values, lenses: Sequence[Lens], reads: Sequence[int], facts: int, exempt: int
) -> None:
    """Make the tables of what is learned, empty.

    Args:
        adapter: the database.
        values: what reads values.
        lenses: all that values are looked at through.
        reads: the words that provisions read.
        facts: how many numbers a set of facts takes.
        exempt: how many numbers a set of exemptions takes.
    """
    create = adapter.create
    create("a41_dates", {"date": "VARCHAR", **dict.fromkeys(("cls", *"slcd"), "INTEGER")})
    masks = {"known": "INTEGER", "mask": "BIGINT"}
    create("a41_pf_dates", {"date": "VARCHAR", **masks})
    create("a41_pf_types", {"item_type": "VARCHAR", **masks})
    create("a41_pf_codes", {"item_hs": "VARCHAR", **masks, "military": "BIGINT", "civil": "BIGINT"})
    create("a41_pf_states", {"state": "VARCHAR", "known": "INTEGER", **dict.fromkeys(STATES, "BIGINT")})
    create("a41_names", {"name": "VARCHAR"})
    create("a41_acts", {"cls": "INTEGER", "act": "INTEGER"})
    parts = [part.name for part in values.parts]
    for lens in lenses:
        create(f"a41_d_{lens.name}", steps.key_columns(lens, parts))
    for name, words in values.words.items():
        create(f"a41_c_{name}", {"cls": "INTEGER", **{f"{k}_{w}": "BIGINT" for k in "tn" for w in words}})
    create(
        "a41_patterns",
        {
            **dict.fromkeys(("act", "provision"), "INTEGER"),
            **{f"{kind}_{w}": "BIGINT" for w in reads for kind in "tn"},
            **{f"f_{n}": "BIGINT" for n in range(facts)},
        },
    )
    create("a41_missing", {**{f"f_{n}": "BIGINT" for n in range(facts)}, "missing": "VARCHAR"})
    create("a41_exempted", {"provision": "INTEGER", **_exempt(exempt), "exemption": "VARCHAR"})
