from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from article41 import Rulebook
from article41.__main__ import main
from article41.serve import _checks
from article41.serve._pool import BusyError, FaultError, TimeLimitError
from article41.serve._settings import MAX_BODY
from article41.serve._wire import Kind, Reply

from ._local import FIXTURES, JSON, LocalJudge, clear, story

PROBLEM = "application/problem+json"


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_transfer_gets_the_bytes_that_the_command_prints(
    client: TestClient, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(path), "--format", "json"])
    answer = client.post("/v1/check", content=path.read_bytes(), headers=JSON)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.text == capsys.readouterr().out


def test_a_list_gets_as_many_reports_in_its_order(client: TestClient) -> None:
    answer = client.post("/v1/check", json=[story(), clear("b"), clear("c")]).json()
    assert [report["transfer"] for report in answer] == [story()["id"], "b", "c"]
    assert [report["source"] for report in answer] == [{"file": "request", "pointer": f"/{n}"} for n in range(3)]
    assert [report["verdict"] for report in answer] == ["prohibited", "out_of_scope", "out_of_scope"]


def test_a_list_of_one_gets_a_list(client: TestClient) -> None:
    answer = client.post("/v1/check", content="\ufeff\n [" + json.dumps(clear()) + "]", headers=JSON)
    assert [report["verdict"] for report in answer.json()] == ["out_of_scope"]


def test_what_is_wrong_is_named_with_its_place_and_what_is_allowed(client: TestClient) -> None:
    body = '{"date": "2020-01-01",\n "items": [{"type": "food"}],\n "reason": "sael"}'
    answer = client.post("/v1/check", content=body, headers=JSON)
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)
    value = answer.json()
    assert (value["status"], value["code"], value["type"]) == (422, "unusable", "about:blank")
    (problem,) = value["problems"]
    assert (problem["pointer"], problem["line"], problem["column"]) == ("/reason", 3, 12)
    assert "sael" in problem["message"]
    assert "'sale'" in problem["hint"]
    assert "sale" in problem["allowed"]


def test_one_bad_transfer_of_a_list_and_none_is_judged(client: TestClient) -> None:
    bad = [clear("a"), {"date": "2020-13-01", "items": []}, clear("c", subjects=1)]
    value = client.post("/v1/check", json=bad).json()
    assert value["code"] == "unusable"
    assert {problem["pointer"].split("/")[1] for problem in value["problems"]} == {"1", "2"}
    assert "findings" not in json.dumps(value)


def test_what_only_the_engine_finds_wrong_has_its_place_too(client: TestClient) -> None:
    odd = clear("b", items=[{"type": "technical_assistance", "subjects": ["armz"]}])
    value = client.post("/v1/check", json=[clear("a"), odd]).json()
    (problem,) = value["problems"]
    assert problem["pointer"] == "/1/items/0/subjects/0"
    assert problem["line"] == 1


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"\xff", b'{"a": 1, "a": 2}', b"[" * 100_000, b"{} {}"])
def test_what_is_no_transfer_is_refused(client: TestClient, body: bytes) -> None:
    answer = client.post("/v1/check", content=body, headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["problems"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-type": "text/plain"},
        {"content-type": "application/json; charset=latin-1"},
        {"content-type": "nonsense"},
        {"content-type": "application/json", "content-encoding": "gzip"},
    ],
)
def test_other_types_are_refused(client: TestClient, judge: LocalJudge, headers: dict[str, str]) -> None:
    answer = client.post("/v1/check", content=json.dumps(clear()).encode(), headers=headers)
    assert answer.status_code == 415
    assert (answer.json()["code"], judge.asked) == ("unsupported_media_type", 0)


def test_a_charset_of_utf8_is_taken(client: TestClient) -> None:
    headers = {"content-type": 'Application/JSON; charset="UTF-8"'}
    assert client.post("/v1/check", content=json.dumps(clear()), headers=headers).status_code == 200


def test_a_body_over_the_limit_is_refused(client: TestClient, judge: LocalJudge) -> None:
    answer = client.post("/v1/check", content=b" " * (MAX_BODY + 1), headers=JSON)
    assert (answer.status_code, answer.json()["code"], judge.asked) == (413, "body_too_large", 0)


