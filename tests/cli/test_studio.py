"""`sopflow studio` as a process: it prints an address that answers, and stops when it is told to."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from sopflow.cli import main

ROOT = Path(__file__).parents[2]


def test_it_prints_an_address_that_answers(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "sopflow", "studio", str(ROOT / "definitions"), "--no-browser", "--lang", "id"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        line = process.stdout.readline()
        address = urlsplit(re.search(r"http://\S+", line).group())
        assert address.hostname == "127.0.0.1"
        connection = HTTPConnection(address.hostname, address.port, timeout=60)
        connection.request("GET", f"/?{address.query}")
        answer = connection.getresponse()
        assert (answer.status, answer.headers["location"]) == (303, "/")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
    assert process.returncode is not None


def test_a_studio_that_is_told_to_stop_leaves_its_database_in_one_file(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "sopflow", "studio", str(ROOT / "definitions"), "--no-browser", "--db", str(tmp_path / "p.db")],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    address = urlsplit(re.search(r"http://\S+", process.stdout.readline()).group())
    connection = HTTPConnection(address.hostname, address.port, timeout=60)
    connection.request("GET", f"/?{address.query}")
    assert connection.getresponse().status == 303
    assert (tmp_path / "p.db-wal").exists()
    process.send_signal(signal.SIGTERM)
    process.wait(60)
    assert [path.name for path in tmp_path.iterdir()] == ["p.db"]


def test_a_port_that_cannot_be_had_is_said_so(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        for port in (taken.getsockname()[1], 99999, -1):
            assert main(["studio", str(ROOT), "--no-browser", "--port", str(port), "--lang", "id"]) == 2
            assert f"port {port} tidak dapat dipakai" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_said_so(capsys):
    assert main(["studio", "/tidak/ada", "--lang", "id"]) == 2
    assert "tidak ada map /tidak/ada" in capsys.readouterr().err
