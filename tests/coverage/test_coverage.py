"""Coverage by a law of one regime, small enough to say by hand what each case shows."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from article41 import InputError
from article41.cases._suite import Suite
from article41.coverage import CATEGORIES, Coverage, Gauge
from article41.coverage._elements import Element
from article41.coverage._view import fill_coverage
from article41.law import Rulebook
from article41.render._page import Page

from ..cases._small import LAW, write

REGIME = """\
regime: mini
title: Mini
target: [AA]
committee: "100"
status: in_force
verified_to: 2024-12-31
exemptions:
  power:
    cite: S/RES/100 (2001) 5
    in_force: 2001-02-03 ..
    applies_to: [arms]
    procedure: {approve: committee}
    summary: The Committee may exempt.
provisions:
  arms:
    cite: {imposes: S/RES/100 (2001) 1}
    in_force: 2001-02-03 .. 2009-12-31
    to: {state: AA}
    when: [{any: [{item.category: arms}, {item.type: rockets, item.calibre_mm: {at_least: 75}}]}]
    rule: No arms.
    exempt:
      hunting:
        cite: S/RES/100 (2001) 2
        in_force: 2001-02-03 .. 2005-05-05
        when: [{end_use.purpose: {only: [livelihood]}}]
        procedure: {notify: committee, days_before: 5}
        summary: For hunting.
    confidence: high
  inspect:
    cite: {imposes: S/RES/100 (2001) 4}
    in_force: 2001-02-03 .. 2002-02-02
    renewal: unverified
    effect: oblige
    duty: inspect
    to: {state: AA}
    items: [arms]
    rule: Inspect.
    confidence: high
