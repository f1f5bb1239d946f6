"""The law's texts in other languages: ``translations/LANGUAGE/*.yaml`` in a folder of rules, keyed by the English.

A translation is of one exact text: when the text changes, its translation no longer counts, and ``rules lint`` names
it. Translations are no law: the digest of the rules leaves them out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from article41._errors import Problem, RuleError
from article41.language import ENGLISH, LANGUAGES
from article41.language._catalogue import typeset
from article41.law._digest import TRANSLATIONS

if TYPE_CHECKING:
    from article41.law._rulebook import Rulebook
    from article41.law._yaml import Value

__all__ = ["law_texts", "read_translations", "stale_translations", "translated_languages", "translations_digest"]


def translated_languages(folder: Path) -> list[str]:
    """Return the languages for which a rule folder has translations."""
    return [name for name in LANGUAGES if name != ENGLISH and (folder / TRANSLATIONS / name).is_dir()]


def read_translations(folders: list[Path], language: str) -> dict[str, str]:
    """Return the translations of all folders by the English texts; a later folder wins over an earlier one.

    Raises:
        RuleError: with every problem found, each with its file, line and column.
    """
    problems: list[Problem] = []
    found: dict[str, str] = {}
    for folder in folders:
        own: dict[str, str] = {}
        for en, to in _entries(folder, language, problems):
            english, text = en.text(), typeset(language, to.text().strip())
            if own.setdefault(english, text) != text:
                hint = "a text has one translation: keep one of them"
                problems.append(Problem("this text is translated before, in other words", en.place, hint))
        found |= own
    if problems:
        raise RuleError(problems)
    return found


def translations_digest(folders: list[Path], language: str) -> str:
    """Return the SHA-256 over the translations of ``folders``; line ends count as LF."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in _files(folder, language):
            data = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(b"%d %s %d\n" % (len(path.name), path.name.encode(), len(data)))
            digest.update(data)
    return digest.hexdigest()


def stale_translations(folders: list[Path], rulebook: Rulebook) -> list[Problem]:
    """Return a problem for each translation in ``folders`` of a text that the rulebook does not have."""
    known = {text for _, text in law_texts(rulebook)}
    problems: list[Problem] = []
    for folder in folders:
        for language in translated_languages(folder):
            for en, _ in _entries(folder, language, problems):
                if en.text() not in known:
                    hint = "its text was changed or removed: translate it anew, or remove this entry"
                    problems.append(Problem("nothing has the text that this translates", en.place, hint))
    return problems


def law_texts(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield every text of the law that may have a translation: what it belongs to, and the text."""
    for name in rulebook.regimes:
        regime = rulebook.regime(name)
        yield f"title {name}", regime["title"]
        if regime["notes"]:
            yield f"note of {name}", regime["notes"]
        for provision in regime["provisions"]:
            for key in ("rule", "notes", "confidence_note", "disputed"):
                if provision[key]:
                    yield f"{key} {provision['id']}", provision[key]
            yield from ((f"exemption {e['id']} of {provision['id']}", e["summary"]) for e in provision["exempt"])
        yield from ((f"exemption {e['id']} of {name}", e["summary"]) for e in regime["exemptions"])
    registers = rulebook.shard("registers")
    for kind in ("matters", "control_lists", "party_lists"):
        yield from ((f"{kind} {word}", text) for word, text in registers[kind].items())
    for kind in ("areas", "forces"):
        yield from ((f"{kind} {word}", entry["name"]) for word, entry in registers[kind].items())
    for kind, notes in registers["notes"].items():
        for note in notes:
            yield f"{kind} {note['id']}", note["says"]
            if note.get("title"):
                yield f"{kind} {note['id']}", note["title"]


def _files(folder: Path, language: str) -> list[Path]:
    return sorted((folder / TRANSLATIONS / language).glob("*.yaml"))


def _entries(folder: Path, language: str, problems: list[Problem]) -> Iterator[tuple[Value, Value]]:
    from article41.law._yaml import read_yaml

    shown = folder.name or folder.resolve().name
    for path in _files(folder, language):
        try:
            root = read_yaml(path, f"{shown}/{TRANSLATIONS}/{language}/{path.name}")
            if not root.is_list:
                root.fail("a list of translations is expected here", f"each with 'en' and '{language}'")
            for entry in root.members():
                entry.mapping((ENGLISH, language))
                yield entry.need(ENGLISH), entry.need(language)
        except RuleError as error:
            problems += error.problems
