from __future__ import annotations

import json
from io import StringIO

from article41._record import replace
from article41._words import Verdict
from article41.render import Judged, Screen, Source, Tally, writer_for

from ._samples import full_report, report, text_of


def test_one_report_is_its_object():
    text = text_of(full_report(), form="json")
    assert json.loads(text) == full_report().to_dict()
    assert text.startswith('{\n  "schema": "article41/report/1"')
    assert text.endswith("}\n")


def test_several_reports_are_a_list_with_sources():
    out = StringIO()
    writer = writer_for("json", out, Screen(several=True))
    writer.report(Judged(report(), None, Source("a.json", "/0")))
    writer.report(Judged(report(Verdict.PERMITTED)))
    writer.close(Tally({}))
    first, second = json.loads(out.getvalue())
    assert first == {**report().to_dict(), "source": {"file": "a.json", "pointer": "/0"}}
    assert second == report(Verdict.PERMITTED).to_dict()
    assert out.getvalue().startswith("[\n  {\n    ")


def test_nothing_judged_is_an_empty_list():
    for several in (False, True):
        out = StringIO()
        writer_for("json", out, Screen(several=several)).close(Tally({}, set_aside=1))
        assert json.loads(out.getvalue()) == []


def test_control_characters_leave_as_escapes():
    hostile = replace(report(), transfer="\x1b[2J\x9b\u202e\u00e9\U0001f600")
    text = text_of(hostile, form="json")
    assert text.replace("\n", "").isprintable()
    assert "é" in text
    assert json.loads(text)["transfer"] == hostile.transfer
