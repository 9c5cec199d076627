"""Every program of docs/host.md runs as it is shown: the application behind the proxy, with a stream open when it is stopped."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx2
import pytest

from tests import services
from tests.waiting import soon

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/host.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.S)
APPLICATION, *OTHERS = [block for block in BLOCKS if "context.configure" not in block and "django" not in block]
"""Those for Django run in tests/sql/test_lent.py."""
(PROXY,) = re.findall(r"```nginx\n(.*?)```", PAGE, re.S)
SAYS = {
    "engine.advance()": "",
    "def send": "to camat: terima_perintah is open",
    "ThreadPool": "8\n",
    "activate(": "1\n",
}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.parametrize("block", OTHERS, ids=lambda block: next(key for key in SAYS if key in block))
def test_a_program_of_the_page_runs(block, tmp_path):
    code = block.replace("proses.db", str(tmp_path / "p.db"))
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout.startswith(next(said for key, said in SAYS.items() if key in block))


def answer(method: str, url: str, **more):
    def asked():
        try:
            return httpx2.request(method, url, **more)
        except httpx2.TransportError:
            return None

    return soon(asked)


def test_the_application_runs_behind_the_proxy_and_ends_with_a_stream_open(tmp_path):
    nginx = services.program("nginx", command="apt-get install nginx-light")
    port, front = free_port(), free_port()
    folder = tmp_path / "definitions"
    folder.symlink_to(ROOT / "definitions")
    (tmp_path / "office.py").write_text(APPLICATION, "utf-8")
    proxied = PROXY.replace("127.0.0.1:8000", f"127.0.0.1:{port}")
    paths = " ".join(
        f"{name}_temp_path {tmp_path};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; pid {tmp_path}/pid; error_log stderr; events {{}}\n"
        f"http {{ access_log off; {paths}\nserver {{ listen 127.0.0.1:{front};\n{proxied} }} }}\n"
    )
    command = [sys.executable, "-m", "uvicorn", "office:app", "--port", str(port)]
    server = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL)
    proxy = subprocess.Popen([nginx, "-c", str(tmp_path / "nginx.conf")], stderr=subprocess.DEVNULL)
    try:
        who = {"x-user": "camat"}
        first = answer("POST", f"http://127.0.0.1:{port}/letters/ND-1", headers=who).json()
        assert answer("POST", f"http://127.0.0.1:{port}/letters/ND-1", headers=who).json() == first
        assert answer("POST", f"http://127.0.0.1:{port}/letters/ND-2").status_code == 401
        service = f"http://127.0.0.1:{front}/sop"
        assert answer("GET", f"{service}/instances").status_code == 401
        run = answer("GET", f"{service}/instances/{first['instance']}", headers=who)
        assert (run.json()["status"], run.headers["etag"]) == ("running", '"1"')
        heard, ended = threading.Event(), threading.Event()

        def listen():
            with httpx2.stream("GET", f"{service}/events", headers=who, timeout=60) as stream:
                for line in stream.iter_lines():
                    if line.startswith("data:"):
                        heard.set()
            ended.set()

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        assert heard.wait(60)  # through the proxy, though the stream goes on
        server.terminate()
        assert server.wait(60) is not None
        assert ended.wait(60)
        listener.join(60)
    finally:
        for one in (server, proxy):
            one.terminate()
            one.wait(30)
