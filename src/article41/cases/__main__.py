"""``python -m article41.cases FILE...``: run case files and name every difference."""

from __future__ import annotations

import sys
from pathlib import Path

from article41._errors import Article41Error
from article41._words import ExitCode
from article41.cases import read_cases, run_case


def main(paths: list[str]) -> int:
    """Run the case files; return 0 if all cases hold, 1 if one does not, 2 if one cannot be read."""
    held = failed = broken = 0
    for path in paths:
        try:
            cases, problems = read_cases(Path(path))
        except Article41Error as error:
            print(error, file=sys.stderr)
            broken += 1
            continue
        for problem in problems:
            print(problem, file=sys.stderr)
        broken += len(problems)
        for case in cases:
            _, faults = run_case(case)
            if faults:
                failed += 1
                print(f"{case.place}: {case.name}")
                for fault in faults:
                    print(f"    {fault}")
            else:
                held += 1
    print(f"{held} passed, {failed} failed, {broken} unreadable")
    if broken:
        return ExitCode.BAD_INPUT
    return ExitCode.FINDINGS if failed else ExitCode.CLEAR


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
