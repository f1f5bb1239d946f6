"""The pytest plugin, as a project meets it that has article41 installed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import article41
from article41.law import _rulebook

from ._packages import install
from .cases._small import EXTRA, LAW, case, case_file, shells

pytest_plugins = ["pytester"]

INSTALLED = bool(entry_points(group="pytest11", name="article41"))
PLUGIN = () if INSTALLED else ("-p", "article41.pytest_plugin")


@pytest.fixture
def small_law(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(_rulebook, "shipped_rules", lambda: LAW)
    monkeypatch.setattr(_rulebook, "compiled_folder", lambda: tmp_path / "compiled")
    _rulebook._default.cache_clear()
    yield
    _rulebook._default.cache_clear()


@pytest.fixture
def project(pytester: pytest.Pytester, small_law: None) -> pytest.Pytester:
    return pytester


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return project.runpytest_inprocess(*PLUGIN, "-p", "no:cacheprovider", *arguments)


def test_every_case_is_a_test_with_its_line(project: pytest.Pytester) -> None:
    project.path.joinpath("law.cases.yaml").write_text(
        case_file(case("shells"), case("food is free", "permitted", shells(items=["food"])))
    )
    done = run(project, "-v")
    done.assert_outcomes(passed=2)
    done.stdout.fnmatch_lines(["law.cases.yaml::shells PASSED*", "law.cases.yaml::food is free PASSED*"])
    collected = run(project, "--collect-only", "-q")
    collected.stdout.fnmatch_lines(["law.cases.yaml::shells", "law.cases.yaml::food is free"])
    run(project, "law.cases.yaml::shells").assert_outcomes(passed=1)


def test_the_line_is_the_place_that_pytest_reports(project: pytest.Pytester) -> None:
    project.path.joinpath("a.cases.yaml").write_text("# a comment\n" + case_file(case("one"), case("two")))
    items, _ = project.inline_genitems(*PLUGIN)
    assert [(item.location[0], item.location[1], item.location[2]) for item in items] == [
        ("a.cases.yaml", 2, "one"),
        ("a.cases.yaml", 3, "two"),
    ]


def test_a_failure_reads_like_the_report(project: pytest.Pytester) -> None:
    project.path.joinpath("a.cases.yaml").write_text(
        case_file(case("wrong", "permitted", cites=["S/RES/100 (2001) 4"]))
    )
    done = run(project)
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(
        [
            "*_ wrong _*",
            "a.cases.yaml:2:5: expected PERMITTED, got PROHIBITED",
            "*S/RES/100 (2001) 4 is not cited by what carries the verdict",
            "of Artillery shells*BB*AA*2020-01-01",
            "should hold because: It is so.",
            "*nearest to S/RES/100 (2001) 4 is S/RES/100 (2001) *",
            " 1  Nobody may supply arms to Aland.",
            "*prohibited*aland/1-arms-to*supply",
            "*Cited*S/RES/100 (2001) 1*imposes",
            "*Because*/date*2020-01-01*",
            "*/recipient/state*AA*to.state is AA",
            "*Exemptions*not shown*Arms for hunting, if notified.*",
            "*to state: What will it be used for?",
            "FAILED a.cases.yaml::wrong - a.cases.yaml:2:5: expected PERMITTED, got PROHI*",
        ]
    )
    assert "Traceback" not in done.stdout.str()
    assert "_pytest" not in done.stdout.str()


def test_what_cannot_be_used_is_an_error_and_the_rest_still_runs(project: pytest.Pytester) -> None:
    project.path.joinpath("a.cases.yaml").write_text(
        case_file(case("good"), case("unknown", cites=["S/RES/101 (2001) 1"]), case("odd", "prohibitted"), case("last"))
    )
    project.path.joinpath("b.cases.yaml").write_text("cases: [")
    project.path.joinpath("c.cases.yaml").write_text(case_file(case("fine")))
    done = run(project)
    done.assert_outcomes(passed=3, errors=3)
    done.stdout.fnmatch_lines(
        [
            "*ERROR at setup of line 3 cannot be used*",
            "a.cases.yaml:3:*S/RES/101 (2001) is not in the register of resolutions",
            "*hint: did you mean 'S/RES/100 (2001)'?",
            "*ERROR at setup of line 4 cannot be used*",
            "a.cases.yaml:4:*'prohibitted' is not a known verdict*",
            "*hint: did you mean 'prohibited'?",
            "b.cases.yaml:*not YAML*",
        ]
    )
    assert done.ret == pytest.ExitCode.TESTS_FAILED
    assert "_pytest" not in done.stdout.str()


def test_a_file_without_place_of_its_mistake(project: pytest.Pytester) -> None:
    project.path.joinpath("a.cases.yaml").write_text("cases: []\n")
    done = run(project)
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(["*ERROR at setup of cannot be used*", "a.cases.yaml: there are no cases in this file"])


@pytest.mark.parametrize(
    ("patterns", "files", "count"),
    [
        ("law/*.yaml", ("law/a.yaml", "other/a.yaml", "law/a.json"), 1),
        ("a.yaml", ("law/a.yaml", "other/a.yaml", "law/b.yml"), 2),
        ("law/*.yml a.yaml", ("law/b.yml", "other/a.yaml", "other/b.yaml"), 2),
        ("", ("law/a.yaml", "law/b.cases.yml"), 1),
    ],
)
def test_files_by_the_setting(project: pytest.Pytester, patterns: str, files: tuple[str, ...], count: int) -> None:
    project.makeini(f"[pytest]\narticle41_cases = {patterns}\n")
    for name in files:
        path = project.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(case_file(case("one")))
    run(project).assert_outcomes(passed=count)


def test_a_file_outside_the_root(project: pytest.Pytester, tmp_path: Path) -> None:
    project.makeini("[pytest]\narticle41_cases = a.yaml\n")
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "a.yaml").write_text(case_file(case("one")))
    (outside / "a.cases.yaml").write_text(case_file(case("two")))
    run(project, f"--rootdir={project.path}", "-c", str(project.path / "tox.ini"), str(outside)).assert_outcomes(
        passed=1
    )


def test_fixtures_and_assertions(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        from article41.testing import assert_permitted, assert_prohibited

        def test_holds(transfer, rulebook):
            shells = transfer(supplier="BB", recipient="AA", items=["artillery_shells"], date="2020-01-01")
            assert_prohibited(shells, cite="S/RES/100 (2001) 1", rulebook=rulebook)
            assert rulebook.regimes == ("aland",)

        def test_fails(transfer):
            assert_permitted(transfer(supplier="BB", recipient="AA", items=["small_arms"], date="2020-01-01"))

        def test_slip():
            assert_prohibited({"date": "2020-01-01", "items": ["food"]}, cite="paragraph 1")
        """
    )
    done = run(project)
    done.assert_outcomes(passed=1, failed=2)
    done.stdout.fnmatch_lines(
        [
            "E*AssertionError: expected PERMITTED, got PROHIBITED",
            "*InputError: argument cite: 'paragraph 1' is not a citation",
        ]
    )
    # Of the library's own frames nothing is shown.
    assert "_assertion.py" not in done.stdout.str()
    assert "testing.py:" not in done.stdout.str()


