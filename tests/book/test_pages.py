from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

import pytest

from article41 import InputError, Rulebook
from article41.book._front import INDEXES
from article41.book._pages import book_pages
from article41.book._provision import HEADINGS
from article41.book._reading import Reading
from article41.book._text import path_name, text
from article41.history._calendar import Calendar
from article41.history._ruled import Ruled, regimes_of, rules_of
from article41.model._vocabulary import FACTS

from .._pages import ROOT

RURITANIA = ROOT / "fixtures" / "rulebooks" / "ruritania"
COMMITTED = Path(__file__).parent / "ruritania"
_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")


def sections(page: str) -> dict[str, str]:
    parts = re.split(r"^## (.+)$", page, flags=re.MULTILINE)
    return {parts[n]: parts[n + 1].strip() for n in range(1, len(parts), 2)}


def page_path(ruled: Ruled) -> str:
    regime, _, name = ruled.rule["id"].partition("/")
    return f"provisions/{path_name(regime)}/{path_name(name)}.md"


def test_every_provision_has_a_page_with_every_heading_and_something_under_it(
    law: Rulebook, pages: dict[str, str]
) -> None:
    rules = [ruled for ruled in rules_of(regimes_of(law)) if ruled.is_provision]
    assert rules
    for ruled in rules:
        page = pages[page_path(ruled)]
        found = sections(page)
        assert len(found) == len(HEADINGS), ruled.id
        for heading, allowed in zip(found, HEADINGS, strict=True):
            assert heading in allowed, ruled.id
            assert found[heading], (ruled.id, heading)
        assert found[next(iter(found))].startswith(text(ruled.text)), ruled.id


def test_a_page_tells_the_paragraphs_the_days_and_the_doubts(law: Rulebook, pages: dict[str, str]) -> None:
    for ruled in rules_of(regimes_of(law)):
        if not ruled.is_provision:
            continue
        found = sections(pages[page_path(ruled)])
        for cite in ruled.cites:
            assert text(f"{cite[0]} {cite[1]}".rstrip()) in found["Texts relied on"]
        assert ("paragraph number not verified" in found["Texts relied on"]) == any(not c[5] for c in ruled.cites)
        assert ruled.rule["confidence"] in found["How sure we are"]
        for key in ("confidence_note", "disputed"):
            assert text(ruled.rule[key] or "") in found["How sure we are"]
        for day in {day for pair in ruled.periods for day in pair if day}:
            assert f"{day // 10000}-{day // 100 % 100:02}-{day % 100:02}" in found["Since when, until when"]
        assert ("not verified whether it was renewed" in found["Since when, until when"]) == ruled.renewal_unverified


def test_every_exemption_is_told_on_the_page_of_what_it_lifts(law: Rulebook, pages: dict[str, str]) -> None:
    for ruled in rules_of(regimes_of(law)):
        if ruled.is_provision:
            continue
        owner = ruled.provision
        path = f"regimes/{path_name(ruled.regime['id'])}.md" if owner is None else page_path(Ruled(ruled.regime, owner))
        assert text(ruled.text) in pages[path], ruled.id


def test_a_case_whose_verdict_is_not_what_one_expects_is_explained(law: Rulebook, pages: dict[str, str]) -> None:
    for ruled in rules_of(regimes_of(law)):
        if not ruled.is_provision or ruled.rule["effect"] != "prohibit":
            continue
        found = sections(pages[page_path(ruled)])
        caught, cleared = found["A case that it catches"], found["A case that it lets go"]
        assert not re.search(r"\*\*: (permitted|out of scope)\.", caught), ruled.id
        assert ("**: undetermined." in caught) == ("It is not settled" in caught), ruled.id
        doubtful = re.search(r"\*\*: (prohibited|conditional|undetermined)\.", cleared)
        assert bool(doubtful) == ("the verdict comes from another" in cleared), ruled.id


def test_no_rule_is_told_by_the_names_of_facts(pages: dict[str, str]) -> None:
    named = re.compile(r"\b(item|to|from|recipient|supplier|end_user|any|route|vessel)\.[a-z]+_?[a-z]* is\b")
    assert [path for path, page in pages.items() if named.search(page)] == []


