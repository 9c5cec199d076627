"""The service, on a real database: in this process, and as one of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

import sopflow
from sopflow.service import service
from sopflow.sql import SQLStore
from tests.waiting import soon

ROOT = Path(__file__).parent.parent.parent
SOPS = [ROOT / "definitions/pengawalan.yaml", Path(__file__).parent / "surat.yaml"]
PROBLEM = "application/problem+json"
TOKEN = {"authorization": "Bearer kunci"}


@pytest.fixture
def engine(tmp_path):
    engine = sopflow.Engine(SQLStore(tmp_path / "proses.db"))
    for path in SOPS:
        engine.register(sopflow.load(path))
    return engine


def client_of(app, **ports) -> TestClient:
    return TestClient(app, **{"base_url": "http://localhost:8000", "client": ("127.0.0.1", 50000), **ports})


@pytest.fixture
def client(engine):
    return client_of(service(engine, open_to_this_machine=True))


def started(client, **more) -> dict:
    answer = client.post("/instances", json={"sop": "surat", "by": "a", **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


class Process:
    """`sopflow serve` on a free port."""

    def __init__(self, *words: str, cwd: Path = ROOT, is_open: bool = True) -> None:
        if is_open and "--who" not in words:
            words = (*words, "--open-to-this-machine")
        if "--port" not in words:
            words = (*words, "--port", "0")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sopflow", "serve", *map(str, SOPS), *words],
            stdout=subprocess.PIPE, text=True, cwd=cwd, env=os.environ | {"LC_ALL": "en_US.UTF-8"},
        )  # fmt: skip
        self.said = self._process.stdout.readline() + ("" if "--who" in words else self._process.stdout.readline())
        self.address = re.search(r"http://\S+?:\d+", self.said)[0]

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate(timeout=60)

    def stop(self) -> int:
        self._process.terminate()
        self._process.communicate(timeout=60)
        return self._process.returncode


@pytest.fixture
def process(tmp_path):
    with running("--db", str(tmp_path / "proses.db")) as one:
        yield one


@contextmanager
def running(*words, **how):
    process = Process(*words, **how)
    try:
        yield process
    finally:
        process.stop()


def as_soon_as_it_answers(url):
    def answer():
        try:
            return httpx2.get(url)
        except httpx2.TransportError:
            return None

    return soon(answer)
