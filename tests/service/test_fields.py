"""Forms and fields over HTTP."""

from __future__ import annotations

import json

import jsonschema
import pytest
from starlette.testclient import TestClient

import sopflow
from sopflow.service import service
from tests.engine.test_fields import SOP

FILLED = {"nama": "Ani", "nilai": 50_000_000, "acara": "2026-08-17"}


@pytest.fixture
def client():
    engine = sopflow.Engine()
    engine.register(SOP)
    app = service(engine, open_to_this_machine=True)
    return TestClient(app, base_url="http://localhost", client=("127.0.0.1", 50000))


def test_a_form_is_shown_filled_in_and_kept(client):
    case = client.post("/instances", json={"sop": "uji", "by": "a", "fields": {"nama": "Ani"}}).json()["id"]
    (item,) = client.get(f"/instances/{case}/possible").json()["items"]
    form = item["form"]
    assert ([*form["properties"]], form["required"], item["known"]) == (
        ["nama", "nilai", "jenis", "acara", "dolar"], ["nama", "nilai"], ["nama"],
    )  # fmt: skip
    jsonschema.Draft202012Validator(form).validate(FILLED)
    done = client.post(f"/instances/{case}/complete", json={"by": "a", "step": "ajukan", "fields": FILLED})
    assert done.json()["fields"] == {**FILLED, "jenis": "barang"}
    event = client.get(f"/instances/{case}/history").json()["items"][-1]
    assert event["record"]["asked"]["fields"] == FILLED


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_does_not_fit_is_told_by_its_place(client, language):
    case = client.post("/instances", json={"sop": "uji", "by": "a"}).json()["id"]
    said = {"accept-language": language}
    body = {"by": "a", "step": "ajukan", "fields": {"nama": "x" * 21, "pagu/1": 1}}
    refused = client.post(f"/instances/{case}/complete", json=body, headers=said)
    problem = refused.json()
    assert (refused.status_code, problem["code"]) == (422, "fields-refused")
    assert [one["pointer"] for one in problem["errors"]] == ["/fields/nama", "/fields/nilai", "/fields/pagu~11"]
    assert [one["kind"] for one in problem["values"]["problems"]] == ["wrong", "missing", "unknown"]
    assert ("20 karakter" if language == "id" else "20 characters") in problem["errors"][0]["detail"]
    client.post(f"/instances/{case}/complete", json={**body, "fields": FILLED})
    body = {
        "by": "b",
        "step": "periksa",
        "outcome": "Y",
        "fields": {"lokasi": [{"alamat": "A"}, {"alamat": "B", "luas": "x"}]},
    }
    refused = client.post(f"/instances/{case}/complete", json=body, headers=said)
    assert [one["pointer"] for one in refused.json()["errors"]] == ["/fields/lokasi/1/luas"]


def test_a_correction_is_a_command_as_the_others(client):
    case = client.post("/instances", json={"sop": "uji", "by": "a", "fields": {"nama": "Ani"}}).json()["id"]
    body = {"by": "b", "fields": {"nama": "Budi"}, "reason": "keliru"}
    assert client.post(f"/instances/{case}/correct", json=body).json()["fields"] == {"nama": "Budi"}
    assert client.post(f"/instances/{case}/correct", json={**body, "fields": "x"}).status_code == 422


def test_the_refusal_goes_through_a_cluster_and_back():
    from sopflow.engine.refusing import refusal_from_json, refusal_to_json

    engine = sopflow.Engine()
    engine.register(SOP)
    with pytest.raises(sopflow.Refusal) as refused:
        engine.complete(engine.start("uji", "a").id, "ajukan", "a")
    again = refusal_from_json(json.loads(json.dumps(refusal_to_json(refused.value))))
    assert (again.message("id"), again.problems) == (refused.value.message("id"), refused.value.problems)


def test_a_cluster_refuses_an_sop_with_fields():
    from sopflow.errors import NotOnCluster
    from sopflow.restate.possible import require_possible

    with pytest.raises(NotOnCluster, match="fields"):
        require_possible(SOP)
