"""Assertions for tests of transfers: what the law makes of them, and which paragraph says so.

::

    from article41.testing import assert_permitted, assert_prohibited

    def test_shells_from_the_dprk():
        shells = {"date": "2023-09-12", "supplier": "KP", "recipient": "RU", "items": ["artillery_shells"]}
        assert_prohibited(shells, cite="S/RES/1718 (2006) 8 (b)")

They work in any test runner. A failure tells what was expected, what came, and the report's own reasons: the
finding that differs, its facts, its exemptions and what would prove them, the nearest citation. A citation, provision
or fact that the law does not have is an InputError: such a test could never hold, or never fail.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from article41.engine import Report
    from article41.law import Rulebook
    from article41.model import Transfer

    TransferLike = Transfer | Mapping[str, Any] | str | bytes | PathLike[str]

__all__ = [
    "assert_conditional",
    "assert_out_of_scope",
    "assert_permitted",
    "assert_prohibited",
    "assert_undetermined",
    "make_transfer",
]


def assert_prohibited(
    transfer: TransferLike,
    cite: str | Sequence[str] | None = None,
    provision: str | Sequence[str] | None = None,
    rulebook: Rulebook | None = None,
) -> Report:
    """Assert that a transfer is prohibited.

    Args:
        transfer: a Transfer; its JSON form as a mapping, in which a word may stand for a party (its State) or an
            item (its type); JSON text; or the path of a file that holds one transfer.
        cite: paragraphs that must be cited by what prohibits it, like ``S/RES/1718 (2006) 8 (b)``. One that
            contains the paragraph cited will do.
        provision: ids of provisions that must prohibit it, with or without their regime.
        rulebook: the law to judge by; the shipped law if None.

    Returns:
        The report.

    Raises:
        AssertionError: it is not so; the message reads like the report.
        InputError: the transfer is none, or a citation or provision is not in the rulebook.
    """
    __tracebackhide__ = True
    return _check("prohibited", transfer, cite, provision, rulebook)


def assert_permitted(
    transfer: TransferLike,
    cite: str | Sequence[str] | None = None,
    provision: str | Sequence[str] | None = None,
    rulebook: Rulebook | None = None,
) -> Report:
    """Assert that an embargo reaches a transfer, and that the text or an exemption that is met lets it through.

    Arguments, result and errors are those of :func:`assert_prohibited`; ``cite`` may be the exemption's paragraph.
    """
    __tracebackhide__ = True
    return _check("permitted", transfer, cite, provision, rulebook)


def assert_conditional(
    transfer: TransferLike,
    needs: str | Sequence[str] | None = None,
    cite: str | Sequence[str] | None = None,
    provision: str | Sequence[str] | None = None,
    rulebook: Rulebook | None = None,
) -> Report:
    """Assert that a transfer is forbidden unless a paper is there whose substance is met.

    Args:
        needs: papers that must be named as missing: the id of the exemption that asks for one, or words of the
            report about it (``notification to the Committee``, ``S/RES/1874 (2009) 10``), upper or lower case.

    The other arguments, result and errors are those of :func:`assert_prohibited`.
    """
    __tracebackhide__ = True
    return _check("conditional", transfer, cite, provision, rulebook, needs=needs)


def assert_undetermined(
    transfer: TransferLike,
    missing: str | Sequence[str] | None = None,
    cite: str | Sequence[str] | None = None,
    provision: str | Sequence[str] | None = None,
    rulebook: Rulebook | None = None,
) -> Report:
    """Assert that a fact is missing, some value of which would forbid the transfer.

    Args:
        missing: facts that must be named as missing, by name (``item.calibre_mm``) or by the JSON pointer under
            which they would be stated (``/items/0/calibre_mm``).

    The other arguments, result and errors are those of :func:`assert_prohibited`.
    """
    __tracebackhide__ = True
    return _check("undetermined", transfer, cite, provision, rulebook, missing=missing)


def assert_out_of_scope(
    transfer: TransferLike,
    rulebook: Rulebook | None = None,
) -> Report:
    """Assert that no embargo reaches a transfer.

    Arguments, result and errors are those of :func:`assert_prohibited`.
    """
    __tracebackhide__ = True
    return _check("out_of_scope", transfer, None, None, rulebook)


def make_transfer(**fields: Any) -> Transfer:
    """Return a transfer from the short form of case files: a word for a party is its State, for an item its type.

    ``make_transfer(supplier="KP", recipient="RU", items=["artillery_shells"], date="2023-09-12")``

    As in case files, goods without an ``origin`` are of the supplier's State and an approval without a ``date`` is of
    the day of the act, unless they are stated as None.

    Raises:
        InputError: it is none; every problem names its JSON pointer.
    """
    from article41.cases._form import long_form
    from article41.model import parse_transfer

    return parse_transfer(long_form(fields))


def _read(transfer: TransferLike) -> Transfer:
    from article41._errors import InputError, Place, Problem
    from article41.cases._form import spelt_out
    from article41.model import Transfer as Model
    from article41.model import parse_transfer

    if isinstance(transfer, Model):
        return transfer
    if isinstance(transfer, Mapping):
        return parse_transfer(spelt_out(transfer))
    if isinstance(transfer, bytes) or (isinstance(transfer, str) and transfer.lstrip()[:1] in ("{", "[")):
        return parse_transfer(transfer)
    path = Path(transfer)
    try:
        data = path.read_bytes()
    except OSError as error:
        hint = "give a Transfer, a mapping, JSON text or the path of a JSON file"
        raise InputError(Problem(f"cannot be read: {error.strerror}", Place(str(path)), hint)) from None
    return parse_transfer(data)


def _words(value: str | Sequence[str] | None) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _check(
    expect: str,
    transfer: TransferLike,
    cite: str | Sequence[str] | None,
    provision: str | Sequence[str] | None,
    rulebook: Rulebook | None,
    *,
    missing: str | Sequence[str] | None = None,
    needs: str | Sequence[str] | None = None,
) -> Report:
    __tracebackhide__ = True
    from article41._errors import InputError
    from article41._words import Verdict
    from article41.cases._assertion import Assertion
    from article41.cases._suite import Suite
    from article41.law import Rulebook as Law

    try:
        suite = Suite.of(rulebook or Law.default())
        assertion = Assertion(
            suite, Verdict(expect), _words(cite), _words(provision), missing=_words(missing), needs=_words(needs)
        )
        report, failure = assertion.of(_read(transfer))
    except InputError as error:
        # Where we found it out is of no interest to the reader of a test: the line of the test is.
        raise error.with_traceback(None) from None
    if failure is not None:
        raise AssertionError(failure.text())
    return report
