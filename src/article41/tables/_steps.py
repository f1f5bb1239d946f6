"""The SQL of each step: plain joins and bits, the same text for every engine.

No list, no struct, no hint, no function beyond COALESCE, MIN, MAX, SUM and BIT_OR: what several engines say alike.
Names that begin with ``a41_`` are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from article41.tables._layout import ClauseTable
from article41.tables._lenses import ALONE, Lens

__all__ = [
    "bits_step",
    "classes_step",
    "findings_step",
    "fine_step",
    "found_step",
    "freed_step",
    "joined_step",
    "key_columns",
    "missing_keys",
    "missing_step",
    "new_patterns",
    "new_sets",
    "new_values",
    "open_step",
    "pairs_step",
    "reached_step",
    "rows_step",
    "signatures_step",
    "stated_step",
    "verdicts_step",
]

OUT_OF_SCOPE, PERMITTED, CONDITIONAL, UNDETERMINED, PROHIBITED = range(5)
VERDICT_WORDS = ("out_of_scope", "permitted", "conditional", "undetermined", "prohibited")
"""Verdicts by their numbers: the graver, the greater."""


def text(value: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def key_of(lens: Lens, source: str, have: set[str]) -> list[str]:
    """Return the expressions of a lens's key over the columns of ``source``; what it has not is not stated."""
    out = []
    for column in lens.columns:
        if column not in have:
            out.append("NULL")
            continue
        expression = f"{source}.{column}"
        if lens.types is not None and column != "item_type":
            types = ", ".join(text(word) for word in sorted(lens.types))
            expression = f"CASE WHEN {source}.item_type IN ({types}) THEN {expression} END"
        out.append(expression)
    stated = " OR ".join(f"{source}.{column} IS NOT NULL" for column in lens.dated if column in have) or "FALSE"
    return [*out, *(f"CASE WHEN {stated} THEN {source}.a41_{family} END" for family in lens.families)]


def key_columns(lens: Lens, numbers: Iterable[str]) -> dict[str, str]:
    """Return the columns of the dictionary of a lens; those in ``numbers`` are classes of other lenses."""
    numbers = set(numbers)
    columns = {f"k{n}": "INTEGER" if column in numbers else "VARCHAR" for n, column in enumerate(lens.columns)}
    start = len(columns)
    return {**columns, **{f"k{start + n}": "INTEGER" for n in range(len(lens.families))}, "cls": "INTEGER"}


def _joined(lens: Lens, source: str, have: set[str]) -> str:
    name = f"a41_d_{lens.name}"
    return f"LEFT JOIN {name} ON " + " AND ".join(
        f"{expression} IS NOT DISTINCT FROM {name}.k{n}" for n, expression in enumerate(key_of(lens, source, have))
    )


def classes_step(
    source: str, lenses: Sequence[Lens], constant: Mapping[str, int], carried: Sequence[str], have: set[str]
) -> str:
    """Look every row's values up: a column with the class of each lens, NULL where the value is new."""
    columns = [f"{source}.{column}" for column in carried]
    columns += [
        f"{constant[lens.name]} AS {lens.name}" if lens.name in constant else f"a41_d_{lens.name}.cls AS {lens.name}"
        for lens in lenses
    ]
    joins = [_joined(lens, source, have) for lens in lenses if lens.name not in constant]
    return f"SELECT {', '.join(columns)} FROM {source} {' '.join(joins)}"


def missing_step(classes: str, lenses: Sequence[Lens]) -> str:
    """Count, for each lens, the rows whose value is new."""
    return f"SELECT {', '.join(f'SUM(CASE WHEN {x.name} IS NULL THEN 1 ELSE 0 END)' for x in lenses)} FROM {classes}"


def missing_keys(source: str, lens: Lens, have: set[str]) -> str:
    """The distinct values of a lens that are new."""
    key = ", ".join(key_of(lens, source, have))
    return f"SELECT DISTINCT {key} FROM {source} {_joined(lens, source, have)} WHERE a41_d_{lens.name}.cls IS NULL"


