"""What a case file declares to be beyond any case, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from article41._errors import Problem, RuleError
from article41.coverage._elements import Plan
from article41.law._yaml import read_yaml

__all__ = ["apply_waivers"]


def apply_waivers(paths: Iterable[Path], plans: Iterable[Plan]) -> list[Problem]:
    """Mark the elements that case files waive; return what is wrong with a waiver.

    A waiver of something that the plans do not have, or that a case shows after all, is wrong. One of a regime
    that is not looked at is let be.
    """
    plans = list(plans)
    elements = {element.id: element for plan in plans for element in plan.elements}
    names = {plan.name for plan in plans}
    problems: list[Problem] = []
    for path in paths:
        try:
            for value in read_yaml(path).each("unreachable"):
                value.mapping(("element", "why"))
                at, why = value.need("element"), value.need("why").text()
                element = elements.get(at.text())
                if element is not None and element.exercised:
                    case = next(iter(element.seen.values()))[0]
                    at.fail("a case exercises it after all", f"remove the waiver; it is {case}")
                elif element is not None:
                    element.unreachable, element.waived = why, True
                elif at.text().partition("/")[0].partition(":")[0] in names:
                    close = get_close_matches(at.text(), elements, 1)
                    at.fail(
                        f"there is nothing to cover called {at.text()!r}",
                        f"did you mean {close[0]!r}?" if close else None,
                    )
        except RuleError as error:
            problems += error.problems
    return problems
