"""The pytest plugin: case files as tests, a factory of transfers, the rulebook.

It is there wherever article41 is installed (entry point ``pytest11``). Files called ``*.cases.yaml``, and those
that the setting ``article41_cases`` names, are collected, every case as a test of its own. What is asserted about
transfers in Python stands in :mod:`article41.testing`.

pytest loads this module in every project, so it imports nothing that a case file does not need.
"""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from article41.law import Rulebook
    from article41.model import Transfer

__all__ = ["pytest_addoption", "pytest_collect_file", "rulebook", "transfer"]

_RULES = "article41_rules"
_CASES = "article41_cases"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    parser.getgroup("article41").addoption(
        "--article41-rules",
        action="append",
        default=[],
        dest=_RULES,
        metavar="RULES",
        help="a folder of rules, or an installed rulebook, to add to those of article41; may be given several times",
    )
    parser.addini(
        _CASES,
        "files that hold cases of article41, beside *.cases.yaml: patterns like law/*.yaml, from the root directory",
        type="args",
        default=[],
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a case file."""
    if not _holds_cases(file_path, parent.config):
        return None
    from article41._pytest_cases import CasesFile

    made: pytest.Collector = CasesFile.from_parent(parent, path=file_path)
    return made


def _holds_cases(path: Path, config: pytest.Config) -> bool:
    if path.name.endswith((".cases.yaml", ".cases.yml")):
        return True
    patterns: list[str] = config.getini(_CASES)
    if not patterns or path.suffix not in (".yaml", ".yml"):
        return False
    try:
        inside = path.relative_to(config.rootpath).as_posix()
    except ValueError:
        return False
    return any(fnmatch(inside if "/" in pattern else path.name, pattern) for pattern in patterns)


@pytest.fixture(scope="session")
def rulebook(request: pytest.FixtureRequest) -> Rulebook:
    """The law to judge by: that of article41 and the folders of ``--article41-rules``."""
    from article41._pytest_cases import rulebook_of

    return rulebook_of(request.config)


@pytest.fixture(scope="session")
def transfer() -> Callable[..., Transfer]:
    """Makes transfers: ``transfer(supplier="KP", recipient="RU", items=["rockets"], date="2023-09-12")``."""

    def make(**fields: Any) -> Transfer:
        from article41.testing import make_transfer

        return make_transfer(**fields)

    return make
