from __future__ import annotations

from pathlib import Path

import pytest

from article41 import InputError
from article41.book._folder import whole_folder


def write(out: Path, **texts: str) -> None:
    with whole_folder(out, "d") as folder:
        for name, text in texts.items():
            (folder / name).write_text(text)


def shown(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text() for p in folder.iterdir() if not p.name.startswith(".")}


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b", x="1")
    assert shown(tmp_path / "a" / "b") == {"x": "1"}
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["b"]


def test_an_older_book_is_replaced_whole(tmp_path: Path) -> None:
    write(tmp_path / "b", x="1", y="2")
    write(tmp_path / "b", x="3")
    assert shown(tmp_path / "b") == {"x": "3"}
    assert [p.name for p in tmp_path.iterdir()] == ["b"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    write(tmp_path / "b", x="1")
    assert shown(tmp_path / "b") == {"x": "1"}


def test_what_fails_halfway_leaves_what_was_there(tmp_path: Path) -> None:
    write(tmp_path / "b", x="1")

    def fail() -> None:
        with whole_folder(tmp_path / "b", "d") as folder:
            (folder / "x").write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert shown(tmp_path / "b") == {"x": "1"}
    assert [p.name for p in tmp_path.iterdir()] == ["b"]


def test_files_of_others_are_not_touched(tmp_path: Path) -> None:
    out = tmp_path / "mine"
    out.mkdir()
    for name in "abcde":
        (out / name).write_text("precious")
    with pytest.raises(InputError) as caught:
        write(out, x="1")
    problem = caught.value.problems[0]
    assert problem.message.endswith("it holds files that are not of a book: a, b, c and more")
    assert problem.place is not None
    assert problem.place.file == str(out)
    assert shown(out) == dict.fromkeys("abcde", "precious")


def test_a_file_put_beside_a_book_is_not_touched(tmp_path: Path) -> None:
    write(tmp_path / "b", x="1")
    (tmp_path / "b" / "notes").mkdir()
    (tmp_path / "b" / "notes" / "mine.txt").write_text("precious")
    with pytest.raises(InputError, match=r"notes/mine\.txt"):
        write(tmp_path / "b", x="2")
    assert (tmp_path / "b" / "x").read_text() == "1"
    assert (tmp_path / "b" / "notes" / "mine.txt").read_text() == "precious"


def test_a_file_put_there_meanwhile_is_not_touched(tmp_path: Path) -> None:
    out = tmp_path / "b"

    def meanwhile() -> None:
        with whole_folder(out, "d"):
            out.mkdir()
            (out / "mine.txt").write_text("precious")

    with pytest.raises(InputError, match=r"mine\.txt"):
        meanwhile()
    assert shown(out) == {"mine.txt": "precious"}
    assert [p.name for p in tmp_path.iterdir()] == ["b"]


def test_a_link_to_a_folder_put_beside_a_book_is_of_others(tmp_path: Path) -> None:
    write(tmp_path / "b", x="1")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "b" / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="not of a book: link"):
        write(tmp_path / "b", x="2")


@pytest.mark.parametrize("kept", ["", "[]", "{}", '{"files": 3}', "\x00", '{"files": [["x"]]}'])
def test_a_broken_list_of_files_lists_nothing(tmp_path: Path, kept: str) -> None:
    write(tmp_path / "b", x="1")
    (tmp_path / "b" / ".article41-book.json").write_text(kept)
    with pytest.raises(InputError, match="not of a book"):
        write(tmp_path / "b", x="2")
    assert (tmp_path / "b" / "x").read_text() == "1"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write(tmp_path / "link", x="1")
    assert (tmp_path / "link").is_symlink()
    assert shown(tmp_path / "real") == {"x": "1"}


@pytest.mark.parametrize("name", ["file", "file/below", "a\x00b", "x" * 300])
def test_where_no_folder_can_be_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("precious")
    with pytest.raises(InputError, match="the book cannot be written"):
        write(tmp_path / name, x="1")
    assert shown(tmp_path) == {"file": "precious"}
