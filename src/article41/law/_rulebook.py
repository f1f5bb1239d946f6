"""The rulebook: the compiled law, read shard by shard as a check needs it.

The shipped law is compiled beforehand and lies beside the code with the digest of its source. It is used only
if that digest is the digest of the rule files as they are now; otherwise, and for any other folders, the
source is read and compiled on the spot. So an edited rule file takes effect at once, and a check never
parses YAML that it does not need.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from article41._errors import Problem, RuleError
from article41.law._digest import FORMAT, TRANSLATIONS, digest_of

if TYPE_CHECKING:
    from article41.law._source import Law

__all__ = ["Rulebook", "compile_shards", "compiled_folder", "shipped_rules", "write_compiled"]


def shipped_rules() -> Path:
    """Return the folder of the rule files that come with this library."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent.parent / "rules"


def compiled_folder() -> Path:
    """Return the folder of the compiled law."""
    return Path(__file__).resolve().parent.parent / "_compiled"


class Rulebook:
    """All rules that a check uses; immutable and safe to share between threads.

    Attributes:
        version: the version of the law, as its first folder states it.
        digest: SHA-256 over all its rule files.
        covers_from: the first day (yyyymmdd) of which the law claims to know.
        regimes: ids of the regimes, in alphabetical order.
    """

    def __init__(
        self, shards: dict[str, dict[str, Any]], folder: Path | None = None, rules: Sequence[Path] = ()
    ) -> None:
        self._shards = shards
        self._folder = folder
        self._rules = list(rules)
        self._translations: dict[str, Mapping[str, str]] = {}
        index = shards["index"]
        self.version: str = index["version"]
        self.digest: str = index["digest"]
        self.covers_from: int = index["covers_from"]
        self.regimes: tuple[str, ...] = tuple(index["regimes"])

    @classmethod
    def default(cls) -> Rulebook:
        """Return the law that comes with this library; the same object each time.

        Raises:
            RuleError: a shipped rule file was edited and does not load.
        """
        return _default()

    @classmethod
    def load(cls, *paths: str | Path, shipped: bool = True) -> Rulebook:
        """Read rule folders, beside the shipped law or, with ``shipped=False``, instead of it.

        Args:
            paths: folders in the form of docs/rule-form.md (``registers``, ``categories``, ``regimes``). A text that is
                a bare word may also be the name of an installed rulebook (docs/own-rules.md).
            shipped: whether the shipped law is the first of them. National rules usually need its registers.

        Raises:
            RuleError: with every problem of every file.
        """
        if not paths and shipped:
            return cls.default()
        from article41.law._installed import rule_folder

        folders = [*([shipped_rules()] if shipped else []), *map(rule_folder, paths)]
        return cls(_compile(folders), rules=folders)

    def shard(self, name: str) -> dict[str, Any]:
        """Return a compiled table: ``index``, ``registers``, ``documents``, ``categories`` or ``regime-ID``.

        Raises:
            KeyError: there is no such table.
        """
        found = self._shards.get(name)
        if found is None:
            if self._folder is None or not (self._folder / f"{name}.json").is_file():
                raise KeyError(name)
            loaded: dict[str, Any] = json.loads((self._folder / f"{name}.json").read_bytes())
            found = self._shards[name] = loaded
        return found

    def regime(self, regime: str) -> dict[str, Any]:
        """Return the compiled table of one regime."""
        return self.shard(f"regime-{regime}")

    def regime_of(self, provision: str) -> dict[str, Any]:
        """Return the compiled table of the regime that a provision is of, by the provision's full id."""
        return self.regime(provision.partition("/")[0])

    def translations(self, language: str) -> Mapping[str, str]:
        """Return the texts of the law in a language, by the English ones; those that are not translated are missing.

        Raises:
            RuleError: a file of translations does not load.
        """
        found = self._translations.get(language)
        if found is None:
            found = self._translations[language] = {
                english: text for folder in self._rules for english, text in _translated(folder, language).items()
            }
        return found

    def find(self, identifier: str) -> dict[str, Any]:
        """Return the compiled provision with this id (``dprk/...``, or without the regime if that is clear).

        Raises:
            KeyError: there is none, or more than one; the message names the closest or the candidates.
        """
        # With its regime named, one regime is all that has to be read.
        regime = identifier.partition("/")[0]
        provision: dict[str, Any]
        if regime in self.regimes:
            for provision in self.regime(regime)["provisions"]:
                if provision["id"] == identifier:
                    return provision
        every: list[dict[str, Any]] = [
            provision for regime in self.regimes for provision in self.regime(regime)["provisions"]
        ]
        same = [provision for provision in every if provision["id"].partition("/")[2] == identifier]
        if len(same) == 1:
            return same[0]
        if same:
            raise KeyError(f"{identifier!r} is in several regimes: {', '.join(p['id'] for p in same)}")
        from difflib import get_close_matches

        ids = [provision["id"] for provision in every]
        close = get_close_matches(identifier, [*ids, *(full.partition("/")[2] for full in ids)], 3)
        raise KeyError(f"no provision {identifier!r}" + (f"; did you mean {', '.join(close)}?" if close else ""))


