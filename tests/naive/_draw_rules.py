"""Random rulebooks in the YAML form, over a small vocabulary, so that rules and transfers often meet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from article41.model._terms import SERVICE_ACTIVITY
from article41.model._vocabulary import FACTS

from ._dice import Dice

__all__ = ["draw_rulebook", "registers"]

_STATES = ("KP", "RU", "CU", "CN")
_DAYS = (date(2006, 10, 14), date(2009, 6, 12), date(2016, 3, 2))
_RESOLUTIONS = {
    "S/RES/9001 (2006)": (_DAYS[0], ("8", "8 (a)", "8 (a) (i)", "9")),
    "S/RES/9002 (2009)": (_DAYS[1], ("10", "26")),
    "S/RES/9003 (2016)": (_DAYS[2], ("46",)),
}
_KINDS = ("government", "armed_forces", "company", "un_body")
_TYPES = (
    "artillery_shells",
    "rockets",
    "small_arms",
    "goods",
    "petroleum",
    "raw_materials",
    "spare_parts",
    "training",
    "financial_service",
)
_CATEGORIES = ("arms", "large", "small_arms", "fuel", "other_goods")
_TRUTH = ("true", "false")

_ITEM_WORDS: Mapping[str, tuple[str, ...]] = {
    "item.type": _TYPES,
    "item.category": _CATEGORIES,
    "item.hs": ("27", "93", "9306", "72", "7208"),
    "item.control": ("ML", "ML3", "ML4.A", "UNROCA-III"),
    "item.list": ("S/2006/814", "S/2017/728"),
    "item.kind": ("pistol", "rifle", "payment", "credit", "military", "other"),
    "item.material": ("crude", "diesel", "coal", "iron", "other"),
    "item.field": ("nuclear", "medical"),
    "item.subject": ("arms", "artillery_shells", "small_arms"),
    "item.condition": ("new", "used"),
    "item.origin": _STATES,
    "item.military": _TRUTH,
    "item.guided": _TRUTH,
    "item.man_portable": _TRUTH,
}
_WORDS: Mapping[str, tuple[str, ...]] = {
    "activity": ("supply", "procurement", "transit", "financing", "training", "negotiation"),
    "reason": ("sale", "repair", "gift"),
    **{f"{who}.state": _STATES for who in ("from", "to", "any", "supplier", "recipient", "end_user")},
    "intermediary.state": _STATES,
    "recipient.kind": _KINDS,
    "end_user.kind": _KINDS,
    "any.kind": _KINDS,
    "any.actor": ("dealer", "gang"),
    "recipient.actor": ("dealer", "gang"),
    "recipient.force": ("mission",),
    "to.area": ("KP-N",),
    "any.listed": ("77", "88"),
    "supplier.listed": ("77", "88"),
    "intermediary.role": ("broker", "carrier", "financier"),
    "route.transit": _STATES,
    "route.mode": ("sea", "rail"),
    "route.ship_to_ship": _TRUTH,
    "vessel.flag": _STATES,
    "vessel.designated": _TRUTH,
    "contract.written": _TRUTH,
    "end_use.purpose": ("humanitarian", "livelihood", "military"),
    "determined": ("quota", "suspected"),
    "item.concerns": _CATEGORIES,
    **_ITEM_WORDS,
}
_NUMBERS = {
    "item.calibre_mm": (20, 75, 100),
    "item.range_km": (25, 300),
    "item.value_usd": (1000, 2500.5),
    "item.total_barrels": (500_000,),
    "item.total_tonnes": (100.0,),
}
_NEVER_ABSENT = {
    *("item.type", "item.category", "item.concerns", "item.subject", "item.hs", "item.control"),
    *("item.kind", "item.material", "item.field"),
}
"""Facts on which the form does not take ``present``."""
_ITEM_FACTS = tuple(_ITEM_WORDS) + tuple(_NUMBERS)
_ITEM_FACTS_UNDER_NOT = tuple(fact for fact in _ITEM_FACTS if fact != "item.category")
_DATES = ("contract.date", "date", "during")
_FACTS = tuple(_WORDS) + tuple(_NUMBERS) + _DATES
_PLAIN = ("reason", "end_use.purpose", "activity", "recipient.kind", "to.state", "item.type")
_BODIES = ("committee", "government_of_target", "mission")


def registers() -> dict[str, Any]:
    """The registers of every random rulebook, in full form."""
    return {
        "resolutions": {
            "resolutions": {
                symbol: {
                    "adopted": adopted,
                    "title": f"Resolution of {adopted.year}",
                    "url": "https://undocs.org/" + symbol.replace(" ", ""),
                    "paragraphs": list(paragraphs),
                    "complete": True,
                }
                for symbol, (adopted, paragraphs) in _RESOLUTIONS.items()
            },
            "documents": {},
        },
        "territories": {
            "territories": {
                "KP": {"name": "North Korea", "names": ["DPRK"], "from": date(1948, 9, 9)},
                "RU": {"name": "Russia", "names": ["Russian Federation"]},
                "CU": {"name": "Cuba"},
                "CN": {"name": "China"},
            },
            "ambiguous": {"Korea": ["RU", "CN"]},
            "areas": {"KP-N": {"name": "The North", "part_of": "KP"}},
        },
        "actors": {
            "actors": {
                "dealer": {
                    "name": "Arms Dealer Corporation",
                    "aliases": ["ADC"],
                    "state": "KP",
                    "kind": "company",
                    "listed": [
                        {"list": "77", "ref": "77.1", "from": _DAYS[1]},
                        {"list": "88", "ref": "88.1", "from": _DAYS[0], "until": _DAYS[2]},
                    ],
                },
                "gang": {"name": "The Gang", "kind": "armed_group"},
            }
        },
        "forces": {
            "forces": {
                "mission": {
                    "name": "The Mission",
                    "in": ["KP"],
                    "from": _DAYS[0],
                    "cite": "S/RES/9001 (2006) 9",
                }
            }
        },
        "lists": {
            "party_lists": {name: {"title": f"List {name}", "committee": f"Committee {name}"} for name in ("77", "88")},
            "control_lists": {
                "S/2006/814": {"title": "A list", "from": _DAYS[0]},
                "S/2017/728": {"title": "A later list", "from": date(2017, 9, 12)},
            },
        },
        "matters": {
            "matters": {
                "quota": {"ask": "Has the quota been used?"},
                "suspected": {"ask": "Is there reason to suspect it?"},
            }
        },
        "item_types": {"item_types": _item_types()},
    }


def _item_types() -> dict[str, Any]:
    from article41.model import ITEM_TYPES

    types: dict[str, Any] = {name: {"hs": []} if name in SERVICE_ACTIVITY else {} for name in ITEM_TYPES}
    for name in ("artillery_shells", "rockets", "small_arms"):
        types[name] = {"hs": ["93"]}
    types["petroleum"] = {"hs": ["27", "34"]}
    types["raw_materials"] = {"hs": ["26", "27", "72"], "by_material": {"coal": ["27"], "iron": ["72"]}}
    types["spare_parts"] = {"hs": ["84", "93"]}
    return types


@cache
def _facts_of(item_type: str) -> tuple[str, ...]:
    """The facts to test of a type: those that it can state."""
    from article41.model import ITEM_TYPES

    known = ITEM_TYPES[item_type].facts - {"item.type"}
    return tuple(fact for fact in _ITEM_FACTS_UNDER_NOT if fact in known)


# Conditions


def _test(dice: Dice, fact: str) -> dict[str, Any]:
    if fact == "during":
        return {"during": _period(dice)}
    if fact in _DATES:
        day = dice.pick(_DAYS) + timedelta(days=dice.number(2))
        return {fact: {dice.pick(("from", "until", "before", "after")): day}}
    if fact in _NUMBERS:
        bounds = _NUMBERS[fact]
        test = {dice.pick(("at_least", "at_most", "above", "below")): dice.pick(bounds)}
        if dice.chance(20):
            test |= {dice.pick(("at_least", "below")): dice.pick(bounds)}
        return {fact: test}
    words = _WORDS[fact]
    form = dice.number(9)
    if form < 5:
        return {fact: dice.pick(words)}
    if form == 9 and FACTS[fact].values is not None:
        return {fact: {"only": dice.some(words, 2, 1)}}
    if form == 8 and fact not in _NEVER_ABSENT:
        return {fact: {"present": dice.chance(50)}}
    if form == 7 and words is _TRUTH:
        return {fact: dice.chance(50)}
    return {fact: dice.some(words, 3, 1)}


def _condition(dice: Dice, depth: int, facts: tuple[str, ...], under_not: tuple[str, ...]) -> dict[str, Any]:
    form = dice.number(9) if depth else 0
    if form < 5:
        return _test(dice, dice.pick(facts))
    if form == 5:
        return _test(dice, dice.pick(facts)) | _test(dice, dice.pick(facts))
    if form == 9:
        inner = _condition(dice, depth - 1, under_not, under_not)
        return {"not": [inner, _test(dice, dice.pick(under_not))] if dice.chance(15) else inner}
    members = [_condition(dice, depth - 1, facts, under_not) for _ in range(1 + dice.number(2))]
    return {"all" if form == 6 else "any": members}


def _period(dice: Dice, first_choices: tuple[date, ...] = _DAYS) -> str:
    first = dice.pick(first_choices)
    ends = [day - timedelta(days=1) for day in _DAYS if day > first] + [first, date(2020, 2, 29)]
    return f"{first} .. {dice.pick(ends)}" if dice.chance(50) else f"{first} .."


# Categories, exemptions, provisions


def _categories(dice: Dice) -> dict[str, Any]:
    """A category names only later ones, so that there are no circles."""
    made: dict[str, Any] = {}
    for index, name in enumerate(_CATEGORIES):
        dice.fresh()
        later = _CATEGORIES[index + 1 :]
        rules: list[Any] = []
        for _ in range(1 + dice.number(1)):
            facts = _ITEM_FACTS_UNDER_NOT
            if later and dice.chance(25):
                rule: dict[str, Any] = {"item.category": dice.pick(later)}
            else:
                item_type = dice.pick(_TYPES)
                rule = {"item.type": item_type}
                facts = _facts_of(item_type) if dice.chance(80) else facts
            if dice.chance(50):
                rule = rule | _condition(dice, 1, facts, facts)
            if dice.chance(15):
                rule["during"] = _period(dice)
            rules.append(rule)
        made[name] = {"title": name, "why": "So it was drawn.", "rules": rules}
        if later and dice.chance(40):
            made[name]["includes"] = dice.some(later, 2, 1)
    return made


def _cite(dice: Dice, last: date) -> str:
    symbol = dice.pick([s for s, (adopted, _) in _RESOLUTIONS.items() if adopted <= last])
    return f"{symbol} {dice.pick(_RESOLUTIONS[symbol][1])}"


def _substance(dice: Dice, share: int) -> dict[str, Any]:
    """Each part of a rule's substance with a chance of so many percent."""
    made: dict[str, Any] = {}
    if dice.chance(share // 3):
        made["acts"] = dice.some(_WORDS["activity"], 2, 1)
    if dice.chance(share):
        who = dice.pick(("to", "from", "recipient", "supplier", "end_user", "any", "intermediary"))
        made[who] = {"state": dice.pick(_STATES) if dice.chance(60) else dice.some(_STATES, 2, 1)}
        if who in ("recipient", "end_user", "any") and dice.chance(25):
            made[who]["kind"] = dice.pick(_KINDS)
    if dice.chance(10):
        made["vessel"] = {"flag": dice.pick(_STATES)}
    if dice.chance(share):
        made["items"] = dice.some(_CATEGORIES, 2, 1)
    if dice.chance(share):
        count = (1, 1, 1, 2)[dice.number(3)]
        made["when"] = [_condition(dice, 3, _FACTS, _FACTS) for _ in range(count)]
    return made


def _procedure(dice: Dice) -> dict[str, Any]:
    body = dice.pick(_BODIES)
    form = dice.number(7)
    made: dict[str, Any] = (
        {"approve": body},
        {"notify": body, "days_before": 5},
        {"no_objection": body, "working_days": 5},
        {"notify": body, "days_after": 45},
        {"notify": body, "until": _DAYS[2]},
        {"notify": body, "working_days_before": 3},
        {"report": body},
        {"notify": body},
    )[form]
    if dice.chance(20):
        made["by"] = dice.pick(("exporting_state", "supplier_state"))
    return made


def _overlap(one: str, other: str) -> bool:
    """Whether two periods have a day in common; an open end is later than every day."""
    (first, last), (begin, end) = ([part.strip() or "9999" for part in period.split("..")] for period in (one, other))
    return first <= end and begin <= last


def _exemption(dice: Dice, periods: list[str], *, bare: bool = False) -> dict[str, Any]:
    """An exemption that is in force on some day of each of ``periods``."""
    dice.fresh()
    made: dict[str, Any] = {}
    if not bare:
        made = _substance(dice, 35) if dice.chance(50) else {"when": [_test(dice, dice.pick(_PLAIN))]}
    first = _DAYS[0]
    period = _period(dice)
    if dice.chance(50) and all(_overlap(period, other) for other in periods):
        made["in_force"] = period
        first = date.fromisoformat(period[:10])
    made["cite"] = _cite(dice, first)
    if not made.keys() - {"in_force", "cite"} or dice.chance(50):
        made["procedure"] = _procedure(dice)
        if dice.chance(30):
            made["under"] = [_cite(dice, _DAYS[2])]
    return made | {"summary": "What was drawn.", "confidence": "high"}


def _provision(dice: Dice) -> dict[str, Any]:
    dice.fresh()
    period = _period(dice)
    made = _substance(dice, 55) or {"to": {"state": "KP"}}
    cite: dict[str, Any] = {"imposes": _cite(dice, date.fromisoformat(period[:10]))}
    if dice.chance(30):
        cite["widens"] = [_cite(dice, _DAYS[2])]
    made |= {"cite": cite, "in_force": period, "rule": "So it was drawn.", "confidence": "high"}
    if "..".join(period.split("..")[1:]).strip() and dice.chance(30):
        made["renewal"] = "unverified"
    effect = ("prohibit", "prohibit", "prohibit", "prohibit", "permit", "oblige", "advise")[dice.number(6)]
    if effect != "prohibit":
        made["effect"] = effect
        if effect == "oblige":
            made["duty"] = "inspect"
    elif dice.chance(70):
        made["exempt"] = {f"e{n}": _exemption(dice, [period]) for n in range(1 + dice.number(1))}
    return made


def draw_rulebook(dice: Dice) -> dict[str, Any]:
    """The data of one random rulebook, as ``Rules`` and ``write_rules`` take it."""
    categories = _categories(dice)
    regimes: dict[str, Any] = {}
    dice.fresh()
    for name in ("alpha", "beta")[: 1 + dice.number(1)]:
        provisions = {f"p{n}": _provision(dice) for n in range(1 + dice.number(1))}
        regime: dict[str, Any] = {
            "regime": name,
            "title": name,
            "target": ["KP"],
            "committee": "77",
            "status": "in_force",
            "verified_to": date(2025, 11, 4),
            "sources": ["https://example.org/"],
            "provisions": provisions,
        }
        if dice.chance(35):
            # A power stated for the whole regime has no provision's period to share.
            door = {"in_force": _period(dice)} | _exemption(
                dice, [p["in_force"] for p in provisions.values()], bare=dice.chance(70)
            )
            reach: list[dict[str, Any]] = [{}, {"applies_to": "all"}]
            prohibiting = [p for p, body in provisions.items() if "effect" not in body]
            if prohibiting:
                reach += [{"applies_to": prohibiting[:1]}, {"applies_to": "all", "except": prohibiting[:1]}]
            regime["exemptions"] = {"door": door | dice.pick(reach)}
        regimes[name] = regime
    return {
        "rulebook": {"version": "2025.1.0", "covers_from": date(1963, 7, 31), "title": "Drawn"},
        "registers": registers(),
        "categories": categories,
        "regimes": regimes,
    }
