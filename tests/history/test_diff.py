from __future__ import annotations

import pytest

from article41.history._diff import LawDiff
from article41.history._ruled import in_force
from article41.law import Rulebook
from article41.render._page import Page
from tests.engine._small import law, provision

EXEMPT = {"cite": "S/RES/200 (2010) 4", "items": ["ammunition"], "summary": "Ammunition."}


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return law(
        {
            "stays": provision(),
            "widened": provision(
                cite={"imposes": "S/RES/100 (2000) 1", "widens": "S/RES/200 (2010) 3"}, to={"state": "AA"}
            ),
            "begins": provision(
                cite={"imposes": "S/RES/200 (2010) 3"},
                in_force="2010-01-10 ..",
                to={"state": "AA"},
                exempt={"with-it": dict(EXEMPT)},
            ),
            "ends": provision(in_force="2000-01-10 .. 2010-01-09", to={"state": "AA"}, renewal="unverified"),
            "passes": provision(in_force="2009-02-01 .. 2010-01-01", to={"state": "AA"}),
            "asks": provision(
                to={"state": "AA"}, when=[{"any": [{"item.type": "goods"}, {"during": "2010-02-02 .."}]}]
            ),
            "eased": provision(to={"state": "AA"}, exempt={"new": {**EXEMPT, "in_force": "2010-01-10 .."}}),
        }
    )


def changes(rulebook, first, second):
    return {change.ruled.id: change.kind for change in LawDiff(rulebook, first, second).changes}


def test_what_changed(rulebook):
    assert changes(rulebook, 20090101, 20110101) == {
        "r/widened": "changed",
        "r/begins": "began",
        "r/ends": "ended",
        "r/passes": "passed",
        "r/asks": "changed",
        "r/eased/new": "began",
    }


def test_nothing_changed(rulebook):
    assert changes(rulebook, 20110101, 20120101) == {}
    page = Page(80)
    LawDiff(rulebook, 20110101, 20120101).fill(page)
    assert any("Nothing changed." in "".join(s.text for s in line) for line in page.lines)


def test_both_days_are_included(rulebook):
    assert changes(rulebook, 20100109, 20100110) == {
        "r/widened": "changed",
        "r/begins": "began",
        "r/ends": "ended",
        "r/eased/new": "began",
    }
    assert changes(rulebook, 20100201, 20100202) == {"r/asks": "changed"}


def test_the_order_of_the_days_matters(rulebook):
    with pytest.raises(ValueError, match="is not after"):
        LawDiff(rulebook, 20100110, 20100110)


def test_json_tells_what_moved_it(rulebook):
    found = {c["id"]: c for c in LawDiff(rulebook, 20090101, 20110101).to_json()["changes"]}
    (widens,) = found["r/widened"]["citations"]
    assert (widens["role"], widens["paragraph"], widens["adopted"]) == ("widens", "3", "2010-01-10")
    assert found["r/ends"]["renewal_unverified"] is True
    assert found["r/asks"]["conditions"]["before"]["always"] != found["r/asks"]["conditions"]["after"]["always"]
    assert "conditions" not in found["r/widened"]


def test_text_shows_every_change(rulebook):
    diff = LawDiff(rulebook, 20090101, 20110101)
    page = Page(200)
    diff.fill(page)
    text = "\n".join("".join(span.text for span in line) for line in page.lines)
    assert all(change.ruled.id in text for change in diff.changes)
    assert "renewal not verified" in text
    assert "was: " in text


def test_the_shipped_law_is_told_whole():
    """From before all law to the last verified day every provision in force is new."""
    rulebook = Rulebook.default()
    last = max(rulebook.regime(name)["verified_to"] for name in rulebook.regimes)
    diff = LawDiff(rulebook, 19000101, last)
    began = {change.ruled.id for change in diff.changes if change.kind == "began" and change.ruled.is_provision}
    provisions = [p for name in rulebook.regimes for p in rulebook.regime(name)["provisions"]]
    assert began == {p["id"] for p in provisions if in_force(p["periods"], last)}
