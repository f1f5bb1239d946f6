"""The dossier: everything about one answer in one page that can be filed, printed and read years later."""

from __future__ import annotations

__all__: list[str] = []
