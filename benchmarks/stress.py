"""``python -m benchmarks.stress``: a million checks, threads and interruptions; every answer is compared.

The answers are first taken from the naive evaluator of the tests, which shares no code with the engines.
"""

from __future__ import annotations

import argparse
import random
import resource
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.naive._evaluate import evaluate
from tests.naive._rules import load_rules

from article41.engine._check import Engine
from article41.law import Rulebook
from article41.law._rulebook import shipped_rules
from article41.model import Transfer
from benchmarks._workload import mixed


def memory() -> float:
    """Return the resident memory now, in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def told(checks: int, wrong: int, begin: float) -> None:
    """Print how far it is."""
    print(f"{checks:>10,} checks, {memory():7.1f} MB, {wrong} wrong, {time.perf_counter() - begin:6.0f} s", flush=True)


def main() -> None:
    """Run the stress and print what was seen; exit 1 if an answer was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checks", type=int, default=1_000_000)
    parser.add_argument("--pool", type=int, default=400)
    parser.add_argument("--share", type=float, default=0.1)
    options = parser.parse_args()
    rules = load_rules(shipped_rules())
    engine = Engine(Rulebook.default())
    pool: list[tuple[Transfer, str]] = []
    for transfer in mixed(options.pool, options.share):
        document: dict[str, Any] = transfer.model_dump(mode="json", exclude_none=True, by_alias=True)
        pool.append((transfer, evaluate(rules, document).verdict))
    print(f"{engine.name}; pool of {len(pool)} transfers, verdicts by the naive evaluator")
    dice = random.Random(41)
    wrong, begin = 0, time.perf_counter()
    for n in range(options.checks):
        if n % max(options.checks // 10, 1) == 0:
            print(
                f"{n:>10,} checks, {memory():7.1f} MB, {wrong} wrong, {time.perf_counter() - begin:6.0f} s", flush=True
            )
        transfer, expected = dice.choice(pool)
        wrong += engine.check(transfer).verdict.value != expected
    told(options.checks, wrong, begin)

    def some(seed: int) -> int:
        mine = random.Random(seed)
        return sum(engine.check(t).verdict.value != e for t, e in (mine.choice(pool) for _ in range(2_000)))

    with ThreadPoolExecutor(8) as threads:
        threaded = sum(threads.map(some, range(8)))
    print(f"8 threads, 16,000 checks: {threaded} wrong")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGALRM, interrupt)
    cut = after = 0
    until = time.perf_counter() + 20
    while time.perf_counter() < until:
        transfer, expected = dice.choice(pool)
        try:
            signal.setitimer(signal.ITIMER_REAL, dice.uniform(0.00002, 0.002))
            engine.check(transfer)
            signal.setitimer(signal.ITIMER_REAL, 0)
        except KeyboardInterrupt:
            cut += 1
        after += engine.check(transfer).verdict.value != expected
    print(f"{cut} checks interrupted in 20 s; {after} wrong answers after an interruption; {memory():.1f} MB")
    sys.exit(bool(wrong or threaded or after))


if __name__ == "__main__":
    main()
