"""The catalogues are whole: all that is said has its entry, with the same placeholders, and nothing is left over."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest

import article41
from article41._words import Confidence, Role, Verdict
from article41.engine._assemble import PAPERS
from article41.language import ENGLISH, LANGUAGES
from article41.language._catalogue import catalogue_of, typeset
from article41.law import Rulebook
from article41.model import ITEM_TYPES, _terms
from article41.model._quantities import Quantity
from article41.model._vocabulary import FACTS

PACKAGE = Path(article41.__file__).parent
OTHERS = [language for language in LANGUAGES if language != ENGLISH]
TEXT = r'"((?:[^"\\]|\\.)*)"'


def _calls(path: Path) -> Iterator[tuple[str, list[ast.expr]]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node.args


def messages() -> set[str]:
    """Return every template that is said: as a literal, by a name for one (``marked``), or made from a table."""
    found = {FACTS[name].ask for name in FACTS} | {*PAPERS.values()}
    for path in PACKAGE.rglob("*.py"):
        for name, args in _calls(path):
            if name in ("say", "marked") and args and isinstance(args[0], ast.Constant):
                found.add(args[0].value)
    for path in PACKAGE.rglob("*.j2"):
        found |= set(re.findall(rf"\bsay\({TEXT}", path.read_text(encoding="utf-8")))
    return found


def plurals() -> set[str]:
    """Return the templates for many of every message that depends on a number."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for name, args in _calls(path):
            if name == "plural" and len(args) > 2:
                assert isinstance(args[1], ast.Constant), f"{path}: a plural is written out where it is said"
                found.add(args[1].value)
    for path in PACKAGE.rglob("*.j2"):
        found |= {many for _, many in re.findall(rf"\bplural\({TEXT}, {TEXT}", path.read_text(encoding="utf-8"))}
    return found


def placeholders(template: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}", template))


def test_something_is_said() -> None:
    assert len(messages()) > 100
    assert plurals()


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated_and_none_is_left_over(language: str) -> None:
    catalogue = catalogue_of(language)
    assert messages() - catalogue.messages.keys() == set()
    assert catalogue.messages.keys() - messages() == set()
    assert catalogue.plurals.keys() == plurals()


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_are_the_same(language: str) -> None:
    catalogue = catalogue_of(language)
    for english, text in catalogue.messages.items():
        assert placeholders(english) == placeholders(text), english
        assert (english[:1] == " ") == (text[:1] == " "), english
    for many, forms in catalogue.plurals.items():
        for form in forms:
            assert placeholders(form) == placeholders(many), many


@pytest.mark.parametrize("language", OTHERS)
def test_no_name_stands_twice_in_a_catalogue(language: str) -> None:
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        assert len({name for name, _ in pairs}) == len(pairs)
        return dict(pairs)

    json.loads((PACKAGE / "language" / f"{language}.json").read_text(encoding="utf-8"), object_pairs_hook=once)


def words() -> Iterator[tuple[str, str]]:
    """Yield every word that a report may tell as words, with what it is a word for."""
    yield from (("", word) for kind in (Verdict, Confidence) for word in kind)
    yield from (("role", word) for word in Role)
    yield from (("", word) for word in (*_terms.ACTIVITIES, *_terms.PARTY_KINDS, *ITEM_TYPES))
    yield from (("unit", word) for word in get_args(Quantity.model_fields["unit"].annotation))
    for path in (PACKAGE / "model").glob("_items*.py"):
        for kind in vars(import_module(f"article41.model.{path.stem}")).values():
            fields = getattr(kind, "model_fields", {})
            for field in ("kind", "material"):
                if field in fields:
                    yield from (("", word) for word in _literals(fields[field].annotation))
    rulebook = Rulebook.default()
    for name in rulebook.regimes:
        regime = rulebook.regime(name)
        yield from (("duty", p["duty"]) for p in regime["provisions"] if p["duty"])
        yield from (("by", p["by"]) for p in regime["procedures"] if p["by"])


def _literals(kind: object) -> Iterator[str]:
    if get_origin(kind) is Literal:
        yield from get_args(kind)
    else:
        for part in get_args(kind):
            yield from _literals(part)


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_of_a_report_is_translated(language: str) -> None:
    terms = catalogue_of(language).terms
    assert [(of, word) for of, word in words() if f"{of}.{word}" not in terms and word not in terms] == []


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("Verdict : interdit", "Verdict\u202f: interdit"),
        ("Qui ? Quoi ; où !", "Qui\u202f? Quoi\u202f; où\u202f!"),
        ("dit « non »", "dit «\u202fnon\u202f»"),
        ("l'État", "l’État"),
        ("à 20:00, https://undocs.org/x", "à 20:00, https://undocs.org/x"),
        ("à obtenir : ", "à obtenir\u202f: "),
    ],
)
def test_french_is_set_with_narrow_spaces(given: str, wanted: str) -> None:
    assert typeset("fr", given) == wanted
    assert typeset("fr", wanted) == wanted


def test_nought_and_one_are_singular_in_french() -> None:
    catalogue = catalogue_of("fr")
    zero, one, two, many = (catalogue.plural("{n} transfers judged", n) for n in (0, 1, 2, 1_000_000))
    assert zero == one != two == many
    assert catalogue.plural("there is no such message", 2) is None
