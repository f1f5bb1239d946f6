"""The digest of the rule files: what a report names so that its answer can be traced to a text."""

from __future__ import annotations

import hashlib
from pathlib import Path

__all__ = ["FORMAT", "TRANSLATIONS", "digest_of", "rule_files"]

FORMAT = 5
"""Raised when the shape of the compiled law changes: older compiled files are then made anew."""
TRANSLATIONS = "translations"
"""The folder, in a folder of rules, of the texts in other languages: they are no law."""


def rule_files(folder: Path) -> list[Path]:
    """Return the YAML files of a rule folder, sorted by their path within it, without hidden ones and translations."""
    inside = {path: path.relative_to(folder) for path in folder.rglob("*.y*ml")}
    law = [
        path
        for path, name in inside.items()
        if name.parts[0] != TRANSLATIONS and not any(part.startswith(".") for part in name.parts)
    ]
    return sorted(law, key=lambda path: inside[path].as_posix())


def digest_of(folders: list[Path]) -> str:
    """Return the SHA-256 over the names and bytes of all rule files; line ends count as LF."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in rule_files(folder):
            name = path.relative_to(folder).as_posix().encode()
            data = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(b"%d %s %d\n" % (len(name), name, len(data)))
            digest.update(data)
    return digest.hexdigest()
