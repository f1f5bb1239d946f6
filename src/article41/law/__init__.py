"""The law: rule files read, checked and compiled. Knows nothing of engines or faces."""

from article41.law._rulebook import Rulebook

__all__ = ["Rulebook"]
