"""``python -m benchmarks.single``: the single check measured against its own parts and a peer, in one run.

Three things are timed on the same transfers: the whole check (facts, classification, both engines, report);
the check with the closures alone; and, on movements whose facts are ready, the rules engine with its shadow,
the closures alone, and CLIPS (through clipspy), each deciding the same clauses. With ``--beside REGIME`` the
whole check is also timed on a law of that regime alone: what the rest of the law costs. Then the start of the
command is timed against the import of pydantic and typer.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from article41.engine._check import Engine
from article41.engine._closures import AtomValues
from article41.engine._decide import RegimeDecider
from article41.engine._encode import encode_rules
from article41.engine._tokens import Facts
from article41.law import Rulebook
from article41.law._rulebook import shipped_rules
from article41.model import Transfer
from benchmarks._workload import FIXTURES, mixed

Timed = tuple[str, float, float, float]
Movement = tuple[Facts, str, Transfer, int]


def timed(name: str, act: Callable[[Any], object], work: Sequence[Any]) -> Timed:
    """Return (name, acts a second, p50 and p99 in microseconds) of ``act`` over ``work``."""
    for item in work[:200]:
        act(item)
    gc.collect()
    clock = time.perf_counter
    spent = []
    begin = clock()
    for item in work:
        start = clock()
        act(item)
        spent.append(clock() - start)
    whole = clock() - begin
    spent.sort()
    return name, len(work) / whole, spent[len(spent) // 2] * 1e6, spent[int(len(spent) * 0.99)] * 1e6


def movements(engine: Engine, transfers: Sequence[Transfer]) -> list[Movement]:
    """Return the facts of every movement, as the deciders are given them."""
    return [
        (facts, activity, transfer, number)
        for transfer in transfers
        for number, activity, facts in engine.facts_of(engine.movements(transfer))
    ]


def decide(engine: Engine, decider: RegimeDecider, movement: Movement) -> object:
    """Decide a movement as the engine does: the guard of the regime first."""
    if decider.shard["id"] in engine.guards.regimes(movement[0], movement[1]):
        return decider.decide(*movement)
    return None


def values_of(decider: RegimeDecider, movement: Movement) -> dict[str, int]:
    """Return the value of every provision that reaches or may reach the movement."""
    values = AtomValues(decider.table, movement[0])
    found = ((p["id"], values.decide(p["clauses"])) for p in decider.provisions)
    return {name: value for name, value in found if value}


class Clips:
    """The same clauses as CLIPS rules: one fact a movement, its atoms as slots."""

    def __init__(self, decider: RegimeDecider) -> None:
        import clips

        self.table = decider.table
        owned = [(p["id"], p["clauses"]) for p in decider.provisions]
        self.env = clips.Environment()
        encoded = encode_rules(self.table.atoms, owned)
        rules = {name: tests for some in encoded.values() for name, tests in some.items()}
        self.slots = sorted({prop for tests in rules.values() for _, prop, _ in tests})
        slots = " ".join(f"(slot {slot} (default -9))" for slot in self.slots)
        self.env.build(f"(deftemplate mv {slots})")
        self.env.build("(deftemplate hit (slot name) (slot value))")
        for n, (name, tests) in enumerate(rules.items()):
            bounds: dict[str, list[str]] = {}
            for operator, prop, operand in tests:
                bounds.setdefault(prop, []).append(f"({'=' if operator == '==' else operator} ?v-{prop} {operand})")
            parts = [f"({prop} ?v-{prop}&~-9&:(and TRUE {' '.join(some)}))" for prop, some in bounds.items()]
            hit = f'(hit (name "{name.rpartition("#")[0]}") (value {2 if name.endswith("!") else 1}))'
            self.env.build(f"(defrule r{n} (mv {' '.join(parts)}) => (assert {hit}))")
        self.template = self.env.find_template("mv")
        numbers = {atom[1] for atom in self.table.atoms if atom[0] == "n"}
        self.numbers = [(fact, fact.replace(".", "_")) for fact in numbers]
        self.flags = [
            (n, f"{atom[1].replace('.', '_')}__{n}")
            for n, atom in enumerate(self.table.atoms)
            if f"{atom[1].replace('.', '_')}__{n}" in set(self.slots)
        ]

    def decide(self, facts: Facts) -> dict[str, int]:
        """Return the provisions that reach the movement and their value."""
        values = AtomValues(self.table, facts)
        given: dict[str, int] = {name: values.atom(n) for n, name in self.flags}
        for fact, name in self.numbers:
            interval = facts[fact]
            if interval is not None:
                for end, key in ((interval[0], f"{name}_lo"), (interval[1], f"{name}_hi")):
                    if key in self.slots:
                        given[key] = int(end)  # type: ignore[arg-type]
        self.env.reset()
        self.template.assert_fact(**given)
        self.env.run()
        found: dict[str, int] = {}
        for fact in self.env.facts():
            if fact.template.name == "hit":
                found[fact["name"]] = max(found.get(fact["name"], 0), fact["value"])
        return found


def cold_start(runs: int) -> list[tuple[str, float, float]]:
    """Return (what, median seconds, ratio to the baseline), the commands taken in turn."""
    fixture = str(FIXTURES / "kp-ru-artillery-shells-2023.json")
    tool = str(Path(sys.executable).with_name("article41"))
    commands = {
        "python -c 'import pydantic, typer'": [sys.executable, "-c", "import pydantic, typer"],
        "article41 check --format json": [tool, "check", fixture, "--format", "json"],
        "article41 check (text)": [tool, "check", fixture],
    }
    # Compiled bytecode is part of an installation; an environment that forbids it would time the compiler.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    spent: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            start = time.perf_counter()
            done = subprocess.run(
                command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
            )
            spent[name].append(time.perf_counter() - start)
            if done.returncode not in (0, 1):
                raise SystemExit(f"{name}: exit {done.returncode}: {done.stderr.decode()}")
    base = statistics.median(next(iter(spent.values())))
    return [(name, statistics.median(times), statistics.median(times) / base) for name, times in spent.items()]


def alone_in_its_law(regime: str) -> Rulebook:
    """Return the shipped law without all regimes but one."""
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder) / "rules"
        shutil.copytree(shipped_rules(), rules)
        for path in (rules / "regimes").iterdir():
            if path.stem != regime:
                path.unlink()
        return Rulebook.load(rules, shipped=False)


def show(rows: list[Timed]) -> None:
    """Print a table; the last column is the speed as a ratio to the first row."""
    print(f"{'':44}{'per second':>12}{'p50 us':>10}{'p99 us':>10}{'ratio':>8}")
    for name, rate, p50, p99 in rows:
        print(f"{name:44}{rate:12,.0f}{p50:10.1f}{p99:10.1f}{rate / rows[0][1]:8.2f}")


def main() -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--transfers", type=int, default=20_000)
    parser.add_argument("--share", type=float, default=0.03, help="share of transfers that concern the embargo")
    parser.add_argument("--starts", type=int, default=15)
    parser.add_argument("--regime", action="append", help="decide by this regime (default: that of most provisions)")
    parser.add_argument("--beside", metavar="REGIME", help="time a law of this regime alone beside the whole law")
    options = parser.parse_args()
    rulebook = Rulebook.default()
    both, alone = Engine(rulebook), Engine(rulebook, durable=False)
    provisions = sum(len(rulebook.regime(r)["provisions"]) for r in rulebook.regimes)
    exemptions = sum(
        len(rulebook.regime(r)["exemptions"]) + sum(len(p["exempt"]) for p in rulebook.regime(r)["provisions"])
        for r in rulebook.regimes
    )
    print(f"{provisions} provisions, {exemptions} exemptions; Python {sys.version.split()[0]}; {both.name}")
    largest = max(rulebook.regimes, key=lambda regime: len(rulebook.regime(regime)["provisions"]))
    beside = Engine(alone_in_its_law(options.beside)) if options.beside else None
    for share in (options.share, 1.0):
        work = mixed(options.transfers if share < 1 else options.transfers // 10, share)
        print(f"\nwhole check, {len(work):,} transfers, {share:.0%} concern an embargoed State")
        whole = [
            timed("library (both engines, report)", both.check, work),
            timed("closures alone, report", alone.check, work),
        ]
        if beside is not None:
            whole.append(timed(f"library, law of {options.beside} alone", beside.check, work))
            whole.append(timed("library again", both.check, work))
        show(whole)
        for regime in options.regime or [largest]:
            decider, shadow = both.decider(regime), alone.decider(regime)
            ready = movements(both, work)
            print(f"\ndecisions on {len(ready):,} ready movements, regime {regime}, {share:.0%} concern it")
            rows = [
                timed("durable-rules with its shadow", lambda m, d=decider: decide(both, d, m), ready),
                timed("closures alone", lambda m, d=shadow: decide(alone, d, m), ready),
            ]
            try:
                clips = Clips(decider)
            except ImportError:
                print("(clipspy is not installed: pip install 'article41[bench]')")
            else:
                some = ready[: max(len(ready) // 10, 500)]
                wrong = sum(clips.decide(m[0]) != values_of(shadow, m) for m in some[:300])
                rows.append(timed(f"CLIPS (clipspy), {len(some):,} of them", lambda m, c=clips: c.decide(m[0]), some))
                print(f"CLIPS differs on {wrong} of the first 300")
            show(rows)
    print(f"\nstart of the command, median of {options.starts}")
    for name, seconds, ratio in cold_start(options.starts):
        print(f"{name:44}{seconds * 1000:10.1f} ms{ratio:8.2f}")


if __name__ == "__main__":
    main()
