"""What an endpoint does with one connection that carries several calls, asked frame by frame."""

from __future__ import annotations

import asyncio

from h2 import events
from h2.connection import H2Connection

from sopflow.restate import serving
from sopflow.restate.local import free_port
from sopflow.restate.serving import LOOPBACK, serve

BODY = b"x" * 100
DONE = b"done"


class Connection:
    """A client that says what it wants of each stream, and when."""

    def __init__(self, reader, writer) -> None:
        self._reader, self._writer = reader, writer
        self._h2 = H2Connection()
        self._h2.initiate_connection()
        self._seen: list[events.Event] = []

    @classmethod
    async def to(cls, port: int) -> Connection:
        while True:
            try:
                return cls(*await asyncio.open_connection(LOOPBACK, port))
            except OSError:
                await asyncio.sleep(0.01)

    def ask(self, path: str) -> int:
        stream = self._h2.get_next_available_stream_id()
        words = {":method": "POST", ":path": path, ":scheme": "http", ":authority": LOOPBACK}
        self._h2.send_headers(stream, list(words.items()))
        return stream

    def give(self, stream: int) -> None:
        self._h2.send_data(stream, BODY, end_stream=True)

    async def until(self, stream: int, *kinds: type[events.Event]) -> events.Event:
        """Send what is waiting, all at once, and read until one of these comes on the stream."""
        self._writer.write(self._h2.data_to_send())
        while True:
            for one in self._seen:
                if isinstance(one, kinds) and one.stream_id == stream:
                    return one
            data = await self._reader.read(65_536)
            assert data, f"the connection ended before the answer on stream {stream}"
            self._seen += self._h2.receive_data(data)
            self._writer.write(self._h2.data_to_send())


class Calls:
    """`/slow` is answered when the test lets it be; all else at once, without its body."""

    def __init__(self) -> None:
        self.asked, self.let = asyncio.Event(), asyncio.Event()

    async def __call__(self, scope, receive, send) -> None:
        assert scope["type"] == "http"
        if scope["path"] == "/slow":
            self.asked.set()
            await self.let.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": DONE})


async def closed(port: int) -> None:
    """Until nobody listens any more."""
    while True:
        try:
            _, writer = await asyncio.open_connection(LOOPBACK, port)
        except OSError:
            return
        writer.close()
        await asyncio.sleep(0.01)


def played(play) -> None:
    """`play` with the application, a connection and a way to stop; then the server ends by itself, and without an error."""

    async def whole() -> None:
        calls, stop, port = Calls(), asyncio.Event(), free_port()
        server = asyncio.create_task(serve(calls, port=port, shutdown=stop.wait))
        client = await Connection.to(port)
        await play(calls, client, stop, port)
        stop.set()
        await server

    asyncio.run(asyncio.wait_for(whole(), 60))


def test_a_call_that_comes_after_the_stop_costs_no_other_its_answer():
    async def play(calls, client, stop, port) -> None:
        slow = client.ask("/slow")
        client.give(slow)
        sending = asyncio.create_task(client.until(slow, events.StreamEnded))
        await calls.asked.wait()
        sending.cancel()
        stop.set()
        await closed(port)
        late = client.ask("/late")
        client.give(late)
        assert isinstance(await client.until(late, events.StreamReset, events.StreamEnded), events.StreamReset)
        calls.let.set()
        answer = await client.until(slow, events.DataReceived)
        assert answer.data == DONE  # the connection ends with it, often before the stream does

    played(play)


def test_a_body_that_comes_after_the_answer_costs_no_other_its_answer():
    async def play(calls, client, stop, port) -> None:
        slow, early = client.ask("/slow"), client.ask("/early")
        await client.until(early, events.StreamEnded)
        client.give(early)
        await client.until(client.ask("/next"), events.StreamEnded)  # so it has come by now
        calls.let.set()
        assert await client.until(slow, events.StreamEnded)

    played(play)


def test_a_client_that_never_reads_does_not_hold_up_the_end(monkeypatch):
    monkeypatch.setattr(serving, "GRACE", 0.1)
    asked = asyncio.Event()

    async def endless(scope, receive, send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        asked.set()
        while True:
            await send({"type": "http.response.body", "body": BODY * 1000, "more_body": True})

    async def whole() -> None:
        stop, port = asyncio.Event(), free_port()
        server = asyncio.create_task(serve(endless, port=port, shutdown=stop.wait))
        while True:
            try:
                _, writer = await asyncio.open_connection(LOOPBACK, port)
                break
            except OSError:
                await asyncio.sleep(0.01)
        writer.transport.pause_reading()
        writer.write(b"POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
        await asked.wait()
        stop.set()
        ended, _ = await asyncio.wait((server,), timeout=60)
        writer.transport.abort()
        assert ended

    asyncio.run(whole())
