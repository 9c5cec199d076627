"""How a service ends: what is in flight is answered, streams are closed, and its host ends too."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx2
import pytest

import sopflow
from sopflow.sql import SQLStore
from tests.waiting import soon

from .conftest import ROOT, Process, as_soon_as_it_answers

SLOW = """\
import asyncio
from pathlib import Path

async def person(request):
    if request.method == "POST":
        Path(__file__).with_name("asked").touch()
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
    soon((tmp_path / "asked").exists)
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
    soon((tmp_path / "asked").exists)
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
        assert as_soon_as_it_answers(f"{url}/definitions").is_success
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
