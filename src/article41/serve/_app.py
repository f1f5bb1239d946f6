"""The routes. What judges is handed in, so that the tests can do without processes."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from article41._version import __version__
from article41.law import Rulebook
from article41.render._json import dump
from article41.render._law import RegimeList
from article41.render._provision import ProvisionView
from article41.serve._book import HOME, add_book
from article41.serve._checks import Checks
from article41.serve._guard import Guard
from article41.serve._openapi import answers, openapi_of, openapi_text, taking
from article41.serve._page import PAGE_HEADERS, form_page
from article41.serve._pool import Judge
from article41.serve._problems import MEDIA_TYPE, Code, RefusalError

if TYPE_CHECKING:
    from article41.book import BuiltBook

__all__ = ["create_app"]

_ONE_OR_MANY = {
    "oneOf": [
        {"$ref": "#/components/schemas/Transfer"},
        {"type": "array", "items": {"$ref": "#/components/schemas/Transfer"}, "minItems": 1},
    ]
}
_REPORTS = {
    "oneOf": [
        {"$ref": "#/components/schemas/Report"},
        {"type": "array", "items": {"$ref": "#/components/schemas/Report"}},
    ]
}
_FORM = {"type": "object", "properties": {"transfer": {"type": "string"}}, "required": ["transfer"]}
_LONGEST_ID = 200
"""Characters of an id that are looked at; no id has so many."""
_BODY_ERRORS = (
    Code.BAD_REQUEST,
    Code.BODY_TOO_SLOW,
    Code.BODY_TOO_LARGE,
    Code.UNSUPPORTED_MEDIA_TYPE,
    Code.UNUSABLE,
    Code.ENGINE_FAULT,
    Code.TIME_LIMIT,
)


def create_app(
    judge: Judge,
    rulebook: Rulebook,
    seconds: float,
    tell: Callable[[str], None],
    *,
    local: bool = False,
    book: BuiltBook | None = None,
) -> FastAPI:
    """Return the application.

    Args:
        judge: judges bodies by ``rulebook``.
        rulebook: the law to show.
        seconds: that a body may take to arrive.
        tell: takes a line for the log. It never holds anything of a body.
        local: it is for this machine alone, and requests must name it so.
        book: the rule book of that law, to be shown too.
    """
    # Its pages of documentation would load scripts from elsewhere.
    app = FastAPI(title="article41", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.openapi = lambda: openapi_of(app)  # type: ignore[method-assign]
    app.add_middleware(Guard, tell=tell, local=local)
    app.add_exception_handler(RefusalError, _problem)
    app.add_exception_handler(HTTPException, _http)
    checks = Checks(judge, seconds)
    _add_checks(app, checks)
    _add_law(app, judge, rulebook)
    _add_page(app, checks, rulebook, None if book is None else HOME)
    if book is not None:
        add_book(app, book)

    @cache
    def document() -> str:
        return openapi_text(app)

    @app.get("/openapi.json", operation_id="openapi", responses=answers({"type": "object"}, "This document."))
    async def openapi() -> Response:
        """The OpenAPI document of this service."""
        return _json(document())

    return app


def _add_checks(app: FastAPI, checks: Checks) -> None:
    @app.post(
        "/v1/check",
        operation_id="check",
        responses=answers(_REPORTS, "A report, or for a list a list of as many, in its order.", *_BODY_ERRORS),
        openapi_extra=taking("application/json", _ONE_OR_MANY),
    )
    async def check(request: Request) -> Response:
        """Judge a transfer, or each of a list. If one of a list cannot be judged, none is."""
        return _json(await checks.reports(request.headers, request.stream()))

    @app.get(
        "/healthz",
        operation_id="health",
        responses={**answers("Health", "Some worker lives."), 503: answers("Health", "No worker lives.")[200]},
    )
    async def health() -> Response:
        """Whether checks can be answered."""
        ready, wanted = checks.workers.health()
        value = {"status": "ok" if ready else "unavailable", "workers": {"ready": ready, "wanted": wanted}}
        return _json(dump(value) + "\n", 200 if ready else 503)


def _add_law(app: FastAPI, judge: Judge, rulebook: Rulebook) -> None:
    @cache
    def regime_list() -> str:
        return dump(RegimeList(rulebook).to_json()) + "\n"

    @app.get("/v1/version", operation_id="version", responses=answers("Version", "The versions."))
    async def version() -> Response:
        """Which code, which law and which engine answer."""
        value = {
            "article41": __version__,
            "rulebook": rulebook.version,
            "digest": rulebook.digest,
            "engine": judge.engine,
        }
        return _json(dump(value) + "\n")

    @app.get("/v1/regimes", operation_id="regimes", responses=answers("Regimes", "The regimes."))
    async def regimes() -> Response:
        """Every embargo of the rulebook."""
        return _json(regime_list())

    @app.get(
        "/v1/provisions/{id:path}",
        operation_id="provision",
        responses=answers("Provision", "The provision.", Code.NOT_FOUND),
    )
    async def provision(id: str) -> Response:
        """All of one provision; its id is `regime/provision`, as reports name it."""
        try:
            found = rulebook.find(id[:_LONGEST_ID])
        except KeyError as error:
            message, _, hint = str(error.args[0]).partition("; ")
            raise RefusalError(Code.NOT_FOUND, message, hint or "reports name provisions as regime/provision") from None
        view = ProvisionView(found, rulebook.regime_of(found["id"]))
        return _json(dump(view.to_json()) + "\n")


def _add_page(app: FastAPI, checks: Checks, rulebook: Rulebook, book: str | None) -> None:
    law = f"article41 {__version__}, rulebook {rulebook.version} ({rulebook.digest[:16]})"

    def page(given: str | None = None, outcome: tuple[str, str] | RefusalError | None = None) -> Response:
        status, headers = (outcome.code.status, outcome.headers) if isinstance(outcome, RefusalError) else (200, {})
        return HTMLResponse(form_page(law, given, outcome, book), status, {**headers, **PAGE_HEADERS})

    @app.get("/", include_in_schema=False)
    async def form() -> Response:
        return page()

    @app.post("/", include_in_schema=False)
    async def tried(request: Request) -> Response:
        given = None
        try:
            body = await checks.form(request.headers, request.stream())
            given = _field(body, "transfer")
            return page(given, await checks.page(given))
        except RefusalError as problem:
            return page(given, problem)


def _field(form: bytes, name: str) -> str:
    """Return a field of what a form has sent."""
    try:
        fields = parse_qs(form.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=10)
        found = fields[name][0]
    except (ValueError, KeyError):
        raise RefusalError(Code.UNUSABLE, "this is not what the form sends; nothing was judged") from None
    # Browsers send a line break as two characters.
    return found.replace("\r\n", "\n")


def _json(text: str | bytes, status: int = 200) -> Response:
    return Response(text, status, media_type="application/json")


async def _problem(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, RefusalError)
    text = json.dumps(problem.to_json(), ensure_ascii=True, indent=2) + "\n"
    return Response(text, problem.code.status, problem.headers, media_type=MEDIA_TYPE)


async def _http(request: Request, error: Exception) -> Response:
    """What the framework refuses: unknown paths and methods."""
    assert isinstance(error, HTTPException)
    code = {404: Code.NOT_FOUND, 405: Code.METHOD_NOT_ALLOWED}.get(error.status_code, Code.BAD_REQUEST)
    detail = {
        Code.NOT_FOUND: "there is nothing at this path",
        Code.METHOD_NOT_ALLOWED: "this path does not take that method",
    }.get(code, HTTPStatus(error.status_code).phrase)
    return await _problem(
        request, RefusalError(code, detail, "/openapi.json tells what there is", headers=error.headers)
    )
