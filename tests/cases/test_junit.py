from __future__ import annotations

from xml.etree import ElementTree

from article41._errors import Place, Problem
from article41.cases._junit import FileResult, Result, junit_xml


def test_suites_cases_failures_and_errors() -> None:
    good = FileResult("a.yaml", [Result("one", 3, 0.5), Result("two \x1b", 9, 0.25, "no \x00", "line 1\nline \x07 2")])
    bad = FileResult(
        "b.yaml", problems=[Problem("wrong", Place("b.yaml", 4, 2), "do so"), Problem("worse", Place("b.yaml"))]
    )
    data = junit_xml([good, bad])
    root = ElementTree.fromstring(data)
    assert root.tag == "testsuites"
    assert {key: root.get(key) for key in ("tests", "failures", "errors", "time")} == {
        "tests": "4", "failures": "1", "errors": "2", "time": "0.750",
    }  # fmt: skip
    first, second = root
    assert (first.get("name"), first.get("tests"), first.get("failures"), first.get("errors")) == (
        "a.yaml",
        "2",
        "1",
        "0",
    )
    one, two = first
    assert (one.get("name"), one.get("line"), list(one)) == ("one", "3", [])
    assert two.get("name") == "two \\x1b"
    assert two[0].get("message") == "no \\x00"
    assert two[0].text == "line 1\nline \\x07 2"
    error, other = second
    assert (error.get("name"), error.get("line"), error[0].tag) == ("b.yaml:4:2", "4", "error")
    assert "hint: do so" in (error[0].text or "")
    assert other.get("line") is None