def test_no_link_within_the_book_is_dead(pages: dict[str, str]) -> None:
    dead = []
    for path, page in pages.items():
        for _, target in _LINK.findall(page):
            if target.startswith(("https://", "http://")):
                continue
            if posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) not in pages:
                dead.append((path, target))
    assert dead == []


def test_every_page_is_reached_from_the_first(pages: dict[str, str]) -> None:
    seen, left = set(), ["index.md"]
    while left:
        path = left.pop()
        if path in seen:
            continue
        seen.add(path)
        targets = [target for _, target in _LINK.findall(pages[path]) if target.endswith(".md")]
        left += [posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) for target in targets]
    assert seen == set(pages)
    assert {path for path, _ in INDEXES} <= seen


def test_every_citation_is_in_the_index_with_a_link_to_what_cites_it(law: Rulebook, pages: dict[str, str]) -> None:
    index = sections(pages["resolutions.md"])
    by_document = {re.sub(r"^\[(.*)\]\(.*\)$", r"\1", heading): body for heading, body in index.items()}
    for ruled in rules_of(regimes_of(law)):
        owner = ruled if ruled.is_provision else Ruled(ruled.regime, ruled.provision) if ruled.provision else None
        path = f"regimes/{path_name(ruled.regime['id'])}.md" if owner is None else page_path(owner)
        for cite in ruled.cites:
            lines = [
                line
                for line in by_document[text(cite[0])].splitlines()
                if line.startswith(f"- **{text(cite[1]) or 'as a whole'}**") and f"]({path})" in line
            ]
            assert any(text(ruled.text) in line for line in lines), (ruled.id, cite)


def test_no_two_pages_have_one_title(pages: dict[str, str]) -> None:
    titles = [page.split("\n")[1] for page in pages.values()]
    assert all(title.startswith("title: ") for title in titles)
    assert len(set(titles)) == len(titles)


def test_paragraphs_stand_in_the_order_in_which_people_count(pages: dict[str, str]) -> None:
    for body in sections(pages["resolutions.md"]).values():
        numbers = [int(found) for found in re.findall(r"^- \*\*(\d+)", body, re.MULTILINE)]
        assert numbers == sorted(numbers)


def test_every_target_state_is_in_the_index_of_states(law: Rulebook, pages: dict[str, str]) -> None:
    named = {code for regime in regimes_of(law) for code in regime["target"]}
    territories = law.shard("registers")["territories"]
    for code in named & set(territories):
        assert f"## {text(territories[code]['name'])} ({code})" in pages["states.md"]


def test_every_category_and_every_last_day_has_its_place(law: Rulebook, pages: dict[str, str]) -> None:
    for category in law.shard("categories")["categories"]:
        assert f"## {text(category['title'])}\n" in pages["items.md"]
    for day, regime, ends in Calendar(law).groups():
        heading = f"## {day // 10000}-{day // 100 % 100:02}-{day % 100:02}: [{text(regime['title'])}]"
        assert heading in pages["calendar.md"]
        assert all(text(end.ruled.text) in pages["calendar.md"] for end in ends)


def test_what_is_not_encoded_is_said(law: Rulebook, pages: dict[str, str]) -> None:
    notes = law.shard("registers")["notes"]
    assert notes["not_encoded"]
    assert notes["not_embargoed"]
    for note in (*notes["not_encoded"], *notes["not_embargoed"]):
        assert text(note["says"]) in pages["not-encoded.md"]


def test_the_picture_has_a_lane_for_each_document_that_imposes_rules(law: Rulebook, pages: dict[str, str]) -> None:
    for regime in regimes_of(law):
        page = pages[f"regimes/{path_name(regime['id'])}.md"]
        imposing = {provision["cites"][0][0] for provision in regime["provisions"]}
        assert page.count('class="lane"') == len(imposing)
        assert all(f">{text(symbol)}</text>" in page for symbol in imposing)
        picture = page.partition('<div class="history">')[2].partition("</div>")[0]
        assert "\n\n" not in picture


def test_the_pages_of_a_small_rulebook_are_as_committed() -> None:
    """After a meant change: python -m tests.book.test_pages writes them anew; read the difference before it is kept."""
    made = ruritania()
    kept = {p.relative_to(COMMITTED).as_posix(): p.read_text(encoding="utf-8") for p in COMMITTED.rglob("*.md")}
    assert sorted(made) == sorted(kept)
    assert made == kept