def _compile(folders: list[Path]) -> dict[str, dict[str, Any]]:
    from article41.law._source import read_law

    return compile_shards(read_law(folders))


def _translated(folder: Path, language: str) -> dict[str, str]:
    """Return the translations of one folder: those beside the compiled law, if they are up to date."""
    from article41.law._translations import read_translations, translations_digest

    if folder == shipped_rules():
        try:
            kept = json.loads((compiled_folder() / f"{TRANSLATIONS}-{language}.json").read_bytes())
        except (OSError, ValueError):
            kept = {}
        if kept.get("digest") == translations_digest([folder], language):
            texts: dict[str, str] = kept["texts"]
            return texts
    return read_translations([folder], language)


def compile_shards(law: Law) -> dict[str, dict[str, Any]]:
    """Return the compiled tables of ``law`` by name, as plain JSON values.

    Raises:
        RuleError: conditions that make too many clauses.
    """
    from article41.law._compile import compile_law

    shards = compile_law(law)
    # Through JSON once, so that a fresh compilation and a stored one are the same values.
    return {name: json.loads(json.dumps(shard, sort_keys=True)) for name, shard in shards.items()}


@lru_cache(maxsize=1)
def _default() -> Rulebook:
    folder = compiled_folder()
    rules = shipped_rules()
    if not rules.is_dir():
        raise RuleError(Problem("the rule files of article41 are missing", hint=f"reinstall; looked in {rules}"))
    try:
        index = json.loads((folder / "index.json").read_bytes())
    except (OSError, ValueError):
        index = None
    if isinstance(index, dict) and index.get("format") == FORMAT and index.get("digest") == digest_of([rules]):
        return Rulebook({"index": index}, folder, [rules])
    return Rulebook(_compile([rules]), rules=[rules])


def write_compiled(folder: Path | None = None) -> list[str]:
    """Compile the shipped rules and write the shards; return the names written.

    Files of regimes that are no longer there are removed.
    """
    target = folder or compiled_folder()
    target.mkdir(parents=True, exist_ok=True)
    from article41.law._translations import read_translations, translated_languages, translations_digest

    rules = shipped_rules()
    shards = _compile([rules])
    for language in translated_languages(rules):
        texts, digest = read_translations([rules], language), translations_digest([rules], language)
        shards[f"{TRANSLATIONS}-{language}"] = {"digest": digest, "texts": texts}
    for old in target.glob("*.json"):
        if old.stem not in shards:
            old.unlink()
    for name, shard in shards.items():
        text = json.dumps(shard, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (target / f"{name}.json").write_bytes(f"{text}\n".encode())
    return sorted(shards)
