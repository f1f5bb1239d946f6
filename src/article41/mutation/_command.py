"""The command: which regimes, which mutants, which cases."""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from article41._errors import Article41Error, InputError, Place, Problem
from article41._words import ExitCode
from article41.cases import Case, read_cases
from article41.engine._check import Engine
from article41.law import Rulebook
from article41.law._provision import Regime
from article41.law._rulebook import shipped_rules
from article41.law._source import read_law
from article41.mutation._conditions import Vocabulary
from article41.mutation._mutant import Mutant
from article41.mutation._mutants import mutants_of
from article41.mutation._output import as_json, as_text
from article41.mutation._register import Entry, read_register
from article41.mutation._run import Result, measure

__all__ = ["main"]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m article41.mutation",
        description="Change the law in one point at a time and see whether a case notices.",
        epilog="Exit: 0 if every mutant that differs from the law is killed, 1 if not, 2 on bad input.",
    )
    parser.add_argument("regimes", nargs="*", metavar="REGIME", help="only these regimes (default: all)")
    parser.add_argument("--sample", type=int, metavar="N", help="try only N mutants, drawn over all these regimes")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="which sample (default: 0)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="how many processes (default: 1)")
    parser.add_argument("--json", metavar="FILE", help="write the outcome as JSON, too (- for the output)")
    parser.add_argument("--list-survivors", action="store_true", help="name every mutant that survives")
    parser.add_argument("--rules", metavar="DIR", help="the rules (default: the shipped ones)")
    parser.add_argument("--cases", default="fixtures/cases", metavar="DIR", help="the case files, REGIME.yaml each")
    parser.add_argument(
        "--equivalent",
        default="tests/mutation/equivalent",
        metavar="PATH",
        help="the register of equivalents: a file or a folder of such",
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return _main(options)
    except Article41Error as error:
        print(error, file=sys.stderr)
        return error.exit_code


def _main(options: argparse.Namespace) -> int:
    folder = Path(options.rules) if options.rules else shipped_rules()
    law = read_law([folder])
    unknown = [name for name in options.regimes if name not in law.regimes]
    if unknown:
        raise InputError(Problem(f"there is no regime {unknown[0]!r}", hint=f"known: {', '.join(law.regimes)}"))
    chosen = {name: law.regimes[name] for name in options.regimes or law.regimes}
    register = read_register(Path(options.equivalent))
    vocabulary = Vocabulary(law.registers, law.categories)
    mutants = {name: mutants_of(regime, vocabulary) for name, regime in chosen.items()}
    stale = _stale(register, mutants)
    if options.sample is not None:
        mutants = _sample(mutants, options.sample, options.seed)
    engine = Engine(Rulebook.load(folder, shipped=False), durable=False)
    results = []
    for name, some in mutants.items():
        cases, problems = _cases(Path(options.cases) / f"{name}.yaml")
        result = measure(chosen[name], some, cases, engine, vocabulary, register, options.jobs)
        result.problems[:0] = problems
        results.append(result)
    _tell(options, results, chosen, folder)
    for problem in stale:
        print(problem, file=sys.stderr)
    if stale or any(result.problems for result in results):
        return ExitCode.BAD_INPUT
    return ExitCode.FINDINGS if any(result.survivors for result in results) else ExitCode.CLEAR


def _cases(path: Path) -> tuple[list[Case], list[Problem]]:
    if not path.is_file():
        return [], [Problem("there are no cases that could kill a mutant", Place(str(path)))]
    return read_cases(path)


def _stale(register: dict[str, Entry], mutants: dict[str, list[Mutant]]) -> list[Problem]:
    """Return the entries of the register that name no mutant."""
    known = {mutant.id for some in mutants.values() for mutant in some}
    return [
        Problem(f"there is no mutant {name}", place, "the law has changed there: look at it again, or remove it")
        for name, (_, place) in register.items()
        if name.partition("/")[0] in mutants and name not in known
    ]


def _sample(mutants: dict[str, list[Mutant]], count: int, seed: int) -> dict[str, list[Mutant]]:
    every = [(name, mutant) for name, some in mutants.items() for mutant in some]
    drawn = random.Random(seed).sample(every, min(count, len(every)))
    ids = {mutant.id for _, mutant in drawn}
    left = {name: [mutant for mutant in some if mutant.id in ids] for name, some in mutants.items()}
    return {name: some for name, some in left.items() if some}


def _tell(options: argparse.Namespace, results: list[Result], regimes: dict[str, Regime], folder: Path) -> None:
    if options.json:
        text = json.dumps(as_json(results, regimes, folder), indent=2, ensure_ascii=False)
        if options.json == "-":
            print(text)
            return
        Path(options.json).write_text(f"{text}\n", encoding="utf-8")
    print(as_text(results, regimes, folder, options.list_survivors))
