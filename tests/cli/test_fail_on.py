from __future__ import annotations

from itertools import product

import pytest

from article41._words import FAILING, ExitCode, Verdict
from article41.cli._outcome import code_of_verdict, gravest_code

from ._transfers import BY_VERDICT


def test_the_default_is_what_the_exit_codes_say():
    codes = {verdict: code_of_verdict(verdict, FAILING) for verdict in Verdict}
    assert codes == {
        Verdict.PROHIBITED: ExitCode.FINDINGS,
        Verdict.UNDETERMINED: ExitCode.UNDETERMINED,
        Verdict.CONDITIONAL: ExitCode.FINDINGS,
        Verdict.PERMITTED: ExitCode.CLEAR,
        Verdict.OUT_OF_SCOPE: ExitCode.CLEAR,
    }


@pytest.mark.parametrize(("named", "judged"), list(product(Verdict, Verdict)))
def test_only_what_is_named_fails(named, judged, article41, write):
    done = article41("check", write("t.json", BY_VERDICT[judged]), "--quiet", "--fail-on", named.value)
    own = ExitCode.UNDETERMINED if named is Verdict.UNDETERMINED else ExitCode.FINDINGS
    assert done.code == (own if named is judged else ExitCode.CLEAR)


def test_several_and_spellings(article41, write):
    path = write("t.json", BY_VERDICT[Verdict.OUT_OF_SCOPE])
    assert article41("check", path, "--quiet", "--fail-on", "Prohibited, out-of-scope").code == ExitCode.FINDINGS


def test_none_fails_on_no_verdict_but_on_bad_input(article41, write):
    paths = [write(f"{v.value}.json", t) for v, t in BY_VERDICT.items()]
    assert article41("check", *paths, "--quiet", "--fail-on", "none").code == ExitCode.CLEAR
    assert article41("check", *paths, "missing", "--quiet", "--fail-on", "none").code == ExitCode.BAD_INPUT


@pytest.mark.parametrize("words", ["prohibitted", "", "none,prohibited", "prohibited,"])
def test_other_words_are_refused(words, article41, write):
    done = article41("check", write("t.json", {}), "--fail-on", words)
    assert done.code == ExitCode.BAD_INPUT
    assert "is not a verdict" in done.err
    assert "out_of_scope" in done.err


def test_a_misspelling_gets_a_suggestion(article41):
    assert "did you mean prohibited?" in article41("check", "x", "--fail-on", "prohibitted").err


ORDER = [
    ExitCode.INTERNAL,
    ExitCode.BAD_RULES,
    ExitCode.BAD_INPUT,
    ExitCode.FINDINGS,
    ExitCode.UNDETERMINED,
    ExitCode.CLEAR,
]


def test_the_gravest_code_wins():
    assert sorted(ORDER) == sorted(ExitCode)
    for n in range(len(ORDER)):
        assert gravest_code(reversed(ORDER[n:])) is ORDER[n]
    assert gravest_code([]) is ExitCode.CLEAR
