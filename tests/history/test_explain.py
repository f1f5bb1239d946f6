from __future__ import annotations

from pathlib import Path

import pytest

from article41._errors import InputError
from article41.engine._check import Engine
from article41.history._examples import Examples
from article41.history._explain import ExplainView
from article41.history._lookup import look_up
from article41.law import Rulebook
from article41.render._page import Page
from tests.engine._small import law, provision

CASES = """\
regime: r
defaults: {date: 2012-05-06, supplier: BB, recipient: AA}
cases:
  - name: shells to Aland
    transfer: {items: [artillery_shells]}
    expect: prohibited
    provisions: [p]
    why: Shells are arms.
  - name: shells that the police was told of
    transfer:
      items: [artillery_shells]
      authorisations:
        - {kind: notification, body: committee, status: made, under: S/RES/200 (2010) 4, date: 2012-04-01}
      recipient: {state: AA, kind: police}
    expect: permitted
    why: The Committee knew.
  - name: a case that does not hold
    transfer: {items: [artillery_shells]}
    expect: permitted
    provisions: [p]
    why: It is wrong.
"""


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return law(
        {
            "p": provision(
                cite={"imposes": "S/RES/100 (2000) 2 (b) (i)", "widens": "S/RES/200 (2010) 3"},
                to={"state": "AA"},
                items=["arms"],
                confidence="low",
                confidence_note="seen in a digest only",
                exempt={
                    "police": {
                        "cite": "S/RES/200 (2010) 4",
                        "when": [{"recipient.kind": "police"}],
                        "procedure": {"notify": "committee", "days_before": 5},
                        "summary": "Police, notified.",
                    }
                },
            ),
            "q": provision(cite={"imposes": "S/RES/100 (2000) 2 (b) (i)"}, to={"state": "AA"}, items=["food"]),
        },
        exemptions={
            "any": {
                "cite": "S/RES/100 (2000) 1",
                "in_force": "2000-01-10 ..",
                "procedure": {"approve": "committee"},
                "under": ["S/RES/200 (2010) 4"],
                "summary": "Whatever the Committee approves.",
            }
        },
    )


def ids(found):
    return [ruled.id for ruled in found]


@pytest.mark.parametrize(
    ("text", "provisions", "exemptions"),
    [
        ("p", ["r/p"], []),
        ("r/p", ["r/p"], []),
        ("S/RES/100 (2000) 2 (b)(i)", ["r/p", "r/q"], []),
        ("S/RES/100 (2000) 2", ["r/p", "r/q"], []),
        ("S/RES/100 (2000) 2 (a)", [], []),
        ("S/RES/100(2000)", ["r/p", "r/q"], ["r/any"]),
        ("S/RES/200 (2010) 3", ["r/p"], []),
        ("S/RES/200 (2010) 4", [], ["r/p/police", "r/any"]),
    ],
)
def test_what_is_meant(text, provisions, exemptions, rulebook):
    subject = look_up(rulebook, text)
    assert ids(subject.provisions) == provisions
    assert ids(subject.exemptions) == exemptions


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("S/RES/100 (2000) 9", "it knows 1"),
        ("S/RES/101 (2000) 1", "did you mean S/RES/100"),
        ("r/pp", "did you mean r/p"),
    ],
)
def test_what_is_not_there(text, hint, rulebook):
    with pytest.raises(InputError) as caught:
        look_up(rulebook, text)
    assert hint in str(caught.value)


def text_of(view: ExplainView) -> str:
    page = Page(200)
    view.fill(page)
    return "\n".join("".join(span.text for span in line) for line in page.lines)


def explained(rulebook, text, tmp_path: Path, cases: str | None = CASES) -> ExplainView:
    path = tmp_path / "r.yaml"
    if cases is not None:
        path.write_text(cases)
    return ExplainView(look_up(rulebook, text), Examples(Engine(rulebook, False), path if cases is not None else None))


def test_a_provision_in_full(rulebook, tmp_path):
    view = explained(rulebook, "p", tmp_path)
    (value,) = view.to_json()["provisions"]
    assert [(c["adopted"], c["role"]) for c in value["history"]] == [
        ("2000-01-10", "imposes"),
        ("2010-01-10", "widens"),
    ]
    assert value["examples"]["caught"]["case"] == "shells to Aland"
    assert value["examples"]["cleared"]["case"] == "shells that the police was told of"
    assert (value["examples"]["caught"]["file"], value["examples"]["caught"]["line"]) == ("r.yaml", 4)
    text = text_of(view)
    for part in ("to.state is AA", "2010-01-10", "widens", "Police, notified.", "notification to the Committee",
                 "low: seen in a digest only", "shells to Aland", "The Committee knew.", "2025-11-04",
                 "Whatever the Committee approves."):  # fmt: skip
        assert part in text


def test_a_case_that_does_not_hold_is_no_example(rulebook, tmp_path):
    only_wrong = CASES.partition("  - name: shells to")[0] + "  - name: a case that" + CASES.partition("a case that")[2]
    (value,) = explained(rulebook, "p", tmp_path, only_wrong).to_json()["provisions"]
    assert value["examples"] == {"caught": None, "cleared": None}


@pytest.mark.parametrize("cases", [None, "regime: r\ncases: [p", "regime: other\ncases: []\n"])
def test_without_cases_it_says_so(cases, rulebook, tmp_path):
    assert "no case at hand shows it" in text_of(explained(rulebook, "p", tmp_path, cases))


def test_several_provisions_in_short(rulebook, tmp_path):
    text = text_of(explained(rulebook, "S/RES/100 (2000)", tmp_path))
    assert "The first" in text
    assert "r/p · 2000-01-10 .. · low confidence" in text
    assert "Exemptions that cite it" in text
    assert "What lifts it" not in text


def test_a_paragraph_that_no_rule_cites(rulebook, tmp_path):
    assert "No rule of this rulebook cites it." in text_of(explained(rulebook, "S/RES/100 (2000) 2 (a)", tmp_path))


def test_cases_that_are_not_there(rulebook, tmp_path):
    with pytest.raises(InputError, match="no case files"):
        Examples(Engine(rulebook, False), tmp_path / "none")


def test_every_citation_of_the_shipped_law_is_found():
    rulebook = Rulebook.default()
    for name in rulebook.regimes:
        provision = rulebook.regime(name)["provisions"][0]
        document, paragraph = provision["cites"][0][:2]
        assert provision["id"] in ids(look_up(rulebook, f"{document} {paragraph}").provisions)
