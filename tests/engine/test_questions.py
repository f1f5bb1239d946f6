"""The questions of an undetermined report: few, and every answer leads where it says."""

from __future__ import annotations

import copy
import re
import tempfile
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from article41 import InputError, Rulebook, Verdict
from article41.engine import Report
from article41.engine import _questions as questions_module
from article41.engine._check import Engine
from article41.engine._report import Question
from article41.engine._targets import Targets
from article41.model import ITEM_TYPES, Transfer
from article41.model._terms import PARTY_KINDS, PURPOSES, REASONS, ROUTE_MODES
from article41.model._vocabulary import FACTS
from tests.naive._rules import write_rules
from tests.naive.strategies import cases

from ._small import document, law, provision

CITE = "S/RES/100 (2000) 2 (a)"
OTHER = "something else"

_LISTS = {"transit", "modes", "purposes", "lists", "controls", "subjects"}
_CLOSED = {"kind": PARTY_KINDS, "purposes": PURPOSES, "reason": REASONS, "modes": ROUTE_MODES}
_OTHERS = {
    "state": ("NO", "SE", "CN", "CU"), "flag": ("NO", "SE", "CN", "CU"), "controller": ("NO", "SE", "CN", "CU"),
    "entry_point": ("somewhere",), "lists": ("S/2017/728", "S/2006/814"), "controls": ("ML22",),
    "subjects": ("food_aid", "food", "fuel", "other_goods"),
}  # fmt: skip


class NoAnswerError(Exception):
    """The test knows no way of stating the answer."""


def other_than(question: Question, item: dict[str, Any] | None) -> Any:
    """Some value that is none of the answers."""
    told = {answer.value for answer in question.answers if isinstance(answer.value, str)}
    key = question.pointer.rpartition("/")[2]
    if item is not None and key in ("kind", "material", "field", "condition"):
        choices = sorted(ITEM_TYPES[item["type"]].words[f"item.{key}"])
    else:
        choices = list(_CLOSED.get(key, _OTHERS.get(key, ())))
    for choice in choices:
        if choice not in told:
            return choice
    raise NoAnswerError(question)


def number_in(text: str) -> tuple[float | None, float | None]:
    low, high = re.search(r"at least ([0-9.]+)", text), re.search(r"below ([0-9.]+)", text)
    return (float(low[1]) if low else None), (float(high[1]) if high else None)


def some_number(text: str, scale: int) -> float:
    """The lowest number of a stretch or, where that has no low end, the highest."""
    low, high = number_in(text)
    if low is not None:
        return low
    assert high is not None
    if high <= 0:
        raise NoAnswerError(text)
    return round(high - 1 / scale, 6)


def some_day(text: str) -> str:
    """The first day of a stretch, or the day before its end."""
    first = re.search(r"from ([0-9-]+)", text)
    if first:
        return first[1]
    last = re.search(r"before ([0-9]{4})", text)
    assert last is not None
    return f"{int(last[1]) - 1}-12-31"


def state(stated: dict[str, Any], question: Question, value: Any) -> dict[str, Any]:
    """The document with the answer in it."""
    new = copy.deepcopy(stated)
    pointer = question.pointer
    if pointer == "/screening/un_lists":
        new["screening"] = {"un_lists": "clear"}
        if value != "clear":
            known = [new.setdefault(who, {}) for who in ("supplier", "recipient")]
            known += [new["end_user"]] if "end_user" in new else []
            for party in [*known, *new.get("intermediaries", [])]:
                # Of a party whose name is in no register, nobody knows: it is among those that are asked about.
                known_party = "actor" in party or party.get("name", "Some Trading House") != "Some Trading House"
                if "listed" not in party and not known_party:
                    party["listed"] = value["listed"]
        return new
    if pointer == "/determinations/-":
        new["determinations"] = [*new.get("determinations", []), value]
        return new
    *path, key = pointer.split("/")[1:]
    here: Any = new
    for part in path:
        here = here[int(part)] if isinstance(here, list) else here.setdefault(part, {})
    item = here if path[:1] == ["items"] else None
    if key == "hs":
        here[key] = value if value != OTHER else other_code(question, here)
    elif key == "actor":
        here.update({"name": "Some Trading House"} if value == OTHER else {"actor": value})
    elif key == "area":
        here[key] = "SD-KH" if value == OTHER else value
    elif key == "force":
        raise NoAnswerError(question)
    elif key in ("period_total", "period_total_value"):
        total(here, question, value)
    elif key in ("value", "unit_value"):
        here[key] = {"amount": some_number(value, 100), "currency": "USD"}
    elif key == "date":
        here[key] = some_day(value)
    elif isinstance(value, str) and re.match("at least|below", value):
        here[key] = some_number(value, FACTS[f"item.{key}"].scale)
    else:
        word = other_than(question, item) if value == OTHER else value
        if key in _LISTS:
            kept = here.get(key, [])
            here[key] = [*(kept if value != OTHER or key == "transit" else []), word]
        else:
            here[key] = word
    return new


