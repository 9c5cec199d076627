"""The service as its clients see it: runs, what they look like, and where they are found."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.routing import Mount

import sopflow
from sopflow.service import service

from .conftest import client_of, started


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


def test_whatever_a_host_has_put_into_an_instance_can_be_sent(client, engine):
    run = engine.start("surat", "a", subject="\ud800 é", data={"\udfff": 1})
    found = client.get(f"/instances/{run.id}").json()
    assert (found["subject"], found["data"]) == ("\ud800 é", {"\udfff": 1})
    assert client.get("/instances").json()["items"] == [found]
    assert client.get(f"/instances/{run.id}/history").is_success
    for look in ("html", "svg", "pdf", "png"):
        assert client.get(f"/instances/{run.id}/picture", params={"format": look}).is_success, look


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
