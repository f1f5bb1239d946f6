"""Guides, run from top to bottom as their reader would: in an empty folder, one block after the other.

A ``console`` block is run as elsewhere; a ``yaml`` block that begins with a path in a comment is written to that file.
``$FIXTURES`` is the folder of fixtures.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from ._pages import GUIDES, ROOT, blocks
from .test_docs import assert_shown, name_of, run_console


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash")
@pytest.mark.parametrize("page", GUIDES, ids=name_of)
def test_a_guide_runs(page: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "FIXTURES": str(ROOT / "fixtures")}
    ran = 0
    for block in blocks("console", "yaml"):
        if block.page != page:
            continue
        if block.language == "console":
            assert_shown(block, run_console(block, tmp_path, environment))
            ran += 1
            continue
        first, _, text = block.text.partition("\n")
        path = tmp_path / first.removeprefix("# ")
        if first.startswith("# ") and path.is_file():
            path.write_text(text, encoding="utf-8")
    assert ran > 2
