"""A second, slow and plain evaluator of the rules, written from docs/rule-form.md alone.

It shares no code with the engines, so that a misreading of the page in one of them shows as a difference.
It reads rule files as plain dicts and a transfer as a plain JSON dict that is already valid.
"""

from __future__ import annotations

from ._evaluate import NaiveFinding, NaiveReport, evaluate, naive_summary
from ._rules import NaiveError, Rules, load_rules, write_rules

__all__ = [
    "NaiveError",
    "NaiveFinding",
    "NaiveReport",
    "Rules",
    "evaluate",
    "load_rules",
    "naive_summary",
    "write_rules",
]
