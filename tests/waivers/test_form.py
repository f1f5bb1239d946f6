"""Waiver files: what is read of them, and what is said of those that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from article41._errors import InputError, Problem
from article41._words import ExitCode, Verdict
from article41.law._yaml import read_yaml
from article41.waivers import read_waivers
from article41.waivers._form import WAIVABLE
from article41.waivers._schema import waivers_schema
from tests.law._instances import instance

GOOD = {
    "provision": "r/p",
    "digest": "0123456789abcdef0123456789abcdef",
    "reason": "The licence is in the post.",
    "approver": "A. Example",
    "expires": "2030-01-31",
    "authority": "Licence 42",
}
VALIDATOR = Draft202012Validator(waivers_schema())


def write(path: Path, *waivers: Any, **head: Any) -> Path:
    path.write_text(json.dumps({"waivers": list(waivers), **head}, indent=1), encoding="utf-8")
    return path


def problems(path: Path) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        read_waivers(path)
    assert caught.value.exit_code is ExitCode.BAD_INPUT
    return caught.value.problems


def valid(path: Path) -> bool:
    return VALIDATOR.is_valid(instance(read_yaml(path)))


def test_the_least(tmp_path: Path) -> None:
    path = write(tmp_path / "w.yaml", GOOD)
    (waiver,) = read_waivers(path)
    assert (waiver.provision, waiver.digest, waiver.expires) == (GOOD["provision"], GOOD["digest"], 20300131)
    assert (waiver.reason, waiver.approver, waiver.authority) == (GOOD["reason"], GOOD["approver"], GOOD["authority"])
    assert (waiver.verdict, waiver.transfer, waiver.parties, waiver.items) == (None, None, (), None)
    assert (waiver.place.file, waiver.place.line) == (str(path), 3)
    assert valid(path)


def test_the_whole(tmp_path: Path) -> None:
    more = {
        "verdict": "conditional",
        "transfer": "t-1",
        "parties": {"supplier": "BB", "end_user": "Some Ministry"},
        "items": ["goods", 2],
        "notes": "Not read.",
    }
    path = write(tmp_path / "w.yaml", {**GOOD, **more}, GOOD, notes="Of the file.")
    waiver, _ = read_waivers(path)
    assert (waiver.verdict, waiver.transfer, waiver.items) == (Verdict.CONDITIONAL, "t-1", ("goods", 2))
    assert waiver.parties == (("supplier", "BB"), ("end_user", "Some Ministry"))
    assert valid(path)


def test_no_waivers_at_all(tmp_path: Path) -> None:
    assert read_waivers(write(tmp_path / "w.yaml")) == []


@pytest.mark.parametrize("key", GOOD)
def test_what_is_missing_is_named(tmp_path: Path, key: str) -> None:
    path = write(tmp_path / "w.yaml", {name: value for name, value in GOOD.items() if name != key})
    (problem,) = problems(path)
    assert f"the key {key!r} is missing" in problem.message
    assert (problem.place.line, problem.place.column) == (3, 3)
    assert not valid(path)


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        ({"provison": "r/p"}, "unknown key 'provison'", "did you mean 'provision'?"),
        ({"provision": "p"}, "'p' does not name its regime", "write it in full"),
        ({"digest": "0123"}, "'0123' is not the digest of a provision", "article41 rules show r/p --digest prints it"),
        ({"expires": "2030-02-30"}, "'2030-02-30' is not a date", "write it like"),
        ({"expires": "soon"}, "'soon' is not a date", "write it like"),
        ({"verdict": "permitted"}, "what is permitted needs no waiver", "one of prohibited, undetermined, conditional"),
        ({"verdict": "prohibitd"}, "not a known verdict that can be waived", "did you mean 'prohibited'?"),
        ({"items": []}, "an empty list covers nothing", "leave it out for all"),
        ({"items": ["good"]}, "'good' is not a known item type", "did you mean 'goods'?"),
        ({"parties": {"broker": "BB"}}, "unknown key 'broker'; allowed: supplier", None),
        ({"reason": "  "}, "nothing is said here", "write the words"),
        ({"approver": ["A", "B"]}, "a word is expected here, found a list", None),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, changes: dict[str, Any], message: str, hint: str | None
) -> None:
    path = write(tmp_path / "w.yaml", {**GOOD, **changes})
    (problem,) = problems(path)
    assert message in problem.message
    assert (hint is None) == (problem.hint is None)
    assert hint is None or hint in str(problem.hint)
    assert problem.place.line
    assert problem.place.column
    # What a schema cannot say: that a day exists, that blanks say nothing.
    assert valid(path) == (changes in ({"expires": "2030-02-30"}, {"reason": "  "}))


def test_every_bad_waiver_is_told(tmp_path: Path) -> None:
    found = problems(write(tmp_path / "w.yaml", {**GOOD, "expires": "soon"}, GOOD, {**GOOD, "verdict": "no"}))
    assert [problem.place.line for problem in found] == [8, 26]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("waivers: [", "not YAML"),
        ("- provision: r/p\n", "a mapping is expected here, found a list"),
        ("waiver: []\n", "unknown key 'waiver'"),
        ("waivers: none\n", "a mapping is expected here, found 'none'"),
        ("waivers:\n", "the key 'waivers' is missing"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "w.yaml"
    path.write_text(text)
    (problem,) = problems(path)
    assert message in problem.message
    assert problem.place.file == str(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        (problem,) = problems(path)
        assert "cannot be read" in problem.message
        assert problem.place.file == str(path)


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("article41.waivers._form.MAX_FILE_BYTES", 10)
    (problem,) = problems(write(tmp_path / "w.yaml", GOOD))
    assert "too large" in problem.message


def test_only_verdicts_that_stop_can_be_waived() -> None:
    assert set(WAIVABLE) == {Verdict.PROHIBITED, Verdict.UNDETERMINED, Verdict.CONDITIONAL}
    Draft202012Validator.check_schema(waivers_schema())
