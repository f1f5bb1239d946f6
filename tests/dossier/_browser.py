"""A real browser that looks at a file: what it asks for, what it complains of, what it shows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

__all__ = ["Look", "browser", "found_browser"]

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def found_browser() -> str:
    """Return the browser's path; skip where there is none, unless ARTICLE41_NEED_BROWSER says that there must be."""
    path = os.environ.get("ARTICLE41_BROWSER") or next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        if os.environ.get("ARTICLE41_NEED_BROWSER"):
            pytest.fail(f"no browser: none of {', '.join(_NAMES)} is installed, and ARTICLE41_NEED_BROWSER is set")
        pytest.skip(f"no browser: none of {', '.join(_NAMES)} is installed")
    return path


class Look:
    """A page that is looked at."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def open(self, path: Path) -> None:
        """Open a file and wait until nothing more happens."""
        self.page.goto(path.as_uri(), wait_until="networkidle")


@contextmanager
def browser(folder: Path, **options: Any) -> Iterator[Look]:
    """Start a browser with an empty profile in ``folder``, and end it."""
    path = found_browser()
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=path, args=list(_FLAGS), headless=True, **options
        )
        try:
            yield Look(context.new_page())
        finally:
            context.close()
