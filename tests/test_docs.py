"""The prose holds: what it runs runs, what it counts is so many, what it names is there.

``console`` and ``python`` blocks are run (``...`` stands for what is left out of the output), of ``pyspark`` blocks the
imports; ``sh`` blocks are not, but the commands of article41 in them must be ones that it would take; a ``yaml``
block that begins with the path of a file in a comment is quoted from that file.
"""

from __future__ import annotations

import argparse
import ast
import doctest
import importlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from article41 import ExitCode, Rulebook, Verdict, check
from article41._errors import Place
from article41.cases import read_cases
from article41.cli import _app
from article41.cli._parser import build_parser
from article41.engine._questions import MOST_QUESTIONS
from article41.model import ITEM_TYPES, _limits, parse_transfer
from article41.waivers import Waiver, Waivers

from ._pages import GUIDES, PAGES, ROOT, Block, anchors, blocks, file_of, links, prose, repository_files

README = ROOT / "README.md"
PACKAGE = ROOT / "src" / "article41"
REPORT = ROOT / "docs" / "report.md"
LIMITS = ROOT / "docs" / "limits.md"
MARK = "-- the code of that command: "
CHECKER = doctest.OutputChecker()


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


# What is run


def commands(block: Block) -> list[tuple[str, str]]:
    """Return (command, output expected) of a console block: ``$`` begins a command, ``>`` goes on with it."""
    found: list[tuple[str, str]] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], ""))
        elif (line == ">" or line.startswith("> ")) and found and not found[-1][1]:
            found[-1] = (f"{found[-1][0]}\n{line[2:]}", "")
        else:
            assert found, f"{block}: output before any command"
            found[-1] = (found[-1][0], f"{found[-1][1]}{line.rstrip()}\n")
    return found


