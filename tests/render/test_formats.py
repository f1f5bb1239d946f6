from __future__ import annotations

import pytest

from article41.render import FORMATS, Screen, writer_for

from ._samples import full_report, text_of


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes(name):
    text = text_of(full_report(), form=name)
    assert (text == "") is (name == "none")


def test_an_unknown_format_is_a_key_error(capsys):
    import sys

    with pytest.raises(KeyError):
        writer_for("papyrus", sys.stdout, Screen())
