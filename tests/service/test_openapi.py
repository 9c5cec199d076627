"""The service does what its OpenAPI document says, whatever is sent to it."""

from __future__ import annotations

import httpx2
import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from sopflow.service.operations import OPERATIONS
from tests.share import share

from .conftest import Process

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    """A service with something in it, read as its OpenAPI document describes it."""
    process = Process("--db", str(tmp_path_factory.mktemp("openapi") / "proses.db"))
    for number in range(3):
        run = httpx2.post(
            f"{process.address}/instances", json={"sop": "surat", "by": "a", "subject": f"n{number}"}
        ).json()
        httpx2.post(f"{process.address}/instances/{run['id']}/complete", json={"step": "susun", "by": "a"})
    yield schemathesis.openapi.from_url(f"{process.address}/openapi.json")
    process.stop()


CASES = [
    pytest.param(operation, mode, id=f"{operation.name}-{mode.value}")
    for operation in OPERATIONS
    for mode in schemathesis.GenerationMode
    # where nothing can be given, nothing can be wrong
    if operation.name != "streamEvents" and (mode.value == "positive" or operation.parameters or operation.body)
]


@pytest.mark.parametrize(("operation", "mode"), CASES)
def test_every_operation_is_as_it_is_described(described, operation, mode):
    # the stream of events never ends: test_positions.py reads it. What is as its schema wants may still be refused, for a
    # cursor that is none or a row that is not open, so that check is left out
    @given(described[operation.path][operation.method].as_strategy(generation_mode=mode))
    @settings(max_examples=share(15), deadline=None, suppress_health_check=list(HealthCheck))
    def check(case):
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    check()


def test_the_document_is_openapi_3_1(process):
    document = httpx2.get(f"{process.address}/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    operations = [o["operationId"] for path in document["paths"].values() for o in path.values()]
    assert len(operations) == len(set(operations)) >= 27
    for named in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(named)
    jsonschema.validate(document, _meta())


def _meta():
    """What every OpenAPI 3.1 document has, by its specification; the published schema is not shipped with a package."""
    response = {"type": "object", "required": ["description"]}
    operation = {
        "type": "object", "required": ["responses", "operationId"],
        "properties": {"responses": {"type": "object", "minProperties": 1, "patternProperties": {"^[1-5]\\d\\d$": response}, "additionalProperties": False}},
    }  # fmt: skip
    return {
        "type": "object", "required": ["openapi", "info", "paths"],
        "properties": {
            "info": {"type": "object", "required": ["title", "version"]},
            "paths": {"type": "object", "propertyNames": {"pattern": "^/"}, "additionalProperties": {"type": "object", "additionalProperties": operation}},
        },
    }  # fmt: skip
