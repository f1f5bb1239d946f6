"""Strict YAML: words stay words, and every value knows where it stands."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from article41._errors import RuleError
from article41.law import _yaml
from article41.law._yaml import Value, read_yaml

LOADERS = [
    pytest.param(yaml.BaseLoader, id="python"),
    pytest.param(getattr(yaml, "CBaseLoader", None), id="c", marks=pytest.mark.skipif(
        not hasattr(yaml, "CBaseLoader"), reason="PyYAML was built without its C parser")),
]  # fmt: skip


@pytest.fixture(params=LOADERS, autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Both parsers of PyYAML must read alike."""
    monkeypatch.setattr(_yaml, "_LOADER", request.param)
    return request.param


def read(tmp_path: Path, text: str) -> Value:
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path, "rules.yaml")


def places(error: pytest.ExceptionInfo[RuleError]) -> list[str]:
    return [str(problem.place) for problem in error.value.problems]


WORDS = ["NO", "on", "off", "yes", "Y", "010", "1_000", "0x1F", "1:30", "1e3", ".inf", "2006-10-14", "true", "12.70"]


def test_every_plain_word_is_text(tmp_path: Path) -> None:
    root = read(tmp_path, f"words: [{', '.join(WORDS)}]\nNO: Norway\n")
    assert root.need("words").words() == WORDS
    assert root.need("NO").text() == "Norway"


@pytest.mark.parametrize("word", ["null", "~", ""])
def test_null_is_absent_unless_it_is_quoted(tmp_path: Path, word: str) -> None:
    root = read(tmp_path, f"plain: {word}\nquoted: '{word}'\n")
    assert root.get("plain") is None
    assert root.need("quoted").text() == word
    assert list(root.each("plain")) == []
    with pytest.raises(RuleError, match="the key 'plain' is missing here"):
        root.need("plain")


def test_kinds(tmp_path: Path) -> None:
    root = read(tmp_path, "a: {b: 1}\nc: [1]\nd: plain\ne: 'quoted'\nf: |\n  block\n")
    kinds = {key: (v.is_mapping, v.is_list, v.is_plain) for key, v in root.mapping().items()}
    assert kinds == {
        "a": (True, False, False),
        "c": (False, True, False),
        "d": (False, False, True),
        "e": (False, False, False),
        "f": (False, False, False),
    }


def test_a_single_value_is_a_list_of_one(tmp_path: Path) -> None:
    root = read(tmp_path, "one: a\nmany: [a, b]\nnone: []\n")
    assert [member.text() for member in root.each("one")] == ["a"]
    assert [member.text() for member in root.each("many")] == ["a", "b"]
    assert list(root.each("none")) == list(root.each("absent")) == []


def test_places_count_characters_from_one(tmp_path: Path) -> None:
    root = read(tmp_path, "# é\nä: {ö: [ü, x]}\n")
    member = list(root.need("ä").need("ö").members())[1]
    assert str(member.place) == "rules.yaml:2:12"
    assert str(root.key("ä").place) == "rules.yaml:2:1"
    assert str(root.need("ä").key("ö").place) == "rules.yaml:2:5"


def test_a_byte_order_mark_does_not_shift_the_first_line(tmp_path: Path) -> None:
    root = read(tmp_path, "\ufeffregime: alpha\n")
    assert root.need("regime").text() == "alpha"
    assert str(root.place) == "rules.yaml:1:1"


def test_without_a_name_the_path_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: b")
    assert read_yaml(path).place.file == str(path)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").mkdir()
    with pytest.raises(RuleError, match=r"x\.yaml: cannot be read: ") as error:
        read_yaml(tmp_path / "x.yaml", "rules/x.yaml")
    assert places(error) == ["rules/x.yaml"]


def test_a_key_that_stands_twice_is_refused_each_time_it_is_asked(tmp_path: Path) -> None:
    root = read(tmp_path, "a: 1\na: 2\n")
    for _ in range(2):
        with pytest.raises(RuleError, match="the key 'a' stands twice"):
            root.mapping(("a",))


