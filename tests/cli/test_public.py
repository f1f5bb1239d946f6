"""The names that ``article41`` gives away."""

from __future__ import annotations

import pytest

import article41
from article41 import _HOMES


def test_every_public_name_is_there():
    for name in article41.__all__:
        assert getattr(article41, name) is not None


def test_all_is_what_there_is():
    lazy = [name for names in _HOMES.values() for name in names]
    assert sorted([*lazy, "__version__"]) == sorted(article41.__all__)
    assert set(article41.__all__) <= set(dir(article41))


def test_public_names_say_where_they_live():
    for home, names in _HOMES.items():
        for name in names:
            assert getattr(article41, name).__module__.startswith(f"article41.{home}")


def test_other_names_are_not_there():
    with pytest.raises(AttributeError, match="nonsense"):
        _ = article41.nonsense


def test_star_import():
    space: dict[str, object] = {}
    exec("from article41 import *", space)
    assert set(article41.__all__) <= set(space)
