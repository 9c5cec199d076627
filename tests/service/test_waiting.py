"""Neither a body that does not come nor a full packet is waited for."""

from __future__ import annotations

import asyncio
import socket

import pytest

from sopflow.service import service
from sopflow.studio.app import studio_app
from sopflow.studio.folder import Folder
from sopflow.web import body
from sopflow.web.serving import listening_at


@pytest.mark.parametrize("kind", ["service", "page"])
def test_a_body_that_does_not_come_is_not_waited_for(engine, tmp_path, monkeypatch, kind):
    monkeypatch.setattr(body, "SECONDS", 0.01)
    page = studio_app(Folder(tmp_path), token="kunci", hosts=frozenset({"localhost"}))
    app, path = (service(engine, token="kunci"), "/instances") if kind == "service" else (page, "/api/files")
    answers = []

    async def send(message):
        answers.append(message)

    async def receive():
        await asyncio.Event().wait()

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http", "path": path,
        "raw_path": path.encode(), "root_path": "", "query_string": b"", "client": ("127.0.0.1", 1), "server": ("localhost", 80),
        "headers": [(b"host", b"localhost"), (b"authorization", b"Bearer kunci"), (b"content-type", b"application/json"), (b"content-length", b"9")],
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    assert answers[0]["status"] == 408
    assert (b"connection", b"close") in answers[0]["headers"]


def test_no_answer_waits_for_more():
    """TCP_NODELAY, without which each answer on a kept connection comes 40 ms late."""

    async def connected() -> int:
        accepted: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def on_connection(_, writer):
            accepted.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        server = await asyncio.start_server(on_connection, sock=listening_at("127.0.0.1", 0))
        async with server:
            _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.close()
            return await accepted

    assert asyncio.run(connected())
