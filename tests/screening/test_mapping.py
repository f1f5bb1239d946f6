from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from article41 import InputError
from article41.screening._mapping import TableMap, add_constants, add_pairs, read_mapping

WHOLE: dict[str, Any] = {
    "columns": {
        "date": {"from": "day", "form": "dmy"},
        "supplier.state": "from",
        "item_controls": {"from": "cc", "blank": "none"},
    },
    "set": {"screening_un_lists": "clear"},
    "key": "no",
    "blanks": ["-"],
    "items": {"count": "3", "columns": {"item_hs": "hs_{n}"}},
}  # fmt: skip
YAML = """
columns:
  date: {from: day, form: dmy}
  supplier.state: from
  item_controls: {from: cc, blank: none}
set: {screening_un_lists: clear}
key: no
blanks: ["-"]
items: {count: 3, columns: {item_hs: "hs_{n}"}}
"""
TOML = """
key = "no"
blanks = ["-"]
[columns]
"supplier.state" = "from"
date = {from = "day", form = "dmy"}
item_controls = {from = "cc", blank = "none"}
[set]
screening_un_lists = "clear"
[items]
count = 3
columns = {item_hs = "hs_{n}"}
"""


def as_set(mapping: TableMap) -> Any:
    fields = {(f.target, f.source, f.sort, f.blank, f.form) for f in mapping.all_fields()}
    return fields, dict(mapping.constants), mapping.key, mapping.blanks, mapping.items and mapping.items.number


def test_yaml_toml_and_a_mapping_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(YAML)
    (tmp_path / "m.toml").write_text(TOML)
    said = [read_mapping(given) for given in (WHOLE, tmp_path / "m.yaml", str(tmp_path / "m.toml"))]
    assert as_set(said[0]) == as_set(said[1]) == as_set(said[2])
    assert said[0].sources() == ["day", "from", "cc", "hs_1", "hs_2", "hs_3", "no"]


def test_yaml_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("columns: {supplier_state: {from: c, values: {Norge: NO}}}\nset: {date: 2023-09-13}")
    mapping = read_mapping(path)
    assert dict(mapping.fields[0].values) == {"Norge": "NO"}
    assert mapping.constants == {"date": "2023-09-13"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"columns": {"suplier_state": "a"}}, "did you mean supplier_state"),
        ({"colums": {}}, "known are columns, set, key, blanks, items"),
        ({"columns": {"date": {"form": "dmy"}}}, "`from`"),
        ({"columns": {"date": {"from": "a", "form": "dym"}}}, "allowed is ymd or dmy or mdy or ym"),
        ({"columns": {"item_hs": {"from": "a", "form": "dmy"}}}, "item_hs is no date"),
        ({"columns": {"item_hs": {"from": "a", "blank": "none"}}}, "can be absent only"),
        ({"columns": {"item_hs": {"from": "a", "blank": "zero"}}}, "neither absent nor none"),
        ({"columns": {"item_hs": {"from": "a", "fromm": "b"}}}, "known are from, blank"),
        ({"columns": {"item_hs": {"from": "a", "split": ","}}}, "no list"),
        ({"columns": {"item_hs": "a"}, "set": {"item_hs": "9306"}}, "stated twice"),
        ({"columns": {"intermediaries_state": "a"}}, "did you mean intermediaries_1_state"),
        ({"columns": {"intermediaries_0_state": "a"}}, "is nothing that a transfer states"),
        ({"columns": {"intermediaries_101_state": "a"}}, "is nothing that a transfer states"),
        ({"columns": {"intermediaries": "a", "intermediaries_1_state": "b"}}, "as a list, and one by one"),
        ({"items": {"columns": {"item_hs": "a"}}}, "say either"),
        ({"items": {"from": "l", "columns": {"supplier_state": "a"}}}, "not of an item"),
        ({"items": {"count": "3", "columns": {"item_hs": "hs"}}}, "needs {n}"),
        ({"items": {"count": "1000", "columns": {"item_hs": "hs{n}"}}}, "from 1 to 100"),
        ({"columns": ["a"]}, "must be a table"),
        ({"blanks": "-"}, "must be a list"),
        ("nowhere.yaml", "No such file"),
    ],
)
def test_a_wrong_mapping_is_refused_with_what_to_do(given: Any, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        read_mapping(given)


@pytest.mark.parametrize(("name", "text"), [("m.yaml", "a: ["), ("m.toml", "a = "), ("m.yaml", "- 1")])
def test_a_file_that_is_no_mapping(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(InputError, match=re.escape(str(path))):
        read_mapping(path)


def test_pairs_replace_what_was_said_and_guessed() -> None:
    base = TableMap(guessed=True, fields=read_mapping({"columns": {"date": "a", "item_hs": "b"}}).fields)
    mapping = add_pairs(base, ["b=item.type", "k=key"])
    assert {(f.target, f.source) for f in mapping.fields} == {("date", "a"), ("item_type", "b")}
    assert mapping.key == "k"
    mapping = add_constants(mapping, ["date=2023", "screening_un_lists=clear"])
    assert {f.target for f in mapping.fields} == {"item_type"}
    assert mapping.constants == {"date": "2023", "screening_un_lists": "clear"}


@pytest.mark.parametrize("pair", ["a", "=date", "a=nothing"])
def test_a_pair_that_is_none(pair: str) -> None:
    with pytest.raises(InputError):
        add_pairs(TableMap(), [pair])


def test_the_same_place_twice() -> None:
    with pytest.raises(InputError, match="twice"):
        add_pairs(TableMap(), ["a=date", "b=date"])
    with pytest.raises(InputError, match="twice"):
        add_constants(add_pairs(TableMap(), ["a=date"]), ["date=2020"])


def test_intermediaries_are_mapped_by_number() -> None:
    columns = {"intermediaries_1_state": {"from": "a", "blank": "none"}, "Intermediaries_12_Listed": "b"}
    mapping = read_mapping({"columns": columns, "set": {"intermediaries_1_role": "broker"}})
    assert [(f.target, f.source, f.sort, f.blank) for f in mapping.fields] == [
        ("intermediaries_1_state", "a", "state", "none"), ("intermediaries_12_listed", "b", "list", "absent"),
    ]  # fmt: skip
    assert mapping.source_of("intermediaries") == "a, b"
    mapping = add_constants(add_pairs(TableMap(), ["c=intermediaries_1_kind"]), ["intermediaries_1_role=agent"])
    assert [(f.target, f.sort) for f in mapping.fields] == [("intermediaries_1_kind", "word")]
    assert mapping.constants == {"intermediaries_1_role": "agent"}


def test_a_list_of_intermediaries_takes_the_place_of_guessed_columns() -> None:
    fields = read_mapping({"columns": {"intermediaries_1_state": "a"}}).fields
    base = TableMap(guessed=True, fields=fields, constants={"intermediaries_1_role": "broker"})
    mapping = add_pairs(base, ["l=intermediaries"])
    assert ([f.source for f in mapping.fields], dict(mapping.constants)) == (["l"], {})
