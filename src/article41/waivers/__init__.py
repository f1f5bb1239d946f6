"""Waivers: findings that somebody with authority has taken upon himself, for a time. They change no verdict."""

from article41.waivers._apply import Waivers
from article41.waivers._form import Waiver, read_waivers

__all__ = ["Waiver", "Waivers", "read_waivers"]
