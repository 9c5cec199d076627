"""How many may listen to the events, and that none of them keeps the others."""

from __future__ import annotations

import asyncio
import json

import httpx2

import sopflow
from sopflow.service import feed as feeds
from sopflow.service import service
from sopflow.service.operations import events

from .conftest import SOPS, running


def test_streams_beyond_the_limit_are_told_to_come_again(tmp_path):
    with running("--db", str(tmp_path / "p.db"), "--streams", "2") as process:
        url = f"{process.address}/events"
        with httpx2.stream("GET", url) as one, httpx2.stream("GET", url) as two:
            lines = one.iter_lines(), two.iter_lines()
            assert [next(some) for some in lines] == ["retry: 1000", "retry: 1000"]
            refused = httpx2.get(url)
            assert (refused.status_code, refused.json()["code"]) == (503, "too-many-streams")
            assert "2 streams" in refused.json()["detail"]
            assert refused.headers["retry-after"]
            assert httpx2.get(f"{process.address}/definitions").is_success
        for _ in range(200):  # until the server has noticed that they are gone
            if httpx2.get(url, params={"follow": "false"}).is_success:
                return
        raise AssertionError("no room after both have gone")


def called(app, send, path="/events"):
    """One request to the application itself, whose answer goes to `send`."""
    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "root_path": "", "query_string": b"", "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 1), "server": ("localhost", 80), "state": {},
    }  # fmt: skip

    async def receive():
        await asyncio.Event().wait()

    return app(scope, receive, send)


def test_a_listener_that_takes_nothing_is_dropped_and_makes_room(engine, monkeypatch):
    monkeypatch.setattr(events, "PATIENCE", 0.01)
    app = service(engine, open_to_this_machine=True, streams=1)
    engine.start("surat", "a")
    started = []

    async def never_taken(message):
        started.append(message["type"])
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    async def several():
        for _ in range(3):
            await called(app, never_taken)

    asyncio.run(several())
    assert started == ["http.response.start", "http.response.body"] * 3
    assert app.state.feeds.listeners == 0


def test_one_look_into_the_outbox_serves_all_listeners(monkeypatch):
    looks = []

    class Counting(sopflow.InMemoryStore):
        def recorded(self, after, limit):
            looks.append(after)
            return super().recorded(after, limit)

    engine = sopflow.Engine(Counting())
    engine.register(sopflow.load(SOPS[1]))
    runs = [engine.start("surat", "a").id]
    app = service(engine, open_to_this_machine=True)

    async def listening(count):
        heard = [[] for _ in range(count)]
        changed = asyncio.Condition()

        async def listen(number):
            async def take(message):
                async with changed:
                    heard[number] += [
                        line
                        for line in message.get("body", b"").decode().splitlines()
                        if line.startswith("data: ")
                    ]
                    changed.notify_all()

            await called(app, take)

        tasks = [asyncio.create_task(listen(number)) for number in range(count)]

        async def until(number):
            async with changed:
                await asyncio.wait_for(changed.wait_for(lambda: all(len(one) == number for one in heard)), 30)

        await until(1)
        feed = app.state.feeds.here()
        while feed._waiting < count or len(looks) <= count:  # each has read once, and the poller
            await asyncio.sleep(0)
        looks.clear()
        for number in range(2, 12):
            runs.append(engine.start("surat", "a").id)
            await feed.look()
            await until(number)
        seen = list(looks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return heard, seen

    monkeypatch.setattr(feeds, "LOOK", 3600)  # looks only where the test does
    heard, seen = asyncio.run(listening(20))
    assert all([json.loads(line[6:])["instance"] for line in one] == runs for one in heard)
    assert 10 <= len(seen) <= 21  # the test's own and the poller's, and not one for each of 20 listeners
    assert app.state.feeds.listeners == 0


def test_who_is_far_behind_gets_everything_too(engine, monkeypatch):
    monkeypatch.setattr(feeds, "_REMEMBERED", 3)
    monkeypatch.setattr(feeds, "BATCH", 4)
    monkeypatch.setattr(feeds, "LOOK", 0.001)
    runs = [engine.start("surat", "a").id for _ in range(10)]
    feed = feeds.Feed(sopflow.AsyncEngine.over(engine), lambda: False)

    async def slowly(heard, total):
        async for one in feed.listen(0, follow=True):
            if one is not None:
                heard.append(one.event.instance)
                if len(heard) % 7 == 0:  # others go on meanwhile
                    runs.extend(engine.start("surat", "a").id for _ in range(5))
                    await asyncio.sleep(0.01)
                if len(heard) == total:
                    return

    async def both():
        found = [[], []]
        await asyncio.wait_for(asyncio.gather(*(slowly(one, 40) for one in found)), 60)
        return found

    for heard in asyncio.run(both()):
        assert heard == runs[:40]
