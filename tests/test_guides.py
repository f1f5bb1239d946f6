"""Guides, run from top to bottom as their reader would: in an empty folder, one block after the other.

A ``console`` block is run as elsewhere; a block that begins with a path in a comment is written to that file. What a
workflow of GitHub Actions would run of article41 is run where the workflow stands. ``$FIXTURES`` is the folder of
fixtures.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from ._pages import GUIDES, ROOT, Block, blocks, file_of
from .test_docs import assert_shown, calls, name_of, run_console


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash")
@pytest.mark.parametrize("page", GUIDES, ids=name_of)
def test_a_guide_runs(page: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "FIXTURES": str(ROOT / "fixtures")}
    # A shell of its own: what the run of these tests is told is not meant for the pytest of the guide.
    for name in ("PYTEST_ADDOPTS", "PYTEST_CURRENT_TEST", "FORCE_COLOR", "PY_COLORS"):
        environment.pop(name, None)
    ran = 0
    for block in blocks("console", "yaml", "python", "toml"):
        if block.page != page:
            continue
        if block.language == "console":
            assert_shown(block, run_console(block, tmp_path, environment))
            ran += 1
            continue
        path = file_of(block)
        if path is None:
            continue
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(block.text, encoding="utf-8")
        if path.startswith(".github/workflows/"):
            run_workflow(block, tmp_path, environment)
        elif path == ".gitlab-ci.yml":
            run_jobs(block, tmp_path, environment)
        elif path == ".pre-commit-config.yaml":
            run_hooks(block, tmp_path, environment)
    assert ran > 2


def run_workflow(block: Block, folder: Path, environment: Mapping[str, str]) -> None:
    """Check the form of a workflow, and run the commands of article41 and pytest in it."""
    workflow: dict[str, Any] = yaml.load(block.text, yaml.BaseLoader)
    assert {"name", "on", "jobs"} <= set(workflow) <= {"name", "on", "jobs", "permissions"}
    for job in workflow["jobs"].values():
        assert {"runs-on", "steps"} <= set(job)
        for step in job["steps"]:
            assert set(step) <= {"name", "uses", "run", "with", "if", "id", "env"}, f"{block}: {step}"
            assert ("uses" in step) != ("run" in step), f"{block}: {step}"
            for line in step.get("run", "").splitlines():
                if line.split()[0] in ("article41", "pytest"):
                    done = run_line(line, folder, environment)
                    assert done.returncode in (0, 1, 3), f"{block}: {line}\n{done.stdout}{done.stderr}"
            sarif = step.get("with", {}).get("sarif_file")
            if sarif:
                assert json.loads((folder / sarif).read_bytes())["version"] == "2.1.0"


def run_jobs(block: Block, folder: Path, environment: Mapping[str, str]) -> None:
    """Run the commands of article41 in a file for GitLab; its report must be there afterwards."""
    for job in yaml.load(block.text, yaml.BaseLoader).values():
        for line in job["script"]:
            if line.split()[0] == "article41":
                done = run_line(line, folder, environment)
                assert done.returncode in (0, 1, 3), f"{block}: {line}\n{done.stdout}{done.stderr}"
        root = ElementTree.parse(folder / job["artifacts"]["reports"]["junit"]).getroot()
        assert root.tag == "testsuites"


def run_hooks(block: Block, folder: Path, environment: Mapping[str, str]) -> None:
    """Run the hooks of a file for pre-commit on the files that they match."""
    for repository in yaml.load(block.text, yaml.BaseLoader)["repos"]:
        for hook in repository["hooks"]:
            names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
            files = [name for name in names if re.search(hook["files"], name)]
            assert files, f"{block}: {hook['files']} matches nothing"
            done = run_line(shlex.join([*shlex.split(hook["entry"]), *files]), folder, environment)
            assert done.returncode in (0, 1, 3), f"{block}: {done.stdout}{done.stderr}"


def run_line(line: str, folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a line of a workflow as its shell would."""
    path = os.pathsep.join([str(Path(sys.executable).parent), environment.get("PATH", "")])
    return subprocess.run(
        ["bash", "-e", "-c", line],
        cwd=folder,
        env={**environment, "PATH": path, "NO_COLOR": "1", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_quick_start_uploads_what_it_checked() -> None:
    page = ROOT / "docs" / "quick-start.md"
    workflows = [block for block in blocks("yaml") if block.page == page and "upload-sarif" in block.text]
    assert len(workflows) == 1
    steps = yaml.load(workflows[0].text, yaml.BaseLoader)["jobs"]["check"]["steps"]
    (upload,) = [step for step in steps if step.get("uses", "").startswith("github/codeql-action/upload-sarif@")]
    assert upload["if"] == "always()"
    written = [
        words[words.index("--output") + 1]
        for step in steps
        for words in calls(Block(page, 1, "sh", step.get("run", "")))
        if "--output" in words
    ]
    assert written == [upload["with"]["sarif_file"]]
