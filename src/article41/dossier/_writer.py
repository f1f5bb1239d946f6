"""``--format html``: the dossier of every transfer in one file that needs nothing else and asks nobody.

The pages are templates of jinja2 with escaping always on: of the libraries for it the best kept, and who reviews the
page reads HTML and not Python. It is an extra, as no other format needs it.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TextIO

from article41._errors import InputError, Problem
from article41._words import ExemptionStatus
from article41.dossier._considered import considered
from article41.dossier._corridor import Pictures
from article41.dossier._facts import Stated, stated_facts
from article41.engine._check import engine_for
from article41.engine._report import Citation
from article41.history._svg import STYLE
from article41.language import marked, plural, say, spoken, term, untranslated
from article41.render import Judged, Refused, Screen, Tally
from article41.render._parts import confidence_text, shown_value
from article41.render._safe import safe_text
from article41.render._say import answer_text, cited_text, needs_of, words
from article41.render._text import MEANING

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["DossierWriter"]

_STATUS = {
    ExemptionStatus.MET: marked("met"),
    ExemptionStatus.PROCEDURE_MISSING: marked("paper missing"),
    ExemptionStatus.NOT_SHOWN: marked("not shown"),
    ExemptionStatus.EXCLUDED: marked("ruled out"),
}


class DossierWriter:
    """Keeps the section of each transfer until the end, as the index comes before them."""

    def __init__(self, out: TextIO, screen: Screen) -> None:
        self._out = out
        self._several = screen.several
        self._environment = _environment()
        self._pictures = Pictures()
        self._rows: list[dict[str, Any]] = []
        self._sections: list[Any] = []
        self._refused: list[Refused] = []

    def report(self, judged: Judged) -> None:
        """Keep one report."""
        from markupsafe import Markup

        number = len(self._rows) + 1
        report = judged.report
        self._rows.append({"part": f"t{number}", "report": report, "source": judged.source})
        # The template has escaped what is in it.
        section = self._environment.get_template("section.html.j2").render(self._view(judged, f"t{number}"))
        self._sections.append(Markup(section))

    def refused(self, refused: Refused) -> None:
        """Keep what could not be judged."""
        self._refused.append(refused)

    def close(self, tally: Tally) -> None:
        """Write the page."""
        own = files("article41.dossier").joinpath("dossier.css").read_text("utf-8")
        style = f"{own}\n{STYLE}\n"
        digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
        page = self._environment.get_template("page.html.j2").render(
            rows=self._rows,
            sections=self._sections,
            refused=self._refused,
            several=self._several or len(self._rows) != 1,
            style=_markup(style),
            digest=digest,
        )
        self._out.write(page + "\n")

    def _view(self, judged: Judged, part: str) -> dict[str, Any]:
        report, transfer = judged.report, judged.transfer
        view: dict[str, Any] = {"part": part, "report": report, "source": judged.source, "level": 2 + self._several}
        view |= {"facts": [], "tried": None, "untried": [], "english": 0, "picture": None, "picture_said": None}
        if judged.origin is not None:
            view["facts"] = list(stated_facts(judged.origin.given()))
        elif transfer is not None:
            view["facts"] = list(stated_facts(transfer.model_dump(mode="json", by_alias=True, exclude_none=True)))
        view["stated"] = _anchors(view["facts"], part)
        view["papers"] = list(dict.fromkeys(need for finding in report.findings for need in needs_of(finding)))
        if transfer is not None:
            engine = engine_for(judged.rulebook)
            view["tried"], view["untried"] = considered(engine, transfer, report)
            view["english"] = untranslated()
            picture, view["picture_said"] = self._pictures.of(engine, transfer, report, f"{part}-timeline")
            view["picture"] = None if picture is None else _markup(picture)
        return view


def _anchors(facts: list[Stated], part: str) -> dict[str, str]:
    """Return where each pointer stands on the page: a list or object where its first value does."""
    anchors: dict[str, str] = {}
    for number, fact in enumerate(facts):
        pointer = fact.pointer
        while pointer:
            anchors.setdefault(pointer, f"{part}-f{number}")
            pointer = pointer.rpartition("/")[0]
    return anchors


def _environment() -> Environment:
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError:
        raise InputError(
            Problem("the format html needs the package jinja2", hint="install it: pip install 'article41[html]'")
        ) from None
    environment = Environment(
        loader=PackageLoader("article41.dossier", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["words"] = words
    environment.filters["cited"] = _cited
    environment.filters["value"] = shown_value
    environment.filters["answer"] = _answer
    environment.filters["term"] = term
    environment.filters["link"] = _link
    environment.globals |= {"meaning": MEANING, "status": _STATUS}
    environment.globals |= {"say": say, "plural": plural, "term": term, "language": spoken, "sure": confidence_text}
    return environment


def _finalize(value: Any) -> Any:
    """Make what steers a display visible in every text of a template, before it is escaped."""
    return safe_text(value) if type(value) is str else value


def _cited(citation: Citation) -> str:
    return cited_text([citation])


def _answer(value: Any) -> str:
    return answer_text(value) if isinstance(value, str) else shown_value(value)


def _link(url: str | None) -> str | None:
    """Return an address that a browser may be sent to; rules of a user could hold any."""
    return url if url is not None and url.startswith(("https://", "http://")) else None


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)
