"""Names to codes: States, areas, actors, forces and lists, as the registers know them.

A name that is unknown, ambiguous, or that of a State which did not exist on the day is refused with the
candidates: a guess would be a wrong answer with law behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NoReturn

from article41._errors import InputError, Place, Problem
from article41.engine._tokens import NONE, UNKNOWN, Tokens
from article41.law._fold import fold
from article41.model._dates import day_text

__all__ = ["Names", "get_close_matches"]


_AREA_CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


def get_close_matches(word: str, known: Iterable[str], most: int) -> list[str]:
    """As difflib's, which is only imported when something has gone wrong."""
    from difflib import get_close_matches as matches

    return matches(word, list(known), most)


class Names:
    """Looks names up in the compiled registers."""

    def __init__(self, registers: dict[str, Any]) -> None:
        self._registers = registers
        self._territories: dict[str, Any] = registers["territories"]
        self._areas: dict[str, Any] = registers["areas"]
        self._ambiguous = {fold(name): codes for name, codes in registers["ambiguous"].items()}
        self._by_name: dict[str, list[str]] | None = None
        self._area_table: dict[str, str] | None = None
        self._forces: dict[str, str] | None = None
        self.party_lists: dict[str, str] = registers["party_lists"]
        self.control_lists: dict[str, str] = registers["control_lists"]
        self.matters: dict[str, str] = registers["matters"]
        self.adopted: dict[str, int] = registers["adopted"]
        """Of each document that can be cited, the day it was adopted."""

    def state(self, text: str, pointer: str, first: int, last: int) -> str:
        """Return the code of a State or territory that existed on some day from ``first`` to ``last``.

        Raises:
            InputError: unknown, ambiguous, or not existing then.
        """
        if text in self._territories:
            candidates = [text]
        else:
            folded = fold(text)
            if folded in self._ambiguous:
                self._refuse(
                    pointer,
                    f"{text!r} is ambiguous",
                    f"write {' or '.join(self._shown(code) for code in self._ambiguous[folded])}",
                )
            candidates = self.candidates(text)
        alive = [code for code in candidates if self.existed(code, first, last)]
        if len(alive) == 1:
            return alive[0]
        if len(alive) > 1:
            self._refuse(pointer, f"{text!r} is ambiguous", f"write {' or '.join(self._shown(code) for code in alive)}")
        if candidates:
            self._did_not_exist(candidates[0], text, pointer, first, last)
        close = get_close_matches(fold(text), self._names(), 3)
        codes = list(dict.fromkeys(code for name in close for code in self._names()[name]))
        self._refuse(
            pointer,
            f"{text!r} is not a State or territory that the register knows",
            f"did you mean {' or '.join(self._shown(code) for code in codes)}?"
            if codes
            else "write the ISO 3166-1 code of two letters, such as KP, or the usual English name",
        )

    def candidates(self, text: str) -> list[str]:
        """Return the States and territories that ``text`` names on some day; none if it is always refused."""
        if text in self._territories:
            return [text]
        folded = fold(text)
        return [] if folded in self._ambiguous else self._names().get(folded, [])

    def existed(self, code: str, first: int, last: int) -> bool:
        """Return whether the State or territory existed on some day from ``first`` to ``last``."""
        entry = self._territories[code]
        return (entry["first"] or 0) <= last and (entry["last"] or 99991231) >= first

    def _did_not_exist(self, code: str, text: str, pointer: str, first: int, last: int) -> NoReturn:
        entry = self._territories[code]
        when = day_text(first) if first == last else f"{day_text(first)} to {day_text(last)}"
        if entry["last"] is not None and entry["last"] < first:
            what = f"{entry['name']} ceased to exist on {day_text(entry['last'])}"
            others = list(entry["successors"])
        else:
            what = f"{entry['name']} came into being on {day_text(entry['first'])}"
            others = [
                other
                for other, item in self._territories.items()
                if code in item["successors"] and self.existed(other, first, last)
            ]
        hint = f"on that day it was {' or '.join(self._shown(o) for o in others)}" if others else "check the date"
        self._refuse(pointer, f"{text!r} did not exist on {when}: {what}", hint)

    def _shown(self, code: str) -> str:
        return f"{code} ({self._territories[code]['name']})"

    @staticmethod
    def _refuse(pointer: str, message: str, hint: str) -> NoReturn:
        raise InputError(Problem(message, Place(pointer=pointer), hint))

    def _names(self) -> dict[str, list[str]]:
        if self._by_name is None:
            table: dict[str, list[str]] = {}
            for code, entry in self._territories.items():
                for name in {fold(n) for n in (code, entry["name"], *entry["names"], *entry["codes"])}:
                    table.setdefault(name, []).append(code)
            self._by_name = table
        return self._by_name

    def area(self, text: str, pointer: str) -> Tokens:
        """Return the area and those that it lies within; a code that no rule names is an area of its own."""
        code = text if text in self._areas else self._area_names().get(fold(text))
        if code is None:
            if _AREA_CODE.fullmatch(text):
                return Tokens(frozenset({text}))
            close = get_close_matches(fold(text), self._area_names(), 1)
            self._refuse(
                pointer,
                f"{text!r} is not an area that the register knows",
                f"did you mean {self._area_names()[close[0]]!r}?" if close else "write its ISO 3166-2 code, like SD-DN",
            )
        found = [code]
        while (around := self._areas[found[-1]]["within"]) is not None:
            found.append(around)
        return Tokens(frozenset(found))

    def states_of(self, areas: Iterable[str], first: int, last: int) -> frozenset[str]:
        """Return the States that areas lie in, of those that existed on some day from ``first`` to ``last``."""
        codes = {self._areas[area]["part_of"] if area in self._areas else area[:2] for area in areas}
        return frozenset(code for code in codes if code in self._territories and self.existed(code, first, last))

    def _area_names(self) -> dict[str, str]:
        if self._area_table is None:
            self._area_table = {
                fold(name): code
                for code, entry in self._areas.items()
                for name in (*entry["names"], entry["name"], code)
            }
        return self._area_table

    def actor(self, actor: str | None, name: str | None, pointer: str) -> Tokens:
        """Return who the party is: by id, else by name or alias; unknown if it has neither."""
        table = self._actor_names()
        if actor is not None:
            found = table.get(fold(actor))
            if found is None:
                close = get_close_matches(fold(actor), table, 1)
                self._refuse(
                    f"{pointer}/actor",
                    f"{actor!r} is not an actor that the register knows",
                    f"did you mean {table[close[0]]!r}?" if close else "state the party's name instead",
                )
            return Tokens(frozenset({found}))
        if name is not None:
            found = table.get(fold(name))
            return Tokens(frozenset({found})) if found else NONE
        return UNKNOWN

    def _actor_names(self) -> dict[str, str]:
        names: dict[str, str] = self._registers["actor_names"]
        return names

    def listings(self, actor: str, first: int, last: int) -> Tokens:
        """Return the lists that the actor is on, for a day known to lie from ``first`` to ``last``."""
        yes: set[str] = set()
        maybe: set[str] = set()
        for party_list, start, end in self.listing_days(actor):
            if start <= first and last <= end:
                yes.add(party_list)
            elif start <= last and first <= end:
                maybe.add(party_list)
        return Tokens(frozenset(yes), frozenset(maybe - yes))

    def listing_days(self, actor: str) -> list[tuple[str, int, int]]:
        """Return every listing of the actor: the list, its first and its last day."""
        listed = self._registers["actors"][actor]["listed"]
        return [(party_list, start, end or 99991231) for party_list, _, start, end in listed]

    def force(self, text: str, pointer: str) -> Tokens:
        """Return the force, by id or name."""
        if self._forces is None:
            self._forces = {
                fold(name): key
                for key, entry in self._registers["forces"].items()
                for name in (*entry["aliases"], entry["name"], key)
            }
        found = self._forces.get(fold(text))
        if found is None:
            close = get_close_matches(fold(text), self._forces, 1)
            self._refuse(
                f"{pointer}/force",
                f"{text!r} is not a force that the register knows",
                f"did you mean {self._forces[close[0]]!r}?" if close else "leave it out and state the kind",
            )
        return Tokens(frozenset({found}))

    def word(self, text: str, known: dict[str, str], what: str, pointer: str) -> str:
        """Return ``text`` if it is a known word of a register; else refuse it with the closest."""
        if text not in known:
            close = get_close_matches(text, known, 1)
            shown = ", ".join(sorted(known)) if len(known) <= 40 else f"{len(known)} words; see article41 schema"
            self._refuse(
                pointer,
                f"{text!r} is not a {what} that the register knows",
                f"did you mean {close[0]!r}?" if close else f"known: {shown}",
            )
        return text
