"""Packages that look installed: a folder on ``sys.path`` with what pip would have left there."""

from __future__ import annotations

from pathlib import Path

__all__ = ["install"]


def install(site: Path, package: str, entries: dict[str, str], modules: dict[str, str]) -> None:
    """Lay a distribution into ``site``.

    Args:
        site: a folder that is on ``sys.path``.
        package: the name of the distribution.
        entries: name -> object reference, under the group ``article41.rulebooks``.
        modules: path -> text of its files.
    """
    info = site / f"{package.replace('-', '_')}-1.5.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.5\n", encoding="utf-8")
    lines = [f"{name} = {value}" for name, value in entries.items()]
    (info / "entry_points.txt").write_text("[article41.rulebooks]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    for name, text in modules.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
