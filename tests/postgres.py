"""A PostgreSQL server for tests: a cluster of its own in a temporary folder, which a test may also stop and start."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

COMMAND = "apt-get install postgresql && pip install -e '.[dev]'"


def binaries() -> Path | None:
    """Where `pg_ctl` and `initdb` are."""
    for folder in [
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
        *map(Path, os.get_exec_path()),
    ]:
        if (folder / "pg_ctl").exists() and (folder / "initdb").exists():
            return folder
    return None


class Cluster:
    """A server on a free port of the loopback. It need not wait for the disk where only processes fall, and no machine."""

    def __init__(self, folder: Path, *, waits: bool = True) -> None:
        self._folder, self._waits = folder, waits
        self.folder = Path(tempfile.mkdtemp(prefix="sopflow-pg-", dir="/tmp"))
        # the server does not run as root
        self._user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        if self._user is not None:
            os.chown(self.folder, self._user.pw_uid, self._user.pw_gid)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._run(
            "initdb",
            "-D",
            f"{self.folder}/data",
            "-U",
            "sopflow",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--no-locale",
        )
        self.start()

    @property
    def url(self) -> str:
        return f"postgresql://sopflow@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options = f"-p {self.port} -h 127.0.0.1 -k {self.folder} -c max_connections=100"
        if not self._waits:
            options += " -c fsync=off -c full_page_writes=off"
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """`immediate` is a crash: nothing is written, connections are cut."""
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", mode, "stop")

    def remove(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, name: str, *arguments: str) -> None:
        user = {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []} if self._user else {}
        subprocess.run(
            [str(self._folder / name), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
            timeout=120,
            **user,
        )
