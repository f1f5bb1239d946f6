"""``article41 schema`` and ``article41 version``."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from article41.cli._console import utf8

__all__ = ["schema_command", "version_command"]


def schema_command(arguments: Namespace) -> int:
    """Print a JSON Schema."""
    from article41.cli._schemas import schema_text

    utf8(sys.stdout).write(schema_text(arguments.what))
    return 0


def version_command(arguments: Namespace) -> int:
    """Print which code, law, engine and Python this is."""
    from article41._version import __version__
    from article41.engine._check import engine_for
    from article41.law import Rulebook

    rulebook = Rulebook.default()
    facts = {
        "article41": __version__,
        "rulebook": rulebook.version,
        "digest": rulebook.digest,
        "engine": engine_for(rulebook).name,
        "python": sys.version.split()[0],
    }
    if arguments.format == "json":
        text = json.dumps(facts, indent=2)
    else:
        text = "\n".join(f"{name:<10} {value}" for name, value in facts.items())
    utf8(sys.stdout).write(text + "\n")
    return 0