def run_console(block: Block, folder: Path = ROOT, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Run the commands in one shell, so that ``echo $?`` tells the code of the one before; return the outputs."""
    script = "".join(f"{command}\n__code=$?; echo '{MARK}'; (exit $__code)\n" for command, _ in commands(block))
    environment = {**environment, "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    # The command of this environment, whether or not it is activated.
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), environment.get("PATH", "")])
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    lines = "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())
    return lines.split(f"{MARK.rstrip()}\n")[:-1]


def assert_shown(block: Block, outputs: list[str]) -> None:
    """Fail unless the commands of a block have printed what it shows."""
    wanted = commands(block)
    assert len(outputs) == len(wanted)
    for (command, want), got in zip(wanted, outputs, strict=True):
        assert CHECKER.check_output(want, got, doctest.ELLIPSIS), f"{block}: $ {command}\n" + (
            CHECKER.output_difference(doctest.Example(command, want), got, doctest.REPORT_NDIFF)
        )


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash")
@pytest.mark.parametrize("block", [block for block in blocks("console") if block.page not in GUIDES], ids=str)
def test_a_console_block_shows_what_is_printed(block: Block) -> None:
    assert_shown(block, run_console(block))


@pytest.mark.parametrize("block", [b for b in blocks("python") if b.page not in GUIDES or not file_of(b)], ids=str)
def test_a_python_block_runs(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    space: dict[str, Any] = {"__name__": "page"}
    if ">>>" in block.text:
        example = doctest.DocTestParser().get_doctest(block.text, space, str(block), str(block.page), block.line - 1)
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
        said: list[str] = []
        assert runner.run(example, out=said.append).failed == 0, "".join(said)
        return
    exec(compile(block.text, str(block), "exec"), space)
    for name, value in list(space.items()):
        if name.startswith("test_"):
            value()


@pytest.mark.parametrize("block", blocks("pyspark"), ids=str)
def test_a_block_that_needs_a_session_names_what_there_is(block: Block) -> None:
    """It is not run here (tests/screening/test_frames.py does such things): its imports are, and it is Python."""
    tree = ast.parse(block.text, str(block))
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert imports
    for node in imports:
        assert node.module is not None
        module = importlib.import_module(node.module)
        assert all(hasattr(module, name.name) for name in node.names), f"{block}: {ast.unparse(node)}"


def test_every_face_is_shown() -> None:
    of_readme = {block.language for block in blocks("console", "python") if block.page == README}
    assert of_readme == {"console", "python"}


@pytest.mark.parametrize("block", blocks("yaml"), ids=str)
def test_a_quoted_rule_stands_in_its_file(block: Block) -> None:
    first, _, rest = block.text.partition("\n")
    path = first.removeprefix("# ")
    if not first.startswith("# ") or not (ROOT / path).is_file():
        return
    # A block may leave out what surrounds it, so its parts, with blank lines between, are looked for one by one.
    text = (ROOT / path).read_text(encoding="utf-8")
    for part in rest.split("\n\n"):
        assert part.strip("\n") in text, f"{block}: not so in {path}:\n{part}"


# The command


def parsers(parser: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    """Yield (verbs, one line of help, parser) of every command below ``parser``."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for verb, inner in action.choices.items():
                yield (*path, verb), helps[verb], inner
                yield from parsers(inner, (*path, verb))


VERBS = {path: (text, parser) for path, text, parser in parsers(build_parser())}


def calls(block: Block) -> list[list[str]]:
    """Return the calls of article41 in a block of commands, split into words, without what the shell does."""
    lines = block.text.splitlines()
    if block.language == "console":
        lines = [command.partition("\n")[0] for command, _ in commands(block)]
    found: list[list[str]] = []
    for line in lines:
        words = shlex.shlex(line, posix=True, punctuation_chars=True)
        words.whitespace_split = True
        call: list[str] = []
        for word in [*words, ";"]:
            if set(word) <= set("();<>|&"):
                if call and Path(call[0]).name == "article41":
                    found.append(call[1:])
                call = []
            else:
                call.append(word)
    return found


def mentions(page: Path) -> list[str]:
    """Return what follows ``article41`` in the inline code of a page."""
    return re.findall(r"`article41 ([a-z][^`]*)`", prose(page))


@pytest.mark.parametrize("block", [b for b in blocks("sh", "console") if "article41" in b.text], ids=str)
def test_a_command_in_a_block_is_one_that_is_taken(block: Block, capsys: pytest.CaptureFixture[str]) -> None:
    for words in calls(block):
        code: int | str | None = 0
        try:
            build_parser(words).parse_args(words)
        except SystemExit as stop:
            code = stop.code
        assert code == 0, f"{block}: {words}: {capsys.readouterr().err}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_command_in_the_text_is_there_with_its_options(page: Path) -> None:
    for text in mentions(page):
        words = text.split()
        has_more = any(path[:-1] == (words[0],) for path in VERBS) and len(words) > 1
        verbs = tuple(words[: 1 + has_more])
        assert verbs in VERBS, f"{page}: article41 {text}"
        known = set(VERBS[verbs][1]._option_string_actions)
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known, text


@pytest.mark.parametrize("verbs", VERBS, ids=" ".join)
def test_every_command_has_help_and_is_documented(verbs: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    text, parser = VERBS[verbs]
    assert text
    assert parser.description
    with pytest.raises(SystemExit) as stop:
        build_parser([*verbs]).parse_args([*verbs, "--help"])
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: article41 {' '.join(verbs)}")
    shown = [" ".join(words) for block in blocks("sh", "console") for words in calls(block)]
    shown += [text for page in PAGES for text in mentions(page)]
    assert any(f"{line} ".startswith(f"{' '.join(verbs)} ") for line in shown)


def test_every_option_of_check_is_documented() -> None:
    options = {name for name in VERBS[("check",)][1]._option_string_actions if name.startswith("--")}
    text = README.read_text(encoding="utf-8")
    assert [name for name in sorted(options - {"--help"}) if name not in text] == []


# What is counted and listed


def counts() -> dict[str, int]:
    rulebook = Rulebook.default()
    regimes = [rulebook.regime(name) for name in rulebook.regimes]
    provisions = [provision for regime in regimes for provision in regime["provisions"]]
    cited = {tuple(cite[:2]): cite[5] for provision in provisions for cite in provision["cites"]}
    cases = [case for path in (ROOT / "fixtures" / "cases").glob("*.yaml") for case in read_cases(path)[0]]
    return {
        "regimes": len(regimes),
        "provisions": len(provisions),
        "exemptions": sum(len(r["exemptions"]) for r in regimes) + sum(len(p["exempt"]) for p in provisions),
        "provisions of high confidence": sum(p["confidence"] == "high" for p in provisions),
        "of medium": sum(p["confidence"] == "medium" for p in provisions),
        "of low": sum(p["confidence"] == "low" for p in provisions),
        "cited paragraphs": len(cited),
        "unverified numbers": sum(not verified for verified in cited.values()),
        "cases": len(cases),
        "transfers of the story": len(list((ROOT / "fixtures" / "transfers").glob("*.json"))),
        "item types": len(ITEM_TYPES),
    }


COUNTED = [page for page in PAGES if page.name != "CHANGELOG.md"]


@pytest.mark.parametrize("page", COUNTED, ids=name_of)
def test_what_is_counted_is_so_many(page: Path) -> None:
    text = " ".join(prose(page).split())
    for what, number in counts().items():
        for found in re.findall(rf"(?<![\d.,])(\d[\d,]*) {what}\b(?! of)", text):
            assert int(found.replace(",", "")) == number, f"{found} {what}: there are {number}"


def test_the_readme_counts_what_matters() -> None:
    text = " ".join(prose(README).split())
    for what in ("provisions", "exemptions", "cases", "unverified numbers", "of medium", "of low"):
        assert re.search(rf"\d {what}\b", text), what


def test_the_readme_says_to_which_day_the_law_is_verified() -> None:
    days = [str(entry["verified_to"]) for entry in Rulebook.default().shard("index")["regimes"].values()]
    for day in (min(days), max(days)):
        assert f"{day[:4]}-{day[4:6]}-{day[6:]}" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (LIMITS, f"{_limits.MAX_FILE_BYTES // 2**20} MiB a file"),
        (LIMITS, f"{_limits.MAX_TRANSFERS:,} transfers a file"),
        (LIMITS, f"{_limits.MAX_ITEMS:,} items a transfer"),
        (LIMITS, f"from {_limits.MIN_YEAR} to {_limits.MAX_YEAR}"),
        (REPORT, f"At most {MOST_QUESTIONS} are asked"),
    ],
)
def test_the_limits_are_those(page: Path, words: str) -> None:
    assert words in " ".join(prose(page).split())


