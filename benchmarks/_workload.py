"""Transfers to measure with: the fixtures, and seeded variations of them and of ordinary trade."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from article41 import Transfer

__all__ = ["FIXTURES", "mixed", "story"]

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "transfers"

_STATES = ("DE", "FR", "BR", "IN", "JP", "KE", "US", "CN", "ZA", "AU", "MX", "EG")
_TYPES = (
    "goods", "vehicles", "industrial_machinery", "textiles", "food", "petroleum", "raw_materials", "small_arms",
    "artillery_shells", "uavs", "training", "technical_assistance", "spare_parts", "medical_supplies",
)  # fmt: skip


def story() -> list[dict[str, Any]]:
    """Return the fixtures as JSON documents."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FIXTURES.glob("*.json"))]


def mixed(count: int, share: float, seed: int = 41) -> list[Transfer]:
    """Return ``count`` transfers of which about ``share`` concern an embargoed State.

    The others are ordinary trade between other States, screened clear; dates are from 2000 to 2025.
    """
    dice = random.Random(seed)
    documents = story()
    out = []
    for n in range(count):
        if dice.random() < share:
            document = {**dice.choice(documents), "id": f"t{n}"}
        else:
            supplier, recipient = dice.sample(_STATES, 2)
            document = {
                "id": f"t{n}",
                "date": f"{dice.randint(2000, 2025)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
                "supplier": {"state": supplier, "kind": "company", "name": f"Export House {n % 97}"},
                "recipient": {
                    "state": recipient,
                    "name": f"Import House {n % 89}",
                    "kind": dice.choice(("company", "government", "police")),
                },
                "items": [_item(dice.choice(_TYPES), supplier) for _ in range(dice.choice((1, 1, 1, 2)))],
                "screening": {"un_lists": "clear"},
            }
        out.append(Transfer.model_validate(document))
    return out


def _item(item_type: str, origin: str) -> dict[str, str]:
    service = item_type in ("training", "technical_assistance")
    return {"type": item_type} if service else {"type": item_type, "origin": origin}
