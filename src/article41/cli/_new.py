"""``article41 rules new``: the first files of rules of one's own."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from article41._errors import InputError, Place, Problem
from article41.cli._console import utf8
from article41.cli._schemas import SCHEMAS, file_name, schema_text
from article41.law import Rulebook

__all__ = ["new_command"]

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LAID_BESIDE = tuple(name for name in SCHEMAS if name not in ("transfer", "waivers"))


def new_command(arguments: Namespace) -> int:
    """Write a rulebook of one provision with its cases and schemas; nothing that is there is touched."""
    name: str = arguments.name
    folder = Path(arguments.folder or name)
    if not _NAME.fullmatch(name):
        hint = "use small letters, digits and single hyphens, like aland-exports"
        raise InputError(Problem(f"{name!r} cannot be the id of a regime", hint=hint))
    if name in Rulebook.default().regimes:
        raise InputError(Problem(f"there is a regime {name!r} among the shipped rules", hint="take another name"))
    files = {folder / path: text for path, text in _files(name).items()}
    there = [path for path in files if path.exists()]
    if there:
        hint = "nothing was written; name another folder, or move this away"
        raise InputError([Problem("there is such a file already", Place(str(path)), hint) for path in there])
    _write(files)
    rules, cases = folder / "rules", folder / "cases"
    out = utf8(sys.stdout)
    out.write(f"{len(files)} files written to {folder}: one provision, its cases, and schemas for your editor.\n\n")
    out.write(f"article41 rules lint {rules} --cases {cases}\narticle41 test {cases} --rules {rules}\n")
    return 0


def _files(name: str) -> dict[str, str]:
    """Return the files of a new rulebook: their paths and texts."""
    template = Path(__file__).resolve().parent.parent / "_template"
    found = {
        path.relative_to(template).as_posix(): path.read_text(encoding="utf-8").replace("{{name}}", name)
        for path in sorted(template.rglob("*.yaml"))
    }
    named = {re.sub(r"/regime(?=\.)", f"/{name}", path): text for path, text in found.items()}
    return {**named, **{f"schemas/{file_name(schema)}": schema_text(schema) for schema in _LAID_BESIDE}}


def _write(files: dict[Path, str]) -> None:
    """Write all files, or none."""
    written: list[Path] = []
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
        except OSError as error:
            for other in written:
                with suppress(OSError):
                    other.unlink()
            problem = Problem(f"cannot be written: {error.strerror}", Place(str(path)), "nothing was kept")
            raise InputError(problem) from None