def other_code(question: Question, item: dict[str, Any]) -> str:
    told = [answer.value for answer in question.answers if answer.value != OTHER]
    stated = item.get("hs")
    chapters = {"artillery_shells": ["93"], "rockets": ["93"], "small_arms": ["93"], "petroleum": ["27"],
                "spare_parts": ["84", "93"]}.get(item["type"], ["98"])  # fmt: skip
    if item["type"] == "raw_materials":
        raise NoAnswerError(question)
    for start in [stated] if stated else chapters:
        for code in (start, *(f"{start}{n:02}" for n in range(99, 0, -1))):
            if not any(code.startswith(word) or word.startswith(code) for word in told):
                return code
    raise NoAnswerError(question)


def total(item: dict[str, Any], question: Question, value: str) -> None:
    if question.pointer.endswith("_value"):
        raise NoAnswerError(question)
    unit = "barrels" if "barrels" in question.ask else "tonnes"
    whole = some_number(value, 1)
    now = item.get("quantity")
    if now is not None and now["unit"] != unit:
        raise NoAnswerError(question)
    own = now["amount"] if now is not None else 0
    if whole < own:
        raise NoAnswerError(question)
    item["quantity"] = {"amount": own, "unit": unit}
    item["period_total"] = {"amount": whole - own, "unit": unit}


def ask(rulebook: Rulebook, stated: dict[str, Any]) -> Report:
    return Engine(rulebook).check(Transfer.model_validate(stated))


def assert_answers_hold(engine: Engine, stated: dict[str, Any], report: Report) -> int:
    """Every answer that can be stated leads to the verdict that it names; return how many were tried."""
    tried = 0
    for question in report.questions:
        for answer in question.answers:
            try:
                new = Transfer.model_validate(state(stated, question, answer.value))
                verdict = engine.check(new).verdict
            except (NoAnswerError, InputError):
                continue
            tried += 1
            if question.pointer.endswith("/date") and answer.verdict is Verdict.UNDETERMINED:
                # The answer is a stretch of days: other rules may still differ within it, if not on the day tried.
                continue
            assert verdict is answer.verdict, (question.pointer, answer.value, verdict)
    return tried


# One fact at a time

