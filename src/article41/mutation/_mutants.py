"""Every mutant of a regime: each provision and exemption changed in one point at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from article41._words import Effect
from article41.law._ir import All
from article41.law._provision import Cite, Exemption, Procedure, Provision, Regime
from article41.model._dates import day_text
from article41.mutation._conditions import Vocabulary, changes_of
from article41.mutation._mutant import Mutant
from article41.mutation._papers import cite_changes, procedure_changes
from article41.mutation._text import shifted

__all__ = ["mutants_of"]

_Periods = tuple[tuple[int | None, int | None], ...]
_OTHER_EFFECTS = {
    Effect.PROHIBIT: (Effect.ADVISE, Effect.PERMIT),
    Effect.PERMIT: (Effect.PROHIBIT, Effect.ADVISE),
    Effect.OBLIGE: (Effect.ADVISE, Effect.PROHIBIT),
    Effect.ADVISE: (Effect.OBLIGE, Effect.PROHIBIT),
}
_DUTIES = ("inspect", "report")
_NO_CONDITIONS = All(())

_Put = Callable[[str, str, str, str, Exemption | None], Mutant]
"""Makes the mutant of: kind, detail, words, needle, the exemption as changed."""


def mutants_of(regime: Regime, vocabulary: Vocabulary) -> list[Mutant]:
    """Return the regime's mutants in the order of its file; no two of one provision are the same law."""
    found: list[Mutant] = []
    for number, provision in enumerate(regime.provisions):
        found += _distinct(_provision(number, provision, vocabulary), provision)
    for n, exemption in enumerate(regime.exemptions):
        found += _distinct(_shared(regime, n, exemption, vocabulary), regime.exemptions)
    return _numbered(found)


def _distinct(mutants: Iterator[Mutant], unchanged: object) -> list[Mutant]:
    known = {unchanged}
    out = []
    for mutant in mutants:
        law: object = mutant.provision or mutant.shared
        if law not in known:
            known.add(law)
            out.append(mutant)
    return out


def _numbered(mutants: list[Mutant]) -> list[Mutant]:
    """Number those that would have the same id: the same test in two places of one provision."""
    counts: dict[str, int] = {}
    out = []
    for mutant in mutants:
        count = counts[mutant.id] = counts.get(mutant.id, 0) + 1
        out.append(mutant if count == 1 else replace(mutant, id=f"{mutant.id}#{count}"))
    return out


def _provision(number: int, provision: Provision, vocabulary: Vocabulary) -> Iterator[Mutant]:
    def made(kind: str, detail: str, says: str, needle: str, changed: Provision) -> Mutant:
        return Mutant(f"{provision.id}:{kind}:{detail}", kind, says, provision.place, needle, number, changed)

    for change in changes_of(provision.condition, vocabulary):
        if change.condition != _NO_CONDITIONS:
            changed = replace(provision, condition=change.condition)
            yield made(change.kind, change.detail, change.says, change.needle, changed)
    for detail, says, needle, periods in _moved(provision.periods):
        yield made("date", detail, says, needle, _in_periods(provision, periods))
    if provision.renewal_unverified:
        says = "takes the last day for certain: no renewal is asked for"
        yield made("renewal", "unverified", says, "renewal", replace(provision, renewal_unverified=False))
    for effect in _OTHER_EFFECTS[provision.effect]:
        says = f"makes its effect {effect.value}, not {provision.effect.value}"
        exemptions = provision.exemptions if effect is Effect.PROHIBIT else ()
        duty = _DUTIES[0] if effect is Effect.OBLIGE else None
        yield made(
            "effect", effect.value, says, "effect", replace(provision, effect=effect, duty=duty, exemptions=exemptions)
        )
    if provision.duty is not None:
        duty = next(d for d in _DUTIES if d != provision.duty)
        yield made("duty", duty, f"makes the duty one to {duty}", "duty", replace(provision, duty=duty))
    for n, cite in enumerate(provision.cites):
        for cited in cite_changes(cite, vocabulary.registers.documents, roles=True):
            assert isinstance(cited.after, Cite)
            cites = (*provision.cites[:n], cited.after, *provision.cites[n + 1 :])
            yield made(cited.kind, cited.detail, cited.says, cited.needle, replace(provision, cites=cites))
    for n, exemption in enumerate(provision.exemptions):
        owner = f"{provision.id}/{exemption.id}"

        def put(
            kind: str,
            detail: str,
            says: str,
            needle: str,
            after: Exemption | None,
            n: int = n,
            owner: str = owner,
            before: Exemption = exemption,
        ) -> Mutant:
            left = (after,) if after is not None else ()
            exemptions = (*provision.exemptions[:n], *left, *provision.exemptions[n + 1 :])
            changed = replace(provision, exemptions=exemptions)
            return Mutant(f"{owner}:{kind}:{detail}", kind, says, before.place, needle, number, changed)

        yield from _exemption(exemption, vocabulary, provision.periods, put)


