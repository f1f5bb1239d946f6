"""Many rows decided at once: canonical rows in, findings out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from article41._errors import EngineError, InputError, Problem
from article41.engine._check import Engine
from article41.law import Rulebook
from article41.tables import _law_steps as law
from article41.tables import _steps as steps
from article41.tables._adapter import Adapter
from article41.tables._columns import COLUMNS, ROW
from article41.tables._kept import fill, load_law, make_dictionaries
from article41.tables._layout import ALWAYS, ClauseTable
from article41.tables._lenses import ALONE, LENSES, Lens
from article41.tables._missing import Missing
from article41.tables._prefilter import STATES, Prefilter
from article41.tables._values import Values

__all__ = ["Decided", "Screener"]

_DATE = Lens("date", ("date",), ("date",))
_PAPERS = Lens("papers", ("authorisations",), ("authorisations",), ("d",), ("authorisations",))
_ACTS = Lens("acts", ("activities", "item_type"), ("activity",))
_SAMPLE = 100_000
"""Rows of the first batch whose values are learned before its rows are filtered."""


class Decided(NamedTuple):
    """The tables that hold what was decided of a batch; they last until the next batch.

    Attributes:
        findings: ``row``, ``provision``, ``regime``, ``verdict``, ``missing`` (facts, sorted, joined by ``|``),
            ``exemption`` (ids, in the order of the report, joined by ``; ``: for ``permitted`` the exemptions that are
            met, for ``conditional`` those whose procedure is missing): one for each provision and verdict, as the
            report on the row's transfer has them.
        verdicts: ``row``, ``verdict``: every row that was not refused.
        refused: ``row``, ``column_name``, ``reason``: rows that a single check would refuse as well.
    """

    findings: str
    verdicts: str
    refused: str


class Screener:
    """Decides tables of canonical rows by one rulebook, in one database.

    What it learns of values is kept from batch to batch, in tables whose names begin with ``a41_``: there is one
    Screener to a database connection, and one thread at a time uses it. Prohibitions and express permissions make
    findings; duties and advisories are not listed.

    Args:
        rulebook: the law; the shipped law if None.
        adapter: the database.

    Raises:
        EngineError: a rule tests what the clause table has no bits for, or what no column states.
    """

    def __init__(self, rulebook: Rulebook | None, adapter: Adapter) -> None:
        self.rulebook = Rulebook.default() if rulebook is None else rulebook
        self.table = ClauseTable(self.rulebook)
        self._adapter = adapter
        engine = Engine(self.rulebook, durable=False)
        self._values = Values(self.table, engine)
        self._prefilter = Prefilter(self.table, engine, self._values.nothing, self._values.codes)
        self._learned = False
        self._parts = self._values.parts
        self._wholes = (*LENSES, _PAPERS, _ACTS)
        self._lenses = (*self._wholes, self._values.item)
        self._loaded: dict[str, int] = {}
        self._reads = tuple(
            word
            for word in range(self.table.layout.words)
            if any(self.table.layout.mask(p.reads)[word] for p in self.table.provisions)
        )
        self._missing = Missing(self.table, self._reads)
        self._facts = self._missing.words
        load_law(adapter, self.table)
        lenses = (*self._parts, *self._lenses)
        make_dictionaries(adapter, self._values, lenses, self._reads, self._facts, self.table.exempt_words)

    def decide(self, source: str) -> Decided:
        """Decide every row of a table or view.

        Args:
            source: its name. It has the columns ``row`` (a BIGINT, another one for each row), ``date`` and
                ``item_type``, and any other canonical columns, all VARCHAR; each time that it is read it gives
                the same rows. Every row states a valid transfer; what a check would refuse beyond that (a name
                that no register knows) is looked for where a rule could reach the row.

        Raises:
            InputError: a column that must be there is not.
            EngineError: rows were lost on the way; no answer is given.
        """
        adapter = self._adapter
        have = set(adapter.columns(source))
        for column in (ROW, "date", "item_type"):
            if column not in have:
                raise InputError(
                    Problem(f"the table {source} has no column {column}", hint="see article41.tables.COLUMNS")
                )
        present = [column for column in COLUMNS if column in have]
        self._filter(source, present)
        self._learn_dates_and_names(present)
        adapter.materialise("a41_stated", steps.stated_step("a41_rows", [ROW, *present]))
        stated = {*present, ALONE, "a41_vessel", "a41_aircraft", *(f"a41_{c}" for c in present if c.endswith("_name"))}
        parts = {"item_type", *(part.name for part in self._parts)}
        self._look_up("a41_parts", "a41_stated", self._parts, stated, [ROW, "item_type", "a41_c"])
        self._look_up("a41_items", "a41_parts", [self._values.item], parts, [ROW])
        same = self._look_up("a41_wholes", "a41_stated", self._wholes, stated, [ROW, "a41_date AS date"])
        adapter.materialise("a41_classes", "SELECT w.*, i.item FROM a41_wholes w JOIN a41_items i ON w.row = i.row")
        self._refuse()
        self._decide(same)
        adapter.view("a41_verdicts", law.verdicts_step(source))
        return Decided("a41_findings", "a41_verdicts", "a41_refused")

    # Rows

    def _filter(self, source: str, present: Sequence[str]) -> None:
        """Keep the rows that some clause may reach, as ``a41_rows``, and learn the values that were new."""
        adapter = self._adapter
        columns = ", ".join(f"r.{column}" for column in (ROW, *present))
        joins, condition = self._prefilter.where(present)
        if not self._learned:
            # With nothing learned every row would pass: a part of them shows most values.
            adapter.materialise("a41_rows", f"SELECT {columns} FROM {source} r LIMIT {_SAMPLE}", of_source=True)
            self._learn(present)
            self._learned = True
        sql = f"SELECT {columns} FROM {source} r {joins} WHERE {condition}"
        adapter.materialise("a41_rows", sql, of_source=True)
        if self._learn(present):
            adapter.materialise("a41_rows", f"SELECT {columns} FROM a41_rows r {joins} WHERE {condition}")

    def _learn(self, present: Sequence[str]) -> bool:
        adapter, prefilter = self._adapter, self._prefilter
        new = adapter.fetch(steps.new_values("a41_pf_dates", {"date": "date"}))
        adapter.append("a41_pf_dates", [(text, 1, prefilter.date(text or "")) for (text,) in new])
        types = adapter.fetch(steps.new_values("a41_pf_types", {"item_type": "item_type"}))
        adapter.append("a41_pf_types", [(text, 1, prefilter.item_type(text)) for (text,) in types])
        codes = adapter.fetch(steps.new_values("a41_pf_codes", {"item_hs": "item_hs"})) if "item_hs" in present else []
        adapter.append("a41_pf_codes", [(text, 1, *prefilter.code(text)) for (text,) in codes])
        states: dict[str | None, None] = {}
        for column in STATES:
            if column in present:
                found = adapter.fetch(steps.new_values("a41_pf_states", {column: "state"}))
                states.update((text, None) for (text,) in found)
        adapter.append("a41_pf_states", [(text, 1, *prefilter.state(text)) for text in states])
        return bool(new or types or codes or states)

    # Values

    def _learn_dates_and_names(self, present: Sequence[str]) -> None:
        adapter, values = self._adapter, self._values
        new = adapter.fetch(
            "SELECT DISTINCT r.date FROM a41_rows r LEFT JOIN a41_dates d ON r.date IS NOT DISTINCT FROM d.date "
            "WHERE d.cls IS NULL"
        )
        adapter.append("a41_dates", [(text, *values.date(text)) for (text,) in new])
        self._load_classes("date")
        columns = [f"{who}_name" for who in ("supplier", "recipient", "end_user") if f"{who}_name" in present]
        if columns:
            names = " UNION ".join(f"SELECT {column} AS name FROM a41_rows" for column in columns)
            new = adapter.fetch(
                f"SELECT DISTINCT a.name FROM ({names}) a LEFT JOIN a41_names n ON a.name = n.name "
                "WHERE n.name IS NULL AND a.name IS NOT NULL"
            )
            adapter.append("a41_names", [(name,) for name in values.known_names(name for (name,) in new)])

    def _read(self, lens: Lens, key: tuple[Any, ...]) -> int:
        if lens is _ACTS:
            return self._values.acts(*key)
        if lens is _PAPERS:
            return self._values.papers(*key)
        return self._values.read(lens, key)

    def _load_classes(self, name: str) -> None:
        known = self._loaded.get(name, 0)
        new = self._values.classes(name, known)
        if name == "acts":
            self._adapter.append("a41_acts", [(known + n, act) for n, acts in enumerate(new) for act in acts])
        elif name in self._values.words:
            rows = [(known + n, *certain, *possible) for n, (certain, possible) in enumerate(new)]
            self._adapter.append(f"a41_c_{name}", rows)
        # Last: a class that comes twice, after an interruption, does no harm; one that is missing would.
        self._loaded[name] = known + len(new)

    def _constants(self, lenses: Sequence[Lens], have: set[str]) -> dict[str, int]:
        """Return the class of each lens of which no column is there: nothing is stated."""
        made = {ALONE: "end_user_", "a41_vessel": "vessel_", "a41_aircraft": "aircraft_"}
        out = {}
        for lens in lenses:
            stated = [column for column in have if column in lens.columns and column not in made] + [
                column for made_of in lens.columns for column in have if column.startswith(made.get(made_of, "\0"))
            ]
            if not stated:
                key = tuple("true" if column == ALONE else None for column in lens.columns)
                out[lens.name] = self._read(lens, key + (None,) * len(lens.families))
        return out

    def _look_up(
        self, name: str, source: str, lenses: Sequence[Lens], have: set[str], carried: Sequence[str]
    ) -> dict[str, int]:
        """Make a table with the class of each lens for every row; return the lenses that have one class for all."""
        adapter = self._adapter
        constant = self._constants(lenses, have)
        asked = [lens for lens in lenses if lens.name not in constant]
        sql = steps.classes_step(source, lenses, constant, carried, have)
        adapter.materialise(name, sql)
        counts = adapter.fetch(steps.missing_step(name, asked))[0] if asked else ()
        new = [lens for lens, count in zip(asked, counts, strict=True) if count]
        for lens in new:
            keys = adapter.fetch(steps.missing_keys(source, lens, have))
            adapter.append(f"a41_d_{lens.name}", [(*key, self._read(lens, key)) for key in keys])
        for lens in lenses:
            self._load_classes(lens.name)
        if new:
            adapter.materialise(name, sql)
        return constant

    def _refuse(self) -> None:
        names = [*(lens.name for lens in self._lenses), "date"]
        parts = [part.name for part in self._parts]
        reasons = self._values.refusals
        if not reasons:
            self._adapter.create("a41_refused", {"row": "BIGINT", "column_name": "VARCHAR", "reason": "VARCHAR"})
            return
        fill(
            self._adapter,
            "a41_reasons",
            {"cls": "INTEGER", "column_name": "VARCHAR", "reason": "VARCHAR"},
            [(-1 - n, *reason) for n, reason in enumerate(reasons)],
        )
        told = [f"SELECT row, {name} AS cls FROM a41_classes WHERE {name} < 0" for name in names]
        told += [f"SELECT row, {name} AS cls FROM a41_parts WHERE {name} < 0" for name in parts]
        self._adapter.materialise(
            "a41_refused",
            "SELECT DISTINCT t.row, a.column_name, a.reason "
            f"FROM ({' UNION ALL '.join(told)}) t JOIN a41_reasons a ON t.cls = a.cls",
        )

    # The law

    def _decide(self, same: dict[str, int]) -> None:
        adapter, table = self._adapter, self.table
        names = [lens.name for lens in self._lenses if lens.name not in same or lens is _ACTS] + ["date"]
        adapter.materialise("a41_fine", steps.fine_step())
        adapter.materialise("a41_sig", steps.signatures_step("a41_fine", names))
        adapter.materialise("a41_row", steps.rows_step("a41_fine", names))
        words = {name: self._values.words[name] for name in names if name != _ACTS.name}
        adapter.materialise("a41_bits", steps.bits_step(words, table.layout.words, self._values.bits_of(same)))
        self._nothing_lost()
        always = any(clause.guard == ALWAYS for clause in table.clauses)
        adapter.materialise("a41_pairs", law.pairs_step((g.word for g in table.guards), always))
        adapter.materialise("a41_reached", law.reached_step(table))
        adapter.materialise("a41_freed", law.freed_step(table))
        adapter.materialise("a41_found", law.found_step(table.exempt_words))
        adapter.materialise("a41_open", law.open_step(self._reads))
        new = adapter.fetch(law.new_patterns(self._reads))
        adapter.append("a41_patterns", [(*pattern, *self._missing.of_pattern(pattern)) for pattern in new])
        adapter.materialise("a41_joined", law.joined_step(self._reads, self._facts, table.exempt_words))
        sets = adapter.fetch(law.new_sets(self._facts))
        adapter.append("a41_missing", [(*found, self._missing.names(found)) for found in sets])
        freed = adapter.fetch(law.new_exempted(table.exempt_words))
        adapter.append("a41_exempted", [(*found, table.exempted(found[0], found[1:])) for found in freed])
        adapter.materialise("a41_gravest", "SELECT sig, MAX(verdict) AS verdict FROM a41_joined GROUP BY sig")
        adapter.materialise("a41_findings", law.findings_step(self._facts, table.exempt_words))

    def _nothing_lost(self) -> None:
        """Every row is in every step once: a join that lost one would be a row passed in silence."""
        counts = ("a41_rows", "a41_classes"), ("a41_fine", "a41_row"), ("a41_sig", "a41_bits")
        sums = [f"(SELECT COUNT(*) FROM {name})" for pair in counts[:2] for name in pair]
        sums += ["(SELECT COUNT(*) FROM a41_sig)", "(SELECT COUNT(DISTINCT sig) FROM a41_bits)"]
        found = self._adapter.fetch(f"SELECT {', '.join(sums)}")[0]
        for n, (before, after) in enumerate(counts):
            if found[2 * n] != found[2 * n + 1]:
                raise EngineError(f"of {found[2 * n]} rows of {before}, {found[2 * n + 1]} are in {after}")
