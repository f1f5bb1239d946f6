"""The rule book below ``/book/``, as it was built."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.responses import FileResponse, RedirectResponse, Response

from article41.serve._problems import Code, RefusalError

if TYPE_CHECKING:
    from article41.book import BuiltBook

__all__ = ["HOME", "add_book"]

HOME = "/book/"
_HEADERS = {
    # Its pages have a few lines of script and style in them; their search runs in a worker. Nothing is from elsewhere.
    "content-security-policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}


def add_book(app: FastAPI, book: BuiltBook) -> None:
    """Serve the pages of a book."""

    @app.get(HOME.rstrip("/"), include_in_schema=False)
    async def home() -> Response:
        return RedirectResponse(HOME, 308)

    @app.get(HOME + "{path:path}", include_in_schema=False)
    async def page(path: str) -> Response:
        found = book.find(path)
        if found is None or not found.is_file():
            raise RefusalError(Code.NOT_FOUND, "the rule book has no such page", f"{HOME} is its first")
        return FileResponse(found, headers=_HEADERS, media_type=mimetypes.guess_type(found.name)[0])
