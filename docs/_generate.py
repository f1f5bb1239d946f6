"""Write the pages that are generated: the help of every command, and the reference from docstrings.

``python docs/_generate.py`` writes ``docs/cli.md`` and ``docs/reference.md``; tests/test_generated.py holds them to it.
What is public and has no docstring is an error.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
MADE = "<!-- Made by docs/_generate.py: do not edit. -->"

MODULES = {
    "article41": "The library: a check, a screening, and what they answer.",
    "article41.testing": "Assertions for tests. The pytest plugin needs no import: "
    "[tests with pytest](how-to/pytest.md).",
    "article41.screening": "What `screen` and `article41 screen` are made of: for those who want the steps one by one. "
    "It needs `article41[tables]`.",
    "article41.tables": "The law as tables, decided in a database: for rows in its own columns, and for Spark. "
    "It needs `article41[tables]`, and `article41[spark]` for Spark.",
}


REFERENCE = """\
Everything that is public in Python, from its docstrings. What is not here is private and may change. What the fields
of a report mean: [the report](report.md). How a transfer is read:
[how it becomes facts](rule-form.md#how-a-transfer-becomes-facts). The command: [its help](cli.md).
"""


# The help


def _quoted(source: str) -> str:
    """Return a literal with the quotes that the formatter wants, which looks at the pages too."""
    return source if '"' in source else source.replace("'", '"')


def commands(parser: argparse.ArgumentParser, path: tuple[str, ...]) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield (command line, parser) of a parser and of every command below it."""
    yield " ".join(path), parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb, inner in action.choices.items():
                yield from commands(inner, (*path, verb))


def cli_page() -> str:
    """Return the page of the command's help."""
    from article41.cli._parser import build_parser

    parts = [
        "# The command\n",
        f"{MADE}\n",
        "What `--help` prints. How it is used: [quick start](quick-start.md), [pipelines](how-to/pipeline.md).\n",
    ]
    for name, parser in commands(build_parser(), ("article41",)):
        parts.append(f"## {name}\n\n```text\n{parser.format_help().rstrip()}\n```\n")
    return "\n".join(parts)


# The reference


class MissingDocstringError(Exception):
    """Something public has no docstring."""


def _markdown(text: str) -> str:
    """Return a docstring as Markdown: its sections as lists, its code in single marks."""
    text = re.sub(r":\w+:`([^`]+)`", r"`\1`", text.replace("``", "`"))
    blocks = re.split(r"\n\s*\n", text.strip())
    out: list[str] = []
    for block in blocks:
        head, _, body = block.partition("\n")
        body = textwrap.dedent(body)
        if re.fullmatch(r"(Args|Attributes|Returns|Raises|Yields|Kinds):", head) and body:
            entries = re.split(r"\n(?=\S)", body)
            if head in ("Returns:", "Yields:"):
                out.append(f"*{head}* {' '.join(body.split())}")
                continue
            lines = []
            for entry in entries:
                name, colon, said = entry.partition(":")
                lines.append(f"- `{name}`: {' '.join(said.split())}" if colon else f"- {' '.join(entry.split())}")
            out.append(f"*{head}*\n\n" + "\n".join(lines))
        elif re.fullmatch(r"`[^`]+`", head) and body:
            out.append("\n".join(_definitions(block)))
        else:
            out.append(block)
    return "\n\n".join(out)


def _definitions(block: str) -> Iterator[str]:
    for entry in re.split(r"\n(?=\S)", block):
        name, _, said = entry.partition("\n")
        yield f"- {name}: {' '.join(said.split())}"


def _doc(what: Any, name: str) -> str:
    text = inspect.getdoc(what)
    if not text or text == inspect.getdoc(type(what)):
        raise MissingDocstringError(f"{name} has no docstring")
    return _markdown(text)


def _tree(cls: type) -> ast.ClassDef:
    node = ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0]
    assert isinstance(node, ast.ClassDef)
    return node


def _argument(argument: ast.arg, default: ast.expr | None) -> str:
    typed = f"{argument.arg}: {ast.unparse(argument.annotation)}" if argument.annotation is not None else argument.arg
    if default is None:
        return typed
    return f"{typed}{' = ' if argument.annotation is not None else '='}{ast.unparse(default)}"


def _arguments(node: ast.FunctionDef, bound: bool) -> str:
    given = node.args
    plain = [*given.posonlyargs, *given.args]
    defaults: list[ast.expr | None] = [None] * (len(plain) - len(given.defaults)) + list(given.defaults)
    parts = [_argument(argument, default) for argument, default in zip(plain, defaults, strict=True)][bound:]
    if given.vararg is not None:
        parts.append(f"*{_argument(given.vararg, None)}")
    elif given.kwonlyargs:
        parts.append("*")
    parts += [_argument(*pair) for pair in zip(given.kwonlyargs, given.kw_defaults, strict=True)]
    if given.kwarg is not None:
        parts.append(f"**{_argument(given.kwarg, None)}")
    arguments = f"({', '.join(parts)})"
    returns = f" -> {ast.unparse(node.returns)}" if node.returns is not None else ""
    return f"{arguments}{returns}"


