"""A whole cluster for measuring and for killing: nodes, an endpoint and a service in processes of their own, a PostgreSQL to
project into."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from sopflow.restate import RestateEngine
from sopflow.restate.local import LocalCluster, free_port
from sopflow.sql import SQLStore
from tests import postgres
from tests.restate.served import server


class Deployment:
    """`nodes` servers, one endpoint, one projection; each can be killed and started again."""

    def __init__(self, nodes: int, database: postgres.Cluster | None = None) -> None:
        program, binaries = server(), postgres.binaries()
        if program is None or binaries is None:
            raise SystemExit("needs restate-server (npm ci --prefix examples/restate) and PostgreSQL")
        self.folder = Path(tempfile.mkdtemp(prefix="sopflow-cluster-", dir="/tmp"))
        self._is_own = database is None
        self.database = database if database is not None else postgres.Cluster(binaries)
        self.cluster = LocalCluster(program, self.folder, nodes, partitions=6)
        self.cluster.start()
        self.port = free_port()
        self._endpoint: subprocess.Popen | None = None
        self._service: subprocess.Popen | None = None
        self._service_port = free_port()
        SQLStore(self.database.url).close()
        self.start_endpoint()
        self.cluster.register(f"http://127.0.0.1:{self.port}")

    def start_endpoint(self) -> None:
        self._endpoint = self._process("endpoint", "--ingress", self._ingresses, "--port", str(self.port))

    def kill_endpoint(self) -> None:
        _kill(self._endpoint)

    def start_service(self) -> str:
        """`sopflow serve` before the cluster; its address."""
        self._service = self._process(
            "serve", "--restate", self._ingresses, "--port", str(self._service_port), "--open-to-this-machine"
        )
        return f"http://127.0.0.1:{self._service_port}"

    def kill_service(self) -> None:
        _kill(self._service)

    def engine(self) -> RestateEngine:
        return RestateEngine(self.cluster.ingresses, SQLStore(self.database.url), patience=60)

    @property
    def _ingresses(self) -> str:
        return ",".join(self.cluster.ingresses)

    def _process(self, command: str, *words: str) -> subprocess.Popen:
        with (self.folder / f"{command}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "sopflow", command, *words, "--db", self.database.url],
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def stop(self) -> None:
        self.kill_endpoint()
        if self._service is not None:
            self.kill_service()
        self.cluster.stop()
        if self._is_own:
            self.database.remove()


def _kill(process: subprocess.Popen | None) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
