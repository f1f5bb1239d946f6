"""What can be changed in a citation and in a procedure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from article41._words import Role
from article41.law._provision import Cite, Procedure
from article41.law._registers import Document
from article41.mutation._papers import cite_changes, other_paragraph, procedure_changes


def document(*paragraphs: str, complete: bool = True) -> dict[str, Document]:
    return {"D": Document("D", 20000101, "D", None, frozenset(paragraphs), complete)}


CITE = Cite("D", "8 (a) (i)", Role.IMPOSES, 20000101, None, True)
PROCEDURE = Procedure("notify", "committee", None, None, None, None, None, "alpha", (("D", "8"),))


@pytest.mark.parametrize(
    ("paragraphs", "complete", "other"),
    [
        (("8 (a) (i)", "8 (a) (ii)", "9"), True, "8 (a) (ii)"),
        (("8 (a) (i)", "9"), True, "9"),
        # What contains the paragraph, or lies in it, could not be told from it.
        (("8", "8 (a)", "8 (a) (i)"), True, None),
        (("8", "8 (a) (i)"), False, "8 (a) (i) (z)"),
    ],
)
def test_other_paragraph(paragraphs: tuple[str, ...], complete: bool, other: str | None) -> None:
    assert other_paragraph("D", "8 (a) (i)", document(*paragraphs, complete=complete)) == other


def test_document_without_paragraphs_gets_one() -> None:
    assert other_paragraph("D", "", document(complete=False)) == "1"


def test_citation_changes_paragraph_and_role() -> None:
    kinds = {c.kind: c.after for c in cite_changes(CITE, document("8 (a) (i)", "9"), roles=True)}
    assert kinds == {"citation": replace(CITE, paragraph="9"), "role": replace(CITE, role=Role.WIDENS)}
    widens = replace(CITE, role=Role.WIDENS)
    assert [c.after for c in cite_changes(widens, document("8 (a) (i)"), roles=True)] == [CITE]


def test_an_exemption_has_no_role_to_lose() -> None:
    assert [c.kind for c in cite_changes(CITE, document("8 (a) (i)", "9"), roles=False)] == ["citation"]


def test_kind_and_body_change() -> None:
    found = [c.after for c in procedure_changes(PROCEDURE)]
    assert found == [replace(PROCEDURE, kind="approve"), replace(PROCEDURE, body="security_council")]
    other = replace(PROCEDURE, kind="no_objection", body="mission")
    assert [c.detail for c in procedure_changes(other)] == [
        "kind=no_objection>approve",
        "kind=no_objection>notify",
        "body=mission>committee",
    ]


@pytest.mark.parametrize("field", ["days_before", "working_days", "days_after"])
def test_lead_times_move_by_a_day(field: str) -> None:
    told = replace(PROCEDURE, **{field: 5})  # type: ignore[arg-type]
    assert [c.detail for c in procedure_changes(told) if c.kind == "lead-time"] == [f"{field}=5>4", f"{field}=5>6"]
    none = replace(PROCEDURE, **{field: 0})  # type: ignore[arg-type]
    assert [c.detail for c in procedure_changes(none) if c.kind == "lead-time"] == [f"{field}=0>1"]


def test_last_day_moves_by_a_day() -> None:
    until = replace(PROCEDURE, until=20171231)
    assert [c.after for c in procedure_changes(until) if c.kind == "lead-time"] == [
        replace(PROCEDURE, until=20171230),
        replace(PROCEDURE, until=20180101),
    ]


@pytest.mark.parametrize("maker", ["supplier_state", "exporting_state"])
def test_who_must_file_changes(maker: str) -> None:
    by = replace(PROCEDURE, by=maker)
    found = [c.after for c in procedure_changes(by) if c.detail.startswith("by=")]
    assert len(found) == 2
    assert all(isinstance(p, Procedure) and p.by != maker for p in found)
