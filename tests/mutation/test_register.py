"""The register of equivalent mutants."""

from __future__ import annotations

from pathlib import Path

import pytest

from article41._errors import InputError
from article41.mutation._register import read_register


def write(path: Path, text: str) -> Path:
    file = path / "equivalent.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_each_mutant_has_the_reason_of_its_group(tmp_path: Path) -> None:
    text = "equivalent:\n  - why: Same.\n    mutants: [a/b:role:x>y, a/c:date:first=2000-01-01+1]\n"
    found = read_register(write(tmp_path, text))
    assert {name: why for name, (why, _) in found.items()} == {
        "a/b:role:x>y": "Same.",
        "a/c:date:first=2000-01-01+1": "Same.",
    }
    assert found["a/b:role:x>y"][1].line == 3


def test_an_empty_register_is_one(tmp_path: Path) -> None:
    assert read_register(write(tmp_path, "notes: None.\n")) == {}


@pytest.mark.parametrize(
    "text",
    [
        "equivalent:\n  - mutants: [a]\n",
        "equivalent:\n  - why: Same.\n",
        "equivalent:\n  - {why: Same., mutants: [a, a]}\n",
        "equivalent:\n  - {why: Same., mutants: [a], more: x}\n",
        "other: []\n",
        "- a\n",
    ],
)
def test_what_is_no_register_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"equivalent\.yaml"):
        read_register(write(tmp_path, text))


def test_a_folder_holds_the_registers_of_many_and_a_mutant_stands_in_one_of_them(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(
            f"equivalent:\n  - {{why: Same., mutants: [{name}/c]}}\n", encoding="utf-8"
        )
    assert set(read_register(tmp_path)) == {"a/c", "b/c"}
    (tmp_path / "c.yaml").write_text("equivalent:\n  - {why: Same., mutants: [a/c]}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"line 2 of .*a\.yaml"):
        read_register(tmp_path)


def test_where_there_is_no_register_nothing_is_listed(tmp_path: Path) -> None:
    assert read_register(tmp_path / "none") == {}
