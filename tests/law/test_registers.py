"""The registers: what they hold and which words they know."""

from __future__ import annotations

from pathlib import Path

import pytest

from article41._errors import RuleError
from article41.law._register_files import REGISTERS, load_registers
from article41.law._registers import Registers, Territory

from ._folders import BASE, build


@pytest.fixture(scope="module")
def registers() -> Registers:
    problems: list[RuleError] = []
    found = load_registers([("base", BASE)], problems)
    assert problems == []
    return found


def load(*folders: Path) -> Registers:
    problems: list[RuleError] = []
    found = load_registers([(folder.name, folder) for folder in folders], problems)
    assert problems == []
    return found


def test_a_document_knows_its_paragraphs_and_those_that_contain_them(registers: Registers) -> None:
    first = registers.documents["S/RES/9001 (2006)"]
    assert first.adopted == 20061014
    assert first.paragraphs == {"8", "8 (a)", "8 (a) (i)", "8 (b)", "9"}
    assert first.complete
    assert first.url is not None
    third = registers.documents["S/RES/9003 (2016)"]
    assert (third.paragraphs, third.complete, third.url) == (frozenset(), False, None)
    assert registers.documents["A/60/88"].symbol == "A/60/88"


def test_territories(registers: Registers) -> None:
    assert registers.territories["SU"] == Territory(
        "SU", "Soviet Union", (), 19221230, 19911225, ("RU",), (), None, None
    )
    assert registers.territories["CD"].codes == ("COD", "180")
    assert registers.territories["CG"].codes == ("178",)
    assert registers.territories["AX"].part_of == "FI"  # which stands after it in the file
    assert registers.areas["CD-NK"].part_of == "CD"
    assert (registers.areas["CD-GOMA"].within, registers.areas["CD-EAST"].within) == ("CD-NK", None)
    assert registers.ambiguous == {"Congo": ("CD", "CG")}


def test_actors_and_their_listings(registers: Registers) -> None:
    dealer = registers.actors["dealer"]
    assert (dealer.aliases, dealer.state, dealer.kind) == (("ADC",), "KP", "company")
    assert [(x.party_list, x.ref, x.first, x.last) for x in dealer.listed] == [
        ("9001", "X.1", 20090424, 20200101),
        ("9001", None, 20210101, None),
    ]
    gang = registers.actors["gang"]
    assert (gang.aliases, gang.state, gang.kind, gang.listed) == ((), None, None, ())


def test_forces(registers: Registers) -> None:
    mission = registers.forces["mission"]
    assert (mission.territories, mission.first, mission.last, mission.aliases) == (("CD",), 20100701, None, ("UNX",))
    helpers = registers.forces["helpers"]
    assert (helpers.territories, helpers.first, helpers.last) == ((), 20100701, 20100701)


def test_notes_on_states(registers: Registers) -> None:
    wrong = registers.not_embargoed
    assert (wrong["finland"].states, wrong["finland"].source) == (("FI",), "https://example.org/fi")
    assert (wrong["aland"].first, wrong["aland"].last, wrong["aland"].source) == (20060101, None, None)
    island = registers.not_encoded["island"]
    assert (island.title, island.cite, island.states) == ("The island", ("S/RES/9001 (2006) 8",), ("CD", "KP"))
    assert (island.first, island.last, island.both) == (20061014, 20071014, True)


def test_item_types_tell_no_chapter_from_any_chapter(registers: Registers) -> None:
    types = registers.item_types
    assert types["training"].hs == ()
    assert types["goods"].hs is None
    assert types["raw_materials"].hs == ("26", "27")
    assert types["raw_materials"].by_material == {"coal": ("27",)}


def test_the_words_of_each_register(registers: Registers) -> None:
    expected = {
        "state": registers.territories,
        "area": registers.areas,
        "actor": registers.actors,
        "force": registers.forces,
        "party_list": registers.party_lists,
        "list": registers.control_lists,
        "matter": registers.matters,
    }
    for register, table in expected.items():
        assert table
        assert registers.words(register) == set(table)


def test_every_register_file_is_read(registers: Registers) -> None:
    assert {path.stem for path in (BASE / "registers").iterdir()} == set(REGISTERS)
    assert (registers.version, registers.covers_from) == ("2025.1.0", 20060101)


def test_null_hs_is_any_chapter(tmp_path: Path) -> None:
    types = "item_types:\n  goods: {hs: ~, by_material: ~}\n"
    found = load(build(tmp_path / "rules", {"registers/item_types.yaml": types}))
    assert found.item_types["goods"].hs is None


def test_nothing_is_needed(tmp_path: Path) -> None:
    tmp_path.joinpath("registers").mkdir()
    assert load(tmp_path) == Registers()


def test_a_later_folder_adds(tmp_path: Path) -> None:
    other = tmp_path / "national"
    (other / "registers").mkdir(parents=True)
    (other / "registers" / "actors.yaml").write_text("actors:\n  ours: {name: Ours, state: KP}\n")
    (other / "rulebook.yaml").write_text("version: national-1\ncovers_from: 2020-01-01\n")
    found = load(BASE, other)
    assert set(found.actors) == {"dealer", "gang", "ours"}


def test_the_first_folder_states_the_version(tmp_path: Path) -> None:
    other = tmp_path / "national"
    other.mkdir()
    (other / "rulebook.yaml").write_text("version: national-1\n")
    assert (load(BASE, other).version, load(BASE, other).covers_from) == ("2025.1.0", 20060101)
    assert (load(other, BASE).version, load(other, BASE).covers_from) == ("national-1", 20060101)


def test_one_run_shows_the_problems_of_every_file(tmp_path: Path) -> None:
    folder = build(
        tmp_path / "rules",
        {
            "rulebook.yaml": "title: No version\n",
            "registers/matters.yaml": "matters: [\n",
            "registers/actors.yaml": "actors:\n  a: {}\n  b: {name: B}\n  c: {name: C, state: ZZ}\n",
        },
    )
    problems: list[RuleError] = []
    found = load_registers([("rules", folder)], problems)
    assert {(str(p.place.file), p.place.line) for error in problems for p in error.problems} == {
        ("rules/rulebook.yaml", 1),
        ("rules/registers/matters.yaml", 2),
        ("rules/registers/actors.yaml", 2),
        ("rules/registers/actors.yaml", 4),
    }
    assert set(found.actors) == {"b"}


def test_an_entry_of_another_folder_is_not_replaced(tmp_path: Path) -> None:
    """A second folder may add to a register; what it would silently replace is refused."""
    for name in ("one", "two"):
        folder = tmp_path / name / "registers"
        folder.mkdir(parents=True)
        (folder / "matters.yaml").write_text("matters:\n  same: {ask: Is it so?}\n", encoding="utf-8")
    problems: list[RuleError] = []
    load_registers([("one", tmp_path / "one"), ("two", tmp_path / "two")], problems)
    (problem,) = (p for error in problems for p in error.problems)
    assert str(problem.place) == "two/registers/matters.yaml:2:9"
    assert problem.message == "'same' is in the register already"
