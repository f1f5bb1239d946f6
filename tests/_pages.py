"""The prose of the repository as the tests read it: pages, their fenced blocks, headings and links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

__all__ = ["GUIDES", "PAGES", "ROOT", "Block", "anchors", "blocks", "file_of", "links", "prose", "repository_files"]

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

GUIDES = [
    ROOT / "docs" / name
    for name in (
        "own-rules.md",
        "quick-start.md",
        "waivers.md",
        "how-to/bulk.md",
        "how-to/law-updates.md",
        "how-to/pipeline.md",
        "how-to/pytest.md",
    )
]
"""Pages whose blocks go on from one another: they are run as a whole."""

_FENCE = re.compile(r"^```(\w*)\s*$")
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
_TREES = (".ci", "benchmarks", "docs", "fixtures", "rules", "schemas", "seeds", "src", "tests")
_LEFT_OUT = {"__pycache__"}


@dataclass(frozen=True)
class Block:
    """One fenced block: its page, the line of its first line of text, its language and its text."""

    page: Path
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT).as_posix()}:{self.line}"


def _split(page: Path) -> tuple[list[Block], str]:
    """Return the blocks and, with a blank line for each line of theirs, the rest."""
    found: list[Block] = []
    rest: list[str] = []
    inside: str | None = None
    lines: list[str] = []
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        fence = _FENCE.match(line)
        if inside is None and fence:
            inside, lines = fence[1], []
        elif inside is not None and line == "```":
            found.append(Block(page, number - len(lines), inside, "\n".join(lines) + "\n"))
            inside = None
        elif inside is not None:
            lines.append(line)
            rest.append("")
            continue
        else:
            rest.append(line)
            continue
        rest.append("")
    assert inside is None, f"{page}: a block is not closed"
    return found, "\n".join(rest)


def blocks(*languages: str) -> list[Block]:
    """Return the blocks of all pages in these languages."""
    return [block for page in PAGES for block in _split(page)[0] if block.language in languages]


def file_of(block: Block) -> str | None:
    """Return the path of the file that a block is, as its first line says in a comment, or None."""
    named = re.match(r"# (\.?\w[\w./-]*\.(?:ya?ml|py|toml))\n", block.text)
    return named[1] if named else None


def prose(page: Path) -> str:
    """Return what a page says outside its blocks, line for line."""
    return _split(page)[1]


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ +(.+?) *$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def links(page: Path) -> list[str]:
    """Return where the links of a page lead."""
    return _LINK.findall(prose(page))


def repository_files() -> list[Path]:
    """Return the text files of the repository: not what tools leave behind."""
    files = [path for path in ROOT.iterdir() if path.is_file() and (path.suffix in {".md", ".toml"})]
    files += [ROOT / ".gitignore", ROOT / "LICENSE"]
    for tree in _TREES:
        files += [path for path in (ROOT / tree).rglob("*") if path.is_file() and not set(path.parts) & _LEFT_OUT]
    return [path for path in files if path.is_file()]
