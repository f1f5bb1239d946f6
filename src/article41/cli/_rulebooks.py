"""The rulebook that a command goes by."""

from __future__ import annotations

from argparse import Namespace

from article41._errors import InputError, Problem
from article41.law import Rulebook

__all__ = ["rulebook_of"]


def rulebook_of(arguments: Namespace) -> Rulebook:
    """Return the shipped rules with those of ``--rules`` beside them, or with ``--alone`` those of ``--rules``.

    Raises:
        InputError: ``--alone`` without ``--rules`` leaves nothing to go by.
        RuleError: rules that do not load.
    """
    if arguments.alone and not arguments.rules:
        raise InputError(Problem("--alone leaves no rules to go by", hint="name some with --rules"))
    return Rulebook.load(*arguments.rules, shipped=not arguments.alone)
