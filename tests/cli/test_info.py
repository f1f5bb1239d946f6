from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

import article41 as package
from article41._version import __version__
from article41.cli._schemas import SCHEMAS, file_name
from article41.engine._check import engine_for
from article41.law import Rulebook

ROOT = Path(package.__file__).parents[2]


def test_version(article41):
    done = article41("version")
    assert done.code == 0
    assert dict(line.split() for line in done.out.splitlines()) == article41("version", "--format", "json").json


def test_version_as_json(article41):
    rulebook = Rulebook.default()
    assert article41("version", "--format", "json").json == {
        "article41": __version__,
        "rulebook": rulebook.version,
        "digest": rulebook.digest,
        "engine": engine_for(rulebook).name,
        "python": sys.version.split()[0],
    }


def test_the_version_is_that_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == __version__ == package.__version__


def test_schema(article41):
    assert article41("schema") == article41("schema", "transfer")
    assert article41("schema", "report").code == 2


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_committed_as_it_is_printed(name, article41):
    committed = (ROOT / "schemas" / file_name(name)).read_text(encoding="utf-8")
    assert article41("schema", name) == (0, committed, ""), f"article41 schema {name} > schemas/{file_name(name)}"


def test_no_other_schema_is_committed():
    # That of the service is printed by the service (tests/serve/test_openapi.py).
    printed = {file_name(name) for name in SCHEMAS}
    assert {path.name for path in (ROOT / "schemas").iterdir()} == {*printed, "openapi.json"}
