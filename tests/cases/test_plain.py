"""What a case file writes without quotes, as JSON would hold it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from article41.cases import read_cases


def transfer_of(folder: Path, transfer: str) -> dict[str, Any]:
    path = folder / "a.cases.yaml"
    path.write_text(f"cases:\n  - {{name: n, why: w, expect: permitted, transfer: {transfer}}}\n", encoding="utf-8")
    (case,), problems = read_cases(path)
    assert problems == []
    return case.transfer


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True), ("false", False), ('"true"', "true"), ("12", 12), ("12.5", 12.5), ("-3", -3), ("010", "010"),
        ('"12"', "12"), ("1e3", "1e3"), ("1_000.5", "1_000.5"), ("NO", "NO"), ("on", "on"),
        ("[1, a]", [1, "a"]), ("{b: 1}", {"b": 1}), ("nan", "nan"), ("1.", "1."),
    ],
)  # fmt: skip
def test_plain_words(tmp_path: Path, written: str, value: Any) -> None:
    found = transfer_of(tmp_path, f"{{a: {written}}}")["a"]
    assert found == value
    assert type(found) is type(value)


def test_dates_and_codes_are_text_however_they_look(tmp_path: Path) -> None:
    found = transfer_of(tmp_path, "{date: 2023, items: [{type: goods, hs: 9306}], contract: {date: 2023-02}}")
    assert found["date"] == "2023"
    assert found["items"][0]["hs"] == "9306"
    assert found["contract"] == {"date": "2023-02"}