def new_values(table: str, columns: Mapping[str, str]) -> str:
    """The distinct values of some columns of the rows that a table of the prefilter, under other names, has not."""
    same = " AND ".join(f"r.{column} IS NOT DISTINCT FROM p.{name}" for column, name in columns.items())
    selected = ", ".join(f"r.{column}" for column in columns)
    return f"SELECT DISTINCT {selected} FROM a41_rows r LEFT JOIN {table} p ON {same} WHERE p.known IS NULL"


def stated_step(source: str, present: Sequence[str]) -> str:
    """Add the place of each date in every family of days, and the columns that are made of others."""
    have = set(present)
    ends = [c for c in present if c.startswith("end_user_") and c != "end_user_stated"]

    def there(kind: str, columns: Sequence[str]) -> str:
        tests = [f"r.{c} IS NOT NULL" for c in columns if c in have]
        tests += [f"COALESCE(r.{kind}_stated, 'false') = 'true'"] if f"{kind}_stated" in have else []
        return " OR ".join(tests) or "FALSE"

    columns = [f"r.{c}" for c in present]
    columns += [f"d.{family} AS a41_{family}" for family in "slcd"]
    columns.append("d.cls AS a41_date")
    columns.append(f"CASE WHEN {there('end_user', ends)} THEN 'false' ELSE 'true' END AS {ALONE}")
    for kind in ("vessel", "aircraft"):
        own = [c for c in present if c.startswith(f"{kind}_") and c != f"{kind}_stated"]
        columns.append(f"CASE WHEN {there(kind, own)} THEN 'true' END AS a41_{kind}")
    joins = ["LEFT JOIN a41_dates d ON r.date IS NOT DISTINCT FROM d.date"]
    for who in ("supplier", "recipient", "end_user"):
        if f"{who}_name" in have:
            # A name that the register does not know says only that this is nobody of the register.
            columns.append(
                f"CASE WHEN r.{who}_name IS NULL THEN NULL ELSE COALESCE({who}_n.name, '') END AS a41_{who}_name"
            )
            joins.append(f"LEFT JOIN a41_names {who}_n ON r.{who}_name = {who}_n.name")
    return f"SELECT {', '.join(columns)} FROM {source} r {' '.join(joins)}"


def fine_step() -> str:
    """The rows that nothing speaks against."""
    refused = "(SELECT DISTINCT row FROM a41_refused) x"
    return f"SELECT c.* FROM a41_classes c LEFT JOIN {refused} ON c.row = x.row WHERE x.row IS NULL"


def signatures_step(classes: str, names: Sequence[str]) -> str:
    """Rows that no test tells apart are decided once; the least of their keys stands for them."""
    columns = ", ".join(names)
    return f"SELECT MIN(row) AS sig, {columns} FROM {classes} GROUP BY {columns}"


def rows_step(classes: str, names: Sequence[str]) -> str:
    """Which signature each row has."""
    same = " AND ".join(f"c.{name} = s.{name}" for name in names)
    return f"SELECT c.row, s.sig FROM {classes} c JOIN a41_sig s ON {same}"


def bits_step(words: Mapping[str, Sequence[int]], count: int, constant: Mapping[int, tuple[int, int]]) -> str:
    """The bits of every signature and act: those of its values joined."""
    columns = ["s.sig", "a41_acts.act"]
    for word in range(count):
        for n, kind in enumerate("tn"):
            terms = [f"c_{lens}.{kind}_{word}" for lens, some in words.items() if word in some]
            if word in constant:
                terms.append(str(constant[word][n]))
            columns.append(f"{' | '.join(terms) or '0'} AS {kind}_{word}")
    joins = [f"JOIN a41_c_{lens} c_{lens} ON s.{lens} = c_{lens}.cls" for lens in words]
    return f"SELECT {', '.join(columns)} FROM a41_sig s JOIN a41_acts ON s.acts = a41_acts.cls {' '.join(joins)}"


