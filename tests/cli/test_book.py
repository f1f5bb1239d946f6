from __future__ import annotations

from pathlib import Path

import pytest

from article41.book import _site

from .conftest import EXTRA


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No case files are at hand in an empty folder."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def test_the_pages_are_written_and_counted(article41, tmp_path: Path) -> None:
    done = article41("book", str(tmp_path / "out"), "--markdown")
    made = files(tmp_path / "out")
    count = sum(path.endswith(".md") for path in made)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{count} pages written to {tmp_path / 'out'}: begin with mkdocs.yml")
    assert "mkdocs.yml" in made
    assert {"docs/index.md", "docs/stylesheets/book.css", "docs/javascripts/iframe-worker.js"} <= set(made)


def test_written_twice_it_is_the_same(article41, tmp_path: Path) -> None:
    article41("book", str(tmp_path / "a"), "--markdown")
    first = files(tmp_path / "a")
    assert article41("book", str(tmp_path / "a"), "--markdown", "--quiet").out == ""
    assert files(tmp_path / "a") == first


def test_rules_of_ones_own_have_their_pages(article41, tmp_path: Path) -> None:
    article41("book", str(tmp_path / "without"), "--markdown")
    done = article41("book", str(tmp_path / "with"), "--markdown", "--rules", str(EXTRA))
    assert done.code == 0
    assert set(files(tmp_path / "with")) > set(files(tmp_path / "without"))


def test_files_of_others_are_refused(article41, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    out.mkdir()
    (out / "thesis.txt").write_text("precious")
    done = article41("book", str(out), "--markdown")
    assert done.code == 2
    assert "thesis.txt" in done.err
    assert files(out) == {"thesis.txt": b"precious"}


def test_cases_that_are_not_there_are_bad_input(article41, tmp_path: Path) -> None:
    done = article41("book", str(tmp_path / "out"), "--markdown", "--cases", "none.yaml")
    assert done.code == 2
    assert "there are no case files at none.yaml" in done.err
    assert not (tmp_path / "out").exists()


def test_a_rule_that_does_not_load_is_told_and_nothing_is_written(article41, tmp_path: Path) -> None:
    (tmp_path / "bad" / "regimes").mkdir(parents=True)
    (tmp_path / "bad" / "regimes" / "x.yaml").write_text("regime: [\n")
    done = article41("book", str(tmp_path / "out"), "--markdown", "--rules", str(tmp_path / "bad"))
    assert done.code == 4
    assert "x.yaml:" in done.err
    assert not (tmp_path / "out").exists()


def test_without_mkdocs_the_site_is_refused_and_the_pages_are_not(
    article41, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_site, "find_spec", lambda name: None)
    done = article41("book", str(tmp_path / "out"))
    assert done.code == 2
    assert "pip install 'article41[book]'" in done.err
    assert not (tmp_path / "out").exists()
    assert article41("book", str(tmp_path / "out"), "--markdown").code == 0


def test_a_disk_that_is_full_leaves_nothing(article41, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("article41.book._build.write_pages", full)
    done = article41("book", str(tmp_path / "out"), "--markdown")
    assert done.code == 74
    assert "No space left on device" in done.err
    assert [path.name for path in tmp_path.iterdir() if path.name not in ("work", "compiled")] == []


def test_a_build_that_fails_is_a_defect_of_ours(article41, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise RuntimeError("mkdocs could not build the book: why")

    monkeypatch.setattr("article41.book._build.need_mkdocs", lambda: None)
    monkeypatch.setattr("article41.book._build.build_site", failing)
    done = article41("book", str(tmp_path / "out"))
    assert done.code == 70
    assert "mkdocs could not build the book: why" in done.err
    assert not (tmp_path / "out").exists()
