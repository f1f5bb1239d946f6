"""Rulebooks that installed packages bring."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from article41._errors import RuleError
from article41._words import ExitCode
from article41.law import Rulebook
from article41.law._installed import installed_rulebooks, rule_folder
from tests._packages import install

from ._folders import BASE


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages; the working folder is an empty one beside it."""
    folder, here = tmp_path / "site", tmp_path / "here"
    folder.mkdir()
    here.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.chdir(here)
    return folder


def said(source: str) -> tuple[str, str | None]:
    with pytest.raises(RuleError) as caught:
        rule_folder(source)
    (problem,) = caught.value.problems
    assert caught.value.exit_code is ExitCode.BAD_RULES
    return problem.message, problem.hint


def test_a_package_is_its_own_folder(site: Path) -> None:
    install(site, "base-law", {"base": "base_law_one.rules"}, {"base_law_one/__init__.py": ""})
    shutil.copytree(BASE, site / "base_law_one" / "rules")
    (site / "base_law_one" / "rules" / "__init__.py").touch()
    assert rule_folder("base").resolve() == (site / "base_law_one" / "rules").resolve()
    assert Rulebook.load("base", shipped=False).regimes == Rulebook.load(BASE, shipped=False).regimes


@pytest.mark.parametrize(
    "module",
    [
        f"from pathlib import Path\n\ndef folder():\n    return Path({str(BASE)!r})\n",
        f"def folder():\n    return {str(BASE)!r}\n",
        f"folder = {str(BASE)!r}\n",
    ],
)
def test_a_callable_or_a_path_gives_the_folder(site: Path, module: str) -> None:
    name = f"module_{abs(hash(module))}"
    install(site, "base-law", {"base": f"{name}:folder"}, {f"{name}.py": module})
    assert rule_folder("base") == BASE


@pytest.mark.parametrize(
    ("module", "value", "why"),
    [
        ("raise RuntimeError('no licence')\n", "broken_1", "RuntimeError: no licence"),
        ("def folder():\n    return 1 / 0\n", "broken_2:folder", "ZeroDivisionError: division by zero"),
        ("", "broken_3:folder", "AttributeError: "),
        ("import sys\n\nsys.exit(0)\n", "broken_0", "SystemExit: 0"),
        ("folder = 7\n", "broken_4:folder", "it gives 7"),
        ("folder = 'nowhere/at/all'\n", "broken_5:folder", "there is no folder nowhere/at/all"),
        ("", "broken_6.inner", "ModuleNotFoundError: "),
    ],
)
def test_a_package_that_does_not_load_is_named(site: Path, module: str, value: str, why: str) -> None:
    install(site, "sad-law", {"sad": value}, {f"{value.partition(':')[0].partition('.')[0]}.py": module})
    message, hint = said("sad")
    assert message.startswith(f"the rulebook 'sad' of the package sad-law 1.5 does not load ({value}): {why}")
    assert hint


def test_rules_of_a_package_that_do_not_load_are_told_as_any(site: Path) -> None:
    install(site, "sad-law", {"sad": "sad_rules"}, {"sad_rules/__init__.py": "", "sad_rules/other.yaml": "a: b\n"})
    with pytest.raises(RuleError, match=r"sad_rules/other\.yaml: no rule file has this name"):
        Rulebook.load("sad")


def test_only_the_package_that_is_asked_for_is_imported(site: Path) -> None:
    install(site, "sad-law", {"sad": "broken_7"}, {"broken_7.py": "raise RuntimeError\n"})
    install(site, "base-law", {"base": "good_7:folder"}, {"good_7.py": f"folder = {str(BASE)!r}\n"})
    assert rule_folder("base") == BASE
    assert [(one.name, one.package, one.version) for one in installed_rulebooks()] == [
        ("base", "base-law", "1.5"),
        ("sad", "sad-law", "1.5"),
    ]


def test_what_is_nowhere(site: Path) -> None:
    assert said("nothing") == (
        "nothing: there is no such folder of rules, and no installed rulebook of that name",
        f"looked in {Path.cwd()}; installed rulebooks: none",
    )
    install(site, "base-law", {"base": "good_8"}, {})
    assert str(said("nothing")[1]).endswith("installed rulebooks: base")


def test_a_folder_and_a_rulebook_of_one_name(site: Path) -> None:
    Path("base").mkdir()
    assert rule_folder("base") == Path("base")
    install(site, "base-law", {"base": "good_9"}, {})
    message, hint = said("base")
    assert message == "'base' is a folder and an installed rulebook (of base-law)"
    assert hint == "write ./base for the folder, or rename it"
    assert rule_folder("./base") == Path("base")
    assert rule_folder(Path("base")) == Path("base")


def test_two_packages_with_one_name(site: Path) -> None:
    install(site, "base-law", {"base": "good_10"}, {})
    install(site, "other-law", {"base": "good_11"}, {})
    assert said("base")[0] == "several packages bring a rulebook 'base': base-law, other-law"


def test_a_path_is_never_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("article41.law._installed.installed_rulebooks", lambda: pytest.fail("looked up"))
    assert rule_folder("a/b") == Path("a/b")
    assert rule_folder("./a") == Path("a")
    assert rule_folder("a/") == Path("a")
    assert rule_folder(BASE) == BASE


def test_a_folder_is_looked_for_from_the_base_on(site: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "mine").mkdir(parents=True)
    assert rule_folder("mine", tmp_path / "elsewhere") == tmp_path / "elsewhere" / "mine"
    assert rule_folder("a/b", tmp_path) == tmp_path / "a" / "b"
