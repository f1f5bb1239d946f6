from __future__ import annotations

import sys

import pytest

from article41._errors import Article41Error
from article41._version import __version__
from article41._words import ExitCode
from article41.cli import _app, _check
from article41.cli._parser import build_parser

from ._transfers import transfer

COMMANDS = [
    ["check"],
    ["book"],
    ["calendar"],
    ["diff"],
    ["explain"],
    ["rescreen"],
    ["rules"],
    ["rules", "lint"],
    ["rules", "list"],
    ["rules", "show"],
    ["rules", "new"],
    ["rules", "compile"],
    ["rules", "digest"],
    ["schema"],
    ["screen"],
    ["serve"],
    ["test"],
    ["timeline"],
    ["version"],
]


def test_alone_it_prints_help(article41):
    done = article41()
    assert done.code == ExitCode.BAD_INPUT
    assert done.out.startswith("usage: article41")
    for code in ExitCode:
        assert f"\n  {int(code):<3} " in done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command, article41):
    done = article41(*command, "--help")
    assert done.code == 0
    assert done.out.startswith(f"usage: article41 {' '.join(command)}")
    assert "\n  article41 " in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_the_list_of_commands_is_whole():
    def names(parser, prefix=()):
        for action in parser._actions:
            for name, inner in (
                (getattr(action, "choices", None) or {}).items() if action.dest == "==SUPPRESS==" else ()
            ):
                yield [*prefix, name]
                yield from names(inner, [*prefix, name])

    assert sorted(names(build_parser())) == sorted(COMMANDS)


def test_rules_alone_prints_its_help(article41):
    done = article41("rules")
    assert done.code == ExitCode.BAD_INPUT
    assert done.out.startswith("usage: article41 rules")


@pytest.mark.parametrize(
    "arguments", [["chek"], ["check"], ["check", "x", "--format", "xml"], ["check", "x", "--nope"]]
)
def test_bad_usage(arguments, article41):
    done = article41(*arguments)
    assert done.code == ExitCode.BAD_INPUT
    assert done.err.startswith("usage: article41")
    assert done.out == ""


def raising(error):
    def command(_arguments):
        raise error

    return command


@pytest.fixture
def failing(monkeypatch, article41):
    """Run a command that raises."""

    def run(error):
        monkeypatch.setattr(_check, "check_command", raising(error))
        return article41("check", "x\x1b.json")

    return run


def test_an_unexpected_exception_is_an_internal_error(failing):
    done = failing(ZeroDivisionError("division\x1b by zero"))
    assert done.code == ExitCode.INTERNAL
    assert "internal error: ZeroDivisionError: division\\x1b by zero" in done.err
    for part in (__version__, sys.version.split()[0], sys.platform, "x\\x1b.json", "ARTICLE41_DEBUG=1"):
        assert part in done.err
    assert "Traceback" not in done.err


def test_the_traceback_on_demand(failing, monkeypatch):
    monkeypatch.setenv("ARTICLE41_DEBUG", "1")
    assert "Traceback (most recent call last)" in failing(ZeroDivisionError()).err


def test_ctrl_c_is_quiet(failing):
    assert failing(KeyboardInterrupt()) == (_app.INTERRUPTED, "", "")


def test_ctrl_c_before_the_command_is_quiet_too(monkeypatch):
    from article41.__main__ import main

    monkeypatch.setattr("article41.cli.run", raising(KeyboardInterrupt()))
    assert main(["version"]) == _app.INTERRUPTED


def test_as_the_main_module(monkeypatch, capsys):
    import gc

    from article41.__main__ import main

    frozen = []
    monkeypatch.setattr(sys, "argv", ["article41", "--help"])
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    monkeypatch.setenv("PYDANTIC_DISABLE_PLUGINS", "mine")
    try:
        code = main()
    except SystemExit as stop:
        code = stop.code
    finally:
        gc.enable()
    assert code == 0
    assert frozen == [True]
    assert "article41 check" in capsys.readouterr().out


def test_a_reader_that_went_away_is_no_clearance(failing):
    assert failing(BrokenPipeError()).code == _app.BROKEN_PIPE != 0


def test_a_system_that_refuses_is_no_defect_of_ours(failing):
    done = failing(OSError(28, "No space left on device"))
    assert done.code == _app.NOT_WRITTEN
    assert done.err.startswith("article41: stopped by the system: ")
    assert "No space left" in done.err


def test_closed_streams(monkeypatch, article41, write):
    path = write("t.json", transfer())
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert article41("check", path).code == ExitCode.FINDINGS
    sys.stdout.close()
    sys.stderr.close()


def test_errors_know_their_code(failing):
    done = failing(Article41Error("something"))
    assert (done.code, done.err) == (ExitCode.INTERNAL, "article41: something\n")


def test_a_strange_exit_is_bad_usage(monkeypatch, article41):
    monkeypatch.setattr("argparse.ArgumentParser.parse_args", lambda *_: sys.exit("odd"))
    assert article41("version").code == ExitCode.BAD_INPUT


def test_a_stdout_that_is_no_file(article41, write):
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        article41("check", write("t.json", transfer()))
    assert out.getvalue().startswith(" PROHIBITED")


def test_a_terminal_of_few_letters(monkeypatch, article41, write):
    import io

    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw, encoding="ascii"))
    assert article41("check", write("t.json", transfer(supplier={"state": "Ünknown"}))).code == ExitCode.BAD_INPUT
    assert b"\\xdcnknown" in raw.getvalue()
