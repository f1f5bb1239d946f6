"""The language of reports: our own messages from a catalogue, the law's texts from its translations.

English is the text in the source, and costs nothing. A catalogue (``fr.json``) maps every English template to its
translation. Which language is spoken is a matter of the moment (``speaking``), held in a context variable, so that
threads and tasks do not mix. What has no translation is said in English and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from article41._errors import InputError, Problem

if TYPE_CHECKING:
    from article41.language._catalogue import Catalogue

__all__ = [
    "ENGLISH",
    "LANGUAGES",
    "checked_language",
    "law_link",
    "law_text",
    "marked",
    "plural",
    "say",
    "speaking",
    "spoken",
    "term",
    "untranslated",
]

ENGLISH = "en"
LANGUAGES = (ENGLISH, "fr")
"""The languages that reports may be in; each but English has a catalogue of its name beside this file."""

_OFFICIAL = "https://undocs.org/"
_SYMBOLS = ("S/", "A/")


class _Speech:
    """A language as it is spoken for one answer."""

    __slots__ = ("catalogue", "missed", "name", "texts")

    def __init__(self, name: str, catalogue: Catalogue, texts: Mapping[str, str]) -> None:
        self.name = name
        self.catalogue = catalogue
        self.texts = texts
        self.missed: set[str] = set()


_NOW: ContextVar[_Speech | None] = ContextVar("article41_language", default=None)


def checked_language(name: str, where: str = "language") -> str:
    """Return the name of a language of ours.

    Raises:
        InputError: there is none of this name; ``where`` tells which setting named it.
    """
    if name in LANGUAGES:
        return name
    hint = f"known: {', '.join(LANGUAGES)}"
    raise InputError(Problem(f"{where}: {name!r} is not a language that reports can be in", hint=hint))


@contextmanager
def speaking(name: str, texts: Callable[[], Mapping[str, str]] | None = None) -> Iterator[None]:
    """Speak a language until the end of the block.

    Args:
        name: one of ``LANGUAGES``.
        texts: gives the law's texts in it by the English ones; asked only for a language that is not English.

    Raises:
        InputError: there is no such language.
    """
    speech = None
    if checked_language(name) != ENGLISH:
        from article41.language._catalogue import catalogue_of

        speech = _Speech(name, catalogue_of(name), texts() if texts is not None else {})
    token = _NOW.set(speech)
    try:
        yield
    finally:
        _NOW.reset(token)


def spoken() -> str:
    """Return the language that is spoken now."""
    speech = _NOW.get()
    return ENGLISH if speech is None else speech.name


def marked(english: str) -> str:
    """Return ``english`` as it is: a template that is said elsewhere, and so belongs in the catalogue."""
    return english


def say(english: str, /, **values: Any) -> str:
    """Return a message in the language spoken, ``{names}`` in it replaced by ``values``."""
    speech = _NOW.get()
    template = english if speech is None else speech.catalogue.messages.get(english, english)
    return template.format_map(values) if values else template


def plural(one: str, many: str, number: int, /, **values: Any) -> str:
    """Return the form of a message that goes with ``number``; its templates know it as ``{n}``."""
    speech = _NOW.get()
    english = one if number == 1 else many
    template = english if speech is None else speech.catalogue.plural(many, number) or english
    return template.format_map({"n": number, **values})


def term(word: str, of: str = "") -> str:
    """Return an identifier as words: ``small arms`` for ``small_arms``.

    Args:
        word: one of the words that documents and rule files use.
        of: what it is a word for (``duty``, ``role``), where it means something else elsewhere.
    """
    speech = _NOW.get()
    found = None
    if speech is not None:
        terms = speech.catalogue.terms
        found = terms.get(f"{of}.{word}") or terms.get(word)
    if found is not None:
        return found
    # A word of somebody's rules has no translation: an identifier as it is, rather than half a sentence of English.
    return word if speech is not None else word.replace("_", " ")


def law_text(english: str) -> str:
    """Return a text of the law in the language spoken; one without a translation is counted and stays English."""
    speech = _NOW.get()
    if speech is None:
        return english
    found = speech.texts.get(english)
    if found is None:
        speech.missed.add(english)
        return english
    return found


def law_link(url: str | None) -> str | None:
    """Return the address of an official document in the language spoken, where the address has a place for it."""
    speech = _NOW.get()
    if speech is None or url is None or not url.startswith(_OFFICIAL):
        return url
    symbol = url.removeprefix(_OFFICIAL)
    return f"{_OFFICIAL}{speech.name}/{symbol}" if symbol.startswith(_SYMBOLS) else url


def untranslated() -> int:
    """Return how many texts of the law were told in English since ``speaking`` began."""
    speech = _NOW.get()
    return 0 if speech is None else len(speech.missed)
