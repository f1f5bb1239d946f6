"""The transfer as a whole, and its parts other than items."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from pydantic import ValidationError

import article41.model as model
from article41._errors import InputError
from article41.model import Transfer, parse_transfer
from article41.model import _limits as limits
from article41.model import _terms as terms
from article41.model._transfer import SCHEMA

MINIMAL: dict[str, Any] = {"date": "2023-09-13", "items": [{"type": "artillery_shells"}]}
FULL: dict[str, Any] = {
    "$schema": "../schemas/transfer.schema.json",
    "schema": SCHEMA,
    "id": "shells-by-rail",
    "description": "Shells by rail.",
    "date": "2023-09",
    "activities": ["supply", "brokering"],
    "reason": "barter",
    "supplier": {
        "name": "A trading corporation",
        "state": "KP",
        "kind": "state_enterprise",
        "actor": "komid",
        "area": "Rason",
        "listed": ["1718"],
        "address": "A street",
        "references": ["KPe.001"],
        "description": "Known by other names.",
    },
    "recipient": {"state": "RU", "kind": "armed_forces", "listed": []},
    "end_user": {"state": "RU", "kind": "private_military_company"},
    "intermediaries": [{"role": "carrier", "state": "PA"}, {"role": "broker", "force": "unifil"}],
    "items": [
        {"type": "artillery_shells", "calibre_mm": 122.5, "quantity": {"amount": 1000, "unit": "rounds"}},
        {"type": "food_aid", "material": "rice", "value": {"amount": 12.5, "currency": "EUR"}},
    ],
    "route": {
        "origin": "KP",
        "destination": "RU",
        "transit": [],
        "modes": ["rail", "sea"],
        "ship_to_ship": False,
        "entry_point": "Khasan",
        "vessel": {"name": "A ship", "imo": "9074729", "flag": "PA", "controller": "KP", "designated": True},
        "aircraft": {"registration": "P-881", "flag": "KP"},
    },
    "contract": {"date": "2023", "written": True},
    "payment": {"amount": 100, "currency": "USD", "method": "barter", "description": "Food in return."},
    "end_use": {"purposes": ["military"], "description": "As declared."},
    "authorisations": [
        {
            "kind": "approval",
            "body": "committee",
            "regime": "dprk",
            "under": "S/RES/2321 (2016) 46",
            "by": "exporting_state",
            "date": "2023-08-01",
            "status": "granted",
            "reference": "S/AC.49/2023/1",
            "items": [1, 0],
        }
    ],
    "determinations": [
        {"matter": "luxury", "found": False, "by": "RU", "date": "2023-08", "reference": "note"},
    ],
    "screening": {"un_lists": "clear", "date": "2023-09-12"},
    "notes": "None.",
}


def nested(name: str) -> type[model.Party]:
    return getattr(model, name)  # type: ignore[no-any-return]


def test_date_and_items_are_enough() -> None:
    transfer = Transfer.model_validate(MINIMAL)
    assert transfer.id == "transfer"
    unstated = set(Transfer.model_fields) - {"id", "date", "items"}
    assert all(getattr(transfer, field) is None for field in unstated)


def test_every_field_may_be_null_but_date_items_and_id() -> None:
    names = {info.alias or name for name, info in Transfer.model_fields.items()} - {"id", "date", "items"}
    assert Transfer.model_validate(MINIMAL | dict.fromkeys(names)) == Transfer.model_validate(MINIMAL)
    for name in ("id", "date", "items"):
        with pytest.raises(ValidationError):
            Transfer.model_validate(MINIMAL | {name: None})


def test_the_full_form_states_every_field_there_is() -> None:
    transfer = Transfer.model_validate(FULL)
    assert all(getattr(transfer, field) is not None for field in Transfer.model_fields)
    assert all(getattr(transfer.route, field) is not None for field in model.Route.model_fields)


def test_the_full_form_comes_back_from_json() -> None:
    transfer = Transfer.model_validate(FULL)
    dumped = transfer.model_dump(mode="json", exclude_none=True)
    assert {"schema", "$schema"} <= dumped.keys()
    assert Transfer.model_validate(dumped) == transfer
    assert parse_transfer(transfer.model_dump_json()) == transfer
    shells = transfer.items[0]
    assert isinstance(shells, model.ArtilleryShells)
    assert shells.calibre_mm == FULL["items"][0]["calibre_mm"]


def test_lists_are_kept_as_tuples_so_that_nothing_can_change() -> None:
    transfer = Transfer.model_validate(FULL)
    assert isinstance(transfer.items, tuple)
    assert isinstance(transfer.activities, tuple)
    assert hash(transfer) == hash(Transfer.model_validate(FULL))
    with pytest.raises(ValidationError):
        transfer.id = "x"


@pytest.mark.parametrize("again", [copy.deepcopy, lambda t: pickle.loads(pickle.dumps(t)), Transfer.model_validate])
def test_copies_are_equal(again: Any) -> None:
    transfer = Transfer.model_validate(FULL)
    assert again(transfer) == transfer


def test_python_may_give_models_for_parts() -> None:
    transfer = Transfer(
        date="2023-09-13",  # type: ignore[arg-type]
        supplier=model.Party(state="KP"),
        intermediaries=(model.Intermediary(role="broker"),),
        route=model.Route(vessel=model.Vessel(flag="PA"), aircraft=model.RouteAircraft(flag="KP")),
        contract=model.Contract(written=True),
        payment=model.Payment(method="cash"),
        end_use=model.EndUse(purposes=("military",)),
        authorisations=(model.Authorisation(kind="approval", body="committee", status="granted"),),
        determinations=(model.Determination(matter="luxury", found=True),),
        screening=model.Screening(un_lists="clear"),
        items=(model.Rockets(range_km=20),),  # type: ignore[arg-type]
    )
    assert transfer.route is not None
    assert transfer.route.vessel == model.Vessel(flag="PA")


@pytest.mark.parametrize("part", ["route", "contract", "payment", "end_use"])
def test_a_model_of_another_kind_is_no_part(part: str) -> None:
    with pytest.raises(InputError, match="must be an object"):
        parse_transfer(MINIMAL | {part: model.Party()})


@pytest.mark.parametrize(
    ("name", "field", "words"),
    [
        ("Party", "kind", terms.PARTY_KINDS),
        ("Intermediary", "role", terms.INTERMEDIARY_ROLES),
        ("Authorisation", "kind", terms.AUTHORISATION_KINDS),
        ("Authorisation", "status", terms.AUTHORISATION_STATUSES),
    ],
)
def test_words_are_those_of_the_vocabulary(name: str, field: str, words: tuple[str, ...]) -> None:
    required = {"Intermediary": {"role": "broker"}, "Authorisation": FULL["authorisations"][0]}.get(name, {})
    for word in words:
        assert getattr(nested(name).model_validate(required | {field: word}), field) == word
    with pytest.raises(ValidationError):
        nested(name).model_validate(required | {field: "no such word"})


@pytest.mark.parametrize(
    ("field", "words"),
    [("activities", terms.ACTIVITIES), ("reason", terms.REASONS)],
)
def test_words_of_the_transfer_are_those_of_the_vocabulary(field: str, words: tuple[str, ...]) -> None:
    many = field == "activities"
    for word in words:
        assert getattr(Transfer.model_validate(MINIMAL | {field: [word] if many else word}), field)


def test_purposes_and_modes_are_those_of_the_vocabulary() -> None:
    transfer = Transfer.model_validate(
        MINIMAL | {"end_use": {"purposes": terms.PURPOSES}, "route": {"modes": terms.ROUTE_MODES}}
    )
    assert transfer.end_use is not None
    assert transfer.end_use.purposes == terms.PURPOSES
    assert transfer.route is not None
    assert transfer.route.modes == terms.ROUTE_MODES


@pytest.mark.parametrize("field", ["role"])
def test_an_intermediary_must_say_its_role(field: str) -> None:
    with pytest.raises(InputError, match='"role" is missing'):
        parse_transfer(MINIMAL | {"intermediaries": [{"state": "PA"}]})


@pytest.mark.parametrize("field", ["kind", "body", "status"])
def test_an_authorisation_must_say_kind_body_and_status(field: str) -> None:
    paper = {name: value for name, value in FULL["authorisations"][0].items() if name != field}
    with pytest.raises(InputError, match=f'"{field}" is missing'):
        parse_transfer(FULL | {"authorisations": [paper]})


@pytest.mark.parametrize("field", ["matter", "found"])
def test_a_determination_must_say_matter_and_outcome(field: str) -> None:
    entry = {name: value for name, value in FULL["determinations"][0].items() if name != field}
    with pytest.raises(InputError, match=f'"{field}" is missing'):
        parse_transfer(FULL | {"determinations": [entry]})


def test_an_authorisation_covers_only_items_that_are_there() -> None:
    papers = [FULL["authorisations"][0] | {"items": indexes} for indexes in ([0], [1, 2], None, [5])]
    with pytest.raises(InputError) as caught:
        parse_transfer(FULL | {"authorisations": papers})
    assert [problem.place.pointer for problem in caught.value.problems] == [
        "/authorisations/1/items/1",
        "/authorisations/3/items/0",
    ]
    assert "from 0 to 1" in caught.value.problems[0].message


@pytest.mark.parametrize(
    ("field", "member", "most"),
    [
        ("items", {"type": "food"}, limits.MAX_ITEMS),
        ("intermediaries", {"role": "broker"}, limits.MAX_INTERMEDIARIES),
        ("authorisations", {"kind": "report", "body": "committee", "status": "made"}, limits.MAX_AUTHORISATIONS),
        ("determinations", {"matter": "luxury", "found": True}, limits.MAX_DETERMINATIONS),
        ("activities", "supply", limits.MAX_CODES),
    ],
)
def test_lists_have_limits(field: str, member: object, most: int) -> None:
    assert len(getattr(parse_transfer(MINIMAL | {field: [member] * most}), field)) == most
    with pytest.raises(InputError, match="has more than"):
        parse_transfer(MINIMAL | {field: [member] * (most + 1)})
