from __future__ import annotations

import json
import shutil

import pytest

from article41._words import ExitCode
from article41.law import Rulebook
from article41.law._digest import digest_of
from article41.law._fingerprint import provision_digest
from tests._packages import install

from ._transfers import transfer
from .conftest import EXTRA, LAW


def test_lint_of_the_shipped_rules(article41):
    done = article41("rules", "lint")
    regime = Rulebook.load(LAW, shipped=False).regime("aland")
    count = len(regime["provisions"])
    assert done == (0, f"no mistake: 1 regime, {count} provisions, 3 exemptions, 1 category\n", "")


def test_lint_of_added_rules(article41):
    assert article41("rules", "lint", EXTRA).out.startswith("no mistake: 2 regimes")


def test_lint_alone_has_no_registers_of_ours(article41):
    done = article41("rules", "lint", EXTRA, "--alone")
    assert done.code == ExitCode.BAD_RULES
    assert "extra/regimes/beland.yaml:3:" in done.err
    assert article41("rules", "lint", LAW, "--alone").code == 0


def test_lint_shows_every_mistake(article41, tmp_path):
    folder = tmp_path / "mine"
    shutil.copytree(EXTRA, folder)
    path = folder / "regimes" / "beland.yaml"
    path.write_text(path.read_text().replace("100 (2001) 1", "100 (2001) 99").replace("status: in_force", "status: on"))
    done = article41("rules", "lint", folder)
    assert done.code == ExitCode.BAD_RULES
    assert "mine/regimes/beland.yaml:4:9: 'on' is not a known status" in done.err
    (folder / "regimes" / "beland2.yaml").write_text("regime: other\n")
    assert {"beland.yaml", "beland2.yaml"} <= {
        word for line in article41("rules", "lint", folder).err.splitlines() for word in line.split("/")[-1].split(":")
    }


def test_list_regimes(article41):
    done = article41("rules", "list")
    assert done.code == 0
    text = " ".join(done.out.split())
    assert "aland Aland in force · 2001-02-03 .. · 4 provisions, 3 exemptions · confidence high but for 1 low" in text
    assert "verified to 2024-12-31" in text
    assert "1 regime, rulebook 7" in text


def test_list_regimes_as_json(article41):
    value = article41("rules", "list", "--format", "json", "--rules", EXTRA).json
    assert value["rulebook"] == {"version": "7", "digest": digest_of([LAW, EXTRA])}
    aland, beland = value["regimes"]
    assert aland == {
        "id": "aland",
        "title": "Aland",
        "target": ["AA"],
        "status": "in_force",
        "period": "2001-02-03 ..",
        "provisions": 4,
        "exemptions": 3,
        "confidence": {"high": 3, "low": 1},
        "verified_to": "2024-12-31",
        "sources": ["https://docs.example.org"],
    }
    assert beland["id"] == "beland"


def test_list_names_what_is_known_and_not_encoded(article41, tmp_path):
    path = tmp_path / "more" / "registers" / "not_encoded.yaml"
    path.parent.mkdir(parents=True)
    entry = "title: The island, cite: [S/RES/100 (2001) 1], from: 2001-02-03, states: [AA], says: None, confidence: low"
    path.write_text(f"not_encoded: {{island: {{{entry}}}}}\n", encoding="utf-8")
    (note,) = article41("rules", "list", "--format", "json", "--rules", path.parents[1]).json["not_encoded"]
    assert (note["id"], note["period"], note["states"]) == ("island", "2001-02-03 ..", ["AA"])
    text = " ".join(article41("rules", "list", "--rules", path.parents[1]).out.split())
    assert "island The island known, not encoded · 2001-02-03 .. · None" in text


def test_list_provisions(article41):
    done = article41("rules", "list", "--regime", "aland")
    assert "A regime of the tests." in done.out
    text = " ".join(done.out.split())
    assert "aland/1-arms-to Nobody may supply arms to Aland. prohibit · S/RES/100 (2001) 1 · 2001-02-03 .." in text
    assert "inspect · S/RES/100 (2001) 4 · 2001-02-03 .. 2010-01-01 · low confidence" in text
    assert "case-by-case The Committee may exempt anything." in text
    bare = article41("rules", "list", "--regime", "beland", "--rules", EXTRA)
    assert "Exemptions of the whole regime" not in bare.out


