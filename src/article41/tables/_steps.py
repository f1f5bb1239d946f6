"""The SQL of the steps from rows to bits: plain joins and bits, the same text for every engine.

No list, no struct, no hint, no function beyond COALESCE, MIN, MAX, SUM, BIT_OR and BIT_AND: what several engines say
alike. Names that begin with ``a41_`` are ours. The steps from bits to findings are in ``_law_steps``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from article41.tables._lenses import ALONE, Lens

__all__ = [
    "bits_step",
    "classes_step",
    "fine_step",
    "key_columns",
    "missing_keys",
    "missing_step",
    "new_values",
    "rows_step",
    "signatures_step",
    "stated_step",
    "text",
]


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
