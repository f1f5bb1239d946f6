"""One small broken rule file for each kind of mistake.

Each file of ``broken/`` begins with a line for every problem that it must be refused with::

    # expect: LINE:COLUMN | words of the message | words of the hint

``-`` stands for a problem without a line. Its folder says which file of the valid ``base/`` it takes the place of.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from article41._words import ExitCode
from article41.law import Rulebook

from ._folders import BASE, build, problems_of

BROKEN = Path(__file__).parent / "broken"
EXPECT = re.compile(r"# expect: (?:-|(\d+):(\d+)) \| ([^|]+?) \|(?: (.+))?")

REGISTERS = (
    "resolutions",
    "territories",
    "lists",
    "actors",
    "forces",
    "matters",
    "item_types",
    "not_encoded",
    "not_embargoed",
)


def target_of(path: Path) -> str:
    """The file of the rule folder whose place the broken file takes."""
    kind = path.parent.name
    if kind == "rulebook":
        return "rulebook.yaml"
    if kind in REGISTERS:
        return f"registers/{kind}.yaml"
    return "categories/broken.yaml" if b"\ncategor" in path.read_bytes() else "regimes/alpha.yaml"


def expectations(path: Path) -> list[tuple[int | None, int | None, str, str | None]]:
    found = []
    for line in path.read_bytes().decode("utf-8", "replace").splitlines():
        if not line.startswith("# expect:"):
            break
        match = EXPECT.fullmatch(line)
        assert match, f"{path}: not an expectation: {line}"
        row, column, message, hint = match.groups()
        found.append((int(row) if row else None, int(column) if column else None, message, hint))
    assert found, f"{path} expects nothing"
    return found


def test_the_base_loads(tmp_path: Path) -> None:
    assert problems_of(build(tmp_path / "rules")) == []
    assert set(Rulebook.load(BASE, shipped=False).regimes) == {path.stem for path in (BASE / "regimes").iterdir()}


@pytest.mark.parametrize("path", sorted(BROKEN.rglob("*.yaml")), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_broken(path: Path, tmp_path: Path) -> None:
    expected = expectations(path)
    file = target_of(path)
    changes: dict[str, bytes | None] = {file: path.read_bytes()}
    if path.parent.name in ("resolutions", "territories", "lists"):
        # What would name the entries that the broken file has not.
        changes |= {f"registers/{name}.yaml": None for name in ("actors", "forces", "not_encoded", "not_embargoed")}
    problems = problems_of(build(tmp_path / "rules", changes))
    assert [(p.place.line, p.place.column) for p in problems] == [(line, column) for line, column, _, _ in expected], (
        "\n".join(map(str, problems))
    )
    for problem, (_, _, message, hint) in zip(problems, expected, strict=True):
        assert problem.place.file == f"rules/{file}"
        assert message in problem.message
        assert (hint is None) == (problem.hint is None), problem
        assert hint is None or hint in str(problem.hint)


def test_rule_errors_have_their_own_exit_code(tmp_path: Path) -> None:
    folder = build(tmp_path / "rules", {"rulebook.yaml": b""})
    with pytest.raises(ValueError, match=r"rules/rulebook\.yaml: the file is empty") as caught:
        Rulebook.load(folder, shipped=False)
    assert getattr(caught.value, "exit_code", None) is ExitCode.BAD_RULES
