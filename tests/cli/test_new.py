from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from article41._words import ExitCode
from article41.cli import _new
from article41.cli._schemas import SCHEMAS, schema_text
from article41.law import _rulebook
from article41.law._yaml import read_yaml
from tests.law._instances import instance

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def the_law(small_law, monkeypatch):
    """The scaffold stands beside the shipped law, so here it is the real one."""
    monkeypatch.setattr(_rulebook, "shipped_rules", lambda: ROOT / "rules")
    monkeypatch.setattr("article41.cli._lint.shipped_rules", lambda: ROOT / "rules")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_loads_and_its_cases_hold_at_once(article41, here):
    done = article41("rules", "new", "my-exports")
    assert (done.code, done.err) == (0, "")
    *_, lint, test = done.out.splitlines()
    # The commands that it prints.
    assert article41(*lint.split()[1:], "--strict").code == 0
    ran = article41(*test.split()[1:], "--coverage", "my-exports")
    assert ran.code == 0
    assert "my-exports 1/1 1/1" in " ".join(ran.out.split())
    assert article41("rules", "list", "--regime", "my-exports", "--rules", "my-exports/rules").code == 0


def test_its_files_are_valid_by_the_schemas_beside_them(article41, here):
    article41("rules", "new", "my-exports", "law")
    named = 0
    for path in (here / "law").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        first = text.partition("\n")[0]
        schema = (path.parent / first.removeprefix("# yaml-language-server: $schema=")).resolve()
        assert schema.parent == here / "law" / "schemas", path
        assert schema.read_text(encoding="utf-8") == schema_text(schema.name.removesuffix(".schema.json"))

        jsonschema.validate(instance(read_yaml(path)), json.loads(schema.read_bytes()))
        assert "{{" not in text
        named += 1
    assert named == 5


@pytest.mark.parametrize("there", ["rules/rulebook.yaml", "cases/my-exports.cases.yaml", "schemas/regime.schema.json"])
def test_nothing_is_ever_overwritten(article41, here, there):
    path = here / "law" / there
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    done = article41("rules", "new", "my-exports", "law")
    assert done.code == ExitCode.BAD_INPUT
    assert f"law/{there}: there is such a file already" in done.err
    assert contents(here) == {f"law/{there}": b"mine"}


def test_other_files_are_let_be(article41, here):
    (here / "law").mkdir()
    (here / "law" / "README.md").write_text("mine")
    assert article41("rules", "new", "my-exports", "law").code == 0
    assert (here / "law" / "README.md").read_text() == "mine"


@pytest.mark.parametrize("name", ["My-Exports", "my_exports", "-my", "my--exports", "../my", "", "7"])
def test_a_name_that_is_none(article41, here, name):
    done = article41("rules", "new", "--", name)
    assert done.code == ExitCode.BAD_INPUT
    assert "cannot be the id of a regime" in done.err
    assert contents(here) == {}


def test_a_name_that_is_taken(article41, here):
    done = article41("rules", "new", "dprk")
    assert done.code == ExitCode.BAD_INPUT
    assert "there is a regime 'dprk' among the shipped rules" in done.err


def test_a_folder_that_cannot_be_written(article41, here):
    (here / "law").write_text("a file")
    done = article41("rules", "new", "my-exports", "law")
    assert done.code == ExitCode.BAD_INPUT
    assert "cannot be written" in done.err
    assert contents(here) == {"law": b"a file"}


def test_a_disk_that_fills_up_leaves_nothing(article41, here, monkeypatch):
    kept = _new._files("my-exports")
    monkeypatch.setattr(_new, "_files", lambda name: {**kept, "rules/rulebook.yaml/below": "no folder"})
    done = article41("rules", "new", "my-exports", "law")
    assert done.code == ExitCode.BAD_INPUT
    assert "nothing was kept" in done.err
    assert contents(here) == {}


def test_every_schema_has_a_name():
    assert set(_new._LAID_BESIDE) <= set(SCHEMAS)
