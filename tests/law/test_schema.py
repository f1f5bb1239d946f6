"""The JSON Schemas of rule files: what loads is valid by them, and what has the wrong form is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from article41._errors import RuleError
from article41.law._digest import rule_files
from article41.law._rulebook import shipped_rules
from article41.law._schema import categories_schema, head_schema, regime_schema, registers_schema
from article41.law._yaml import read_yaml
from tests.naive._rules import write_rules
from tests.naive.strategies import rulebooks

from ._folders import BASE, build, problems_of, provision, regime
from ._instances import instance
from .test_broken import BROKEN, target_of

ROOT = Path(__file__).parents[2]
FOLDERS = [
    shipped_rules(),
    BASE,
    ROOT / "tests" / "cli" / "law",
    ROOT / "tests" / "cli" / "extra",
    ROOT / "fixtures" / "rulebooks" / "ruritania" / "rules",
]
SCHEMAS: dict[str, dict[str, Any]] = {
    "regimes": regime_schema(),
    "categories": categories_schema(),
    "registers": registers_schema(),
    "rulebook.yaml": head_schema(),
}
VALIDATORS = {kind: Draft202012Validator(schema) for kind, schema in SCHEMAS.items()}

NOT_YAML = {f"yaml/{name}" for name in (
    "alias", "anchor", "bare-tag", "control-character", "duplicate-key", "empty", "key-is-a-list", "merge-key",
    "not-utf-8", "not-yaml", "tab", "tag", "two-documents",
)}  # fmt: skip
"""What an editor finds fault with, if anything does, before any schema: it is YAML that is not read here."""
NOT_FORM = {
    "what the registers and other files hold": {
        "actors/unknown-list", "actors/unknown-state", "category/defined-twice", "category/includes-an-unknown-one",
        "category/unknown-citation", "cite/of-exemption", "cite/paragraph-not-in-complete-list",
        "cite/paragraph-not-known", "cite/unknown-resolution", "cite/unverified-but-impossible",
        "condition/unknown-item", "condition/unknown-word-actor", "condition/unknown-word-area",
        "condition/unknown-word-category", "condition/unknown-word-control-list", "condition/unknown-word-force",
        "condition/unknown-word-matter", "condition/unknown-word-party-list", "condition/unknown-word-state",
        "condition/unknown-word-subject", "exemption/applies-to-an-unknown-provision",
        "exemption/except-an-unknown-provision", "forces/unknown-citation", "forces/unknown-territory",
        "lists/unknown-citation", "not_embargoed/unknown-state", "not_encoded/unknown-document",
        "procedure/unknown-body", "regime/confusable-state", "regime/confusable-state-deep-inside",
        "regime/confusable-state-in-exemption", "regime/id-differs-from-the-file", "regime/unknown-committee",
        "regime/unknown-target", "territories/ambiguous-name-of-an-unknown-territory",
        "territories/part-of-an-unknown-territory", "territories/unknown-successor",
        "territories/within-an-unknown-area",
    },
    "one day against another": {
        "actors/listing-ends-before-it-begins", "exemption/never-in-force", "exemption/over-before-its-provision",
        "forces/ends-before-it-begins", "not_embargoed/backwards", "provision/overlapping-periods",
        "provision/period-after-one-without-an-end", "provision/renewal-with-open-period",
        "provision/two-periods-without-a-beginning", "territories/until-before-from", "values/no-such-day",
        "values/period-with-a-bad-end", "values/reversed-period",
    },
    "circles, and how much conditions come to": {
        "category/circle-of-includes", "category/circle-of-rules", "category/includes-itself",
        "clauses/too-many-in-a-category", "clauses/too-many-in-a-provision", "clauses/too-many-in-an-exemption",
        "territories/within-each-other", "territories/within-itself",
    },
    "what YAML itself reads otherwise": {"values/number-with-a-leading-zero"},
    "what a negation lies around": {"category/category-is-present"},
}  # fmt: skip
"""Broken files whose form is right. Only the loader can tell what is wrong with them."""
WITH_RIGHT_FORM = set().union(*NOT_FORM.values())


def kind_of(file: str) -> str:
    return file.split("/")[0]


def files() -> list[tuple[Path, str]]:
    return [(path, kind_of(path.relative_to(top).as_posix())) for top in FOLDERS for path in rule_files(top)]


@pytest.mark.parametrize("kind", SCHEMAS)
def test_it_is_a_schema_and_the_same_each_time(kind: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[kind])
    assert SCHEMAS[kind]["$schema"].endswith("2020-12/schema")
    made = {"regimes": regime_schema, "categories": categories_schema, "registers": registers_schema}
    assert made.get(kind, head_schema)() == SCHEMAS[kind]


@pytest.mark.parametrize(("path", "kind"), files(), ids=lambda value: value if isinstance(value, str) else value.stem)
def test_what_loads_is_valid(path: Path, kind: str) -> None:
    error = best_match(VALIDATORS[kind].iter_errors(instance(read_yaml(path))))
    assert error is None, f"{path}: {error.json_path}: {error.message}"


@settings(max_examples=20, deadline=None)
@given(data=rulebooks())
def test_what_is_drawn_is_valid(tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]) -> None:
    top = tmp_path_factory.mktemp("rules")
    write_rules(data, top)
    for path in sorted(top.rglob("*.yaml")):
        kind = kind_of(path.relative_to(top).as_posix())
        error = best_match(VALIDATORS[kind].iter_errors(instance(read_yaml(path))))
        assert error is None, f"{error.json_path}: {error.message}"


@pytest.mark.parametrize(
    ("line", "valid"),
    [
        ("to: {state: NO}", True),
        ("to: {listed: [9001, '9001']}", True),
        ("items: arms", True),
        ("acts: []", False),
        ("when: {reason: sale}", True),
        ("when: [{item.military: true}]", True),
        ("when: [{item.hs: 93}]", True),
        ("when: [{item.hs: 9}]", False),
        ("when: [{item.calibre_mm: {at_least: '75', below: 100.5}}]", True),
        ("when: [{not: [{reason: sale}, {item.origin: KP}]}]", True),
        ("when: [{end_use.purpose: {only: [medical], present: true}}]", True),
        ("when: [{route.entry_point: {present: true}}]", False),
        ("to: {state: KP, stat: KP}", False),
        ("cite: {imposes: S/RES/9001(2006)8(a)(i)}", True),
    ],
)
def test_it_is_of_one_mind_with_the_loader(tmp_path: Path, line: str, valid: bool) -> None:
    lines = [line] if line.startswith(("to", "items", "acts", "when")) else [line, "to: {state: KP}"]
    folder = build(tmp_path / "rules", {"regimes/beta.yaml": regime("beta", provision("p", *lines))})
    assert (not problems_of(folder)) == valid
    assert VALIDATORS["regimes"].is_valid(instance(read_yaml(folder / "regimes" / "beta.yaml"))) == valid


@pytest.mark.parametrize("path", sorted(BROKEN.rglob("*.yaml")), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_what_has_the_wrong_form_is_not_valid(path: Path) -> None:
    name = f"{path.parent.name}/{path.stem}"
    try:
        value = instance(read_yaml(path))
    except RuleError:
        assert name in NOT_YAML
        return
    assert name not in NOT_YAML
    assert VALIDATORS[kind_of(target_of(path))].is_valid(value) == (name in WITH_RIGHT_FORM)


def test_the_lists_name_files_that_are_there() -> None:
    there = {f"{path.parent.name}/{path.stem}" for path in BROKEN.rglob("*.yaml")}
    assert there >= WITH_RIGHT_FORM | NOT_YAML
    assert sum(map(len, NOT_FORM.values())) == len(WITH_RIGHT_FORM)


def test_files_that_name_a_schema_name_one_that_is_there() -> None:
    found = [path for folder in (ROOT / "rules", ROOT / "fixtures") for path in folder.rglob("*.yaml")]
    named = 0
    for path in found:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        if first.startswith("# yaml-language-server: $schema="):
            assert (path.parent / first.partition("=")[2]).resolve().is_file(), path
            named += 1
    assert named
