"""The search for what can be shown at all: what a case shows is never said to be out of reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from article41.cases._suite import Suite
from article41.coverage._gaps import find_unreachable
from article41.coverage._measure import Measure
from article41.coverage._reach import Reach
from article41.coverage._words import edge_days, edge_text, literal_text, procedure_time
from article41.law import Rulebook

from ..cases._small import suite

CASES = Path(__file__).parents[2] / "fixtures" / "cases"
ATOMS = [
    ["w", "recipient.state", ["AA"]],
    ["w", "to.state", ["AA"]],
    ["w", "recipient.kind", ["police", "media"]],
    ["w", "item.type", ["artillery_shells"]],
    ["w", "item.category", ["arms"]],
    ["w", "item.calibre_mm", []],
    ["n", "item.calibre_mm", "ge", 7500],
    ["n", "item.calibre_mm", "le", 7499],
    ["w", "end_use.purpose", ["medical"]],
    ["w", "end_use.purpose", ["medical", "research"]],
    ["w", "item.armed", ["true"]],
    ["w", "recipient.kind", ["media"]],
    ["n", "date", "ge", 20010203],
    ["w", "to.state", ["BB"]],
    ["w", "item.type", ["food"]],
]
(RECIPIENT, TO, POLICE, SHELLS, ARMS, _, BIG, SMALL, MEDICAL, EITHER, ARMED, MEDIA, DATE, TO_B, FOOD) = range(1, 16)


@pytest.mark.parametrize(
    ("true", "false", "never", "possible"),
    [
        ([RECIPIENT], [TO], [], False),  # who gets it is among those to whom it goes
        ([TO], [RECIPIENT], [], True),
        ([RECIPIENT, TO_B], [], [], True),  # another end user
        ([POLICE], [MEDIA], [], True),
        ([MEDIA], [POLICE], [], False),
        ([SHELLS], [ARMS], [], False),  # shells are arms, whatever else they are
        ([FOOD, ARMS], [], [], False),
        ([SHELLS, FOOD], [], [], False),
        ([FOOD], [-BIG], [], False),  # food has no calibre
        ([SHELLS, BIG], [], [], True),
        ([SHELLS, BIG, SMALL], [], [], False),
        ([SHELLS], [BIG, SMALL], [], False),  # between the two there is nothing
        ([MEDICAL], [EITHER], [], False),
        ([EITHER], [MEDICAL], [], True),
        ([SHELLS, ARMED], [], [], False),
        ([RECIPIENT], [], [[RECIPIENT]], False),
        ([RECIPIENT], [], [[RECIPIENT, MEDICAL]], True),  # the purpose may be left unstated
        ([RECIPIENT], [], [[TO]], False),
        ([DATE], [], [[DATE, SHELLS]], True),
        ([RECIPIENT, -RECIPIENT], [], [], False),
    ],
)
def test_what_can_be(true: list[int], false: list[int], never: list[list[int]], possible: bool) -> None:
    assert Reach(suite().engine, ATOMS).possible(true, false, never) is possible


def test_a_given_day() -> None:
    reach = Reach(suite().engine, ATOMS)
    assert reach.possible([DATE], [], [], {"date": frozenset({20010203})})
    assert not reach.possible([DATE], [], [], {"date": frozenset({20010202})})


def test_many_tests_of_one_fact_are_never_ruled_out() -> None:
    atoms = [["w", "end_use.purpose", [word]] for word in ("medical", "research", "media", "police", "government")]
    atoms += [["w", "item.list", [str(n)]] for n in range(12)]
    reach = Reach(suite().engine, atoms)
    assert reach.possible([6], [7], [[-literal for literal in range(8, 18)]])


@pytest.mark.parametrize("regime", ["dprk", "iran"])
def test_what_a_case_shows_is_never_out_of_reach(regime: str) -> None:
    shipped = Suite.of(Rulebook.default())
    if regime not in shipped.rulebook.regimes:
        pytest.skip("not in this rulebook")
    measure = Measure(shipped.engine, [regime])
    for ready in shipped.read(CASES / f"{regime}.yaml").cases:
        measure.add(shipped.run(ready))
    (plan,) = measure.plans
    shown = {element.id + element.kind: dict(element.seen) for element in plan.elements if element.exercised}
    assert len(shown) > len(plan.elements) / 2
    for element in plan.elements:
        element.seen.clear()
    find_unreachable(plan, shipped.engine)
    assert [e.id for e in plan.elements if e.unreachable and e.id + e.kind in shown] == []


def test_points_in_words() -> None:
    many = ["w", "end_use.purpose", ["a", "b", "c", "d", "e", "f", "g"]]
    assert literal_text([many], -1) == "end_use.purpose is not one of a, b, c and 4 more"
    assert literal_text([[*many[:2], ["a"]]], 1) == "end_use.purpose is a"
    assert edge_days(["n", "date", "le", 20170804], False) == (20170804, 20170805)
    assert edge_days(["n", "date", "ge", 20170804], True) == (20170803, 20170804)
    # A rule file's "before" compiles to a neighbour that may be no day.
    assert edge_days(["n", "date", "le", 20170800], False) == (20170731, 20170801)
    assert edge_text(["n", "contract.date", "le", 20170804], False)[0] == "last day of contract.date 2017-08-04"
    assert edge_text(["n", "item.total_tonnes", "ge", 5], False) == ("item.total_tonnes is at least 5", "5", "4")
    blank = {"kind": "notify", "until": None, "days_after": None, "working_days": None, "days_before": None}
    assert procedure_time(blank) is None
    assert procedure_time({**blank, "kind": "report", "days_before": 3}) is None
    assert procedure_time({**blank, "until": 20170919}) == "paper by 2017-09-19"
    assert procedure_time({**blank, "working_days": 5}) == "paper 5 working days before"
