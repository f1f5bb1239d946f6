"""What a transfer is, in a line: the reader must see at once that the right thing was judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from article41.language import marked, plural, say, term
from article41.model import Transfer
from article41.render._page import Span, Text, dim

__all__ = ["items_in_words", "subject"]

_SHOWN_ITEMS = 2
_MOST_ITEMS = 6
_LONGEST = 60
_SUPPLIER = (marked("supplier not stated"), marked("supplier of no stated State"))
_RECIPIENT = (marked("recipient not stated"), marked("recipient of no stated State"))
_END_USER = (marked("end user not stated"), marked("end user of no stated State"))
"""What a party is called of which nothing, or no State, is stated."""


def subject(transfer: Transfer) -> list[Text]:
    """Return the line: items, from whom to whom, acts, day."""
    items = transfer.items
    words = ", ".join(_item(item) for item in items[:_SHOWN_ITEMS])
    if len(items) > _SHOWN_ITEMS:
        left = len(items) - _SHOWN_ITEMS
        words += plural(" and {n} more item", " and {n} more items", left)
    out: list[Text] = [
        Span(words[:1].upper() + words[1:], "strong"),
        dim(" · "),
        f"{_party(transfer.supplier, _SUPPLIER)} → {_party(transfer.recipient, _RECIPIENT)}",
    ]
    if transfer.end_user is not None:
        out += [dim(" · "), say("for {party}", party=_party(transfer.end_user, _END_USER))]
    if transfer.activities:
        out += [dim(" · "), ", ".join(map(term, transfer.activities))]
    return [*out, dim(" · "), Span(str(transfer.date), whole=True)]


def items_in_words(transfer: Transfer, indexes: Sequence[int]) -> str:
    """Return which items are meant: ``items 0, 1 (artillery shells), 4 (training)``."""
    shown = indexes[:_MOST_ITEMS]
    numbers: dict[str, list[str]] = {}
    for index in shown:
        numbers.setdefault(_type(transfer.items[index]), []).append(str(index))
    text = ", ".join(f"{', '.join(own)} ({words})" for words, own in numbers.items())
    more = say(" and {n} more", n=len(indexes) - len(shown)) if len(indexes) > len(shown) else ""
    return plural("item {items}", "items {items}", len(indexes), items=text) + more


def _item(item: Any) -> str:
    words = _type(item)
    kind = getattr(item, "material", None) or getattr(item, "kind", None)
    calibre = getattr(item, "calibre_mm", None)
    details = [term(kind)] if kind else []
    if calibre is not None:
        details.append(f"{_number(calibre)} mm")
    if details:
        words = say("{item}: {details}", item=words, details=", ".join(details))
    if item.quantity is not None:
        unit = "" if item.quantity.unit == "other" else f" {term(item.quantity.unit, 'unit')}"
        words += f" ({_number(item.quantity.amount)}{unit})"
    return words


def _type(item: Any) -> str:
    return term(item.type)


def _number(amount: Any) -> str:
    whole = int(amount)
    text = f"{whole:,}" if amount == whole else f"{amount:,}"
    thousands, point = say(","), say(".")
    return text.translate({ord(","): thousands, ord("."): point})


def _party(party: Any, unstated: tuple[str, str]) -> str:
    if party is None:
        return say(unstated[0])
    name = party.name or party.actor or party.force
    if name is not None and len(name) > _LONGEST:
        name = name[:_LONGEST] + "…"
    state = party.state
    if name is not None:
        return f"{name} ({state})" if state else say("{name} (State not stated)", name=name)
    kind = f", {term(party.kind)}" if party.kind else ""
    return (state or say(unstated[1])) + kind
