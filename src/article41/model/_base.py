"""The strict base of every model and the few field types that they share.

Each shared type states its pydantic-core schema outright: the command starts in a tenth of a second, and
deriving the same schema anew for every field of every model would take a good part of that.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from article41.model._limits import MAX_CODES, MAX_DESCRIPTION, MAX_DIGITS, MAX_NUMBER, MAX_TEXT

__all__ = [
    "Codes",
    "Currency",
    "Flag",
    "HsCode",
    "ImoNumber",
    "Index",
    "LongText",
    "Model",
    "Most",
    "Number",
    "Text",
    "Texts",
    "Words",
]


class Model(BaseModel):
    """A strict, immutable record: unknown fields are refused, texts are kept as given.

    Its validator is built on first use (``defer_build``), so that a model costs little until it is needed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, serialize_by_alias=True)

    def consistent(self) -> Self:
        """Return the record, or raise if its fields do not fit together."""
        return self

    def __repr_args__(self) -> Any:
        return [(name, value) for name, value in super().__repr_args__() if value is not None]


class _Core:
    """Annotation: this very core schema, and (if it cannot be derived from it) this JSON Schema."""

    def __init__(self, core: dict[str, Any], json: dict[str, Any] | None = None) -> None:
        self._core, self._json = core, json

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        # A copy: pydantic hangs notes of its own on the schema of each field.
        return dict(self._core)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        return handler(schema) if self._json is None else dict(self._json)


class Most:
    """Annotation of a list: it has at most, and at least, so many members."""

    def __init__(self, most: int, least: int | None = None) -> None:
        self._limits = {"max_length": most} if least is None else {"max_length": most, "min_length": least}

    def limit(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the core schema of a list with the limits added."""
        return schema | self._limits

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return self.limit(handler(source))


def _after(function: Callable[[str], str], longest: int = MAX_TEXT) -> dict[str, Any]:
    text = {"type": "str", "strict": True, "min_length": 1, "max_length": longest}
    return {"type": "function-after", "function": {"type": "no-info", "function": function}, "schema": text}


def _plain(function: Callable[[Any], Any], back: Callable[[Any], Any]) -> dict[str, Any]:
    return {
        "type": "function-plain",
        "function": {"type": "no-info", "function": function},
        "serialization": {"type": "function-plain", "function": back, "when_used": "json"},
    }


def _many(member: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "tuple",
        "items_schema": [member],
        "variadic_item_index": 0,
        "max_length": MAX_CODES,
    }


def _list_of(pattern: str, longest: int = MAX_TEXT) -> dict[str, Any]:
    member = {"type": "string", "maxLength": longest, "pattern": pattern}
    return {"type": "array", "maxItems": MAX_CODES, "items": member}


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise PydanticCustomError("nul", "a text must not hold the character U+0000")
    return text


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise PydanticCustomError("number_type", "must be a number, without quotes and without a unit")
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite() or not 0 <= exact <= MAX_NUMBER:
        raise PydanticCustomError("number_range", "must be a number from 0 to {most}", {"most": f"{MAX_NUMBER:,}"})
    # What is written back as a JSON number must be the same number.
    if Decimal(repr(float(exact))) != exact:
        raise PydanticCustomError("number_digits", "has more than {most} significant digits", {"most": MAX_DIGITS})
    return exact.copy_abs()  # -0 is 0


def _number_back(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _hs(text: str) -> str:
    digits = text.replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) in (2, 4, 6, 8, 10)):
        raise PydanticCustomError("hs", "an HS code has 2, 4, 6, 8 or 10 digits, like 9306 or 9306.30")
    return digits


# Sets, not regular expressions: compiling those would cost more than all else here.
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_DIGITS = frozenset("0123456789")
_CONTROL_SIGNS = _CAPITALS | _DIGITS | frozenset("./()-")
_WORD_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz_") | _DIGITS


def _control(text: str) -> str:
    # Lists are quoted in many spellings; a rule must not miss one for its spaces or its case.
    code = text.replace(" ", "").upper()
    if not code or not _CONTROL_SIGNS.issuperset(code):
        raise PydanticCustomError(
            "control", "a control code is letters, digits and ./()- like ML4, UNROCA-III or MTCR-1.A.1"
        )
    return code


def _currency(text: str) -> str:
    if len(text) != 3 or not _CAPITALS.issuperset(text):
        raise PydanticCustomError("currency", "a currency is three capital letters (ISO 4217), like USD")
    return text


def _imo(text: str) -> str:
    digits = text.removeprefix("IMO").strip(" ")
    if len(digits) != 7 or not _DIGITS.issuperset(digits):
        raise PydanticCustomError("imo", "an IMO number has 7 digits")
    check = sum(int(digit) * (7 - place) for place, digit in enumerate(digits[:6])) % 10
    if check != int(digits[6]):
        raise PydanticCustomError("imo_check", "the check digit of the IMO number is wrong: look for a typing error")
    return digits


def _word(text: str) -> str:
    if not _WORD_SIGNS.issuperset(text):
        raise PydanticCustomError("word", "must be a word in small letters, like artillery_shells")
    return text


_TEXT = _after(_no_nul)
Text = Annotated[str, _Core(_TEXT)]
"""A text of 1 to 1,000 characters."""
LongText = Annotated[str, _Core(_after(_no_nul, MAX_DESCRIPTION))]
"""A text of 1 to 10,000 characters."""
Flag = Annotated[bool, _Core({"type": "bool", "strict": True})]
"""True or false, and no other spelling of them."""
Index = Annotated[int, _Core({"type": "int", "strict": True, "ge": 0})]
"""A place in a list, counted from 0."""
Number = Annotated[
    Decimal, _Core(_plain(_number, _number_back), {"type": "number", "minimum": 0, "maximum": MAX_NUMBER})
]
"""A decimal number from 0 to 10**15 of 15 significant digits (or any binary double); a number in JSON too."""
HsCode = Annotated[
    str, _Core(_after(_hs, 20), {"type": "string", "maxLength": 20, "pattern": r"^[. ]*([0-9][. ]*[0-9][. ]*){1,5}$"})
]
"""A code of the Harmonized System: 2, 4, 6, 8 or 10 digits; dots and spaces are dropped."""
Currency = Annotated[str, _Core(_after(_currency), {"type": "string", "pattern": "^[A-Z]{3}$"})]
"""An ISO 4217 code."""
ImoNumber = Annotated[str, _Core(_after(_imo), {"type": "string", "pattern": r"^(IMO *)?[0-9]{7}$"})]
"""The seven digits of an IMO ship number, check digit verified."""
Texts = Annotated[tuple[str, ...], _Core(_many(_TEXT))]
"""At most 100 texts."""
Codes = Annotated[
    tuple[str, ...],
    _Core(_many(_after(_control, 64)), _list_of(r"^[A-Za-z0-9./() -]*[A-Za-z0-9./()-][A-Za-z0-9./() -]*$", 64)),
]
"""At most 100 entries of control lists; capitals, without spaces."""
Words = Annotated[tuple[str, ...], _Core(_many(_after(_word)), _list_of("^[a-z0-9_]+$"))]
"""At most 100 words in small letters."""
