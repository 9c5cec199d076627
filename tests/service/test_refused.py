"""What is refused over HTTP, and how it is told."""

from __future__ import annotations

import pytest

from sopflow.errors import StoreBusy, StoreContradicts, StoreDenied, StoreUnavailable
from sopflow.service import service

from .conftest import PROBLEM, client_of, started


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