def test_rules_of_ones_own(project: pytest.Pytester) -> None:
    food = shells(supplier="AA", recipient="BB", items=["food"])
    project.path.joinpath("a.cases.yaml").write_text(
        case_file(case("one", transfer=food, provisions=["beland/no-food"]))
    )
    project.makepyfile("def test_it(rulebook):\n    assert rulebook.regimes == ('aland', 'beland')\n")
    run(project, "--article41-rules", str(EXTRA)).assert_outcomes(passed=2)
    run(project).assert_outcomes(failed=1, errors=1)


def test_an_installed_rulebook(project: pytest.Pytester, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    entries = {"beland": "plugin_beland:folder", "sad": "plugin_none"}
    install(site, "beland-law", entries, {"plugin_beland.py": f"folder = {str(EXTRA)!r}\n"})
    monkeypatch.syspath_prepend(str(site))
    project.makepyfile("def test_it(rulebook):\n    assert rulebook.regimes == ('aland', 'beland')\n")
    run(project, "--article41-rules", "beland").assert_outcomes(passed=1)
    done = run(project, "--article41-rules", "sad")
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(["*the rulebook 'sad' of the package beland-law 1.5 does not load (plugin_none)*"])


def test_rules_that_do_not_load(project: pytest.Pytester) -> None:
    (project.path / "mine" / "regimes").mkdir(parents=True)
    project.path.joinpath("mine", "regimes", "x.yaml").write_text("regime: x\n")
    project.path.joinpath("a.cases.yaml").write_text(case_file(case("one")))
    done = run(project, "--article41-rules", "mine")
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(["mine/regimes/x.yaml:1:1: the key 'provisions' is missing here"])


def test_a_defect_of_ours_is_shown_whole(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr("article41.cases._suite.faults_of", broken)
    project.path.joinpath("a.cases.yaml").write_text(case_file(case("one")))
    done = run(project)
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(["*ZeroDivisionError: ours"])


def test_in_a_project_that_only_installs_it(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """As installed: pytest finds the plugin by its entry point; a project without cases does not load the law."""
    site = pytester.mkdir("site")
    info = site / "article41-0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: article41\nVersion: 0\n")
    (info / "entry_points.txt").write_text("[pytest11]\narticle41 = article41.pytest_plugin\n")
    source = Path(article41.__file__).parents[1]
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([str(site), str(source), *filter(None, [os.environ.get("PYTHONPATH")])])
    )
    inside = pytester.mkdir("inside")
    (inside / "test_it.py").write_text(
        "import sys\n\ndef test_it():\n    assert 'article41.pytest_plugin' in sys.modules\n"
        "    assert 'pydantic' not in sys.modules\n"
    )
    bare = pytester.run(sys.executable, "-m", "pytest", "-q", "-p", "no:hypothesispytest", str(inside))
    assert bare.ret == 0, bare.stdout.str()
    story = shells(supplier="KP", recipient="RU", date="2023-09-13")
    (inside / "story.cases.yaml").write_text(
        case_file(case("shells", transfer=story, cites=["S/RES/1718 (2006) 8 (b)"]))
    )
    done = pytester.run(
        sys.executable, "-m", "pytest", "-q", "-p", "no:hypothesispytest", str(inside / "story.cases.yaml")
    )
    assert done.ret == 0, done.stdout.str()
    done.stdout.fnmatch_lines(["1 passed*"])
