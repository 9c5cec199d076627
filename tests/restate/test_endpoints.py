"""Endpoints as processes: several behind one address, told to stop, and given the same as the service."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import sopflow
from sopflow.engine.directory import FixedDirectory
from sopflow.people.loading import load_directory
from sopflow.restate import RestateEngine
from sopflow.restate.agreement import EndpointDiffers, given, require_same
from sopflow.restate.local import free_port
from sopflow.restate.registering import NotReachable, advertised, register, served_at
from sopflow.sql import SQLStore
from sopflow.time.shelf import Shelf

from ..service.conftest import ROOT
from ..waiting import soon
from .served import fresh_name

pytestmark = pytest.mark.long

SURAT = "sopflow: 1\nid: surat\ntitle: Surat\nactors: {a: A}\nsteps:\n  - {id: satu, activity: Satu, actor: a}\n  - {id: dua, activity: Dua, actor: a}\n"  # fmt: skip


class Balancer:
    """One address for several: each connection goes to the next that takes it."""

    def __init__(self, *targets: tuple[str, int]) -> None:
        self._targets = itertools.cycle(targets)
        self._count = len(targets)
        self.address: str
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(
            target=self._loop.run_until_complete, args=(self._serve(ready),), daemon=True
        )
        self._thread.start()
        ready.wait(60)

    async def _serve(self, ready: threading.Event) -> None:
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        ready.set()
        await self._stop.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _connected(self, reader, writer) -> None:
        for _ in range(self._count):
            try:
                there = await asyncio.open_connection(*next(self._targets))
                break
            except OSError:
                continue
        else:
            writer.close()
            return
        both = (self._copy(reader, there[1]), self._copy(there[0], writer))
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*both, return_exceptions=True)

    @staticmethod
    async def _copy(source, target) -> None:
        try:
            while data := await source.read(65536):
                target.write(data)
                await target.drain()
        finally:
            target.close()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(5)


class Process:
    """`sopflow endpoint`, or another module that is one."""

    def __init__(self, *words: str, module: tuple[str, ...] = ("sopflow", "endpoint")) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", *module, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
            env=os.environ | {"LC_ALL": "en_US.UTF-8"},
        )  # fmt: skip
        self.said = self.process.stdout.readline()

    def end(self, how: int = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.ended()

    def ended(self) -> int:
        """The exit code of a process that ends by itself."""
        self.last, self.told = self.process.communicate(timeout=40)
        return self.process.returncode


@pytest.fixture
def started(node, tmp_path):
    """Starts endpoints under one name of objects; they are gone afterwards."""
    running: list[Process] = []
    name = fresh_name()

    def start(*words: str) -> Process:
        common = ("--ingress", node.ingresses[0], "--db", str(tmp_path / "p.db"), "--name", name)
        running.append(Process(*common, *words))
        return running[-1]

    start.name = name
    yield start
    for one in running:
        one.process.kill()
        one.process.communicate()


def engine_of(node, name, tmp_path, **ports) -> RestateEngine:
    return RestateEngine(node.ingresses, SQLStore(tmp_path / "p.db"), name=name, **ports)


def until_registered(node, name) -> str:
    """The address at which the cluster calls this name's objects."""
    return soon(lambda: served_at(node.nodes[0].admin, name))


def test_several_endpoints_share_one_address_and_any_of_them_may_go(node, started, tmp_path):
    admin, port = node.nodes[0].admin, free_port()
    shared = Balancer(("127.0.0.2", port), ("127.0.0.3", port))
    words = ("--port", str(port), "--register", admin, "--advertise", shared.address)
    one = started("--host", "127.0.0.2", *words)
    assert f"http://127.0.0.2:{port}" in one.said
    assert one.process.stdout.readline() == f"registered at {admin}: the cluster calls {shared.address}\n"
    assert until_registered(node, started.name) == shared.address
    other = started("--host", "127.0.0.3", *words)
    assert f"http://127.0.0.3:{port}" in other.said
    engine = engine_of(node, started.name, tmp_path)
    engine.register(sopflow.loads(SURAT))
    run = engine.start("surat", "a").id
    assert one.end(signal.SIGKILL) != 0
    assert engine.complete(run, "satu", "a").revision == 2
    one = started("--host", "127.0.0.2", *words)
    assert other.end() == 0
    assert "stopping: finishing running calls" in other.last
    assert engine.complete(run, "dua", "a").status == "completed"
    shared.stop()


