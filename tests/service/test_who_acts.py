"""Who acts is whom the host knows, and may do what its directory says, at most as long ago as it allows."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

import sopflow
from sopflow.cli import main
from sopflow.people.loading import load_directory
from sopflow.service import service

from .conftest import ROOT


def test_who_acts_is_whom_the_host_knows():
    engine = sopflow.Engine(directory=load_directory(ROOT / "examples/tangerang.directory.yaml"))
    engine.register(sopflow.load(ROOT / "definitions/pengawalan.yaml"))
    client = TestClient(
        service(engine, who=lambda request: request.headers.get("x-user")), base_url="https://sop.example"
    )
    body = {"sop": "pengawalan", "unit": "kec-ciledug"}
    assert client.post("/instances", json=body).status_code == 401
    assert client.get("/definitions").status_code == 401
    as_dewi = {"x-user": "dewi"}
    assert client.post("/instances", json=body | {"by": "ani"}, headers=as_dewi).status_code == 422
    run = client.post("/instances", json=body, headers=as_dewi).json()
    assert run["started_by"] == "dewi"
    refused = client.post(
        f"/instances/{run['id']}/complete", json={"step": "terima_perintah"}, headers={"x-user": "orang"}
    )
    assert (refused.status_code, refused.json()["code"]) == (404, "unknown-instance")  # as what is not there
    described = client.get("/openapi.json").json()
    assert "by" not in json.dumps(described["paths"]["/instances"]["post"]["requestBody"])


def test_who_may_what_is_asked_over_http_too():
    engine = sopflow.Engine(directory=load_directory(ROOT / "examples/tangerang.directory.yaml"))
    engine.register(sopflow.load(ROOT / "definitions/pengawalan.yaml"))
    app = service(engine, who=lambda request: request.headers.get("x-user"))
    client = TestClient(app, base_url="https://sop.example")
    body = {"sop": "pengawalan", "unit": "kec-ciledug"}
    refused = client.post("/instances", json=body, headers={"x-user": "orang"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not-authorized")
    run = client.post("/instances", json=body, headers={"x-user": "dewi"}).json()
    for command, more in (("cancel", {}), ("suspend", {}), ("annotate", {"note": "x"}), ("resume", {})):
        refused = client.post(f"/instances/{run['id']}/{command}", json=more, headers={"x-user": "orang"})
        assert refused.status_code == 404, command
    found = client.get(f"/instances/{run['id']}/possible", headers={"x-user": "dewi"}).json()
    assert {one["command"] for one in found["may"] if one["step"] is None} >= {"annotate", "cancel"}
    assert client.get(f"/instances/{run['id']}/possible", headers={"x-user": "orang"}).status_code == 404
    posing = client.post(f"/instances/{run['id']}/cancel", json={}, headers={"x-user": "system"})
    assert (posing.status_code, posing.json()["code"]) == (422, "no-person")


def test_acts_are_entered_later_only_as_far_as_the_host_allows(engine):
    def entered(app, hours):
        client = TestClient(app, base_url="http://localhost", client=("127.0.0.1", 1))
        acted_at = (datetime.now(UTC) - timedelta(hours=hours)).isoformat()
        started = client.post("/instances", json={"sop": "surat", "by": "a", "acted_at": acted_at})
        run = client.post("/instances", json={"sop": "surat", "by": "a"}).json()["id"]
        done = client.post(f"/instances/{run}/complete", json={"step": "susun", "by": "a", "acted_at": acted_at})
        return started, done

    for answer in entered(service(engine, open_to_this_machine=True), 1):
        assert (answer.status_code, answer.json()["code"]) == (422, "backdated")
    allowed = service(engine, open_to_this_machine=True, backdating=timedelta(days=3))
    assert entered(allowed, 71)[0].status_code == 201
    started, done = entered(allowed, 73)
    assert (started.status_code, started.json()["code"]) == (422, "backdated")
    assert "3 days" in started.json()["detail"]
    assert done.json()["code"] == "backdated"


def test_who_returns_a_name_and_not_something_else(engine, caplog):
    """What is no name would stand in the history as Python shows it."""
    for person, status in (
        (object(), 500),
        (True, 500),
        (["ani"], 500),
        (7, 200),
        ("ani", 200),
        (None, 401),
        ("", 401),
    ):
        client = TestClient(service(engine, who=lambda _, one=person: one), raise_server_exceptions=False)
        assert client.get("/worklist").status_code == status, person
    client = TestClient(service(engine, who=lambda _: object()))
    with pytest.raises(TypeError, match=r"who returned object: return the name of a person \(str\), or None"):
        client.get("/worklist")


@pytest.mark.parametrize(
    ("method", "path", "status", "said", "told"),
    [
        ("get", "/instanses", 404, "alamat ini tidak ada", "there is no such path"),
        ("put", "/instances", 405, "metode ini tidak diizinkan", "the method is not allowed"),
        ("get", "/worklist", 500, "kesalahan di server", "an error in the server"),
    ],
)
def test_what_the_server_itself_refuses_is_said_in_the_readers_language(engine, method, path, status, said, told):
    def who(_):
        raise KeyError

    client = TestClient(service(engine, who=who), raise_server_exceptions=False)
    for language, words in (("id", said), ("en", told)):
        answer = client.request(method, path, headers={"Accept-Language": language})
        assert (answer.status_code, answer.headers["content-language"]) == (status, language)
        assert answer.json()["detail"].startswith(words)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("id;q=0.1, en;q=0.9", "en"),
        ("en;q=0.1, id;q=0.9", "id"),
        ("fr, en-GB;q=0.2, ID-id", "id"),
        ("en;q=0, id", "id"),
        ("id;q=0", "en"),
        ("id;q=banyak", "id"),
        ("idx, en;q=", "en"),
        ("*", "en"),
        (",;,", "en"),
    ],
)
def test_the_reader_is_answered_in_the_language_that_they_want_most(engine, accepted, language):
    answer = TestClient(service(engine, who=lambda _: "a")).get(
        "/instanses", headers={"accept-language": accepted}
    )
    assert answer.headers["content-language"] == language


def test_a_refusal_of_the_server_names_what_is_there(engine):
    """Of a path all methods, and where the descriptions stand, also where the service is mounted below a path."""
    host = Starlette(routes=[Mount("/sop", service(engine, who=lambda _: "a"))])
    for client, root in ((TestClient(service(engine, who=lambda _: "a")), ""), (TestClient(host), "/sop")):
        wrong = client.put(f"{root}/instances", headers={"accept-language": "en"})
        assert wrong.headers["allow"] == "GET, HEAD, POST"
        gone = client.get(f"{root}/instanses", headers={"accept-language": "en"})
        for answer in (wrong, gone):
            assert f" {root}/openapi.json" in answer.json()["detail"]
            assert answer.headers["cache-control"] == "no-cache"
        assert client.get(f"{root}/openapi.json").status_code == 200


@pytest.mark.parametrize("name", ["kantor", "kantor:", ":orang"])
def test_a_function_without_its_module_or_its_name_is_told_how_it_is_written(name, capsys):
    assert main(["serve", "--who", name, "--lang", "en"]) == 1
    assert "such as office:person for the function person in office.py" in capsys.readouterr().err
