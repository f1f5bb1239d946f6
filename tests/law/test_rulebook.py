"""The rulebook: which law it holds, whence, and how a provision is found in it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from article41._errors import RuleError
from article41.law import Rulebook, _compile, _rulebook
from article41.law._digest import digest_of
from article41.law._rulebook import compiled_folder, shipped_rules, write_compiled

from ._folders import BASE, build, provision, regime

TAMPERED = "a version that stands in the compiled form only"


class Installed:
    """A stand-in for the installed library: its rules and its compiled law."""

    def __init__(self, rules: Path, compiled: Path) -> None:
        self.rules, self.compiled = rules, compiled

    def compile(self) -> None:
        """Compile, and leave a mark in the compiled form by which it is known."""
        write_compiled()
        self.change(version=TAMPERED)

    def change(self, **entries: Any) -> None:
        path = self.compiled / "index.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | entries))

    def uses_compiled(self) -> bool:
        _rulebook._default.cache_clear()
        book = Rulebook.default()
        assert book.digest == digest_of([self.rules])
        return book.version == TAMPERED


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installed]:
    found = Installed(build(tmp_path / "rules"), tmp_path / "_compiled")
    monkeypatch.setattr(_rulebook, "shipped_rules", lambda: found.rules)
    monkeypatch.setattr(_rulebook, "compiled_folder", lambda: found.compiled)
    yield found
    _rulebook._default.cache_clear()


# The law that comes with the library


def test_without_a_compiled_form_the_source_is_compiled(installed: Installed) -> None:
    assert not installed.uses_compiled()
    assert not installed.compiled.exists()


def test_the_compiled_form_is_used(installed: Installed) -> None:
    installed.compile()
    assert installed.uses_compiled()


def test_it_is_the_same_object_each_time(installed: Installed) -> None:
    assert Rulebook.default() is Rulebook.default()
    assert Rulebook.load() is Rulebook.default()


def test_an_edited_rule_takes_effect(installed: Installed) -> None:
    installed.compile()
    path = installed.rules / "regimes" / "alpha.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("No arms for it.", "No arms at all."), encoding="utf-8")
    assert not installed.uses_compiled()
    assert Rulebook.default().find("arms")["rule"] == "No arms at all."


def test_an_added_regime_takes_effect(installed: Installed) -> None:
    installed.compile()
    (installed.rules / "regimes" / "beta.yaml").write_text(regime("beta", provision("p1", "acts: supply")))
    assert not installed.uses_compiled()
    assert Rulebook.default().regimes == ("alpha", "beta")


def test_an_edited_rule_that_does_not_load_is_an_error(installed: Installed) -> None:
    installed.compile()
    (installed.rules / "regimes" / "beta.yaml").write_text("regime: [\n")
    _rulebook._default.cache_clear()
    with pytest.raises(RuleError, match=r"rules/regimes/beta\.yaml:2:1: not YAML"):
        Rulebook.default()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "\xff"])
def test_a_spoilt_compiled_form_is_not_used(installed: Installed, text: str) -> None:
    installed.compile()
    (installed.compiled / "index.json").write_bytes(text.encode("latin-1"))
    assert not installed.uses_compiled()


def test_a_compiled_form_of_another_shape_is_not_used(installed: Installed) -> None:
    installed.compile()
    installed.change(format=_compile.FORMAT + 1)
    assert not installed.uses_compiled()


def test_missing_rules_are_an_error(installed: Installed) -> None:
    shutil.rmtree(installed.rules)
    with pytest.raises(RuleError, match=r"the rule files of article41 are missing\n.*reinstall; looked in "):
        Rulebook.default()


def test_both_forms_hold_the_same(installed: Installed) -> None:
    write_compiled()
    stored, fresh = Rulebook.default(), Rulebook.load(installed.rules, shipped=False)
    for attribute in ("version", "digest", "covers_from", "regimes"):
        assert getattr(stored, attribute) == getattr(fresh, attribute)
    for name in ("index", "registers", "categories", "regime-alpha"):
        assert stored.shard(name) == fresh.shard(name)


def test_shards_are_read_when_they_are_asked_for(installed: Installed) -> None:
    installed.compile()
    book = Rulebook.default()
    shard = installed.compiled / "regime-alpha.json"
    first = book.regime("alpha")
    shard.unlink()
    assert book.regime("alpha") is first


@pytest.mark.parametrize("name", ["regime-omega", "nothing"])
def test_an_unknown_shard(installed: Installed, name: str) -> None:
    installed.compile()
    for book in (Rulebook.default(), Rulebook.load(installed.rules, shipped=False)):
        with pytest.raises(KeyError, match=name):
            book.shard(name)


# Where things lie


def test_the_rules_lie_beside_the_code_or_above_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "src" / "article41"
    (package / "law").mkdir(parents=True)
    monkeypatch.setattr(_rulebook, "__file__", str(package / "law" / "_rulebook.py"))
    assert shipped_rules() == tmp_path.resolve() / "rules"
    (package / "rules").mkdir()
    assert shipped_rules() == package.resolve() / "rules"
    assert compiled_folder() == package.resolve() / "_compiled"


# Other folders


def national(tmp_path: Path, name: str = "beta") -> Path:
    folder = tmp_path / "national"
    (folder / "regimes").mkdir(parents=True)
    body = provision("arms", "acts: supply", "items: [arms]")
    (folder / "regimes" / f"{name}.yaml").write_text(regime(name, body))
    return folder


def test_rules_beside_the_shipped_law(installed: Installed, tmp_path: Path) -> None:
    folder = national(tmp_path)
    book = Rulebook.load(str(folder))
    assert book.regimes == ("alpha", "beta")
    assert book.version == Rulebook.default().version
    assert book.digest == digest_of([installed.rules, folder])


def test_rules_instead_of_the_shipped_law(installed: Installed) -> None:
    book = Rulebook.load(BASE, shipped=False)
    assert book.regimes == ("alpha",)
    assert book.digest == digest_of([BASE])


def test_regimes_are_in_alphabetical_order(installed: Installed, tmp_path: Path) -> None:
    assert Rulebook.load(national(tmp_path, "aardvark")).regimes == ("aardvark", "alpha")


# Finding a provision


def test_find_with_and_without_its_regime() -> None:
    book = Rulebook.load(BASE, shipped=False)
    for entry in book.regime("alpha")["provisions"]:
        assert book.find(entry["id"]) is entry
        assert book.find(entry["id"].removeprefix("alpha/")) is entry


def test_find_suggests_the_closest() -> None:
    book = Rulebook.load(BASE, shipped=False)
    with pytest.raises(KeyError, match=r"no provision 'inspcet'; did you mean inspect"):
        book.find("inspcet")
    with pytest.raises(KeyError, match=r"no provision 'zzz'\"$"):
        book.find("zzz")


def test_find_refuses_a_name_of_several_regimes(installed: Installed, tmp_path: Path) -> None:
    book = Rulebook.load(national(tmp_path))
    with pytest.raises(KeyError, match="'arms' is in several regimes: alpha/arms, beta/arms"):
        book.find("arms")
    assert book.find("beta/arms")["rule"] == "A rule."


# Writing the compiled form


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_writing_is_deterministic(installed: Installed, tmp_path: Path) -> None:
    names = write_compiled(tmp_path / "one" / "_compiled")
    assert names == sorted(names)
    assert write_compiled(tmp_path / "two") == names
    first = contents(tmp_path / "one" / "_compiled")
    assert first == contents(tmp_path / "two")
    assert set(first) == {f"{name}.json" for name in names}
    assert all(text.endswith(b"\n") and b"\r" not in text for text in first.values())


def test_writing_removes_what_is_no_longer_there(installed: Installed) -> None:
    beta = installed.rules / "regimes" / "beta.yaml"
    beta.write_text(regime("beta", provision("p1", "acts: supply")))
    assert "regime-beta" in write_compiled()
    (installed.compiled / "README.md").write_text("Made by article41 rules compile.")
    beta.unlink()
    assert "regime-beta" not in write_compiled()
    assert {path.name for path in installed.compiled.iterdir()} == {
        "README.md",
        "categories.json",
        "documents.json",
        "index.json",
        "regime-alpha.json",
        "registers.json",
    }


def test_names_are_written_as_they_are_spelt(installed: Installed) -> None:
    write_compiled()
    assert "Åland" in (installed.compiled / "registers.json").read_text(encoding="utf-8")
