"""Same input, same rulebook: the same bytes, whatever the process and what it did before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

from article41.engine._check import Engine

from ._small import document, law, provision, transfer

ROOT = Path(__file__).resolve().parents[2]
DOOR = {"cite": "S/RES/100 (2000) 2 (a)", "summary": "s", "procedure": {"approve": "committee"}}
PROVISIONS: dict[str, Any] = {
    "ban": provision(to={"state": ["AA", "CC", "SE"]}, items=["arms", "large"], exempt={"door": DOOR}),
    "ground": provision(when=[{"any": [{"reason": ["sale", "gift"]}, {"to.kind": ["police", "media", "ngo"]}]}]),
    "listed": provision(when=[{"any.listed": ["77", "88"]}]),
    "duty": provision(effect="oblige", duty="inspect", items=["arms", "food"]),
}
DOCUMENTS = [
    document("goods", "artillery_shells"),
    document("goods", recipient={}, intermediaries=[{"role": "broker"}, {"role": "carrier"}], date="2004"),
    document("food_aid", {"type": "training", "subjects": ["goods", "food"]}, supplier=None),
    document("rockets", recipient={"actor": "gang"}, date="2008"),
]
SCRIPT = """
    import json
    from tests.engine.test_same_bytes import DOCUMENTS, PROVISIONS, Engine, law, transfer
    engine = Engine(law(PROVISIONS))
    for stated in DOCUMENTS:
        print(json.dumps(engine.check(transfer(**stated)).to_dict()))
"""


def texts() -> list[str]:
    engine = Engine(law(PROVISIONS))
    return [json.dumps(engine.check(transfer(**stated)).to_dict()) for stated in DOCUMENTS]


def test_twice_in_one_process_and_in_another_order() -> None:
    expected = texts()
    assert any(json.loads(text)["questions"] for text in expected)
    engine = Engine(law(PROVISIONS))
    for _ in range(2):
        for n in (3, 1, 0, 2):
            assert json.dumps(engine.check(transfer(**DOCUMENTS[n])).to_dict()) == expected[n]


def test_in_processes_with_other_hashes() -> None:
    expected = texts()
    for seed in ("0", "1", "4041"):
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(SCRIPT)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.splitlines() == expected
