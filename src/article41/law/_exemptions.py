"""Which provisions a compiled exemption can lift."""

from __future__ import annotations

from typing import Any

from article41._words import Effect

__all__ = ["reaches", "shared_exemptions"]


def reaches(exemption: dict[str, Any], provision: str) -> bool:
    """Return whether an exemption of a whole regime is one from the provision with this id."""
    applies = exemption["applies_to"]
    return (applies is None or provision in applies) and provision not in exemption["not_to"]


def shared_exemptions(regime: dict[str, Any], provision: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the exemptions of the whole regime that can lift a provision, in their order.

    They lift what is forbidden; duties and advice they leave alone.
    """
    if provision["effect"] != Effect.PROHIBIT.value:
        return []
    return [exemption for exemption in regime["exemptions"] if reaches(exemption, provision["id"])]
