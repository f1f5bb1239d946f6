from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from article41._errors import Problem
from article41.cases import read_cases
from article41.cases._names import Names
from article41.law import Rulebook

from ._small import EXTRA, LAW, case, law, shells, suite, write


def problems(tmp_path: Path, *cases: Any, **head: Any) -> list[Problem]:
    return list(suite().read(write(tmp_path, *cases, **head)).problems)


@pytest.mark.parametrize(
    ("changes", "said", "hint"),
    [
        ({"cites": ["S/RES/101 (2001) 1"]}, "S/RES/101 (2001) is not in the register", "S/RES/100 (2001)"),
        ({"cites": ["A/1 2"]}, "A/1 is not in the register", "rules list"),
        ({"cites_not": ["S/RES/100 (2001) 9"]}, "S/RES/100 (2001) has no paragraph 9", "1, 2, 3"),
        ({"cites": ["S/RES/100 (2001)"]}, "names no paragraph", "write it like S/RES/100 (2001) 1"),
        ({"provisions": ["1-arms-too"]}, "no provision 'aland/1-arms-too'", "aland/1-arms-to"),
        ({"provisions_not": ["zzz"]}, "no provision 'aland/zzz'", "rules list --regime"),
        ({"provisions": ["3-inspect"]}, "the effect of aland/3-inspect is to oblige", "under obligations"),
        ({"obligations_not": ["4-careful"]}, "the effect of aland/4-careful is to advise", "under advisories_not"),
        ({"advisories": ["1-arms-to"]}, "the effect of aland/1-arms-to is to prohibit", "under provisions"),
        ({"provisions": ["2-food-free"]}, "can carry no verdict but permitted", "the case expects prohibited"),
        ({"exemptions": {"livelyhood": "not_shown"}}, "no exemption 'livelyhood'", "livelihood"),
        ({"exemptions": {"old": "procedure_missing"}}, "old has no procedure", ""),
        ({"exemptions": {"case-by-case": "procedure_missing"}}, "and never procedure_missing", "not_shown"),
        ({"exemptions": {"old": "met"}}, "an exemption that is met permits", ""),
        ({"exemptions": {"livelihood": "procedure_missing"}}, "is not prohibited", "conditional"),
        ({"missing": ["item.calibre"], "expect": "undetermined"}, "no fact 'item.calibre'", "item.calibre_mm"),
        ({"missing": ["zzzzzz"], "expect": "undetermined"}, "no fact 'zzzzzz'", "docs/rule-form.md"),
        ({"missing": ["to.kind"], "expect": "permitted"}, "nothing is missing for", "undetermined"),
        ({"missing": ["to.kind"], "expect": "out_of_scope"}, "no finding that could have any", "another verdict"),
        ({"provisions": ["1-arms-to"], "expect": "out_of_scope"}, "provisions: with the verdict out_of_scope", ""),
        ({"provisions": ["1-arms-to"], "provisions_not": ["1-arms-to"]}, "under provisions and under", "remove one"),
        ({"cites": ["S/RES/100 (2001) 1"], "cites_not": ["S/RES/100 (2001) 1"]}, "100 (2001) 1 stands under", ""),
        ({"citations": {"1-arms-t": {"imposes": "S/RES/100 (2001) 1"}}}, "or exemption '1-arms-t'", "1-arms"),
        ({"citations": {"1-arms-to": {"imposes": "S/RES/100 (2001) 7"}}}, "has no paragraph 7", ""),
    ],
)  # fmt: skip
def test_what_proves_nothing_is_told(tmp_path: Path, changes: dict[str, Any], said: str, hint: str) -> None:
    found = problems(tmp_path, case("good"), {**case("bad"), **changes}, regime="aland")
    assert any(said in problem.message for problem in found), [str(problem) for problem in found]
    problem = next(problem for problem in found if said in problem.message)
    assert hint in (problem.hint or "")
    assert problem.place.line == 4
    assert problem.place.column is not None


def test_a_paragraph_of_an_incomplete_list() -> None:
    names = Names(Rulebook.load(LAW, shipped=False))
    names._documents = {"S/RES/7 (2007)": {"paragraphs": ["1", "2 (a)"], "complete": False}, "A/1": {"paragraphs": []}}
    names._documents["A/1"]["complete"] = False
    assert names.citation("S/RES/7 (2007) 1 (b)") == ("S/RES/7 (2007)", "1 (b)")
    assert names.citation("A/1") == ("A/1", "")
    unknown = names.citation("S/RES/7 (2007) 3")
    assert isinstance(unknown, Problem)
    assert "knows no paragraph 3" in unknown.message


def test_a_provision_by_its_short_name() -> None:
    names = Names(law())
    assert names.provision("1-arms-to") == "aland/1-arms-to"
    assert names.provision("aland/1-arms-to") == "aland/1-arms-to"
    assert isinstance(names.provision("aland/1-arms-two"), Problem)
    both = Names(Rulebook.load(LAW, EXTRA, shipped=False))
    both._provisions["beland/1-arms-to"] = both._provisions["aland/1-arms-to"]
    twice = both.provision("1-arms-to")
    assert isinstance(twice, Problem)
    assert twice.hint == "write one of aland/1-arms-to, beland/1-arms-to"


def test_the_other_state_of_the_same_name(tmp_path: Path) -> None:
    names = Names(law())
    names._ambiguous = {"Land": ["AA", "BB"]}
    path = write(
        tmp_path,
        case("mixed up", transfer=shells(supplier="CC", recipient="BB")),
        case("both", transfer=shells()),
        case("the trap itself", "out_of_scope", shells(supplier="CC", recipient="BB")),
        regime="aland",
    )
    found = [problem for one in read_cases(path)[0] for problem in names.problems(one)]
    (problem,) = found
    assert "BB is not the State that aland is about: both are called 'Land'" in problem.message
    assert problem.place.line == 3
    assert "write AA" in (problem.hint or "")
