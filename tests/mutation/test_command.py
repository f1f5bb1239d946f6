"""The command: what it prints, what it writes, how it exits."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from article41.mutation import _run
from article41.mutation._command import main
from tests.mutation._small import CASES, cases, folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with rules, cases and an empty register."""
    folder(tmp_path)
    (tmp_path / "cases").mkdir()
    cases(tmp_path / "cases")
    (tmp_path / "equivalent.yaml").write_text("notes: None.\n", encoding="utf-8")
    return tmp_path


def run(place: Path, *more: str) -> int:
    return main(arguments(place, *more))


def arguments(place: Path, *more: str) -> Sequence[str]:
    own = ("--rules", place / "rules", "--cases", place / "cases", "--equivalent", place / "equivalent.yaml")
    return [*map(str, own), *more]


def outcome(place: Path, *more: str) -> dict[str, object]:
    run(place, "--json", str(place / "out.json"), *more)
    (regime,) = json.loads((place / "out.json").read_text(encoding="utf-8"))["regimes"]
    assert isinstance(regime, dict)
    return regime


def survivors(regime: dict[str, object]) -> list[str]:
    found = regime["survivors"]
    assert isinstance(found, list)
    return [one["id"] for one in found]


def register(place: Path, *names: str) -> None:
    listed = "\n".join(f"      - {name}" for name in names)
    text = f"equivalent:\n  - why: The same.\n    mutants:\n{listed}\n"
    (place / "equivalent.yaml").write_text(text, encoding="utf-8")


def test_survivors_are_named_with_their_line(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(place, "--list-survivors") == 1
    printed = capsys.readouterr().out
    assert printed.splitlines()[0].split()[:4] == ["regime", "cases", "mutants", "killed"]
    rules = (place / "rules" / "regimes" / "alpha.yaml").read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(rules, 1) if "days_before" in text)
    assert f"rules/regimes/alpha.yaml:{line}: makes the procedure's days before 4 instead of 5" in printed
    assert "    alpha/arms/small-arms:lead-time:days_before=5>4" in printed


def test_json_adds_up(place: Path) -> None:
    found = outcome(place)
    assert found["regime"] == "alpha"
    proved, listed, killed = found["proved_equivalent"], found["listed_equivalent"], found["killed"]
    assert isinstance(proved, list)
    assert isinstance(listed, list)
    assert isinstance(killed, int)
    assert killed + len(proved) + len(listed) + len(survivors(found)) == found["mutants"]
    assert found["share"] == pytest.approx(killed / (killed + len(survivors(found))), abs=1e-6)


def test_json_to_the_output(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(place, "--json", "-")
    assert json.loads(capsys.readouterr().out)["schema"] == "article41/mutation/1"


def test_what_the_register_lists_does_not_survive(place: Path) -> None:
    before = survivors(outcome(place))
    register(place, *before)
    assert run(place) == 0
    assert survivors(outcome(place)) == []


def test_the_register_must_be_right(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    killed = "alpha/arms:date:first=2006-10-14-1"
    register(place, killed, "alpha/gone:effect:advise", "other/thing:effect:advise")
    assert run(place) == 2
    said = capsys.readouterr()
    assert f"{killed} is no equivalent: the case 'arms the day before' tells it from the law" in said.out
    assert "there is no mutant alpha/gone:effect:advise" in said.err
    # Of a regime that is not here, nothing can be said.
    assert "other/thing" not in said.err


def test_what_is_proved_need_not_be_listed(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proved = outcome(place)["proved_equivalent"]
    assert isinstance(proved, list)
    if not proved:
        pytest.skip("the small law has no mutant that is proved")
    register(place, proved[0]["id"])
    assert run(place) == 2
    assert "is proved equivalent" in capsys.readouterr().out


def test_a_sample_is_the_same_for_the_same_seed(place: Path) -> None:
    first, again, other = (outcome(place, "--sample", "20", "--seed", seed) for seed in ("1", "1", "2"))
    assert first["mutants"] == 20
    assert survivors(first) == survivors(again)
    assert survivors(first) != survivors(other)


def test_a_sample_larger_than_all_is_all(place: Path) -> None:
    assert outcome(place, "--sample", "100000")["mutants"] == outcome(place)["mutants"]


def test_several_processes_find_the_same(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = outcome(place)
    monkeypatch.setattr(_run, "_FEW", 1)
    together = outcome(place, "--jobs", "2")
    assert {**together, "seconds": 0} == {**alone, "seconds": 0}


def test_a_case_that_does_not_hold_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases(place / "cases", CASES.replace("expect: conditional", "expect: permitted"))
    assert run(place) == 2
    assert "the case 'small arms, not told' does not hold as it is" in capsys.readouterr().out


def test_bad_input_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(place, "beta") == 2
    assert "there is no regime 'beta'" in capsys.readouterr().err
    (place / "cases" / "alpha.yaml").unlink()
    assert run(place, "alpha") == 2
    assert "there are no cases" in capsys.readouterr().out
    (place / "rules" / "regimes" / "alpha.yaml").write_text("regime: alpha\n", encoding="utf-8")
    assert run(place) == 4


def test_an_invalid_transfer_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases(place / "cases", CASES.replace("items: [small_arms]", "items: [small_arm]"))
    assert run(place) == 2
    assert "small_arm" in capsys.readouterr().err


def test_it_runs_as_a_module(place: Path) -> None:
    command = [sys.executable, "-m", "article41.mutation", *arguments(place, "--sample", "3")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout.startswith("regime")
