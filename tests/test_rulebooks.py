"""The worked example of rules of one's own: it loads beside the shipped law, and its cases show all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from article41 import Rulebook
from article41.cases._suite import Suite
from article41.coverage import Gauge
from article41.law._source import read_law
from article41.law._unused import unused_definitions

ROOT = Path(__file__).parents[1]
BOOKS = sorted(path for path in (ROOT / "fixtures" / "rulebooks").iterdir() if path.is_dir())


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_its_cases_hold_and_show_all_of_it(book: Path) -> None:
    suite = Suite(Rulebook.load(book / "rules"))
    own = [path.stem for path in (book / "rules" / "regimes").iterdir()]
    gauge = Gauge(suite.engine, own)
    paths = sorted((book / "cases").iterdir())
    for path in paths:
        file = suite.read(path)
        assert file.problems == ()
        for ready in file.cases:
            outcome = suite.run(ready)
            assert outcome.faults == (), ready.case.name
            gauge.add(outcome)
    coverage, wrong = gauge.result(paths)
    assert wrong == []
    assert [gap.id for result in coverage.results for gap in result.gaps] == []


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_nothing_in_it_is_idle(book: Path) -> None:
    assert unused_definitions(read_law([ROOT / "rules", book / "rules"]), [book / "rules"]) == []


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_it_says_that_it_is_invented(book: Path) -> None:
    law = Rulebook.load(book / "rules")
    for name in set(law.regimes) - set(Rulebook.default().regimes):
        assert law.regime(name)["title"].startswith("Invented: ")


def test_the_example_has_five_provisions() -> None:
    law = Rulebook.load(ROOT / "fixtures" / "rulebooks" / "ruritania" / "rules")
    assert len(law.regime("ruritania")["provisions"]) == 5
