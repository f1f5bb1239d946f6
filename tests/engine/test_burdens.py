"""The two burdens: an absent fact never lets a prohibition pass, and never switches an exemption on."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given

from article41 import InputError, Rulebook, Verdict
from article41.engine._check import Engine, engine_for
from article41.engine._movements import chapters_of
from article41.model import Transfer
from tests.naive._rules import write_rules
from tests.naive.strategies import cases

from ._small import document, law, provision

GRAVE = {Verdict.PROHIBITED, Verdict.UNDETERMINED, Verdict.CONDITIONAL}
FIXTURES = sorted((Path(__file__).resolve().parents[2] / "fixtures" / "transfers").glob("*.json"))

# What docs/rule-form.md reads as "none", or as the usual act, where it is left out: not an unknown.
READ_AS_NONE = {"end_user", "intermediaries", "transit", "origin", "destination", "controls", "activities"}
KEPT = {"id", "date", "items", "type", "role", "schema", "notes", "description", *READ_AS_NONE}
# Sums have no parts; of papers only whole ones are left out: one without a regime or a date says something else.
WHOLE = {"quantity", "value", "unit_value", "period_total", "period_total_value", "authorisations", "determinations"}


def facts_of(stated: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every fact that can be left out and is then unknown."""
    if isinstance(stated, dict):
        for key, value in stated.items():
            if key not in KEPT:
                yield (*path, key)
            if key not in WHOLE:
                yield from facts_of(value, (*path, key))
    elif isinstance(stated, list):
        for n, value in enumerate(stated):
            yield from facts_of(value, (*path, n))


def without(stated: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    new = copy.deepcopy(stated)
    here: Any = new
    for part in path[:-1]:
        here = here[part]
    del here[path[-1]]
    return new


def removable(engine: Engine, stated: dict[str, Any], rules: str) -> Iterator[tuple[Any, ...]]:
    """The facts whose absence the form reads as unknown in this transfer, given what else it states."""
    clear = (stated.get("screening") or {}).get("un_lists") == "clear"
    for path in facts_of(stated):
        *before, key = path
        here: Any = stated
        for part in before:
            here = here[part]
        # Cleared of all lists, or known to the register, a party of which nothing else is said is on no other list.
        if key in ("listed", "actor", "name", "supplier", "recipient") and (clear or "actor" in here or "name" in here):
            continue
        # The flag is one of the States linked to a transfer only where it is stated; so are all ways to it.
        if key in ("flag", "vessel", "aircraft", "route") and ("any.state" in rules or key == "route"):
            continue
        # Of two carriers one can be left out: then there is only the other.
        if key in ("vessel", "aircraft") and {"vessel", "aircraft"} <= here.keys():
            continue
        # Of a State and an area of another, each says what the other does not; an area alone says its State.
        if key in ("state", "area") and {"state", "area"} <= here.keys():
            continue
        # A code outside of the chapters of its type contradicts it.
        if key == "hs":
            known = chapters_of(engine.item_types, here["type"], here.get("material"))
            if not known.open and here["hs"].replace(".", "")[:2] not in known.yes | known.maybe:
                continue
        yield path


def verdicts(engine: Engine, stated: dict[str, Any]) -> dict[tuple[str, int, str], Verdict]:
    """The verdict of every provision for every item and act."""
    transfer = Transfer.model_validate(stated)
    hits = engine.hits(transfer, engine.movements(transfer))
    return {(x.hit.provision["id"], x.item, x.activity): x.hit.verdict for x in hits if x.hit.verdict is not None}


def engine_of(rules: dict[str, Any]) -> Engine:
    with tempfile.TemporaryDirectory() as folder:
        write_rules(rules, Path(folder) / "rules")
        return Engine(Rulebook.load(Path(folder) / "rules", shipped=False), durable=False)


def read(engine: Engine, stated: dict[str, Any]) -> dict[tuple[str, int, str], Verdict]:
    try:
        return verdicts(engine, stated)
    except InputError:
        assume(False)
        raise


@given(cases())
def test_leaving_a_fact_out_never_clears_and_never_exempts(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    rules, stated = case
    bare = copy.deepcopy(rules)
    for regime in bare["regimes"].values():
        regime.pop("exemptions", None)
        for some in regime["provisions"].values():
            some.pop("exempt", None)
    text = json.dumps(rules, default=str)
    full, strict = engine_of(rules), engine_of(bare)
    before, forbidden = read(full, stated), read(strict, stated)
    for path in removable(full, stated, text):
        less = without(stated, path)
        after, still = verdicts(full, less), verdicts(strict, less)
        for key, verdict in forbidden.items():
            if verdict in GRAVE:
                assert still.get(key) in GRAVE, (path, key, "a prohibition without exemptions was let pass")
        for key, verdict in after.items():
            if verdict is Verdict.PERMITTED and before.get(key) in GRAVE:
                raise AssertionError((path, key, "an exemption came on by leaving a fact out"))


@given(cases())
def test_leaving_out_papers_findings_or_purposes_never_exempts(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    rules, stated = case
    engine = engine_of(rules)
    before = read(engine, stated)
    for key in ("authorisations", "determinations", "end_use"):
        if key not in stated:
            continue
        removed = [without(stated, (key,))]
        if isinstance(stated[key], list):
            removed += [without(stated, (key, n)) for n in range(len(stated[key]))]
        for less in removed:
            for hit, verdict in verdicts(engine, less).items():
                assert verdict is not Verdict.PERMITTED or before.get(hit) not in GRAVE, (key, hit)


@given(cases())
def test_a_date_less_exact_never_clears(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    rules, stated = case
    for regime in rules["regimes"].values():
        regime.pop("exemptions", None)
        for some in regime["provisions"].values():
            some.pop("exempt", None)
    engine = engine_of(rules)
    before = read(engine, stated)
    after = read(engine, {**stated, "date": stated["date"][:-3] if len(stated["date"]) > 4 else stated["date"]})
    assert all(after.get(key) in GRAVE for key, verdict in before.items() if verdict in GRAVE)


@pytest.mark.parametrize("file", FIXTURES, ids=lambda path: path.stem)
def test_the_story_cannot_be_cleared_by_saying_less(file: Path) -> None:
    engine, stated = engine_for(), json.loads(file.read_text(encoding="utf-8"))
    found = engine.check(Transfer.model_validate(stated)).verdict
    if found is not Verdict.PROHIBITED:
        return
    removed = 0
    for path in removable(engine, stated, "any.state"):
        removed += 1
        assert engine.check(Transfer.model_validate(without(stated, path))).verdict in GRAVE, path
    assert removed > 1


def test_a_missing_key_fact_makes_it_undetermined() -> None:
    engine = Engine(law({"p": provision(items=["large"], to={"state": "AA"}, when=[{"reason": "sale"}])}))
    full = document({"type": "artillery_shells", "calibre_mm": 152}, reason="sale")
    assert engine.check(Transfer.model_validate(full)).verdict is Verdict.PROHIBITED
    for path in (("recipient",), ("recipient", "state"), ("items", 0, "calibre_mm"), ("reason",)):
        assert engine.check(Transfer.model_validate(without(full, path))).verdict is Verdict.UNDETERMINED
