"""The timeline of the corridor that a transfer runs along, as a picture; or why there is none."""

from __future__ import annotations

from article41._errors import InputError
from article41.engine._check import Engine
from article41.engine._report import Report
from article41.history._svg import to_svg
from article41.history._timeline import Corridor, Stretch, stretches
from article41.history._timeline_view import TimelineView
from article41.language import say
from article41.model import Transfer

__all__ = ["Pictures"]


class Pictures:
    """Draws timelines, and works out each corridor once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, Corridor], list[Stretch]] = {}

    def of(self, engine: Engine, transfer: Transfer, report: Report, part: str) -> tuple[str | None, str]:
        """Return the picture, with ids that begin with ``part``, and a sentence about it; None if there is none."""
        supplier, recipient = transfer.supplier, transfer.recipient
        if supplier is None or supplier.state is None or recipient is None or recipient.state is None:
            return None, say("No picture: the States of supplier and recipient are not both stated.")
        number = report.findings[0].items[0] if report.findings and report.findings[0].items else 0
        corridor = Corridor(transfer.items[number].type, supplier.state, recipient.state, recipient.kind)
        try:
            found = self._stretches(engine, corridor)
        except InputError as error:
            return None, say("No picture: {why}.", why=error.problems[0].message)
        said = say(
            "Of a plain supply of item {number}'s type along this corridor, not of this transfer with all that it "
            "states: it shows the law around the day, and its verdict for the day may be another.",
            number=number,
        )
        return to_svg(TimelineView(engine.rulebook, corridor, found), part), said

    def _stretches(self, engine: Engine, corridor: Corridor) -> list[Stretch]:
        key = id(engine), corridor
        if key not in self._known:
            law = engine.rulebook
            last = max(engine.verified_to.values(), default=law.covers_from)
            self._known[key] = stretches(engine, corridor, law.covers_from, last)
        return self._known[key]
