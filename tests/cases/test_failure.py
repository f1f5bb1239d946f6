from __future__ import annotations

from article41 import Verdict
from article41.cases._failure import Failure
from article41.cases._form import long_form
from article41.cases._near import obstacles
from article41.model import parse_transfer

from ._small import shells, suite


def failure(expect: Verdict, transfer: dict[str, object], *faults: str, **about: object) -> Failure:
    parsed = parse_transfer(long_form(transfer))
    engine = suite().engine
    return Failure(engine, parsed, engine.check(parsed), expect, faults or ("x",), **about)  # type: ignore[arg-type]


def test_a_provision_that_does_not_reach_it_says_what_is_in_the_way() -> None:
    said = failure(Verdict.PROHIBITED, shells(recipient="BB", items=["food"]), provisions=["aland/1-arms-to"]).text()
    assert "expected PROHIBITED, got OUT OF SCOPE" in said
    assert "aland/1-arms-to does not reach it:" in said
    assert "not met: to.state is AA · stated is BB /recipient/state" in said
    assert "not met: item.concerns is arms" in said


def test_what_is_not_stated_and_what_it_counts_as() -> None:
    found = obstacles(
        suite().engine, parse_transfer(long_form({"date": "2020", "items": ["small_arms"]})), "aland/1-arms-to"
    )
    assert [(o.test, o.unknown, o.value) for o in found] == [("to.state is AA", True, None)]
    food = obstacles(suite().engine, parse_transfer(long_form(shells(items=["food"]))), "aland/1-arms-to")
    assert [(o.test, o.categories) for o in food] == [("item.concerns is arms", ())]
    small = parse_transfer(long_form(shells(date="1999-01-01")))
    assert [o.test for o in obstacles(suite().engine, small, "aland/1-arms-to")] == ["date is on or after 2001-02-03"]


def test_without_a_provision_those_that_cite_it_are_shown() -> None:
    said = failure(Verdict.PROHIBITED, shells(recipient="BB"), cites=[("S/RES/100 (2001)", "3 (a) (i)")]).text()
    assert "aland/1-arms-to does not reach it:" in said


def test_a_citation_of_what_does_not_carry_the_verdict() -> None:
    both = shells(items=["artillery_shells", "food"])
    said = failure(
        Verdict.PROHIBITED, both, "the fault", cites=[("S/RES/100 (2001)", "4"), ("S/RES/100 (2001)", "1")]
    ).text()
    assert "PROHIBITED as expected, but" in said
    assert "✗ the fault" in said
    assert "S/RES/100 (2001) 4 is cited by aland/2-food-free, which does not carry the" in said
    assert "nearest to" not in said


def test_questions_and_exemptions_are_shown() -> None:
    said = failure(Verdict.PROHIBITED, {"date": "2020-01-01", "items": ["small_arms"]}).text()
    assert "? To which State does it go in the end?" in said
    assert "needs notification to the Committee" in said
    assert failure(Verdict.PROHIBITED, shells(), "only this").headline == "only this"
    assert "expected" not in failure(Verdict.PERMITTED, shells()).text(headline=False)
