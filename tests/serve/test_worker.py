from __future__ import annotations

import io
import json

from article41 import Rulebook
from article41.serve._wire import HEAD, Ask, Kind, pack, read_frame
from article41.serve._worker import GRACE, work

from ._local import clear

LAW = Rulebook.default()


def replies(*asked: bytes) -> tuple[list[tuple[Kind, bytes]], list[float]]:
    sink, alarms = io.BytesIO(), list[float]()
    work(io.BytesIO(b"".join(asked)), sink, LAW, alarms.append, 7.0)
    sink.seek(0)
    found = []
    while (frame := read_frame(sink)) is not None:
        found.append((Kind(frame[0]), frame[1]))
    return found, alarms


def test_a_worker_says_by_what_law_it_judges() -> None:
    ((kind, payload),), _ = replies()
    assert kind is Kind.READY
    assert json.loads(payload)["digest"] == LAW.digest


def test_a_worker_answers_in_order_until_its_input_ends() -> None:
    bodies = [json.dumps(clear("a")).encode(), b"nonsense", json.dumps(clear("b")).encode()]
    found, _ = replies(*(pack(Ask.JSON.value, body) for body in bodies))
    assert [kind for kind, _ in found] == [Kind.READY, Kind.ANSWER, Kind.PROBLEMS, Kind.ANSWER]
    assert [json.loads(found[n][1])["transfer"] for n in (1, 3)] == ["a", "b"]


def test_a_worker_sets_an_alarm_for_itself_around_each_body() -> None:
    _, alarms = replies(pack(Ask.JSON.value, b"{}"), pack(Ask.PAGE.value, b"{}"))
    assert alarms == [7.0 + GRACE, 0, 7.0 + GRACE, 0]


def test_a_frame_that_is_cut_short_is_not_judged() -> None:
    whole = pack(Ask.JSON.value, json.dumps(clear()).encode())
    for length in (1, HEAD.size - 1, HEAD.size, len(whole) - 1):
        found, _ = replies(whole[:length])
        assert [kind for kind, _ in found] == [Kind.READY]
