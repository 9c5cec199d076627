"""The service does what its OpenAPI document says, whatever is sent to it and however it is known who may."""

from __future__ import annotations

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import validate
from schemathesis.specs.openapi.checks import positive_data_acceptance

from sopflow.service.operations import KINDS, OPERATIONS
from tests.share import share

from .conftest import Process

pytestmark = pytest.mark.long

WHO = "def person(request):\n    return request.headers.get('x-user')\n"
HEADERS = {"open": {}, "token": {"Authorization": "Bearer kunci"}, "people": {"x-user": "a"}}


@pytest.fixture(scope="module", params=HEADERS)
def access(request):
    return request.param


@pytest.fixture(scope="module")
def address(access, tmp_path_factory):
    """A service with something in it."""
    folder = tmp_path_factory.mktemp(access)
    (folder / "ours.py").write_text(WHO)
    how = {"open": (), "token": (), "people": ("--who", f"{folder.name}.ours:person")}[access]
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOPFLOW_TOKEN", "kunci")
        process = Process("--db", str(folder / "proses.db"), *how, cwd=folder.parent, is_open=access == "open")
    who = {} if access == "people" else {"by": "a"}
    with httpx2.Client(base_url=process.address, headers=HEADERS[access]) as http:
        for number in range(3):
            run = http.post("/instances", json={"sop": "surat", "subject": f"n{number}", **who}).json()
            http.post(f"/instances/{run['id']}/complete", json={"step": "susun", **who})
    yield process.address
    process.stop()


@pytest.fixture(scope="module")
def described(access, address):
    return schemathesis.openapi.from_url(f"{address}/openapi.json", headers=HEADERS[access])


CASES = [
    pytest.param(operation, mode, id=f"{operation.name}-{mode.value}")
    for operation in OPERATIONS
    for mode in schemathesis.GenerationMode
    # where nothing can be given, nothing can be wrong
    if operation.name != "streamEvents" and (mode.value == "positive" or operation.parameters or operation.body)
]


@pytest.mark.parametrize(("operation", "mode"), CASES)
def test_every_operation_is_as_it_is_described(access, described, operation, mode):
    # the stream of events never ends: test_positions.py reads it. What is as its schema wants may still be refused, for a
    # cursor that is none or a row that is not open, so that check is left out
    @given(described[operation.path][operation.method].as_strategy(generation_mode=mode))
    @settings(
        max_examples=share(15 if access == "open" else 3), deadline=None, suppress_health_check=list(HealthCheck)
    )
    def check(case):
        case.call_and_validate(headers=HEADERS[access], excluded_checks=[positive_data_acceptance])

    check()


@pytest.mark.parametrize("access", ["token", "people"], indirect=True)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
def test_whom_it_does_not_know_it_answers_as_described(address, described, operation):
    url = f"{address}{operation.path}".replace("{instance}", "x").replace("{sop}", "surat")
    answer = httpx2.request(operation.method, url, json={} if operation.body is not None else None)
    assert answer.status_code == 401
    one = described[operation.path][operation.method]
    assert "401" in one.definition.raw["responses"]
    assert one.is_valid_response(answer)


def test_the_document_is_openapi_3_1(access, address):
    document = httpx2.get(f"{address}/openapi.json", headers=HEADERS[access]).json()
    assert document["openapi"] == "3.1.0"
    validate(document)
    operations = [o for path in document["paths"].values() for o in path.values()]
    assert [o["operationId"] for o in operations if len(o["tags"]) != 1] == []
    assert len({o["operationId"] for o in operations}) == len(operations) == len(OPERATIONS)
    assert [tag["name"] for tag in document["tags"]] == list(KINDS)


def test_the_document_says_whom_it_answers(access, address):
    document = httpx2.get(f"{address}/openapi.json", headers=HEADERS[access]).json()
    asked = {"open": [], "token": [{"token": []}], "people": None}[access]
    assert document.get("security") == asked
    schemes = document["components"].get("securitySchemes", {})
    assert {name: (one["type"], one["scheme"]) for name, one in schemes.items()} == (
        {"token": ("http", "bearer")} if access == "token" else {}
    )
