"""Intermediaries in columns of their own: what the single check says of the same intermediaries, in JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from article41 import InputError, check, screen
from article41.screening import Screened

from ._tables import write

# Paper for a company that no list names: what is found of it turns on who else takes part.
BASE = {"date": "2018-01-10", "from": "CN", "to": "KP", "hs": "4802"}
COLUMNS: dict[str, Any] = {
    "date": "date",
    "supplier_state": "from",
    "recipient_state": "to",
    "item_hs": "hs",
    "intermediaries_1_role": "role",
    "intermediaries_1_state": "state",
    "intermediaries_1_kind": "kind",
    "intermediaries_1_name": "name",
    "intermediaries_1_listed": {"from": "lists", "split": ","},
    "intermediaries_2_state": {"from": "bank", "blank": "none"},
    "intermediaries_2_listed": {"from": "bank lists", "blank": "none"},
    "intermediaries_3_state": "carrier",
}
ALWAYS = {
    "screening_un_lists": "clear",
    "item_type": "goods",
    "item_military": "false",
    "item_lists": "",
    "item_controls": "",
    "recipient_kind": "company",
    "intermediaries_2_role": "financier",
    "intermediaries_2_kind": "bank",
    "intermediaries_3_role": "carrier",
}
BANK = {"role": "financier", "kind": "bank"}
ODD = 'A "B" \\ C, ltd.; D|E'
CASES: list[tuple[dict[str, str], list[dict[str, Any]]]] = [
    ({}, [{"role": "carrier"}]),
    (
        {"role": "Broker", "state": "China", "lists": "1718", "carrier": "MM"},
        [{"role": "broker", "state": "China", "listed": ["1718"]}, {"role": "carrier", "state": "MM"}],
    ),
    (
        {"role": "freight forwarder", "state": "KP", "kind": "diplomatic mission", "name": ODD},
        [
            {"role": "freight_forwarder", "state": "KP", "kind": "diplomatic_mission", "name": ODD},
            {"role": "carrier"},
        ],
    ),
    (
        {"bank": "KP", "bank lists": "1718", "carrier": "KP"},
        [{**BANK, "state": "KP", "listed": ["1718"]}, {"role": "carrier", "state": "KP"}],
    ),
    ({"bank": "SG"}, [{**BANK, "state": "SG", "listed": []}, {"role": "carrier"}]),
    (
        {"role": "insurer", "lists": "1718, 1737", "bank lists": "1718"},
        [{"role": "insurer", "listed": ["1718", "1737"]}, {**BANK, "listed": ["1718"]}, {"role": "carrier"}],
    ),
]


def document(intermediaries: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "date": BASE["date"],
        "supplier": {"state": BASE["from"]},
        "recipient": {"state": BASE["to"], "kind": "company"},
        "items": [{"type": "goods", "hs": BASE["hs"], "military": False, "lists": [], "controls": []}],
        "screening": {"un_lists": "clear"},
        "intermediaries": intermediaries,
        **more,
    }


def answers(documents: list[dict[str, Any]]) -> list[Any]:
    reports = [check(one) for one in documents]
    return [
        (
            report.verdict.value,
            {(f.provision, f.verdict.value, tuple(sorted(f.missing_facts))) for f in report.findings},
        )
        for report in reports
    ]


def found(screened: Screened) -> list[Any]:
    findings = screened.findings.fetchall()
    return [
        (verdict, {(f[6], f[4], tuple(sorted(f[8]))) for f in findings if f[1] == row})
        for _, row, _, verdict in screened.verdicts.fetchall()
    ]


def run(path: Path, columns: dict[str, Any] = COLUMNS, always: dict[str, str] = ALWAYS, **more: Any) -> Screened:
    return screen(path, mapping={"columns": columns, "set": always, **more}, audit=len(CASES))


@pytest.mark.parametrize("name", ["t.csv", "t.parquet"])
def test_several_roles_are_decided_as_the_single_check_decides_them(name: str, tmp_path: Path) -> None:
    blank = dict.fromkeys(("role", "state", "kind", "name", "lists", "bank", "bank lists", "carrier"), "")
    screened = run(write(tmp_path / name, [{**BASE, **blank, **cells} for cells, _ in CASES]))
    wanted = answers([document(others) for _, others in CASES])
    assert screened.set_aside.fetchall() == []
    assert found(screened) == wanted
    assert len({json.dumps((verdict, sorted(f)), default=str) for verdict, f in wanted}) > 1  # who takes part matters
    assert screened.summary["audited"]["findings"] > 0


def test_numbered_columns_say_what_one_column_of_json_says(tmp_path: Path) -> None:
    columns = {name: column for name, column in COLUMNS.items() if not name.startswith("intermediaries")}
    always = {name: text for name, text in ALWAYS.items() if not name.startswith("intermediaries")}
    rows = [{**BASE, "others": json.dumps(others)} for _, others in CASES]
    screened = run(write(tmp_path / "t.csv", rows), {**columns, "intermediaries": "others"}, always)
    assert found(screened) == answers([document(others) for _, others in CASES])


def test_several_items_of_a_row_have_the_same_intermediaries(tmp_path: Path) -> None:
    row = {"date": BASE["date"], "from": "CN", "to": "KP", "hs1": "4802", "hs2": "4901", "state": "CN", "lists": "1718"}
    columns = {
        "date": "date", "supplier_state": "from", "recipient_state": "to",
        "intermediaries_1_state": "state", "intermediaries_1_listed": "lists",
    }  # fmt: skip
    always = {"screening_un_lists": "clear", "item_type": "goods", "intermediaries_1_role": "broker"}
    items = {"count": 2, "columns": {"item_hs": "hs{n}"}}
    screened = run(write(tmp_path / "t.csv", [row]), columns, always, items=items)
    broker = {"role": "broker", "state": "CN", "listed": ["1718"]}
    one = {"type": "goods"}
    (wanted,) = answers([document([broker], recipient={"state": "KP"}, items=[{**one, "hs": "4802"}])])
    assert wanted[0] == "prohibited"
    prohibited = [(f[3], f[6]) for f in screened.findings.fetchall() if f[4] == "prohibited"]
    assert {name for _, name in prohibited} == {name for name, verdict, _ in wanted[1] if verdict == "prohibited"}
    assert {item for item, _ in prohibited} == {1, 2}


# What a blank means. A listing that is not stated is unknown where nobody has said that all parties were looked for.

UNSAID = {"item_type": "goods", "recipient_listed": "", "supplier_listed": "", "recipient_kind": "company"}
OF_ROW = {"date": "date", "supplier_state": "from", "recipient_state": "to", "item_hs": "hs"}
NONE: list[dict[str, Any]] = []
SOMEBODY: list[dict[str, Any]] = [{"role": "broker"}]


def plain(others: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "date": BASE["date"],
        "supplier": {"state": BASE["from"], "listed": []},
        "recipient": {"state": BASE["to"], "kind": "company", "listed": []},
        "items": [{"type": "goods", "hs": BASE["hs"]}],
        **({"intermediaries": others} if others else {}),
    }


@pytest.mark.parametrize(
    ("column", "role", "others"),
    [
        ("state", "set", SOMEBODY),  # the mapping says that there always is a broker: its State is unknown
        ({"from": "state", "blank": "none"}, "set", NONE),
        ({"from": "state", "blank": "none"}, "role", NONE),
        ("state", "role", NONE),  # the row names nobody, as a transfer without intermediaries does
    ],
)
def test_a_blank_is_nobody_only_where_nothing_says_that_there_is_one(
    column: Any, role: str, others: list[dict[str, Any]], tmp_path: Path
) -> None:
    columns, always = {**OF_ROW, "intermediaries_1_state": column}, dict(UNSAID)
    if role == "set":
        always["intermediaries_1_role"] = "broker"
    else:
        columns["intermediaries_1_role"] = "role"
    screened = run(write(tmp_path / "t.csv", [{**BASE, "state": " ", "role": ""}]), columns, always)
    assert found(screened) == answers([plain(others)])
    assert answers([plain(NONE)]) != answers([plain(SOMEBODY)])


def test_a_blank_among_what_is_stated_is_unknown(tmp_path: Path) -> None:
    columns = {
        **OF_ROW, "intermediaries_1_state": {"from": "state", "blank": "none"}, "intermediaries_1_name": "name",
    }  # fmt: skip
    path = write(tmp_path / "t.csv", [{**BASE, "state": "", "name": "X"}])
    screened = run(path, columns, {**UNSAID, "intermediaries_1_role": "broker"})
    assert found(screened) == answers([plain([{"role": "broker", "name": "X"}])])


# What cannot be used


def test_what_is_no_intermediary_is_set_aside(tmp_path: Path) -> None:
    rows = [
        {**BASE, "role": "", "state": "SG"},
        {**BASE, "role": "brokr", "state": "SG"},
        {**BASE, "role": "agent", "state": "nowhere at all"},
        {**BASE, "role": "agent", "state": "NA"},
        {**BASE, "role": "agent", "state": "SG"},
    ]
    columns = {**OF_ROW, "intermediaries_1_role": "role", "intermediaries_1_state": "state"}
    screened = run(write(tmp_path / "t.csv", rows), columns, UNSAID)
    aside = [(row[1], row[3], row[4]) for row in screened.set_aside.fetchall()]
    whole = '[{"role":"agent","state":"nowhere at all"}]'
    assert aside == [(1, "role", None), (2, "role", "brokr"), (3, "role, state", whole), (4, "state", "NA")]
    assert [row[1] for row in screened.verdicts.fetchall()] == [5]


@pytest.mark.parametrize(
    ("columns", "always", "said"),
    [
        ({"intermediaries_1_state": "from"}, {}, "intermediaries_1_state is stated and intermediaries_1_role is not"),
        ({}, {"intermediaries_1_role": "middleman"}, "set intermediaries_1_role"),
        ({}, {"intermediaries_2_state": "SG"}, "intermediaries_2_role is not"),
    ],
)
def test_a_mapping_that_does_not_say_who_it_is(
    columns: dict[str, Any], always: dict[str, str], said: str, tmp_path: Path
) -> None:
    path = write(tmp_path / "t.csv", [BASE])
    with pytest.raises(InputError, match=said):
        run(path, {**OF_ROW, **columns}, {**UNSAID, **always})


# Transit


def test_transit_states_in_one_column_with_a_separator_of_its_own(tmp_path: Path) -> None:
    ways = ["MM,SG", "", "SG , KP", "MM"]
    rows = [{**BASE, "to": "LA", "via": way} for way in ways]
    columns = {**OF_ROW, "route_transit": {"from": "via", "split": ","}}
    always = {"screening_un_lists": "clear", "item_type": "goods", "recipient_kind": "company"}
    screened = run(write(tmp_path / "t.csv", rows), columns, always)
    documents = [
        {
            "date": BASE["date"],
            "supplier": {"state": "CN"},
            "recipient": {"state": "LA", "kind": "company"},
            "items": [{"type": "goods", "hs": BASE["hs"]}],
            "screening": {"un_lists": "clear"},
            **({"route": {"transit": [part.strip() for part in way.split(",")]}} if way else {}),
        }
        for way in ways
    ]
    assert screened.set_aside.fetchall() == []
    assert found(screened) == answers(documents)
    # Without the separator it is one text, and no State.
    assert len(run(tmp_path / "t.csv", {**OF_ROW, "route_transit": "via"}, always).set_aside.fetchall()) == 2
