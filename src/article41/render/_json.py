"""Reports as JSON: the object of docs and schema ``article41/report/1``, or a list of them.

In a list every object also says from which ``source`` (file, pointer) it came, so that a transfer that was
set aside does not shift the others out of step.
"""

from __future__ import annotations

import json
from typing import Any, TextIO

from article41.render import Judged, Refused, Screen, Tally
from article41.render._safe import safe_json

__all__ = ["JsonWriter", "dump"]


def dump(value: Any) -> str:
    """Return the JSON text of ``value``, indented by two, safe to print on a terminal."""
    return safe_json(json.dumps(value, ensure_ascii=False, indent=2))


class JsonWriter:
    """Writes one object, or a list as it grows: a long run is never held in memory."""

    def __init__(self, out: TextIO, screen: Screen) -> None:
        self._out = out
        self._several = screen.several
        self._count = 0

    def report(self, judged: Judged) -> None:
        """Write one report."""
        value = judged.report.to_dict()
        self._count += 1
        if not self._several:
            self._out.write(dump(value) + "\n")
            return
        if judged.source is not None:
            value["source"] = {"file": judged.source.file, "pointer": judged.source.pointer}
        text = dump(value).replace("\n", "\n  ")
        self._out.write(f"{'[' if self._count == 1 else ','}\n  {text}")

    def refused(self, refused: Refused) -> None:
        """Write nothing: standard error tells it, and a reader of reports gets reports only."""

    def close(self, tally: Tally) -> None:
        """End the list; where nothing could be judged it is empty."""
        if self._count == 0:
            self._out.write("[]\n")
        elif self._several:
            self._out.write("\n]\n")