def pairs_step(words: Iterable[int], always: bool) -> str:
    """Which guards each movement may pass."""
    cases = " ".join(f"WHEN {word} THEN v.n_{word}" for word in sorted(set(words)))
    parts = []
    if cases:
        parts.append(
            "SELECT v.sig, v.act, g.guard FROM a41_bits v JOIN a41_guards g ON v.act = g.act "
            f"WHERE ((CASE g.word {cases} END) & g.bit) <> 0"
        )
    if always or not parts:
        parts.append("SELECT v.sig, v.act, -1 AS guard FROM a41_bits v")
    return " UNION ALL ".join(parts)


def _holds(owner: str, have: str, have_not: str, words: tuple[set[int], set[int]]) -> str:
    present, absent = words
    tests = [f"(v.{have}_{w} & {owner}.p_{w}) = {owner}.p_{w}" for w in sorted(present)]
    tests += [f"(v.{have_not}_{w} & {owner}.q_{w}) = 0" for w in sorted(absent)]
    return " AND ".join(tests) or "TRUE"


def reached_step(table: ClauseTable) -> str:
    """Which provisions reach a movement: 2 if surely, 1 if perhaps."""
    used = used_words([(c.present, c.absent) for c in table.clauses])
    return (
        "SELECT v.sig, v.act, c.provision, "
        f"MAX(CASE WHEN {_holds('c', 't', 'n', used)} THEN 2 ELSE 1 END) AS reach "
        "FROM a41_pairs g JOIN a41_clauses c ON g.act = c.act AND g.guard = c.guard "
        "JOIN a41_bits v ON v.sig = g.sig AND v.act = g.act "
        f"WHERE {_holds('c', 'n', 't', used)} GROUP BY v.sig, v.act, c.provision"
    )


def freed_step(table: ClauseTable) -> str:
    """Which exemptions are met (2), or would be if their paper were shown (1)."""
    used = used_words([(w.present, w.absent) for w in table.ways])
    papers = sorted({n for way in table.ways for n, word in enumerate(way.paper) if word})
    shown = " AND ".join(f"(v.t_{w} & w.r_{w}) = w.r_{w}" for w in papers) or "TRUE"
    not_failed = " AND ".join(f"(v.n_{w} & w.r_{w}) = w.r_{w}" for w in papers) or "TRUE"
    return (
        f"SELECT r.sig, r.act, r.provision, MAX(CASE WHEN {shown} THEN 2 ELSE w.substantive END) AS freed "
        "FROM a41_reached r JOIN a41_ways w ON r.act = w.act AND r.provision = w.provision "
        "JOIN a41_bits v ON v.sig = r.sig AND v.act = r.act "
        f"WHERE {_holds('w', 't', 'n', used)} AND {not_failed} GROUP BY r.sig, r.act, r.provision"
    )


def found_step() -> str:
    """The verdict of each provision on each movement; an express permission must be certain."""
    return (
        f"SELECT r.sig, r.act, r.provision, CASE WHEN p.permits = 1 THEN {PERMITTED} "
        f"WHEN COALESCE(f.freed, 0) = 2 THEN {PERMITTED} WHEN r.reach = 1 THEN {UNDETERMINED} "
        f"WHEN COALESCE(f.freed, 0) = 1 THEN {CONDITIONAL} ELSE {PROHIBITED} END AS verdict "
        "FROM a41_reached r JOIN a41_provisions p ON r.provision = p.provision "
        "LEFT JOIN a41_freed f ON r.sig = f.sig AND r.act = f.act AND r.provision = f.provision "
        "WHERE p.permits = 0 OR r.reach = 2"
    )


