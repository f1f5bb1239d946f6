"""Rulebooks that other packages bring: found by the entry point group ``article41.rulebooks``, loaded by name.

An entry point names a package (its own folder is the rule folder), a path, or a callable without arguments that
returns one. Nothing of this is imported, and no package looked at, before a rulebook is asked for by name.
"""

from __future__ import annotations

import re
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from article41._errors import Problem, RuleError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["GROUP", "Installed", "installed_rulebooks", "rule_folder"]

GROUP = "article41.rulebooks"
"""The group of entry points."""

_NAME = re.compile(r"\w[\w-]*")


class Installed(NamedTuple):
    """A rulebook that an installed package offers."""

    name: str
    package: str
    version: str
    entry: EntryPoint

    def folder(self) -> Path:
        """Return its rule folder; this imports the package.

        Raises:
            RuleError: the package does not load, or gives no folder.
        """
        try:
            found = self.entry.load()
            if callable(found):
                found = found()
        except (Exception, SystemExit) as error:  # a package that exits with 0 would make a check look clean
            self._fail(f"{type(error).__name__}: {error}", "mend or reinstall the package, or leave its name out")
        path = getattr(found, "__path__", None)
        if path is not None:
            found = next(iter(path), None)
        if not isinstance(found, (str, PathLike)):
            self._fail(f"it gives {found!r}", "an entry point names a package, a path, or a callable that returns one")
        folder = Path(found)
        if not folder.is_dir():
            self._fail(f"there is no folder {folder}", "it must give the folder that holds its rule files")
        return folder

    def _fail(self, why: str, hint: str) -> NoReturn:
        said = f"the rulebook {self.name!r} of the package {self.package} {self.version} does not load"
        raise RuleError(Problem(f"{said} ({self.entry.value}): {why}", hint=hint)) from None


def installed_rulebooks() -> list[Installed]:
    """Return every rulebook that an installed package offers, by name; no package is imported."""
    from importlib.metadata import entry_points

    found = [
        Installed(
            entry.name,
            entry.dist.name if entry.dist else "of unknown name",
            entry.dist.version if entry.dist else "",
            entry,
        )
        for entry in entry_points(group=GROUP)
    ]
    return sorted(found, key=lambda one: (one.name, one.package))


def rule_folder(source: str | Path, base: Path | None = None) -> Path:
    """Return the rule folder that ``source`` means: a path (from ``base`` on), or the name of an installed rulebook.

    A bare word (no slash, no dot) may be either. Where both are there, neither is taken: law must not be picked by
    chance.

    Raises:
        RuleError: it means both or nothing, or the package does not load.
    """
    path = Path(source) if base is None else base / source
    if isinstance(source, Path) or not _NAME.fullmatch(source):
        return path
    named = [one for one in installed_rulebooks() if one.name == source]
    if path.is_dir():
        if named:
            message = f"{source!r} is a folder and an installed rulebook (of {named[0].package})"
            raise RuleError(Problem(message, hint=f"write ./{source} for the folder, or rename it"))
        return path
    if len(named) > 1:
        packages = ", ".join(one.package for one in named)
        raise RuleError(
            Problem(f"several packages bring a rulebook {source!r}: {packages}", hint="uninstall all but one")
        )
    if not named:
        known = ", ".join(one.name for one in installed_rulebooks()) or "none"
        message = f"{source}: there is no such folder of rules, and no installed rulebook of that name"
        raise RuleError(Problem(message, hint=f"looked in {base or Path.cwd()}; installed rulebooks: {known}"))
    return named[0].folder()
