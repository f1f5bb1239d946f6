"""Results as JUnit XML: a suite for each case file, a test case for each case, its line with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree import ElementTree

from article41._errors import Problem
from article41.render._safe import safe_lines
from article41.render._safe import safe_text as _safe

__all__ = ["FileResult", "Result", "junit_xml"]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one case. ``failure`` is empty if it holds."""

    name: str
    line: int | None
    seconds: float
    headline: str = ""
    failure: str = ""


@dataclass(slots=True)
class FileResult:
    """What came of one case file."""

    file: str
    results: list[Result] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def junit_xml(files: list[FileResult]) -> bytes:
    """Return the XML. What could not be used is an error of its own, called by its place."""
    root = ElementTree.Element("testsuites", name="article41")
    totals = {"tests": 0, "failures": 0, "errors": 0}
    for file in files:
        counts = {
            "tests": len(file.results) + len(file.problems),
            "failures": sum(bool(result.failure) for result in file.results),
            "errors": len(file.problems),
        }
        seconds = sum(result.seconds for result in file.results)
        suite = ElementTree.SubElement(root, "testsuite", {"name": _safe(file.file), **_figures(counts, seconds)})
        for result in file.results:
            case = _case(suite, file.file, result.name, result.line, result.seconds)
            if result.failure:
                ElementTree.SubElement(case, "failure", message=_safe(result.headline)).text = safe_lines(
                    result.failure
                )
        for problem in file.problems:
            case = _case(suite, file.file, str(problem.place), problem.place.line, 0)
            ElementTree.SubElement(case, "error", message=_safe(problem.message)).text = safe_lines(str(problem))
        totals = {key: value + counts[key] for key, value in totals.items()}
    for key, value in _figures(totals, sum(r.seconds for f in files for r in f.results)).items():
        root.set(key, value)
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _case(suite: ElementTree.Element, file: str, name: str, line: int | None, seconds: float) -> ElementTree.Element:
    told = {"classname": _safe(file), "name": _safe(name), "file": _safe(file), "time": f"{seconds:.3f}"}
    if line is not None:
        told["line"] = str(line)
    return ElementTree.SubElement(suite, "testcase", told)


def _figures(counts: dict[str, int], seconds: float) -> dict[str, str]:
    return {**{key: str(value) for key, value in counts.items()}, "time": f"{seconds:.3f}"}
