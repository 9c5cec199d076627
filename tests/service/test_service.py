"""The service as its clients see it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

import sopflow
from sopflow.errors import StoreBusy, StoreContradicts, StoreDenied, StoreUnavailable
from sopflow.people.loading import load_directory
from sopflow.service import service
from sopflow.sql import SQLStore

from .conftest import ROOT, SOPS

PROBLEM = "application/problem+json"


@pytest.fixture
def engine(tmp_path):
    engine = sopflow.Engine(SQLStore(tmp_path / "proses.db"))
    for path in SOPS:
        engine.register(sopflow.load(path))
    return engine


def client_of(app, **ports) -> TestClient:
    return TestClient(app, base_url="http://localhost", client=("127.0.0.1", 50000), **ports)


@pytest.fixture
def client(engine):
    return client_of(service(engine, open_to_this_machine=True))


def started(client, **more) -> dict:
    answer = client.post("/instances", json={"sop": "surat", "by": "a", **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_run_from_its_start_to_its_end(client):
    answer = client.post("/instances", json={"sop": "surat", "by": "a", "subject": "Izin", "data": {"n": 1}})
    run = answer.json()
    assert answer.headers["location"] == f"/instances/{run['id']}"
    assert answer.headers["etag"] == '"1"'
    assert (run["status"], run["subject"], run["data"]) == ("running", "Izin", {"n": 1})
    here = answer.headers["location"]
    for name, body in (
        ("complete", {"step": "susun", "by": "a", "documents": [{"document": "Surat", "number": "7/2026"}]}),
        ("complete", {"step": "periksa", "by": "b", "outcome": "Y", "note": None}),
        ("sign-off", {"step": "paraf", "by": "b"}),
        ("withdraw", {"step": "paraf", "by": "b"}),
        ("sign-off", {"step": "paraf", "by": "b"}),
        ("sign-off", {"step": "paraf", "by": "c"}),
        ("annotate", {"by": "c", "note": "sudah"}),
        ("suspend", {"by": "c"}),
        ("resume", {"by": "c"}),
        ("skip", {"step": "arsip", "by": "c", "reason": "tidak perlu"}),
    ):
        answer = client.post(f"{here}/{name}", json=body)
        assert answer.status_code == 200, answer.text
    assert answer.json()["status"] == "completed"
    assert answer.json()["documents"][0] | {"step": "susun"} == answer.json()["documents"][0]
    assert answer.json()["documents"][0]["number"] == "7/2026"
    history = client.get(f"{here}/history").json()["items"]
    assert [e["revision"] for e in history] == list(range(1, 12))
    assert history[1]["record"]["asked"]["papers"] == [{"document": "Surat", "number": "7/2026"}]


def test_a_refusal_says_what_is_possible_in_the_readers_language(client):
    run = started(client)
    for language, words in (("id,en;q=0.5", "tidak sedang terbuka"), ("en", "is not open"), ("fr", "is not open")):
        answer = client.post(
            f"/instances/{run['id']}/complete",
            json={"step": "paraf", "by": "b"},
            headers={"accept-language": language},
        )
        problem = answer.json()
        assert (answer.status_code, answer.headers["content-type"]) == (409, PROBLEM)
        assert words in problem["detail"]
        assert problem["type"] == "urn:sopflow:problem:not-active"
        assert problem["values"] == {"step": "paraf", "possible": ["susun"]}
        assert [(i["step"], i["actors"]) for i in problem["possible"]] == [("susun", ["a"])]
    assert client.get(f"/instances/{run['id']}").json() == run


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/instances", {"sop": "tidak-ada", "by": "a"}, 404, "unknown-definition"),
        ("/instances", {"sop": "surat"}, 422, "invalid-body"),
        ("/instances", {"sop": "surat", "by": "a", "subjct": "x"}, 422, "invalid-body"),
        ("/instances", {"sop": "surat", "by": "a", "acted_at": "2026-01-01T00:00:00"}, 422, "invalid-body"),
        ("/instances", [1], 400, "bad-body"),
        ("/instances/tidak-ada/complete", {"step": "susun", "by": "a"}, 404, "unknown-instance"),
        ("/instances/{id}/complete", {"step": "susun", "by": "c"}, 403, "not-authorized"),
        ("/instances/{id}/complete", {"step": "susunn", "by": "a"}, 422, "unknown-step"),
        ("/instances/{id}/complete", {"step": "susun", "by": "a", "outcome": "Y"}, 422, "unknown-outcome"),
        ("/instances/{id}/complete", {"step": "susun", "by": "a", "visit": "1"}, 422, "invalid-body"),
        ("/instances/{id}/extend", {"by": "a", "reason": "x"}, 409, "not-extendable"),
        ("/instances/{id}/dance", {"by": "a"}, 405, "http"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_its_status_and_its_code(client, path, body, status, code):
    run = started(client)
    answer = client.post(path.replace("{id}", run["id"]), json=body)
    assert (answer.status_code, answer.json()["code"], answer.headers["content-type"]) == (status, code, PROBLEM)
    assert client.get(f"/instances/{run['id']}").json() == run


def test_whatever_a_host_has_put_into_an_instance_can_be_sent(client, engine):
    run = engine.start("surat", "a", subject="\ud800 é", data={"\udfff": 1})
    found = client.get(f"/instances/{run.id}").json()
    assert (found["subject"], found["data"]) == ("\ud800 é", {"\udfff": 1})
    assert client.get("/instances").json()["items"] == [found]
    assert client.get(f"/instances/{run.id}/history").is_success
    for look in ("html", "svg", "pdf", "png"):
        assert client.get(f"/instances/{run.id}/picture", params={"format": look}).is_success, look


def test_an_unknown_field_is_told_with_what_was_meant(client):
    (error,) = client.post("/instances", json={"sop": "surat", "by": "a", "subjct": "x"}).json()["errors"]
    assert 'did you mean "subject"?' in error["detail"]


@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        ({"content-type": "text/plain"}, b"{}", 415),
        ({"content-type": "application/json"}, b"{", 400),
        ({"content-type": "application/json"}, b"[" * 100_000, 400),
        ({"content-type": "application/json"}, b'{"data": NaN}', 400),
        ({"content-type": "application/json"}, b'{"sop": "surat", "by": "\\ud800"}', 400),
        ({"content-type": "application/json"}, b'{"\\ud800": "surat", "by": "a"}', 400),
        ({"content-type": "application/json"}, b" " * 1_000_001, 413),
        (
            {"content-type": "application/json"},
            b'{"sop": "surat", "by": "a", "data": ' + b"[" * 900 + b"]" * 900 + b"}",
            400,
        ),
        ({"content-type": "application/json"}, b'{"sop": "surat", "by": "system"}', 422),
        ({"content-type": "application/json", "idempotency-key": "x" * 201}, b'{"sop": "surat", "by": "a"}', 400),
    ],
)
def test_bodies_that_are_none(client, headers, content, status):
    answer = client.post("/instances", headers=headers, content=content)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)


def test_a_key_is_read_as_utf_8_and_composed(client):
    def start(key):
        headers = {b"idempotency-key": key, b"content-type": b"application/json"}
        return client.post("/instances", content=b'{"sop": "surat", "by": "a"}', headers=headers).json()["id"]

    first = start("é-1".encode())
    assert first == start("e\u0301-1".encode()) == start("é-1".encode("latin-1"))
    found = client.get("/instances", params={"key": "é-1"}).json()["items"]
    assert [one["id"] for one in found] == [first]


def test_the_same_key_is_the_same_command(client):
    key = {"idempotency-key": '"8e03978e"'}
    first = client.post("/instances", json={"sop": "surat", "by": "a"}, headers=key)
    again = client.post("/instances", json={"sop": "surat", "by": "a"}, headers={"idempotency-key": "8e03978e"})
    other = client.post("/instances", json={"sop": "surat", "by": "b"}, headers=key)
    assert (first.json(), first.headers["etag"]) == (again.json(), again.headers["etag"])
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")
    here = f"/instances/{first.json()['id']}/complete"
    done = client.post(here, json={"step": "susun", "by": "a"}, headers=key)
    client.post(here, json={"step": "periksa", "by": "a", "outcome": "Y"})
    assert client.post(here, json={"step": "susun", "by": "a"}, headers=key).json() == done.json()


def test_entity_tags_keep_two_writers_apart(client):
    run = started(client)
    here = f"/instances/{run['id']}"
    tag = client.get(here).headers["etag"]
    assert client.get(here, headers={"if-none-match": f'W/"9", {tag}'}).status_code == 304
    done = client.post(f"{here}/complete", json={"step": "susun", "by": "a"}, headers={"if-match": tag})
    assert done.headers["etag"] == '"2"'
    late = client.post(
        f"{here}/complete", json={"step": "periksa", "by": "a", "outcome": "Y"}, headers={"if-match": tag}
    )
    assert (late.status_code, late.json()["code"], late.json()["values"]["actual"]) == (412, "conflict", 2)
    assert client.get(here, headers={"if-none-match": tag}).status_code == 200
    for odd in ("2", 'W/"2"', '"x"'):
        answer = client.post(f"{here}/complete", json={"step": "periksa", "by": "a"}, headers={"if-match": odd})
        assert answer.status_code == 400


def test_lists_come_in_pages(client):
    runs = [started(client, subject=f"Kunjungan {n}")["id"] for n in range(5)]
    found, query = [], {"limit": 2}
    while True:
        page = client.get("/instances", params=query).json()
        found += [run["id"] for run in page["items"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert found == runs
    items, query = [], {"limit": 2, "actor": "a"}
    while True:
        page = client.get("/worklist", params=query).json()
        items += [item["instance"] for item in page["items"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert items == runs
    assert [r["id"] for r in client.get("/instances", params={"subject": "kunj* 3"}).json()["items"]] == [runs[3]]
    assert client.get("/overdue").json() == {"items": [], "next": None}
    for odd in ({"cursor": "entah"}, {"limit": 0}, {"limit": "x"}, {"aktor": "a"}, {"overdue": "ya"}):
        answer = client.get("/instances", params=odd)
        assert (answer.status_code, answer.headers["content-type"]) == (400, PROBLEM), odd


@pytest.mark.parametrize(
    ("path", "query", "detail"),
    [
        ("/worklist", {"actor": "entah"}, 'parameter "actor": "entah" tidak ada; yang ada: '),
        ("/overdue", {"actor": "Petugas"}, 'parameter "actor": "Petugas" tidak ada; maksud Anda "a"?'),
        ("/worklist", {"sop": "surta", "actor": "a"}, 'parameter "sop": "surta" tidak ada; maksud Anda "surat"?'),
        (
            "/worklist",
            {"sop": "surat", "step": "susn"},
            'parameter "step": "susn" tidak ada; maksud Anda "susun"?',
        ),
        ("/instances", {"step": "entah"}, 'parameter "step": "entah" tidak ada; yang ada: '),
        ("/instances", {"sop": "entah"}, 'parameter "sop": "entah" tidak ada; yang ada: '),
    ],
)
def test_a_list_by_a_name_that_nothing_has_is_refused_and_not_empty(client, path, query, detail):
    started(client)
    answer = client.get(path, params=query, headers={"accept-language": "id"})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-query")
    assert answer.json()["detail"].startswith(detail)


def test_a_list_by_names_that_there_are_may_be_empty(client):
    for path, query in (
        ("/worklist", {"actor": "c", "sop": "surat", "step": "arsip"}),
        ("/worklist", {"person": "siapa saja"}),
        ("/overdue", {"unit": "tanpa direktori"}),
        ("/instances", {"sop": "surat", "step": "paraf", "subject": "x"}),
    ):
        answer = client.get(path, params=query)
        assert (answer.status_code, answer.json()) == (200, {"items": [], "next": None})


def test_a_list_by_a_unit_that_the_directory_lacks_is_refused():
    engine = sopflow.Engine(directory=load_directory(ROOT / "examples/tangerang.directory.yaml"))
    engine.register(sopflow.load(ROOT / "definitions/pengawalan.yaml"))
    client = TestClient(service(engine, who=lambda _: "dewi"), base_url="https://sop.example")
    refused = client.get("/instances", params={"unit": "kec-cileduk"})
    assert (refused.status_code, refused.json()["code"]) == (400, "bad-query")
    assert 'did you mean "kec-ciledug"?' in refused.json()["detail"]
    assert client.get("/instances", params={"unit": "kec-ciledug"}).status_code == 200


def test_pictures_of_the_table_and_of_a_run(client):
    run = started(client, subject="<b>Gubernur</b>")
    client.post(f"/instances/{run['id']}/complete", json={"step": "susun", "by": "a"})
    html = client.get(f"/instances/{run['id']}/picture", headers={"accept-language": "id"})
    assert html.headers["content-type"].startswith("text/html")
    assert "selesai" in html.text
    assert "<b>Gubernur" not in html.text
    assert "default-src 'none'" in html.headers["content-security-policy"]
    for kind, start in (("svg", b"<?xml"), ("pdf", b"%PDF"), ("png", b"\x89PNG")):
        assert client.get("/definitions/surat/picture", params={"format": kind}).content.startswith(start)


def test_definitions(client):
    assert [(d["sop"], d["version"]) for d in client.get("/definitions").json()["items"]] == [
        ("pengawalan", "1"), ("surat", "1"),
    ]  # fmt: skip
    assert all(d["is_current"] for d in client.get("/definitions").json()["items"])
    sop = client.get("/definitions/surat").json()
    assert sop["is_current"]
    assert [step["id"] for step in sop["steps"]] == ["susun", "periksa", "paraf", "arsip"]
    assert client.get("/definitions/surat", params={"version": "9"}).status_code == 404


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


def test_without_authentication_only_this_machine_is_answered(engine):
    app = service(engine, open_to_this_machine=True)
    for address, base, headers in (
        ("192.0.2.7", "http://localhost", {}),
        ("127.0.0.1", "http://evil.example", {}),
        ("127.0.0.1", "http://localhost", {"origin": "https://evil.example"}),
        ("127.0.0.1", "http://localhost", {"x-forwarded-for": "192.0.2.7"}),
    ):
        answer = TestClient(app, base_url=base, client=(address, 1)).get("/definitions", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "no-authentication")
    assert TestClient(app, base_url="http://[::1]:8000", client=("::1", 1)).get("/definitions").status_code == 200


def test_it_may_be_mounted_into_another_application(engine):
    host = Starlette(routes=[Mount("/sop", service(engine, open_to_this_machine=True))])
    client = client_of(host)
    answer = client.post("/sop/instances", json={"sop": "surat", "by": "a"})
    assert answer.headers["location"] == f"/sop/instances/{answer.json()['id']}"
    assert client.get(answer.headers["location"]).json() == answer.json()
    assert client.get("/sop/openapi.json").json()["servers"] == [{"url": "/sop"}]


def test_called_instances_have_addresses(engine):
    engine.register(sopflow.loads("sopflow: 1\nid: pemanggil\ntitle: P\nactors: {a: A}\nsteps:\n  - {id: mulai, activity: M, actor: a}\n  - {id: panggil, activity: P, call: surat}\n"))  # fmt: skip
    client = client_of(service(engine, open_to_this_machine=True))
    run = client.post("/instances", json={"sop": "pemanggil", "by": "a"}).json()
    run = client.post(f"/instances/{run['id']}/complete", json={"step": "mulai", "by": "a"}).json()
    child = run["active"][0]["child"]
    assert "/" in child
    for path in (child, child.replace("/", "%2F")):
        assert client.get(f"/instances/{path}").json()["parent"] == run["id"]
        assert len(client.get(f"/instances/{path}/possible").json()["items"]) == 1


def test_events_come_as_they_are_kept_and_go_on_after_a_break(client):
    run = started(client)
    client.post(f"/instances/{run['id']}/complete", json={"step": "susun", "by": "a"})
    started(client)

    def read(**ports):
        text = client.get("/events", **ports).text
        blocks = [dict(line.split(": ", 1) for line in b.splitlines()) for b in text.strip().split("\n\n")[1:]]
        return [(b["id"], b["event"], json.loads(b["data"])["instance"]) for b in blocks]

    answer = client.get("/events", params={"follow": "false"})
    assert answer.headers["content-type"].startswith("text/event-stream")
    whole = read(params={"follow": "false"})
    assert [(at[:2], kind) for at, kind, _ in whole] == [("1-", "started"), ("2-", "completed"), ("3-", "started")]
    assert read(params={"follow": "false", "instance": run["id"]}) == whole[:2]
    assert read(params={"follow": "false"}, headers={"last-event-id": "2"}) == whole[2:]
    assert read(params={"follow": "false"}, headers={"last-event-id": whole[1][0]}) == whole[2:]
    assert read(params={"follow": "false", "after": whole[1][0]}) == whole[2:]
    assert client.get("/events", headers={"last-event-id": "-1"}).status_code == 400


def test_a_client_that_was_further_than_a_restored_backup_is_told_to_begin_anew(client, engine):
    run = started(client)
    text = client.get("/events", params={"follow": "false"}).text
    mine = next(line[4:] for line in text.splitlines() if line.startswith("id: "))
    position, epoch, own = mine.split("-")
    beyond = ("2", f"2-{epoch}-{own}")  # positions that were there before the backup was put back
    for gone in (*beyond, f"{position}-{epoch}-00000000", f"{position}-0-{own}"):
        for asked in ({"headers": {"last-event-id": gone}}, {"params": {"after": gone}}):
            answer = client.get("/events", **asked)
            assert (answer.status_code, answer.json()["code"]) == (410, "position-gone")
    answer = client.get("/events", headers={"last-event-id": "2", "accept-language": "id"})
    assert "baca lagi dari awal" in answer.json()["detail"]
    assert run["id"] in client.get("/events", params={"follow": "false", "after": "0"}).text


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (StoreUnavailable, "try again"),
        (StoreBusy, "try again"),
        (StoreDenied, "its log"),
        (StoreContradicts, "its log"),
    ],
)
@pytest.mark.parametrize("path", ["/instances/x", "/events?follow=false"])
def test_a_database_that_is_away_or_refuses_is_told_and_its_address_to_the_log_alone(
    engine, monkeypatch, caplog, kind, told, path
):
    client = client_of(service(engine, open_to_this_machine=True))

    def away(*_):
        raise kind(store="postgresql://secret@db", why="gone")

    for name in ("load", "recorded", "end"):
        monkeypatch.setattr(type(engine.store), name, away)
    answer = client.get(path)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert "secret" not in answer.text
    assert told in answer.json()["detail"]
    assert [one.message for one in caplog.records if one.name == "sopflow.service"] == [
        kind(store="postgresql://secret@db", why="gone").message("en")
    ]
