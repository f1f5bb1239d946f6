"""``--lang`` and ``ARTICLE41_LANG``: which language the reports are in."""

from __future__ import annotations

from ._transfers import transfer

PROHIBITED = transfer()


def test_the_option_comes_before_the_environment(article41, write, monkeypatch):
    file = write("t.json", PROHIBITED)
    english = article41("check", file, "--format", "json").json
    monkeypatch.setenv("ARTICLE41_LANG", "fr")
    assert article41("check", file, "--format", "json").json["language"] == "fr"
    assert article41("check", file, "--format", "json", "--lang", "en").json == english
    monkeypatch.setenv("ARTICLE41_LANG", "")
    assert article41("check", file, "--format", "json").json == english


def test_the_locale_counts_for_nothing(article41, write, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert "language" not in article41("check", write("t.json", PROHIBITED), "--format", "json").json


def test_an_unknown_language_is_bad_usage_and_nothing_is_written(article41, write, tmp_path, monkeypatch):
    file, out = write("t.json", PROHIBITED), tmp_path / "out.json"
    done = article41("check", file, "--lang", "de", "--output", str(out))
    assert (done.code, done.out) == (2, "")
    assert "--lang: 'de'" in done.err
    assert "known: en, fr" in done.err
    assert not out.exists()
    monkeypatch.setenv("ARTICLE41_LANG", "french")
    done = article41("check", file)
    assert done.code == 2
    assert "ARTICLE41_LANG: 'french'" in done.err


def test_law_without_translations_stands_in_english_and_says_so(article41, write):
    report = article41("check", write("t.json", PROHIBITED), "--format", "json", "--lang", "fr").json
    assert [caveat["kind"] for caveat in report["caveats"]].count("language") == 1
