from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from article41.serve._app import create_app

from ._local import LocalJudge


@pytest.fixture
def judge() -> LocalJudge:
    return LocalJudge()


@pytest.fixture
def log() -> list[str]:
    return []


@pytest.fixture
def app(judge: LocalJudge, log: list[str]) -> FastAPI:
    return create_app(judge, judge.rulebook, 5.0, log.append)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, follow_redirects=False) as client:
        yield client
