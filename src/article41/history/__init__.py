"""The law over time: what ends when, what changed between two days, how a verdict moved, how a rule came to be.

Reads the compiled rulebook and asks the engine; decides nothing itself. One module for each question.
"""

from __future__ import annotations

__all__: list[str] = []
