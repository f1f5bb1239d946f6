"""The UN Security Council's arms embargoes as executable law.

>>> from article41 import check, Transfer                            # doctest: +SKIP
>>> report = check(Transfer.model_validate(document))                # doctest: +SKIP
>>> report.verdict, report.findings[0].citations[0].paragraph        # doctest: +SKIP

The names below are the public interface; every other module is private. They are imported when they are
first used, so that ``import article41`` itself costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from article41._version import __version__

if TYPE_CHECKING:
    from article41._errors import Article41Error, EngineError, InputError, RuleError
    from article41._words import ExitCode, Verdict
    from article41.engine import Citation, Finding, Report, check
    from article41.law import Rulebook
    from article41.model import Transfer
    from article41.screening import Screened, screen

__all__ = [
    "Article41Error",
    "Citation",
    "EngineError",
    "ExitCode",
    "Finding",
    "InputError",
    "Report",
    "RuleError",
    "Rulebook",
    "Screened",
    "Transfer",
    "Verdict",
    "__version__",
    "check",
    "screen",
]

_HOMES = {
    "_errors": ("Article41Error", "EngineError", "InputError", "RuleError"),
    "_words": ("ExitCode", "Verdict"),
    "engine": ("Citation", "Finding", "Report", "check"),
    "law": ("Rulebook",),
    "model": ("Transfer",),
    "screening": ("Screened", "screen"),
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            value = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
