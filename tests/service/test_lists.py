"""Lists come in pages, and by names that there are."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

import sopflow
from sopflow.people.loading import load_directory
from sopflow.service import service

from .conftest import PROBLEM, ROOT, started


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
