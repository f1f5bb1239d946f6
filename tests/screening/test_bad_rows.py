"""A file with one row in a hundred broken, in every way thought of: each is told, the others are as without."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from article41 import screen
from article41.screening import Screened

from ._tables import CLEAR

NAMES = ["no", "day", "from", "seller", "to", "what", "hs", "n", "unit", "kind", "list", "flag"]
MAPPING = {
    "columns": {
        "date": "day", "supplier_state": "from", "supplier_name": "seller", "recipient_state": "to",
        "item_type": "what", "item_hs": "hs", "item_quantity_amount": "n", "item_quantity_unit": "unit",
        "recipient_kind": "kind", "item_controls": "list", "route_ship_to_ship": "flag",
    },
    "set": CLEAR,
    "key": "no",
}  # fmt: skip
GOOD = 2_400
Fields = list[str]


def good(number: int) -> Fields:
    states = ["DE", "KP", "RUS", "France", "434", "Viet Nam"]
    return [
        str(number), f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}", states[number % 6],
        ['A, "quoted" name', "two\nlines", "Müller"][number % 3], states[number // 6 % 6], "",
        ["9306.30", "847130", "0207"][number % 3], str(number), "KGM", ["", "company"][number % 2], "", "",
    ]  # fmt: skip


def put(name: str, text: str) -> Callable[[Fields], bytes]:
    def make(fields: Fields) -> bytes:
        changed = list(fields)
        changed[NAMES.index(name)] = text
        return line(changed)

    return make


def line(fields: Fields) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(fields)
    return out.getvalue().encode()


def plain(fields: Fields) -> Fields:
    return [*fields[:3], "plain", *fields[4:]]


BROKEN: dict[str, Callable[[Fields], bytes]] = {
    "too few fields": lambda f: b",".join(x.encode() for x in plain(f)[:-2]) + b"\n",
    "too many fields": lambda f: line([*f, "x"]),
    "not UTF-8": lambda f: line(plain(f)).replace(b"plain", b"M\xfcller"),
    "NUL": lambda f: line(plain(f)).replace(b"plain", b"a\0b"),
    "a quote that never ends": lambda f: line(plain(f)).replace(b"plain", b'"plain'),
    "text after a quote": lambda f: line(plain(f)).replace(b"plain", b'"plain"x'),
    "no fields at all but one": lambda f: b"rubbish\n",
    "no date": put("day", ""),
    "no date at all": put("day", "soon"),
    "a day that is not in the calendar": put("day", "2023-02-30"),
    "an ambiguous date": put("day", "01/02/2023"),
    "a time of day": put("day", "2023-05-05T12:00:00Z"),
    "an ambiguous State": put("to", "Congo"),
    "no State": put("to", "Atlantis"),
    "a State that was no more": put("from", "SU"),
    "not available or Namibia": put("from", "NA"),
    "an HS code that lost a nought": put("hs", "20713"),
    "an HS code that is none": put("hs", "guns"),
    "neither a code nor a type": put("hs", " "),
    "a type that is none": put("what", "guns"),
    "no number": put("n", "a few"),
    "less than nought": put("n", "-3"),
    "an ambiguous number": put("n", "1,234"),
    "too many digits": put("n", "1.2345678901234567890"),
    "no unit": put("unit", ""),
    "a unit that is none": put("unit", "cartons"),
    "a kind that is none": put("kind", "friend"),
    "a control code that is none": put("list", "ML4?"),
    "a flag that is none": put("flag", "perhaps"),
    "a text that is too long": put("seller", "x" * 1_001),
}


def rows_of(screened: Screened) -> tuple[object, object]:
    """Return verdicts and findings by the key of the row."""
    verdicts = {row[2]: row[3] for row in screened.verdicts.fetchall()}
    findings = sorted(row[2:] for row in screened.findings.fetchall())
    return verdicts, findings


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Screened:
    path = tmp_path_factory.mktemp("sound") / "t.csv"
    path.write_bytes(line(NAMES) + b"".join(line(good(n)) for n in range(GOOD)))
    return screen(path, mapping=MAPPING)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Screened, list[int]]:
    lines = [line(good(n)) for n in range(GOOD)]
    bad: list[int] = []
    for n, make in enumerate(BROKEN.values()):
        at = n * 81 + 7  # their places among the others, first to last
        lines.insert(at, make(good(100_000 + n)))
        bad.append(at + 1)
    path = tmp_path_factory.mktemp("broken") / "t.csv"
    path.write_bytes(line(NAMES) + b"".join(lines))
    return screen(path, mapping=MAPPING, audit=20), bad


def test_there_are_enough_of_them() -> None:
    assert len(BROKEN) >= 20
    assert 0.01 <= len(BROKEN) / GOOD < 0.02


def test_every_broken_row_is_told_and_no_other(broken: tuple[Screened, list[int]]) -> None:
    screened, bad = broken
    told = {row[1]: row for row in screened.set_aside.fetchall()}
    missing = [kind for kind, row in zip(BROKEN, bad, strict=True) if row not in told]
    assert (missing, set(told) - set(bad)) == ([], set())
    assert all(row[5] for row in told.values())
    assert screened.summary["set_aside"] == len(BROKEN)
    assert screened.summary["rows"] == GOOD + len(BROKEN)


def test_the_others_are_decided_as_without_them(sound: Screened, broken: tuple[Screened, list[int]]) -> None:
    assert sound.summary["set_aside"] == 0
    assert rows_of(sound) == rows_of(broken[0])


def test_a_value_is_told_as_it_stands_in_the_table(broken: tuple[Screened, list[int]]) -> None:
    screened, bad = broken
    told = {row[1]: row for row in screened.set_aside.fetchall()}
    place = dict(zip(BROKEN, bad, strict=True))
    assert told[place["an ambiguous State"]][3:5] == ("to", "Congo")
    assert told[place["an HS code that lost a nought"]][3:5] == ("hs", "20713")
    assert "CD" in told[place["an ambiguous State"]][5]
    at = place["a quote that never ends"]
    assert told[at][3] is None
    assert told[at][5].startswith("line ")


def test_broken_lines_of_json(tmp_path: Path) -> None:
    fine = json.dumps({"day": "2023-01-01", "to": "FR", "hs": "8471"}).encode()
    lines = [
        fine, b"{", b"[1]", b"", fine, b'{"day": "\xff"}', b'"text"', b'{"day": "2023", "day": "2024", "hs": "8471"}',
        b'{"day": "2023-01-01", "to": 1e400, "hs": "8471"}', b"nothing", fine, b"\x00",
        b'{"day": {"a": 1}, "hs": "8471"}',
    ]  # fmt: skip
    path = tmp_path / "t.jsonl"
    path.write_bytes(b"\n".join(lines) + b"\n")
    mapping = {"columns": {"date": "day", "recipient_state": "to", "item_hs": "hs"}, "set": CLEAR}
    screened = screen(path, mapping=mapping)
    assert [row[1] for row in screened.verdicts.fetchall()] == [1, 5, 11]
    assert [row[1] for row in screened.set_aside.fetchall()] == [2, 3, 6, 7, 8, 9, 10, 12, 13]
    assert screened.summary["rows"] == 12  # a blank line is no row
