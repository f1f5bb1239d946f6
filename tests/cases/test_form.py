from __future__ import annotations

from pathlib import Path

import pytest

from article41._errors import InputError
from article41._words import ExemptionStatus, Verdict
from article41.cases import read_cases
from article41.cases._form import long_form
from article41.model import parse_transfer

from ._small import case, shells, write


def test_a_case_is_read_with_its_place(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        case("one", provisions=["1-arms-to"], cites=["S/RES/100(2001) 3(a)(i)"], exemptions={"old": "excluded"}),
        case("two", "out_of_scope", shells(recipient="BB")),
        regime="aland",
    )
    cases, problems = read_cases(path)
    assert problems == []
    one, two = cases
    assert (one.name, one.expect, one.regime) == ("one", Verdict.PROHIBITED, "aland")
    assert one.provisions == ("aland/1-arms-to",)
    assert one.cites == (("S/RES/100 (2001)", "3 (a) (i)"),)
    assert one.exemptions == {"old": ExemptionStatus.EXCLUDED}
    assert (one.place.file, one.place.line, two.place.line) == (str(path), 3, 4)


def test_the_short_form(tmp_path: Path) -> None:
    path = write(tmp_path, case(transfer=shells(route=None)), defaults={"route": {"modes": ["sea"]}, "reason": "gift"})
    (one,), _ = read_cases(path)
    assert one.transfer["supplier"] == {"state": "BB"}
    assert one.transfer["items"][0]["type"] == "artillery_shells"
    assert one.transfer["reason"] == "gift"
    assert "route" not in one.transfer
    assert parse_transfer(long_form(shells())).recipient is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cases: [", "not YAML"),
        ("case: []\n", "unknown key 'case'"),
        ("regime: aland\n", "the key 'cases' is missing"),
        ("defaults: [x]\ncases: []\n", "a mapping is expected"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "a.cases.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match=said) as caught:
        read_cases(path)
    assert caught.value.problems[0].place.file == str(path)


@pytest.mark.parametrize(
    ("changes", "said", "hint"),
    [
        ({"expect": "prohibitted"}, "'prohibitted' is not a known verdict", "prohibited"),
        ({"provision": ["x"]}, "unknown key 'provision'", "provisions"),
        ({"cites": ["resolution 100"]}, "is not a citation", "write it like"),
        ({"exemptions": {"old": "never"}}, "'never' is not a known exemption status", ""),
        ({"why": None}, "the key 'why' is missing", ""),
        ({"transfer": "shells"}, "a mapping is expected", ""),
        ({"name": "two"}, "the name 'two' stands twice", "line 2"),
    ],
)
def test_a_bad_case_is_told_and_the_others_come(tmp_path: Path, changes: object, said: str, hint: str) -> None:
    bad = {key: value for key, value in {**case("bad"), **changes}.items() if value is not None}  # type: ignore[dict-item]
    cases, problems = read_cases(write(tmp_path, case("two"), bad, case("three")))
    assert [c.name for c in cases] == ["two", "three"]
    (problem,) = problems
    assert said in problem.message
    assert hint in (problem.hint or "")
    assert problem.place.line == 3


def test_places_in_the_transfer(tmp_path: Path) -> None:
    path = tmp_path / "a.cases.yaml"
    path.write_text(
        "defaults:\n  route:\n    modes: [sea]\ncases:\n  - name: x\n    why: y\n    expect: prohibited\n"
        "    transfer:\n      date: 2020-01-01\n      supplier: BB\n      items:\n        - food\n"
        "        - type: goods\n          hs: '12'\n    obligations:\n      a: inspect\n      b: seize\n"
    )
    (one,), _ = read_cases(path)
    assert one.places is not None
    for pointer, line in (
        ("/date", 9), ("/supplier/state", 10), ("/items/0/type", 12), ("/items/1/hs", 14), ("/items/1/none", 13),
        ("/route/modes/0", 3), ("/recipient", 9), ("", 9), ("/items/7", 12),
    ):  # fmt: skip
        place = one.places.in_transfer(pointer)
        assert (pointer, place.line) == (pointer, line)
        assert place.pointer == (pointer or None)
    assert one.places.of("obligations", 1).line == 17
    assert one.places.of("obligations", "a").line == 16
    assert one.places.of("cites", 0).line == one.place.line
    assert one.places.of("expect").line == 7