def _shared(regime: Regime, n: int, exemption: Exemption, vocabulary: Vocabulary) -> Iterator[Mutant]:
    owner = f"{regime.id}/*/{exemption.id}"

    def put(kind: str, detail: str, says: str, needle: str, after: Exemption | None) -> Mutant:
        left = (after,) if after is not None else ()
        exemptions = (*regime.exemptions[:n], *left, *regime.exemptions[n + 1 :])
        return Mutant(f"{owner}:{kind}:{detail}", kind, says, exemption.place, needle, None, None, exemptions)

    yield from _exemption(exemption, vocabulary, None, put)
    applies_to = exemption.applies_to or ()
    for key in applies_to if len(applies_to) > 1 else ():
        left = tuple(other for other in applies_to if other != key)
        name = key.partition("/")[2]
        yield put("reach", f"-{name}", f"no longer reaches {name}", name, replace(exemption, applies_to=left))
    for key in exemption.not_to:
        others = tuple(other for other in exemption.not_to if other != key)
        name = key.partition("/")[2]
        yield put("reach", f"+{name}", f"reaches {name} too", name, replace(exemption, not_to=others))


def _exemption(exemption: Exemption, vocabulary: Vocabulary, within: _Periods | None, put: _Put) -> Iterator[Mutant]:
    procedure = exemption.procedure
    yield put("drop-exemption", "whole", f"drops the exemption {exemption.id}", exemption.id, None)
    for change in changes_of(exemption.condition, vocabulary):
        substantive = change.condition != _NO_CONDITIONS
        if substantive or procedure is not None:
            changed = replace(exemption, condition=change.condition, substantive=substantive)
            yield put(change.kind, change.detail, change.says, change.needle, changed)
    for detail, says, needle, periods in _moved(exemption.periods) if exemption.own_period else ():
        if within is None or any(_meet(a, b) for a in periods for b in within):
            yield put("date", detail, says, needle, replace(exemption, periods=periods))
    documents = vocabulary.registers.documents
    for cited in cite_changes(exemption.cite, documents, roles=False):
        assert isinstance(cited.after, Cite)
        told = procedure and replace(
            procedure, under=((cited.after.document, cited.after.paragraph), *procedure.under[1:])
        )
        changed = replace(exemption, cite=cited.after, procedure=told)
        yield put(cited.kind, cited.detail, cited.says, cited.needle, changed)
    if procedure is None:
        return
    if exemption.substantive:
        yield put("drop-procedure", "whole", "drops the procedure", "procedure", replace(exemption, procedure=None))
    for paper in procedure_changes(procedure):
        assert isinstance(paper.after, Procedure)
        yield put(paper.kind, paper.detail, paper.says, paper.needle, replace(exemption, procedure=paper.after))
    for n, (document, paragraph) in enumerate(procedure.under[1:], 1):
        text = f"{document} {paragraph}".rstrip()
        left = replace(procedure, under=(*procedure.under[:n], *procedure.under[n + 1 :]))
        says = f"takes {text} out of the paragraphs that give the power"
        yield put("under", f"-{text}", says, text, replace(exemption, procedure=left))


def _moved(periods: _Periods) -> Iterator[tuple[str, str, str, _Periods]]:
    """Yield (detail, words, needle, periods) with one end of one period moved by a day, where it still loads."""
    for n, period in enumerate(periods):
        for end, name in enumerate(("first", "last")):
            day = period[end]
            for step in (-1, 1) if day is not None else ():
                assert day is not None
                to = shifted(day, step)
                new = (to, period[1]) if end == 0 else (period[0], to)
                changed = (*periods[:n], new, *periods[n + 1 :])
                if _in_order(changed):
                    shown = day_text(day)
                    yield (
                        f"{name}={shown}{step:+d}",
                        f"makes the {name} day {day_text(to)}, not {shown}",
                        shown,
                        changed,
                    )


def _in_order(periods: _Periods) -> bool:
    real = all(first is None or last is None or first <= last for first, last in periods)
    apart = all(a[1] is not None and b[0] is not None and a[1] < b[0] for a, b in pairwise(periods))
    return real and apart


def _meet(a: tuple[int | None, int | None], b: tuple[int | None, int | None]) -> bool:
    return (a[1] is None or b[0] is None or b[0] <= a[1]) and (b[1] is None or a[0] is None or a[0] <= b[1])


def _in_periods(provision: Provision, periods: _Periods) -> Provision:
    """Return the provision in other periods; an exemption without one of its own goes with it."""
    exemptions = tuple(e if e.own_period else replace(e, periods=periods) for e in provision.exemptions)
    return replace(provision, periods=periods, exemptions=exemptions)
