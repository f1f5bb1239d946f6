"""Who is answered where the service is for one machine alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from article41.serve._app import create_app
from article41.serve._guard import is_local

from ._local import LocalJudge


@pytest.fixture
def local(judge: LocalJudge, log: list[str]) -> Iterator[TestClient]:
    with TestClient(create_app(judge, judge.rulebook, 5.0, log.append, local=True)) as client:
        yield client


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8041", "127.0.0.1", "127.0.0.1:8041", "127.8.9.1", "[::1]", "[::1]:8041"]
)
def test_this_machine_is_answered(local: TestClient, host: str) -> None:
    assert local.get("/v1/version", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8041", "10.0.0.1", "localhost.evil.example", "127.0.0.1.evil.example", ""]
)
@pytest.mark.parametrize("path", ["/", "/v1/version", "/nowhere"])
def test_another_host_is_refused_before_anything_is_told(local: TestClient, host: str, path: str) -> None:
    answer = local.get(path, headers={"host": host})
    assert (answer.status_code, answer.json()["code"]) == (421, "misdirected_request")
    assert answer.headers["cache-control"] == "no-store"
    assert "--host" in answer.json()["hint"]


def test_nothing_is_judged_for_another_host(local: TestClient, judge: LocalJudge) -> None:
    body = {"date": "2020-01-01", "items": [{"type": "food"}]}
    assert local.post("/v1/check", json=body, headers={"host": "evil.example"}).status_code == 421
    assert local.post("/v1/check", json=body, headers={"host": "localhost"}).status_code == 200


def test_elsewhere_any_host_is_answered(client: TestClient) -> None:
    assert client.get("/v1/version", headers={"host": "compliance.example"}).status_code == 200


@pytest.mark.parametrize(("host", "local"), [("::1", True), ("fe80::1%eth0", False), ("0.0.0.0", False), ("::", False)])
def test_an_address_that_is_listened_on(host: str, local: bool) -> None:
    assert is_local(host) is local
