"""The cluster from a terminal: its endpoint, its service, moving in, and its projection made anew."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys

import httpx2
import pytest

import sopflow
from sopflow.restate import RestateEngine
from sopflow.restate.local import free_port
from sopflow.sql import SQLStore

from ..service.conftest import ROOT

pytestmark = pytest.mark.long

SOP = ROOT / "tests/service/surat.yaml"


def sopflow_command(*words: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "sopflow", *words], capture_output=True, text=True, timeout=120, cwd=ROOT,
        env=os.environ | {"LC_ALL": "en_US.UTF-8"},
    )  # fmt: skip


@contextlib.contextmanager
def running(*words: str):
    with subprocess.Popen(
        [sys.executable, "-m", "sopflow", *words], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        try:
            yield process.stdout.readline()
        finally:
            process.terminate()
            process.wait(60)


@pytest.fixture
def deployed(node, tmp_path):
    """The endpoint as a process, under the ordinary name."""
    projection = str(tmp_path / "projection.db")
    port = str(free_port())
    words = ("endpoint", "--ingress", node.ingresses[0], "--db", projection, "--port", port)
    with running(*words, "--register", node.nodes[0].admin) as said:
        assert port in said
        node.register(f"http://127.0.0.1:{port}")
        yield projection


def test_in_from_a_file_served_and_rebuilt(deployed, node, tmp_path):
    here = sopflow.Engine(SQLStore(tmp_path / "here.db"))
    here.register(sopflow.load(SOP))
    runs = [here.start("surat", "a", subject=f"n{number}").id for number in range(3)]
    dumped = str(tmp_path / "dump.jsonl")
    assert sopflow_command("dump", "--db", str(tmp_path / "here.db"), "-o", dumped).returncode == 0
    moved = sopflow_command("restore", dumped, "--restate", node.ingresses[0])
    assert "3 instances imported" in moved.stdout, moved.stderr

    with running(
        "serve",
        str(SOP),
        "--restate",
        node.ingresses[0],
        "--db",
        deployed,
        "--port",
        "0",
        "--open-to-this-machine",
    ) as said:
        address = said.split()[2]
        path = f"{address}/instances/{runs[0]}/complete"
        done = httpx2.post(path, json={"step": "susun", "by": "a"}, headers={"if-match": '"1"'}, timeout=30)
        assert (done.status_code, done.headers["etag"]) == (200, '"2"')
        refused = httpx2.post(path, json={"step": "susun", "by": "a"}, timeout=30)
        assert (refused.status_code, refused.json()["possible"][0]["step"]) == (409, "periksa")
        listed = httpx2.get(f"{address}/worklist", params={"actor": "a"}, timeout=30).json()["items"]
        assert {item["instance"] for item in listed} == set(runs)

    fresh = str(tmp_path / "fresh.db")
    words = ("rebuild", "--admin", node.nodes[0].admin, "--ingress", node.ingresses[0], "--db", fresh)
    assert "3 instances brought up to date, 4 events" in sopflow_command(*words).stdout
    assert "0 instances" in sopflow_command(*words).stdout
    engine = RestateEngine(node.ingresses, SQLStore(fresh))
    assert {run.id for run in engine.instances()} == set(runs)


def test_a_cluster_that_is_not_there_is_told():
    words = (
        "rebuild",
        "--admin",
        f"http://127.0.0.1:{free_port()}",
        "--ingress",
        "http://127.0.0.1:1",
        "--name",
        "x",
    )
    done = sopflow_command(*words, "--db", ":memory:")
    assert done.returncode == 1
    assert "cannot be reached" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--port", "1", "--host", "192.0.2.1"), 2, "cannot be used"),
        (("--port", "99999"), 2, "cannot be used"),
        (("--name", "a b"), 1, "is not a valid name of a Restate service"),
    ],
)
def test_an_endpoint_says_what_it_cannot_do(tmp_path, words, code, says):
    done = sopflow_command("endpoint", "--ingress", "http://127.0.0.1:1", "--db", str(tmp_path / "p.db"), *words)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr
