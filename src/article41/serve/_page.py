"""The page on which a transfer is tried: a form, and below it what came of it. No scripts, nothing from outside."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from typing import Any

from article41.serve._problems import RefusalError

__all__ = ["PAGE_HEADERS", "form_page"]

_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
textarea { width: 100%; box-sizing: border-box; font: .9rem/1.4 ui-monospace, monospace; }
pre { overflow-x: auto; padding: 1rem; border: 1px solid; font: .9rem/1.4 ui-monospace, monospace; }
button { font: inherit; padding: .4rem 1.2rem; margin: .6rem 0; }
.wrong { border-inline-start: .3rem solid #b00; padding-inline-start: 1rem; }
footer { margin-top: 3rem; border-top: 1px solid; }
"""
_STYLE_HASH = b64encode(sha256(_STYLE.encode()).digest()).decode()

PAGE_HEADERS = {
    "content-security-policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
}
"""What a browser is to hold the page to."""

_EXAMPLE = json.dumps(
    {"date": "2023-09-13", "supplier": {"state": ""}, "recipient": {"state": ""}, "items": [{"type": "small_arms"}]},
    indent=2,
)


def form_page(
    law: str,
    given: str | None = None,
    outcome: tuple[str, str] | RefusalError | None = None,
    book: str | None = None,
) -> str:
    """Return the page.

    Args:
        law: which law and code answer, in a line.
        given: what was tried.
        outcome: the JSON reports on it and the same to read, or why there are none.
        book: where the rule book is, if it is there.
    """
    law_line = escape(law) if book is None else f'{escape(law)}: <a href="{escape(book)}">the rule book</a>'
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>article41: try a transfer</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>Try a transfer</h1>
<form method="post" action="/">
<label for="transfer">A transfer, or a list of them, as JSON:</label>
<textarea id="transfer" name="transfer" rows="16" spellcheck="false" required>
{escape(_EXAMPLE if given is None else given)}</textarea>
<button>Check</button>
</form>
{_outcome(outcome)}
</main>
<footer>
<p>{law_line}</p>
<p>This is not legal advice: the official texts prevail. Nothing that you send is kept.</p>
</footer>
</body>
</html>
"""


def _outcome(outcome: tuple[str, str] | RefusalError | None) -> str:
    if outcome is None:
        return ""
    if isinstance(outcome, RefusalError):
        entries = "\n".join(f"<li>{_problem(problem)}</li>" for problem in outcome.problems)
        hint = f"<p>{escape(outcome.hint)}</p>" if outcome.hint else ""
        return (
            f'<section class="wrong" role="alert">\n<h2>No answer</h2>\n<p>{escape(outcome.detail)}</p>\n{hint}\n'
            f"<ol>\n{entries}\n</ol>\n</section>"
        )
    machine, text = outcome
    # A line break after <pre> is not shown; so one that belongs to the text never gets lost.
    return (
        f'<section aria-label="Report">\n<h2>The report</h2>\n<pre tabindex="0">\n{escape(text)}</pre>\n'
        f'<h2>The same as JSON</h2>\n<pre tabindex="0">\n{escape(machine)}</pre>\n</section>'
    )


def _problem(problem: Mapping[str, Any]) -> str:
    where = []
    if problem["line"] is not None:
        where.append(f"line {problem['line']}, column {problem['column']}")
    if problem["pointer"]:
        where.append(f"<code>{escape(problem['pointer'])}</code>")
    hint = f"<br>{escape(problem['hint'])}" if problem["hint"] else ""
    return f"{' '.join(where)}{': ' if where else ''}{escape(problem['message'])}{hint}"
