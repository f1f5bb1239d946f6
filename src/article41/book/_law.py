"""What the pages of a book are made from: the rulebook, its names, its examples, and where each page stands."""

from __future__ import annotations

from typing import Any

from article41.book._reading import Reading
from article41.book._text import MdPage, cited, path_name, text
from article41.history._examples import Examples
from article41.history._ruled import Ruled, regimes_of
from article41.law import Rulebook
from article41.model._dates import day_text
from article41.render._conditions import Conditions

__all__ = ["EFFECTS", "Law", "add_conditions", "add_texts", "status_of"]

EFFECTS = {"prohibit": "forbids", "permit": "leaves free", "oblige": "obliges", "advise": "calls upon"}
_STATUSES = {"in_force": "in force", "ended": "ended", "spent": "spent"}


class Law:
    """A rulebook, read for a book.

    Args:
        rulebook: the law.
        examples: where cases come from.
    """

    def __init__(self, rulebook: Rulebook, examples: Examples) -> None:
        self.rulebook = rulebook
        self.examples = examples
        self.reading = Reading(rulebook)
        self.regimes = regimes_of(rulebook)
        self.categories: list[dict[str, Any]] = rulebook.shard("categories")["categories"]
        self.category_atoms: list[list[Any]] = rulebook.shard("categories")["atoms"]
        self.registers: dict[str, Any] = rulebook.shard("registers")
        self.documents: dict[str, dict[str, Any]] = rulebook.shard("documents")

    def regime_path(self, regime: dict[str, Any]) -> str:
        """Return where the page of a regime stands."""
        return f"regimes/{path_name(regime['id'])}.md"

    def path(self, ruled: Ruled) -> str:
        """Return where a provision, or the provision or regime of an exemption, is told."""
        owner = ruled.rule if ruled.is_provision else ruled.provision
        return self.regime_path(ruled.regime) if owner is None else self.provision_path(ruled.regime, owner)

    def provision_path(self, regime: dict[str, Any], provision: dict[str, Any]) -> str:
        """Return where the page of a provision stands."""
        name = str(provision["id"]).partition("/")[2]
        return f"provisions/{path_name(regime['id'])}/{path_name(name)}.md"

    def line(self, page: MdPage, ruled: Ruled) -> str:
        """Return a line of an index: a link that says what is ruled, and of which regime."""
        what = "" if ruled.is_provision else "exemption: "
        return f"{what}{page.to(self.path(ruled), ruled.text)} ({text(ruled.regime['title'])})"


def status_of(regime: dict[str, Any]) -> str:
    """Return the status of a regime in words."""
    return _STATUSES.get(regime["status"], str(regime["status"]))


def add_conditions(page: MdPage, conditions: Conditions) -> None:
    """Add what is asked for: what always must hold, then the alternatives."""
    if conditions.always:
        page.add("All of this must hold:" if len(conditions.always) > 1 else "This must hold:")
        page.items(conditions.always)
    if conditions.either:
        page.add(f"And one of these {len(conditions.either)}:" if conditions.always else "One of these must hold:")
        page.items("; and ".join(tests) for tests in conditions.either)
    if not conditions.always and not conditions.either:
        page.add("Nothing more is asked for.")


def add_texts(page: MdPage, cites: list[list[Any]]) -> None:
    """Add the paragraphs relied on, oldest first, each a link to the official document."""
    page.items(
        f"{cited(cite)} {cite[2]}, adopted {day_text(cite[3])}"
        + ("" if cite[5] else " (**paragraph number not verified**)")
        for cite in sorted(cites, key=lambda cite: (cite[3], cite[0]))
    )
