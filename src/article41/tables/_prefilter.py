"""Which rows can be reached at all: three numbers to a row, and most rows are done.

Every clause has a guard, the most selective test that must at least be possible. Guards are numbered 0 to 60 (some
share a number), and of each row three numbers are found: of which guards the test is possible, by its States and who
takes part; of which some clause can concern such an item; of which some clause can be in force on such a date. A row
of which no guard is in all three is reached by no clause. Each of them is a necessary condition only: what is not
known, or not looked at, counts as possible.

States, dates and items are looked up by value; the tables of values grow with what was met. A value that is not there
yet, or that the register refuses, lets its row pass: it is looked at with the others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from article41._errors import InputError
from article41.engine._check import Engine
from article41.engine._closures import AtomValues
from article41.engine._closures import ClauseTable as Tests
from article41.engine._movements import AROUND, DESTINATION, FLAGS, ORIGIN, derive
from article41.engine._tokens import NONE, UNKNOWN, Facts, Tokens, one
from article41.model import PartialDate, parse_transfer
from article41.tables._codes import Codes
from article41.tables._columns import document_of
from article41.tables._layout import ALWAYS, PROCEDURE, ClauseTable

__all__ = ["STATES", "Prefilter"]

_SHARED = 60
"""How many numbers the guards share; one more is that of the clauses without a guard."""
_UNGUARDED = 1 << _SHARED
ALL = (1 << (_SHARED + 1)) - 1
_EVER = (19000101, 21001231)

STATES = {
    "supplier_state": ("supplier.state",),
    "recipient_state": ("recipient.state",),
    "end_user_state": ("end_user.state",),
    "route_origin": (ORIGIN,),
    "route_destination": (DESTINATION,),
    "item_origin": ("item.origin",),
    "vessel_flag": (FLAGS[0],),
    "aircraft_flag": (FLAGS[1],),
}
"""Columns that hold one State, with the fact that it is before unions are made."""

_PARTIES = ("supplier", "recipient", "end_user")

PLAIN = "goods"
"""The item type that says nothing by itself: only its HS code does. Of the others the type alone is looked at."""


class Prefilter:
    """The three numbers, for one rulebook.

    Args:
        table: the clauses.
        engine: the same law, to classify items.
        nothing: raw facts of which none is stated.
        codes: the HS codes that rules name.
    """

    def __init__(self, table: ClauseTable, engine: Engine, nothing: Facts, codes: Codes) -> None:
        self._engine, self._nothing, self._codes = engine, nothing, codes
        self._items: dict[str | None, tuple[int | None, ...]] = {}
        self._cuts = table.layout.days
        self._dates: dict[tuple[int, int], int] = {}
        layout = table.layout
        guards = sorted({clause.guard for clause in table.clauses} - {ALWAYS})
        atoms = layout.atoms
        self._tests = Tests([atom if atom[0] != PROCEDURE else ["w", "date", []] for atom in atoms])
        self._facts = {guard: atoms[guard][1] for guard in guards}
        self._bit = {guard: 1 << n for n, guard in enumerate(guards)}
        # Guards that are possible in most rows have a number of their own where there are enough; the others are few
        # States in few rows each, and share what is left.
        usual = [guard for guard in guards if self._bit[guard] & self.others(clear=False)][: _SHARED // 2]
        rare = [guard for guard in guards if guard not in usual]
        left = _SHARED - len(usual)
        self._bit = {guard: 1 << n for n, guard in enumerate(usual)}
        self._bit |= {guard: 1 << len(usual) + n % left for n, guard in enumerate(rare)} | {ALWAYS: _UNGUARDED}
        of_item: set[tuple[int, tuple[int, ...]]] = set()
        of_date: set[tuple[int, tuple[int, ...]]] = set()
        for clause in table.clauses:
            literals = table.literals(clause)
            bit = self._bit[clause.guard]
            of_item.add((bit, tuple(x for x in literals if atoms[abs(x) - 1][1].startswith("item."))))
            of_date.add((bit, tuple(x for x in literals if atoms[abs(x) - 1][1] == "date")))
        self._of_item, self._of_date = sorted(of_item), sorted(of_date)

    def _possible(self, conditions: Iterable[tuple[int, tuple[int, ...]]], facts: Facts) -> int:
        values = AtomValues(self._tests, facts)
        out = 0
        for bit, literals in conditions:
            if not out & bit and all(values.literal(x) for x in literals):
                out |= bit
        return out

    def _guarded(self, facts: Facts) -> int:
        values = AtomValues(self._tests, facts)
        out = 0
        for guard, fact in self._facts.items():
            if fact in facts and values.atom(guard):
                out |= self._bit[guard]
        return out

    def date(self, text: str) -> int | None:
        """Return the guards of which a clause can be in force; None if it is no date."""
        try:
            date = PartialDate(text)
        except ValueError:
            return None
        place = bisect_right(self._cuts, date.first), bisect_right(self._cuts, date.last)
        if place not in self._dates:
            self._dates[place] = self._possible(self._of_date, {"date": (date.first, date.last)})
        return self._dates[place]

    def item_type(self, text: str) -> int | None:
        """Return the guards of which a clause can concern an item of a type; None if there is no such type.

        Its code may be any: a typed item is taken to be in its chapters only where it states none.
        """
        return self._item({"item_type": text}, {"item.hs": UNKNOWN})

    def code(self, text: str | None) -> tuple[int | None, ...]:
        """Return the same for an item of the plain type by its HS code: civil or military, military, civil."""
        known = self._codes.like(text)
        if known not in self._items:
            stated = {"item_type": PLAIN, "item_hs": known}
            self._items[known] = tuple(
                self._item({**stated, "item_military": military}) for military in (None, "true", "false")
            )
        return self._items[known]

    def _item(self, stated: Mapping[str, str | None], known: Facts | None = None) -> int | None:
        try:
            movements = self._engine.movements(parse_transfer(document_of({"date": "2000", **stated})))
        except InputError:
            return None
        facts: Facts = {**movements.items[0], **(known or {}), "date": _EVER}
        return self._possible(self._of_item, self._engine.classifier.placed(facts))

    def state(self, text: str | None) -> tuple[int | None, ...]:
        """Return for each column that holds a State the guards that it makes possible; None for no State."""
        if text is None:
            return tuple(self.unstated().values())
        codes = self._engine.names.candidates(text)
        if not codes:
            return (None,) * len(STATES)
        state = Tokens(frozenset(), frozenset(codes))
        return tuple(self._of_state(column, state) for column in STATES)

    def _of_state(self, column: str, state: Tokens) -> int:
        (raw,) = STATES[column]
        if raw == "item.origin":
            return self._guarded({raw: state})
        facts = dict(self._nothing)
        if column == "recipient_state":
            # Where no end user is stated it is the recipient; where one is, its State may be anything.
            facts = {fact: value for fact, value in facts.items() if not fact.startswith("end_user.")}
        if raw in FLAGS and state.maybe:
            facts[raw] = state
            # A flag counts among the States concerned where it is certain; on any day it may be.
            return self._guarded(derive(facts)) | self._guarded(derive({**facts, raw: one(*state.maybe)}))
        facts[raw] = state
        return self._guarded(derive(facts))

    def unstated(self) -> dict[str, int]:
        """Return for each column that holds a State the guards that are possible where it is NULL."""
        unknown = ("supplier_state", "recipient_state", "end_user_state", "item_origin")
        return {column: self._of_state(column, UNKNOWN if column in unknown else NONE) for column in STATES}

    def transit(self) -> int:
        """Return the guards that are possible where States of transit are stated, whichever they are."""
        return self._guarded(derive({**self._nothing, "route.transit": UNKNOWN}))

    def others(self, clear: bool) -> int:
        """Return the guards that are possible by what other columns leave open.

        Args:
            clear: whether no party is listed: the screening was clear, and no party is named.
        """
        facts = {f: v for f, v in self._nothing.items() if not f.startswith(("end_user.", *FLAGS))}
        apart = {raw for (raw,) in STATES.values()} | {"route.transit", *(f"{who}.{AROUND}" for who in _PARTIES)}
        for fact, value in facts.items():
            if isinstance(value, Tokens) and fact not in apart and not (clear and fact.endswith(".listed")):
                facts[fact] = UNKNOWN
        of_item = (bit for guard, bit in self._bit.items() if guard != ALWAYS and self._is_of_item(guard))
        out = self._guarded(derive(facts)) | _UNGUARDED
        for bit in of_item:
            out |= bit
        return out

    def _is_of_item(self, guard: int) -> bool:
        return str(self._facts[guard]).startswith("item.") and self._facts[guard] != "item.origin"

    def where(self, present: Sequence[str]) -> tuple[str, str]:
        """Return the joins and the condition, over a source named ``r``, that a row must meet to be looked at.

        What is not in a table yet has no number there: the whole is NULL, which is distinct from nought as well.
        """
        have = set(present)
        joins = ["LEFT JOIN a41_pf_dates d ON r.date = d.date"]
        joins.append("LEFT JOIN a41_pf_types i ON r.item_type = i.item_type")
        item = "i.mask"
        if "item_hs" in have:
            joins.append("LEFT JOIN a41_pf_codes h ON r.item_hs IS NOT DISTINCT FROM h.item_hs")
            plain = "h.mask"
            if "item_military" in have:
                plain = "CASE r.item_military WHEN 'true' THEN h.military WHEN 'false' THEN h.civil ELSE h.mask END"
            item = f"CASE WHEN r.item_type = '{PLAIN}' THEN {plain} ELSE i.mask END"
        if "item_controls" in have:
            # Where none is stated there is none: what is stated is no narrowing of that.
            item = f"CASE WHEN r.item_controls IS NULL THEN {item} ELSE {ALL} END"
        always, terms = 0, []
        own = [c for c in present if c.startswith("end_user_")]
        for column, mask in self.unstated().items():
            if column == "end_user_state" and not own:
                continue
            if column not in have:
                always |= mask
                continue
            joins.append(f"LEFT JOIN a41_pf_states s_{column} ON r.{column} IS NOT DISTINCT FROM s_{column}.state")
            if column == "end_user_state":
                # Where nothing of an end user is stated, the recipient is it.
                none = " AND ".join(f"r.{name} IS NULL" for name in own)
                terms.append(f"CASE WHEN {none} THEN 0 ELSE s_{column}.{column} END")
            else:
                terms.append(f"s_{column}.{column}")
        if "route_transit" in have:
            terms.append(f"CASE WHEN r.route_transit IS NULL THEN 0 ELSE {self.transit()} END")
        for area in (f"{who}_area" for who in _PARTIES):
            # An area adds its State to those that something goes to or comes from.
            terms += [f"CASE WHEN r.{area} IS NULL THEN 0 ELSE {ALL} END"] if area in have else []
        if "intermediaries" in have:
            terms.append(f"CASE WHEN r.intermediaries IS NULL THEN 0 ELSE {ALL} END")
        clear = ["r.screening_un_lists = 'clear'"] if "screening_un_lists" in have else ["FALSE"]
        named = [f"{who}_{key}" for who in _PARTIES for key in ("name", "actor", "listed")]
        clear += [f"r.{column} IS NULL" for column in named if column in have]
        open_, closed = self.others(False) | always, self.others(True) | always
        terms.append(f"CASE WHEN {' AND '.join(clear)} THEN {closed} ELSE {open_} END")
        return " ".join(joins), f"(d.mask & {item} & ({' | '.join(terms)})) IS DISTINCT FROM 0"
