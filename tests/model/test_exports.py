"""What the package offers, and that its vocabularies hang together."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import article41.model as model
from article41.model import FACTS, FactSpec
from article41.model import _terms as terms
from article41.model._items import ITEM_CLASSES

MODULES = sorted(path.stem for path in Path(model.__file__).parent.glob("_*.py") if path.stem != "__init__")


def test_every_name_it_promises_is_there() -> None:
    assert len(set(model.__all__)) == len(model.__all__)
    for name in model.__all__:
        assert getattr(model, name) is not None
        assert not name.startswith("_")


def test_other_names_are_attribute_errors() -> None:
    with pytest.raises(AttributeError, match=r"'article41\.model' has no attribute 'Shells'"):
        model.Shells  # noqa: B018


def test_the_homes_of_the_names_are_all_promised() -> None:
    assert {name for names in model._HOMES.values() for name in names} <= set(model.__all__)


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_truly_what_it_offers(name: str) -> None:
    module = import_module(f"article41.model.{name}")
    assert module.__doc__
    assert module.__all__ == sorted(module.__all__, key=lambda n: (not n.isupper(), not n[0].isupper(), n))
    for offered in module.__all__:
        assert hasattr(module, offered)


def test_the_words_of_the_terms_are_distinct() -> None:
    for name in terms.__all__:
        words = getattr(terms, name)
        if isinstance(words, tuple):
            assert len(set(words)) == len(words) > 1


def test_services_and_their_acts_are_known() -> None:
    assert terms.SERVICE_ACTIVITY.keys() <= ITEM_CLASSES.keys()
    assert set(terms.SERVICE_ACTIVITY.values()) <= set(terms.ACTIVITIES)
    assert set(terms.ACTIVITIES) >= terms.ACTIVITIES_THAT_IMPLY_SUPPLY


def test_facts_are_complete_rows() -> None:
    registers = {"state", "area", "actor", "force", "category", "item_type", "list", "party_list", "matter", "control"}
    for name, spec in FACTS.items():
        assert isinstance(spec, FactSpec)
        assert spec.name == name
        assert spec.ask.endswith("?")
        assert spec.kind in {"token", "prefix", "number", "date"}
        if spec.kind in ("number", "date"):
            assert spec.values is None
            assert spec.register is None
            assert spec.scale >= 1
        else:
            assert (spec.values is None) != (spec.register is None)
            assert spec.register is None or spec.register in registers | {"subject", "free"}


def test_the_fact_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        FACTS["x"] = FACTS["date"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        FACTS["date"].kind = "token"  # type: ignore[misc]
