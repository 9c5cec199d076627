"""A whole cluster for measuring and for killing: nodes, an endpoint in a process of its own, a PostgreSQL to project into."""

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
        SQLStore(self.database.url).close()
        self.start_endpoint()
        self.cluster.register(f"http://127.0.0.1:{self.port}")

    def start_endpoint(self) -> None:
        words = ["endpoint", "--ingress", ",".join(self.cluster.ingresses), "--port", str(self.port)]
        with (self.folder / "endpoint.log").open("ab") as log:
            self._endpoint = subprocess.Popen(
                [sys.executable, "-m", "sopflow", *words, "--db", self.database.url],
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def kill_endpoint(self) -> None:
        os.kill(self._endpoint.pid, signal.SIGKILL)
        self._endpoint.wait()

    def engine(self) -> RestateEngine:
        return RestateEngine(self.cluster.ingresses, SQLStore(self.database.url), patience=60)

    def stop(self) -> None:
        self.kill_endpoint()
        self.cluster.stop()
        if self._is_own:
            self.database.remove()