def test_a_second_address_does_not_take_the_first_ones_calls(node, started):
    admin = node.nodes[0].admin
    first, second = str(free_port()), str(free_port())
    started("--port", first, "--register", admin)
    address = until_registered(node, started.name)
    assert address.endswith(first)
    other = started("--port", second, "--register", admin)
    assert other.ended() == 1
    assert f"served at {address} already" in other.told
    assert until_registered(node, started.name) == address
    third = started("--port", second, "--register", admin, "--replace")
    assert "serving" in third.said
    assert soon(lambda: served_at(admin, started.name) != address)


@pytest.mark.parametrize(
    ("admin", "host", "advertise", "found"),
    [
        ("http://n1:9070", "10.0.0.5", None, "http://10.0.0.5:9080"),
        ("http://n1:9070", "0.0.0.0", "http://sop.kota:80/", "http://sop.kota:80"),
        ("http://localhost:9070", "127.0.0.1", None, "http://127.0.0.1:9080"),
        ("http://n1:9070", "fd00::5", None, "http://[fd00::5]:9080"),
        ("http://n1:9070", "127.0.0.1", None, None),
        ("http://n1:9070", "::1", None, None),
        ("http://localhost:9070", "0.0.0.0", None, None),
        ("http://localhost:9070", "::", None, None),
    ],
)
def test_what_is_registered_is_an_address_that_the_cluster_can_reach(admin, host, advertise, found):
    if found is not None:
        assert advertised(admin, host, 9080, advertise) == found
        return
    with pytest.raises(NotReachable, match="--advertise"):
        advertised(admin, host, 9080, advertise)


def test_told_to_stop_an_endpoint_answers_what_is_in_flight(node, tmp_path):
    name, port = fresh_name(), free_port()
    words = (node.ingresses[0], str(tmp_path / "p.db"), name, str(port))
    process = Process(*words, module=("tests.restate.slow_endpoint",))
    register(node.nodes[0].admin, f"http://127.0.0.1:{port}")
    engine = engine_of(node, name, tmp_path)
    engine.register(sopflow.loads(SURAT))
    run = engine.start("surat", "a").id
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(engine.complete, run, "satu", "lambat")
        assert process.process.stdout.readline() == "asked\n"
        assert process.end() == 0, process.told
        assert done.result(60).revision == 2


def test_the_service_and_its_endpoints_are_given_the_same_or_the_service_does_not_start(node, started, tmp_path):
    file = ROOT / "examples/tangerang.directory.yaml"
    started("--port", str(free_port()), "--register", node.nodes[0].admin, "--directory", str(file))
    until_registered(node, started.name)
    engine_of(node, started.name, tmp_path, directory=load_directory(file)).agree()
    with pytest.raises(EndpointDiffers, match=r"directory: none here, tangerang .* there") as told:
        engine_of(node, started.name, tmp_path).agree()
    assert "direktori: tidak ada di sini" in told.value.message("id")
    calendars = {"kota": Shelf([ROOT / "definitions"])["tangerang"]}
    other_engine = engine_of(node, started.name, tmp_path, directory=load_directory(file), calendars=calendars)
    with pytest.raises(EndpointDiffers, match='calendar "kota"'):
        other_engine.agree()
    other = started("--port", str(free_port()))
    assert other.ended() == 1
    assert "directory: none here" in other.told
    assert "--replace" in other.told


def test_an_endpoint_that_has_no_port_does_not_say_that_it_serves(node, started):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        one = started("--port", str(taken.getsockname()[1]))
        assert one.said == ""
        assert one.ended() == 2
        assert "cannot be used" in one.told


def test_each_difference_is_named():
    shelf = Shelf([ROOT / "definitions"])
    ours = given(FixedDirectory({}), {"tangerang": shelf["tangerang"]})
    require_same(ours, ours)
    require_same(ours, ours | {"calendars": ours["calendars"] | {"lain": "0"}})
    for theirs in (
        ours | {"version": "0"}, ours | {"directory": None}, ours | {"calendars": {}},
        ours | {"calendars": {"tangerang": given(None, {"x": sopflow.time.AROUND_THE_CLOCK})["calendars"]["x"]}},
    ):  # fmt: skip
        with pytest.raises(EndpointDiffers, match=r"here, .* there"):
            require_same(ours, theirs)