def test_list_provisions_as_json(article41):
    value = article41("rules", "list", "--regime", "aland", "--format", "json").json
    assert [p["id"] for p in value["list"]] == [
        p["id"] for p in Rulebook.load(LAW, shipped=False).regime("aland")["provisions"]
    ]
    assert value["list"][0] == {
        "id": "aland/1-arms-to",
        "effect": "prohibit",
        "duty": None,
        "citation": "S/RES/100 (2001) 1",
        "periods": ["2001-02-03 .."],
        "rule": "Nobody may supply arms to Aland.",
        "exemptions": ["livelihood", "old"],
        "confidence": "high",
    }


@pytest.mark.parametrize(("name", "hint"), [("alan", "did you mean 'aland'?"), ("zzz", "known: aland")])
def test_an_unknown_regime(name, hint, article41):
    done = article41("rules", "list", "--regime", name)
    assert done.code == ExitCode.BAD_INPUT
    assert hint in done.err


def test_show_a_provision(article41):
    done = article41("rules", "show", "1-arms-to")
    assert done.code == 0
    text = " ".join(done.out.split())
    for part in (
        "aland/1-arms-to · Aland",
        "Effect prohibit",
        "S/RES/100 (2001) 3 (a) (i) with",
        "In force 2001-02-03 ..",
        "Conditions to.state is AA item.concerns is arms Confidence high",
        "Note A note on arms.",
        "livelihood · Arms for hunting, if notified.",
        "Procedure notification to the Committee, at least 5 days before, under S/RES/100 (2001) 2",
        "end_use.purpose is nothing but livelihood",
        "Confidence medium",
        "In force 2001-02-03 .. 2002-02-02",
        "Exemptions of the whole regime case-by-case · The Committee may exempt anything.",
    ):
        assert part in text


def test_show_a_duty(article41):
    text = " ".join(article41("rules", "show", "aland/3-inspect").out.split())
    assert "Effect oblige: inspect" in text
    assert "imposes number not verified" in text
    assert "whether it was renewed after that is not verified" in text
    assert "Confidence low: seen in a digest only" in text
    assert "Disputed Beland says that it ended." in text
    assert "case-by-case" not in text


def test_show_as_json(article41):
    value = article41("rules", "show", "1-arms-to", "--format", "json").json
    assert value["conditions"] == {"always": ["to.state is AA", "item.concerns is arms"], "either": []}
    assert [e["id"] for e in value["exemptions"]] == ["livelihood", "old", "case-by-case"]
    assert value["exemptions"][0]["procedure"].startswith("notification to the Committee")
    assert value["exemptions"][1]["procedure"] is None
    assert value["exemptions"][2]["discretionary"] is True
    assert value["citations"][0]["paragraph"] == "1"


def test_show_a_provision_with_alternatives(article41, tmp_path):
    (tmp_path / "more" / "regimes").mkdir(parents=True)
    (tmp_path / "more" / "regimes" / "more.yaml").write_text(
        (EXTRA / "regimes" / "beland.yaml")
        .read_text()
        .replace("regime: beland", "regime: more")
        .replace(
            "when: [{item.type: food}]",
            "when: [{any: [{item.type: food}, {item.hs: ['10'], item.origin: BB}]}, {during: 2003-01-01 ..},"
            " {not: {end_use.purpose: military}}]",
        )
    )
    done = article41("rules", "show", "more/no-food", "--rules", tmp_path / "more")
    text = " ".join(done.out.split())
    assert "to.state is BB" in text
    assert "date is on or after 2003-01-01" in text
    assert "date is on or after 2001-02-03" not in text
    assert "end_use.purpose is not military" in text
    assert "either item.type is food or item.hs is 10 and item.origin is BB" in text


