"""Who gets at a service that knows no people, how much of it one may take, and how it ends."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

import sopflow
from sopflow.service import feed as feeds
from sopflow.service import service
from sopflow.service.operations import OPERATIONS, events
from sopflow.service.problems import AuthenticationMissing
from sopflow.sql import SQLStore
from sopflow.studio.app import studio_app
from sopflow.studio.folder import Folder
from sopflow.web import body
from sopflow.web.serving import listening_at

from .. import services
from .conftest import ROOT, SOPS, Process

TOKEN = {"authorization": "Bearer kunci"}


@pytest.fixture
def engine():
    engine = sopflow.Engine()
    for path in SOPS:
        engine.register(sopflow.load(path))
    return engine


def client_of(app, **ports) -> TestClient:
    return TestClient(app, **{"base_url": "http://localhost:8000", "client": ("127.0.0.1", 50000), **ports})


# -- who is let in


def test_a_service_that_nobody_said_who_may_use_is_none(engine):
    for given in ({}, {"token": ""}):
        with pytest.raises(AuthenticationMissing, match="open_to_this_machine"):
            service(engine, **given)


@pytest.mark.parametrize(
    "operation", [*OPERATIONS, None], ids=lambda one: one.name if one is not None else "openapi"
)
def test_nothing_is_answered_without_the_token(engine, operation):
    client = client_of(service(engine, token="kunci"))
    method, path = (operation.method, operation.path) if operation is not None else ("GET", "/openapi.json")
    for headers in (
        {},
        {"authorization": "Bearer salah"},
        {"authorization": "Basic kunci"},
        {"cookie": "sopflow-8000=kunci"},
    ):
        answer = client.request(method, f"{path}?token=kunci", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "no-token")
        assert answer.headers["www-authenticate"] == "Bearer"
    with client.stream(method, f"{path}?follow=false", headers=TOKEN) as answer:
        assert answer.status_code != 401


STRANGERS = [
    {"client": ("192.0.2.7", 1)}, {"base_url": "http://evil.example"}, {"base_url": "http://evil.example:8000"},
    {"base_url": "http://localhost.evil.example"}, {"client": None}, *({"headers": {"host": one}} for one in ("[", "[::1", "[localhost]", "")),
    *({"headers": {"origin": one}} for one in (
        "https://evil.example", "null", "http://localhost:3000", "http://127.0.0.1:8000", "https://localhost:8000", "http://localhost",
    )),
    *({"headers": {"sec-fetch-site": one}} for one in ("cross-site", "same-site")),
    *({"headers": {one: "x"}} for one in (
        "forwarded", "via", "x-real-ip", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "cf-connecting-ip", "true-client-ip",
    )),
]  # fmt: skip


@pytest.mark.parametrize("stranger", STRANGERS, ids=str)
def test_the_same_guard_keeps_strangers_from_the_service_and_from_the_page(engine, tmp_path, stranger):
    headers = stranger.get("headers", {})
    ports = {name: value for name, value in stranger.items() if name != "headers"}
    for app in (service(engine, open_to_this_machine=True), service(engine, token="kunci")):
        answer = client_of(app, **ports).get("/definitions", headers=TOKEN | headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "no-authentication")
    page = studio_app(Folder(tmp_path), token="kunci", hosts=frozenset({"localhost:8000"}))
    assert client_of(page, **ports).get("/", headers=TOKEN | headers).status_code == 403


def test_this_machine_is_answered_under_each_of_its_names(engine):
    for base in ("http://localhost:8000", "http://127.0.0.1", "http://[::1]:9"):
        client = client_of(service(engine, token="kunci"), base_url=base)
        origin = {"origin": base, "sec-fetch-site": "same-origin"}
        assert client.get("/definitions", headers=TOKEN | origin).status_code == 200
        assert (
            client_of(service(engine, open_to_this_machine=True), base_url=base).get("/definitions").status_code
            == 200
        )


def test_the_token_is_printed_or_comes_from_the_environment(tmp_path, monkeypatch):
    with running("--db", str(tmp_path / "p.db"), is_open=False) as process:
        token = process.said.partition("Bearer ")[2].removesuffix("\n")
        assert len(token) >= 32
        assert httpx2.get(f"{process.address}/definitions").status_code == 401
        assert httpx2.get(
            f"{process.address}/definitions", headers={"authorization": f"Bearer {token}"}
        ).is_success
    monkeypatch.setenv("SOPFLOW_TOKEN", "dari-lingkungan")
    with running("--db", str(tmp_path / "p.db"), is_open=False) as process:
        headers = {"authorization": "Bearer dari-lingkungan"}
        assert httpx2.get(f"{process.address}/definitions", headers=headers).is_success


@contextmanager
def running(*words, **how):
    process = Process(*words, **how)
    try:
        yield process
    finally:
        process.stop()


def test_a_proxy_as_it_is_set_up_by_default_lets_nobody_in(tmp_path):
    """nginx adds no header and names the service itself as the host."""
    nginx = services.program("nginx", command="apt-get install nginx-light")
    with running("--db", str(tmp_path / "p.db"), is_open=False) as process:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (tmp_path / "nginx.conf").write_text(
            f"daemon off; pid {tmp_path}/pid; error_log stderr; events {{}}\n"
            f"http {{ access_log off; client_body_temp_path {tmp_path}; proxy_temp_path {tmp_path}; fastcgi_temp_path {tmp_path}; "
            f"uwsgi_temp_path {tmp_path}; scgi_temp_path {tmp_path};\n"
            f"server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass {process.address}; }} }} }}\n"
        )
        proxy = subprocess.Popen([nginx, "-c", str(tmp_path / "nginx.conf")], stderr=subprocess.DEVNULL)
        try:
            answer = _as_soon_as_it_answers(f"http://127.0.0.1:{port}/definitions")
            assert (answer.status_code, answer.json()["code"]) == (401, "no-token")
        finally:
            proxy.terminate()
            proxy.wait(20)


def _as_soon_as_it_answers(url):
    for _ in range(200):
        try:
            return httpx2.get(url)
        except httpx2.TransportError:
            threading.Event().wait(0.05)
    raise AssertionError(url)


# -- how much one may take


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


@pytest.mark.parametrize("kind", ["service", "page"])
def test_a_body_that_does_not_come_is_not_waited_for(engine, tmp_path, monkeypatch, kind):
    monkeypatch.setattr(body, "SECONDS", 0.01)
    page = studio_app(Folder(tmp_path), token="kunci", hosts=frozenset({"localhost"}))
    app, path = (service(engine, token="kunci"), "/instances") if kind == "service" else (page, "/api/files")
    answers = []

    async def send(message):
        answers.append(message)

    async def receive():
        await asyncio.Event().wait()

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http", "path": path,
        "raw_path": path.encode(), "root_path": "", "query_string": b"", "client": ("127.0.0.1", 1), "server": ("localhost", 80),
        "headers": [(b"host", b"localhost"), (b"authorization", b"Bearer kunci"), (b"content-type", b"application/json"), (b"content-length", b"9")],
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    assert answers[0]["status"] == 408
    assert (b"connection", b"close") in answers[0]["headers"]


def test_no_answer_waits_for_more():
    """TCP_NODELAY, without which each answer on a kept connection comes 40 ms late."""

    async def connected() -> int:
        accepted: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def on_connection(_, writer):
            accepted.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        server = await asyncio.start_server(on_connection, sock=listening_at("127.0.0.1", 0))
        async with server:
            _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.close()
            return await accepted

    assert asyncio.run(connected())


# -- how it ends

SLOW = """\
import asyncio

