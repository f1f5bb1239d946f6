"""The page of the service in a real browser."""

from __future__ import annotations

import json
from pathlib import Path

from tests.dossier._browser import browser

from ._local import story
from ._service import running


def test_a_transfer_is_tried_by_keyboard_and_nothing_else_is_asked_for(tmp_path: Path) -> None:
    with running("--workers", "1") as service, browser(tmp_path / "profile") as look:
        home = f"http://{service.host}:{service.port}/"
        look.page.goto(home)
        field = look.page.get_by_label("A transfer, or a list of them, as JSON:")
        field.fill(json.dumps({**story(), "description": "<script>document.title = 'hacked'</script>"}))
        field.press("Tab")
        look.page.keyboard.press("Enter")
        report = look.page.get_by_role("region", name="Report")
        report.wait_for()
        assert "PROHIBITED" in report.inner_text()
        assert "S/RES/1718 (2006) 8 (b)" in report.inner_text()
        assert look.page.title() == "article41: try a transfer"
        field.fill('{"items": [{"type": "<b>shells</b>"}]}')
        look.page.get_by_role("button", name="Check").click()
        wrong = look.page.get_by_role("alert")
        wrong.wait_for()
        assert 'unknown item type "<b>shells</b>"' in wrong.inner_text()
        assert {url for url in look.requests if not url.startswith(home)} == set()
        # That the answer has the status of an error is all that the browser notes.
        assert [line for line in look.said if "422" not in line] == []
