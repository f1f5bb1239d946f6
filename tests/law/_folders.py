"""Rule folders for the tests: the small valid one of ``base/``, with some files changed."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from article41._errors import Problem, RuleError
from article41.law import Rulebook

__all__ = ["BASE", "HEAD", "build", "problems_of", "provision", "regime"]

BASE = Path(__file__).parent / "base"

HEAD = """\
regime: {name}
title: A regime
target: [KP]
status: in_force
verified_to: 2025-01-01
provisions:
"""


def build(folder: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Make ``folder`` a copy of the base; each change is a file's new content, or None to leave it out."""
    shutil.copytree(BASE, folder)
    for name, content in (changes or {}).items():
        path = folder / name
        if content is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def regime(name: str, *provisions: str) -> str:
    """Return a regime file with these provisions."""
    return HEAD.format(name=name) + "".join(provisions)


def provision(name: str, *lines: str) -> str:
    """Return a provision; what every provision must have is filled in unless a line gives it."""
    given = {line.split(":")[0] for line in lines}
    rest = {
        "cite": "{imposes: S/RES/9001 (2006) 9}",
        "in_force": "2006-10-14 ..",
        "rule": "A rule.",
        "confidence": "high",
    }
    filled = [f"{key}: {value}" for key, value in rest.items() if key not in given]
    return f"  {name}:\n" + "".join(f"    {line}\n" for line in (*lines, *filled))


def problems_of(*folders: Path) -> list[Problem]:
    """Return what is wrong with the rule folders; nothing if they load."""
    try:
        Rulebook.load(*folders, shipped=False)
    except RuleError as error:
        return error.problems
    return []