async def person(request):
    if request.method == "POST":
        await asyncio.sleep(1.5)
    return "a"
"""


def test_a_command_in_flight_is_answered_before_the_service_ends(tmp_path):
    (tmp_path / "ours.py").write_text(SLOW)
    process = Process("--db", str(tmp_path / "p.db"), "--who", f"{tmp_path.name}.ours:person", cwd=tmp_path.parent)
    host, port = process.address.removeprefix("http://").split(":")
    inside, idle = (http.client.HTTPConnection(host, int(port), timeout=60) for _ in range(2))
    idle.connect()
    inside.request("POST", "/instances", json.dumps({"sop": "surat"}), {"content-type": "application/json"})
    threading.Event().wait(0.5)
    process._process.send_signal(signal.SIGTERM)
    answer = inside.getresponse()
    run = json.loads(answer.read())
    assert (answer.status, run["status"]) == (201, "running")
    assert process._process.wait(30) in (0, -signal.SIGTERM)
    assert [path.name for path in tmp_path.glob("p.db*")] == ["p.db"]  # whole: a copy of the file has everything
    with pytest.raises(OSError, match="refused"):
        http.client.HTTPConnection(host, int(port), timeout=5).connect()
    kept = sopflow.Engine(SQLStore(tmp_path / "p.db")).find()
    assert [one.id for one in kept.items] == [run["id"]]


def test_clients_that_go_on_and_on_have_every_command_answered_until_the_service_ends(tmp_path):
    process = Process("--db", str(tmp_path / "p.db"))
    host, port = process.address.removeprefix("http://").split(":")
    answered, lost = [], []
    busy = threading.Barrier(4)

    def client():
        connection = http.client.HTTPConnection(host, int(port), timeout=60)
        for number in range(100_000):
            try:
                connection.request(
                    "POST", "/instances", '{"sop": "surat", "by": "a"}', {"content-type": "application/json"}
                )
                answer = connection.getresponse()
                answered.append(json.loads(answer.read())["id"])
            except OSError as problem:
                lost.append(repr(problem))
                return
            if answer.will_close:  # told that it was the last
                return
            if number == 3:
                busy.wait(60)

    threads = [threading.Thread(target=client) for _ in range(3)]
    for thread in threads:
        thread.start()
    busy.wait(60)
    assert process.stop() in (0, -signal.SIGTERM)
    for thread in threads:
        thread.join(60)
    assert lost == []
    kept = sopflow.Engine(SQLStore(tmp_path / "p.db")).instances()
    assert sorted(one.id for one in kept) == sorted(answered)


@pytest.mark.long
def test_what_does_not_end_within_the_grace_does_not_keep_the_service(tmp_path):
    (tmp_path / "ours.py").write_text(SLOW.replace("1.5", "3600"))
    process = Process(
        "--db",
        str(tmp_path / "p.db"),
        "--who",
        f"{tmp_path.name}.ours:person",
        "--grace",
        "1",
        cwd=tmp_path.parent,
    )
    host, port = process.address.removeprefix("http://").split(":")
    stuck = http.client.HTTPConnection(host, int(port), timeout=60)
    stuck.request("POST", "/instances", json.dumps({"sop": "surat"}), {"content-type": "application/json"})
    threading.Event().wait(0.5)
    process._process.send_signal(signal.SIGTERM)
    assert process._process.wait(60) in (0, -signal.SIGTERM)


HOST = """\
import sys
from contextlib import asynccontextmanager
import uvicorn
from fastapi import FastAPI
import sopflow
from sopflow.service import ends_on_signal, service

