"""The digest names a text: it changes with the text, and with nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from article41.law._digest import digest_of, rule_files

from ._folders import BASE, build


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build(tmp_path / "rules")


def test_it_does_not_depend_on_where_the_folder_lies(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "elsewhere" / "law")
    assert digest_of([folder]) == digest_of([tmp_path / "elsewhere" / "law"]) == digest_of([BASE])


def test_line_ends_do_not_matter(folder: Path) -> None:
    before = digest_of([folder])
    for path in rule_files(folder):
        text = path.read_bytes()
        assert b"\r" not in text
        path.write_bytes(text.replace(b"\n", b"\r\n"))
    assert digest_of([folder]) == before


@pytest.mark.parametrize("path", [path.relative_to(BASE) for path in rule_files(BASE)], ids=str)
def test_every_file_matters(folder: Path, path: Path) -> None:
    before = digest_of([folder])
    text = (folder / path).read_text(encoding="utf-8")
    (folder / path).write_text(text + "# one more remark\n", encoding="utf-8")
    changed = digest_of([folder])
    assert changed != before
    (folder / path).unlink()
    assert digest_of([folder]) not in (before, changed)


def test_a_name_matters(folder: Path) -> None:
    before = digest_of([folder])
    (folder / "categories" / "arms.yaml").rename(folder / "categories" / "weapons.yaml")
    assert digest_of([folder]) != before


def test_the_order_of_folders_matters(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(folder / "regimes", other / "regimes")
    assert digest_of([folder, other]) != digest_of([other, folder])
    assert digest_of([folder, other]) != digest_of([folder])


def test_other_files_do_not_matter(folder: Path) -> None:
    before = digest_of([folder])
    (folder / "README.md").write_text("How this is kept.")
    (folder / ".ci").mkdir()
    (folder / ".ci" / "jobs.yaml").write_text("a: b")
    (folder / "regimes" / ".alpha.yaml").write_text("a: b")
    assert digest_of([folder]) == before


def test_files_are_sorted_by_their_path(folder: Path) -> None:
    names = [path.relative_to(folder).as_posix() for path in rule_files(folder)]
    assert names == sorted(names)
    assert len(names) == len(set(names))
