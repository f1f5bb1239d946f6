"""The shared field types: what each accepts, keeps and refuses."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from article41.model import Money, Party, Quantity
from article41.model._base import (
    Codes,
    Currency,
    Flag,
    HsCode,
    ImoNumber,
    Index,
    LongText,
    Model,
    Number,
    Text,
    Texts,
    Words,
)
from article41.model._limits import MAX_CODES, MAX_DESCRIPTION, MAX_NUMBER, MAX_TEXT


def read(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refusal(kind: Any, value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        read(kind, value)
    (entry,) = caught.value.errors()
    return entry["type"]


@pytest.mark.parametrize(("kind", "longest"), [(Text, MAX_TEXT), (LongText, MAX_DESCRIPTION)])
def test_texts_are_kept_as_given_up_to_their_limit(kind: Any, longest: int) -> None:
    assert read(kind, "  É\n ") == "  É\n "
    assert read(kind, "x" * longest) == "x" * longest
    assert refusal(kind, "x" * (longest + 1)) == "string_too_long"
    assert refusal(kind, "") == "string_too_short"


@pytest.mark.parametrize(
    ("value", "error"),
    [("a\0b", "nul"), ("\ud800", "string_unicode"), (7, "string_type"), (b"x", "string_type"), (None, "string_type")],
)
def test_what_is_no_text_is_refused(value: object, error: str) -> None:
    assert refusal(Text, value) == error


def test_only_true_and_false_are_flags() -> None:
    assert read(Flag, True) is True
    assert read(Flag, False) is False
    for value in (0, 1, "true", "yes", None):
        assert refusal(Flag, value) == "bool_type"


def test_an_index_is_a_whole_number_from_0() -> None:
    assert read(Index, 3) == 3
    assert refusal(Index, -1) == "greater_than_equal"
    for value in (True, "1", 1.0):
        assert refusal(Index, value) == "int_type"


@pytest.mark.parametrize("value", [0, 122, 122.5, 0.1, Decimal("12.70"), MAX_NUMBER, 0.1 + 0.2, 1e-7, Decimal("1E+3")])
def test_numbers_keep_their_exact_value(value: Any) -> None:
    number = read(Number, value)
    assert type(number) is Decimal
    assert number == (Decimal(repr(value)) if isinstance(value, float) else value)


@pytest.mark.parametrize("value", ["12.7", True, None, [1], 1j])
def test_other_kinds_are_no_numbers(value: object) -> None:
    assert refusal(Number, value) == "number_type"


@pytest.mark.parametrize(
    "value",
    [
        -1,
        -0.1,
        float("nan"),
        float("inf"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("-Infinity"),
        MAX_NUMBER + 1,
        Decimal("1E+999999"),
        10**400,
    ],
)
def test_numbers_out_of_range_are_refused(value: object) -> None:
    assert refusal(Number, value) == "number_range"


@pytest.mark.parametrize("text", ["74.99999999999999999", "0.12345678901234567890", "1E-400", "1E-999999"])
def test_a_number_that_no_double_holds_is_refused(text: str) -> None:
    assert refusal(Number, Decimal(text)) == "number_digits"


def test_minus_nought_is_nought() -> None:
    assert str(read(Number, -0.0)) == str(read(Number, 0.0))


def test_the_context_of_the_caller_does_not_round() -> None:
    with localcontext() as context:
        context.prec = 2
        assert read(Number, 123.456) == Decimal("123.456")


@given(st.floats(0, MAX_NUMBER) | st.integers(0, MAX_NUMBER))
def test_numbers_come_back_from_json_as_they_were(value: float) -> None:
    quantity = Quantity(amount=value, unit="kg")  # type: ignore[arg-type]
    assert Quantity.model_validate_json(quantity.model_dump_json()) == quantity
    written = quantity.model_dump(mode="json")["amount"]
    assert written == value
    assert isinstance(written, (int, float))


@pytest.mark.parametrize(
    ("given_code", "kept"),
    [
        ("93", "93"),
        ("9306", "9306"),
        ("9306.30", "930630"),
        ("9306 30 90 10", "9306309010"),
        ("93.06.30.90", "93063090"),
    ],
)
def test_hs_codes_lose_dots_and_spaces(given_code: str, kept: str) -> None:
    assert read(HsCode, given_code) == kept


@pytest.mark.parametrize("code", ["9", "930", "93063", "930630901", "93063090100", "ML4", "..", "93-06", "٩٣"])
def test_what_is_no_hs_code_is_refused(code: str) -> None:
    assert refusal(HsCode, code) == "hs"


@pytest.mark.parametrize(
    ("given_code", "kept"),
    [("ML4", "ML4"), ("ml 4.b", "ML4.B"), ("UNROCA-III", "UNROCA-III"), ("MTCR-1.A.1", "MTCR-1.A.1")],
)
def test_control_codes_are_kept_in_capitals_without_spaces(given_code: str, kept: str) -> None:
    assert read(Codes, [given_code]) == (kept,)


@pytest.mark.parametrize("code", [" ", "ML4;", "ÄL4", "ML_4"])
def test_what_is_no_control_code_is_refused(code: str) -> None:
    assert refusal(Codes, [code]) == "control"


def test_currencies_are_three_capitals() -> None:
    assert read(Currency, "USD") == "USD"
    for text in ("usd", "US", "USDT", "US$", "ÄÖÜ"):
        assert refusal(Currency, text) == "currency"


@pytest.mark.parametrize("text", ["9074729", "IMO9074729", "IMO 9074729"])
def test_imo_numbers_are_kept_as_digits(text: str) -> None:
    assert read(ImoNumber, text) == "9074729"


@pytest.mark.parametrize(
    ("text", "error"),
    [("9074728", "imo_check"), ("907472", "imo"), ("90747299", "imo"), ("907472x", "imo"), ("MMSI 9074729", "imo")],
)
def test_what_is_no_imo_number_is_refused(text: str, error: str) -> None:
    assert refusal(ImoNumber, text) == error


@given(st.integers(0, 999_999))
def test_one_check_digit_fits(number: int) -> None:
    right = [d for d in range(10) if _is_imo(f"{number:06}{d}")]
    assert len(right) == 1


def _is_imo(digits: str) -> bool:
    try:
        read(ImoNumber, digits)
    except ValidationError:
        return False
    return True


def test_words_are_in_small_letters() -> None:
    assert read(Words, ["artillery_shells", "unroca_iii"]) == ("artillery_shells", "unroca_iii")
    for word in ("Arms", "arms!", "light weapons", "wørd"):
        assert refusal(Words, [word]) == "word"


@pytest.mark.parametrize(("kind", "member"), [(Texts, "S/2006/814"), (Codes, "ML4"), (Words, "arms")])
def test_lists_become_tuples_and_have_a_limit(kind: Any, member: str) -> None:
    assert read(kind, []) == ()
    assert read(kind, [member] * MAX_CODES) == (member,) * MAX_CODES
    assert refusal(kind, [member] * (MAX_CODES + 1)) == "too_long"
    assert refusal(kind, member) == "tuple_type"
    assert refusal(kind, [7]) == "string_type"


def test_models_are_immutable_and_strict() -> None:
    party = Party(state="KP")
    with pytest.raises(ValidationError):
        party.state = "KR"
    with pytest.raises(ValidationError):
        Party(stat="KP")  # type: ignore[call-arg]
    assert hash(party) == hash(Party(state="KP"))
    assert isinstance(party, Model)
    assert party.consistent() is party


def test_the_repr_leaves_out_what_is_not_stated() -> None:
    assert repr(Money(amount=5, currency="USD")) == "Money(amount=Decimal('5'), currency='USD')"  # type: ignore[arg-type]
    assert repr(Party(state="KP", listed=())) == "Party(state='KP', listed=())"