engine = sopflow.Engine()
engine.register(sopflow.load({sop!r}))
sop = service(engine, who=lambda request: "a")

@asynccontextmanager
async def lifespan(app):
    with ends_on_signal(sop):
        yield
    print("ended in order", flush=True)

app = FastAPI(lifespan=lifespan)
app.mount("/sop", sop)
if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning")
"""


@pytest.mark.parametrize("started_by", ["itself", "the command line"])
def test_the_streams_of_a_mounted_service_end_when_its_host_is_told_to_stop(tmp_path, started_by):
    pytest.importorskip("fastapi")
    (tmp_path / "host.py").write_text(HOST.format(sop=str(Path(__file__).parent / "surat.yaml")))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    words = (
        ["host.py", port]
        if started_by == "itself"
        else ["-m", "uvicorn", "host:app", "--port", port, "--log-level", "warning"]
    )
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    host = subprocess.Popen([sys.executable, *words], cwd=tmp_path, stdout=subprocess.PIPE, text=True, env=env)
    try:
        url = f"http://127.0.0.1:{port}/sop"
        assert _as_soon_as_it_answers(f"{url}/definitions").is_success
        with httpx2.stream("GET", f"{url}/events", timeout=60) as stream:
            lines = stream.iter_lines()
            assert next(lines) == "retry: 1000"
            host.send_signal(signal.SIGTERM)
            assert list(lines) == [""]
        out, _ = host.communicate(timeout=60)
        assert out == "ended in order\n"
    finally:
        host.kill()


def test_a_process_without_a_server_of_its_own_still_ends_by_the_signal():
    text = "from sopflow.service import *; import os; from starlette.applications import Starlette\nwith ends_on_signal(Starlette()): os.kill(os.getpid(), 15)\nprint('still here')"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (-signal.SIGTERM, "")