def test_an_answer_that_is_too_long_is_refused(
    client: TestClient, judge: LocalJudge, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def too_long(*_: object) -> Reply:
        return Reply(Kind.TOO_LONG, b"")

    monkeypatch.setattr(judge, "judge", too_long)
    answer = client.post("/v1/check", json=clear())
    assert (answer.status_code, answer.json()["code"]) == (413, "answer_too_long")


@pytest.mark.parametrize(
    ("failure", "status", "code"),
    [
        (FaultError("EngineError"), 503, "engine_fault"),
        (BusyError(), 503, "busy"),
        (TimeLimitError(), 504, "time_limit"),
    ],
)
def test_no_fault_looks_like_an_answer(
    client: TestClient, judge: LocalJudge, failure: Exception, status: int, code: str
) -> None:
    judge.failure = failure
    answer = client.post("/v1/check", json=clear())
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == PROBLEM
    assert "verdict" not in answer.json()
    assert (answer.headers.get("retry-after") is not None) == (code == "busy")


def test_too_many_at_once_are_told_to_come_again(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_checks, "MOST_AT_ONCE", 0)
    answer = client.post("/v1/check", json=clear())
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")


def test_an_unexpected_error_says_and_logs_nothing_of_the_body(
    client: TestClient, judge: LocalJudge, log: list[str]
) -> None:
    judge.failure = LookupError("secret")
    answer = client.post("/v1/check", json=clear())
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "LookupError" in log[0]
    assert "secret" not in answer.text + "".join(log)


def test_every_answer_is_kept_out_of_caches(client: TestClient) -> None:
    for answer in (client.get("/"), client.get("/nothing"), client.post("/v1/check", json=clear())):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_health_follows_the_workers(client: TestClient, judge: LocalJudge) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "workers": {"ready": 2, "wanted": 2}}
    judge.ready = 0
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (503, "unavailable")


def test_the_version_names_code_law_and_engine(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    main(["version", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    del told["python"]
    assert client.get("/v1/version").json() == told


def test_the_regimes_are_those_of_the_command(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    main(["rules", "list", "--format", "json"])
    assert client.get("/v1/regimes").text == capsys.readouterr().out


def test_a_provision_is_that_of_the_command(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    rulebook = Rulebook.default()
    for identifier in (rulebook.regime(name)["provisions"][0]["id"] for name in rulebook.regimes):
        main(["rules", "show", identifier, "--format", "json"])
        assert client.get(f"/v1/provisions/{identifier}").text == capsys.readouterr().out


@pytest.mark.parametrize("identifier", ["none", "none/none", "", "x" * 50_000, "..%2f..%2fetc%2fpasswd", "%00", "%ff"])
def test_a_provision_that_is_not_there(client: TestClient, identifier: str) -> None:
    answer = client.get(f"/v1/provisions/{identifier}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert len(answer.content) < 5_000


def test_a_misspelt_provision_is_guessed(client: TestClient) -> None:
    rulebook = Rulebook.default()
    identifier = rulebook.regime(rulebook.regimes[0])["provisions"][0]["id"]
    assert identifier in client.get(f"/v1/provisions/{identifier}x").json()["hint"]


def test_unknown_paths_and_methods(client: TestClient) -> None:
    assert client.get("/docs").json()["code"] == "not_found"
    answer = client.get("/v1/check")
    assert (answer.status_code, answer.headers["allow"], answer.json()["code"]) == (405, "POST", "method_not_allowed")
    assert client.get("/healthz/").status_code == 404


def test_nothing_is_remembered(app: FastAPI) -> None:
    first, second = TestClient(app), TestClient(app)
    with_answer = first.post("/v1/check", json=story())
    assert "set-cookie" not in with_answer.headers
    assert second.post("/v1/check", json=clear()).json()["findings"] == []
    assert first.post("/v1/check", json=story()).content == with_answer.content
    assert not re.search(r"artillery", second.get("/").text)
