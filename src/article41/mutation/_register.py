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

    Raises:
        InputError: the file cannot be read, or names a mutant twice.
    """
    try:
        root = read_yaml(path)
        root.mapping(("equivalent", "notes"))
        found: dict[str, Entry] = {}
        for group in root.each("equivalent"):
            group.mapping(("why", "mutants"))
            why = group.need("why").text()
            for member in group.need("mutants").members():
                name = member.text()
                if name in found:
                    member.fail(f"the mutant {name} stands twice", f"it is in line {found[name][1].line} already")
                found[name] = why, member.place
    except RuleError as error:
        raise InputError(error.problems) from None
    return found
