"""The public interface, from outside: typing_public.py passes mypy with the installed package and no settings."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import article41

HERE = Path(__file__).parent
SAMPLE = HERE / "typing_public.py"


def test_types_as_seen_from_outside(tmp_path: Path) -> None:
    cache = HERE.parent / ".mypy_cache"
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={cache}", str(SAMPLE)],
        cwd=tmp_path,  # not the checkout: what is found is what is installed, by its py.typed
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_sample_uses_every_public_name() -> None:
    tree = ast.parse(SAMPLE.read_text(encoding="utf-8"))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    used |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert set(article41.__all__) - used == set()
