from __future__ import annotations

import json

import pytest

from article41 import EngineError, Rulebook
from article41.serve import _judge
from article41.serve._judge import judge
from article41.serve._settings import MOST_PROBLEMS
from article41.serve._wire import Ask, Kind

from ._local import clear, story

LAW = Rulebook.default()


def body(value: object) -> bytes:
    return json.dumps(value).encode()


def test_an_answer_is_the_report() -> None:
    reply = judge(Ask.JSON, body(story()), LAW)
    assert reply.kind is Kind.ANSWER
    assert json.loads(reply.payload)["verdict"] == "prohibited"


def test_the_page_gets_the_same_report_and_a_text() -> None:
    page = json.loads(judge(Ask.PAGE, body(story()), LAW).payload)
    assert page["json"].encode() == judge(Ask.JSON, body(story()), LAW).payload
    assert "PROHIBITED" in page["text"]


def test_a_list_for_the_page_ends_with_a_count() -> None:
    page = json.loads(judge(Ask.PAGE, body([story(), clear()]), LAW).payload)
    assert "2 transfers judged" in page["text"]


@pytest.mark.parametrize("error", [EngineError("about secret"), ValueError("secret"), MemoryError(), RecursionError()])
def test_what_is_not_the_senders_mistake_is_a_fault(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(_judge, "check", fail)
    reply = judge(Ask.JSON, body(clear()), LAW)
    assert reply == (Kind.FAULT, type(error).__name__.encode())


def test_a_fault_at_one_of_a_list_is_a_fault_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    real = _judge.check

    def fail(transfer: object, rulebook: Rulebook) -> object:
        if transfer.id == "b":  # type: ignore[attr-defined]
            raise EngineError("disagree")
        return real(transfer, rulebook=rulebook)  # type: ignore[arg-type]

    monkeypatch.setattr(_judge, "check", fail)
    assert judge(Ask.JSON, body([clear("a"), clear("b"), clear("c")]), LAW).kind is Kind.FAULT


def test_problems_are_told_up_to_a_number() -> None:
    reply = judge(Ask.JSON, body([{"date": 1, "items": []}] * (MOST_PROBLEMS + 1)), LAW)
    problems = json.loads(reply.payload)
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1]["message"] == f"and {2 * (MOST_PROBLEMS + 1) - MOST_PROBLEMS:,} more problems"


def test_an_answer_that_grows_too_long_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_judge, "MAX_ANSWER", 2_000)
    assert judge(Ask.JSON, body([clear()] * 50), LAW) == (Kind.TOO_LONG, b"")
