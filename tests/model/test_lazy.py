"""Fields whose model is made on demand, and what importing costs."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest
from pydantic import ValidationError

from article41.model import Route, parse_transfer
from article41.model._base import Model
from article41.model._lazy import LazyModel, built, lazy


class Holder(Model):
    """A model with a lazy field."""

    route: lazy("_route", "Route") | None = None  # type: ignore[valid-type]


def test_a_lazy_field_validates_like_any_other() -> None:
    assert Holder(route={"origin": "KP"}).route == Route(origin="KP")
    assert Holder(route=Route(origin="KP")).route == Route(origin="KP")
    assert Holder().route is None
    with pytest.raises(ValidationError) as caught:
        Holder(route={"origin": 7, "vessel": {"flag": 8}})
    assert [entry["loc"] for entry in caught.value.errors()] == [("route", "origin"), ("route", "vessel", "flag")]


def test_a_lazy_field_is_written_like_any_other() -> None:
    holder = Holder(route={"origin": "KP"})
    assert holder.model_dump(exclude_none=True) == {"route": {"origin": "KP"}}
    assert holder.model_dump_json(exclude_none=True) == '{"route":{"origin":"KP"}}'


def test_a_lazy_field_is_written_as_asked() -> None:
    holder = Holder(route={"origin": "KP", "vessel": {"flag": "PA"}})
    assert holder.model_dump(exclude_unset=True) == {"route": {"origin": "KP", "vessel": {"flag": "PA"}}}
    assert holder.model_dump(exclude_defaults=True, exclude={"route": {"origin"}}) == {
        "route": {"vessel": {"flag": "PA"}}
    }
    assert holder.model_dump(include={"route": {"vessel": {"flag"}}}) == {"route": {"vessel": {"flag": "PA"}}}
    assert set(holder.model_dump()["route"]) == set(Route.model_fields)


def test_numbers_and_dates_below_a_lazy_field_are_written_by_mode() -> None:
    transfer = parse_transfer(
        {"date": "2023", "items": [{"type": "rockets", "range_km": 20}], "contract": {"date": "2023-09"}}
    )
    assert transfer.model_dump(exclude_unset=True)["items"] == ({"type": "rockets", "range_km": Decimal(20)},)
    dumped = transfer.model_dump(mode="json", exclude_unset=True)
    assert dumped["items"] == [{"type": "rockets", "range_km": 20}]
    assert type(dumped["contract"]["date"]) is str


def test_a_lazy_field_is_described_like_any_other() -> None:
    schema = Holder.model_json_schema()
    assert schema["properties"]["route"]["anyOf"][0] == {"$ref": "#/$defs/Route"}
    assert {"Route", "Vessel"} <= schema["$defs"].keys()


def test_building_makes_a_model_ready_once() -> None:
    class Fresh(Model):
        x: int

    assert not Fresh.__pydantic_complete__
    assert built(Fresh) is Fresh
    assert Fresh.__pydantic_complete__
    validator = Fresh.__pydantic_validator__
    assert built(Fresh).__pydantic_validator__ is validator


def test_it_finds_its_model() -> None:
    assert LazyModel("_route", "Route").model() is Route


def loaded(statement: str) -> set[str]:
    """The modules of the package and of pydantic that are loaded after ``statement`` in a new process."""
    code = (
        f"import sys\n{statement}\nprint(*(name for name in sys.modules if name.startswith(('article41', 'pydantic'))))"
    )
    return set(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split())


def test_importing_the_package_imports_nothing_else() -> None:
    modules = loaded("import article41.model")
    assert not any(name.startswith(("pydantic", "article41.model.")) for name in modules)


def test_the_fact_table_needs_no_pydantic() -> None:
    modules = loaded("from article41.model import FACTS")
    assert not any(name.startswith("pydantic") for name in modules)


def test_reading_imports_only_the_models_that_are_met() -> None:
    document = b'{"date": "2023", "items": [{"type": "rockets"}]}'
    modules = loaded(f"from article41.model import read_transfers\nassert read_transfers({document!r})[0].transfer")
    items = {name.rpartition(".")[2] for name in modules if "_items_" in name}
    assert items == {"_items_base", "_items_munitions"}
    unneeded = {"_route", "_deal", "_papers", "_positions", "_problems", "_lookup", "_schema", "_item_types"}
    assert not unneeded & {name.rpartition(".")[2] for name in modules}
    assert "pydantic" in modules
    # Looking for plug-ins of pydantic takes a tenth of the time that the command may take.
    assert "pydantic.plugin._loader" not in modules
