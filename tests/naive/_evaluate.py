"""Findings, obligations and the verdict, by trying every provision on every movement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ._facts import Movement, day_range, movements
from ._logic import Kleene, as_list, evaluate_condition, period_of, unknown_facts
from ._procedures import procedure_state
from ._rules import Rules

__all__ = ["STATUSES", "VERDICTS", "NaiveFinding", "NaiveReport", "evaluate", "naive_summary"]

VERDICTS = ("prohibited", "undetermined", "conditional", "permitted", "out_of_scope")
STATUSES = ("excluded", "not_shown", "procedure_missing", "met")
_PARTY_KEYS = ("from", "to", "supplier", "recipient", "end_user", "any", "intermediary", "vessel", "route")


@dataclass
class NaiveFinding:
    """One provision with one verdict, over all items and acts that have it."""

    items: set[int] = field(default_factory=set)
    activities: set[str] = field(default_factory=set)
    exemptions: dict[str, str] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    citations: set[tuple[str, str, str]] = field(default_factory=set)


@dataclass
class NaiveReport:
    """Findings by (provision, verdict); for obligations and advisories whether they are certain."""

    verdict: str = "out_of_scope"
    findings: dict[tuple[str, str], NaiveFinding] = field(default_factory=dict)
    obligations: dict[str, bool] = field(default_factory=dict)
    advisories: dict[str, bool] = field(default_factory=dict)


def substance_of(rule: Mapping[str, Any]) -> list[Any]:
    """``acts``, party keys, ``items`` and ``when`` as one list of conditions."""
    conditions: list[Any] = []
    if rule.get("acts") is not None:
        conditions.append({"activity": rule["acts"]})
    for key in _PARTY_KEYS:
        for fact, value in (rule.get(key) or {}).items():
            conditions.append({f"{key}.{fact}": value})
    if rule.get("items") is not None:
        conditions.append({"item.concerns": rule["items"]})
    return conditions + as_list(rule.get("when"))


def _in_force(name: str, provision: Mapping[str, Any]) -> dict[str, Any]:
    """The periods as a condition; with renewal unverified the last goes on for as long as it was renewed."""
    periods = sorted(as_list(provision["in_force"]), key=lambda period: period_of(period)[0])
    first, last = period_of(periods[-1])
    if provision.get("renewal") != "unverified" or last is None:
        return {"during": periods}
    not_over = {"any": [{"date": {"until": last}}, {"law.renewed": name}]}
    return {"any": [{"during": periods[:-1]}, {"all": [{"date": {"from": first}}, not_over]}]}


def _exemptions(
    regime: Mapping[str, Any], provision_id: str, provision: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from (provision.get("exempt") or {}).items()
    for name, exemption in (regime.get("exemptions") or {}).items():
        scope = as_list(exemption.get("applies_to", "all"))
        meant = scope == ["all"] or provision_id in scope
        if meant and provision_id not in as_list(exemption.get("except")):
            yield name, exemption


def exemption_status(exemption: Mapping[str, Any], regime: str, movement: Movement, transfer: Mapping[str, Any]) -> str:
    """The table of statuses; a period that the date is outside of rules the exemption out."""
    substance = substance_of(exemption)
    period = [{"during": exemption["in_force"]}] if exemption.get("in_force") else []
    value = evaluate_condition([*period, *substance], movement.facts)
    progress = "none"
    if exemption.get("procedure"):
        progress = procedure_state(exemption, regime, transfer, movement.item)
    if value is Kleene.FALSE or progress == "failed":
        return "excluded"
    if value is Kleene.TRUE and progress in ("none", "done"):
        return "met"
    if value is Kleene.TRUE and progress == "not_shown" and substance:
        return "procedure_missing"
    return "not_shown"


def _verdict(reached: Kleene, statuses: list[str]) -> str:
    if "met" in statuses:
        return "permitted"
    if reached is Kleene.UNKNOWN:
        return "undetermined"
    return "conditional" if "procedure_missing" in statuses else "prohibited"


def evaluate(rules: Rules, transfer: Mapping[str, Any]) -> NaiveReport:
    """Judge ``transfer``, a valid JSON dict, by ``rules``."""
    report = NaiveReport()
    for movement in movements(transfer, rules):
        for regime in rules.regimes.values():
            one = NaiveReport()
            for provision_id in regime.get("provisions") or {}:
                _judge(rules, regime, provision_id, transfer, movement, one)
            # A duty that only may arise counts where something else of its regime does, for the same item and act.
            if one.findings or True in one.obligations.values() or True in one.advisories.values():
                _join(one, report)
    verdicts = {verdict for _, verdict in report.findings}
    report.verdict = next((word for word in VERDICTS if word in verdicts), "out_of_scope")
    return report


def _join(one: NaiveReport, report: NaiveReport) -> None:
    """Add what a regime says of one movement to what is said of the whole transfer."""
    for key, found in one.findings.items():
        finding = report.findings.setdefault(key, NaiveFinding())
        finding.items |= found.items
        finding.activities |= found.activities
        finding.missing |= found.missing
        finding.citations |= found.citations
        for exemption, status in found.exemptions.items():
            seen = finding.exemptions.get(exemption, status)
            finding.exemptions[exemption] = min(seen, status, key=STATUSES.index)
    for listed, some in ((report.obligations, one.obligations), (report.advisories, one.advisories)):
        for name, certain in some.items():
            listed[name] = listed.get(name, False) or certain


def _judge(
    rules: Rules,
    regime: Mapping[str, Any],
    provision_id: str,
    transfer: Mapping[str, Any],
    movement: Movement,
    report: NaiveReport,
) -> None:
    """Add to ``report`` what one provision says of one movement."""
    provision = regime["provisions"][provision_id]
    name = f"{regime['regime']}/{provision_id}"
    conditions = [_in_force(name, provision), *substance_of(provision)]
    reached = evaluate_condition(conditions, movement.facts)
    effect = provision.get("effect", "prohibit")
    if reached is Kleene.FALSE or (effect == "permit" and reached is Kleene.UNKNOWN):
        return
    if effect in ("oblige", "advise"):
        listed = report.obligations if effect == "oblige" else report.advisories
        listed[name] = listed.get(name, False) or reached is Kleene.TRUE
        return
    statuses: dict[str, str] = {}
    if effect == "prohibit":
        for exemption_id, exemption in _exemptions(regime, provision_id, provision):
            statuses[exemption_id] = exemption_status(exemption, regime["regime"], movement, transfer)
    verdict = "permitted" if effect == "permit" else _verdict(reached, list(statuses.values()))

    finding = report.findings.setdefault((name, verdict), NaiveFinding())
    finding.items.add(movement.item)
    finding.activities.add(movement.activity)
    finding.exemptions.update(statuses)
    if verdict == "undetermined":
        finding.missing |= unknown_facts(conditions, movement.facts)
    last_day = day_range(transfer["date"])[1].isoformat()
    for symbol, paragraph, role in rules.cites(provision):
        adopted = rules.adopted(symbol)
        if adopted is None or adopted <= last_day:
            finding.citations.add((symbol, paragraph, role))


def naive_summary(report: NaiveReport) -> dict[str, Any]:
    """The report as plain sorted data, to be compared with what an engine says."""
    findings: dict[str, dict[str, Any]] = {}
    for (provision, verdict), finding in sorted(report.findings.items()):
        findings.setdefault(provision, {})[verdict] = {
            "items": sorted(finding.items),
            "activities": sorted(finding.activities),
            "exemptions": dict(sorted(finding.exemptions.items())),
            "missing": sorted(finding.missing),
            "citations": [list(cite) for cite in sorted(finding.citations)],
        }
    return {
        "verdict": report.verdict,
        "findings": findings,
        "obligations": dict(sorted(report.obligations.items())),
        "advisories": dict(sorted(report.advisories.items())),
    }
