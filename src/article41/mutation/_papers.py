"""Citations and procedures changed in one point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from article41._words import Role
from article41.law._cite import parents
from article41.law._provision import Cite, Procedure
from article41.law._registers import Document
from article41.model._dates import day_text
from article41.mutation._text import shifted

__all__ = ["PaperChange", "cite_changes", "other_paragraph", "procedure_changes"]

_KINDS = {
    "approve": ("notify",),
    "notify": ("approve",),
    "no_objection": ("approve", "notify"),
    "report": ("notify",),
}


@dataclass(frozen=True, slots=True)
class PaperChange:
    """One change of a citation or procedure; ``after`` is None where it is dropped."""

    kind: str
    detail: str
    says: str
    needle: str
    after: Cite | Procedure | None


def other_paragraph(document: str, paragraph: str, documents: Mapping[str, Document]) -> str | None:
    """Return a paragraph that could stand there by mistake: the nearest known one, or one within; None if none could.

    It is none of those that contain the paragraph, so that a citation of either can be told from the other.
    """
    known = documents[document]
    others = [p for p in sorted(known.paragraphs) if p not in parents(paragraph) and paragraph not in parents(p)]
    if others:
        return max(others, key=lambda other: (_common(other, paragraph), other))
    if known.complete:
        return None
    return f"{paragraph} (z)" if paragraph else "1"


def _common(a: str, b: str) -> int:
    same = 0
    for left, right in zip(a, b, strict=False):
        if left != right:
            break
        same += 1
    return same


def cite_changes(cite: Cite, documents: Mapping[str, Document], roles: bool) -> Iterator[PaperChange]:
    """Yield the citation with another paragraph and, where it has a role to lose, with another role."""
    text = f"{cite.document} {cite.paragraph}".rstrip()
    other = other_paragraph(cite.document, cite.paragraph, documents)
    if other is not None:
        says = f"makes the citation of {text} one of paragraph {other}"
        yield PaperChange("citation", f"{text}>{other}", says, text, replace(cite, paragraph=other))
    if roles:
        role = Role.WIDENS if cite.role is not Role.WIDENS else Role.IMPOSES
        says = f"makes {text}, which {_does(cite.role)}, what {_does(role)}"
        yield PaperChange("role", f"{text}>{role.value}", says, text, replace(cite, role=role))


def _does(role: Role) -> str:
    return "is read with it" if role is Role.WITH else role.value


def procedure_changes(procedure: Procedure) -> Iterator[PaperChange]:
    """Yield the procedure with another kind, body, maker or time."""

    def change(kind: str, field: str, before: object, after: object, shown: str = "", told: str = "") -> PaperChange:
        shown, told = shown or str(before), told or str(after)
        says = f"makes the procedure's {field.replace('_', ' ')} {told} instead of {shown}"
        changed = replace(procedure, **{field: after})  # type: ignore[arg-type]
        return PaperChange(kind, f"{field}={shown}>{told}", says, shown, changed)

    for kind in _KINDS[procedure.kind]:
        yield change("procedure", "kind", procedure.kind, kind)
    body = "committee" if procedure.body != "committee" else "security_council"
    yield change("procedure", "body", procedure.body, body)
    if procedure.by is not None:
        maker = "supplier_state" if procedure.by != "supplier_state" else "recipient_state"
        yield change("procedure", "by", procedure.by, maker)
        yield change("procedure", "by", procedure.by, None, told="anyone")
    times = {
        "days_before": procedure.days_before,
        "working_days": procedure.working_days,
        "days_after": procedure.days_after,
    }
    for field, days in times.items():
        if days is not None:
            for after in (days - 1, days + 1):
                if after >= 0:
                    yield change("lead-time", field, days, after)
    if procedure.until is not None:
        for step in (-1, 1):
            moved = shifted(procedure.until, step)
            yield change("lead-time", "until", procedure.until, moved, day_text(procedure.until), day_text(moved))
