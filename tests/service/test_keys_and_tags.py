"""A command that is sent twice happens once, and of two writers one is told of the other."""

from __future__ import annotations

from .conftest import started


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