def open_step(words: Sequence[int]) -> str:
    """What is known and unknown of the tests of each provision that is undetermined."""
    columns = ", ".join(f"v.{kind}_{w} & p.m_{w} AS {kind}_{w}" for w in words for kind in "tn")
    return (
        f"SELECT f.sig, f.act, f.provision{', ' if columns else ''}{columns} FROM a41_found f "
        "JOIN a41_provisions p ON f.provision = p.provision JOIN a41_bits v ON v.sig = f.sig AND v.act = f.act "
        f"WHERE f.verdict = {UNDETERMINED}"
    )


def _pattern(words: Sequence[int]) -> str:
    columns = ["act", "provision", *(f"{kind}_{w}" for w in words for kind in "tn")]
    return " AND ".join(f"o.{c} = m.{c}" for c in columns)


def new_patterns(words: Sequence[int]) -> str:
    """The patterns of known and unknown tests that are new."""
    columns = ", ".join(["o.act", "o.provision", *(f"o.{kind}_{w}" for w in words for kind in "tn")])
    return (
        f"SELECT DISTINCT {columns} FROM a41_open o LEFT JOIN a41_patterns m ON {_pattern(words)} "
        "WHERE m.provision IS NULL"
    )


def joined_step(words: Sequence[int], facts: int) -> str:
    """The findings of each signature: one for a provision and verdict, with the missing facts of all acts."""
    columns = ", ".join(f"BIT_OR(COALESCE(m.f_{n}, 0)) AS f_{n}" for n in range(facts))
    return (
        f"SELECT f.sig, f.provision, f.verdict, {columns} FROM a41_found f "
        "LEFT JOIN a41_open o ON f.sig = o.sig AND f.act = o.act AND f.provision = o.provision "
        f"LEFT JOIN a41_patterns m ON {_pattern(words)} GROUP BY f.sig, f.provision, f.verdict"
    )


def new_sets(facts: int) -> str:
    """The sets of missing facts that have no name yet."""
    columns = [f"f_{n}" for n in range(facts)]
    same = " AND ".join(f"j.{column} = m.{column}" for column in columns)
    selected = ", ".join(f"j.{column}" for column in columns)
    return f"SELECT DISTINCT {selected} FROM a41_joined j LEFT JOIN a41_missing m ON {same} WHERE m.missing IS NULL"


_VERDICTS = " ".join(f"WHEN {n} THEN {text(word)}" for n, word in enumerate(VERDICT_WORDS))
"""The branches of a CASE over verdicts by their numbers."""


def findings_step(facts: int) -> str:
    """The findings of each row."""
    same = " AND ".join(f"j.f_{n} = m.f_{n}" for n in range(facts))
    return (
        f"SELECT r.row, p.id AS provision, p.regime, CASE j.verdict {_VERDICTS} END AS verdict, m.missing "
        "FROM a41_joined j JOIN a41_provisions p ON j.provision = p.provision "
        f"JOIN a41_missing m ON {same} JOIN a41_row r ON j.sig = r.sig"
    )


def verdicts_step(source: str) -> str:
    """The gravest verdict of every row that was not refused; a row with no finding is out of scope."""
    return (
        f"SELECT s.row, CASE COALESCE(g.verdict, {OUT_OF_SCOPE}) {_VERDICTS} END AS verdict FROM {source} s "
        "LEFT JOIN a41_row r ON s.row = r.row LEFT JOIN a41_gravest g ON r.sig = g.sig "
        "LEFT JOIN (SELECT DISTINCT row FROM a41_refused) x ON s.row = x.row WHERE x.row IS NULL"
    )


def used_words(masks: Iterable[tuple[Sequence[int], Sequence[int]]]) -> tuple[set[int], set[int]]:
    """Return in which words any of these clauses has a bit that must be there, and one that must not."""
    present: set[int] = set()
    absent: set[int] = set()
    for have, have_not in masks:
        present.update(n for n, word in enumerate(have) if word)
        absent.update(n for n, word in enumerate(have_not) if word)
    return present, absent
