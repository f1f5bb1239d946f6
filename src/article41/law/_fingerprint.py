"""The digest of one provision: whether what somebody relied on is still what the rule says."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from article41._words import Effect

__all__ = ["LENGTH", "provision_digest"]

LENGTH = 32
"""Hexadecimal digits of a digest."""


def provision_digest(provision: dict[str, Any], regime: dict[str, Any]) -> str:
    """Return the digest of a compiled provision: its text, citations, periods, tests and exemptions.

    Exemptions of the whole regime count where they reach it. The numbers that tests and procedures have in their file
    do not, so a change elsewhere in the file leaves it as it is.
    """
    name = provision["id"]
    shared = [
        exemption
        for exemption in regime["exemptions"]
        if provision["effect"] == Effect.PROHIBIT.value
        and (exemption["applies_to"] is None or name in exemption["applies_to"])
        and name not in exemption["not_to"]
    ]
    plain = _plain(provision, regime)
    plain["exempt"] = [_plain(exemption, regime) for exemption in provision["exempt"]]
    plain["shared"] = [_plain(exemption, regime) for exemption in shared]
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def _plain(rule: dict[str, Any], regime: dict[str, Any]) -> dict[str, Any]:
    """Write out the tests and the procedure that a provision or exemption names by number."""
    # Which other provisions an exemption reaches is no part of this one.
    out = {key: value for key, value in rule.items() if key not in ("applies_to", "not_to")}
    atoms = regime["atoms"]
    clauses = [sorted(([n > 0, *atoms[abs(n) - 1]] for n in clause), key=json.dumps) for clause in rule["clauses"]]
    out["clauses"] = sorted(clauses, key=json.dumps)
    if rule.get("procedure") is not None:
        out["procedure"] = regime["procedures"][rule["procedure"]]
    return out