@pytest.mark.parametrize(
    ("name", "hint"),
    [("1-arms", "did you mean 1-arms-to"), ("zzzzzz", "rules list --regime")],
)
def test_an_unknown_provision(name, hint, article41):
    done = article41("rules", "show", name)
    assert done.code == ExitCode.BAD_INPUT
    assert hint in done.err


def test_compile_writes_what_a_check_then_reads(article41, write, tmp_path):
    done = article41("rules", "compile")
    folder = tmp_path / "compiled"
    assert done.code == 0
    assert done.out.startswith(f"5 files written to {folder}: ")
    assert sorted(p.stem for p in folder.iterdir()) == ["categories", "documents", "index", "regime-aland", "registers"]
    assert json.loads((folder / "index.json").read_text())["digest"] == digest_of([LAW])
    assert article41("check", write("t.json", transfer())).code == ExitCode.FINDINGS


def test_compile_elsewhere(article41, tmp_path):
    assert article41("rules", "compile", "--into", tmp_path / "here").code == 0
    assert (tmp_path / "here" / "index.json").is_file()


def test_compile_where_nothing_can_be_written(article41, write):
    done = article41("rules", "compile", "--into", write("a-file", ""))
    assert done.code == ExitCode.BAD_INPUT
    assert "cannot write to" in done.err
    assert "--into" in done.err


def test_digest(article41):
    assert article41("rules", "digest") == (0, digest_of([LAW]) + "\n", "")
    assert article41("rules", "digest", EXTRA).out == digest_of([LAW, EXTRA]) + "\n"


def test_colours_are_for_terminals(article41, terminal):
    terminal()
    assert "\x1b[" in article41("rules", "show", "1-arms-to").out
    assert "\x1b[" not in article41("rules", "show", "1-arms-to", "--no-color").out


def test_the_digest_of_a_provision(article41):
    done = article41("rules", "show", "1-arms-to", "--digest")
    rulebook = Rulebook.load(LAW, shipped=False)
    assert done == (0, provision_digest(rulebook, "1-arms-to") + "\n", "")


def test_rules_alone(article41, write):
    path = write("t.json", transfer())
    both = article41("check", path, "--rules", LAW, "--alone", "--format", "json")
    assert both.json["rulebook"]["digest"] == digest_of([LAW])
    done = article41("check", path, "--rules", EXTRA, "--alone")
    assert done.code == ExitCode.BAD_RULES
    nothing = article41("check", path, "--alone")
    assert nothing.code == ExitCode.BAD_INPUT
    assert "--alone leaves no rules to go by" in nothing.err


@pytest.fixture
def site(tmp_path, monkeypatch):
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


def test_installed_rulebooks(article41, site, write):
    assert article41("rules", "list", "--installed").out == "No installed package brings a rulebook.\n"
    install(site, "beland-law", {"beland": "cli_beland:folder"}, {"cli_beland.py": f"folder = {str(EXTRA)!r}\n"})
    done = article41("rules", "list", "--installed", "--format", "json")
    entry = {"name": "beland", "package": "beland-law", "version": "1.5", "folder": str(EXTRA), "error": None}
    assert (done.code, done.json) == (0, [entry])
    assert str(EXTRA) in "".join(article41("rules", "list", "--installed").out.split())
    food = write("t.json", transfer(supplier={"state": "AA"}, recipient={"state": "BB"}, items=[{"type": "food"}]))
    checked = article41("check", food, "--rules", "beland", "--format", "json")
    assert [finding["provision"] for finding in checked.json["findings"]] == ["beland/no-food"]
    assert article41("rules", "lint", "beland").code == 0


def test_an_installed_rulebook_that_does_not_load(article41, site, write):
    install(site, "sad-law", {"sad": "cli_sad"}, {"cli_sad.py": "raise RuntimeError('no licence')\n"})
    done = article41("rules", "list", "--installed")
    assert done.code == ExitCode.BAD_RULES
    assert "no licence" in done.out
    checked = article41("check", write("t.json", transfer()), "--rules", "sad")
    assert (checked.code, checked.out) == (ExitCode.BAD_RULES, "")
    assert "the rulebook 'sad' of the package sad-law 1.5 does not load" in checked.err
