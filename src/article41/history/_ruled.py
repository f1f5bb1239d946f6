"""Every provision and every exemption of a rulebook as one kind of thing: something that is in force, or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple

from article41._errors import InputError, Problem
from article41.law import Rulebook

__all__ = ["Periods", "Ruled", "in_force", "regimes_of", "rules_of"]

Periods = list[list[int | None]]


class Ruled(NamedTuple):
    """A provision, or an exemption from one or from a whole regime."""

    regime: dict[str, Any]
    """The compiled regime that it is of."""
    rule: dict[str, Any]
    """Its compiled form."""
    provision: dict[str, Any] | None = None
    """Of an exemption, the provision that it stands under; None for one of the whole regime, and for a provision."""

    @property
    def is_provision(self) -> bool:
        """Whether it is a provision."""
        return "effect" in self.rule

    @property
    def kind(self) -> str:
        """``provision``, ``exemption``, or ``regime_exemption`` for one of a whole regime."""
        return "provision" if self.is_provision else "exemption" if self.provision else "regime_exemption"

    @property
    def id(self) -> str:
        """``regime/provision``, ``regime/provision/exemption`` or, for one of a whole regime, ``regime/exemption``."""
        if self.is_provision:
            return str(self.rule["id"])
        return f"{self.provision['id'] if self.provision else self.regime['id']}/{self.rule['id']}"

    @property
    def text(self) -> str:
        """What it says, in a sentence."""
        return str(self.rule["rule"] if self.is_provision else self.rule["summary"])

    @property
    def cites(self) -> list[list[Any]]:
        """Its citations, compiled: document, paragraph, role, day of adoption, URL, verified."""
        return list(self.rule["cites"]) if self.is_provision else [self.rule["cite"]]

    @property
    def periods(self) -> Periods:
        """When it is in force."""
        periods: Periods = self.rule["periods"]
        return periods

    @property
    def renewal_unverified(self) -> bool:
        """Whether nobody has verified that it ended with its last period; an exemption shares its provision's lot."""
        owner = self.rule if self.is_provision else self.provision
        if owner is None or not owner["renewal_unverified"]:
            return False
        return self.is_provision or self.periods[-1][1] == owner["periods"][-1][1]

    @property
    def follows(self) -> bool:
        """Whether it is an exemption that comes and goes with its provision, and so tells nothing of its own."""
        return self.provision is not None and self.periods == self.provision["periods"]


def rules_of(regimes: Iterable[dict[str, Any]]) -> Iterator[Ruled]:
    """Yield each provision with its exemptions after it, then the exemptions of the whole regime."""
    for regime in regimes:
        for provision in regime["provisions"]:
            yield Ruled(regime, provision)
            for exemption in provision["exempt"]:
                yield Ruled(regime, exemption, provision)
        for exemption in regime["exemptions"]:
            yield Ruled(regime, exemption)


def in_force(periods: Periods, day: int) -> bool:
    """Return whether ``day`` lies in one of the periods."""
    return any((first is None or first <= day) and (last is None or day <= last) for first, last in periods)


def regimes_of(rulebook: Rulebook, wanted: str | None = None) -> list[dict[str, Any]]:
    """Return the compiled regimes, or the one that is wanted.

    Raises:
        InputError: there is no such regime.
    """
    if wanted is None:
        return [rulebook.regime(name) for name in rulebook.regimes]
    if wanted not in rulebook.regimes:
        close = get_close_matches(wanted, rulebook.regimes, 1)
        hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(rulebook.regimes)}"
        raise InputError(Problem(f"there is no regime {wanted!r}", hint=hint))
    return [rulebook.regime(wanted)]
