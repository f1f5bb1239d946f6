from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from article41.serve import _page
from article41.serve._pool import FaultError
from article41.serve._settings import MAX_FORM

from ._local import LocalJudge, clear, story

HOSTILE = "</textarea></pre><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;\u202e\x1b[31m"


class Elements(HTMLParser):
    """What elements a page has, and the text of those that hold user's text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.texts.setdefault(tag, []).append("")

    def handle_data(self, data: str) -> None:
        if self.tags:
            self.texts[self.tags[-1]][-1] += data


def tried(client: TestClient, text: str) -> tuple[int, str]:
    answer = client.post("/", data={"transfer": text})
    return answer.status_code, answer.text


def test_the_form_works_alone(client: TestClient) -> None:
    answer = client.get("/")
    page = Elements(answer.text)
    assert answer.status_code == 200
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "href")]
    assert ("action", "/") in page.attributes
    assert ("for", "transfer") in page.attributes
    assert ("id", "transfer") in page.attributes


def test_browsers_are_told_to_run_and_load_nothing_but_its_style(client: TestClient) -> None:
    answer = client.get("/")
    policy = answer.headers["content-security-policy"]
    (style,) = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    for rule in ("default-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "script-src" not in policy


def test_the_example_is_a_transfer_but_for_its_states(client: TestClient) -> None:
    example = json.loads(_page._EXAMPLE)
    for party in ("supplier", "recipient"):
        example[party]["state"] = "FR"
    assert client.post("/v1/check", json=example).status_code == 200


def test_a_report_is_shown_to_read_and_as_json(client: TestClient) -> None:
    status, page = tried(client, json.dumps(story(), indent=1).replace("\n", "\r\n"))
    text, machine = Elements(page).texts["pre"]
    assert status == 200
    assert "PROHIBITED" in text
    assert machine.strip() == client.post("/v1/check", json=story()).text.strip()


def test_what_is_wrong_is_shown_and_what_was_typed_stays(client: TestClient) -> None:
    status, page = tried(client, '{"date": "2020-01-01",\n "itemz": []}')
    assert status == 422
    assert "line 2, column 2" in page
    assert html.escape("'items'") in page
    assert "itemz" in Elements(page).texts["textarea"][0]


@pytest.mark.parametrize("field", ["id", "description"])
def test_hostile_text_is_text(client: TestClient, field: str) -> None:
    given = json.dumps(clear(**{field: HOSTILE}) if field != "id" else clear(HOSTILE))
    status, page = tried(client, given)
    elements = Elements(page)
    assert status == 200
    assert not {"script", "img"} & set(elements.tags)
    assert elements.texts["textarea"][0].strip() == given
    assert "\x1b" not in page


def test_hostile_text_that_is_no_transfer_is_text(client: TestClient) -> None:
    for given in (HOSTILE, json.dumps({HOSTILE: HOSTILE}), json.dumps(clear(reason=HOSTILE))):
        status, page = tried(client, given)
        assert status == 422
        assert not {"script", "img"} & set(Elements(page).tags)


def test_a_fault_is_shown_as_no_answer(client: TestClient, judge: LocalJudge) -> None:
    judge.failure = FaultError("EngineError")
    status, page = tried(client, json.dumps(clear()))
    assert status == 503
    assert "No answer" in page
    assert "<pre" not in page


@pytest.mark.parametrize(
    ("content", "media", "status"),
    [
        (b"transfer=", "application/x-www-form-urlencoded", 422),
        (b"other=1", "application/x-www-form-urlencoded", 422),
        (b"transfer=%ff", "application/x-www-form-urlencoded", 422),
        (b"&".join([b"a=1"] * 50), "application/x-www-form-urlencoded", 422),
        (b"transfer=\xc3", "application/x-www-form-urlencoded", 422),
        (b"transfer={}", "application/json", 415),
        (b"transfer=" + b" " * MAX_FORM, "application/x-www-form-urlencoded", 413),
    ],
)
def test_what_the_form_does_not_send_is_refused(client: TestClient, content: bytes, media: str, status: int) -> None:
    answer = client.post("/", content=content, headers={"content-type": media})
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert "content-security-policy" in answer.headers
