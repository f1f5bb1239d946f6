"""What is said, in which language, and that languages do not mix."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from threading import Barrier

import pytest

from article41 import InputError, Rulebook, Verdict, check
from article41.engine._report import Report
from article41.language import (
    ENGLISH,
    checked_language,
    law_link,
    law_text,
    plural,
    say,
    speaking,
    spoken,
    term,
    untranslated,
)
from article41.language._catalogue import catalogue_of
from article41.model import Transfer, parse_transfer
from article41.render import FORMATS, Judged, Screen, Tally, writer_for

STORY = Path(__file__).resolve().parents[2] / "fixtures" / "transfers"
SHELLS = (STORY / "kp-ru-artillery-shells-2023.json").read_text(encoding="utf-8")
OPEN = {
    "id": "open",
    "date": "2024-02-01",
    "supplier": {"state": "FR"},
    "recipient": {"state": "SO"},
    "items": [{"type": "small_arms"}],
}


def test_without_a_language_english_is_said() -> None:
    assert spoken() == ENGLISH
    assert say("Cited") == "Cited"
    assert say("for {party}", party="{me}") == "for {me}"
    assert term("small_arms") == "small arms"
    assert plural("{n} file not read", "{n} files not read", 1) == "1 file not read"
    assert law_text("Some rule.") == "Some rule."
    assert law_link("https://undocs.org/S/RES/1(1946)") == "https://undocs.org/S/RES/1(1946)"


def test_a_language_is_spoken_until_the_end_of_the_block() -> None:
    with speaking("fr", lambda: {"Some rule.": "Une règle."}):
        assert spoken() == "fr"
        assert say("for {party}", party="{me}") == "pour {me}"
        assert term("small_arms") == "armes de petit calibre"
        assert term("a_word_of_mine") == "a_word_of_mine"
        assert term("report", "duty") == "faire rapport"
        assert law_text("Some rule.") == "Une règle."
        assert untranslated() == 0
        assert law_text("Another rule.") == "Another rule."
        assert law_text("Another rule.") == "Another rule."
        assert untranslated() == 1
        with speaking(ENGLISH):
            assert say("Cited") == "Cited"
        assert spoken() == "fr"
    assert spoken() == ENGLISH


def test_the_texts_of_the_law_are_not_asked_for_english() -> None:
    def texts() -> dict[str, str]:
        raise AssertionError

    with speaking(ENGLISH, texts):
        assert law_text("Some rule.") == "Some rule."


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://undocs.org/S/RES/1718(2006)", "https://undocs.org/fr/S/RES/1718(2006)"),
        ("https://undocs.org/A/RES/46/36", "https://undocs.org/fr/A/RES/46/36"),
        ("https://undocs.org/fr/S/RES/1718(2006)", "https://undocs.org/fr/S/RES/1718(2006)"),
        ("https://press.un.org/en/2023/sc1.doc.htm", "https://press.un.org/en/2023/sc1.doc.htm"),
        (None, None),
    ],
)
def test_only_addresses_with_a_place_for_a_language_are_changed(url: str | None, wanted: str | None) -> None:
    with speaking("fr"):
        assert law_link(url) == wanted


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(InputError, match="'de' is not a language") as caught:
        check(SHELLS, language="de")
    assert "en, fr" in str(caught.value)
    with pytest.raises(InputError, match="ARTICLE41_LANG: ''"):
        checked_language("", "ARTICLE41_LANG")


def test_a_report_in_french_says_so_and_keeps_the_contract() -> None:
    english, french = check(SHELLS).to_dict(), check(SHELLS, language="fr").to_dict()
    assert "language" not in english
    assert french.pop("language") == "fr"
    assert english.keys() == french.keys()
    for key in ("schema", "transfer", "verdict", "date", "engine", "rulebook", "library"):
        assert english[key] == french[key]
    for one, other in zip(english["findings"], french["findings"], strict=True):
        assert one["rule"] != other["rule"]
        assert [c["resolution"] for c in one["citations"]] == [c["resolution"] for c in other["citations"]]
        same = ("provision", "regime", "verdict", "items", "activities", "missing", "missing_facts", "confidence")
        assert {key: one[key] for key in same} == {key: other[key] for key in same}
        assert [f["pointer"] for f in one["facts"]] == [f["pointer"] for f in other["facts"]]
        assert [(e["id"], e["status"]) for e in one["exemptions"]] == [
            (e["id"], e["status"]) for e in other["exemptions"]
        ]


def test_questions_are_asked_in_french() -> None:
    english, french = check(OPEN), check(OPEN, language="fr")
    assert english.verdict is french.verdict is Verdict.UNDETERMINED
    assert [q.pointer for q in english.questions] == [q.pointer for q in french.questions]
    assert all(a.ask != b.ask for a, b in zip(english.questions, french.questions, strict=True))
    assert [[a.verdict for a in q.answers] for q in english.questions] == [
        [a.verdict for a in q.answers] for q in french.questions
    ]


def test_what_has_no_translation_stands_in_english_and_is_counted() -> None:
    own = Rulebook.load(Path(__file__).resolve().parents[2] / "fixtures" / "rulebooks" / "ruritania" / "rules")
    document = {"date": "2015-03-01", "supplier": {"state": "XR"}, "recipient": {"state": "FI", "kind": "company"}}
    document |= {"reason": "sale", "items": [{"type": "small_arms"}], "screening": {"un_lists": "clear"}}
    english, french = check(document, rulebook=own), check(document, rulebook=own, language="fr")
    assert french.findings[0].rule == english.findings[0].rule
    (said,) = [caveat.text for caveat in french.caveats if caveat.kind == "language"]
    assert int(said.split()[0]) >= len(french.findings)
    assert [caveat.kind for caveat in check(SHELLS, language="fr").caveats if caveat.kind == "language"] == []
    assert [caveat.kind for caveat in english.caveats if caveat.kind == "language"] == []


def written(name: str, report: Report, transfer: Transfer, language: str) -> str:
    out = StringIO()
    rulebook = Rulebook.default()
    with speaking(language, lambda: rulebook.translations(language)):
        writer = writer_for(name, out, Screen(several=True))
        writer.report(Judged(report, transfer, None, None, rulebook))
        tally = {verdict: int(verdict is report.verdict) for verdict in Verdict}
        writer.close(Tally(tally, set_aside=2, unread=3))
    return out.getvalue()


def english_sentences() -> list[str]:
    """Return what only English texts hold: the fixed stretches, of three words or more, of every message."""
    found = []
    for template in [*catalogue_of("fr").messages, *catalogue_of("fr").plurals]:
        for stretch in template.replace("}", "{").split("{")[::2]:
            if len(stretch.split()) >= 3:
                found.append(stretch.strip())
    return found


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("document", [SHELLS, json.dumps(OPEN), json.dumps({**OPEN, "recipient": {"state": "CH"}})])
def test_a_report_in_french_has_no_english_message(name: str, document: str) -> None:
    if name == "html":
        pytest.importorskip("jinja2")
    transfer = parse_transfer(document)
    text = written(name, check(transfer, language="fr"), transfer, "fr")
    flat = " ".join(text.replace("&#39;", "'").split())
    assert [sentence for sentence in english_sentences() if sentence in flat] == []


def test_a_page_tells_its_language() -> None:
    pytest.importorskip("jinja2")
    transfer = parse_transfer(SHELLS)
    assert '<html lang="fr">' in written("html", check(transfer, language="fr"), transfer, "fr")
    assert '<html lang="en">' in written("html", check(transfer), transfer, ENGLISH)
    log = json.loads(written("sarif", check(transfer, language="fr"), transfer, "fr"))
    assert log["runs"][0]["language"] == "fr"


def test_threads_do_not_mix_languages() -> None:
    wanted = {language: check(OPEN, language=language).to_dict() for language in ("en", "fr")}
    barrier = Barrier(4)

    def some(language: str) -> bool:
        barrier.wait()
        return all(check(OPEN, language=language).to_dict() == wanted[language] for _ in range(5))

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(some, ("en", "fr", "en", "fr")))
    assert wanted["en"] != wanted["fr"]


def test_english_reads_neither_catalogue_nor_translations() -> None:
    program = (
        "import sys; from article41.__main__ import main\n"
        "try: main(['check', sys.argv[1], '--quiet'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('article41.language._catalogue', 'article41.law._translations') if m in sys.modules])"
    )
    file = str(STORY / "kp-ru-artillery-shells-2023.json")
    done = subprocess.run([sys.executable, "-c", program, file], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")
