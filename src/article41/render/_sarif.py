"""Findings as SARIF 2.1.0: provisions are rules, resolutions are taxonomies with their paragraphs as taxa.

Undetermined findings are warnings of the kind ``fail``: of the kind ``open`` they would have to have no level, and
viewers hide those. Findings that permit are left out, as viewers take every result for a fault; each transfer is told
with its verdict in the notifications of the run, with the limits of the answer and what could not be judged.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import PurePath
from typing import Any, TextIO
from urllib.parse import quote

from article41._errors import Place
from article41._version import __version__
from article41._words import Verdict
from article41.engine._report import Citation, Finding, RulebookId, WaiverResult
from article41.language import ENGLISH, say, spoken, term
from article41.render import Judged, Refused, Screen, Tally
from article41.render._safe import safe_json, safe_text
from article41.render._say import cited_text, finding_pointer, finding_text, is_shown, place_of, problem_text, words

__all__ = ["FINGERPRINT", "LEVELS", "SCHEMA_URI", "SarifWriter", "sarif_text"]

SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "article41/finding/v1"
"""The name of the fingerprint: what it is made of does not change under one name."""
LEVELS = {Verdict.PROHIBITED: "error", Verdict.CONDITIONAL: "error", Verdict.UNDETERMINED: "warning"}


class SarifWriter:
    """Writes results as they come; rules, taxonomies and notifications, which they refer to, after them."""

    def __init__(self, out: TextIO, screen: Screen) -> None:
        self._out = out
        self._count = 0
        self._rules: dict[str, dict[str, Any]] = {}
        self._numbers: dict[str, int] = {}
        self._taxonomies: dict[str, dict[str, Any]] = {}
        self._taxa: dict[str, dict[str, int]] = {}
        self._artifacts: dict[str, int] = {}
        self._notes: list[dict[str, Any]] = []
        self._seen: Counter[str] = Counter()
        self._rulebook: RulebookId | None = None
        out.write(
            f'{{\n"$schema": "{SCHEMA_URI}",\n"version": "2.1.0",\n"runs": [{{\n"columnKind": "unicodeCodePoints",\n'
        )
        out.write('"results": [')

    def report(self, judged: Judged) -> None:
        """Write the findings of one report."""
        report = judged.report
        self._rulebook = report.rulebook
        place = place_of(judged)
        text = say(
            "{transfer}: {verdict} on {day}", transfer=report.transfer, verdict=words(report.verdict), day=report.date
        )
        self._note("verdict", "note", text, place)
        for caveat in report.caveats:
            self._note(f"caveat/{caveat.kind}", "note", f"{report.transfer}: {caveat.text}", place)
        for finding in filter(is_shown, report.findings):
            self._add(self._result(judged, finding))

    def refused(self, refused: Refused) -> None:
        """Keep a notification for each problem."""
        for problem in refused.error.problems:
            there = problem.place
            place = Place(refused.source.file, there.line, there.column, there.pointer)
            self._note("not-judged", "error", problem_text(problem), place)

    def close(self, tally: Tally) -> None:
        """Write what the results refer to."""
        kinds = {name: n for n, name in enumerate(dict.fromkeys(note["descriptor"]["id"] for note in self._notes))}
        driver = {
            "name": "article41",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": list(self._rules.values()),
            "notifications": [{"id": name} for name in kinds],
            "supportedTaxonomies": [
                {"name": name, "index": index, "guid": entry["guid"]}
                for index, (name, entry) in enumerate(self._taxonomies.items())
            ],
        }
        for note in self._notes:
            note["descriptor"]["index"] = kinds[note["descriptor"]["id"]]
        tool: dict[str, Any] = {"driver": driver}
        if self._rulebook is not None:
            law: dict[str, Any] = {"name": "article41 rulebook", "version": self._rulebook.version}
            tool["extensions"] = [law | {"properties": {"digest": self._rulebook.digest}}]
        language = spoken()
        whole = not (tally.set_aside or tally.unread)
        rest: dict[str, Any] = {
            # Left out, it is American English to a reader of the format.
            **({"language": language} if language != ENGLISH else {}),
            "tool": tool,
            "taxonomies": list(self._taxonomies.values()),
            "artifacts": [
                {"location": {"uri": uri}, "roles": ["analysisTarget"]} | self._kind_of(uri) for uri in self._artifacts
            ],
            "invocations": [{"executionSuccessful": whole, "toolExecutionNotifications": self._notes}],
        }
        self._out.write("\n],\n" if self._count else "],\n")
        self._out.write(",\n".join(f'"{key}": {_dump(value)}' for key, value in rest.items()))
        self._out.write("\n}]\n}\n")

    def _add(self, result: dict[str, Any]) -> None:
        self._out.write(f"{',' if self._count else ''}\n{_dump(result)}")
        self._count += 1

    def _result(self, judged: Judged, finding: Finding) -> dict[str, Any]:
        report = judged.report
        number = report.findings.index(finding)
        return {
            "ruleId": finding.provision,
            "ruleIndex": self._rule(finding),
            "kind": "fail",
            "level": LEVELS[finding.verdict],
            "message": {"text": sarif_text(f"{report.transfer}: {finding_text(finding)}")},
            "locations": [self._location(place_of(judged, finding_pointer(finding)))],
            "relatedLocations": [
                {"id": n, "message": {"text": sarif_text(fact.test)}, **self._location(place_of(judged, fact.pointer))}
                for n, fact in enumerate(finding.facts)
            ],
            "partialFingerprints": {FINGERPRINT: self._fingerprint(judged, finding)},
            "taxa": [self._taxon(citation) for citation in finding.citations],
            # None, too, is said, and not left open.
            "suppressions": [
                {
                    "kind": "external",
                    "status": "accepted",
                    "justification": sarif_text(_signed(w)),
                }
                for w in report.waivers
                if number in w.findings and w.void is None
            ],
            "properties": {
                "transfer": report.transfer,
                "transferVerdict": report.verdict.value,
                "verdict": finding.verdict.value,
                "date": report.date,
                "missing": list(finding.missing),
                "confidence": finding.confidence.value,
            },
        }

    def _rule(self, finding: Finding) -> int:
        known = self._numbers.get(finding.provision)
        if known is not None:
            return known
        roles = [term(c.role.value, "role") for c in finding.citations]
        lines = [f"{cited_text([c])} ({role})" for c, role in zip(finding.citations, roles, strict=True)]
        linked = [
            f"[{cited_text([c])}]({c.url}) ({role})" if c.url else cited_text([c])
            for c, role in zip(finding.citations, roles, strict=True)
        ]
        whole = say("{rule} By {cited}.", rule=finding.rule, cited=cited_text(finding.citations))
        told = say("{rule} By {cited}.", rule=finding.rule, cited="; ".join(lines))
        sure = say("Confidence: {word}.", word=term(finding.confidence.value))
        remarks = [sure, *finding.notes, say("The official texts prevail.")]
        rule: dict[str, Any] = {
            "id": finding.provision,
            "shortDescription": {"text": sarif_text(finding.rule)},
            "fullDescription": {"text": sarif_text(whole)},
            "help": {
                "text": safe_text(" ".join([told, *remarks])),
                "markdown": "\n\n".join([finding.rule, "\n".join(f"- {line}" for line in linked), *remarks]),
            },
            "defaultConfiguration": {"level": "error"},
            "relationships": [
                {"target": self._taxon(c), "kinds": ["relevant"], "description": {"text": term(c.role.value, "role")}}
                for c in finding.citations
            ],
            "properties": {"regime": finding.regime, "tags": ["sanctions", finding.regime]},
        }
        url = next((c.url for c in finding.citations if c.url), None)
        if url:
            rule["helpUri"] = url
        self._rules[finding.provision] = rule
        return self._numbers.setdefault(finding.provision, len(self._numbers))

    def _taxon(self, citation: Citation) -> dict[str, Any]:
        name, paragraph = citation.resolution, citation.paragraph or citation.resolution
        entry = self._taxonomies.get(name)
        if entry is None:
            entry = self._taxonomies[name] = {
                "name": name,
                "guid": _guid(name),
                "organization": "United Nations",
                "taxa": [],
            }
            if citation.url:
                entry["informationUri"] = citation.url
            self._taxa[name] = {}
        index = self._taxa[name].get(paragraph)
        if index is None:
            index = self._taxa[name][paragraph] = len(self._taxa[name])
            taxon = {"id": paragraph, "properties": {"verified": citation.verified}}
            entry["taxa"].append(taxon | ({"helpUri": citation.url} if citation.url else {}))
        number = list(self._taxonomies).index(name)
        return {"id": paragraph, "index": index, "toolComponent": {"name": name, "index": number}}

    def _location(self, place: Place) -> dict[str, Any]:
        uri = _uri(place.file or "")
        index = self._artifacts.setdefault(uri, len(self._artifacts))
        physical: dict[str, Any] = {
            "artifactLocation": {"uri": uri, "index": index},
            "region": {"startLine": place.line or 1, "startColumn": place.column or 1},
        }
        location: dict[str, Any] = {"physicalLocation": physical}
        if place.pointer:
            location["logicalLocations"] = [{"fullyQualifiedName": place.pointer, "kind": "value"}]
        return location

    def _kind_of(self, uri: str) -> dict[str, str]:
        return {"mimeType": "application/json"}

    def _fingerprint(self, judged: Judged, finding: Finding) -> str:
        """Of the transfer's name, the provision and the verdict; not of lines, versions or the file's place."""
        key = "\n".join([judged.report.transfer, finding.provision, finding.verdict.value])
        number = self._seen[key]
        self._seen[key] += 1
        return hashlib.sha256(f"{key}\n{number}".encode("utf-8", "backslashreplace")).hexdigest()

    def _note(self, kind: str, level: str, text: str, place: Place) -> None:
        where = [self._location(place)] if place.file else []
        self._notes.append(
            {"descriptor": {"id": kind}, "level": level, "message": {"text": sarif_text(text)}, "locations": where}
        )


def _signed(waiver: WaiverResult) -> str:
    return say(
        "{reason} ({approver}, until {day}; {authority})",
        reason=waiver.reason,
        approver=waiver.approver,
        day=waiver.expires,
        authority=waiver.authority,
    )


def _dump(value: Any) -> str:
    return safe_json(json.dumps(value, ensure_ascii=False))


def sarif_text(text: str) -> str:
    """Return a text as a SARIF message shows it."""
    # Braces are placeholders and [text](target) is a link there: no text of a file may make either.
    return safe_text(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="backslashreplace")


def _guid(name: str) -> str:
    from uuid import NAMESPACE_URL, uuid5

    return str(uuid5(NAMESPACE_URL, f"urn:article41:{name}"))
