"""Reports made by hand about a text, so that places can be looked up; and errors that stand in for them."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

from article41._errors import InputError, Place, Problem
from article41._words import FAILING, Verdict
from article41.engine._report import Report
from article41.model import read_transfers
from article41.render import Judged, Refused, Screen, Source, Tally, writer_for

from ._samples import document

__all__ = ["HOSTILE", "REFUSED", "judged", "written"]

HOSTILE = '=1+1\n::error::x\x1b[2J\u202e\x00\ud800%,:;"<&>]]>{0}[a](https://example.org)'
REFUSED = Refused(
    InputError([Problem("there is no such field", Place("b.json", 3, 7, "/1/itms"), "did you mean 'items'?")]),
    Source("b.json", "/1"),
)


def judged(report: Report, file: str = "a.json", **changes: Any) -> Judged:
    result = read_transfers(json.dumps(document(**changes), indent=1).encode(), file)[0]
    return Judged(report, result.transfer, Source(file), result)


def written(
    form: str, *about: Judged | Refused, fail_on: frozenset[Verdict] = FAILING, unread: int = 0, set_aside: int = 0
) -> str:
    out = StringIO()
    writer = writer_for(form, out, Screen(several=True, fail_on=fail_on))
    verdicts: dict[Verdict, int] = {}
    for each in about:
        if isinstance(each, Refused):
            writer.refused(each)
        else:
            verdicts[each.report.verdict] = verdicts.get(each.report.verdict, 0) + 1
            writer.report(each)
    writer.close(Tally(verdicts, set_aside, unread))
    return out.getvalue()