"""


@pytest.fixture
def mini(tmp_path: Path) -> Rulebook:
    folder = tmp_path / "mini"
    shutil.copytree(LAW, folder)
    (folder / "regimes" / "aland.yaml").unlink()
    (folder / "regimes" / "mini.yaml").write_text(REGIME)
    return Rulebook.load(folder, shipped=False)


@pytest.fixture
def measured(mini: Rulebook, tmp_path: Path) -> Callable[..., Coverage]:
    def measure(*cases: dict[str, Any], names: tuple[str, ...] = (), **head: Any) -> Coverage:
        suite = Suite.of(mini)
        path = write(tmp_path, *cases, **{"regime": "mini", **head})
        file = suite.read(path)
        assert file.problems == ()
        gauge = Gauge(suite.engine, names)
        for ready in file.cases:
            gauge.add(suite.run(ready))
        coverage, problems = gauge.result([path])
        assert problems == []
        return coverage

    return measure


def shells(**changes: Any) -> dict[str, Any]:
    return {"date": "2008-01-01", "supplier": "BB", "recipient": "AA", "items": ["artillery_shells"], **changes}


def case(name: str, expect: str, transfer: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "transfer": transfer, "expect": expect, "why": "W.", **more}


def elements(coverage: Coverage) -> dict[str, Element]:
    """By kind and id: a provision, its exemption and its clause may all be called by the owner alone."""
    return {f"{element.kind} {element.id}": element for result in coverage.results for element in result.elements}


def test_what_there_is_to_cover(measured: Callable[..., Coverage]) -> None:
    found = elements(measured(case("x", "out_of_scope", shells(recipient="BB"))))
    assert {
        "provision mini/arms",
        "boundary mini/arms: first day 2001-02-03",
        "boundary mini/arms: last day 2009-12-31",
        "threshold mini/arms: item.calibre_mm is at least 75",
        "clause mini/arms: if item.category is arms",
        "condition mini/arms: to.state is AA",
        "condition mini/arms: item.type is rockets",
        "citation mini/arms: S/RES/100 (2001) 1",
        "exemption mini/arms/hunting",
        "threshold mini/arms/hunting: paper 5 days before",
        "boundary mini/arms/hunting: last day 2005-05-05",
        "exemption mini/*/power",
        "citation mini/*/power: S/RES/100 (2001) 5",
        "condition mini/inspect: law.renewed is mini/inspect",
        "clause mini/inspect: its conditions",
    } <= set(found)
    # Two clauses of the duty differ only in whether the law was renewed: they are one.
    assert sum(key.startswith("clause mini/inspect") for key in found) == 1


def test_a_case_that_does_not_hold_shows_nothing(measured: Callable[..., Coverage]) -> None:
    coverage = measured(case("wrong", "permitted", shells()))
    assert coverage.cases == 0
    assert not any(element.seen for element in elements(coverage).values())


def test_a_case_of_another_regime_shows_nothing_and_one_of_none_shows_all(measured: Callable[..., Coverage]) -> None:
    assert elements(measured(case("x", "prohibited", shells()), regime=None))["provision mini/arms"].exercised


def test_a_provision_is_caught_by_a_case_that_names_it_or_rests_on_it(measured: Callable[..., Coverage]) -> None:
    found = elements(measured(case("x", "prohibited", shells())))
    assert found["provision mini/arms"].exercised
    assert found["clause mini/arms: if item.category is arms"].exercised
    assert not found["provision mini/inspect"].exercised
    named = elements(measured(case("x", "prohibited", shells(date="2001-03-01"), obligations=["inspect"])))
    assert named["provision mini/inspect"].exercised
    assert named["clause mini/inspect: its conditions"].exercised


def test_a_day_needs_both_of_its_sides(measured: Callable[..., Coverage]) -> None:
    first, last = "boundary mini/arms: first day 2001-02-03", "boundary mini/arms: last day 2009-12-31"
    inside = [
        case("in", "prohibited", shells(date="2009-12-31")),
        case("first", "prohibited", shells(date="2001-02-03")),
    ]
    one = elements(measured(*inside))
    assert one[last].wanting == ["out"]
    assert "2010-01-01" in one[last].sides["out"]
    # A day further off will not do, nor one on which something else is in the way, too.
    far = [
        case("far", "out_of_scope", shells(date="2010-01-02")),
        case("food", "out_of_scope", shells(date="2010-01-01", items=["food"])),
    ]
    assert elements(measured(*inside, *far))[last].wanting == ["out"]
    both = elements(
        measured(
            *inside,
            case("out", "out_of_scope", shells(date="2010-01-01")),
            case("before", "out_of_scope", shells(date="2001-02-02")),
        )
    )
    assert both[last].exercised
    assert both[first].exercised
    # A month is no day.
    vague = elements(measured(case("month", "prohibited", shells(date="2009-12"))))
    assert vague[last].wanting == ["in", "out"]


@pytest.mark.parametrize(
    ("sizes", "wanting"),
    [([75, 74], []), ([76, 74.99], []), ([76, 74], ["edge"]), ([75], ["out"]), ([74], ["in", "edge"])],
)
def test_a_figure_needs_both_sides_and_its_edge(
    measured: Callable[..., Coverage], sizes: list[float], wanting: list[str]
) -> None:
    cases = [
        case(
            f"{size}",
            "prohibited" if size >= 75 else "out_of_scope",
            shells(items=[{"type": "rockets", "calibre_mm": size}]),
        )
        for size in sizes
    ]
    assert elements(measured(*cases))["threshold mini/arms: item.calibre_mm is at least 75"].wanting == wanting


def test_a_test_stops_a_case_that_it_alone_keeps_out(measured: Callable[..., Coverage]) -> None:
    state, kind = "condition mini/arms: to.state is AA", "condition mini/arms: item.type is rockets"
    category = "condition mini/arms: item.category is arms"
    found = elements(measured(case("x", "out_of_scope", shells(recipient="BB"))))
    assert found[state].exercised
    assert not found[category].exercised
    # Both are in the way here, so neither is alone.
    assert not elements(measured(case("x", "out_of_scope", shells(recipient="BB", items=["food"]))))[state].exercised
    assert elements(measured(case("x", "out_of_scope", shells(items=["food"]))))[category].exercised
    big = shells(items=[{"type": "artillery_systems", "calibre_mm": 100}])
    assert elements(measured(case("x", "out_of_scope", big)))[kind].exercised


NOTICE = {"kind": "notification", "body": "committee", "status": "made", "under": "S/RES/100 (2001) 2"}


def hunting(day: str | None = None, **changes: Any) -> dict[str, Any]:
    papers = {} if day is None else {"authorisations": [{**NOTICE, "date": day}]}
    return shells(date="2004-01-10", end_use={"purposes": ["livelihood"]}, **papers, **changes)


def test_an_exemption_is_met_and_not_met(measured: Callable[..., Coverage]) -> None:
    met = case("met", "permitted", hunting("2004-01-01"), cites=["S/RES/100 (2001) 2"])
    found = elements(measured(met, case("no paper", "conditional", hunting())))
    assert found["exemption mini/arms/hunting"].exercised
    assert found["citation mini/arms/hunting: S/RES/100 (2001) 2"].exercised
    assert found["exemption mini/*/power"].wanting == ["met"]
    assert elements(measured(met))["exemption mini/arms/hunting"].wanting == ["not met"]


def test_the_last_day_of_a_paper(measured: Callable[..., Coverage]) -> None:
    timing = "threshold mini/arms/hunting: paper 5 days before"
    assert elements(measured(case("early", "permitted", hunting("2004-01-04"))))[timing].seen == {}
    found = elements(
        measured(case("in", "permitted", hunting("2004-01-05")), case("late", "prohibited", hunting("2004-01-06")))
    )
    assert found[timing].exercised


def test_a_power_of_the_whole_regime_is_put_to_the_test_where_it_applies(measured: Callable[..., Coverage]) -> None:
    paper = {
        "kind": "approval",
        "body": "committee",
        "status": "granted",
        "under": "S/RES/100 (2001) 5",
        "date": "2007-01-01",
    }
    found = elements(measured(case("x", "permitted", shells(authorisations=[paper]), exemptions={"power": "met"})))
    assert found["exemption mini/*/power"].wanting == ["not met"]
    assert found["clause mini/*/power: its conditions"].exercised


def test_citations(measured: Callable[..., Coverage]) -> None:
    named = case("x", "prohibited", shells(), cites=["S/RES/100 (2001) 1"])
    assert elements(measured(named))["citation mini/arms: S/RES/100 (2001) 1"].exercised
    duty = case(
        "x", "prohibited", shells(date="2001-03-01"),
        citations={"inspect": {"imposes": "S/RES/100 (2001) 4"}, "arms/power": {"exempts": "S/RES/100 (2001) 5"}},
    )  # fmt: skip
    found = elements(measured(duty))
    assert found["citation mini/inspect: S/RES/100 (2001) 4"].exercised
    assert found["citation mini/*/power: S/RES/100 (2001) 5"].exercised
    assert not found["citation mini/arms: S/RES/100 (2001) 1"].exercised


def test_what_nothing_can_show_does_not_count(measured: Callable[..., Coverage]) -> None:
    coverage = measured(case("x", "prohibited", shells()))
    found = elements(coverage)
    # The exemption begins with its provision: the day before, there is nothing that it could lift.
    assert found["boundary mini/arms/hunting: first day 2001-02-03"].unreachable
    assert not found["boundary mini/arms/hunting: last day 2005-05-05"].unreachable
    (result,) = coverage.results
    assert result.total.total + result.total.unreachable == len(result.elements)
    assert result.by_kind["boundary"].unreachable >= 1


def test_a_waiver_with_its_reason(measured: Callable[..., Coverage], tmp_path: Path, mini: Rulebook) -> None:
    gap = "mini/arms: last day 2009-12-31"
    coverage = measured(case("x", "prohibited", shells()), unreachable=[{"element": gap, "why": "Because."}])
    element = elements(coverage)[f"boundary {gap}"]
    assert (element.unreachable, element.waived) == ("Because.", True)
    wrong = [
        {"element": "mini/arms: last day 2009-12-30", "why": "W."},
        {"element": "mini/arms: if item.category is arms", "why": "W."},
        {"element": "other/arms: x", "why": "W."},
    ]
    for n, said in enumerate(("there is nothing to cover called", "a case exercises it after all", None)):
        path = write(tmp_path, case("x", "prohibited", shells()), name=f"{n}.yaml", unreachable=[wrong[n]])
        suite = Suite.of(mini)
        gauge = Gauge(suite.engine, ["mini"])
        for ready in suite.read(path).cases:
            gauge.add(suite.run(ready))
        problems = gauge.result([path])[1]
        assert [said in problem.message for problem in problems if said] == [True] * len(problems)
        assert bool(problems) == (said is not None)


def test_categories_are_covered_by_the_cases_of_all_regimes(measured: Callable[..., Coverage]) -> None:
    found = elements(measured(case("x", "prohibited", shells()), names=("categories",)))
    assert found["clause arms: if item.type is one of artillery_shells, small_arms"].exercised
    assert all(element.kind in ("clause", "condition", "threshold", "boundary") for element in found.values())
    assert CATEGORIES == "categories"


def test_figures_and_text(measured: Callable[..., Coverage]) -> None:
    coverage = measured(case("x", "prohibited", shells()))
    (result,) = coverage.results
    total = result.total
    assert total.exercised == sum(element.exercised for element in result.elements)
    assert total.percent == total.exercised * 1000 // total.total / 10
    assert coverage.below(100) == [result]
    assert coverage.below(0) == []
    value = coverage.to_dict()
    assert value["schema"] == "article41/coverage/1"
    assert value["cases"] == 1
    assert len(value["regimes"][0]["elements"]) == len(result.elements)
    page = Page(100)
    fill_coverage(page, coverage)
    text = "\n".join("".join(span.text for span in line) for line in page.lines)
    assert f"mini  {result.by_kind['provision'].exercised}/2" in " ".join(text.split()).replace("mini ", "mini  ")
    assert f"mini: {len(result.gaps)} points that no case exercises" in text
    assert "mini/arms/hunting" in text
    bare = Page(100)
    fill_coverage(bare, coverage, gaps=False)
    assert "that no case exercises" not in "".join(span.text for line in bare.lines for span in line)


def test_an_unknown_regime(mini: Rulebook) -> None:
    with pytest.raises(InputError, match="there is no regime 'minni' to cover") as caught:
        Gauge(Suite.of(mini).engine, ["minni"])
    assert caught.value.problems[0].hint == "did you mean 'mini'?"
    with pytest.raises(InputError) as caught:
        Gauge(Suite.of(mini).engine, ["zzzzz"])
    assert caught.value.problems[0].hint == "known: mini, categories"
