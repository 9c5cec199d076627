"""Clients as they are out there: in another language, and a hundred at once."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from .. import loops
from ..services import lacking, program
from .conftest import Process

pytestmark = pytest.mark.long

CLIENT = Path(__file__).parent / "client"
PATH = [("susun", "a", None), ("periksa", "b", "N"), ("susun", "a", None), ("periksa", "a", "Y"), ("paraf", "b", None), ("paraf", "c", None), ("arsip", "c", None)]  # fmt: skip


def test_a_client_in_typescript_made_from_the_document_completes_a_run(process, tmp_path):
    command = "apt-get install nodejs npm && npm ci --prefix tests/service/client"
    node = program("node", command=command)
    if not (CLIENT / "node_modules").exists():
        lacking("the packages of tests/service/client", command)
    for name in ("client.ts", "tsconfig.json", "package.json"):
        shutil.copy(CLIENT / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(CLIENT / "node_modules")
    (tmp_path / "openapi.json").write_bytes(httpx2.get(f"{process.address}/openapi.json").content)

    def run(*words: str) -> str:
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(node, "node_modules/openapi-typescript/bin/cli.js", "openapi.json", "-o", "schema.d.ts")
    run(node, "node_modules/typescript/bin/tsc", "-p", ".")
    found = json.loads(run(node, "out/client.js", process.address))
    assert found["status"] == "completed"
    assert found["events"] == ["started", "completed", "completed", "signed_off", "completed", "completed"]
    kept = httpx2.get(f"{process.address}/instances/{found['id']}").json()
    assert (kept["subject"], kept["status"]) == ("Dari Node", "completed")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_hundred_clients_at_once(kind, request, tmp_path):
    where = str(tmp_path / "proses.db") if kind == "sqlite" else request.getfixturevalue("postgres_url")
    process = Process("--db", where)
    statuses: Counter = Counter()

    async def one(http: httpx2.AsyncClient, number: int) -> dict:
        """Runs an instance; every command is sent twice at once, and what is refused for want of time is sent again."""

        async def post(path: str, body: dict, key: str) -> dict:
            async def send() -> httpx2.Response:
                while True:
                    answer = await http.post(path, json=body, headers={"idempotency-key": key})
                    statuses[answer.status_code] += 1
                    if answer.status_code != 503:
                        return answer
                    await asyncio.sleep(0.1)

            first, second = await asyncio.gather(send(), send())
            assert first.is_success, first.text
            assert second.json() == first.json()
            return first.json()

        run = await post("/instances", {"sop": "surat", "by": "a", "subject": f"n{number}"}, f"{number}")
        for at, (step, by, outcome) in enumerate(PATH):
            body = {"step": step, "by": by, "outcome": outcome}
            run = await post(f"/instances/{run['id']}/complete", body, f"{number}-{at}")
        return run

    async def all_of_them() -> list[dict]:
        limits = httpx2.Limits(max_connections=200)
        async with httpx2.AsyncClient(base_url=process.address, timeout=120, limits=limits) as http:
            return await asyncio.gather(*(one(http, number) for number in range(100)))

    try:
        runs = loops.run(all_of_them())
        assert {run["status"] for run in runs} == {"completed"}
        assert {run["revision"] for run in runs} == {1 + len(PATH)}
        assert len({run["id"] for run in runs}) == 100
        assert set(statuses) <= {200, 201, 503}
        page = httpx2.get(f"{process.address}/instances", params={"limit": 500}).json()
        assert len(page["items"]) == 100
    finally:
        process.stop()


def test_a_stream_goes_on_where_it_broke_off(process):
    """Events that come while nobody listens are there when somebody does again, each once."""

    def start() -> str:
        return httpx2.post(f"{process.address}/instances", json={"sop": "surat", "by": "a"}).json()["id"]

    def listen(count: int, last: str | None) -> list[tuple[str, str]]:
        headers = {"last-event-id": last} if last is not None else {}
        found: list[tuple[str, str]] = []
        with httpx2.stream("GET", f"{process.address}/events", headers=headers, timeout=60) as stream:
            position = ""
            for line in stream.iter_lines():
                if line.startswith("id: "):
                    position = line.removeprefix("id: ")
                elif line.startswith("data: "):
                    found.append((position, json.loads(line.removeprefix("data: "))["instance"]))
                    if len(found) == count:
                        return found
        raise AssertionError(found)

    runs = [start() for _ in range(3)]
    first = listen(2, None)
    runs += [start() for _ in range(3)]
    rest = listen(4, first[-1][0])
    assert [run for _, run in (*first, *rest)] == runs


def test_a_service_that_is_told_to_end_waits_for_no_stream(tmp_path):
    process = Process("--db", str(tmp_path / "p.db"))
    with httpx2.stream("GET", f"{process.address}/events", timeout=60) as stream:
        lines = stream.iter_lines()
        assert next(lines) == "retry: 1000"
        assert process.stop() in (0, -signal.SIGTERM)
        assert list(lines) == [""]


def test_a_service_for_others_needs_to_know_who_asks(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "sopflow", "serve", "--db", str(tmp_path / "p.db"), "--host", "0.0.0.0", "--lang", "id"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert "--who" in done.stderr


def test_it_says_that_it_is_without_authentication(tmp_path):
    process = Process("--db", str(tmp_path / "p.db"))
    process.stop()
    assert "without authentication: anybody on this machine" in process.said


def test_the_person_comes_from_the_hosts_function(tmp_path):
    (tmp_path / "ours.py").write_text("def person(request):\n    return request.headers.get('x-user')\n")
    process = Process("--db", str(tmp_path / "p.db"), "--who", f"{tmp_path.name}.ours:person", cwd=tmp_path.parent)
    try:
        url = f"{process.address}/instances"
        assert httpx2.post(url, json={"sop": "surat"}).status_code == 401
        assert httpx2.post(url, json={"sop": "surat"}, headers={"x-user": "a"}).json()["started_by"] == "a"
    finally:
        process.stop()


def test_a_service_killed_under_load_loses_and_doubles_nothing(tmp_path):
    where = ("--db", str(tmp_path / "proses.db"))
    process = Process(*where)
    address, port = process.address, process.address.rpartition(":")[2]
    stop, is_over = threading.Event(), threading.Event()

    def post(path: str, body: dict, key: str) -> dict:
        while True:
            try:
                answer = httpx2.post(f"{address}{path}", json=body, headers={"idempotency-key": key}, timeout=10)
            except httpx2.HTTPError:
                if is_over.wait(0.05):
                    raise
                continue
            assert answer.is_success, answer.text
            return answer.json()

    def client(number: int) -> list[str]:
        runs: list[str] = []
        while not stop.is_set():
            name = f"{number}-{len(runs)}"
            run = post("/instances", {"sop": "surat", "by": "a"}, name)
            for at, (step, by, outcome) in enumerate(PATH):
                body = {"step": step, "by": by, "outcome": outcome}
                run = post(f"/instances/{run['id']}/complete", body, f"{name}-{at}")
            assert (run["status"], run["revision"]) == ("completed", 1 + len(PATH))
            runs.append(run["id"])
        return runs

    with ThreadPoolExecutor(4) as pool:
        clients = [pool.submit(client, number) for number in range(4)]
        try:
            for _ in range(3):
                time.sleep(1.5)
                process.kill()
                process = Process(*where, "--port", port)
        except BaseException:
            is_over.set()  # nothing will answer the clients any more
            raise
        finally:
            stop.set()
        runs = [run for one in clients for run in one.result(60)]
    try:
        kept = httpx2.get(f"{address}/instances", params={"limit": 500}).json()["items"]
        assert sorted(run["id"] for run in kept) == sorted(runs)
        assert {run["status"] for run in kept} == {"completed"}
    finally:
        process.stop()


def test_a_token_that_the_host_gave_is_not_printed(tmp_path, monkeypatch):
    """What is printed goes to a log; one that was made here has to be told somewhere."""
    monkeypatch.setenv("SOPFLOW_TOKEN", "rahasia-kota")
    one = Process("--db", str(tmp_path / "proses.db"), is_open=False)
    try:
        assert "rahasia-kota" not in one.said
        assert "$SOPFLOW_TOKEN" in one.said
    finally:
        one.stop()
