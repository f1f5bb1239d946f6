"""The generated pages are the image of what they are made from: ``python docs/_generate.py`` makes them anew."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

import pytest

from ._pages import ROOT


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "_generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATE = _script()


# argparse words its help otherwise from Python 3.13 on; the pages are made and held on those that CI knows.
@pytest.mark.skipif(sys.version_info >= (3, 13), reason="help and source are worded by Python 3.11 and 3.12")
@pytest.mark.parametrize("page", GENERATE.PAGES)
def test_a_generated_page_is_current(page: str) -> None:
    made = GENERATE.PAGES[page]()
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == made, "run: python docs/_generate.py"


@pytest.mark.parametrize("width", ["40", "200"])
def test_the_help_does_not_depend_on_the_terminal(width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = GENERATE.cli_page()
    monkeypatch.setenv("COLUMNS", width)
    assert GENERATE.cli_page() == before


def test_every_public_name_has_its_entry() -> None:
    text = GENERATE.reference_page()
    for path in GENERATE.MODULES:
        for name in importlib.import_module(path).__all__:
            assert f"\n### {path}.{name}\n" in text


def test_what_is_public_and_says_nothing_is_an_error() -> None:
    class Silent:
        def act(self) -> None: ...

    with pytest.raises(GENERATE.MissingDocstringError, match="Silent has no docstring"):
        GENERATE._class(Silent, "Silent")
