"""Definitions that nothing names."""

from __future__ import annotations

from pathlib import Path

import pytest

from article41.law._source import read_law
from article41.law._unused import unused_definitions

from ._folders import BASE, build, provision, regime

IDLE = {"actor 'gang'", "force 'helpers'", "control list 'S/2006/814'", "matter 'quota'"}
"""What nothing in the base names."""


def unused(folder: Path, *others: Path) -> set[str]:
    problems = unused_definitions(read_law([*others, folder]), [folder])
    assert all(problem.place.line and problem.hint for problem in problems)
    return {problem.message.removeprefix("nothing names the ") for problem in problems}


def test_the_base() -> None:
    assert unused(BASE) == IDLE


def test_where_it_stands() -> None:
    (gang,) = [p for p in unused_definitions(read_law([BASE]), [BASE]) if "gang" in p.message]
    assert str(gang.place) == "base/registers/actors.yaml:10:3"


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("to: {actor: gang}", "actor 'gang'"),
        ("to: {actor: {present: true}}", None),
        ("to: {force: helpers}", "force 'helpers'"),
        ("when: [{not: {determined: quota}}]", "matter 'quota'"),
        ("when: [{any: [{reason: sale}, {item.list: S/2006/814}]}]", "control list 'S/2006/814'"),
    ],
)
def test_a_test_names_its_words_and_presence_names_none(line: str, named: str | None, tmp_path: Path) -> None:
    folder = build(tmp_path / "rules", {"regimes/beta.yaml": regime("beta", provision("p", line))})
    assert unused(folder) == IDLE - {named}


def test_what_else_names(tmp_path: Path) -> None:
    text = regime("beta", provision("p", "to: {kind: police}")).replace("[KP]", "[gang]")
    text += "    exempt:\n      way: {cite: S/RES/9001 (2006) 9, procedure: {approve: helpers}, summary: A way.}\n"
    assert unused(build(tmp_path / "rules", {"regimes/beta.yaml": text})) == IDLE - {"actor 'gang'", "force 'helpers'"}


def test_categories_documents_and_lists(tmp_path: Path) -> None:
    text = "categories:\n  cars: {title: C, why: C., rules: [{item.type: vehicles}]}\n"
    folder = build(
        tmp_path / "rules", {"categories/more.yaml": text + "  all: {title: A, why: A., includes: [cars]}\n"}
    )
    documents = folder / "registers" / "resolutions.yaml"
    documents.write_text(documents.read_text() + "  EU/2012/267: {adopted: 2012-03-23, title: A}\n")
    lists = folder / "registers" / "lists.yaml"
    lists.write_text(lists.read_text().replace("party_lists:\n", 'party_lists:\n  "9": {title: Nobody}\n'))
    # cars is named by all, and all by nothing.
    assert unused(folder) == IDLE | {"category 'all'", "document 'EU/2012/267'", "list of parties '9'"}


def test_only_the_folders_that_are_asked_for(tmp_path: Path) -> None:
    more = tmp_path / "more"
    (more / "registers").mkdir(parents=True)
    (more / "registers" / "matters.yaml").write_text("matters:\n  mine: {ask: Mine?}\n")
    assert unused(more, BASE) == {"matter 'mine'"}
