"""Cases found by their fields over HTTP, by whoever sees them."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from sopflow.service import service
from tests.cli.test_finding import SOP
from tests.engine.test_hidden_values import SOP as HIDDEN
from tests.engine.test_hidden_values import Office
from tests.sop import engine_for


@pytest.fixture
def client():
    engine = engine_for(SOP)
    for n in (1, 2, 3):
        run = engine.start("uji", ("a", "b")[n % 2], subject=f"{n}")
        engine.complete(run.id, "s", "a", fields={"nilai": n * 10**9, "jenis": ("barang", "jasa")[n % 2]})
    engine.complete(run.id, "t", "b")
    return TestClient(
        service(engine, open_to_this_machine=True), base_url="http://localhost", client=("127.0.0.1", 1)
    )


def found(client, *texts, **query):
    answer = client.get("/instances", params={"sop": "uji", "field": list(texts), **query})
    assert answer.status_code == 200, answer.text
    return "".join(one["subject"] for one in answer.json()["items"])


def test_a_query_names_tests_orders_and_ends(client):
    assert found(client, "nilai>=2000000000") == "23"
    assert found(client, "nilai>=1 miliar", "nilai<3 miliar", "jenis=barang|jasa") == "12"
    assert found(client, sort="-field.nilai") == "321"
    assert found(client, sort="-started", started_by="b") == "31"
    assert found(client, sort="ended") == found(client, ended_from="2020-01-01T00:00:00Z") == "3"
    assert found(client, ended_before="2020-01-01T00:00:00Z") == found(client, parent="x") == ""


def test_pages_of_an_order_go_on_and_count_them_all(client):
    query = {"sop": "uji", "sort": "-field.nilai", "limit": 2, "count": True, "field": ["nilai>0"]}
    first = client.get("/instances", params=query).json()
    assert ([one["subject"] for one in first["items"]], first["count"]) == (["3", "2"], 3)
    rest = client.get("/instances", params={**query, "cursor": first["next"]}).json()
    assert ([one["subject"] for one in rest["items"]], rest["count"], rest["next"]) == (["1"], 3, None)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"sop": "uji", "field": "nilai>=1.500"}, 422, "bad-search"),
        ({"sop": "uji", "field": "bebas=1"}, 422, "not-searched"),
        ({"field": "nilai>=1"}, 422, "bad-search"),
        ({"sop": "lain", "field": "nilai>=1"}, 404, "unknown-definition"),
        ({"sop": "uji", "sort": "nilai"}, 422, "bad-argument"),
        ({"sop": "uji", "sort": "field.nilai", "cursor": "x"}, 400, "bad-cursor"),
        ({"sop": "uji", "sort": "field.nilai", "overdue": True}, 422, "bad-argument"),
        ({"sop": "uji", "field": ["nilai>0"] * 60}, 400, "bad-query"),
    ],
)
def test_what_cannot_be_asked_is_told(client, query, status, code):
    answer = client.get("/instances", params=query)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


def test_a_person_finds_and_counts_by_what_they_see():
    engine = engine_for(HIDDEN, directory=Office())
    run = engine.start("uji", "ani")
    engine.complete(run.id, "ajukan", "ani", fields={"nama": "Ani"})
    engine.complete(run.id, "isi", "kasi", fields={"pagu": 5, "nomor": "x", "syarat": ["ktp"], "rasio": 1, "disetujui": True})  # fmt: skip
    for person, count in (("kasi", 1), ("budi", 0), ("ani", 0)):
        app = service(engine, who=lambda request, person=person: person)
        client = TestClient(app, base_url="http://localhost")
        query = {"sop": "uji", "field": "pagu>=5", "count": True}
        answer = client.get("/instances", params=query).json()
        assert (len(answer["items"]), answer["count"]) == (count, count), person
        assert len(client.get("/instances", params={"sop": "uji", "sort": "-field.pagu"}).json()["items"]) == count
