"""What a case names, looked up: citations, provisions, exemptions and facts that the rulebook does not have.

A case that names something unknown, or expects what no report can hold, proves nothing; a slip of the pen in
``provisions_not`` would even make it pass for ever. So it is told, with its line, and not run.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from article41._errors import Place, Problem
from article41._words import Effect, ExemptionStatus, Verdict
from article41.cases._form import Case
from article41.law import Rulebook
from article41.law._cite import parents, split_citation
from article41.model._vocabulary import FACTS

__all__ = ["Names"]

_FINDING_EFFECTS = (Effect.PROHIBIT.value, Effect.PERMIT.value)
_WITH_MISSING_FACTS = (Verdict.UNDETERMINED, Verdict.PROHIBITED)
"""Beside a finding that is prohibited another one may be undetermined; beside the other verdicts none can be."""
_OF_A_FINDING = ("provisions", "cites", "exemptions", "missing")


class Names:
    """The names that a rulebook has."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.regimes = rulebook.regimes
        self._documents: dict[str, dict[str, Any]] = rulebook.shard("documents")
        self._ambiguous: dict[str, list[str]] = rulebook.shard("registers")["ambiguous"]
        self._targets: dict[str, frozenset[str]] = {}
        self._provisions: dict[str, dict[str, Any]] = {}
        self._exemptions: dict[str, list[dict[str, Any]]] = {}
        for regime in rulebook.regimes:
            shard = rulebook.regime(regime)
            self._targets[regime] = frozenset(shard["target"])
            for provision in shard["provisions"]:
                self._provisions[provision["id"]] = provision
                for exemption in provision["exempt"]:
                    self._add_exemption(exemption, provision["id"])
                for exemption in shard["exemptions"]:
                    applies = exemption["applies_to"]
                    if provision["effect"] == Effect.PROHIBIT.value and provision["id"] not in exemption["not_to"]:
                        self._add_exemption(exemption, provision["id"], applies is None or provision["id"] in applies)

        self._owners = {*self._exemptions, *self._provisions, *(full.partition("/")[2] for full in self._provisions)}

    def _add_exemption(self, exemption: dict[str, Any], provision: str, reaches: bool = True) -> None:
        names = [exemption["id"]]
        if reaches:
            names += [f"{provision}/{exemption['id']}", f"{provision.partition('/')[2]}/{exemption['id']}"]
        for name in names:
            known = self._exemptions.setdefault(name, [])
            if exemption not in known:
                known.append(exemption)

    # What any test may name

    def citation_problem(self, document: str, paragraph: str, place: Place = Place()) -> Problem | None:  # noqa: B008
        """Return what is wrong with a citation: its document or paragraph is not in the register."""
        text = f"{document} {paragraph}".rstrip()
        entry = self._documents.get(document)
        if entry is None:
            hint = _meant(document, self._documents) or "article41 rules list shows what the law cites"
            return Problem(f"{text}: {document} is not in the register of resolutions", place, hint)
        known = entry["paragraphs"]
        if not paragraph:
            return Problem(f"{text} names no paragraph", place, f"write it like {text} {known[0]}") if known else None
        if entry["complete"] and paragraph not in known:
            return Problem(f"{document} has no paragraph {paragraph}", place, f"its paragraphs: {', '.join(known)}")
        if known and not any(part in known for part in parents(paragraph)):
            return Problem(
                f"the register knows no paragraph {paragraph} of {document}", place, f"it knows {', '.join(known)}"
            )
        return None

    def citation(self, text: str) -> tuple[str, str] | Problem:
        """Return document and paragraph of a citation, or what is wrong with it."""
        parts = split_citation(text)
        if parts is None:
            return Problem(f"{text!r} is not a citation", hint="write it like S/RES/1718 (2006) 8 (b)")
        return self.citation_problem(*parts) or parts

    def provision(self, name: str) -> str | Problem:
        """Return the full id of a provision, which may be named without its regime, or what is wrong."""
        if name in self._provisions:
            return name
        same = [full for full in self._provisions if full.partition("/")[2] == name]
        if len(same) == 1:
            return same[0]
        if same:
            return Problem(f"{name!r} is in several regimes", hint=f"write one of {', '.join(same)}")
        return Problem(f"there is no provision {name!r}", hint=self._close(name))

    def fact_problem(self, name: str, place: Place = Place()) -> Problem | None:  # noqa: B008
        """Return what is wrong with the name of a fact."""
        if name in FACTS:
            return None
        return Problem(f"there is no fact {name!r}", place, _meant(name, FACTS) or "docs/rule-form.md names them")

    def _close(self, name: str, among: Iterable[str] | None = None) -> str:
        known = list(self._provisions if among is None else among)
        short = {full.partition("/")[2]: full for full in known}
        found = get_close_matches(name, known, 1) or [
            short[word] for word in get_close_matches(name.partition("/")[2] or name, short, 1)
        ]
        return f"did you mean {found[0]!r}?" if found else "article41 rules list --regime REGIME lists them"

    # What is wrong with a case

    def problems(self, case: Case) -> list[Problem]:
        """Return every name of a case that is unknown, and every expectation that no report can meet."""
        found: list[Problem] = []
        found += self._ids(case, "provisions", case.provisions, _FINDING_EFFECTS)
        found += self._ids(case, "provisions_not", case.provisions_not, _FINDING_EFFECTS)
        found += self._ids(case, "obligations", case.obligations, (Effect.OBLIGE.value,))
        found += self._ids(case, "obligations_not", case.obligations_not, (Effect.OBLIGE.value,))
        found += self._ids(case, "advisories", case.advisories, (Effect.ADVISE.value,))
        found += self._ids(case, "advisories_not", case.advisories_not, (Effect.ADVISE.value,))
        for key, cites in (("cites", case.cites), ("cites_not", case.cites_not)):
            found += [p for n, cite in enumerate(cites) if (p := self.citation_problem(*cite, _at(case, key, n)))]
        for cited in case.citations:
            place = _at(case, "citations", cited.owner)
            if cited.owner not in self._owners:
                message = f"there is no provision or exemption {cited.owner!r}"
                found.append(Problem(message, place, _meant(cited.owner, self._owners)))
            elif problem := self.citation_problem(cited.document, cited.paragraph, place):
                found.append(problem)
        found += self._ids(case, "certain", case.certain, (Effect.OBLIGE.value, Effect.ADVISE.value))
        for reach in case.reaches:
            if self._provisions.get(reach.provision, {}).get("effect") not in _FINDING_EFFECTS:
                message = f"reaches: there is no provision {reach.provision!r} that could carry a verdict"
                found.append(Problem(message, _at(case, "reaches"), self._close(reach.provision)))
        found += [p for n, fact in enumerate(case.missing) if (p := self.fact_problem(fact, _at(case, "missing", n)))]
        for name, status in case.exemptions.items():
            found += self._exemption(case, name, status)
        found += _impossible(case)
        confused = self._confused(case)
        return [*found, confused] if confused else found

    def _ids(self, case: Case, key: str, ids: tuple[str, ...], effects: tuple[str, ...]) -> list[Problem]:
        found = []
        for n, name in enumerate(ids):
            provision = self._provisions.get(name)
            effect = provision["effect"] if provision else None
            if effect is None:
                hint = self._close(name, (full for full, p in self._provisions.items() if p["effect"] in effects))
                found.append(Problem(f"{key}: there is no provision {name!r}", _at(case, key, n), hint))
            elif effect not in effects:
                hint = f"name it under {_KEY_OF_EFFECT[effect]}{'_not' if key.endswith('_not') else ''}"
                message = f"{key}: the effect of {name} is to {effect}, so it is never there"
                found.append(Problem(message, _at(case, key, n), hint))
            elif effect == Effect.PERMIT.value and key == "provisions" and case.expect is not Verdict.PERMITTED:
                message = f"{name} permits and can carry no verdict but {Verdict.PERMITTED.value}"
                found.append(Problem(message, _at(case, key, n), f"the case expects {case.expect.value}"))
        return found

    def _exemption(self, case: Case, name: str, status: ExemptionStatus) -> list[Problem]:
        place = _at(case, "exemptions", name)
        known = self._exemptions.get(name)
        if known is None:
            return [Problem(f"there is no exemption {name!r}", place, _meant(name, self._exemptions))]
        if status is ExemptionStatus.PROCEDURE_MISSING:
            if all(exemption["procedure"] is None for exemption in known):
                return [Problem(f"{name} has no procedure that could be missing", place)]
            if not any(exemption["substantive"] for exemption in known):
                hint = f"{ExemptionStatus.NOT_SHOWN.value} is what it is until its approval is shown"
                return [Problem(f"{name} is a bare power and never {status.value}", place, hint)]
        if status is ExemptionStatus.MET and case.expect is not Verdict.PERMITTED:
            message = f"an exemption that is met permits: {name} cannot be met and the verdict {case.expect.value}"
            return [Problem(message, place)]
        if status is ExemptionStatus.PROCEDURE_MISSING and case.expect is Verdict.PROHIBITED:
            hint = f"expect {Verdict.CONDITIONAL.value}, or another status"
            return [Problem(f"a finding of which only the paper is missing ({name}) is not prohibited", place, hint)]
        return []

    def _confused(self, case: Case) -> Problem | None:
        """A case of a regime on one of two States with one name, and only the other State in it."""
        targets = self._targets.get(case.regime or "", frozenset())
        if case.expect is Verdict.OUT_OF_SCOPE:
            return None
        stated = _words_of(case.transfer)
        for name, codes in self._ambiguous.items():
            ours, others = targets & set(codes), (set(codes) - targets) & set(stated)
            if ours and others and not ours & set(stated):
                other = sorted(others)[0]
                place = case.places.in_transfer(stated[other]) if case.places else case.place
                hint = f"write {', '.join(sorted(ours))} if that State is meant, or expect: out_of_scope"
                message = f"{other} is not the State that {case.regime} is about: both are called {name!r}"
                return Problem(message, place, hint)
        return None


