"""A judge without processes, and transfers to give it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from article41 import Rulebook
from article41.engine._check import engine_for
from article41.serve._judge import judge
from article41.serve._pool import Health
from article41.serve._wire import Ask, Reply

__all__ = ["FIXTURES", "JSON", "LocalJudge", "clear", "story"]

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures" / "transfers").glob("*.json"))
JSON = {"content-type": "application/json"}


class LocalJudge:
    """Judges in this process; ``failure`` is raised instead, if there is one."""

    def __init__(self) -> None:
        self.rulebook = Rulebook.default()
        self.engine = engine_for(self.rulebook).name
        self.failure: Exception | None = None
        self.ready = 2
        self.asked = 0

    async def judge(self, ask: Ask, body: bytes) -> Reply:
        self.asked += 1
        if self.failure is not None:
            raise self.failure
        return judge(ask, body, self.rulebook)

    def health(self) -> Health:
        return Health(self.ready, 2)


def clear(identifier: str = "t", **changes: Any) -> dict[str, Any]:
    """Return a transfer that is out of scope."""
    basis: dict[str, Any] = {
        "id": identifier,
        "date": "2020-01-01",
        "supplier": {"state": "FR"},
        "recipient": {"state": "DE", "kind": "company"},
        "items": [{"type": "food", "origin": "FR"}],
        "screening": {"un_lists": "clear"},
    }
    return {**basis, **changes}


def story() -> dict[str, Any]:
    """Return a transfer that is prohibited."""
    found: dict[str, Any] = json.loads(FIXTURES[0].with_name("kp-ru-artillery-shells-2023.json").read_bytes())
    return found
