"""Whole rule folders: all files together, several folders, and what ends the reading."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from article41._errors import RuleError
from article41._words import Confidence
from article41.law._digest import digest_of
from article41.law._source import read_law

from ._folders import BASE, build, problems_of, provision, regime

CATEGORY = "categories:\n  {name}: {{title: T, why: W., rules: [{{item.type: petroleum}}]}}\n"


def test_a_law_is_everything_in_its_folders() -> None:
    law = read_law([BASE])
    assert set(law.categories) == {"arms", "small_arms"}
    assert set(law.regimes) == {"alpha"}
    assert law.registers.version == "2025.1.0"
    assert law.digest == digest_of([BASE])


def test_a_category() -> None:
    arms, small = (read_law([BASE]).categories[name] for name in ("arms", "small_arms"))
    assert (arms.includes, arms.cite, arms.confidence) == (("small_arms",), None, Confidence.HIGH)
    assert small.cite is not None
    assert (small.cite.document, small.cite.paragraph) == ("A/60/88", "")
    assert len(small.rules) == 2
    assert arms.place.line == 3


def test_a_later_folder_adds_to_an_earlier_one(tmp_path: Path) -> None:
    other = tmp_path / "national"
    (other / "regimes").mkdir(parents=True)
    (other / "categories").mkdir()
    (other / "categories" / "fuel.yaml").write_text(CATEGORY.format(name="fuel"))
    (other / "regimes" / "beta.yaml").write_text(regime("beta", provision("p1", "items: [fuel, arms]")))
    law = read_law([BASE, other])
    assert set(law.regimes) == {"alpha", "beta"}
    assert set(law.categories) == {"arms", "small_arms", "fuel"}
    assert law.digest == digest_of([BASE, other])
    # Alone it lacks the words that it uses.
    (problem,) = problems_of(other)
    assert "'KP' is not a known territory or actor; allowed: none" in problem.message


def test_a_regime_and_a_category_are_defined_once(tmp_path: Path) -> None:
    other = tmp_path / "national"
    (other / "regimes").mkdir(parents=True)
    (other / "regimes" / "alpha.yaml").write_text("# Ours\n" + regime("alpha", provision("p1", "acts: supply")))
    (problem,) = problems_of(BASE, other)
    assert "the regime 'alpha' is defined twice" in problem.message
    assert str(problem.place) == "national/regimes/alpha.yaml:2:9"
    assert problem.hint == "rename one of the files"


def test_no_folder_is_no_law() -> None:
    (problem,) = problems_of()
    assert "no folder of rules is given" in problem.message


def test_a_missing_folder(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path / "rulez")
    assert "rulez: there is no such folder of rules" in problem.message
    assert str(tmp_path / "rulez") in str(problem.hint)


def test_a_folder_without_rules(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Nothing here.")
    (problem,) = problems_of(tmp_path)
    assert "there are no rule files in this folder" in problem.message
    assert "docs/rule-form.md" in str(problem.hint)


@pytest.mark.parametrize(
    "name",
    [
        "regime/beta.yaml",
        "regimes/beta.yml",
        "regimes/more/beta.yaml",
        "registers/resolution.yaml",
        "categories.yaml",
        "rulebook.yml",
    ],
)
def test_a_file_that_would_not_be_read_is_refused(tmp_path: Path, name: str) -> None:
    (problem,) = problems_of(build(tmp_path / "rules", {name: "regime: beta\n"}))
    assert "it would not be read" in problem.message
    assert problem.place.file == f"rules/{name}"
    assert "docs/rule-form.md" in str(problem.hint)


def test_hidden_and_other_files_are_nobodys_business(tmp_path: Path) -> None:
    extra: dict[str, str | bytes | None] = {
        ".github/ci.yaml": "a: b\n",
        "regimes/.beta.yaml": "not: a regime\n",
        "README.md": "Ours.\n",
    }
    assert problems_of(build(tmp_path / "rules", extra)) == []


def test_a_folder_without_a_name_is_shown_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = build(tmp_path / "rules", {"rulebook.yaml": ""})
    monkeypatch.chdir(folder)
    (problem,) = problems_of(Path(os.curdir))
    assert str(problem.place) == "rules/rulebook.yaml"


def test_one_run_shows_the_problems_of_all_categories_and_regimes(tmp_path: Path) -> None:
    folder = build(
        tmp_path / "rules",
        {
            "categories/fuel.yaml": "categories:\n  fuel: {title: T}\n",
            "regimes/beta.yaml": regime("beta", provision("p1", "acts: suply"), provision("p2", "items: [guns]")),
            # A category that does not load is known by name all the same.
            "regimes/gamma.yaml": regime("gamma", provision("p1", "items: [fuel]")),
        },
    )
    files = [problem.place.file for problem in problems_of(folder)]
    assert files == ["rules/categories/fuel.yaml", "rules/regimes/beta.yaml", "rules/regimes/beta.yaml"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("registers/territories.yaml", "territories: [\n"),
        ("categories/arms.yaml", "categories: [\n"),
        ("categories/arms.yaml", "- arms\n"),
    ],
)
def test_good_rules_are_not_blamed_for_words_that_did_not_load(tmp_path: Path, name: str, content: str) -> None:
    changes: dict[str, str | bytes | None] = {name: content}
    if name.startswith("registers"):
        changes |= {f"registers/{other}.yaml": None for other in ("actors", "forces", "not_encoded", "not_embargoed")}
    (problem,) = problems_of(build(tmp_path / "rules", changes))
    assert problem.place.file == f"rules/{name}"


def test_the_text_of_the_error_shows_every_problem(tmp_path: Path) -> None:
    folder = build(tmp_path / "rules", {"regimes/beta.yaml": regime("beta", provision("p1", "acts: suply"))})
    with pytest.raises(RuleError) as error:
        read_law([folder])
    text = str(error.value)
    assert "rules/regimes/beta.yaml:8:11: 'suply' is not a known word for activity" in text
    assert "hint: did you mean 'supply'?" in text


def test_a_category_may_be_named_before_it_is_defined(tmp_path: Path) -> None:
    text = "categories:\n  {a}: {{title: A, why: W., includes: [{b}]}}\n"
    first = text.format(a="first", b="second")
    folder = build(
        tmp_path / "rules", {"categories/a.yaml": first, "categories/b.yaml": CATEGORY.format(name="second")}
    )
    assert problems_of(folder) == []
