"""Names to codes: found in any spelling, refused with the candidates where a guess would be needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from article41 import InputError
from article41.engine._names import Names
from article41.engine._tokens import NONE, UNKNOWN, Tokens, one

from ._small import law

DAY = 20040506


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(law().shard("registers"))


def refusal(call: Callable[[], object]) -> tuple[str, str, str | None]:
    with pytest.raises(InputError) as caught:
        call()
    (problem,) = caught.value.problems
    return problem.message, problem.place.pointer or "", problem.hint


def state(names: Names, text: str, first: int = DAY, last: int = DAY) -> str:
    return names.state(text, "/recipient/state", first, last)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AA", "AA"),
        ("aa", "AA"),
        ("Aland", "AA"),
        ("ALAND", "AA"),
        ("republic  of aland", "AA"),
        ("ALN", "AA"),
        ("901", "AA"),
        ("Côte d'Or-du-Nord", "CC"),
        ("Cote d’Or du Nord", "CC"),
        ("cote d`or–du‑nord", "CC"),
        ("Norway", "NO"),
        ("NO", "NO"),
    ],
)
def test_a_state_in_any_spelling(names: Names, text: str, code: str) -> None:
    assert state(names, text) == code


def test_an_unknown_state_comes_with_suggestions(names: Names) -> None:
    message, pointer, hint = refusal(lambda: state(names, "Belande"))
    assert message == "'Belande' is not a State or territory that the register knows"
    assert pointer == "/recipient/state"
    assert hint is not None
    assert "BB (Beland)" in hint
    assert hint.startswith("did you mean")
    assert refusal(lambda: state(names, "Zzyzx"))[2] == (
        "write the ISO 3166-1 code of two letters, such as KP, or the usual English name"
    )


def test_an_ambiguous_name_is_refused_with_its_candidates(names: Names) -> None:
    message, _, hint = refusal(lambda: state(names, "land"))
    assert (message, hint) == ("'land' is ambiguous", "write AA (Aland) or XX (Exland)")
    message, _, hint = refusal(lambda: state(names, "Twin"))
    assert (message, hint) == ("'Twin' is ambiguous", "write SE (Seland) or TW (Toland)")


def test_a_name_of_two_is_clear_while_only_one_of_them_exists(names: Names) -> None:
    assert state(names, "Twin", 19900101, 19941231) == "SE"


def test_a_state_that_had_ended_comes_with_its_successors(names: Names) -> None:
    message, _, hint = refusal(lambda: state(names, "Oldunion"))
    assert message == "'Oldunion' did not exist on 2004-05-06: Oldunion ceased to exist on 1989-12-31"
    assert hint == "on that day it was BB (Beland) or CC (Côte d'Or-du-Nord)"
    message, _, hint = refusal(lambda: state(names, "XX", 20020101, 20021231))
    assert message == "'XX' did not exist on 2002-01-01 to 2002-12-31: Exland ceased to exist on 2001-12-31"
    assert hint == "check the date"


def test_a_state_that_had_not_begun_comes_with_its_predecessor(names: Names) -> None:
    message, _, hint = refusal(lambda: state(names, "BB", 19850101, 19850101))
    assert message == "'BB' did not exist on 1985-01-01: Beland came into being on 1990-01-01"
    assert hint == "on that day it was OO (Oldunion)"
    assert refusal(lambda: state(names, "Yland"))[2] == "check the date"


@pytest.mark.parametrize(("first", "last"), [(19891231, 19891231), (19891231, 19900131), (19800101, 19891231)])
def test_the_last_day_of_a_state_still_counts(names: Names, first: int, last: int) -> None:
    assert state(names, "OO", first, last) == "OO"


def test_the_first_day_of_a_state_counts(names: Names) -> None:
    assert state(names, "BB", 19900101, 19900101) == "BB"
    assert names.existed("BB", 19891201, 19900101)
    assert not names.existed("BB", 19891201, 19891231)


# Areas


def test_an_area_by_code_or_name_is_in_what_it_lies_within(names: Names) -> None:
    assert names.area("AA-N", "/a") == names.area("the north", "/a") == names.area("North Aland", "/a") == one("AA-N")
    assert names.area("far-north", "/a") == one("AA-NX", "AA-N")


def test_a_code_that_no_rule_names_is_an_area_of_its_own(names: Names) -> None:
    assert names.area("SD-KH", "/a") == one("SD-KH")


def test_an_unknown_area_is_refused(names: Names) -> None:
    message, pointer, hint = refusal(lambda: names.area("Nort Aland", "/recipient/area"))
    assert (message, pointer) == ("'Nort Aland' is not an area that the register knows", "/recipient/area")
    assert hint == "did you mean 'AA-N'?"
    assert refusal(lambda: names.area("Zzyzx", "/a"))[2] == "write its ISO 3166-2 code, like SD-DN"


# Actors and forces


@pytest.mark.parametrize("text", ["gang", "The Gang", "gangsters", "LES GANGSTERS"])
def test_an_actor_by_id_name_or_alias(names: Names, text: str) -> None:
    assert names.actor(text, None, "/supplier") == one("gang")
    assert names.actor(None, text, "/supplier") == one("gang")


def test_a_party_without_a_name_may_be_anyone_and_one_with_another_name_is_no_listed_actor(names: Names) -> None:
    assert names.actor(None, None, "/supplier") == UNKNOWN
    assert names.actor(None, "Some Trading House", "/supplier") == NONE


def test_an_actor_that_is_named_as_such_must_be_known(names: Names) -> None:
    message, pointer, hint = refusal(lambda: names.actor("gangster", None, "/supplier"))
    assert (message, pointer) == ("'gangster' is not an actor that the register knows", "/supplier/actor")
    assert hint == "did you mean 'gang'?"
    assert refusal(lambda: names.actor("Zzyzx", None, "/supplier"))[2] == "state the party's name instead"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (20041231, 20041231, NONE),
        (20050101, 20050101, one("77")),
        (20041231, 20050101, Tokens(maybe=frozenset({"77"}))),
        (20101231, 20101231, one("77", "88")),
        (20110101, 20991231, one("88")),
        (20080101, 20081231, Tokens(frozenset({"77"}), frozenset({"88"}))),
        (20040101, 20111231, Tokens(maybe=frozenset({"77", "88"}))),
    ],
)
def test_listings_have_their_days(names: Names, first: int, last: int, expected: Tokens) -> None:
    assert names.listings("gang", first, last) == expected
    assert names.listings("club", first, last) == NONE


def test_the_days_of_each_listing(names: Names) -> None:
    assert names.listing_days("gang") == [("77", 20050101, 20101231), ("88", 20080615, 99991231)]


def test_a_force_by_id_name_or_alias(names: Names) -> None:
    assert {names.force(text, "/r") for text in ("mission", "un mission", "UNM")} == {one("mission")}
    message, pointer, hint = refusal(lambda: names.force("missio", "/recipient"))
    assert (message, pointer) == ("'missio' is not a force that the register knows", "/recipient/force")
    assert hint == "did you mean 'mission'?"
    assert refusal(lambda: names.force("Zzyzx", "/r"))[2] == "leave it out and state the kind"


# Words of the other registers


def test_a_word_must_be_known(names: Names) -> None:
    assert names.word("77", names.party_lists, "list of parties", "/x") == "77"
    message, pointer, hint = refusal(lambda: names.word("S/2006/841", names.control_lists, "control list", "/x"))
    assert (message, pointer) == ("'S/2006/841' is not a control list that the register knows", "/x")
    assert hint == "did you mean 'S/2006/814'?"
    assert refusal(lambda: names.word("zzz", names.matters, "matter", "/x"))[2] == "known: feeds-army, quota"


def test_a_long_register_is_not_listed(names: Names) -> None:
    many: dict[str, Any] = {f"word-{n}": "" for n in range(41)}
    assert refusal(lambda: names.word("zzz", many, "matter", "/x"))[2] == "known: 41 words; see article41 schema"


def test_what_a_text_may_name_on_some_day(names: Names) -> None:
    found = {text: sorted(names.candidates(text)) for text in ("AA", "old aland", "Twin", "Land", "Nowhere")}
    # An ambiguous name is refused on every day, so it names none.
    assert found == {"AA": ["AA"], "old aland": ["AA"], "Twin": ["SE", "TW"], "Land": [], "Nowhere": []}
