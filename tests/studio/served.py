"""The page's server in a thread, on a copy of some definitions."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from sopflow.studio.app import studio_app
from sopflow.studio.folder import Folder

ROOT = Path(__file__).parents[2]
NAMES = ("pengawalan.yaml", "pengawalan.scenarios.yaml", "rekomendasi-izin-keramaian.yaml")


def copied(folder: Path) -> Path:
    folder.mkdir()
    for name in NAMES:
        shutil.copy(ROOT / "definitions" / name, folder / name)
    shutil.copytree(ROOT / "definitions/calendars", folder / "calendars")
    return folder


@contextmanager
def served(folder: Path, engine=None):
    """The address of a running server, with its token."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    app = studio_app(Folder(folder), token="kunci", hosts=frozenset({f"127.0.0.1:{port}"}), engine=engine)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}/?token=kunci"
    server.should_exit = True
    thread.join(10)
    listening.close()
