"""The service against its own document: Schemathesis makes requests that keep to it and requests that do not."""

from __future__ import annotations

import warnings

from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, settings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis.specs.openapi.checks import positive_data_acceptance

from article41.serve._app import create_app

from ._local import LocalJudge


def _app() -> FastAPI:
    judge = LocalJudge()
    return create_app(judge, judge.rulebook, 5.0, lambda line: None)


with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    schema = schemathesis.openapi.from_asgi("/openapi.json", _app())


@schema.parametrize()
@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_what_it_does_is_what_it_says(case: schemathesis.Case) -> None:
    # What a schema cannot say (that a day exists, that a list is known) is a 422 all the same.
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
