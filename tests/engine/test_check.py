"""The check: what it takes, what it tells beside the findings, and that an engine is made once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from article41 import InputError, Verdict
from article41.engine import check
from article41.engine._check import Engine, engine_for
from article41.law import Rulebook

from ._small import both, document, judge, law, provision, transfer

ROOT = Path(__file__).resolve().parents[2]
FIXTURE = ROOT / "fixtures" / "transfers" / "kp-ru-artillery-shells-2023.json"


@pytest.fixture(scope="module")
def ban() -> Rulebook:
    return law(verified_to=date(2020, 1, 1))


@pytest.mark.parametrize("form", ["transfer", "mapping", "text", "bytes"])
def test_a_transfer_may_come_in_any_form(ban: Rulebook, form: str) -> None:
    given = {
        "transfer": transfer(),
        "mapping": document(),
        "text": json.dumps(document()),
        "bytes": json.dumps(document()).encode(),
    }[form]
    assert check(given, rulebook=ban).verdict is Verdict.PROHIBITED  # type: ignore[arg-type]


def test_as_of_judges_it_on_another_day(ban: Rulebook) -> None:
    report = check(document(), as_of="1999-12-31", rulebook=ban)
    assert (report.verdict, report.date) == (Verdict.OUT_OF_SCOPE, "1999-12-31")
    with pytest.raises(InputError, match="as_of 'soon'"):
        check(document(), as_of="soon", rulebook=ban)


def test_without_a_rulebook_the_shipped_law_answers() -> None:
    report = check(FIXTURE.read_bytes())
    assert report.rulebook.digest == Rulebook.default().digest
    assert report.verdict is Verdict.PROHIBITED


def test_an_engine_is_made_once_for_a_rulebook(ban: Rulebook) -> None:
    with ThreadPoolExecutor(8) as threads:
        engines = set(threads.map(lambda _: engine_for(ban), range(16)))
    assert len(engines) == 1
    assert engine_for(law()) not in engines


def test_closures_alone_answer_the_same_and_say_so(ban: Rulebook) -> None:
    with_durable, alone = (engine.check(transfer()).to_dict() for engine in both(ban))
    assert alone.pop("engine") == "closures"
    assert with_durable.pop("engine") == "durable-rules+closures"
    assert "engine" in {caveat["kind"] for caveat in alone["caveats"]}
    alone["caveats"] = [caveat for caveat in alone["caveats"] if caveat["kind"] != "engine"]
    assert alone == with_durable


def test_an_unknown_subject_is_refused_with_its_place(ban: Rulebook) -> None:
    with pytest.raises(InputError) as caught:
        judge(ban, {"type": "training", "subjects": ["ammunition", "amunition"]})
    (problem,) = caught.value.problems
    assert problem.place.pointer == "/items/0/subjects/1"
    assert problem.hint == "did you mean 'ammunition'?"


def test_findings_come_gravest_first_then_in_the_order_of_the_rulebook() -> None:
    rulebook = law(
        {
            "may": provision(to={"state": "AA"}, when=[{"determined": "feeds-army"}]),
            "b": provision(to={"state": "AA"}),
            "free": provision(to={"state": "AA"}, effect="permit"),
            "a": provision(to={"state": "AA"}),
        }
    )
    found = [(f.provision, f.verdict.value) for f in judge(rulebook).findings]
    assert found == [
        ("r/b", "prohibited"),
        ("r/a", "prohibited"),
        ("r/may", "undetermined"),
        ("r/free", "permitted"),
    ]


def test_the_bytes_do_not_depend_on_the_process() -> None:
    script = (
        "import json, sys; from article41 import check;"
        "print(json.dumps(check(open(sys.argv[1], 'rb').read()).to_dict()))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", script, str(FIXTURE)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(texts) == 1


def test_eight_threads_get_the_answers_of_one(ban: Rulebook) -> None:
    engine = Engine(ban)
    pool = [transfer(), transfer(recipient={"state": "BB"}), transfer(recipient=None), transfer("food_aid")]
    expected = [engine.check(one).verdict for one in pool]

    def some(start: int) -> list[bool]:
        return [engine.check(pool[(start + n) % 4]).verdict is expected[(start + n) % 4] for n in range(200)]

    with ThreadPoolExecutor(8) as threads:
        assert all(all(answers) for answers in threads.map(some, range(8)))
