"""Small registers and short forms, from which the tests here build rules and transfers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from article41.model._terms import SERVICE_ACTIVITY

from ._evaluate import NaiveReport, evaluate
from ._rules import Rules

__all__ = ["REGISTERS", "TYPE_FACTS", "findings", "judge", "rules_of", "transfer_of"]

_GOODS = {"item.value_usd", "item.hs", "item.control", "item.unit_value_usd"}
_SERVICE = {"item.value_usd", "item.subject"}
_OWN = {
    "artillery_shells": {"item.calibre_mm", "item.guided"},
    "food_aid": {"item.material"},
    "petroleum": {"item.material", "item.list", "item.total_barrels", "item.total_tonnes"},
    "raw_materials": {"item.material", "item.list"},
    "goods": {"item.list", "item.military", "item.lethal", "item.condition", "item.kind"},
    "spare_parts": {"item.subject", "item.military"},
    "training": {"item.kind", "item.field"},
    "labour": {"item.kind"},
}
TYPE_FACTS = {name: frozenset((_SERVICE if name in SERVICE_ACTIVITY else _GOODS) | own) for name, own in _OWN.items()}

REGISTERS: Mapping[str, Any] = {
    "resolutions": {
        "resolutions": {
            "S/RES/100 (2000)": {"adopted": "2000-01-10", "paragraphs": ["1", "2 (a)"]},
            "S/RES/200 (2010)": {"adopted": "2010-01-10", "paragraphs": ["3"]},
        },
        "documents": {"A/60/88": {"adopted": "2005-06-27"}},
    },
    "territories": {
        "territories": {
            "AA": {"name": "Aland", "names": ["Old Aland"]},
            "BB": {"name": "Beland"},
            "CC": {"name": "Celand"},
            "NO": {"name": "Norway"},
        },
        "ambiguous": {"Land": ["AA", "BB"]},
        "areas": {
            "AA-N": {"name": "North Aland", "part_of": "AA"},
            "AA-N-1": {"name": "The far North", "part_of": "AA", "within": "AA-N"},
        },
    },
    "actors": {
        "gang": {
            "name": "The Gang",
            "aliases": ["Gangsters"],
            "listed": [{"list": "77", "ref": "x", "from": "2005-01-01", "until": "2010-12-31"}],
        },
        "club": {"name": "The Club", "listed": []},
    },
    "forces": {"unmission": {"name": "UN Mission", "in": ["AA"], "from": "2001-01-01"}},
    "matters": {"feeds-army": {"ask": "?"}, "quota": {"ask": "?"}},
    "item_types": {
        "artillery_shells": {"hs": ["93"]},
        "food_aid": {"hs": ["10", "11"]},
        "petroleum": {"hs": ["27"]},
        "raw_materials": {"hs": ["26", "27"], "by_material": {"coal": ["27"]}},
        "goods": {},
        "spare_parts": {"hs": ["84", "93"]},
        "training": {"hs": []},
        "labour": {"hs": []},
    },
}
# A register file holds its entries under its own name, the territories' file further parts beside them.
_FILES = {
    name: content if name in ("resolutions", "territories") else {name: content} for name, content in REGISTERS.items()
}

_CATEGORIES: Mapping[str, Any] = {
    "arms": {"title": "t", "why": "w", "includes": ["heavy"], "rules": [{"item.type": "artillery_shells"}]},
    "heavy": {
        "title": "t",
        "why": "w",
        "rules": [{"item.type": "artillery_shells", "item.calibre_mm": {"at_least": "75"}}],
    },
    "food": {"title": "t", "why": "w", "rules": [{"item.type": "food_aid"}]},
    "late": {"title": "t", "why": "w", "rules": [{"item.type": "food_aid", "during": "2005-01-01 .."}]},
    "dual": {"title": "t", "why": "w", "rules": [{"item.type": "goods", "item.military": "true"}]},
    "spare_parts": {"title": "t", "why": "w", "rules": [{"item.type": "goods"}]},
    "parts": {"title": "t", "why": "w", "rules": [{"item.type": "spare_parts"}]},
    "widest": {"title": "t", "why": "w", "rules": [{"any": [{"item.category": "arms"}]}]},
    "chained": {"title": "t", "why": "w", "rules": [{"item.category": "dual", "item.condition": "new"}]},
}


def rules_of(
    provision: Mapping[str, Any] | None = None,
    *,
    more: Mapping[str, Any] | None = None,
    exemptions: Mapping[str, Any] | None = None,
) -> Rules:
    """One regime ``r`` with provision ``p``, by default in force from 2000 and reaching arms for AA."""
    base: dict[str, Any] = {
        "cite": {"imposes": "S/RES/100 (2000) 1"},
        "in_force": "2000-01-10 ..",
        "rule": "r",
    }
    if provision is None:
        provision = {"to": {"state": "AA"}, "items": ["arms"]}
    provisions = {"p": {**base, **provision}}
    for name, body in (more or {}).items():
        provisions[name] = {**base, **body}
    regime = {"regime": "r", "provisions": provisions, "exemptions": dict(exemptions or {})}
    data = {"rulebook": {}, "registers": _FILES, "categories": _CATEGORIES, "regimes": {"r": regime}}
    return Rules(data, TYPE_FACTS)


def transfer_of(*items: Any, **fields: Any) -> dict[str, Any]:
    """BB supplies shells to AA on 2004-05-06, unless told otherwise; None leaves a field out."""
    made: dict[str, Any] = {
        "date": "2004-05-06",
        "supplier": {"state": "BB"},
        "recipient": {"state": "AA"},
        "items": [{"type": i} if isinstance(i, str) else i for i in items or ("artillery_shells",)],
        **fields,
    }
    return {name: value for name, value in made.items() if value is not None}


def judge(provision: Mapping[str, Any] | None = None, *items: Any, **fields: Any) -> NaiveReport:
    return evaluate(rules_of(provision), transfer_of(*items, **fields))


def findings(report: NaiveReport) -> set[tuple[str, str]]:
    """Each (provision without its regime, verdict)."""
    return {(name.split("/")[1], verdict) for name, verdict in report.findings}