SOLD = {"reason": "sale"}
ONE_FACT: list[tuple[Any, dict[str, Any], str, list[Any]]] = [
    (SOLD, {}, "/reason", ["sale", OTHER]),
    ({"to.state": ["AA", "CC"]}, {"recipient": {}}, "/recipient/state", ["AA", "CC", OTHER]),
    ({"from.state": "AA"}, {"supplier": None}, "/supplier/state", ["AA", OTHER]),
    ({"any.state": "SE"}, {"supplier": {}}, "/supplier/state", ["SE", OTHER]),
    ({"any.state": "SE"}, {"intermediaries": [{"role": "broker"}]}, "/intermediaries/0/state", ["SE", OTHER]),
    ({"intermediary.state": "SE"}, {"intermediaries": [{"role": "agent", "state": "NO"}, {"role": "agent"}]},
     "/intermediaries/1/state", ["SE", OTHER]),
    ({"end_user.state": "AA"}, {"recipient": {}}, "/recipient/state", ["AA", OTHER]),
    ({"end_user.state": "AA"}, {"end_user": {}}, "/end_user/state", ["AA", OTHER]),
    ({"recipient.kind": "police"}, {}, "/recipient/kind", ["police", OTHER]),
    ({"to.kind": "police"}, {"end_user": {"kind": "media"}}, "/recipient/kind", ["police", OTHER]),
    ({"recipient.kind": {"only": ["police", "media"]}}, {}, "/recipient/kind", None),  # type: ignore[list-item]
    ({"recipient.actor": "gang"}, {}, "/recipient/actor", ["gang", OTHER]),
    ({"recipient.area": "AA-N"}, {}, "/recipient/area", ["AA-N", OTHER]),
    ({"any.listed": ["77", "88"]}, {}, "/screening/un_lists", ["clear", {"listed": ["77"]}, {"listed": ["88"]}]),
    ({"end_use.purpose": ["military", "police"]}, {}, "/end_use/purposes", ["military", "police", OTHER]),
    ({"end_use.purpose": {"only": ["medical"]}}, {}, "/end_use/purposes", None),  # type: ignore[list-item]
    ({"route.mode": "sea"}, {}, "/route/modes", ["sea", OTHER]),
    ({"route.ship_to_ship": "true"}, {}, "/route/ship_to_ship", [True, False]),
    ({"route.entry_point": "harbour"}, {}, "/route/entry_point", ["harbour", OTHER]),
    ({"vessel.flag": "SE"}, {}, "/route/vessel/flag", ["SE", OTHER]),
    ({"vessel.flag": "SE"}, {"route": {"aircraft": {}}}, "/route/aircraft/flag", ["SE", OTHER]),
    ({"vessel.flag": "SE"}, {"route": {"vessel": {"flag": "NO"}, "aircraft": {}}},
     "/route/aircraft/flag", ["SE", OTHER]),
    ({"vessel.controller": "SE"}, {}, "/route/vessel/controller", ["SE", OTHER]),
    ({"vessel.designated": "true"}, {}, "/route/vessel/designated", [True, False]),
    ({"contract.written": "true"}, {}, "/contract/written", [True, False]),
    ({"contract.date": {"after": "2003-08-31"}}, {}, "/contract/date", ["before 2003-09-01", "from 2003-09-01"]),
    ({"contract.date": "2003-01-01 .. 2003-01-31"}, {}, "/contract/date",
     ["before 2003-01-01", "from 2003-01-01 and before 2003-02-01", "from 2003-02-01"]),
    ({"date": {"from": "2004-05-06"}}, {"date": "2004-05"}, "/date", ["before 2004-05-06", "from 2004-05-06"]),
    ({"determined": "quota"}, {}, "/determinations/-",
     [{"matter": "quota", "found": True}, {"matter": "quota", "found": False}]),
    ({"item.calibre_mm": {"at_least": "75"}}, {}, "/items/0/calibre_mm", ["below 75", "at least 75"]),
    ({"item.calibre_mm": {"above": "12.7", "below": "100"}}, {}, "/items/0/calibre_mm",
     ["below 12.71", "at least 12.71 and below 100", "at least 100"]),
    ({"item.value_usd": {"at_least": "1000"}}, {}, "/items/0/value", ["below 1000", "at least 1000"]),
    ({"item.guided": "true"}, {}, "/items/0/guided", [True, False]),
    ({"item.hs": "9306"}, {}, "/items/0/hs", ["9306", OTHER]),
    ({"item.category": "large"}, {}, "/items/0/calibre_mm", ["below 100", "at least 100"]),
    ({"item.concerns": "large"}, {}, "/items/0/calibre_mm", ["below 100", "at least 100"]),
]  # fmt: skip


@pytest.mark.parametrize(("test", "fields", "pointer", "values"), ONE_FACT)
def test_each_fact_is_asked_for_and_each_answer_holds(test: Any, fields: Any, pointer: str, values: Any) -> None:
    rulebook = law({"p": provision(when=[test])})
    stated = document(**fields)
    report = ask(rulebook, stated)
    assert report.verdict is Verdict.UNDETERMINED
    (question,) = report.questions
    assert question.pointer == pointer
    assert question.ask.endswith("?")
    if values is not None:
        assert [answer.value for answer in question.answers] == values
    assert assert_answers_hold(Engine(rulebook), stated, report) == len(question.answers)
    assert Verdict.UNDETERMINED not in {answer.verdict for answer in question.answers}


