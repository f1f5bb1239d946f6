"""Citations: ``S/RES/1718 (2006) 8 (b)`` read, compared and printed.

Paragraphs print as the UN prints them, ``8 (a) (i)``, and are accepted with or without the spaces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

__all__ = ["canonical_document", "canonical_paragraph", "cite_text", "parents", "split_citation"]

_RESOLUTION = re.compile(r"\s*S/RES/([0-9]{1,4})\s*\(([0-9]{4})\)\s*")
_PARAGRAPH = re.compile(
    r"(?:annex\s+)?[0-9A-Za-z]+(?:\s*\([0-9A-Za-z]+\))*(?:\s+annex(?:\s+[A-Z0-9]+)?)?", re.IGNORECASE
)
# Of whatever body: S/2006/814, A/60/88, INFCIRC/254, and in rules of one's own EU/2012/267 or XR/ARMS-ACT-2015.
_DOCUMENT = re.compile(r"\s*([A-Z][A-Z0-9]*/[A-Za-z0-9./\-]+)\s*")
_BRACKET = re.compile(r"\s*(\([0-9A-Za-z]+\))")


@lru_cache(maxsize=4096)
def canonical_document(text: str) -> str | None:
    """Return ``S/RES/1718 (2006)`` for any spacing of it, another symbol unchanged, or None if it is neither."""
    match = _RESOLUTION.fullmatch(text)
    if match:
        return f"S/RES/{match[1]} ({match[2]})"
    match = _DOCUMENT.fullmatch(text)
    return match[1] if match else None


@lru_cache(maxsize=4096)
def canonical_paragraph(text: str) -> str | None:
    """Return ``8 (a) (i)`` for ``8(a)(i)``; None if ``text`` is not a paragraph."""
    text = text.strip()
    if not _PARAGRAPH.fullmatch(text):
        return None
    return " ".join(_BRACKET.sub(r" \1", text).split())


@lru_cache(maxsize=4096)
def split_citation(text: str) -> tuple[str, str] | None:
    """Split a citation into document and paragraph, both canonical; the paragraph may be empty.

    Returns None if the text is not a citation.
    """
    match = _RESOLUTION.match(text)
    if match:
        document, rest = f"S/RES/{match[1]} ({match[2]})", text[match.end() :]
    else:
        match = _DOCUMENT.match(text)
        if not match:
            return None
        document, rest = match[1], text[match.end() :]
    if not rest.strip():
        return document, ""
    paragraph = canonical_paragraph(rest)
    return None if paragraph is None else (document, paragraph)


def cite_text(cite: Sequence[Any]) -> str:
    """Return a compiled citation as it is written: ``S/RES/1 (2001) 8 (b)``."""
    return f"{cite[0]} {cite[1]}".rstrip()


def parents(paragraph: str) -> list[str]:
    """Return the paragraph and those that contain it: ``8 (a) (i)``, ``8 (a)``, ``8``."""
    parts = paragraph.split(" (")
    return [" (".join(parts[:n]) for n in range(len(parts), 0, -1)]
