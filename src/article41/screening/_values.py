"""The texts of a table as the texts of the canonical row: each is read in one way, or refused."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation

from article41.model._limits import MAX_DIGITS
from article41.screening._dates import read_date
from article41.screening._field import Field
from article41.screening._refused import Refused

__all__ = ["canonical"]

_HS = re.compile(r"\d{2}|\d{2}[. ]?\d{2}(?:[. ]?\d{2}){0,3}", re.ASCII)
_PLAIN = re.compile(r"\d+(\.\d+)?|\.\d+", re.ASCII)
_GROUPS = re.compile("[ ',.]")
_GROUPED = re.compile(r"\d{1,3}([ ',.])\d{3}(?:\1\d{3})*", re.ASCII)
_FLAGS = {
    **dict.fromkeys(("true", "t", "yes", "y", "1"), "true"),
    **dict.fromkeys(("false", "f", "no", "n", "0"), "false"),
}
_UNITS = {
    **dict.fromkeys(("pcs", "pc", "pce", "piece", "unit", "units", "u", "nmb", "nar", "h87", "ea", "each"), "pieces"),
    **dict.fromkeys(("rd", "rds", "round"), "rounds"),
    **dict.fromkeys(("pr", "npr", "pair"), "pairs"),
    **dict.fromkeys(("kgs", "kgm", "kilogram", "kilograms", "kilogramme", "kilogrammes"), "kg"),
    **dict.fromkeys(("t", "mt", "tne", "tonne", "metric ton", "metric tons", "metric tonnes"), "tonnes"),
    **dict.fromkeys(("l", "ltr", "litre", "liter", "liters"), "litres"),
    **dict.fromkeys(("m3", "m³", "mtq", "cbm"), "cubic_metres"),
    **dict.fromkeys(("bbl", "bll", "barrel"), "barrels"),
}
"""Units as customs forms and UN/ECE recommendation 20 write them. ``ton`` is not here: there are three of them."""


def canonical(text: str, field: Field) -> str:
    """Return what a text of the table is in the canonical row; without spaces around it, and never empty.

    Raises:
        Refused: it cannot be read, or may be read in two ways.
    """
    if (said := field.values.get(text)) is not None:
        return said
    match field.sort:
        case "date":
            return read_date(text, field.form, field.times == "drop")
        case "state":
            return _state(text, field.codes)
        case "hs":
            return _hs(text)
        case "number":
            return _number(text, field.decimal)
        case "flag":
            return _flag(text)
        case "word":
            return _word(text)
        case "unit":
            return _UNITS.get(text.lower(), _word(text))
        case "currency":
            return text.upper()
        case "list":
            return _list(text, field)
        case "json":
            return _json(text)
        case _:
            return text


def _state(text: str, codes: str | None) -> str:
    if text.isascii() and text.isdigit() and len(text) < 3:
        # Spreadsheets drop the noughts in front of a code.
        return f"{text:0>3}"
    if text.upper() == "NA" and codes != "iso2":
        raise Refused(
            f"{text!r} may be Namibia or 'not available': say `codes: iso2` for the column, or list NA among the blanks"
        )
    return text


def _hs(text: str) -> str:
    if _HS.fullmatch(text) is None:
        hint = ""
        if re.fullmatch(r"\d{3}|\d{5}|\d{7}|\d{9}", text, re.ASCII):
            hint = "; a nought in front may be lost: keep the column as text"
        elif re.fullmatch(r"\d+\.0", text, re.ASCII):
            hint = "; it has become a number on its way: keep the column as text"
        raise Refused(f"{text!r} is not an HS code: 2, 4, 6, 8 or 10 digits, like 9306 or 9306.30{hint}")
    return text.replace(".", "").replace(" ", "")


def _number(text: str, mark: str | None) -> str:
    bare = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")
    if mark is None:
        mark = _mark_of(bare)
    whole, point, rest = bare.partition(mark)
    if not _GROUPED.fullmatch(whole) and _GROUPS.search(whole):
        raise Refused(f"{text!r} is not a number: thousands stand in groups of three digits")
    plain = _GROUPS.sub("", whole) + ("." if point else "") + rest
    if _PLAIN.fullmatch(plain) and len(plain) <= MAX_DIGITS:
        return f"0{plain}" if plain.startswith(".") else plain
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise Refused(f"{text!r} is not a number: digits, without a unit") from None
    if not number.is_finite():
        raise Refused(f"{text!r} is not a number")
    if number < 0:
        raise Refused(f"{text!r} is less than nought")
    if abs(number.adjusted()) > 30:
        raise Refused(f"{text!r} is out of range")
    if Decimal(repr(float(number))) != number:
        raise Refused(f"{text!r} has more than {MAX_DIGITS} significant digits")
    return format(number, "f")


def _mark_of(text: str) -> str:
    """Return the decimal mark of a number of which nobody has said it: the point, where a comma leaves no doubt."""
    if "," not in text:
        return "."
    if "." in text:
        return "," if text.rfind(",") > text.rfind(".") else "."
    groups = text.split(",")
    thousands = re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", text, re.ASCII) is not None
    if len(groups) == 2 and thousands:
        raise Refused(
            f"{text!r} is ambiguous: a comma may mark thousands or decimals; say `decimal: '.'` or `decimal: ','`"
        )
    return "." if thousands else ","


def _flag(text: str) -> str:
    found = _FLAGS.get(text.lower())
    if found is None:
        raise Refused(f"{text!r} is neither yes nor no: write true or false, or say in `values` what it means")
    return found


def _word(text: str) -> str:
    return re.sub(r"[\s\-]+", "_", text.strip().lower())


def _list(text: str, field: Field) -> str:
    members = _members(text, field.split)
    if any("|" in member for member in members):
        raise Refused(f"{text!r}: a member of a list must not hold the sign |")
    part = field.part()
    return "|".join(dict.fromkeys(canonical(member, part) for member in members if member))


def _members(text: str, split: str | None) -> list[str]:
    if text.startswith("["):
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if isinstance(found, list):
            if not all(isinstance(member, (str, int)) and not isinstance(member, bool) for member in found):
                raise Refused(f"{text!r} is not a list of texts")
            return [str(member).strip() for member in found]
    return [member.strip() for member in (text.split(split) if split else re.split(r"[|;]", text))]


def _json(text: str) -> str:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(f"{text!r} is not JSON") from None
    if not isinstance(value, list):
        raise Refused(f"{text!r} is not a list of objects")
    return json.dumps(value, ensure_ascii=False)
