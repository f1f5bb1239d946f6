"""Shipments for the table benchmark: seeded, skewed as trade is, written by DuckDB.

What is drawn (all shares are of rows; every draw is a hash of the row's number, the column and the seed):

* dates: the days from 2010 to 2025, evenly.
* supplier, recipient and origin: the States that existed throughout, by the cube of an even draw, so that the first
  quarter of them has 63 of 100 draws; six draws in 1,000 are of a State that a regime of the law targets.
* HS codes: 5,000 of six digits, by the fourth power of an even draw, so that the first hundred have 38 of 100 rows; one
  row in 200 has two digits only.
* item type: ``goods``, and in a tenth of rows a typed item that customs papers would name.
* screening: ``clear`` in 99 rows of 100, else not stated. Kind of recipient: not stated in 60 of 100.
* recipient's name: not stated; its actor: stated in one row of 10,000. Recipient State: not stated in one of 2,000.
* origin: not stated in one row of 100. Authorisations: one in 200 rows, of some hundred forms.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import duckdb

from article41.law import Rulebook

__all__ = ["DECISIVE", "SEED", "write_csv", "write_shipments"]

SEED = 41

DECISIVE = (
    "date",
    "supplier_state",
    "recipient_state",
    "recipient_kind",
    "recipient_actor",
    "item_type",
    "item_hs",
    "item_origin",
    "screening_un_lists",
    "authorisations",
)
"""The ten columns that are read."""

_TYPED = (
    "food", "vehicles", "industrial_machinery", "electrical_equipment", "textiles", "petroleum", "raw_materials",
    "medical_supplies", "seafood", "aircraft_parts", "spare_parts", "small_arms", "ammunition",
)  # fmt: skip
_KINDS = ("company", "company", "company", "state_enterprise", "person", "government", "ngo", "bank")
_PAPERS = {"approve": "approval", "no_objection": "no_objection", "notify": "notification", "report": "report"}


def _states(rulebook: Rulebook, rng: random.Random) -> tuple[list[str], list[str]]:
    """The States that trade, those that trade most first; and the targets of regimes among them."""
    targets = {target for regime in rulebook.regimes for target in rulebook.regime(regime)["target"]}
    alive = [
        code
        for code, entry in rulebook.shard("registers")["territories"].items()
        if (entry["first"] or 0) <= 20100101 and entry["last"] is None and len(code) == 2
    ]
    ordinary = sorted(code for code in alive if code not in targets)
    rng.shuffle(ordinary)
    return ordinary, sorted(code for code in alive if code in targets)


def _papers(rulebook: Rulebook, rng: random.Random) -> list[str]:
    procedures = [item for regime in rulebook.regimes for item in rulebook.regime(regime)["procedures"]]
    out = []
    for item in rng.sample(procedures, 100):
        kind = _PAPERS[item["kind"]]
        status = "granted" if kind in ("approval", "no_objection") else "made"
        document, paragraph = item["under"][0]
        day = f"{rng.randint(2010, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        paper = {"kind": kind, "body": item["body"], "status": status, "under": f"{document} {paragraph}", "date": day}
        out.append(json.dumps([paper]))
    return out


def _codes(rng: random.Random) -> list[str]:
    chapters = [n for n in range(1, 98) if n != 77]
    found = {f"{rng.choice(chapters):02}{rng.randint(1, 30):02}{rng.randint(0, 9)}0" for _ in range(9000)}
    return rng.sample(sorted(found), 5000)


def _source(con: duckdb.DuckDBPyConnection, seed: int) -> str:
    """Make the lists that are drawn from known to a connection; return the columns as SQL over a number ``i``."""
    rulebook, rng = Rulebook.default(), random.Random(seed)
    ordinary, targets = _states(rulebook, rng)
    lists = {
        "ordinary": ordinary, "targets": targets, "codes": _codes(rng), "papers": _papers(rulebook, rng),
        "typed": list(_TYPED), "kinds": list(_KINDS), "actors": sorted(rulebook.shard("registers")["actors"]),
    }  # fmt: skip
    for name, words in lists.items():
        con.execute(f"SET VARIABLE {name} = ?::VARCHAR[]", [words])

    def draw(column: str) -> str:
        # A number from 0 to 1.
        return f"((hash(i, '{column}', {seed}) >> 11) / 9007199254740992.0)"

    def of(words: str, number: str) -> str:
        return f"getvariable('{words}')[1 + CAST(floor({number}) AS INTEGER)]"

    def state(column: str) -> str:
        # The cube of an even draw: the first are drawn most.
        usual = of("ordinary", f"pow({draw(column)}, 3) * {len(ordinary)}")
        target = of("targets", f"{draw(column + '2')} * {len(targets)}")
        return f"CASE WHEN {draw(column + '1')} < 0.006 THEN {target} ELSE {usual} END"

    code = of("codes", f"pow({draw('hs')}, 4) * 5000")
    typed = of("typed", f"pow({draw('type2')}, 2) * {len(_TYPED)}")
    actor = of("actors", f"{draw('actor2')} * {len(lists['actors'])}")
    columns = {
        "row": "i",
        "date": f"CAST(DATE '2010-01-01' + CAST(floor({draw('date')} * 5840) AS INTEGER) AS VARCHAR)",
        "supplier_state": state("supplier"),
        "recipient_state": f"CASE WHEN {draw('none')} >= 0.0005 THEN {state('recipient')} END",
        "recipient_kind": f"CASE WHEN {draw('kind')} < 0.4 THEN {of('kinds', draw('kind2') + ' * 8')} END",
        "recipient_actor": f"CASE WHEN {draw('actor')} < 0.0001 THEN {actor} END",
        "item_type": f"CASE WHEN {draw('type')} < 0.1 THEN {typed} ELSE 'goods' END",
        "item_hs": f"CASE WHEN {draw('short')} < 0.005 THEN substr({code}, 1, 2) ELSE {code} END",
        "item_origin": f"CASE WHEN {draw('unknown')} >= 0.01 THEN {state('origin')} END",
        "screening_un_lists": f"CASE WHEN {draw('clear')} >= 0.01 THEN 'clear' END",
        "authorisations": f"CASE WHEN {draw('paper')} < 0.005 THEN {of('papers', draw('paper2') + ' * 100')} END",
    }
    return ", ".join(f"{expression} AS {name}" for name, expression in columns.items())


def _copy(con: duckdb.DuckDBPyConnection, selected: str, first: int, last: int, path: Path) -> None:
    """Write some rows as one file, in the form that its name tells, unless it is there already."""
    if path.exists():
        return
    partial = path.with_name(f".{path.name}.partial")
    form = "FORMAT csv, HEADER" if path.suffix == ".csv" else "FORMAT parquet, CODEC zstd"
    con.execute(f"COPY (SELECT {selected} FROM range({first}, {last}) t(i)) TO '{partial}' ({form})")
    partial.rename(path)


def write_shipments(folder: Path, rows: int, seed: int = SEED, per_file: int = 10_000_000) -> list[Path]:
    """Write ``rows`` shipments as Parquet, so many a file, unless they are there already; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect()
    selected = _source(con, seed)
    files = []
    for first in range(0, rows, per_file):
        last = min(first + per_file, rows)
        files.append(folder / f"shipments-{seed}-{first}-{last}.parquet")
        _copy(con, selected, first, last, files[-1])
    return files


def write_csv(path: Path, rows: int, seed: int = SEED) -> None:
    """Write the same shipments as one CSV file, unless it is there already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect()
    _copy(con, _source(con, seed), 0, rows, path)
