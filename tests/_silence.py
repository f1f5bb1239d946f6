"""Documents with something left out, and what the law makes of them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from article41 import InputError, Verdict
from article41.engine._check import engine_for
from article41.model import parse_transfer

__all__ = ["CLEARED", "SILENCE_MEANS_NONE", "Path", "paths_of", "verdict_of", "without"]

Path = tuple[str | int, ...]

CLEARED = {Verdict.PERMITTED, Verdict.OUT_OF_SCOPE}

SILENCE_MEANS_NONE = frozenset({"end_user", "intermediaries", "transit", "origin", "controls"})
"""What docs/rule-form.md does not read as unknown where it is absent: taking it out may change the answer."""


def paths_of(value: Any, at: Path = ()) -> Iterator[Path]:
    """Yield the path of every key of an object, at any depth; list members themselves are kept."""
    members: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        if isinstance(key, str):
            yield (*at, key)
        yield from paths_of(member, (*at, key))


def without(document: Any, *paths: Path) -> Any:
    """Return a copy of the document without the keys at ``paths``, none of which lies inside another."""
    out = copy.deepcopy(document)
    for path in paths:
        here = out
        for part in path[:-1]:
            here = here[part]
        del here[path[-1]]
    return out


def verdict_of(document: Any) -> Verdict | None:
    """Return the verdict; None if it is no transfer any more.

    Not by way of a report: where little is stated, most of its time goes into the questions.
    """
    engine = engine_for()
    try:
        transfer = parse_transfer(document)
        hits = engine.hits(transfer, engine.movements(transfer))
    except InputError:
        return None
    return Verdict.gravest([x.hit.verdict for x in hits if x.hit.verdict is not None])
