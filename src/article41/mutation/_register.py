"""The register of mutants that no transfer can tell from the law, each with the reason why."""

from __future__ import annotations

from pathlib import Path

from article41._errors import InputError, Place, RuleError
from article41.law._yaml import read_yaml

__all__ = ["Entry", "read_register"]

Entry = tuple[str, Place]
"""Why a mutant is equivalent, and where that stands."""


def read_register(path: Path) -> dict[str, Entry]:
    """Return mutant id -> reason of a file with ``equivalent``: a list of ``why`` and ``mutants``.

    Args:
        path: the file, or a folder of such files; what does not exist lists nothing.

    Raises:
        InputError: a file cannot be read, or a mutant is named twice.
    """
    found: dict[str, Entry] = {}
    try:
        for file in sorted(path.glob("*.yaml")) if path.is_dir() else [path] if path.exists() else []:
            _read(file, found)
    except RuleError as error:
        raise InputError(error.problems) from None
    return found


def _read(file: Path, found: dict[str, Entry]) -> None:
    root = read_yaml(file)
    root.mapping(("equivalent", "notes"))
    for group in root.each("equivalent"):
        group.mapping(("why", "mutants"))
        why = group.need("why").text()
        for member in group.need("mutants").members():
            name = member.text()
            if name in found:
                first = found[name][1]
                member.fail(f"the mutant {name} stands twice", f"it is in line {first.line} of {first.file} already")
            found[name] = why, member.place
