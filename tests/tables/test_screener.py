"""What a Screener tells of a table, and what it refuses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from article41 import InputError
from article41.engine._check import Engine
from article41.law import Rulebook
from article41.tables import DuckDb, Screener
from article41.tables._layout import WORD
from tests.engine._small import law, provision
from tests.tables._rows import decide, row_of, told
from tests.tables.test_equal import single

SHELLS: dict[str, Any] = {
    "date": "2023-09-13",
    "supplier": {"state": "KP"},
    "recipient": {"state": "RU"},
    "items": [{"type": "artillery_shells"}],
    "screening": {"un_lists": "clear"},
}
FLOUR: dict[str, Any] = {
    "date": "2023-09-13",
    "supplier": {"state": "FR"},
    "recipient": {"state": "JP"},
    "items": [{"type": "goods", "hs": "110100", "origin": "FR"}],
    "screening": {"un_lists": "clear"},
}


@pytest.fixture(scope="module")
def shipped() -> tuple[DuckDb, Screener, Engine]:
    adapter = DuckDb(threads=1)
    return adapter, Screener(None, adapter), Engine(Rulebook.default(), durable=False)


def _same(shipped: tuple[DuckDb, Screener, Engine], documents: list[dict[str, Any]]) -> list[dict[str, Any] | None]:
    adapter, screener, engine = shipped
    found = told(adapter, decide(screener, adapter, [row_of(d) for d in documents]), len(documents))
    expected = [single(engine, document) for document in documents]
    assert found == expected
    return found


def test_every_row_has_a_verdict(shipped: tuple[DuckDb, Screener, Engine]) -> None:
    shells, flour = _same(shipped, [SHELLS, FLOUR])
    assert shells is not None
    assert flour is not None
    assert (shells["verdict"], flour["verdict"]) == ("prohibited", "out_of_scope")
    assert not flour["findings"]


@pytest.mark.parametrize(
    "change",
    [
        {"date": "2006"},
        {"date": "2006-10"},
        {"date": "2006-10-13"},
        {"date": "2006-10-14"},
        {"items": [{"type": "goods", "hs": "93"}]},
        {"items": [{"type": "goods", "hs": "930690"}]},
        {"items": [{"type": "goods"}]},
        {"supplier": {"state": "North Korea"}},
        {"supplier": {"state": "democratic people's republic of korea"}},
        {"supplier": {}},
        {"recipient": {"name": "Korea Mining Development Trading Corporation"}},
        {"recipient": {"name": "KOREA MINING DEVELOPMENT TRADING CORPORATION"}},
        {"recipient": {"name": "Some House"}, "screening": {}},
        {"end_user": {}},
        {"end_user": {"state": "KP"}, "supplier": {"state": "FR"}},
        {"route": {"vessel": {}, "aircraft": {"flag": "KP"}}},
        {"route": {"vessel": {"flag": "KP"}}, "supplier": {"state": "FR"}},
        {"route": {"transit": ["KP"]}, "supplier": {"state": "FR"}},
        {"intermediaries": [{"role": "broker", "state": "KP"}], "supplier": {"state": "FR"}},
        {"activities": ["negotiation"]},
        {"activities": ["financing", "transport"]},
        {"items": [{"type": "technical_assistance", "subjects": ["artillery_shells"]}]},
        {"items": [{"type": "technical_assistance"}]},
        {"items": [{"type": "goods", "hs": "280000", "controls": ["NSG-1"]}], "supplier": {"state": "FR"}},
        {"items": [{"type": "petroleum", "quantity": {"amount": 10, "unit": "barrels"}}], "recipient": {"state": "KP"}},
    ],
)
def test_as_the_single_check(shipped: tuple[DuckDb, Screener, Engine], change: dict[str, Any]) -> None:
    # Between rows that are well known by now: the filter has seen their values before.
    _same(shipped, [FLOUR, {**FLOUR, **change}, {**SHELLS, **change}, SHELLS])


def test_what_a_check_would_refuse_is_told(shipped: tuple[DuckDb, Screener, Engine]) -> None:
    adapter, screener, engine = shipped
    bad = [
        {**SHELLS, "recipient": {"state": "Freedonia"}},
        {**FLOUR, "recipient": {"state": "Korea"}},
        {**SHELLS, "recipient": {"state": "SU"}},
        {**SHELLS, "determinations": [{"matter": "weather", "found": True}]},
        {**SHELLS, "authorisations": [{"kind": "approval", "body": "committee", "status": "granted", "under": "8"}]},
        {**SHELLS, "recipient": {"actor": "nobody at all"}},
        {**SHELLS, "items": [{"type": "training", "subjects": ["weather"]}]},
    ]
    decided = decide(screener, adapter, [row_of(document) for document in [*bad, SHELLS]])
    found = told(adapter, decided, len(bad) + 1)
    assert [single(engine, document) for document in bad] == found[:-1] == [None] * len(bad)
    assert found[-1] is not None
    told_of = {row: (column, reason) for row, column, reason in adapter.fetch(f"SELECT * FROM {decided.refused}")}
    assert told_of[0][0] == "recipient_state"
    assert "'Freedonia' is not a State" in told_of[0][1]
    assert [told_of[n][0] for n in (3, 4, 5, 6)] == [
        "determinations", "authorisations", "recipient_actor", "item_subjects",
    ]  # fmt: skip


def test_batches_are_as_the_whole(shipped: tuple[DuckDb, Screener, Engine]) -> None:
    adapter, screener, _ = shipped
    rows = [row_of({**document, "date": f"20{year:02}-03-01"}) for year in range(25) for document in (SHELLS, FLOUR)]
    whole = told(adapter, decide(screener, adapter, rows), len(rows))
    again = told(adapter, decide(screener, adapter, rows), len(rows))
    parts = [told(adapter, decide(screener, adapter, [row]), 1)[0] for row in rows]
    assert whole == again == parts


def test_an_empty_table(shipped: tuple[DuckDb, Screener, Engine]) -> None:
    adapter, screener, _ = shipped
    decided = decide(screener, adapter, [])
    assert [adapter.fetch(f"SELECT COUNT(*) FROM {name}") for name in decided] == [[(0,)]] * 3


@pytest.mark.parametrize("left_out", ["row", "date", "item_type"])
def test_columns_that_must_be_there(shipped: tuple[DuckDb, Screener, Engine], left_out: str) -> None:
    adapter, screener, _ = shipped
    columns = {"row": "BIGINT", "date": "VARCHAR", "item_type": "VARCHAR"}
    del columns[left_out]
    adapter.create("batch", columns)
    with pytest.raises(InputError, match=f"the table batch has no column {left_out}"):
        screener.decide("batch")


def test_a_law_without_prohibitions() -> None:
    adapter = DuckDb(threads=1)
    screener = Screener(law({"p": provision(to={"state": "AA"}, effect="advise")}), adapter)
    rows = [{"date": "2004-05-06", "item_type": "artillery_shells", "recipient_state": "AA"}]
    assert told(adapter, decide(screener, adapter, rows), 1) == [{"verdict": "out_of_scope", "findings": {}}]


def _exempt(**keys: Any) -> dict[str, Any]:
    return {"cite": "S/RES/200 (2010) 3", "summary": "It is allowed.", **keys}


_PAPER = {"kind": "approval", "body": "committee", "status": "granted", "date": "2000-02-01"}


@pytest.mark.parametrize("paper", [None, {**_PAPER, "under": "S/RES/200 (2010) 3"}])
@pytest.mark.parametrize("acts", [["supply"], ["supply", "brokering"], ["brokering", "transport"]])
def test_an_exemption_stands_for_a_finding_as_it_does_for_every_act(
    acts: list[str], paper: dict[str, Any] | None
) -> None:
    approve = {"procedure": {"approve": "committee"}}
    exempt = {
        "any-act": _exempt(recipient={"kind": "police"}, **approve),
        "no-transport": _exempt(when=[{"activity": ["supply", "brokering"]}], **approve),
        "supply-only": _exempt(acts=["supply"]),
        "two-words": _exempt(recipient={"kind": ["police", "media"]}, **approve),
    }
    rulebook = law({"p": provision(to={"state": "AA"}, exempt=exempt)})
    document = {
        "date": "2020-05-06",
        "items": [{"type": "artillery_shells"}],
        "recipient": {"state": "AA", "kind": "police"},
        "activities": acts,
        **({"authorisations": [paper]} if paper else {}),
    }
    adapter = DuckDb(threads=1)
    (found,) = told(adapter, decide(Screener(rulebook, adapter), adapter, [row_of(document)]), 1)
    assert found == single(Engine(rulebook, durable=False), document)
    assert found is not None
    assert any(made["exemption"] for made in found["findings"]["r/p"].values())


def test_more_exemptions_than_bits_in_a_number() -> None:
    names = [f"e{n}" for n in range(WORD + 9)]
    exempt = {name: _exempt(end_user={"kind": "police" if n % 9 else "media"}) for n, name in enumerate(names)}
    rulebook = law({"p": provision(to={"state": "AA"}, exempt=exempt), "q": provision(to={"state": "AA"})})
    document = {
        "date": "2020-05-06",
        "items": [{"type": "artillery_shells"}],
        "recipient": {"state": "AA", "kind": "media"},
    }
    adapter = DuckDb(threads=1)
    (found,) = told(adapter, decide(Screener(rulebook, adapter), adapter, [row_of(document)]), 1)
    assert found == single(Engine(rulebook, durable=False), document)
    assert found is not None
    assert found["findings"]["r/p"]["permitted"]["exemption"] == names[::9]


class _Stopped(DuckDb):
    """Is interrupted after so many statements, once."""

    left: int | None = None

    def _count(self) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                self.left = None
                raise KeyboardInterrupt

    def materialise(self, name: str, sql: str, *, of_source: bool = False) -> None:
        self._count()
        super().materialise(name, sql, of_source=of_source)

    def append(self, name: str, rows: Sequence[Sequence[Any]]) -> None:
        self._count()
        super().append(name, rows)

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        found = super().fetch(sql)
        self._count()
        return found


def test_an_interruption_leaves_a_screener_that_is_right() -> None:
    rulebook = law({"p": provision(to={"state": "AA"}, items=["arms"]), "q": provision(any={"listed": "77"})})
    engine = Engine(rulebook, durable=False)
    documents = [
        {"date": "2004-05-06", "items": [{"type": "artillery_shells"}], "recipient": {"state": "AA"}},
        {"date": "2004", "items": [{"type": "goods"}], "supplier": {"state": "BB"}},
        {"date": "2004-05-06", "items": [{"type": "goods"}], "supplier": {"state": "nowhere"}},
    ]
    rows = [row_of(document) for document in documents]
    expected = [single(engine, document) for document in documents]
    adapter = _Stopped(threads=1)
    for after in range(0, 120, 7):
        screener = Screener(rulebook, adapter)
        adapter.left = after + 3
        try:
            decide(screener, adapter, rows)
        except KeyboardInterrupt:
            pass
        else:
            assert after > 50
        adapter.left = None
        assert told(adapter, decide(screener, adapter, rows), len(rows)) == expected


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("date", "2023-13-01"),
        ("date", None),
        ("item_type", "wonders"),
        ("item_type", None),
        ("item_hs", "9"),
        ("activities", "thinking"),
        ("authorisations", "[{"),
        ("intermediaries", "{}"),
        ("contract_date", "soon"),
    ],
)
def test_a_row_that_is_no_transfer_is_refused(
    shipped: tuple[DuckDb, Screener, Engine], column: str, text: str | None
) -> None:
    adapter, screener, _ = shipped
    decided = decide(screener, adapter, [{**row_of(SHELLS), column: text}, row_of(SHELLS)])
    bad, good = told(adapter, decided, 2)
    assert bad is None
    assert good is not None
    assert {name for (name,) in adapter.fetch(f"SELECT column_name FROM {decided.refused}")} >= {column}
