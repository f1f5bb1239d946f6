"""The SQL of the steps from bits to findings: what reaches a movement, what frees it, what is missing.

It keeps to what ``_steps`` says of all SQL here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from article41.tables._layout import ClauseTable
from article41.tables._steps import text

__all__ = [
    "findings_step",
    "found_step",
    "freed_step",
    "joined_step",
    "new_exempted",
    "new_patterns",
    "new_sets",
    "open_step",
    "pairs_step",
    "reached_step",
    "used_words",
    "verdicts_step",
]

OUT_OF_SCOPE, PERMITTED, CONDITIONAL, UNDETERMINED, PROHIBITED = range(5)
VERDICT_WORDS = ("out_of_scope", "permitted", "conditional", "undetermined", "prohibited")
"""Verdicts by their numbers: the graver, the greater."""


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
    """Whether an exemption is met (2), or would be if its paper were shown (1), and which are the one and the other."""
    used = used_words([(w.present, w.absent) for w in table.ways])
    papers = sorted({n for way in table.ways for n, word in enumerate(way.paper) if word})
    shown = " AND ".join(f"(v.t_{w} & w.r_{w}) = w.r_{w}" for w in papers) or "TRUE"
    not_failed = " AND ".join(f"(v.n_{w} & w.r_{w}) = w.r_{w}" for w in papers) or "TRUE"
    which = "".join(
        f", BIT_OR(CASE WHEN {shown} THEN w.e_{n} ELSE 0 END) AS met_{n}"
        f", BIT_OR(CASE WHEN {shown} THEN 0 ELSE w.e_{n} * w.substantive END) AS open_{n}"
        for n in range(table.exempt_words)
    )
    return (
        f"SELECT r.sig, r.act, r.provision, MAX(CASE WHEN {shown} THEN 2 ELSE w.substantive END) AS freed{which} "
        "FROM a41_reached r JOIN a41_ways w ON r.act = w.act AND r.provision = w.provision "
        "JOIN a41_bits v ON v.sig = r.sig AND v.act = r.act "
        f"WHERE {_holds('w', 't', 'n', used)} AND {not_failed} GROUP BY r.sig, r.act, r.provision"
    )


def found_step(exempt: int) -> str:
    """The verdict of each provision on each movement, and which exemptions make it; a permission must be certain."""

    def case(permits: object, met: object, perhaps: object, open_: object, surely: object) -> str:
        return (
            f"CASE WHEN p.permits = 1 THEN {permits} WHEN COALESCE(f.freed, 0) = 2 THEN {met} "
            f"WHEN r.reach = 1 THEN {perhaps} WHEN COALESCE(f.freed, 0) = 1 THEN {open_} ELSE {surely} END"
        )

    which = "".join(f", {case(0, f'f.met_{n}', 0, f'f.open_{n}', 0)} AS e_{n}" for n in range(exempt))
    return (
        "SELECT r.sig, r.act, r.provision, "
        f"{case(PERMITTED, PERMITTED, UNDETERMINED, CONDITIONAL, PROHIBITED)} AS verdict{which} "
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


def _same(one: str, other: str, columns: Iterable[str]) -> str:
    return " AND ".join(f"{one}.{column} = {other}.{column}" for column in columns)


def _new(source: str, known: str, columns: Sequence[str]) -> str:
    """What stands in these columns, of which nothing is NULL, and is not known yet."""
    return (
        f"SELECT DISTINCT {', '.join(f's.{column}' for column in columns)} FROM {source} s "
        f"LEFT JOIN {known} k ON {_same('s', 'k', columns)} WHERE k.{columns[0]} IS NULL"
    )


def _pattern(words: Sequence[int]) -> list[str]:
    return ["act", "provision", *(f"{kind}_{w}" for w in words for kind in "tn")]


def _set(facts: int) -> list[str]:
    return [f"f_{n}" for n in range(facts)]


def _exempted(exempt: int) -> list[str]:
    return ["provision", *(f"e_{n}" for n in range(exempt))]


def new_patterns(words: Sequence[int]) -> str:
    """The patterns of known and unknown tests that are new."""
    return _new("a41_open", "a41_patterns", _pattern(words))


def new_sets(facts: int) -> str:
    """The sets of missing facts that have no name yet."""
    return _new("a41_joined", "a41_missing", _set(facts))


def new_exempted(exempt: int) -> str:
    """The sets of exemptions of a provision that have no name yet."""
    return _new("a41_joined", "a41_exempted", _exempted(exempt))


def joined_step(words: Sequence[int], facts: int, exempt: int) -> str:
    """The findings of each signature: one for a provision and verdict, with the missing facts of all acts.

    An exemption stands for the finding as it does for the act for which it stands worst: it must be there for each.
    """
    which = "".join(f", BIT_AND(f.e_{n}) AS e_{n}" for n in range(exempt))
    columns = ", ".join(f"BIT_OR(COALESCE(m.{column}, 0)) AS {column}" for column in _set(facts))
    return (
        f"SELECT f.sig, f.provision, f.verdict, {columns}{which} FROM a41_found f "
        "LEFT JOIN a41_open o ON f.sig = o.sig AND f.act = o.act AND f.provision = o.provision "
        f"LEFT JOIN a41_patterns m ON {_same('o', 'm', _pattern(words))} GROUP BY f.sig, f.provision, f.verdict"
    )


_VERDICTS = " ".join(f"WHEN {n} THEN {text(word)}" for n, word in enumerate(VERDICT_WORDS))
"""The branches of a CASE over verdicts by their numbers."""


def findings_step(facts: int, exempt: int) -> str:
    """The findings of each row."""
    return (
        f"SELECT r.row, p.id AS provision, p.regime, CASE j.verdict {_VERDICTS} END AS verdict, m.missing, "
        "x.exemption FROM a41_joined j JOIN a41_provisions p ON j.provision = p.provision "
        f"JOIN a41_missing m ON {_same('j', 'm', _set(facts))} "
        f"JOIN a41_exempted x ON {_same('j', 'x', _exempted(exempt))} JOIN a41_row r ON j.sig = r.sig"
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