ONE_ITEM_FACT: list[tuple[Any, Any, str, list[Any]]] = [
    ({"item.military": "true"}, "goods", "/items/0/military", [True, False]),
    ({"item.condition": "used"}, "goods", "/items/0/condition", ["used", OTHER]),
    ({"item.condition": ["used", "new"]}, "goods", "/items/0/condition", ["new", "used"]),
    ({"item.kind": ["ballistic", "pistol"]}, "missiles", "/items/0/kind", ["ballistic", OTHER]),
    ({"item.hs": ["9306", "72"]}, "goods", "/items/0/hs", ["72", "9306", OTHER]),
    ({"item.hs": "84"}, "spare_parts", "/items/0/hs", ["84", OTHER]),
    ({"item.hs": "9306"}, {"type": "goods", "hs": "93"}, "/items/0/hs", ["9306", OTHER]),
    ({"item.hs": "8471"}, "spare_parts", "/items/0/hs", ["8471", OTHER]),
    ({"item.list": "S/2006/814"}, "goods", "/items/0/lists", ["S/2006/814", OTHER]),
    ({"item.control": "ML10.A"}, {"type": "goods", "controls": ["ML10"]}, "/items/0/controls", ["ML10.A", OTHER]),
    ({"item.subject": "arms"}, "training", "/items/0/subjects", ["arms", OTHER]),
    ({"item.concerns": "arms"}, "training", "/items/0/subjects", ["arms", OTHER]),
    ({"item.concerns": "arms"}, {"type": "training", "subjects": ["goods"]}, "/items/0/subjects", ["arms", OTHER]),
    ({"item.material": ["coal", "gold"]}, "raw_materials", "/items/0/material", ["coal", "gold", OTHER]),
    ({"item.material": "coal", "item.hs": "27"}, "raw_materials", "/items/0/material", ["coal", OTHER]),
    ({"item.total_barrels": {"above": "100"}}, "petroleum", "/items/0/period_total", ["below 101", "at least 101"]),
    ({"item.total_tonnes": {"above": "100"}}, {"type": "petroleum", "quantity": {"amount": 60, "unit": "tonnes"}},
     "/items/0/period_total", ["below 101", "at least 101"]),
]  # fmt: skip


@pytest.mark.parametrize(("test", "item", "pointer", "values"), ONE_ITEM_FACT)
def test_each_fact_of_an_item_is_asked_for(test: Any, item: Any, pointer: str, values: Any) -> None:
    rulebook = law({"p": provision(when=[test])})
    stated = document(item)
    report = ask(rulebook, stated)
    assert report.verdict is Verdict.UNDETERMINED
    (question,) = report.questions
    assert question.pointer == pointer
    assert [answer.value for answer in question.answers] == values
    assert_answers_hold(Engine(rulebook), stated, report)
    assert len({answer.verdict for answer in question.answers}) == 2 or len(question.answers) == 2


def test_an_answer_about_the_law_itself() -> None:
    rulebook = law({"p": provision(to={"state": "AA"}, in_force="2000-01-10 .. 2003-12-31", renewal="unverified")})
    report = ask(rulebook, document())
    (question,) = report.questions
    assert question.pointer == "/determinations/-"
    assert "r/p" in question.ask
    assert [(a.value["matter"], a.value["found"], a.verdict) for a in question.answers] == [
        ("renewed:r/p", True, Verdict.PROHIBITED),
        ("renewed:r/p", False, Verdict.OUT_OF_SCOPE),
    ]
    assert assert_answers_hold(Engine(rulebook), document(), report) == 2


def test_whether_an_actor_was_listed_may_be_a_question_of_the_day() -> None:
    rulebook = law({"p": provision(when=[{"recipient.listed": ["77", "88"]}])})
    stated = document(recipient={"actor": "gang"}, date="2004-12")
    assert ask(rulebook, stated).verdict is Verdict.OUT_OF_SCOPE
    stated["date"] = "2011"
    assert ask(rulebook, stated).verdict is Verdict.PROHIBITED
    rulebook = law({"p": provision(when=[{"recipient.listed": "88"}])})
    stated["date"] = "2008"
    report = ask(rulebook, stated)
    (question,) = report.questions
    assert [(a.value, a.verdict) for a in question.answers] == [
        ("before 2008-06-15", Verdict.OUT_OF_SCOPE),
        ("from 2008-06-15", Verdict.PROHIBITED),
    ]


