"""The indexes: by resolution and paragraph, by State, by item and category, by list of parties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from article41.book._law import Law, add_conditions
from article41.book._reading import positives
from article41.book._text import MdPage, cited, text, web_link
from article41.history._ruled import Ruled, rules_of
from article41.law._cite import split_citation
from article41.model._dates import day_text
from article41.model._vocabulary import FACTS

__all__ = ["items_page", "lists_page", "resolutions_page", "states_page"]

Entries = dict[str, dict[str, None]]
"""Words, and under each the lines of its entry, each once."""


def resolutions_page(law: Law) -> MdPage:
    """Return every document that is relied on, and under each paragraph what rests on it."""
    page = MdPage("resolutions.md", "By resolution and paragraph")
    found: dict[str, Entries] = {}
    for ruled in rules_of(law.regimes):
        for document, paragraph in _cited_by(ruled):
            found.setdefault(document, {}).setdefault(paragraph, {})[law.line(page, ruled)] = None
    for category in law.categories:
        if category["cite"]:
            document, paragraph = category["cite"][:2]
            line = f"category: {page.to('items.md', category['title'])}"
            found.setdefault(document, {}).setdefault(paragraph, {})[line] = None
    for note in law.registers["notes"]["not_encoded"]:
        for cite in note["cite"]:
            document, paragraph = split_citation(cite) or (cite, "")
            line = f"not encoded: {page.to('not-encoded.md', note['title'])}"
            found.setdefault(document, {}).setdefault(paragraph, {})[line] = None
    page.add("Every paragraph that a rule, an exemption, a category or a note of this book relies on.")
    for document in sorted(found, key=lambda d: (law.documents.get(d, {}).get("adopted", 0), d)):
        entry = law.documents.get(document, {})
        page.heading(web_link(document, entry.get("url")))
        if entry:
            page.add(f"{text(entry['title'])}, adopted {day_text(entry['adopted'])}.")
        page.items(
            f"**{text(paragraph) or 'as a whole'}**: {line}"
            for paragraph in sorted(found[document], key=_numbers)
            for line in found[document][paragraph]
        )
    return page


def states_page(law: Law) -> MdPage:
    """Return every State and area that a rule names, and what is known of those that none does."""
    page = MdPage("states.md", "By State")
    page.add(
        "States and areas that rules name as the place that something comes from, goes to or passes. Rules that name "
        "all States, or all but some, are not repeated under each. A State that is not here is not free of every rule: "
        "some follow listed parties, or goods, wherever they are."
    )
    found = _by_word(law, page, ("state", "area"))
    for word in [word for word in found if word in law.registers["areas"]]:
        state = law.registers["areas"][word]["part_of"]
        if state:
            line = f"Rules on a part of it: see {text(law.reading.target(word))}, too."
            found.setdefault(state, {})[line] = None
    for kind, label in (("not_embargoed", "not embargoed"), ("not_encoded", "known, not encoded")):
        for note in law.registers["notes"][kind]:
            for state in note["states"]:
                line = f"{label}: {text(note['says'])} {page.to('not-encoded.md', 'More')}"
                found.setdefault(state, {})[line] = None
    _add(page, {f"{law.reading.target(word)} ({word})": lines for word, lines in found.items()})
    return page


def items_page(law: Law) -> MdPage:
    """Return every category with what falls in it, item types and HS codes, and the rules on them."""
    page = MdPage("items.md", "By item and category")
    rules = _by_word(law, page, ("category",))
    page.add("A rule may also name types of items or HS codes; those stand at the end.")
    for category in sorted(law.categories, key=lambda c: (c["title"], c["id"])):
        page.heading(text(category["title"]))
        cite = f" {cited(category['cite'])}." if category["cite"] else ""
        page.add(text(category["why"]) + cite)
        add_conditions(page, law.reading.conditions(category, law.category_atoms))
        lines = rules.get(category["id"])
        if lines:
            page.add("Rules that name it:")
            page.items(lines)
        else:
            page.add("No rule names it; other categories may include it.")
    for registers, words in ((("item_type", "subject"), "Types of items that rules name"), (("hs",), "HS codes")):
        found = _by_word(law, page, registers)
        if found:
            page.heading(words)
            fact = "item.hs" if registers == ("hs",) else "item.subject"
            _add(page, {law.reading.word(fact, word): lines for word, lines in found.items()}, 3)
    return page


def lists_page(law: Law) -> MdPage:
    """Return the lists of parties and the actors that rules name."""
    page = MdPage("lists.md", "By list of parties")
    page.add("Who is on a list changes from day to day: screen against the list itself.")
    lists = law.registers["party_lists"]
    _add(
        page,
        {f"{word}: {lists.get(word, word)}": lines for word, lines in _by_word(law, page, ("party_list",)).items()},
    )
    actors = _by_word(law, page, ("actor",))
    if actors:
        page.heading("Actors that rules name themselves")
        _add(page, {law.reading.target(word): lines for word, lines in actors.items()}, 3)
    return page


def _add(page: MdPage, found: Entries, level: int = 2) -> None:
    for label in sorted(found):
        page.heading(text(label), level)
        page.items(found[label])


def _by_word(law: Law, page: MdPage, registers: tuple[str, ...]) -> Entries:
    found: Entries = {}
    for regime in law.regimes:
        for provision in regime["provisions"]:
            ruled = Ruled(regime, provision)
            for fact, words, _ in positives(provision, regime["atoms"]):
                if _register(fact) in registers and not ("state" in registers and law.reading.is_most(fact, words)):
                    for word in words:
                        found.setdefault(word, {})[law.line(page, ruled)] = None
    return found


def _register(fact: str) -> str:
    return "hs" if fact == "item.hs" else FACTS[fact].register or ""


def _cited_by(ruled: Ruled) -> Iterator[tuple[str, str]]:
    for cite in ruled.cites:
        yield cite[0], cite[1]
    number = None if ruled.is_provision else ruled.rule["procedure"]
    if number is not None:
        yield from ruled.regime["procedures"][number]["under"]


def _numbers(paragraph: str) -> list[tuple[int, int, str]]:
    """Order paragraphs as people count: 8 before 10."""
    return [(0, int(p), "") if p.isdecimal() else (1, 0, p) for p in re.findall(r"\d+|[^\d\s]+", paragraph)]
