"""The seeds: every claim points at the transfer that states it, and that transfer gets the verdict expected."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from article41 import Verdict, check
from article41.model import ITEM_TYPES, PartialDate, parse_transfer

ROOT = Path(__file__).parents[1]
SEEDS = sorted((ROOT / "seeds").glob("*.yaml"))
FIXTURES = ROOT / "fixtures" / "transfers"
STATUSES = {"alleged", "denied", "confirmed"}
KEYS = {"id", "claim", "said_by", "denied_by", "about", "date", "act", "status", "fixture", "expect", "note"}
OPTIONAL = {"denied_by", "act"}


def seed_of(path: Path) -> dict[str, Any]:
    # As text: a date stays the words that stand there.
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return loaded


CLAIMS = [pytest.param(claim, id=f"{path.stem}:{claim['id']}") for path in SEEDS for claim in seed_of(path)["claims"]]
claims = pytest.mark.parametrize("claim", CLAIMS)


def document_of(claim: dict[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((FIXTURES / f"{claim['fixture']}.json").read_bytes())
    return document


def day_of(number: int) -> dt.date:
    return dt.date(number // 10000, number // 100 % 100, number % 100)


def parties_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [document[who] for who in ("supplier", "recipient", "end_user") if who in document]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_seed_is_called_like_its_file(path: Path) -> None:
    seed = seed_of(path)
    assert set(seed) == {"seed", "title", "claims"}
    assert seed["seed"] == path.stem
    ids = [claim["id"] for claim in seed["claims"]]
    assert len(set(ids)) == len(ids) > 0


@claims
def test_a_claim_is_whole(claim: dict[str, Any]) -> None:
    assert KEYS - OPTIONAL <= set(claim) <= KEYS
    assert claim["status"] in STATUSES
    assert claim["said_by"]
    # Whoever confirms it is a party to it, and so is whoever denies it: both at once would be a claim too many.
    assert ("denied_by" in claim) == (claim["status"] == "denied")
    assert dt.date.fromisoformat(claim["date"])
    for text in (claim["claim"], claim["note"]):
        assert text.endswith(".")


@claims
def test_the_fixture_gets_the_verdict(claim: dict[str, Any]) -> None:
    assert check(document_of(claim)).verdict is Verdict(claim["expect"])


@claims
def test_the_fixture_states_what_the_claim_is_about(claim: dict[str, Any]) -> None:
    document = document_of(claim)
    assert {party["state"] for party in parties_of(document)} == set(claim["about"]["states"])
    types = set(claim["about"]["items"])
    assert types <= ITEM_TYPES.keys()
    assert {item["type"] for item in document["items"]} == types


@claims
def test_the_fixture_is_of_the_time_that_the_claim_is_about(claim: dict[str, Any]) -> None:
    day = parse_transfer(document_of(claim)).date
    if "act" in claim:
        act = PartialDate(claim["act"])
        assert act.first <= day.first <= day.last <= act.last
    else:
        said = dt.date.fromisoformat(claim["date"])
        assert abs(day_of(day.first) - said) < dt.timedelta(days=183)


def test_every_fixture_is_a_claim_and_the_reverse() -> None:
    """No fixture without a claim that it states."""
    pointed_at = {claim["fixture"] for path in SEEDS for claim in seed_of(path)["claims"]}
    assert pointed_at == {path.stem for path in FIXTURES.glob("*.json")}