def test_a_day_on_which_a_state_did_not_exist_is_no_answer() -> None:
    rulebook = law({"p": provision(in_force="2001-09-01 ..", when=[SOLD])})
    (question,) = ask(rulebook, document(recipient={"state": "WW"}, date="2001", reason="sale")).questions
    assert [(a.value, a.verdict) for a in question.answers] == [("before 2001-09-01", Verdict.OUT_OF_SCOPE)]


# More than one


def test_what_an_exemption_would_make_of_an_answer_counts() -> None:
    exempt = {"e": {"cite": CITE, "summary": "s", "recipient": {"kind": "un_body"}}}
    ban = provision(when=[{"not": {"recipient.kind": "company"}}], exempt=exempt)
    report = ask(law({"p": ban}), document())
    (question,) = report.questions
    assert {a.value: a.verdict for a in question.answers} == {
        "company": Verdict.OUT_OF_SCOPE,
        "un_body": Verdict.PERMITTED,
        OTHER: Verdict.PROHIBITED,
    }


def test_places_of_several_tests_are_asked_once() -> None:
    rules = {"p": provision(when=[{"to.kind": "police"}]), "q": provision(when=[{"recipient.kind": "media"}])}
    report = ask(law(rules), document())
    (question,) = report.questions
    assert [a.value for a in question.answers] == ["media", "police", OTHER]
    assert assert_answers_hold(Engine(law(rules)), document(), report) == 3


def test_of_two_silent_parties_one_is_asked_and_the_other_stays_unknown() -> None:
    rulebook = law({"p": provision(when=[{"any.kind": "police"}])})
    middle = [{"role": "agent", "kind": "media"}, {"role": "agent"}, {"role": "agent"}]
    stated = document(supplier={"kind": "company"}, recipient={"kind": "company"}, intermediaries=middle)
    report = ask(rulebook, stated)
    (question,) = report.questions  # one answer settles it
    assert question.pointer == "/intermediaries/1/kind"
    assert [a.verdict for a in question.answers] == [Verdict.PROHIBITED, Verdict.UNDETERMINED]
    assert assert_answers_hold(Engine(rulebook), stated, report) == 2


def test_each_silent_party_is_asked_where_only_all_answers_settle_it() -> None:
    rulebook = law({"p": provision(when=[{"not": {"any.kind": "police"}}])})
    stated = document(end_user={})
    report = ask(rulebook, stated)
    assert [q.pointer for q in report.questions] == ["/supplier/kind"]
    assert assert_answers_hold(Engine(rulebook), stated, report) == 2


def test_a_question_that_settles_all_stands_alone() -> None:
    rules = {
        "p": provision(when=[SOLD, {"to.kind": "police"}]),
        "q": provision(when=[SOLD, {"end_use.purpose": "military"}]),
    }
    (question,) = ask(law(rules), document()).questions
    assert question.pointer == "/reason"


def test_what_differs_by_item_is_asked_of_each_item() -> None:
    rulebook = law({"p": provision(when=[{"item.military": "true"}])})
    stated = document("goods", {"type": "goods", "military": False}, "goods")
    report = ask(rulebook, stated)
    assert [q.pointer for q in report.questions] == ["/items/0/military", "/items/2/military"]
    assert [a.verdict for a in report.questions[0].answers] == [Verdict.PROHIBITED, Verdict.UNDETERMINED]
    assert assert_answers_hold(Engine(rulebook), stated, report) == 4


def test_a_settled_verdict_asks_nothing() -> None:
    rules = {"p": provision(to={"state": "AA"}), "q": provision(when=[SOLD])}
    report = ask(law(rules), document())
    assert report.verdict is Verdict.PROHIBITED
    assert report.questions == ()


def test_words_come_one_of_each_kind_first_and_not_without_end() -> None:
    kinds = [k for k in PARTY_KINDS if k not in ("police", "media")]
    rules = {
        "p": provision(when=[{"recipient.kind": [*kinds, "police"]}]),
        "q": provision(when=[{"recipient.kind": ["police", "media"]}]),
    }
    (question,) = ask(law(rules), document()).questions
    values = [a.value for a in question.answers]
    assert {"police", "media"} <= set(values[:3])
    assert len(values) == 12  # all words are named by some test, so that there is nothing else


def test_words_that_cannot_be_stated_are_no_answers() -> None:
    rulebook = law({"p": provision(when=[{"recipient.state": ["OO", "SE"]}])})
    (question,) = ask(rulebook, document(recipient={})).questions
    assert [a.value for a in question.answers] == ["SE", OTHER]


