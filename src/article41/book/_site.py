"""The pages as a site: the settings of mkdocs-material, which must ask nobody for anything, and the build."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from html import escape
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from article41._errors import InputError, Problem
from article41.book._front import INDEXES
from article41.book._text import path_name
from article41.law import Rulebook
from article41.render._safe import safe_text

__all__ = ["build_site", "need_mkdocs", "write_pages"]

_STYLE, _SHIM = "stylesheets/book.css", "javascripts/iframe-worker.js"
_NEEDLESS = ("404.html", "sitemap.xml", "sitemap.xml.gz")
"""The first needs to know where the site stands, the others hold the day of the build."""


def need_mkdocs() -> None:
    """Check that the site can be built.

    Raises:
        InputError: mkdocs-material is not installed.
    """
    if find_spec("mkdocs") is None or find_spec("material") is None:
        hint = "install it: pip install 'article41[book]', or write only the pages with --markdown"
        raise InputError(Problem("the book needs the package mkdocs-material", hint=hint))


def write_pages(folder: Path, rulebook: Rulebook, pages: dict[str, str]) -> None:
    """Write the pages, what belongs to them and mkdocs.yml, from which ``mkdocs build`` makes the site."""
    own = files("article41.book")
    extra = {f"docs/{name}": own.joinpath(name.rpartition("/")[2]).read_text("utf-8") for name in (_STYLE, _SHIM)}
    settings = json.dumps(_settings(rulebook), indent=2, ensure_ascii=False) + "\n"
    texts = {"mkdocs.yml": settings, **extra, **{f"docs/{path}": page for path, page in pages.items()}}
    for path, content in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8", newline="\n") as out:
            out.write(content)


def build_site(pages: Path, site: Path) -> None:
    """Build the site of ``pages`` in the folder ``site``, in a process of its own.

    Raises:
        RuntimeError: mkdocs failed, or warned: of pages of ours that is a defect of ours.
    """
    # -P: what lies in the working folder is not to be taken for a module.
    command = [sys.executable, "-P", "-m", "mkdocs", "build", "--strict", "--config-file"]
    command += [str(pages / "mkdocs.yml"), "--site-dir", str(site)]
    settings = {"SOURCE_DATE_EPOCH": "0", "PYTHONUTF8": "1"}
    done = subprocess.run(command, capture_output=True, env=os.environ | settings, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        raise RuntimeError(f"mkdocs could not build the book: {' / '.join(said[-5:]) or done.returncode}")
    for name in _NEEDLESS:
        (site / name).unlink(missing_ok=True)


def _settings(rulebook: Rulebook) -> dict[str, Any]:
    """Return the settings; JSON is YAML, too."""
    regimes = [{_shown(rulebook.regime(name)["title"]): f"regimes/{path_name(name)}.md"} for name in rulebook.regimes]
    return {
        "site_name": "The rule book",
        "docs_dir": "docs",
        "use_directory_urls": False,
        "theme": {
            "name": "material",
            "language": "en",
            "font": False,
            "palette": {"scheme": "default", "primary": "indigo"},
            "features": ["navigation.top", "search.highlight"],
        },
        "plugins": ["search", "offline"],
        "markdown_extensions": ["tables", "pymdownx.details", "admonition", {"toc": {"toc_depth": 3}}],
        "extra_css": [_STYLE],
        # The offline plugin would have one fetched from a foreign server, unless one of this name is there.
        "extra": {"generator": False, "polyfills": [_SHIM]},
        "validation": {"nav": {"omitted_files": "ignore"}},
        "nav": [
            {"The rule book": "index.md"},
            {"Regimes": regimes},
            {"Indexes": [{words: path} for path, words in INDEXES]},
        ],
    }


def _shown(title: str) -> str:
    """Escape a title: the theme prints it as it is."""
    return escape(safe_text(title), quote=False)
