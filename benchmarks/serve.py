"""``python -m benchmarks.serve``: the service over loopback, measured against the library in one process, in one run.

The same bodies, one transfer each, go through the library (read, judged, written as JSON, as a worker does it) and
then through ``article41 serve`` with one worker and with two. A few connections are kept open, each with one request
under way at a time. The clients run on the same machine and take their share of it. Every answer is compared with
that of the library.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import signal
import subprocess
import sys
import threading
import time

from article41 import Rulebook
from article41.serve._judge import judge
from article41.serve._wire import Ask
from benchmarks._workload import mixed

Figures = tuple[float, float, float]


def figures(spent: list[float], whole: float) -> Figures:
    """Return (a second, p50 and p99 in milliseconds)."""
    spent = sorted(spent)
    return len(spent) / whole, spent[len(spent) // 2] * 1e3, spent[int(len(spent) * 0.99)] * 1e3


def library(bodies: list[bytes]) -> tuple[list[bytes], Figures]:
    """Return the answers of the library, and how fast they came."""
    rulebook = Rulebook.default()
    for body in bodies[:200]:
        judge(Ask.JSON, body, rulebook)
    answers, spent = [], []
    begin = time.perf_counter()
    for body in bodies:
        start = time.perf_counter()
        answers.append(judge(Ask.JSON, body, rulebook).payload)
        spent.append(time.perf_counter() - start)
    return answers, figures(spent, time.perf_counter() - begin)


def service(bodies: list[bytes], answers: list[bytes], workers: int, connections: int) -> tuple[int, Figures]:
    """Return how many answers of the service were other than ``answers``, and how fast they came."""
    process = subprocess.Popen(
        [sys.executable, "-m", "article41", "serve", "--port", "0", "--workers", str(workers)],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"http://(\S+):(\d+) ", said)
        assert found, said
        host, port = found[1], int(found[2])
        for body in bodies[:200]:
            _ask(host, port, [body], [])
        spent: list[float] = []
        wrong: list[int] = []

        def client(number: int) -> None:
            mine = slice(number, None, connections)
            got = _ask(host, port, bodies[mine], spent)
            wrong.append(sum(one != other for one, other in zip(got, answers[mine], strict=True)))

        threads = [threading.Thread(target=client, args=(number,)) for number in range(connections)]
        begin = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sum(wrong), figures(spent, time.perf_counter() - begin)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()


def _ask(host: str, port: int, bodies: list[bytes], spent: list[float]) -> list[bytes]:
    connection = http.client.HTTPConnection(host, port, timeout=60)
    got = []
    for body in bodies:
        start = time.perf_counter()
        connection.request("POST", "/v1/check", body, {"Content-Type": "application/json"})
        got.append(connection.getresponse().read())
        spent.append(time.perf_counter() - start)
    connection.close()
    return got


def main() -> int:
    """Print the table; return 1 if an answer was not that of the library."""
    parser = argparse.ArgumentParser("python -m benchmarks.serve", description=__doc__)
    parser.add_argument("--transfers", type=int, default=3_000)
    parser.add_argument("--share", type=float, default=0.03, help="of transfers that concern an embargoed State")
    parser.add_argument("--connections", type=int, default=4)
    arguments = parser.parse_args()
    transfers = mixed(arguments.transfers, arguments.share)
    bodies = [json.dumps(t.model_dump(mode="json", by_alias=True, exclude_none=True)).encode() for t in transfers]
    answers, alone = library(bodies)
    rows = [("library, one process", alone)]
    mistakes = 0
    for workers in (1, 2):
        wrong, found = service(bodies, answers, workers, arguments.connections)
        mistakes += wrong
        rows.append((f"service, {workers} worker{'s' if workers > 1 else ''}", found))
    print(f"{arguments.transfers:,} transfers, {arguments.share:.0%} concern an embargoed State, "
          f"{arguments.connections} connections; {mistakes} answers unlike the library's\n")  # fmt: skip
    print("| what | per second | p50 ms | p99 ms | ratio |\n|---|---|---|---|---|")
    for name, (rate, p50, p99) in rows:
        print(f"| {name} | {rate:,.0f} | {p50:.2f} | {p99:.2f} | {rate / alone[0]:.2f} |")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