def test_a_code_that_all_tests_name_leaves_nothing_else() -> None:
    rules = {"p": provision(when=[{"item.hs": "84"}]), "q": provision(when=[{"item.hs": "93"}])}
    (question,) = ask(law(rules), document("spare_parts")).questions
    assert [a.value for a in question.answers] == ["84", "93"]


def test_vague_subjects_are_made_exact_and_sure_ones_kept() -> None:
    rules = {"p": provision(when=[{"item.concerns": "arms"}]), "q": provision(effect="permit", items=["food"])}
    stated = document({"type": "training", "subjects": ["goods", "food_aid", "food"]})
    report = ask(law(rules), stated)
    (question,) = report.questions
    assert {a.value: a.verdict for a in question.answers} == {"arms": Verdict.PROHIBITED, OTHER: Verdict.PERMITTED}


def test_the_list_of_questions_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    rulebook = law({"p": provision(when=[{"item.military": "true"}])})
    items = ["goods"] * 40
    report = ask(rulebook, document(*items))
    assert len(report.questions) == questions_module.MOST_QUESTIONS
    monkeypatch.setattr(questions_module, "_MOST_TRIALS", 7)
    assert 1 <= len(ask(rulebook, document(*items)).questions) < 7
    rules = {"p": provision(when=[{"item.military": "true"}, SOLD])}
    assert [q.pointer for q in ask(law(rules), document(*items)).questions] == ["/reason"]


def test_a_place_that_the_others_make_needless_is_not_asked() -> None:
    police, military = {"to.kind": "police"}, {"end_use.purpose": "military"}
    rules = {
        "a": [SOLD, police], "b": [SOLD, police], "c": [SOLD, military], "d": [SOLD, military], "e": [police],
        "f": [military],
    }  # fmt: skip
    report = ask(law({name: provision(when=tests) for name, tests in rules.items()}), document())
    # The ground would settle four of them at once, but the other two places settle all six.
    assert sorted(q.pointer for q in report.questions) == ["/end_use/purposes", "/recipient/kind"]


def test_a_subject_in_general_is_made_exact() -> None:
    rulebook = law({"p": provision(when=[{"item.concerns": "ammunition"}])})
    (question,) = ask(rulebook, document({"type": "training", "subjects": ["arms", "food"]})).questions
    assert {a.value: a.verdict for a in question.answers} == {
        "ammunition": Verdict.PROHIBITED,
        OTHER: Verdict.OUT_OF_SCOPE,
    }


def test_where_no_place_can_be_named_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Targets, "of", lambda self, movements, hits: {})
    report = ask(law({"p": provision(when=[SOLD])}), document())
    assert (report.verdict, report.questions) == (Verdict.UNDETERMINED, ())


# All together


@given(cases(), st.data())
def test_every_answer_leads_where_it_says(case: tuple[dict[str, Any], dict[str, Any]], data: Any) -> None:
    rules, stated = case
    with tempfile.TemporaryDirectory() as folder:
        write_rules(rules, Path(folder) / "rules")
        engine = Engine(Rulebook.load(Path(folder) / "rules", shipped=False), durable=False)
    # Less is known of it than of most.
    for name in data.draw(st.lists(st.sampled_from(sorted(stated)), max_size=3)):
        if name not in ("date", "items", "activities"):
            stated.pop(name, None)
    try:
        report = engine.check(Transfer.model_validate(stated))
    except InputError:
        return
    assume(report.verdict is Verdict.UNDETERMINED)
    assert report.questions
    assert_answers_hold(engine, stated, report)
    if len(report.questions) <= 4:
        assert any(settles(engine, stated, report.questions, values) for values in product(
            *[[a.value for a in q.answers] for q in report.questions]
        ))  # fmt: skip


def settles(engine: Engine, stated: dict[str, Any], questions: tuple[Question, ...], values: tuple[Any, ...]) -> bool:
    """Whether these answers together leave nothing open; yes where the test cannot state one."""
    try:
        for question, value in zip(questions, values, strict=True):
            stated = state(stated, question, value)
        return engine.check(Transfer.model_validate(stated)).verdict is not Verdict.UNDETERMINED
    except (NoAnswerError, InputError):
        return True