def ruritania() -> dict[str, str]:
    """Return those pages of a book that are of the rules of Ruritania alone."""
    law = Rulebook.load(RURITANIA / "rules", shipped=True)
    made = book_pages(law, RURITANIA / "cases")
    return {path: page for path, page in made.items() if "/ruritania" in path}


def test_without_cases_the_pages_say_that_there_are_none(law: Rulebook) -> None:
    page = book_pages(law)["provisions/rwanda/" + path_name(law.regime("rwanda")["provisions"][0]["id"][7:]) + ".md"]
    assert page.count("No case at hand shows it.") == 2


def test_cases_that_are_not_there_are_an_error(law: Rulebook, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there are no case files"):
        book_pages(law, tmp_path / "none")


ATOMS = [
    (["w", "item.hs", ["72", "9301"]], False, "a code that begins with 72 or 9301"),
    (["w", "item.hs", ["72"]], True, "not a code that begins with 72"),
    (["w", "activity", ["supply", "transit"]], False, "supply or transit"),
    (["w", "activity", ["supply", "transit"]], True, "none of these: supply or transit"),
    (["w", "item.lethal", ["true"]], False, "yes"),
    (["w", "item.lethal", ["true"]], True, "no"),
    (["n", "item.calibre_mm", "ge", 7500], False, "at least 75"),
    (["n", "item.calibre_mm", "ge", 7500], True, "less than 75"),
    (["n", "item.calibre_mm", "le", 7500], False, "at most 75"),
    (["n", "item.calibre_mm", "le", 7500], True, "more than 75"),
    (["n", "contract.date", "ge", 20170805], False, "on or after 2017-08-05"),
    (["n", "contract.date", "ge", 20170805], True, "before 2017-08-05"),
    (["n", "contract.date", "le", 20170805], False, "on or before 2017-08-05"),
    (["n", "contract.date", "le", 20170805], True, "after 2017-08-05"),
]


@pytest.mark.parametrize(("atom", "negated", "said"), ATOMS, ids=str)
def test_a_test_is_told_as_a_question_and_its_answer(law: Rulebook, atom: list[Any], negated: bool, said: str) -> None:
    assert Reading(law).say(atom, negated) == f"*{text(FACTS[atom[1]].ask)}* {said}"


def test_what_holds_for_most_words_is_told_by_those_left_out(law: Rulebook) -> None:
    states = sorted(law.shard("registers")["territories"])
    reading = Reading(law)
    for left_out in (states[:1], states[:2], []):
        atom = ["w", "recipient.state", [state for state in states if state not in left_out]]
        names = reading.words("recipient.state", left_out) if left_out else ""
        told = [reading.say(atom, negated).partition("* ")[2] for negated in (False, True)]
        assert told == (
            [f"any other than {names}", f"nothing but {names}"] if left_out else ["any that is named", "none"]
        )


def test_hostile_text_in_rules_comes_out_as_text(law: Rulebook) -> None:
    hostile = "</div><script>alert(1)</script> [x](javascript:alert(1)) | **b** {{ config }}"
    shards: dict[str, Any] = {}
    for name in ("index", "registers", "documents", "categories", *(f"regime-{r}" for r in law.regimes)):
        shards[name] = law.shard(name)
    regime = {**law.regime("haiti"), "title": hostile, "notes": hostile, "sources": [hostile, "javascript:alert(1)"]}
    regime["provisions"] = [{**p, "rule": hostile, "notes": hostile, "disputed": hostile} for p in regime["provisions"]]
    regime["exemptions"] = [{**e, "summary": hostile} for e in regime["exemptions"]]
    shards["regime-haiti"] = regime
    for path, page in book_pages(Rulebook(shards)).items():
        # What stands before the page is its title for browsers, escaped as HTML.
        before, _, body = page.partition("\n---\n")
        assert not re.search(r"<script|</div><", before), path
        assert not re.search(r"<script|\]\(javascript|\{\{|\*b\*", body), path


if __name__ == "__main__":
    for path, page in ruritania().items():
        file = COMMITTED / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page.encode())
