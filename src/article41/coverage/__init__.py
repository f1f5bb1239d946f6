"""Coverage: which points of the law some case exercises, and which none does."""

from article41.coverage._coverage import CATEGORIES, Gauge
from article41.coverage._result import Coverage

__all__ = ["CATEGORIES", "Coverage", "Gauge"]
