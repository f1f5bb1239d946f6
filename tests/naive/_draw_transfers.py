"""Random transfers, valid under the Transfer model: free ones, and ones aimed at a provision or an exemption."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from article41.model import ITEM_TYPES
from article41.model._terms import ACTIVITIES, INTERMEDIARY_ROLES, PARTY_KINDS, PURPOSES, REASONS, ROUTE_MODES

from ._dice import Dice
from ._facts import day_range
from ._logic import as_list, text
from ._pools import Door, Pools

__all__ = ["draw_transfer"]

_FIELDS = {"item.control": "controls", "item.list": "lists", "item.subject": "subjects"}
_PAPER_KINDS = {
    "approve": ("approval", "notification"),
    "no_objection": ("notification", "no_objection", "approval"),
    "notify": ("notification", "approval"),
    "report": ("report", "notification"),
}
_BODIES = ("committee", "security_council", "government_of_target")
_BY = ("exporting_state", "supplier_state", "recipient_state")
_DAYS_AWAY = (0, -5, -4, -6, -7, -8, -3, -1, 1, -60, 45, 46)
_UNITS = ("barrels", "tonnes", "kg", "pieces")


@cache
def _item_facts(item_type: str) -> tuple[str, ...]:
    return tuple(sorted(ITEM_TYPES[item_type].facts - {"item.type"}))


@cache
def _type_words(item_type: str, fact: str) -> tuple[str, ...]:
    return tuple(sorted(ITEM_TYPES[item_type].words.get(fact, ())))


def _json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


class _Draft:
    """One transfer in the making; its date comes first, since a State must exist on it."""

    def __init__(self, dice: Dice, pools: Pools, days: Sequence[str]) -> None:
        self.dice, self.pools = dice, pools
        self.made: dict[str, Any] = {"date": dice.pick(days)}
        self.first, self.last = day_range(self.made["date"])

    def words(self, fact: str, otherwise: Sequence[str]) -> Sequence[str]:
        return self.pools.words.get(fact) or otherwise[:3]

    def state(self) -> str | None:
        if not self.pools.states:
            return None
        found, first, last = self.dice.pick(self.pools.states)
        return found if first <= self.first and self.last <= last else None

    def day(self) -> str:
        return self.dice.pick(self.pools.days)

    # Parties

    def party(self, who: str) -> dict[str, Any]:
        dice, made = self.dice, dict[str, Any]()
        dice.fresh()
        if dice.chance(75):
            made["state"] = self.state()
        if dice.chance(45):
            made["kind"] = dice.pick(self.words(f"{who}.kind", self.words("any.kind", PARTY_KINDS)))
        form = dice.number(11)
        if form == 11 and self.pools.others["actor"]:
            made["actor"] = dice.pick(self.pools.others["actor"])
        elif form == 10 and self.pools.others["actor"]:
            made["name"] = dice.pick(self.pools.others["actor"][1::2])
        elif form in (8, 9):
            made["name"] = "Some Trading House"
        if dice.chance(10) and self.pools.others["force"]:
            made["force"] = dice.pick(self.pools.others["force"])
        if dice.chance(10) and self.pools.others["area"]:
            made["area"] = dice.pick(self.pools.others["area"])
        if dice.chance(15):
            made["listed"] = dice.some(self.words("any.listed", ("77", "88")), 2)
        return {key: value for key, value in made.items() if value is not None}

    def parties(self) -> None:
        dice = self.dice
        for who, share in (("supplier", 80), ("recipient", 80), ("end_user", 20)):
            if dice.chance(share):
                self.made[who] = self.party(who)
        if dice.chance(25):
            roles = self.words("intermediary.role", INTERMEDIARY_ROLES)
            self.made["intermediaries"] = [
                self.party("intermediary") | {"role": dice.pick(roles)} for _ in range(dice.number(2))
            ]

    # Items

    def item(self, item_type: str) -> dict[str, Any]:
        self.dice.fresh()
        made: dict[str, Any] = {"type": item_type}
        for fact in _item_facts(item_type):
            if self.dice.chance(40):
                self.state_item(made, fact)
        return made

    def state_item(self, item: dict[str, Any], fact: str, word: str | None = None) -> None:
        """State the field of ``fact``, as ``word`` where it is given and the field can be that."""
        dice, name = self.dice, _FIELDS.get(fact, fact.removeprefix("item."))
        if fact in ("item.control", "item.list", "item.subject"):
            otherwise = ("ML3",) if fact == "item.control" else ("food",) if fact == "item.subject" else ("S/2006/814",)
            choices = self.words(fact, otherwise)
            if fact == "item.subject":
                choices = (*(self.pools.ways_into or choices), *self.pools.types[:6])
            item[name] = [word] if word else dice.some(choices, 2)
        elif fact == "item.hs":
            codes = [code for code in self.words(fact, ("9306", "1001")) if len(code) % 2 == 0 and code.isdigit()]
            item[name] = word or dice.pick(codes or ["9306"])
        elif fact == "item.origin":
            origin = word or self.state()
            if origin is not None:
                item[name] = origin
        elif fact in ("item.value_usd", "item.unit_value_usd"):
            amount = dice.pick(self.pools.numbers.get(fact, (Decimal(1000),)))
            item[name.removesuffix("_usd")] = {
                "amount": _json_number(amount),
                "currency": "EUR" if dice.chance(20) else "USD",
            }
        elif fact.startswith("item.total_"):
            self.state_total(item, fact)
        elif fact in self.pools.numbers:
            item[name] = _json_number(dice.pick(self.pools.numbers[fact]))
        elif _type_words(item["type"], fact):
            known = _type_words(item["type"], fact)
            choices = [w for w in self.pools.words.get(fact, ()) if w in known] + list(known[:1])
            item[name] = word if word in known else dice.pick(choices)
        elif fact in ("item.calibre_mm", "item.range_km", "item.payload_kg", "item.weight_t", "item.speed_kmh"):
            item[name] = 50
        elif fact == "item.tonnes_standard":
            item[name] = 700
        else:
            item[name] = dice.chance(50) if word not in ("true", "false") else word == "true"

    def state_total(self, item: dict[str, Any], fact: str) -> None:
        amount = self.dice.pick(self.pools.numbers.get(fact, (Decimal(100),)))
        part = self.dice.number(2)
        if fact == "item.total_usd":
            item["period_total_value"] = {"amount": _json_number(amount), "currency": "USD"}
            return
        unit = fact.removeprefix("item.total_") if self.dice.chance(80) else self.dice.pick(_UNITS)
        now = min(amount, Decimal(10))
        if part != 1:
            before = amount - now if part == 0 else amount
            item["period_total"] = {"amount": _json_number(before), "unit": unit}
        if part != 2:
            item["quantity"] = {"amount": _json_number(now if part == 0 else amount), "unit": unit}

    # The rest

    def rest(self) -> None:
        dice, made = self.dice, self.made
        dice.fresh()
        if dice.chance(40):
            made["activities"] = dice.some(self.words("activity", ACTIVITIES), 2)
        if dice.chance(35):
            made["reason"] = dice.pick(self.words("reason", REASONS))
        if dice.chance(40):
            purposes = dice.some(self.words("end_use.purpose", PURPOSES), 2)
            made["end_use"] = {"purposes": purposes} if dice.chance(90) else {}
        if dice.chance(20):
            made["contract"] = {"date": self.day()} if dice.chance(70) else {"written": dice.chance(50)}
        if dice.chance(35):
            made["route"] = self.route()
        if dice.chance(50):
            made["screening"] = {"un_lists": "clear"}
        if self.pools.matters and dice.chance(30):
            made["determinations"] = [
                {"matter": matter, "found": dice.chance(50)} for matter in dice.some(self.pools.matters, 2)
            ]
        if dice.chance(25):
            papers = [self.paper(*dice.pick(self.pools.papers)) for _ in range(1 + dice.number(1))]
            made["authorisations"] = papers

    def route(self) -> dict[str, Any]:
        dice, made = self.dice, dict[str, Any]()
        if dice.chance(30):
            made["origin"] = self.state()
        if dice.chance(30):
            made["destination"] = self.state()
        if dice.chance(30):
            made["transit"] = [s for s in (self.state() for _ in range(dice.number(2))) if s is not None]
        if dice.chance(30):
            made["modes"] = dice.some(self.words("route.mode", ROUTE_MODES), 2)
        if dice.chance(20):
            made["ship_to_ship"] = dice.chance(50)
        if dice.chance(20):
            made["entry_point"] = dice.pick(self.words("route.entry_point", ("harbour",)))
        if dice.chance(25):
            vessel = {"flag": self.state(), "controller": self.state(), "designated": dice.chance(50)}
            made["vessel"] = {key: vessel[key] for key in dice.some(list(vessel), 3) if vessel[key] is not None}
        if dice.chance(15):
            flag = self.state()
            made["aircraft"] = {} if flag is None else {"flag": flag}
        return {key: value for key, value in made.items() if value is not None}

    def paper(self, verb: str, body: str, cite: str | None, until: Any = None) -> dict[str, Any]:
        dice = self.dice
        dice.fresh()
        kind = dice.pick(_PAPER_KINDS[verb]) if dice.chance(20) else _PAPER_KINDS[verb][0]
        made: dict[str, Any] = {"kind": kind, "body": dice.pick(_BODIES) if dice.chance(8) else body}
        usual = "granted" if kind in ("approval", "no_objection") else "made"
        made["status"] = dice.pick(("refused", "pending")) if dice.chance(15) else usual
        if cite is not None and dice.chance(92):
            made["under"] = cite.replace(" (a", "(a") if dice.chance(15) else cite
        if dice.chance(85):
            day = day_range(until)[0] + timedelta(days=dice.number(1)) if until else self.first
            day += timedelta(days=0 if until else dice.pick(_DAYS_AWAY))
            made["date"] = day.isoformat()[: 7 if dice.chance(12) else 10]
        if dice.chance(25):
            made["by"] = dice.pick(_BY)
        if dice.chance(15):
            made["regime"] = dice.pick(self.pools.regimes)
        if dice.chance(15):
            made["items"] = dice.some(list(range(len(self.made["items"]))), 2)
        return made

    # Aiming: make the tests of a condition come out true, most of the time

    def aim(self, condition: Any) -> None:
        if isinstance(condition, (list, tuple)):
            for entry in condition:
                self.aim(entry)
            return
        for key, value in condition.items():
            if key == "all":
                self.aim(value)
            elif key == "any":
                self.aim(self.dice.pick(value))
            elif key not in ("not", "during", "date") and self.dice.chance(94):
                self.meet(key, value)

    def meet(self, fact: str, value: Any) -> None:
        if isinstance(value, Mapping):
            if "only" not in value:
                if fact.startswith("item."):
                    self.meet_item(fact, None)
                elif fact == "contract.date":
                    self.made["contract"] = {"date": self.day()}
                return
            value = value["only"]
        if not as_list(value):
            return
        word = text(self.dice.pick(as_list(value)))
        who, _, part = fact.partition(".")
        if fact.startswith("item."):
            self.meet_item(fact, word)
        elif fact == "activity":
            self.made["activities"] = [word]
        elif fact == "reason":
            self.made["reason"] = word
        elif fact == "determined":
            known = [d for d in self.made.get("determinations", []) if d["matter"] != word]
            self.made["determinations"] = [*known, {"matter": word, "found": True}]
        elif who in ("route", "vessel", "contract", "end_use"):
            self.meet_whole(who, part, word)
        elif part == "role":
            self.made.setdefault("intermediaries", []).append({"role": word})
        elif who != "law":
            self.meet_party(who, part, word)

    def meet_whole(self, who: str, part: str, word: str) -> None:
        route = self.made.setdefault("route", {})
        if who == "end_use":
            self.made["end_use"] = {"purposes": [word]}
        elif who == "contract":
            self.made.setdefault("contract", {})["written"] = word == "true"
        elif (part in ("transit", "flag", "controller")) and not self.exists(word):
            return
        elif who == "vessel":
            route.setdefault("vessel", {})[part] = word == "true" if part == "designated" else word
        elif part in ("transit", "mode"):
            route["transit" if part == "transit" else "modes"] = [word]
        else:
            route[part] = word == "true" if part == "ship_to_ship" else word

    def meet_party(self, who: str, part: str, word: str) -> None:
        if part == "state" and not self.exists(word):
            return
        if who in ("to", "from", "any"):
            whom = {"to": ("recipient", "end_user"), "from": ("supplier",)}
            who = self.dice.pick(whom.get(who, ("recipient", "supplier", "intermediary")))
        if who == "intermediary":
            others = self.made.setdefault("intermediaries", [])
            if not others:
                others.append({"role": "broker"})
            party = others[0]
        else:
            party = self.made.setdefault(who, {})
        party[part] = [word] if part == "listed" else word

    def meet_item(self, fact: str, word: str | None) -> None:
        item = self.made["items"][0]
        if fact == "item.type" and word is not None:
            self.made["items"][0] = self.item(word)
        elif fact in ("item.category", "item.concerns"):
            ways = self.pools.ways_into.get(word or "", ())
            if "item.subject" in _item_facts(item["type"]) and self.dice.chance(50):
                item["subjects"] = [word or "food"]
            elif ways:
                self.aim(self.dice.pick(ways))
        elif fact in _item_facts(item["type"]):
            self.state_item(item, fact, word)

    def exists(self, code: str) -> bool:
        return any(s == code and a <= self.first and self.last <= z for s, a, z in self.pools.states)


def draw_transfer(dice: Dice, pools: Pools, *, aimed: bool = False) -> dict[str, Any]:
    """One transfer; if ``aimed``, most tests of some provision or exemption come out true."""
    dice.fresh()
    door: Door | None = dice.pick(pools.doors) if aimed and pools.doors else None
    draft = _Draft(dice, pools, door.days if door and dice.chance(90) else pools.days)
    count = (1, 1, 1, 2, 2, 3)[dice.number(5)]
    draft.parties()
    draft.made["items"] = [draft.item(dice.pick(pools.types)) for _ in range(count)]
    draft.rest()
    if door:
        dice.fresh()
        draft.aim(door.conditions)
        procedure = (door.exemption or {}).get("procedure")
        if door.exemption and procedure and dice.chance(60):
            verb = next(key for key in _PAPER_KINDS if key in procedure)
            cite = dice.pick([*as_list(door.exemption["cite"]), *as_list(door.exemption.get("under"))])
            spelled = text(cite["cite"] if isinstance(cite, Mapping) else cite)
            paper = draft.paper(verb, text(procedure[verb]), spelled, procedure.get("until"))
            if "by" in procedure and dice.chance(80):
                paper["by"] = text(procedure["by"])
            draft.made.setdefault("authorisations", []).append(paper)
    return draft.made
