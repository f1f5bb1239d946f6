"""The command line: arguments in, reports and an exit code out. Knows no law."""

from __future__ import annotations

from article41.cli._app import run

__all__ = ["run"]
