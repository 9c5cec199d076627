"""A cluster on this machine, of one node or several: for trying out, for tests and for measuring."""

from __future__ import annotations

import contextlib
import os
import platform
import random
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import httpx2

from sopflow.files import write_whole

from .registering import register

SERVER: Final = "RESTATE_SERVER"
"""The environment variable that says where the server's binary is."""
_PATIENCE: Final = 60.0
_CONFIGURATION: Final = """\
roles = ["metadata-server", "admin", "worker", "log-server", "http-ingress"]
node-name = "n{number}"
cluster-name = "{cluster}"
base-dir = "{folder}"
advertised-address = "http://127.0.0.1:{peer}"
bind-address = "127.0.0.1:{peer}"
listen-mode = "tcp"
auto-provision = {first}
default-replication = {replication}
default-num-partitions = {partitions}
disable-telemetry = true
rocksdb-total-memory-size = "{memory}"
[worker.invoker]
inactivity-timeout = "{patience}"
[metadata-client]
addresses = [{peers}]
[ingress]
bind-address = "127.0.0.1:{ingress}"
[admin]
bind-address = "127.0.0.1:{admin}"
disable-web-ui = true
"""


def server_program(folders: Iterable[Path] = ()) -> Path | None:
    """Find the server's binary: named by RESTATE_SERVER, on the PATH, or below `node_modules` of one of some
    folders."""
    named = os.environ.get(SERVER)
    if named:
        return Path(named)
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    package = f"node_modules/@restatedev/restate-server-linux-{machine}/bin/restate-server"
    for folder in folders:
        if (folder / package).exists():
            return folder / package
    found = shutil.which("restate-server")
    return Path(found) if found is not None else None


class Node:
    """One server process."""

    def __init__(self, program: Path, folder: Path, number: int) -> None:
        self.number = number
        self.folder = folder
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None
        self.peer, self.ingress_port, self.admin_port = (free_port() for _ in range(3))

    @property
    def ingress(self) -> str:
        return f"http://127.0.0.1:{self.ingress_port}"

    @property
    def admin(self) -> str:
        return f"http://127.0.0.1:{self.admin_port}"

    @property
    def configuration(self) -> Path:
        return self.folder / f"n{self.number}.toml"

    def start(self) -> None:
        with (self.folder / f"n{self.number}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self._program), "--config-file", str(self.configuration)],
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        """Kill the process without warning, as a power cut would."""
        self.stop(signal.SIGKILL)

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
            self._process.kill()
            self._process.wait()
            self._process = None


class LocalCluster:
    """Server processes on free ports of the loopback; with three, each piece of data is on two of them. With
    `replays` a handler is run again from its journal at each point where it waits, which finds code that is not
    deterministic. Raise `TimeoutError` if they do not start. Use it as a context manager, or call `start` and `stop`.
    """

    def __init__(
        self,
        program: Path,
        folder: Path,
        nodes: int = 1,
        *,
        partitions: int = 4,
        memory: str = "512 MB",
        replays: bool = False,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.nodes = [Node(program, folder, number) for number in range(1, nodes + 1)]
        peers = ", ".join(f'"http://127.0.0.1:{node.peer}"' for node in self.nodes)
        for node in self.nodes:
            text = _CONFIGURATION.format(
                number=node.number, cluster=f"sopflow-{folder.name}", folder=folder / f"d{node.number}", peer=node.peer,
                first="true" if node.number == 1 else "false", replication=min(2, nodes), partitions=partitions,
                memory=memory, patience="0s" if replays else "1m", peers=peers, ingress=node.ingress_port, admin=node.admin_port,
            )  # fmt: skip
            write_whole(node.configuration, text)

    @property
    def ingresses(self) -> list[str]:
        return [node.ingress for node in self.nodes]

    def start(self) -> None:
        for node in self.nodes:
            node.start()
        self.wait()

    def wait(self) -> None:
        """Until every node answers."""
        for node in self.nodes:
            _until(lambda node=node: httpx2.get(f"{node.admin}/health", timeout=2).is_success)
            _until(lambda node=node: httpx2.get(f"{node.ingress}/restate/health", timeout=2).is_success)

    def register(self, address: str) -> None:
        """Register an endpoint with the cluster; an earlier registration of the same address is replaced."""
        why = register(self.nodes[0].admin, address, patience=_PATIENCE)
        if why is not None:
            raise TimeoutError(f"the endpoint was not registered: {why.en}")

    def stop(self) -> None:
        for node in self.nodes:
            node.stop(signal.SIGKILL)

    def __enter__(self) -> LocalCluster:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def free_port() -> int:
    """Return a free port of the loopback; not one of the ports that the system gives to connections, which could be
    taken before it is used."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def _until(answers: Any) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        with contextlib.suppress(httpx2.HTTPError):
            if answers():
                return
        if time.monotonic() > until:
            raise TimeoutError("the cluster did not come up; its log is beside its configuration")
        time.sleep(0.05)