def _signature(name: str, arguments: str) -> str:
    """Return a signature, over several lines where one is too long."""
    line = f"{name}{arguments}"
    if len(line) <= 100:
        return line
    inside, _, returns = line[len(name) + 1 :].rpartition(")")
    depth, start, parts = 0, 0, []
    for at, sign in enumerate(inside):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and depth == 0:
            parts.append(inside[start:at].strip())
            start = at + 1
    parts.append(inside[start:].strip())
    return f"{name}(\n" + "".join(f"    {part},\n" for part in parts) + f"){returns}"


def _fields(tree: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """Yield (name, type or value, what is said) of the public fields or members that a class states."""
    for node, after in zip(tree.body, [*tree.body[1:], None], strict=True):
        said = ""
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
            said = _markdown(inspect.cleandoc(after.value.value))
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name, shown = node.target.id, ast.unparse(node.annotation)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name, shown = node.targets[0].id, _quoted(ast.unparse(node.value))
        else:
            continue
        if not name.startswith("_") and name != "model_config":
            yield name, shown, said


def _class(cls: type, name: str) -> str:
    tree = _tree(cls)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    inits = [
        node
        for parent in cls.__mro__
        if parent.__module__.startswith("article41")
        for node in _tree(parent).body
        if isinstance(node, ast.FunctionDef) and node.name == "__init__"
    ]
    is_protocol = getattr(cls, "_is_protocol", False)
    made = "" if not inits or is_protocol else _arguments(inits[0], bound=True).removesuffix(" -> None")
    parents = "" if made else f"({', '.join(ast.unparse(base) for base in tree.bases)})" if tree.bases else ""
    parts = [f"```py\n{_signature(f'class {name}', made or parents)}\n```", _doc(cls, name)]
    text = parts[1]
    fields = [(field, shown, said) for field, shown, said in _fields(tree) if said or f"`{field}`:" not in text]
    if fields:
        parts.append(
            "\n".join(
                f"- `{field}` (`{shown}`)" + (f": {' '.join(said.split())}" if said else "")
                for field, shown, said in fields
            )
        )
    for node in functions:
        if node.name.startswith("_"):
            continue
        member = inspect.getattr_static(cls, node.name)
        decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
        if any("validator" in decorator for decorator in decorators):
            continue  # pydantic runs it, nobody calls it
        if "property" in decorators:
            shown = f"{name}.{node.name}: {ast.unparse(node.returns) if node.returns else 'Any'}"
            parts.append(f"```py\n{shown}\n```\n\n{_doc(member, f'{name}.{node.name}')}")
        else:
            inner: Callable[..., Any] = getattr(cls, node.name)
            shown = _signature(f"{name}.{node.name}", _arguments(node, bound="staticmethod" not in decorators))
            parts.append(f"```py\n{shown}\n```\n\n{_doc(inner, f'{name}.{node.name}')}")
    return "\n\n".join(parts)


def _constant(module: Any, name: str) -> str:
    """Return what stands under the assignment of a public name, wherever in the package it is made."""
    value = getattr(module, name)
    for home in sorted((entry for entry in sys.modules if entry.startswith("article41")), key=len):
        there = sys.modules[home]
        if vars(there).get(name) is not value or not getattr(there, "__file__", None):
            continue
        tree = ast.parse(Path(str(there.__file__)).read_text(encoding="utf-8"))
        for field, shown, said in _fields(ast.ClassDef("", [], [], tree.body, [])):
            if field == name and said:
                return f"```py\n{name}: {shown}\n```\n\n{said}"
    raise MissingDocstringError(f"{module.__name__}.{name} has no docstring")


def _entry(module: Any, name: str) -> str:
    value = getattr(module, name)
    if inspect.isclass(value):
        return _class(value, name)
    if callable(value):
        node = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(value)))).body[0]
        assert isinstance(node, ast.FunctionDef)
        return f"```py\n{_signature(name, _arguments(node, bound=False))}\n```\n\n{_doc(value, name)}"
    if name == "__version__":
        return "The version of the code; that of the law is `Rulebook.version`."
    return _constant(module, name)


def reference_page() -> str:
    """Return the page of everything that is public, module by module."""
    parts = [f"# Reference\n\n{MADE}\n", REFERENCE]
    told: dict[int, str] = {}
    for path, text in MODULES.items():
        module = importlib.import_module(path)
        parts.append(f"## {path}\n\n{text}\n")
        for name in module.__all__:
            value = getattr(module, name)
            parts.append(f"### {path}.{name}\n")
            if id(value) in told:
                parts.append(f"The same as `{told[id(value)]}`.\n")
                continue
            told[id(value)] = f"{path}.{name}"
            parts.append(f"{_entry(module, name)}\n")
    return "\n".join(parts)


PAGES: dict[str, Callable[[], str]] = {"cli.md": cli_page, "reference.md": reference_page}


if __name__ == "__main__":
    for page, make in PAGES.items():
        (DOCS / page).write_text(make(), encoding="utf-8")
