"""What ``explain`` is asked about: a provision by its id, or all that cites a paragraph."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, NamedTuple

from article41._errors import InputError, Problem
from article41.history._ruled import Ruled, regimes_of, rules_of
from article41.law import Rulebook
from article41.law._cite import parents, split_citation

__all__ = ["Subject", "look_up"]


class Subject(NamedTuple):
    """What was found."""

    citation: tuple[str, str] | None
    """The paragraph that was asked about; None if it was a provision."""
    document: dict[str, Any] | None
    """What the register knows of its document: adopted, title, URL."""
    provisions: list[Ruled]
    """Provisions that are meant, or that cite the paragraph or one below it."""
    exemptions: list[Ruled]
    """Exemptions that cite it."""


def look_up(rulebook: Rulebook, text: str) -> Subject:
    """Return what ``text`` means.

    Raises:
        InputError: there is no such provision, document or paragraph.
    """
    parts = split_citation(text)
    if parts is None:
        return Subject(None, None, [_provision(rulebook, text)], [])
    document = _register(rulebook, *parts)
    found = [ruled for ruled in rules_of(regimes_of(rulebook)) if _cites(ruled, *parts)]
    return Subject(parts, document, [r for r in found if r.is_provision], [r for r in found if not r.is_provision])


def _provision(rulebook: Rulebook, name: str) -> Ruled:
    try:
        found = rulebook.find(name.strip())
    except KeyError as error:
        message, _, hint = str(error.args[0]).partition("; ")
        more = hint or "write a provision's id, or a citation like S/RES/1718 (2006) 8 (b), in quotes"
        raise InputError(Problem(message, hint=more)) from None
    return Ruled(rulebook.regime_of(found["id"]), found)


def _register(rulebook: Rulebook, symbol: str, paragraph: str) -> dict[str, Any]:
    documents = rulebook.shard("documents")
    entry: dict[str, Any] | None = documents.get(symbol)
    if entry is None:
        close = get_close_matches(symbol, documents, 3)
        hint = f"did you mean {', '.join(close)}?" if close else None
        raise InputError(Problem(f"{symbol} is not in the register of resolutions", hint=hint))
    known = entry["paragraphs"]
    below = any(paragraph in parents(other) for other in known)
    if paragraph and known and not below and (entry["complete"] or not {*parents(paragraph)} & {*known}):
        raise InputError(Problem(f"the register knows no paragraph {paragraph} of {symbol}", hint=_known(known)))
    return entry


def _known(paragraphs: list[str]) -> str:
    return f"it knows {', '.join(paragraphs)}"


def _cites(ruled: Ruled, document: str, paragraph: str) -> bool:
    pairs = {(cite[0], cite[1]) for cite in ruled.cites}
    number = None if ruled.is_provision else ruled.rule["procedure"]
    if number is not None:
        # The paragraphs under which a paper may be given are cited by the exemption, too.
        pairs |= {(symbol, other) for symbol, other in ruled.regime["procedures"][number]["under"]}
    return any(symbol == document and (not paragraph or paragraph in parents(other)) for symbol, other in pairs)
