"""The OpenAPI document: the routes as FastAPI knows them, with the schemas of the library."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from article41._version import __version__
from article41.model import transfer_schema
from article41.serve._problems import MEDIA_TYPE, Code
from article41.serve._schemas import report_schemas, service_schemas

__all__ = ["answers", "openapi_of", "openapi_text", "taking"]

_WHEN = {
    Code.BAD_REQUEST: "The request cannot be read.",
    Code.NOT_FOUND: "There is no such thing.",
    Code.BODY_TOO_SLOW: "The body did not arrive in time.",
    Code.BODY_TOO_LARGE: "The body, or the answer, is too large (`body_too_large`, `answer_too_long`).",
    Code.UNSUPPORTED_MEDIA_TYPE: "The body has another type, charset or encoding.",
    Code.MISDIRECTED_REQUEST: "The service is on loopback, and the `Host` of the request is another machine.",
    Code.UNUSABLE: "The body is no transfer and no list of transfers. Nothing was judged.",
    Code.ENGINE_FAULT: "There is no answer: the engine failed (`engine_fault`), or no worker was free (`busy`).",
    Code.TIME_LIMIT: "There is no answer: judging took too long.",
}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def answers(schema: str | dict[str, Any], description: str, *codes: Code) -> dict[int | str, dict[str, Any]]:
    """Return the responses of an operation: 200 with a schema, errors, and the error that all of them have."""
    content = {"application/json": {"schema": _ref(schema) if isinstance(schema, str) else schema}}
    found: dict[int | str, dict[str, Any]] = {200: {"description": description, "content": content}}
    for code in (*codes, Code.MISDIRECTED_REQUEST):
        content = {MEDIA_TYPE: {"schema": _ref("Problem")}}
        found[code.status] = {"description": _WHEN[code], "content": content}
    return found


def taking(media: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return what an operation says of its body."""
    return {"requestBody": {"required": True, "content": {media: {"schema": schema}}}}


def openapi_of(app: FastAPI) -> dict[str, Any]:
    """Return the document of ``app``."""
    document = get_openapi(
        title="article41",
        version=__version__,
        summary="May this transfer go ahead under the UN Security Council's arms embargoes on this date?",
        description="Not legal advice: the official texts prevail. There is no authentication; see docs/serve.md.",
        routes=app.routes,
    )
    document["components"] = {"schemas": _schemas()}
    # FastAPI tells of its own errors where a path has a parameter; ours can be any text.
    for operations in document["paths"].values():
        for operation in operations.values():
            if operation["responses"].get("422", {}).get("description") == "Validation Error":
                del operation["responses"]["422"]
    return document


def openapi_text(app: FastAPI) -> str:
    """Return the document as it is committed: JSON, indented, with a line break at the end."""
    return json.dumps(openapi_of(app), indent=2, ensure_ascii=False) + "\n"


def _schemas() -> dict[str, Any]:
    transfer = transfer_schema()
    definitions: dict[str, Any] = transfer.pop("$defs")
    for key in ("$schema", "$id"):
        transfer.pop(key)
    # An item type may be called like a part of the report: the parts of a transfer keep together.
    names = {name: f"Transfer.{name}" for name in definitions}
    moved = {"Transfer": transfer, **{names[name]: schema for name, schema in definitions.items()}}
    return {**_moved(moved, names), **report_schemas(), **service_schemas()}


def _moved(value: Any, names: dict[str, str]) -> Any:
    """Let the references of a schema point to where its definitions are now."""
    if isinstance(value, dict):
        return {key: _moved(inner, names) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_moved(inner, names) for inner in value]
    if isinstance(value, str) and value.startswith("#/$defs/"):
        return f"#/components/schemas/{names[value.removeprefix('#/$defs/')]}"
    return value
