"""A mutant: one regime with one point of one provision or exemption changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from article41._errors import Place
from article41.law._provision import Exemption, Provision, Regime

__all__ = ["Mutant"]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed regime, and how it came about.

    Attributes:
        id: ``regime/provision[/exemption]:kind:detail``; the same as long as that point of the law is.
        kind: the sort of change: ``drop-condition``, ``date``, ``citation`` ...
        says: the change in words.
        place: the provision or exemption that it is made in.
        needle: a text of the rule file near which it is made.
        number: the place of the changed provision in the regime; None if a power of the whole regime is changed.
        provision: the provision as changed.
        shared: the regime's own exemptions as changed.
    """

    id: str
    kind: str
    says: str
    place: Place
    needle: str
    number: int | None
    provision: Provision | None = None
    shared: tuple[Exemption, ...] | None = None

    def apply(self, regime: Regime) -> Regime:
        """Return the regime with the change made."""
        if self.shared is not None:
            return replace(regime, exemptions=self.shared)
        assert self.provision is not None
        provisions = [self.provision if n == self.number else p for n, p in enumerate(regime.provisions)]
        return replace(regime, provisions=tuple(provisions))
