"""Files of documents over HTTP: asked for in a schema that another validator takes, refused by document."""

from __future__ import annotations

import jsonschema
import pytest
from starlette.testclient import TestClient

from sopflow.service import service
from tests.engine.filed import FILE, HASH, SOP
from tests.sop import engine_for


@pytest.fixture
def client():
    app = service(engine_for(SOP), open_to_this_machine=True)
    return TestClient(app, base_url="http://localhost", client=("127.0.0.1", 50000))


def test_a_file_is_asked_for_brought_and_told(client):
    case = client.post("/instances", json={"sop": "uji", "by": "a"}).json()["id"]
    (item,) = client.get(f"/instances/{case}/possible").json()["items"]
    jsonschema.Draft202012Validator(item["files"]).validate({"surat": FILE})
    assert (item["files"]["required"], item["form"]) == (["surat"], None)
    body = {"by": "a", "step": "ajukan", "documents": [{"document": "surat", **FILE}]}
    done = client.post(f"/instances/{case}/complete", json=body).json()
    (held,) = done["documents"]
    assert held == {
        "document": "surat",
        "version": 1,
        "step": "ajukan",
        "number": None,
        "date": None,
        "uri": None,
        **FILE,
    }
    event = client.get(f"/instances/{case}/history").json()["items"][-1]
    assert event["record"]["asked"]["papers"] == [{"document": "surat", **FILE}]


@pytest.mark.parametrize(("language", "word"), [("id", "perlu"), ("en", "needs")])
def test_a_refusal_tells_each_document(client, language, word):
    case = client.post("/instances", json={"sop": "uji", "by": "a"}).json()["id"]
    body = {"by": "a", "step": "ajukan", "documents": [{"document": "lampiran", "sha256": HASH}]}
    refused = client.post(f"/instances/{case}/complete", json=body, headers={"accept-language": language})
    problem = refused.json()
    assert (refused.status_code, problem["code"]) == (422, "files-required")
    assert problem["values"]["problems"] == [
        {"document": "lampiran", "title": "Lampiran", "lacks": ["name"]},
        {"document": "surat", "title": "Surat permohonan", "lacks": ["name", "sha256"]},
    ]
    assert [one["pointer"] for one in problem["errors"]] == ["/documents", "/documents"]
    assert all(word in one["detail"] for one in problem["errors"])


@pytest.mark.parametrize(
    "wrong", [{"size": -1}, {"size": "9"}, {"sha256": "x"}, {"media_type": "pdf"}, {"name": ""}, {"bytes": ""}]
)
def test_a_reference_that_cannot_be_is_told_by_its_place(client, wrong):
    case = client.post("/instances", json={"sop": "uji", "by": "a"}).json()["id"]
    body = {"by": "a", "step": "ajukan", "documents": [{"document": "surat", **FILE, **wrong}]}
    refused = client.post(f"/instances/{case}/complete", json=body)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"].startswith("/documents/0")