def rows(page: Path) -> dict[str, list[str]]:
    """Return the rows of the tables of a page: the first cell, without its code marks, and the others."""
    lines = prose(page).splitlines()
    found = {}
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("| ") and not below.startswith("|--"):
            first, *rest = [cell.strip() for cell in line.strip("|").split("|")]
            found[first.strip("`")] = rest
    return found


def test_the_readme_lists_every_exit_code() -> None:
    codes = {*map(int, ExitCode), _app.INTERRUPTED, _app.BROKEN_PIPE, _app.NOT_WRITTEN}
    assert {int(first) for first in rows(README) if first.isdigit()} == codes


@pytest.mark.parametrize("page", [README, ROOT / "docs" / "verdicts.md"], ids=name_of)
def test_the_verdicts_are_listed_gravest_first(page: Path) -> None:
    listed = [first for first in rows(page) if first in {verdict.value for verdict in Verdict}]
    assert listed == [verdict.value for verdict in Verdict]


# The contract of the report


def fields(value: Any, at: str = "") -> Iterator[str]:
    """Yield the path of every field of a report: ``findings[].citations[].role``."""
    if isinstance(value, dict):
        for key, member in value.items():
            path = f"{at}.{key}" if at else key
            yield path
            if key != "value":  # what a user stated, or would state, has any form
                yield from fields(member, path)
    elif isinstance(value, list):
        for member in value:
            yield from fields(member, f"{at}[]")


def reports() -> list[dict[str, Any]]:
    documents = [json.loads(path.read_bytes()) for path in (ROOT / "fixtures" / "transfers").glob("*.json")]
    documents.append({"date": documents[0]["date"], "items": [{"type": "goods"}]})
    return [check(document).to_dict() for document in documents] + [waived()]


def waived() -> dict[str, Any]:
    """Return a report to which a waiver was put."""
    transfer = parse_transfer({"date": "2020-01-01", "items": [{"type": "goods"}]})
    waiver = Waiver(Place("waivers.yaml", 2), "none/none", "0" * 32, "reason", "approver", 20200101, "authority")
    return Waivers([waiver], Rulebook.default(), 20200101).apply(check(transfer), transfer).to_dict()


def test_the_report_is_documented_field_by_field() -> None:
    there = {path for report in reports() for path in fields(report)}
    # In a list of reports, each also says where it comes from.
    there |= {"source", "source.file", "source.pointer"}
    # One in another language says in which.
    there |= {"language"}
    assert set(rows(REPORT)) == there


def test_every_kind_of_caveat_is_explained() -> None:
    kinds = {caveat["kind"] for report in reports() for caveat in report["caveats"]}
    assert [kind for kind in sorted(kinds) if f"`{kind}`" not in prose(REPORT)] == []


# The pages themselves


def test_the_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) < 150


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        if re.match(r"https?://|mailto:", link):
            continue
        path, _, anchor = link.partition("#")
        target = page if not path else page.parent / path
        assert target.exists(), f"{page}: {link}"
        assert not anchor or anchor in anchors(target), f"{page}: {link}: known are {sorted(anchors(target))}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_paths_that_are_named_are_there(page: Path) -> None:
    for path in re.findall(r"`(\.?\w[\w.*-]*/(?:[\w.*-]+/)*(?:[\w*-]+\.(?:py|ya?ml|json|md))?)`", prose(page)):
        found = [match for top in (ROOT, PACKAGE) for match in top.glob(path.rstrip("/"))]
        assert found, f"{page}: {path}"


def test_every_page_is_reached_from_the_readme() -> None:
    reached = {README}
    todo = [README]
    while todo:
        here = todo.pop()
        for link in links(here):
            target = (here.parent / link.partition("#")[0]).resolve()
            if target.suffix == ".md" and target.is_file() and target not in reached:
                reached.add(target)
                todo.append(target)
    assert [name_of(page) for page in PAGES if page not in reached] == []


FORBIDDEN = tuple("/".join(parts) for parts in (("", "work", ""), ("", "tmp", "w"), ("", "root", ""), ("..", "shared")))


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = [
        f"{name_of(path)}: {word}"
        for path in repository_files()
        for word in FORBIDDEN
        if word in path.read_bytes().decode("utf-8", "replace")
    ]
    assert found == []
