"""``article41 rules``: look into the law."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from article41._errors import InputError, Problem
from article41._words import ExitCode
from article41.cli._console import colour_wanted, utf8, width_of
from article41.cli._rulebooks import rulebook_of
from article41.law import Rulebook
from article41.law._rulebook import compiled_folder, write_compiled
from article41.render import Screen
from article41.render._view import View, show_view

__all__ = ["compile_command", "digest_command", "list_command", "show_command"]


def list_command(arguments: Namespace) -> int:
    """List the regimes, with ``--regime`` the provisions of one, with ``--installed`` the rulebooks of packages."""
    from article41.render._law import ProvisionList, RegimeList

    if arguments.installed:
        return _installed(arguments)
    rulebook = rulebook_of(arguments)
    wanted: str | None = arguments.regime
    if wanted is None:
        return _show(arguments, RegimeList(rulebook))
    if wanted not in rulebook.regimes:
        from difflib import get_close_matches

        close = get_close_matches(wanted, rulebook.regimes, 1)
        hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(rulebook.regimes)}"
        raise InputError(Problem(f"there is no regime {wanted!r}", hint=hint))
    return _show(arguments, ProvisionList(rulebook.regime(wanted)))


def _installed(arguments: Namespace) -> int:
    from article41.law._installed import installed_rulebooks
    from article41.render._installed import InstalledList

    found = InstalledList(installed_rulebooks())
    _show(arguments, found)
    return int(ExitCode.BAD_RULES if found.broken else ExitCode.CLEAR)


def show_command(arguments: Namespace) -> int:
    """Show all of one provision, or with ``--digest`` its digest."""
    from article41.render._provision import ProvisionView

    rulebook = rulebook_of(arguments)
    try:
        provision = rulebook.find(arguments.id)
    except KeyError as error:
        message, _, hint = str(error.args[0]).partition("; ")
        more = hint or "article41 rules list --regime REGIME lists them"
        raise InputError(Problem(message, hint=more)) from None
    if arguments.digest:
        from article41.law._fingerprint import provision_digest

        _write(provision_digest(rulebook, provision["id"]) + "\n")
        return 0
    return _show(arguments, ProvisionView(provision, rulebook.regime_of(provision["id"])))


def compile_command(arguments: Namespace) -> int:
    """Compile the shipped rules."""
    target = Path(arguments.into) if arguments.into else compiled_folder()
    try:
        names = write_compiled(target)
    except OSError as error:
        raise InputError(
            Problem(f"cannot write to {target}: {error.strerror}", hint="name another folder with --into")
        ) from None
    _write(f"{_count(len(names), 'file')} written to {target}: {', '.join(names)}\n")
    return 0


def digest_command(arguments: Namespace) -> int:
    """Print the digest of the rulebook."""
    _write(Rulebook.load(*arguments.folders).digest + "\n")
    return 0


def _show(arguments: Namespace, view: View) -> int:

    out = utf8(sys.stdout)
    screen = Screen(width_of(out), colour_wanted(out, arguments.no_color), several=False)
    show_view(view, arguments.format, out, screen)
    return 0


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _write(text: str) -> None:
    utf8(sys.stdout).write(text)
