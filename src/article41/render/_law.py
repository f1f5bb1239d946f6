"""Lists of the law: all regimes, or the provisions of one."""

from __future__ import annotations

from collections import Counter
from typing import Any

from article41.law import Rulebook
from article41.law._cite import cite_text
from article41.model._dates import day_text
from article41.render._page import Page, Row, Span, dim
from article41.render._view import period, periods

__all__ = ["ProvisionList", "RegimeList"]

_UNSURE = ("medium", "low")


class RegimeList:
    """Every regime of a rulebook: title, status, span of its law, counts, how sure we are, verified to."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook

    def to_json(self) -> dict[str, Any]:
        """Return its JSON form."""
        rulebook = self._rulebook
        return {
            "rulebook": {"version": rulebook.version, "digest": rulebook.digest},
            "regimes": [_regime(rulebook.regime(name)) for name in rulebook.regimes],
            "not_encoded": [_not_encoded(note) for note in self._notes()],
        }

    def fill(self, page: Page) -> None:
        """Add its text to a page."""
        for name in self._rulebook.regimes:
            regime = _regime(self._rulebook.regime(name))
            page.add(Span(regime["title"]), first=[Span(f"{name}  ", "strong")], indent=14)
            status = regime["status"].replace("_", " ")
            unsure = [f"{n} {word}" for word in _UNSURE if (n := regime["confidence"].get(word))]
            page.add(
                Span(status, "permitted-word" if status == "in force" else "dim"),
                f" · {regime['period']} · {_count(regime['provisions'], 'provision')},"
                f" {_count(regime['exemptions'], 'exemption')}",
                f" · confidence high but for {', '.join(unsure)}" if unsure else " · confidence high",
                f" · verified to {regime['verified_to']}",
                first=" " * 14,
                indent=14,
            )
        for note in map(_not_encoded, self._notes()):
            page.add(note["title"], first=f"{note['id']}  ", indent=14)
            page.add(dim(f"known, not encoded · {note['period']} · {note['says']}"), first=" " * 14, indent=14)
        page.blank()
        rulebook = self._rulebook
        count = _count(len(rulebook.regimes), "regime")
        page.add(dim(f"{count}, rulebook {rulebook.version} ({rulebook.digest[:16]})"))

    def _notes(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._rulebook.shard("registers")["notes"]["not_encoded"]
        return found


class ProvisionList:
    """Every provision of a regime."""

    def __init__(self, regime: dict[str, Any]) -> None:
        self._regime = regime

    def to_json(self) -> dict[str, Any]:
        """Return its JSON form."""
        return {
            **_regime(self._regime),
            "list": [
                {
                    "id": p["id"],
                    "effect": p["effect"],
                    "duty": p["duty"],
                    "citation": cite_text(p["cites"][0]),
                    "periods": [period(*pair) for pair in p["periods"]],
                    "rule": p["rule"],
                    "exemptions": [e["id"] for e in p["exempt"]],
                    "confidence": p["confidence"],
                }
                for p in self._regime["provisions"]
            ],
        }

    def fill(self, page: Page) -> None:
        """Add its text to a page."""
        regime = self._regime
        page.add(Span(regime["title"], "strong"))
        if regime["notes"]:
            page.add(dim(regime["notes"]))
        for provision in regime["provisions"]:
            page.blank()
            page.add(Span(provision["id"], "strong"), first="")
            page.add(provision["rule"], first="  ", indent=2)
            document, paragraph = provision["cites"][0][:2]
            what = provision["duty"] or provision["effect"]
            texts = [what.replace("_", " "), " · ", Span(f"{document} {paragraph}".rstrip(), "citation", None, True)]
            texts.append(f" · {periods(provision['periods'])}")
            if provision["exempt"]:
                texts.append(f" · {_count(len(provision['exempt']), 'exemption')}")
            if provision["confidence"] != "high":
                texts += [" · ", Span(f"{provision['confidence']} confidence", "warning")]
            page.add(*texts, first="  ", indent=2)
        page.blank()
        rows: list[Row] = [([e["id"]], [e["summary"]]) for e in regime["exemptions"]]
        if rows:
            page.add(Span("Exemptions of the whole regime", "strong"))
            page.table(rows, indent=2)
            page.blank()
        page.add(dim("article41 rules show ID shows all of a provision."))


def _regime(regime: dict[str, Any]) -> dict[str, Any]:
    provisions = regime["provisions"]
    pairs = [pair for p in provisions for pair in p["periods"]]
    firsts = [first for first, _ in pairs]
    lasts = [last for _, last in pairs]
    return {
        "id": regime["id"],
        "title": regime["title"],
        "target": regime["target"],
        "status": regime["status"],
        "period": period(
            None if None in firsts else min(firsts, default=None), None if None in lasts else max(lasts, default=None)
        ),
        "provisions": len(provisions),
        "exemptions": len(regime["exemptions"]) + sum(len(p["exempt"]) for p in provisions),
        "confidence": dict(sorted(Counter(p["confidence"] for p in provisions).items())),
        "verified_to": day_text(regime["verified_to"]),
        "sources": regime["sources"],
    }


def _not_encoded(note: dict[str, Any]) -> dict[str, Any]:
    kept = {key: note[key] for key in ("id", "title", "states", "cite", "says", "confidence")}
    return {**kept, "period": period(note["first"], note["last"])}


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