def test_unknown_keys_suggest_the_nearest(tmp_path: Path) -> None:
    root = read(tmp_path, "title: a\nnotse: b\n")
    assert set(root.mapping()) == {"title", "notse"}
    with pytest.raises(RuleError, match=r"unknown key 'notse'; allowed: title, notes\n.*did you mean 'notes'") as error:
        root.mapping(key for key in ("title", "notes"))
    assert places(error) == ["rules.yaml:2:1"]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_numbers_keep_every_digit(tmp_path_factory: pytest.TempPathFactory, number: Decimal) -> None:
    text = format(number, "f")
    assert read(tmp_path_factory.mktemp("yaml"), f"n: {text}").need("n").number() == number


@pytest.mark.parametrize("text", ["010", "+1", "1.", ".5", "1e3", "1_000", "0x1F", "", "-", "00", "١"])
def test_what_is_no_number(tmp_path: Path, text: str) -> None:
    with pytest.raises(RuleError, match="a number is expected here"):
        read(tmp_path, f"n: '{text}'").need("n").number()


@pytest.mark.parametrize("text", ["0", "-5", "12", "12.0"])
def test_whole_numbers(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, f"n: {text}").need("n").integer() == Decimal(text)


@given(st.dates())
def test_days_keep_their_order(tmp_path_factory: pytest.TempPathFactory, day: Any) -> None:
    number = read(tmp_path_factory.mktemp("yaml"), f"d: {day}").need("d").day()
    assert (number // 10000, number // 100 % 100, number % 100) == (day.year, day.month, day.day)


@pytest.mark.parametrize("text", ["2006-10-32", "2006-13-01", "2006-1-1", "20061014", "2006-10", "2006-10-14T00:00"])
def test_what_is_no_day(tmp_path: Path, text: str) -> None:
    with pytest.raises(RuleError, match=r"is not a date\n.*write it like 2006-10-14"):
        read(tmp_path, f"d: '{text}'").need("d").day()


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2006-10-14 ..", (20061014, None)),
        (".. 2006-10-14", (None, 20061014)),
        ("2006-10-14..2006-10-14", (20061014, 20061014)),
        ("2006-10-14 .. 2009-06-12", (20061014, 20090612)),
    ],
)
def test_periods(tmp_path: Path, text: str, period: tuple[int | None, int | None]) -> None:
    assert read(tmp_path, f"p: {text}").need("p").period() == period


@pytest.mark.parametrize(("text", "flag"), [("true", True), ("false", False), ("'true'", True)])
def test_flags(tmp_path: Path, text: str, flag: bool) -> None:
    assert read(tmp_path, f"f: {text}").need("f").flag() is flag


@pytest.mark.parametrize(
    ("allowed", "shown"),
    [
        (["alpha", "beta"], "allowed: alpha, beta"),
        ([f"word{n}" for n in range(31)], "allowed: 31 words"),
        ([], "allowed: none"),
    ],
)
def test_a_choice_shows_what_is_allowed(tmp_path: Path, allowed: list[str], shown: str) -> None:
    value = read(tmp_path, "w: zzz").need("w")
    with pytest.raises(RuleError, match=f"'zzz' is not a known letter; {shown}$"):
        value.choice(allowed, "letter")


@pytest.mark.parametrize(
    "text", ["a: &x 1", "a: *x", "a: !!int 1", "a: ! 1", "<<: {a: 1}", "? [a]\n: b", "{a: 1, a: 2}"]
)
def test_both_parsers_refuse_the_same(tmp_path: Path, text: str) -> None:
    with pytest.raises(RuleError):
        read(tmp_path, text).mapping()


@pytest.mark.parametrize("text", ["a: [1", "a: b: c", "a: 'b", "--- a\n--- b", "a: \x07", "\ta: 1"])
def test_both_parsers_report_what_is_not_yaml(tmp_path: Path, text: str) -> None:
    with pytest.raises(RuleError, match=r"^rules\.yaml(:\d+:\d+)?: not YAML: .+$") as error:
        read(tmp_path, text)
    assert "\n" not in error.value.problems[0].message
