"""Tables in every form: the same rows come to the same answers, and every row is accounted for."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pyarrow
import pytest

from article41 import InputError, Verdict, check, screen
from article41.screening import Screened
from article41.tables import document_of

from ._tables import COLUMNS, MAPPING, ROWS, rulebook, told, write


def run(data: Any, mapping: Any = MAPPING, **options: Any) -> Screened:
    return screen(data, mapping=mapping, rulebook=rulebook(), audit=10, **options)


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return told(run(write(tmp_path_factory.mktemp("t") / "t.csv", ROWS)))


def test_each_row_is_decided_as_the_single_check_decides_it(wanted: dict[str, Any]) -> None:
    answers = [
        check(document_of({target: row[source] for target, source in COLUMNS.items()}), rulebook=rulebook())
        for row in ROWS
    ]
    assert [row[2] for row in wanted["verdicts"]] == [answer.verdict.value for answer in answers]
    assert {row[2] for row in wanted["verdicts"]} == set(Verdict)
    findings = [
        (n, row["key"], 1, f.verdict.value, f.regime, f.provision, list(f.missing_facts))
        for n, (row, answer) in enumerate(zip(ROWS, answers, strict=True), 1)
        for f in answer.findings
    ]
    assert [(*row[:6], row[7]) for row in wanted["findings"]] == findings
    cited = [
        [f"{c.resolution} {c.paragraph}" for c in f.citations if c.role != "exempts"]
        for answer in answers
        for f in answer.findings
    ]
    assert [row[6] for row in wanted["findings"]] == cited
    assert wanted["verdict"] is Verdict.PROHIBITED
    assert wanted["counts"] == {
        "rows": 5, "verdicts": dict.fromkeys(map(str, Verdict), 1), "set_aside": 0, "items": 5, "findings": 4,
    }  # fmt: skip


def test_findings_name_the_exemptions_that_make_them(tmp_path: Path) -> None:
    told_early = {"kind": "notification", "body": "committee", "status": "made", "date": "2019-12-01"}
    papers = {
        "livelihood": {**told_early, "under": "S/RES/100 (2001) 2"},
        "power": {"kind": "approval", "body": "committee", "status": "granted", "date": "2019-12-01"}
        | {"under": "S/RES/100 (2001) 5"},
    }
    shown = [[], ["livelihood"], ["power"], ["livelihood", "power"]]
    rows = [{**ROWS[n], "papers": json.dumps([papers[name] for name in some])} for n in (0, 1, 2) for some in shown]
    columns = {**COLUMNS, "authorisations": "papers"}
    table = write(tmp_path / "t.jsonl", rows)
    screened = screen(table, mapping={"columns": columns, "key": "key"}, rulebook=rulebook(), audit=0)
    found = screened.findings.project("row, provision, verdict, exemption, exemption_citation, needs").fetchall()
    expected = []
    wanted = {Verdict.PERMITTED: "met", Verdict.CONDITIONAL: "procedure_missing"}
    for n, row in enumerate(rows, 1):
        answer = check(document_of({target: row[source] for target, source in columns.items()}), rulebook=rulebook())
        for f in answer.findings:
            made_by = [e for e in f.exemptions if e.status.value == wanted.get(f.verdict)]
            cited = [f"{e.citation.resolution} {e.citation.paragraph}" for e in made_by]
            needs = [need for e in made_by for need in e.needs]
            expected.append((n, f.provision, f.verdict.value, [e.id for e in made_by], cited, needs))
    assert found == expected
    sets = {tuple(ids) for *_, ids, _, _ in found}
    assert sets == {(), ("livelihood",), ("case-by-case",), ("livelihood", "case-by-case")}
    assert {bool(needs) for _, _, verdict, _, _, needs in found if verdict == "conditional"} == {True}


@pytest.mark.parametrize("name", ["t.parquet", "t.jsonl", "t.ndjson", "t.csv"])
def test_every_format_of_a_file(name: str, wanted: dict[str, Any], tmp_path: Path) -> None:
    path = write(tmp_path / name, ROWS)
    if name == "t.ndjson":
        (tmp_path / "t.jsonl").rename(path)
    assert told(run(str(path))) == wanted
    assert told(run(tmp_path)) == wanted  # a folder
    assert told(run(str(tmp_path / "*"))) == wanted  # a pattern


def test_gzip_and_semicolons(wanted: dict[str, Any], tmp_path: Path) -> None:
    text = write(tmp_path / "t.csv", ROWS).read_text().replace(",", ";")
    (tmp_path / "t.csv").unlink()
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(b"\xef\xbb\xbf" + text.encode()))
    assert told(run(tmp_path / "t.csv.gz")) == wanted


def test_every_kind_of_table_in_memory(wanted: dict[str, Any]) -> None:
    arrow = pyarrow.Table.from_pylist(ROWS)
    con = duckdb.connect()
    for data in (
        polars.DataFrame(ROWS),
        pandas.DataFrame(ROWS),
        arrow,
        arrow.to_reader(),
        con.from_arrow(arrow),
        [polars.DataFrame(ROWS)],
    ):
        assert told(run(data)) == wanted, type(data)


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(InputError, match="a dict cannot be read as a table"):
        run({"a": [1]})


def test_a_whole_transfer_a_line_needs_no_mapping(wanted: dict[str, Any], tmp_path: Path) -> None:
    documents = [
        {"id": row["key"], **document_of({target: row[source] for target, source in COLUMNS.items()})} for row in ROWS
    ]
    path = tmp_path / "t.jsonl"
    path.write_text("".join(f"{json.dumps(document)}\n" for document in documents))
    assert told(run(path, mapping=None)) == wanted


def test_several_inputs_keep_their_own_numbers(wanted: dict[str, Any], tmp_path: Path) -> None:
    one, other = write(tmp_path / "a.csv", ROWS[:2]), write(tmp_path / "b.parquet", ROWS[2:])
    screened = run([one, other])
    assert [row[:3] for row in screened.verdicts.fetchall()] == [
        (str(one), 1, "a"), (str(one), 2, "b"), (str(other), 1, "c"), (str(other), 2, "d"), (str(other), 3, "e"),
    ]  # fmt: skip
    assert screened.summary["inputs"] == [
        {"source": str(one), "rows": 2, "set_aside": 0},
        {"source": str(other), "rows": 3, "set_aside": 0},
    ]


def test_batches_make_no_difference(wanted: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "t.csv", ROWS)
    for size in (1, 2, 3):
        monkeypatch.setattr("article41.screening._run.BATCH", size)
        assert told(run(path)) == wanted


def test_little_memory_and_a_folder_of_ones_own(wanted: dict[str, Any], tmp_path: Path) -> None:
    spill = tmp_path / "spill"
    spill.mkdir()
    assert told(run(write(tmp_path / "t.csv", ROWS), memory_limit="100MB", spill=spill)) == wanted
    assert list(spill.iterdir()) == []
    with pytest.raises(InputError, match="no amount of memory"):
        run(tmp_path / "t.csv", memory_limit="plenty")
    with pytest.raises(InputError, match="no such folder"):
        run(tmp_path / "t.csv", spill=tmp_path / "nowhere")


# Several items

ITEMS = {"date": "day", "supplier_state": "from", "recipient_state": "to"}


def test_numbered_items(tmp_path: Path) -> None:
    rows = [
        {"day": "2020", "from": "BB", "to": "AA", "what1": "food", "what2": "small_arms"},
        {"day": "2020", "from": "BB", "to": "AA", "what1": "food", "what2": ""},
        {"day": "2020", "from": "BB", "to": "AA", "what1": "", "what2": ""},
        {"day": "2020", "from": "BB", "to": "AA", "what1": "food", "what2": "nonsense"},
    ]
    mapping = {"columns": ITEMS, "items": {"count": 2, "columns": {"item_type": "what{n}"}}}
    screened = run(write(tmp_path / "t.csv", rows), mapping)
    assert [row[1:] for row in screened.verdicts.fetchall()] == [(1, None, "prohibited"), (2, None, "permitted")]
    assert [row[1:5] for row in screened.findings.fetchall()] == [
        (1, None, 1, "permitted"), (1, None, 2, "prohibited"), (2, None, 1, "permitted"),
    ]  # fmt: skip
    aside = screened.set_aside.fetchall()
    assert [row[1:5] for row in aside] == [(3, None, "", None), (4, 2, "what2", "nonsense")]
    assert screened.summary["items"] == 3


@pytest.mark.parametrize("name", ["t.jsonl", "t.parquet"])
def test_a_list_of_items(name: str, tmp_path: Path) -> None:
    rows = [
        {"day": "2020", "from": "BB", "to": "AA", "lines": [{"what": "food", "n": 1}, {"what": "small_arms", "n": 2}]},
        {"day": "2020", "from": "BB", "to": "AA", "lines": [{"what": "food", "n": 3}]},
        {"day": "2020", "from": "BB", "to": "AA", "lines": []},
        {"day": "2020", "from": "BB", "to": "AA", "lines": None},
    ]
    mapping = {"columns": ITEMS, "items": {"from": "lines", "columns": {"item_type": "what"}}}
    screened = run(write(tmp_path / name, rows), mapping)
    assert [row[1:] for row in screened.verdicts.fetchall()] == [(1, None, "prohibited"), (2, None, "permitted")]
    assert [row[1:4] for row in screened.set_aside.fetchall()] == [(3, None, "lines"), (4, None, "lines")]
    mapping["items"]["columns"] = {"item_type": "wat"}
    with pytest.raises(InputError, match="the items of lines have no 'wat'"):
        run(write(tmp_path / name, rows), mapping)


# Blanks and constants


def test_what_a_blank_means_is_said_by_the_mapping(tmp_path: Path) -> None:
    rows = [{**ROWS[0], "listed": ""}, {**ROWS[0], "listed": "n/a"}]
    path = write(tmp_path / "t.csv", rows)
    for blank in ("absent", "none"):
        mapping = {
            "columns": {**COLUMNS, "recipient_listed": {"from": "listed", "blank": blank}}, "blanks": ["n/a"],
        }  # fmt: skip
        screened = run(path, mapping)
        assert screened.summary["set_aside"] == 0
        assert {row[3] for row in screened.verdicts.fetchall()} == {"prohibited"}
    screened = run(path, {"columns": {**COLUMNS, "recipient_listed": "listed"}})
    assert [row[1:5] for row in screened.set_aside.fetchall()] == [(2, 1, "listed", "n/a")]


def test_an_hs_code_alone_is_goods(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", [{"day": "2020", "hs": "9306"}, {"day": "2020", "hs": ""}])
    screened = run(path, {"columns": {"date": "day", "item_hs": "hs"}})
    assert len(screened.verdicts.fetchall()) == 1
    assert [row[1:4] for row in screened.set_aside.fetchall()] == [(2, 1, "item_type")]


def test_what_the_type_of_an_item_cannot_state_is_set_aside(tmp_path: Path) -> None:
    rows = [
        {"day": "2020", "what": "small_arms", "kind": "rifle", "n": "5", "unit": "pcs"},
        {"day": "2020", "what": "food", "kind": "rifle", "n": "5", "unit": "pcs"},
        {"day": "2020", "what": "small_arms", "kind": "rifle", "n": "5", "unit": ""},
        {"day": "2020", "what": "small_arms", "kind": "rifle", "n": "", "unit": "pcs"},
    ]
    columns = {
        "date": "day", "item_type": "what", "item_kind": "kind",
        "item_quantity_amount": "n", "item_quantity_unit": "unit",
    }  # fmt: skip
    screened = run(write(tmp_path / "t.csv", rows), {"columns": columns})
    assert [row[1] for row in screened.verdicts.fetchall()] == [1, 4]
    assert [row[1:5] for row in screened.set_aside.fetchall()] == [(2, 1, "kind", "rifle"), (3, 1, "n", "5")]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"columns": {"item_hs": "what"}}, "no column states the date"),
        ({"columns": {"date": "day"}}, "no column states the item"),
        ({"columns": {**COLUMNS, "item_origin": "origin"}}, "no column 'origin'"),
        ({"columns": {**COLUMNS, "item_quantity_amount": "key"}}, "item_quantity_unit is not"),
        ({"columns": COLUMNS, "set": {"contract_date": "01/02/2023"}}, "ambiguous"),
        ({"columns": COLUMNS, "set": {"screening_un_lists": "clean"}}, "screening_un_lists"),
    ],
)
def test_a_mapping_that_does_not_fit(mapping: Any, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        run(write(tmp_path / "t.csv", ROWS), mapping)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"a,a\n1,2\n", "two columns are called 'a'"),
        (b"\xff\xfe,b\n", "not UTF-8"),
    ],
)
def test_a_file_that_is_no_table(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(InputError, match=said):
        run(tmp_path / "t.csv")


def test_what_is_said_to_be_parquet_and_is_not(tmp_path: Path) -> None:
    shutil.copy(write(tmp_path / "t.csv", ROWS), tmp_path / "t.parquet")
    with pytest.raises(InputError, match="cannot be read as parquet"):
        run(tmp_path / "t.parquet")


def test_a_table_without_rows(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("day,from,to,what,use,key\n")
    screened = run(tmp_path / "t.csv")
    assert told(screened)["counts"]["rows"] == 0
    assert screened.findings.fetchall() == screened.verdicts.fetchall() == screened.set_aside.fetchall() == []
    assert screened.verdict is Verdict.OUT_OF_SCOPE
