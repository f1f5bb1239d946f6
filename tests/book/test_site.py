from __future__ import annotations

import functools
import hashlib
import os
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import pytest

from article41 import InputError, Rulebook
from article41.book import _site, build_book
from article41.book._text import path_name

from .._pages import ROOT
from ..dossier._browser import Look, browser
from .conftest import CASES

RURITANIA = ROOT / "fixtures" / "rulebooks" / "ruritania"
_TYPED = "acetic"
_WAIT = 60_000
"""Milliseconds: the machine may be busy, and a book from a folder searches in the page itself."""


def need() -> None:
    """Skip where the site cannot be built, unless ARTICLE41_NEED_BROWSER says that it must be."""
    if find_spec("material") is None:
        if os.environ.get("ARTICLE41_NEED_BROWSER"):
            pytest.fail("mkdocs-material is not installed, and ARTICLE41_NEED_BROWSER is set")
        pytest.skip("mkdocs-material is not installed")


@pytest.fixture(scope="module")
def site(law: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    need()
    out = tmp_path_factory.mktemp("book") / "site"
    build_book(law, out, cases=CASES)
    return out


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=site))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def files(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


def test_every_page_is_in_the_site_and_none_names_the_machine(site: Path, pages: dict[str, str]) -> None:
    made = {path for path in files(site) if path.endswith(".html")}
    assert made == {path.removesuffix(".md") + ".html" for path in pages}
    for path in made:
        assert str(site.parent) not in (site / path).read_text(encoding="utf-8")


def test_nothing_in_the_site_is_fetched_from_elsewhere(site: Path) -> None:
    fetched = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)=\"(?:https?:)?//[^\"]*\"")
    for path in files(site):
        if path.endswith(".html"):
            assert fetched.findall((site / path).read_text(encoding="utf-8")) == [], path
        if path.endswith(".css"):
            assert not re.search(r"url\([\"']?(?:https?:)?//", (site / path).read_text(encoding="utf-8")), path


def test_the_same_rules_give_the_same_bytes(tmp_path: Path) -> None:
    need()
    law = Rulebook.load(RURITANIA / "rules")
    build_book(law, tmp_path / "a" / "one")
    build_book(law, tmp_path / "another")
    assert files(tmp_path / "a" / "one") == files(tmp_path / "another")


def test_hostile_titles_come_out_as_text(tmp_path: Path) -> None:
    need()
    law = Rulebook.load(RURITANIA / "rules")
    hostile = "</title></a><script>document.title='taken'</script><img src=x onerror=alert(1)>&amp; 'q' \"r\""
    names = ("index", "registers", "documents", "categories", *(f"regime-{name}" for name in law.regimes))
    shards = {name: law.shard(name) for name in names}
    regime = {**law.regime("ruritania"), "title": hostile, "notes": hostile}
    regime["provisions"] = [{**p, "rule": hostile} for p in regime["provisions"]]
    shards["regime-ruritania"] = regime
    build_book(Rulebook(shards), tmp_path / "site")
    for path in (tmp_path / "site").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<script>document.title" not in page, path
        assert "<img src=x" not in page, path
    with browser(tmp_path / "profile") as look:
        look.open(tmp_path / "site" / "regimes" / "ruritania.html")
        assert look.page.inner_text("h1") == hostile
        assert look.page.title().startswith(hostile)
        assert look.said == []


def test_without_mkdocs_the_error_says_what_to_install(
    law: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_site, "find_spec", lambda name: None)
    with pytest.raises(InputError, match="mkdocs-material") as caught:
        build_book(law, tmp_path / "site")
    assert "article41[book]" in str(caught.value.problems[0].hint)
    assert list(tmp_path.iterdir()) == []


def test_a_build_that_fails_leaves_nothing(law: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need()
    monkeypatch.setattr("article41.book._build.book_pages", lambda *_: {"index.md": "# A\n\n[dead](dead.md)\n"})
    with pytest.raises(RuntimeError, match=r"dead\.md"):
        build_book(law, tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def search(look: Look) -> None:
    """Type a word and wait for what is found."""
    look.page.click(".md-search__input")
    look.page.keyboard.type(_TYPED, delay=30)
    look.page.wait_for_selector(".md-search-result__item", timeout=_WAIT)
    assert _TYPED in look.page.inner_text(".md-search-result__list").lower()


def test_a_browser_reads_and_searches_it_and_asks_nobody_else(law: Rulebook, served: str, tmp_path: Path) -> None:
    regime = law.regime(law.regimes[0])
    provision = regime["provisions"][0]
    name = provision["id"].partition("/")[2]
    with browser(tmp_path) as look:
        look.page.goto(f"{served}index.html", wait_until="networkidle")
        look.page.click(f"article >> text={regime['title']}")
        look.page.wait_for_url(f"**/regimes/{path_name(regime['id'])}.html")
        assert look.page.inner_text("h1") == regime["title"]
        assert look.page.locator(".history svg .bar").count() > 0
        look.page.click(f"article >> a[href$='{path_name(name)}.html']")
        look.page.wait_for_url(f"**/{path_name(name)}.html")
        assert provision["rule"] in look.page.inner_text("article")
        search(look)
        assert look.said == []
        assert [url for url in look.requests if not url.startswith(served)] == []


def test_it_reads_and_searches_from_a_folder_too(site: Path, tmp_path: Path) -> None:
    with browser(tmp_path) as look:
        look.open(site / "index.html")
        search(look)
        assert look.said == []
        assert [url for url in look.requests if not url.startswith(("file:", "about:", "data:"))] == []
