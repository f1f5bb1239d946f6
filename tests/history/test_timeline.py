from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from article41._errors import InputError
from article41._words import Verdict
from article41.engine import check
from article41.engine._check import Engine, engine_for
from article41.history._days import as_date, day_before
from article41.history._svg import to_svg
from article41.history._timeline import Corridor, change_days, stretches
from article41.history._timeline_view import TimelineView
from article41.law import Rulebook
from article41.render._page import Page
from tests.engine._small import law, provision

SHELLS = Corridor("artillery_shells", "BB", "AA")
EXEMPT = {
    "cite": "S/RES/200 (2010) 4",
    "in_force": "2010-01-10 ..",
    "when": [{"recipient.kind": "police"}],
    "procedure": {"notify": "committee", "days_before": 5},
    "summary": "Police, notified.",
}


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return law(
        {
            "p": provision(
                in_force="2000-01-10 .. 2015-06-30", to={"state": "AA"}, items=["arms"], exempt={"police": dict(EXEMPT)}
            ),
            "other": provision(cite={"imposes": "S/RES/200 (2010) 3"}, in_force="2012-03-04 .. 2013-03-04",
                               to={"state": "AA"}, items=["arms"]),
        }
    )  # fmt: skip


def shape(found):
    return [(s.first, s.last, s.verdict and s.verdict.value, len(s.findings)) for s in found]


def test_stretches(rulebook):
    found = stretches(Engine(rulebook, durable=False), SHELLS, 19800101, 20201231)
    assert shape(found) == [
        (19800101, 19891231, None, 0),
        (19900101, 20000109, "out_of_scope", 0),
        (20000110, 20120303, "prohibited", 1),
        (20120304, 20130304, "prohibited", 2),
        (20130305, 20150630, "prohibited", 1),
        (20150701, 20201231, "out_of_scope", 0),
    ]
    assert [[(m.how, str(m)) for m in s.moves] for s in found] == [
        [],
        [],
        [("adopted", "S/RES/100 (2000) 1")],
        [("took effect", "S/RES/200 (2010) 3")],
        [("lapsed", "S/RES/200 (2010) 3")],
        [("lapsed", "S/RES/100 (2000) 1")],
    ]


def test_an_exemption_moves_it_too(rulebook):
    found = stretches(Engine(rulebook, durable=False), SHELLS._replace(kind="police"), 20000110, 20110101)
    assert shape(found) == [(20000110, 20100109, "prohibited", 1), (20100110, 20110101, "conditional", 1)]
    assert [str(move) for move in found[1].moves] == ["S/RES/200 (2010) 4"]
    page = Page(200)
    TimelineView(rulebook, SHELLS, found).fill(page)
    text = "\n".join("".join(span.text for span in line) for line in page.lines)
    assert "but for S/RES/200 (2010) 4: Police, notified." in text


def test_stretches_follow_each_other_and_hold_on_every_bound(rulebook):
    found = stretches(Engine(rulebook, durable=False), SHELLS, 19950101, 20201231)
    assert all(a.last == day_before(b.first) for a, b in pairwise(found))
    for day in change_days(rulebook, 19950101, 20201231):
        (stretch,) = [s for s in found if s.first <= day <= s.last]
        report = check(SHELLS.transfer(day), rulebook=rulebook)
        assert report.verdict is stretch.verdict
        carrying = [f.provision for f in report.findings if f.verdict is report.verdict]
        assert carrying == [f.provision for f in stretch.findings]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"item": "artillery_shell"}, "no item type"),
        ({"supplier": "Land"}, "ambiguous"),
        ({"recipient": "Nowhere"}, "not a State"),
        ({"activity": "juggling"}, "juggling"),
    ],
)
def test_what_is_not_known_is_refused(changes, message, rulebook):
    with pytest.raises(InputError, match=message):
        stretches(Engine(rulebook, durable=False), SHELLS._replace(**changes), 20000101, 20010101)


def test_a_service_has_no_origin(rulebook):
    transfer = Corridor("training", "BB", "AA", activity="training").transfer(20040506)
    assert transfer.activities == ("training",)
    assert check(transfer, rulebook=rulebook).date == "2004-05-06"


def test_json(rulebook):
    found = stretches(Engine(rulebook, durable=False), SHELLS, 20000110, 20300101)
    value = TimelineView(rulebook, SHELLS, found).to_json()
    assert "on no UN list" in value["assumed"]
    assert value["stretches"][0]["moved_by"] == []
    assert value["stretches"][0]["findings"][0]["citation"]["resolution"] == "S/RES/100 (2000)"
    assert value["stretches"][-1]["verdict"] == Verdict.OUT_OF_SCOPE.value


def test_the_limits_of_the_law_are_told(rulebook):
    engine = Engine(rulebook, durable=False)
    within = TimelineView(rulebook, SHELLS, stretches(engine, SHELLS, 20000110, 20150101))
    assert within.limits() == []
    around = TimelineView(rulebook, SHELLS, stretches(engine, SHELLS, 19500101, 20300101))
    assert [limit.split()[-1] for limit in around.limits()] == ["1963-07-31.", "2025-11-04.", "2025-11-04."]
    assert all(limit in to_svg(around) for limit in around.limits())


def test_svg_is_the_same_each_time_and_says_all_in_words(rulebook):
    found = stretches(Engine(rulebook, durable=False), SHELLS, 19800101, 20201231)
    view = TimelineView(rulebook, SHELLS, found)
    picture = to_svg(view)
    assert picture == to_svg(view)
    root = ET.fromstring(picture)
    space = "{http://www.w3.org/2000/svg}"
    assert root.attrib["role"] == "img"
    assert root.find(f"{space}title").text == view.title
    assert "on no UN list" in root.find(f"{space}desc").text
    assert "prefers-color-scheme: dark" in root.find(f"{space}style").text
    texts = " ".join("".join(text.itertext()) for text in root.iter(f"{space}text"))
    for stretch in found:
        assert as_date(stretch.first).isoformat() in texts
    assert len([group for group in root.iter(f"{space}g") if group.find(f"{space}title") is not None]) == len(found)
    width = float(root.attrib["width"])
    for bar in root.iter(f"{space}rect"):
        assert 0 <= float(bar.attrib["x"]) <= float(bar.attrib["x"]) + float(bar.attrib["width"]) <= width


def test_what_is_drawn_is_escaped(rulebook):
    found = stretches(Engine(rulebook, durable=False), SHELLS, 20000110, 20010101)
    view = TimelineView(rulebook, SHELLS._replace(supplier="<b>&"), found)
    assert ET.fromstring(to_svg(view)).find("{http://www.w3.org/2000/svg}title").text == view.title


def test_the_shipped_law_holds_on_the_days_around_each_move():
    rulebook = Rulebook.default()
    corridor = Corridor("artillery_shells", "KP", "RU")
    found = stretches(engine_for(rulebook), corridor, 20000101, 20240101)
    assert found[-1].verdict is Verdict.PROHIBITED
    for stretch in found:
        for day in (stretch.first, stretch.last):
            assert check(corridor.transfer(day), rulebook=rulebook).verdict is stretch.verdict
        assert stretch is found[0] or stretch.moves
