"""Case files by the small law of the tests of the command."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from article41.cases._suite import Suite
from article41.law import Rulebook

__all__ = ["EXTRA", "LAW", "case", "case_file", "law", "shells", "suite", "write"]

_CLI = Path(__file__).parents[1] / "cli"
LAW = _CLI / "law"
EXTRA = _CLI / "extra"


@cache
def law() -> Rulebook:
    """The small law: no arms for Aland (AA), food is free, cargo is inspected."""
    return Rulebook.load(LAW, shipped=False)


@cache
def suite() -> Suite:
    return Suite(law())


def shells(**changes: Any) -> dict[str, Any]:
    return {"date": "2020-01-01", "supplier": "BB", "recipient": "AA", "items": ["artillery_shells"], **changes}


def case(name: str = "one", expect: str = "prohibited", transfer: Any = None, **more: Any) -> dict[str, Any]:
    return {"name": name, "transfer": transfer or shells(), "expect": expect, "why": "It is so.", **more}


def case_file(*cases: Any, **head: Any) -> str:
    """A case file as text: JSON is YAML, and each case has a line of its own."""
    lines = [f"{key}: {json.dumps(value)}" for key, value in head.items()]
    return "\n".join([*lines, "cases:", *(f"  - {json.dumps(entry)}" for entry in cases)]) + "\n"


def write(folder: Path, *cases: Any, name: str = "a.cases.yaml", **head: Any) -> Path:
    path = folder / name
    path.write_text(case_file(*cases, **head), encoding="utf-8")
    return path
