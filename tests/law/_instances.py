"""YAML as an editor sees it: plain words read by the core schema of YAML 1.2, not as text."""

from __future__ import annotations

import re
from typing import Any

from article41.law._yaml import Value

__all__ = ["instance"]

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def instance(value: Value) -> Any:
    """Return what a JSON Schema is held against."""
    if value.is_mapping:
        return {key: instance(member) for key, member in value.mapping().items()}
    if value.is_list:
        return [instance(member) for member in value.members()]
    text = value.text()
    if not value.is_plain:
        return text
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if _INTEGER.fullmatch(text) and text.isascii():
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) and text.isascii() else text
