"""A small law of invented States, from which the tests here build rulebooks and transfers."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from article41.engine import Report
from article41.engine._check import Engine
from article41.law import Rulebook
from article41.model import Transfer
from tests.naive._rules import write_rules

__all__ = ["CATEGORIES", "REGISTERS", "both", "document", "judge", "law", "make", "provision", "transfer"]

REGISTERS: Mapping[str, Any] = {
    "resolutions": {
        "resolutions": {
            "S/RES/100 (2000)": {
                "adopted": date(2000, 1, 10),
                "title": "The first",
                "url": "https://undocs.org/S/RES/100(2000)",
                "paragraphs": ["1", "2 (a)", "2 (b) (i)"],
                "complete": True,
            },
            "S/RES/200 (2010)": {
                "adopted": date(2010, 1, 10),
                "title": "The second",
                "url": "https://undocs.org/S/RES/200(2010)",
                "paragraphs": ["3", "4"],
                "complete": True,
            },
        },
        "documents": {"A/60/88": {"adopted": date(2005, 6, 27), "title": "A report"}},
    },
    "territories": {
        "territories": {
            "AA": {"name": "Aland", "names": ["Old Aland", "Republic of Aland"], "alpha3": "ALN", "numeric": "901"},
            "BB": {"name": "Beland", "from": date(1990, 1, 1), "alpha3": "BEL"},
            "CC": {"name": "Côte d'Or-du-Nord", "from": date(1990, 1, 1)},
            "NO": {"name": "Norway"},
            "OO": {"name": "Oldunion", "until": date(1989, 12, 31), "successors": ["BB", "CC"]},
            "SE": {"name": "Seland", "names": ["Twin"]},
            "TW": {"name": "Toland", "names": ["Twin"], "from": date(1995, 1, 1)},
            "XX": {"name": "Exland", "until": date(2001, 12, 31)},
            "WW": {"name": "Wland", "until": date(2001, 6, 30)},
            "YY": {"name": "Yland", "from": date(2020, 1, 1)},
        },
        "ambiguous": {"Land": ["AA", "XX"]},
        "areas": {
            "AA-N": {"name": "North Aland", "names": ["The North"], "part_of": "AA"},
            "AA-NX": {"name": "Far North", "part_of": "AA", "within": "AA-N"},
        },
    },
    "actors": {
        "actors": {
            "gang": {
                "name": "The Gang",
                "aliases": ["Gangsters", "Les Gângsters"],
                "listed": [
                    {"list": "77", "ref": "g.1", "from": date(2005, 1, 1), "until": date(2010, 12, 31)},
                    {"list": "88", "ref": "g.2", "from": date(2008, 6, 15)},
                ],
            },
            "club": {"name": "The Club"},
        }
    },
    "forces": {
        "forces": {"mission": {"name": "UN Mission", "aliases": ["UNM"], "in": ["AA"], "from": date(2001, 1, 1)}}
    },
    "lists": {
        "party_lists": {"77": {"title": "List 77"}, "88": {"title": "List 88"}},
        "control_lists": {"S/2006/814": {"title": "Nuclear"}, "S/2017/728": {"title": "Other"}},
    },
    "matters": {"matters": {"feeds-army": {"ask": "Does it feed the army?"}, "quota": {"ask": "Is the quota full?"}}},
    "item_types": {
        "item_types": {
            "artillery_shells": {"hs": ["93"]},
            "rockets": {"hs": ["93"]},
            "food_aid": {"hs": ["10", "11"]},
            "petroleum": {"hs": ["27"]},
            "raw_materials": {"hs": ["26", "27", "72"], "by_material": {"coal": ["27"], "iron": ["26", "72"]}},
            "goods": {},
            "spare_parts": {"hs": ["84", "93"]},
        }
    },
}
CATEGORIES: Mapping[str, Any] = {
    "arms": {
        "title": "Arms",
        "why": "Arms.",
        "includes": ["ammunition"],
        "rules": [
            {"item.type": "goods", "item.military": "true"},
            {"item.type": "spare_parts", "item.subject": ["arms"]},
        ],
    },
    "ammunition": {"title": "Ammunition", "why": "It is fired.", "rules": [{"item.type": "artillery_shells"}]},
    "large": {
        "title": "Large",
        "why": "It is large.",
        "rules": [{"item.category": "ammunition", "item.calibre_mm": {"at_least": 100}}],
    },
    "food": {"title": "Food", "why": "It is eaten.", "rules": [{"item.type": "food_aid"}]},
    "late": {"title": "Late", "why": "It came late.", "rules": [{"item.type": "rockets", "during": "2005-01-01 .."}]},
}


def provision(**keys: Any) -> dict[str, Any]:
    """A provision, by default a ban on arms for AA from 2000."""
    return {
        "cite": {"imposes": "S/RES/100 (2000) 1"},
        "in_force": "2000-01-10 ..",
        "rule": "No arms for Aland.",
        "confidence": "high",
        **(keys or {"to": {"state": "AA"}, "items": ["arms"]}),
    }


def make(
    folder: Path,
    provisions: Mapping[str, Any],
    *,
    exemptions: Mapping[str, Any] | None = None,
    categories: Mapping[str, Any] | None = None,
    registers: Mapping[str, Any] | None = None,
    verified_to: date = date(2025, 11, 4),
    others: Mapping[str, Mapping[str, Any]] | None = None,
) -> Rulebook:
    """Write a rule folder with the regime ``r`` (and ``others``: name -> provisions) and load it alone."""
    regimes = {}
    for name, some in {"r": provisions, **(others or {})}.items():
        regimes[name] = {
            "regime": name,
            "title": name,
            "target": ["AA"],
            "committee": "77",
            "status": "in_force",
            "verified_to": verified_to,
            "provisions": dict(some),
        }
    if exemptions:
        regimes["r"]["exemptions"] = dict(exemptions)
    data = {
        "rulebook": {"version": "2025.1.0", "covers_from": date(1963, 7, 31), "title": "Small"},
        "registers": copy.deepcopy(dict(registers or REGISTERS)),
        "categories": dict(CATEGORIES if categories is None else categories),
        "regimes": regimes,
    }
    write_rules(data, folder)
    return Rulebook.load(folder, shipped=False)


def law(provisions: Mapping[str, Any] | None = None, **more: Any) -> Rulebook:
    """As ``make``, in a folder that is gone when the law is read; by default the one ban on arms for AA."""
    with tempfile.TemporaryDirectory() as folder:
        return make(Path(folder) / "rules", provisions or {"p": provision()}, **more)


def document(*items: Any, **fields: Any) -> dict[str, Any]:
    """BB supplies shells to AA on 2004-05-06, unless told otherwise; None leaves a field out."""
    made: dict[str, Any] = {
        "date": "2004-05-06",
        "supplier": {"state": "BB"},
        "recipient": {"state": "AA"},
        "items": [{"type": item} if isinstance(item, str) else item for item in items or ("artillery_shells",)],
        **fields,
    }
    return {name: value for name, value in made.items() if value is not None}


def transfer(*items: Any, **fields: Any) -> Transfer:
    """The same, as a Transfer."""
    return Transfer.model_validate(document(*items, **fields))


def both(rulebook: Rulebook) -> tuple[Engine, Engine]:
    """The engine with durable-rules beside the closures, and the closures alone."""
    return Engine(rulebook), Engine(rulebook, durable=False)


def judge(rulebook: Rulebook, *items: Any, **fields: Any) -> Report:
    """The report of a rulebook on ``document(...)``."""
    return Engine(rulebook).check(transfer(*items, **fields))
