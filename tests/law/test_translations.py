"""The law's texts in other languages: whole for the shipped law, read strictly, no part of the law's digest."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from shutil import copytree

import pytest

from article41 import Rulebook, RuleError
from article41.cli._app import run
from article41.language import ENGLISH, LANGUAGES
from article41.law._digest import digest_of
from article41.law._rulebook import compiled_folder, shipped_rules
from article41.law._translations import (
    law_texts,
    read_translations,
    stale_translations,
    translated_languages,
    translations_digest,
)

OTHERS = [language for language in LANGUAGES if language != ENGLISH]
BASE = Path(__file__).parent / "base"
SYMBOL = re.compile(r"\b[SA]/[A-Z0-9][\w/().-]*\w")


def numbers(text: str) -> Counter[str]:
    # A thousand is written with a comma in English and a space in French.
    return Counter(re.findall(r"\d+", re.sub(r"(?<=\d)[, \u00a0\u202f](?=\d{3}\b)", "", text)))


def translate(folder: Path, text: str, name: str = "own.yaml") -> Path:
    path = folder / "translations" / "fr" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copytree(BASE, tmp_path / "rules")


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_of_the_shipped_law_is_translated(language: str) -> None:
    rulebook = Rulebook.default()
    texts = rulebook.translations(language)
    assert [(what, text) for what, text in law_texts(rulebook) if text not in texts] == []


def test_no_translation_of_the_shipped_law_is_stale() -> None:
    assert translated_languages(shipped_rules()) == OTHERS
    assert stale_translations([shipped_rules()], Rulebook.default()) == []


@pytest.mark.parametrize("language", OTHERS)
def test_translations_keep_numbers_and_symbols(language: str) -> None:
    for english, text in Rulebook.default().translations(language).items():
        assert numbers(english) == numbers(text), english
        assert sorted(SYMBOL.findall(english)) == sorted(SYMBOL.findall(text)), english
        assert english.endswith("?") == text.endswith("?"), english


@pytest.mark.parametrize("language", OTHERS)
def test_the_kept_translations_are_those_of_the_files(language: str) -> None:
    kept = json.loads((compiled_folder() / f"translations-{language}.json").read_bytes())
    assert kept["texts"] == read_translations([shipped_rules()], language)
    assert kept["digest"] == translations_digest([shipped_rules()], language)


def test_translations_are_no_part_of_the_law(folder: Path) -> None:
    before = digest_of([folder])
    translate(folder, "- en: anything\n  fr: n'importe quoi\n")
    assert digest_of([folder]) == before


def test_a_rulebook_of_ones_own_brings_its_translations(folder: Path) -> None:
    rulebook = Rulebook.load(folder, shipped=False)
    assert rulebook.translations("fr") == {}
    (_, text), *_ = law_texts(rulebook)
    translate(folder, f"- en: {json.dumps(text)}\n  fr: Une traduction !\n")
    again = Rulebook.load(folder, shipped=False)
    assert again.translations("fr") == {text: "Une traduction\u202f!"}
    assert stale_translations([folder], again) == []


def test_a_changed_text_loses_its_translation_and_lint_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translate(folder, "- en: A text that nothing has.\n  fr: Un texte que rien n'a.\n")
    code = run(["rules", "lint", str(folder), "--alone"])
    err = capsys.readouterr().err
    assert code == 0
    assert "rules/translations/fr/own.yaml:1:7: warning: nothing has the text that this translates" in err
    assert run(["rules", "lint", str(folder), "--alone", "--strict"]) == 4


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("en: a\nfr: b\n", "1:1", "a list of translations is expected"),
        ("- en: a\n", "1:3", "the key 'fr' is missing"),
        ("- en: a\n  de: b\n", "2:3", "unknown key 'de'"),
        ("- en: a\n  fr: b\n- en: a\n  fr: c\n", "3:7", "translated before, in other words"),
        ("- en: [a]\n  fr: b\n", "1:7", "a word is expected here"),
        ("- en: {\n", "2:1", ""),
    ],
)
def test_a_broken_file_of_translations_is_an_error_with_its_place(
    folder: Path, text: str, place: str, message: str
) -> None:
    translate(folder, text)
    rulebook = Rulebook.load(folder, shipped=False)
    with pytest.raises(RuleError) as caught:
        rulebook.translations("fr")
    assert f"rules/translations/fr/own.yaml:{place}" in str(caught.value)
    assert message in str(caught.value)
