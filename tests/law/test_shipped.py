"""The law that comes with the library: it loads, its compiled form is its image, and it says where it comes from."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from article41._words import Effect, Role
from article41.law import Rulebook
from article41.law._digest import digest_of
from article41.law._provision import Cite, Exemption, Provision, Regime
from article41.law._rulebook import compiled_folder, shipped_rules, write_compiled
from article41.law._source import Law, read_law
from article41.law._yaml import Value, read_yaml
from article41.model import ITEM_TYPES

ROOT = Path(__file__).parents[2]
SHEETS = sorted((ROOT / "docs" / "coverage").glob("*.yaml"))
REGIMES = sorted(path.stem for path in (shipped_rules() / "regimes").glob("*.yaml"))

LATER = {Role.WIDENS, Role.NARROWS, Role.RENEWS, Role.CLARIFIES, Role.ENDS, Role.REINSTATES}
"""What a resolution can do to a provision that is in force already."""

SHEET_STATUSES = {"encoded", "advisory", "obligation", "exemption", "permitted", "left_out"}


@pytest.fixture(scope="module")
def law() -> Law:
    return read_law([shipped_rules()])


def provisions(law: Law) -> list[Provision]:
    return [provision for regime in law.regimes.values() for provision in regime.provisions]


def exemptions(regime: Regime) -> list[tuple[str, Exemption]]:
    own = ((f"{p.id}/{e.id}", e) for p in regime.provisions for e in p.exemptions)
    return list(chain(own, ((f"{regime.id}/{e.id}", e) for e in regime.exemptions)))


def first_day(entry: Provision | Exemption) -> int:
    return entry.periods[0][0] or 0


def last_day(entry: Provision | Exemption) -> int:
    return entry.periods[-1][1] or 99991231


def test_it_loads(law: Law) -> None:
    book = Rulebook.default()
    assert sorted(book.regimes) == sorted(law.regimes) == REGIMES
    assert book.digest == law.digest == digest_of([shipped_rules()])
    assert law.registers.covers_from > 0
    assert law.registers.version != "0"


def test_the_compiled_form_is_the_image_of_the_source(tmp_path: Path) -> None:
    """If this fails, run ``article41 rules compile``."""
    write_compiled(tmp_path)
    fresh = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in compiled_folder().glob("*.json")}
    assert sorted(kept) == sorted(fresh)
    assert [name for name in fresh if fresh[name] != kept[name]] == []


def test_what_a_provision_rests_on_is_not_younger_than_it(law: Law) -> None:
    younger = [
        f"{provision.id}: {cite.role.value} {cite.document}"
        for provision in provisions(law)
        for cite in provision.cites
        if cite.role not in LATER and cite.adopted > first_day(provision)
    ]
    assert younger == []


def test_what_changed_a_provision_did_so_while_it_was_in_force(law: Law) -> None:
    late = [
        f"{provision.id}: {cite.role.value} {cite.document}"
        for provision in provisions(law)
        for cite in provision.cites
        if cite.adopted > last_day(provision)
    ]
    assert late == []


def test_a_provision_is_imposed_by_something(law: Law) -> None:
    assert [p.id for p in provisions(law) if not {Role.IMPOSES, Role.REINSTATES} & {c.role for c in p.cites}] == []


def test_no_exemption_is_older_than_its_paragraph(law: Law) -> None:
    older = [
        f"{name}: {entry.cite.document}"
        for regime in law.regimes.values()
        for name, entry in exemptions(regime)
        if entry.own_period and entry.cite.adopted > first_day(entry)
    ]
    assert older == []


def test_no_law_begins_before_the_day_that_the_rulebook_covers(law: Law) -> None:
    assert [p.id for p in provisions(law) if first_day(p) < law.registers.covers_from] == []


def test_what_is_cited_is_verified(law: Law) -> None:
    for regime in law.regimes.values():
        assert max(c.adopted for p in regime.provisions for c in p.cites) <= regime.verified_to, regime.id


def test_a_regime_is_in_force_as_long_as_one_of_its_prohibitions(law: Law) -> None:
    for regime in law.regimes.values():
        in_force = [
            p.id
            for p in regime.provisions
            if p.effect is Effect.PROHIBIT and (p.renewal_unverified or last_day(p) > regime.verified_to)
        ]
        assert bool(in_force) == (regime.status == "in_force"), regime.id


def test_documents_have_an_official_address(law: Law) -> None:
    cited: dict[str, Cite] = {c.document: c for p in provisions(law) for c in p.cites}
    assert [document for document, cite in cited.items() if not (cite.url or "").startswith("https://")] == []


def test_every_item_type_says_where_in_the_tariff_it_can_be(law: Law) -> None:
    assert set(law.registers.item_types) == set(ITEM_TYPES)
    services = {name for name, info in ITEM_TYPES.items() if info.service}
    assert services <= {name for name, found in law.registers.item_types.items() if found.hs == ()}


# The coverage sheets


def entries(sheet: Path) -> list[Value]:
    root = read_yaml(sheet, sheet.name)
    root.mapping(("regime", "provisions", "exemptions", "notes"))
    return [*root.need("provisions").mapping().values(), *root.need("exemptions").mapping().values()]


def rule_ids(regime: Regime) -> dict[str, Any]:
    """Every rule of a regime by the name that a sheet gives it."""
    prefix = f"{regime.id}/"
    found: dict[str, Any] = {p.id.removeprefix(prefix): p for p in regime.provisions}
    return found | {name.removeprefix(prefix): entry for name, entry in exemptions(regime)}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_a_sheet_names_rules_that_exist(law: Law, sheet: Path) -> None:
    assert read_yaml(sheet).need("regime").text() == sheet.stem
    known = rule_ids(law.regimes[sheet.stem])
    named = [member for value in entries(sheet) for member in value.each("as")]
    assert [(str(member.place), member.text()) for member in named if member.text() not in known] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_a_sheet_says_why_something_was_left_out(sheet: Path) -> None:
    for value in entries(sheet):
        value.mapping(("status", "as", "reason"))
        status = value.need("status").choice(SHEET_STATUSES, "status")
        left_out = status == "left_out"
        assert left_out == (value.get("as") is None), value.place
        assert not left_out or value.get("reason") is not None, value.place


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_every_rule_comes_from_a_source(law: Law, sheet: Path) -> None:
    named = {member.text().split("/")[0] for value in entries(sheet) for member in value.each("as")}
    assert [p.id for p in law.regimes[sheet.stem].provisions if p.id.split("/", 1)[1] not in named] == []