_KEY_OF_EFFECT = {
    Effect.PROHIBIT.value: "provisions",
    Effect.PERMIT.value: "provisions",
    Effect.OBLIGE.value: "obligations",
    Effect.ADVISE.value: "advisories",
}


def _at(case: Case, key: str, member: int | str | None = None) -> Place:
    return case.places.of(key, member) if case.places else case.place


def _meant(word: str, known: Iterable[str]) -> str | None:
    close = get_close_matches(word, list(known), 1)
    return f"did you mean {close[0]!r}?" if close else None


def _impossible(case: Case) -> list[Problem]:
    """Return what the case asks for that its verdict rules out."""
    found = []
    if case.expect is Verdict.OUT_OF_SCOPE:
        for key in _OF_A_FINDING:
            if getattr(case, key):
                message = f"{key}: with the verdict {case.expect.value} there is no finding that could have any"
                found.append(Problem(message, _at(case, key), "remove it, or expect another verdict"))
    elif case.missing and case.expect not in _WITH_MISSING_FACTS:
        message = f"missing: nothing is missing for the verdict {case.expect.value}"
        found.append(Problem(message, _at(case, "missing"), f"remove it, or expect {Verdict.UNDETERMINED.value}"))
    for key in ("provisions", "cites", "obligations", "advisories"):
        for member in sorted(set(getattr(case, key)) & set(getattr(case, f"{key}_not"))):
            shown = member if isinstance(member, str) else " ".join(member)
            message = f"{shown} stands under {key} and under {key}_not"
            found.append(Problem(message, _at(case, f"{key}_not"), "remove one"))
    return found


def _words_of(value: Any, pointer: str = "") -> dict[str, str]:
    """Return every text in a JSON value with a pointer to it."""
    if isinstance(value, dict):
        parts = [(f"{pointer}/{key}", member) for key, member in value.items()]
    elif isinstance(value, list):
        parts = [(f"{pointer}/{n}", member) for n, member in enumerate(value)]
    else:
        return {value: pointer} if isinstance(value, str) else {}
    return {word: at for inner, member in parts for word, at in _words_of(member, inner).items()}
