"""Text from a user's file made harmless: what could steer a terminal or mislead the eye is shown as an escape.

Control characters and escape sequences, C1 controls such as U+009B, bidirectional overrides, zero-width
characters, line separators and lone surrogates all count as not printable in Python's Unicode tables; spaces
other than U+0020 do too, and are printed as a plain space.
"""

from __future__ import annotations

from article41.language import ENGLISH, spoken

__all__ = ["safe_json", "safe_lines", "safe_text"]


def safe_text(text: str) -> str:
    """Return ``text`` as one line that a terminal can only print."""
    if text.isprintable():
        return text
    kept = _kept()
    return "".join(c if c.isprintable() or c in kept else " " if _is_space(c) else _escape(c) for c in text)


def safe_lines(text: str) -> str:
    """Return ``text`` with its line breaks, each line made safe."""
    return "\n".join(safe_text(line) for line in text.split("\n"))


def safe_json(text: str) -> str:
    """Return a JSON text, line breaks kept, with the same characters as JSON escapes: the same values."""
    if text.replace("\n", "").isprintable():
        return text
    kept = "\n" + _kept()
    return "".join(c if c in kept or c.isprintable() else _json_escape(c) for c in text)


def _kept() -> str:
    # The narrow space that French puts before its signs is a space to every terminal, and must not break a line.
    return "" if spoken() == ENGLISH else "\u202f"


def _is_space(char: str) -> bool:
    # Of the characters that are not printable only the spaces of category Zs lie here: controls that count
    # as white space (tab, line break, U+0085, U+2028) must stay visible.
    return char == "\u00a0" or char == "\u3000" or "\u2000" <= char <= "\u200a" or char in "\u1680\u202f\u205f"


def _escape(char: str) -> str:
    code = ord(char)
    short = {9: "\\t", 10: "\\n", 13: "\\r"}.get(code)
    if short:
        return short
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json_escape(char: str) -> str:
    code = ord(char)
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
