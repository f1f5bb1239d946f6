"""What all items have in common."""

from __future__ import annotations

from article41.model._base import Codes, HsCode, LongText, Model, Text, Texts
from article41.model._quantities import Money, Quantity

__all__ = ["Goods", "ItemBase", "ListedGoods"]


class ItemBase(Model):
    """One line of a transfer. Whatever an item leaves out is unknown; what its type cannot state, it is not."""

    description: LongText | None = None
    """What the papers say it is."""
    quantity: Quantity | None = None
    """How much of it."""
    value: Money | None = None
    """The value of the whole line."""


class Goods(ItemBase):
    """Something that is moved."""

    unit_value: Money | None = None
    """The value of one piece."""
    hs: HsCode | None = None
    """The code of the Harmonized System: 2 to 10 digits."""
    origin: Text | None = None
    """The State in which it originates: an ISO 3166-1 code or a name."""
    controls: Codes | None = None
    """The entries of control lists that cover it, like ML4 or UNROCA-III; an empty list says: none does."""


class ListedGoods(Goods):
    """Goods that a list annexed to a resolution may name one by one."""

    lists: Texts | None = None
    """The UN lists that name it, by document symbol, like S/2006/814; an empty list says: none does."""
