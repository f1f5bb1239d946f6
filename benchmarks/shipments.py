"""``python -m benchmarks.shipments OUT --rows 10M --form csv``: shipments to try ``article41 screen`` with.

They are those of the table benchmark (``_shipments`` says what is drawn): with the same seed and number the same rows.
As CSV they are one file; as Parquet they are a folder of files of a million rows. What is there already is kept.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks._shipments import SEED, write_csv, write_shipments

__all__ = ["count", "main"]


def count(text: str) -> int:
    """Return a number of rows, written like ``250000`` or ``10M``."""
    return int(float(text.upper().rstrip("M")) * (1_000_000 if text.upper().endswith("M") else 1))


def main() -> None:
    """Read the arguments and write the rows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shipments", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", help="the CSV file, or the folder for Parquet")
    parser.add_argument("--rows", type=count, default="10M", help="how many, like 250000 or 10M")
    parser.add_argument("--form", choices=("csv", "parquet"), default="csv")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    if options.form == "csv":
        write_csv(options.out, options.rows, options.seed)
    else:
        write_shipments(options.out, options.rows, options.seed, per_file=1_000_000)


if __name__ == "__main__":
    main()
