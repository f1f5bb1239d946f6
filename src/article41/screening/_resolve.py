"""Texts to canonical rows: each distinct text is read once and tried on the model, and so is what hangs together.

What comes out is a table of valid transfers; what does not fit is told, with the column, the text and the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from article41._errors import InputError, Problem
from article41.model import parse_transfer
from article41.model._limits import MAX_TEXT
from article41.screening._batch import BAD, RAW
from article41.screening._field import Field
from article41.screening._groups import groups_of, list_of, refuse_without_role, without_role
from article41.screening._mapping import TableMap
from article41.screening._others import LISTED, as_list, fragment, other_of
from article41.screening._refused import Refused
from article41.screening._staged import quoted
from article41.screening._values import canonical
from article41.tables import COLUMNS, document_of

if TYPE_CHECKING:
    from article41.tables import Adapter

__all__ = ["CANONICAL", "Resolver", "valid"]

CANONICAL = "s_canonical"
"""The table of canonical rows: ``row``, ``line``, ``item`` and canonical columns."""
_COPIED, _LEFT_OUT = "s_canonical_kept", "s_left_out"
_SOME_DATE, _SOME_TYPE = "2000", "goods"
_AS_IT_IS = r"^(0|[1-9][0-9]{0,9})([.][0-9]{0,3}[1-9])?\z"
"""Numbers that need no reading: they are within every limit of the model."""
_PLENTY = 1_000


def valid(row: dict[str, str | None]) -> str | None:
    """Return why a canonical row is no transfer; None if it is one."""
    stated = {
        "date": _SOME_DATE,
        "item_type": _SOME_TYPE,
        **{key: text for key, text in row.items() if text is not None},
    }
    try:
        parse_transfer(document_of(stated))
    except InputError as error:
        return _told(error.problems)
    except ValueError as error:
        return str(error)
    return None


def _row_of(target: str, said: str) -> dict[str, str | None]:
    """Return the canonical row that states one thing."""
    return {**as_list(target, said)} if other_of(target) else {target: said}


def _told(problems: Sequence[Problem]) -> str:
    problem = problems[0]
    return problem.message + (f"; {problem.hint}" if problem.hint else "")


class Resolver:
    """Makes canonical rows of texts; what it has learned of values is kept from batch to batch.

    Args:
        adapter: the database.
        mapping: how texts are read.
        wait: called now and then; it raises if the run is to stop.
        aside: given SQL for more of what cannot be used, adds it to the table of that.

    Raises:
        InputError: the mapping leaves out what every transfer has, or a constant of it is no value.
    """

    def __init__(
        self, adapter: Adapter, mapping: TableMap, wait: Callable[[], None], aside: Callable[[str], object]
    ) -> None:
        self._adapter = adapter
        self._aside = aside
        self._wait = wait
        self.mapping = mapping
        self.fields = mapping.all_fields()
        self._constants = self._checked_constants()
        targets = {field.target for field in self.fields}
        if "date" not in targets and "date" not in self._constants:
            raise _missing("the date", "date", "date")
        if targets.isdisjoint({"item_type", "item_hs"}) and not {"item_type", "item_hs"} & set(self._constants):
            raise _missing("the item: an HS code or an item type", "item_hs", "item_hs")
        stated = targets | set(self._constants)
        for target in COLUMNS:
            amount = _amount_of(target)
            if amount and (amount in stated) != (target in stated):
                here, there = (amount, target) if amount in stated else (target, amount)
                raise InputError(
                    Problem(
                        f"{here} is stated and {there} is not",
                        hint=f"map a column to {there}, or `set` it, or leave out both",
                    )
                )
        self._others = groups_of(self.fields, self._constants)
        refuse_without_role(self._others)
        # What is stated of an intermediary becomes a part of a list, so that every text of it is looked at.
        self._looked_up = [n for n, field in enumerate(self.fields) if field.sort != "text" or other_of(field.target)]
        self._changed: set[int] = set()
        self._refusing: set[int] = set()
        for n in self._looked_up:
            adapter.create(f"s_d{n}", dict.fromkeys(("text", "said", "reason"), "VARCHAR"))
        self._groups = self._grouped()
        for n, group in enumerate(self._groups):
            adapter.create(f"s_g{n}", dict.fromkeys(("t", *(f"x{k}" for k in range(len(group))), "reason"), "VARCHAR"))
        self._refusing_groups: set[int] = set()

    def _checked_constants(self) -> dict[str, str]:
        out = {}
        for target, text in self.mapping.constants.items():
            from article41.screening._mapping import field_of

            try:
                out[target] = canonical(text.strip(), field_of(target, "")) if text.strip() else ""
            except Refused as refused:
                raise InputError(Problem(f"set {target}: {refused}")) from None
            reason = None if target.startswith("item_") else valid(_row_of(target, out[target]))
            if reason is not None:
                raise InputError(Problem(f"set {target}: {reason}"))
        return out

    def _grouped(self) -> list[tuple[str, ...]]:
        """Return the item columns that must fit together, besides fitting the type of the item."""
        targets = [f.target for f in self.fields if f.target.startswith("item_")]
        targets += [target for target in self._constants if target.startswith("item_")]
        groups: dict[str, list[str]] = {}
        for target in targets:
            if target != "item_type":
                # An amount and its unit or currency stand in one object.
                pointer = COLUMNS[target].pointer
                groups.setdefault("/".join(pointer.split("/")[:4]) if pointer.count("/") > 3 else pointer, []).append(
                    target
                )
        return [tuple(sorted(group)) for group in groups.values()]

    # A batch

    def resolve(self) -> str:
        """Make the canonical rows of the table of texts; return the name of their table.

        Rows of which anything is told in the table of what cannot be used are left out, with all their items.
        """
        for n in self._looked_up:
            self._learn(n)
        for n, field in enumerate(self.fields):
            self._tell(n, field)
        self._tell_untyped()
        source = self._canonical()
        if self._changed:
            # To look texts up costs more than to keep what was found; where nothing is, nothing is copied.
            self._adapter.materialise(_COPIED, source, of_source=True)
            source = f"SELECT * FROM {_COPIED}"
        self._name(source)
        told = False
        for n, group in enumerate(self._groups):
            told |= self._fit(n, group)
        if told:
            self._name(source)
        return CANONICAL

    def _name(self, source: str) -> None:
        """Name the canonical rows, without those of which something is told by now."""
        self._adapter.materialise(_LEFT_OUT, f"SELECT DISTINCT line FROM {BAD}", of_source=True)
        some = self._adapter.fetch(f"SELECT count(*) FROM {_LEFT_OUT}")[0][0]
        fine = f"WHERE c.line NOT IN (SELECT line FROM {_LEFT_OUT})" if some else ""
        self._adapter.view(CANONICAL, f"SELECT c.* FROM ({source}) c {fine}")

    def _learn(self, n: int) -> None:
        field = self.fields[n]
        new = self._adapter.fetch(
            f"SELECT r.v{n} FROM (SELECT DISTINCT v{n} FROM {RAW}) r LEFT JOIN s_d{n} d ON r.v{n} = d.text "
            f"WHERE r.v{n} IS NOT NULL AND d.text IS NULL{self._obscure(n)}"
        )
        rows = []
        for count, (text,) in enumerate(new):
            if count % _PLENTY == 0:
                self._wait()
            said, reason = self._read(text, field)
            rows.append((text, said, reason))
            if reason is not None:
                self._refusing.add(n)
            elif said != text:
                self._changed.add(n)
        self._adapter.append(f"s_d{n}", rows)

    def _obscure(self, n: int) -> str:
        """Return the condition that a text must be looked at: a plain number is what it is."""
        return f" AND NOT regexp_matches(r.v{n}, {quoted(_AS_IT_IS)})" if self.fields[n].sort == "number" else ""

    def _read(self, text: str, field: Field) -> tuple[str | None, str | None]:
        if "\0" in text:
            return None, "a text must not hold the character U+0000"
        try:
            said = canonical(text, field)
        except Refused as refused:
            return None, str(refused)
        if field.sort == "number":
            # One kind of number everywhere; which items state it is looked at with their type.
            reason = valid({"item_quantity_amount": said, "item_quantity_unit": "other"})
        elif field.target.startswith("item_") and field.target != "item_type":
            reason = None  # whether it is allowed depends on the type of the item
        else:
            reason = valid(_row_of(field.target, said))
        if reason:
            return None, reason
        return (fragment(field.target, said) if other_of(field.target) else said), None

    def _tell(self, n: int, field: Field) -> None:
        if n not in self._looked_up:
            self._aside(
                f"SELECT line, item, {quoted(field.target)}, v{n}, "
                f"'a text has at most {MAX_TEXT:,} characters, and none is U+0000' FROM {RAW} "
                f"WHERE length(v{n}) > {MAX_TEXT} OR contains(v{n}, chr(0))"
            )
        elif n in self._refusing:
            self._aside(
                f"SELECT r.line, r.item, {quoted(field.target)}, r.v{n}, d.reason "
                f"FROM {RAW} r JOIN s_d{n} d ON r.v{n} = d.text WHERE d.reason IS NOT NULL"
            )

    def _place(self, target: str) -> str | None:
        """Return SQL for the text of a canonical column; None if nothing states it."""
        return next((f"r.v{n}" for n, field in enumerate(self.fields) if field.target == target), None)

    def _tell_untyped(self) -> None:
        for sql in without_role(self._others, RAW):
            self._aside(sql)
        if "date" not in self._constants:
            self._aside(
                f"SELECT r.line, r.item, 'date', NULL, 'there is no date: every transfer has one' "
                f"FROM {RAW} r WHERE {self._place('date')} IS NULL"
            )
        if "item_type" in self._constants or "item_hs" in self._constants:
            return
        places = [place for target in ("item_type", "item_hs") if (place := self._place(target))]
        self._aside(
            f"SELECT r.line, r.item, 'item_type', NULL, "
            "'there is neither an HS code nor an item type: nothing says what it is' "
            f"FROM {RAW} r WHERE coalesce({', '.join(places)}) IS NULL"
        )

    def _canonical(self) -> str:
        selected, joins = ["r.row", "r.line", "r.item"], []
        parts: dict[int, str] = {}
        for n, field in enumerate(self.fields):
            said = f"r.v{n}"
            if n in self._changed:
                joins.append(f"LEFT JOIN s_d{n} d{n} ON r.v{n} = d{n}.text")
                said = f"coalesce(d{n}.said, r.v{n})"
            if other_of(field.target):
                parts[n] = f"d{n}.said" if n in self._changed else "CAST(NULL AS VARCHAR)"
                continue
            if field.blank == "none":
                said = f"coalesce({said}, {quoted(field.none)})"
            if field.target == "item_type":
                said = f"coalesce({said}, {quoted(_SOME_TYPE)})"
            selected.append(f"{self._with_amount(field.target, said)} AS {field.target}")
        if self._others:
            selected.append(f"{list_of(self._others, parts)} AS {LISTED}")
        constants = {target: text for target, text in self._constants.items() if not other_of(target)}
        if "item_type" not in constants and self._place("item_type") is None:
            constants["item_type"] = _SOME_TYPE
        selected += [f"{self._with_amount(target, quoted(text))} AS {target}" for target, text in constants.items()]
        return f"SELECT {', '.join(selected)} FROM {RAW} r {' '.join(joins)}"

    def _with_amount(self, target: str, said: str) -> str:
        """Return SQL for a text; a unit or currency without an amount says nothing."""
        amount = self._place(_amount_of(target)) if _amount_of(target) else None
        return f"CASE WHEN {amount} IS NOT NULL THEN {said} END" if amount else said

    # What hangs together

    def _keys(self, group: tuple[str, ...]) -> list[str]:
        # Of texts and amounts it only matters whether they are stated.
        return [f"CASE WHEN {target} IS NOT NULL THEN '1' END" if _any_goes(target) else target for target in group]

    def _fit(self, n: int, group: tuple[str, ...]) -> bool:
        keys = self._keys(group)
        same = " AND ".join(f"c.{_x(k)} IS NOT DISTINCT FROM g.{_x(k)}" for k in range(len(group)))
        listed = ", ".join(f"{key} AS {_x(k)}" for k, key in enumerate(keys))
        some = " OR ".join(f"{target} IS NOT NULL" for target in group)
        new = self._adapter.fetch(
            f"SELECT c.* FROM (SELECT DISTINCT item_type AS t, {listed} FROM {CANONICAL} WHERE {some}) c "
            f"LEFT JOIN s_g{n} g ON c.t = g.t AND {same} WHERE g.t IS NULL"
        )
        rows: list[tuple[Any, ...]] = []
        for count, (item_type, *values) in enumerate(new):
            if count % _PLENTY == 0:
                self._wait()
            reason = valid({"item_type": item_type, **dict(zip(group, values, strict=True))})
            rows.append((item_type, *values, reason))
            if reason is not None:
                self._refusing_groups.add(n)
        self._adapter.append(f"s_g{n}", rows)
        if n not in self._refusing_groups:
            return False
        shown = next((target for target in group if target not in self._constants), group[0])
        self._aside(
            f"SELECT c.line, c.item, {quoted(shown)}, c.shown, g.reason FROM "
            f"(SELECT line, item, item_type AS t, {shown} AS shown, {listed} FROM {CANONICAL} WHERE {some}) c "
            f"JOIN s_g{n} g ON c.t = g.t AND {same} WHERE g.reason IS NOT NULL"
        )
        return True


def _x(k: int) -> str:
    return f"x{k}"


def _amount_of(target: str) -> str:
    stem, _, last = target.rpartition("_")
    return f"{stem}_amount" if last in ("unit", "currency") and f"{stem}_amount" in COLUMNS else ""


def _any_goes(target: str) -> bool:
    from article41.screening._field import sort_of

    return sort_of(target) in ("text", "number", "state")


def _missing(what: str, name: str, example: str) -> InputError:
    return InputError(
        Problem(
            f"no column states {what}",
            hint=f"say which: --map COLUMN={example}, or `columns: {{{name}: COLUMN}}` in a mapping file",
        )
    )
