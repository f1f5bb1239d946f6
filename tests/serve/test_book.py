"""The rule book below /book/: what is listed is shown, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from article41 import InputError, Rulebook
from article41.book import BuiltBook
from article41.book._folder import LIST, whole_folder
from article41.serve._app import create_app

from ._local import LocalJudge
from ._service import running

DIGEST = Rulebook.default().digest


def write(folder: Path, digest: str = DIGEST, page: str = "index.html") -> Path:
    with whole_folder(folder, digest) as new:
        (new / page).write_text("<title>The rule book</title>", encoding="utf-8")
        (new / "assets").mkdir()
        (new / "assets" / "a.css").write_text("p {}", encoding="utf-8")
    return folder


@pytest.fixture
def shown(judge: LocalJudge, log: list[str], tmp_path: Path) -> TestClient:
    book = BuiltBook(write(tmp_path / "book"), DIGEST)
    (tmp_path / "book" / "secret.html").write_text("secret", encoding="utf-8")
    (tmp_path / "outside.html").write_text("secret", encoding="utf-8")
    return TestClient(create_app(judge, judge.rulebook, 5.0, log.append, book=book), follow_redirects=False)


def test_the_first_page_and_what_it_needs(shown: TestClient) -> None:
    first = shown.get("/book/")
    assert (first.status_code, first.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert first.text == shown.get("/book/index.html").text == "<title>The rule book</title>"
    assert "default-src 'self'" in first.headers["content-security-policy"]
    style = shown.get("/book/assets/a.css")
    assert (style.status_code, style.headers["content-type"].partition(";")[0]) == (200, "text/css")
    moved = shown.get("/book")
    assert (moved.status_code, moved.headers["location"]) == (308, "/book/")


@pytest.mark.parametrize(
    "path", ["secret.html", "..%2Foutside.html", "%2e%2e/outside.html", "assets", "assets/", LIST, "nothing.html"]
)
def test_nothing_but_its_files_is_shown(shown: TestClient, path: str) -> None:
    answer = shown.get(f"/book/{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_file_that_went_away_is_not_found(shown: TestClient, tmp_path: Path) -> None:
    (tmp_path / "book" / "index.html").unlink()
    assert shown.get("/book/").status_code == 404


def test_the_form_leads_to_it_where_there_is_one(shown: TestClient, client: TestClient) -> None:
    assert '<a href="/book/">' in shown.get("/").text
    assert "/book/" not in client.get("/").text
    assert client.get("/book/").status_code == 404


def test_a_book_of_another_law_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="of another law"):
        BuiltBook(write(tmp_path / "book", digest="0" * 64), DIGEST)


def test_pages_that_are_no_site_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no site"):
        BuiltBook(write(tmp_path / "book", page="index.md"), DIGEST)


@pytest.mark.parametrize("kept", [None, "", "[]", "{}", json.dumps({"files": 1, "digest": DIGEST})])
def test_what_is_no_book_is_refused(tmp_path: Path, kept: str | None) -> None:
    if kept is not None:
        (tmp_path / LIST).write_text(kept, encoding="utf-8")
    with pytest.raises(InputError, match="there is no rule book"):
        BuiltBook(tmp_path, DIGEST)


def test_the_command_shows_it(tmp_path: Path) -> None:
    with running("--workers", "1", "--book", str(write(tmp_path / "book"))) as service:
        status, headers, body = service.ask("GET", "/book/")
        assert (status, body) == (200, b"<title>The rule book</title>")
        assert headers["cache-control"] == "no-store"
