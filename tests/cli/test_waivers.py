from __future__ import annotations

import json

import pytest

from article41._words import ExitCode, Verdict
from article41.law import Rulebook
from article41.law._fingerprint import provision_digest

from ._transfers import BY_VERDICT, transfer
from .conftest import EXTRA, LAW

SPARED = "article41: waivers change what 1 transfer would exit with; the verdicts stand\n"


@pytest.fixture
def waivers(write):
    """Write a waiver file; each waiver covers the ban on arms unless told otherwise."""
    rulebook = Rulebook.load(LAW, shipped=False)
    digest = provision_digest(rulebook, "1-arms-to")
    basis = {
        "provision": "aland/1-arms-to",
        "digest": digest,
        "reason": "In the post.",
        "approver": "A. Example",
        "expires": "2024-12-31",
        "authority": "Licence 42",
    }

    def to(*changes, name="w.yaml"):
        return write(name, json.dumps({"waivers": [{**basis, **one} for one in changes]}, indent=1))

    return to


def check(article41, path, *arguments):
    return article41("check", path, "--today", "2024-12-31", *arguments)


def test_the_verdict_stands_and_the_exit_code_is_another(article41, write, waivers):
    path = write("t.json", BY_VERDICT[Verdict.PROHIBITED])
    done = check(article41, path, "--waivers", waivers({}), "--format", "json")
    plain = article41("check", path, "--format", "json")
    assert (plain.code, plain.err, plain.json["waivers"]) == (ExitCode.FINDINGS, "", [])
    assert (done.code, done.err) == (ExitCode.CLEAR, SPARED)
    assert {**done.json, "waivers": []} == plain.json
    (waiver,) = done.json["waivers"]
    assert (waiver["status"], waiver["findings"], waiver["line"]) == ("applied", [0], 3)


def test_the_text_lists_them(article41, write, waivers):
    path = write("t.json", BY_VERDICT[Verdict.PROHIBITED])
    given = waivers({}, {"expires": "2024-12-30"}, {"transfer": "another"}, {"transfer": "a third"})
    out = check(article41, path, "--waivers", given).out
    assert out.startswith(" PROHIBITED ")
    text = " ".join(out.split())
    assert "Waivers (they change the exit code, not the verdict)" in text
    assert "• applied · aland/1-arms-to In the post. A. Example · until 2024-12-31 · Licence 42" in text
    assert "• void: it expired on 2024-12-30 · aland/1-arms-to" in text
    assert "• 2 more match no finding of this transfer" in text
    assert "Waivers" not in article41("check", path).out


def test_a_verdict_that_no_waiver_covers(article41, write, waivers):
    several = [BY_VERDICT[Verdict.PROHIBITED], {**BY_VERDICT[Verdict.UNDETERMINED], "id": "open"}]
    path = write("t.json", several)
    assert check(article41, path, "--waivers", waivers({"transfer": "prohibited"})).code == ExitCode.UNDETERMINED
    assert check(article41, path, "--waivers", waivers({"transfer": "open"})).code == ExitCode.FINDINGS
    both = check(article41, path, "--waivers", waivers({}))
    assert both.code == ExitCode.CLEAR
    assert both.err == SPARED.replace("1 transfer", "2 transfers")


def test_several_files(article41, write, waivers):
    path = write("t.json", [transfer("a"), transfer("b")])
    first, second = waivers({"transfer": "a"}), waivers({"transfer": "b"}, name="v.yaml")
    assert check(article41, path, "--waivers", first).code == ExitCode.FINDINGS
    assert check(article41, path, "--waivers", first, "--waivers", second).code == ExitCode.CLEAR


def test_fail_on_goes_by_what_is_left(article41, write, waivers):
    path = write("t.json", [BY_VERDICT[Verdict.PROHIBITED], BY_VERDICT[Verdict.PERMITTED]])
    done = check(article41, path, "--waivers", waivers({}), "--fail-on", "prohibited,permitted")
    assert done.code == ExitCode.FINDINGS
    unchanged = check(article41, path, "--waivers", waivers({}), "--fail-on", "none")
    assert (unchanged.code, unchanged.err) == (ExitCode.CLEAR, "")


def test_what_is_void_is_told_and_counts_for_nothing(article41, write, waivers):
    path = write("t.json", BY_VERDICT[Verdict.PROHIBITED])
    given = waivers({"expires": "2024-12-30"}, {"digest": "0" * 32}, {"transfer": "no"}, {"provision": "aland/none"})
    done = check(article41, path, "--waivers", given, "--quiet")
    assert (done.code, done.out) == (ExitCode.FINDINGS, "")
    told = [line for line in done.err.splitlines() if not line.startswith("    hint")]
    assert [line.partition("w.yaml:")[2].partition(":")[0] for line in told] == ["3", "11", "19", "28"]
    for words, line in zip(("it expired on", "has changed since", "no finding", "no provision"), told, strict=True):
        assert "this waiver is void: " in line
        assert words in line


def test_quiet_leaves_the_word_on_the_exit_code_out(article41, write, waivers):
    path = write("t.json", BY_VERDICT[Verdict.PROHIBITED])
    assert check(article41, path, "--waivers", waivers({}), "--quiet") == (ExitCode.CLEAR, "", "")


def test_without_a_day_it_is_today(article41, write, waivers):
    path = write("t.json", BY_VERDICT[Verdict.PROHIBITED])
    assert article41("check", path, "--waivers", waivers({"expires": "9999-12-31"})).code == ExitCode.CLEAR
    assert article41("check", path, "--waivers", waivers({"expires": "2001-01-01"})).code == ExitCode.FINDINGS


def test_a_file_that_cannot_be_used_stops_all(article41, write, waivers):
    path = write("t.json", BY_VERDICT[Verdict.OUT_OF_SCOPE])
    done = check(article41, path, "--waivers", waivers({"expires": "soon"}))
    assert (done.code, done.out) == (ExitCode.BAD_INPUT, "")
    assert "w.yaml:8:" in done.err
    assert "'soon' is not a date" in done.err
    assert check(article41, path, "--waivers", "nowhere.yaml").code == ExitCode.BAD_INPUT


def test_bad_input_and_broken_rules_stay_what_they_are(article41, write, waivers):
    path = write("t.json", [transfer(), {"id": "none"}])
    assert check(article41, path, "--waivers", waivers({})).code == ExitCode.BAD_INPUT
    assert check(article41, path, "--waivers", waivers({}), "--rules", EXTRA / "none").code == ExitCode.BAD_RULES


def test_a_day_that_is_none(article41, write, waivers):
    done = article41("check", write("t.json", transfer()), "--waivers", waivers({}), "--today", "tomorrow")
    assert done.code == ExitCode.BAD_INPUT
    assert "'tomorrow' is not a day" in done.err
