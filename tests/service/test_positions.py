"""A client of the events goes on where it was, and begins anew where that is gone."""

from __future__ import annotations

import json

from .conftest import started


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
