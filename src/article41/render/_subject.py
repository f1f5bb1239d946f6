"""What a transfer is, in a line: the reader must see at once that the right thing was judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from article41.model import Transfer
from article41.render._page import Span, Text, dim

__all__ = ["items_in_words", "subject"]

_SHOWN_ITEMS = 2
_MOST_ITEMS = 6
_LONGEST = 60


def subject(transfer: Transfer) -> list[Text]:
    """Return the line: items, from whom to whom, acts, day."""
    items = transfer.items
    words = ", ".join(_item(item) for item in items[:_SHOWN_ITEMS])
    if len(items) > _SHOWN_ITEMS:
        left = len(items) - _SHOWN_ITEMS
        words += f" and {left} more {'item' if left == 1 else 'items'}"
    out: list[Text] = [
        Span(words[:1].upper() + words[1:], "strong"),
        dim(" · "),
        f"{_party(transfer.supplier, 'supplier')} → {_party(transfer.recipient, 'recipient')}",
    ]
    if transfer.end_user is not None:
        out += [dim(" · "), f"for {_party(transfer.end_user, 'end user')}"]
    if transfer.activities:
        out += [dim(" · "), ", ".join(word.replace("_", " ") for word in transfer.activities)]
    return [*out, dim(" · "), Span(str(transfer.date), whole=True)]


def items_in_words(transfer: Transfer, indexes: Sequence[int]) -> str:
    """Return which items are meant: ``items 0, 1 (artillery shells), 4 (training)``."""
    shown = indexes[:_MOST_ITEMS]
    numbers: dict[str, list[str]] = {}
    for index in shown:
        numbers.setdefault(_type(transfer.items[index]), []).append(str(index))
    text = ", ".join(f"{', '.join(own)} ({words})" for words, own in numbers.items())
    more = f" and {len(indexes) - len(shown)} more" if len(indexes) > len(shown) else ""
    return f"{'item' if len(indexes) == 1 else 'items'} {text}{more}"


def _item(item: Any) -> str:
    words = _type(item)
    kind = getattr(item, "material", None) or getattr(item, "kind", None)
    calibre = getattr(item, "calibre_mm", None)
    details = [kind.replace("_", " ")] if kind else []
    if calibre is not None:
        details.append(f"{_number(calibre)} mm")
    if details:
        words += f": {', '.join(details)}"
    if item.quantity is not None:
        unit = "" if item.quantity.unit == "other" else f" {item.quantity.unit.replace('_', ' ')}"
        words += f" ({_number(item.quantity.amount)}{unit})"
    return words


def _type(item: Any) -> str:
    return str(item.type).replace("_", " ")


def _number(amount: Any) -> str:
    whole = int(amount)
    return f"{whole:,}" if amount == whole else f"{amount:,}"


def _party(party: Any, role: str) -> str:
    if party is None:
        return f"{role} not stated"
    name = party.name or party.actor or party.force
    if name is not None and len(name) > _LONGEST:
        name = name[:_LONGEST] + "…"
    state = party.state
    if name is not None:
        return f"{name} ({state})" if state else f"{name} (State not stated)"
    kind = f", {party.kind.replace('_', ' ')}" if party.kind else ""
    return f"{state}{kind}" if state else f"{role} of no stated State{kind}"
