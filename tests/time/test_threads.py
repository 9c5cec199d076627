"""What is made when it is first needed is right for every thread: calendars, an engine, the service."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Barrier, Event
from zoneinfo import ZoneInfo

import pytest

import sopflow
from sopflow.definition.duration import parse
from sopflow.time.shelf import Shelf
from tests.share import share

ROOT = Path(__file__).parents[2]
WIB = ZoneInfo("Asia/Jakarta")
THREADS = 12
DEFINITIONS = ROOT / "definitions"


def wib(text):
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


@pytest.fixture(autouse=True)
def _threads_take_turns_often():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def together(*works):
    """What works give that begin at the same moment, each in a thread of its own."""
    barrier = Barrier(len(works))

    def one(work):
        barrier.wait(30)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def test_a_fresh_calendar_is_right_for_every_thread_whatever_year_another_asks_for():
    duration, right = parse("2 hari"), wib("2026-03-26 10:00")
    dues = set()
    for number in range(share(15)):
        shelf = Shelf([DEFINITIONS])
        far = [wib(f"{year}-05-02 10:00") for year in (2012, 2019, 2033 + number)]
        starts = [wib("2026-03-17 10:00")] * (THREADS - len(far)) + far
        works = [lambda at=at, shelf=shelf: (at, shelf["tangerang"].add(at, duration)) for at in starts]
        dues |= {due for at, due in together(*works) if at == starts[0]}
        dues.add(shelf["tangerang"].add(starts[0], duration))  # and it does not stay wrong
    assert dues == {right}


SOP = sopflow.loads("""\
sopflow: 1
id: surat
title: Surat
calendar: tangerang
actors: {camat: Camat}
steps: [{id: tulis, activity: Menulis., actor: camat, duration: 2 hari}]
""")


def test_an_engine_gives_every_thread_the_same_flow_and_the_right_due_times():
    for _ in range(share(8)):
        store = sopflow.InMemoryStore()
        sopflow.Engine(store, calendars=Shelf([DEFINITIONS])).register(SOP)
        clock = sopflow.ManualClock(wib("2026-03-17 10:00"))
        engine = sopflow.Engine(store, calendars=Shelf([DEFINITIONS]), clock=clock)

        def work(number, engine=engine):
            acted_at = wib(f"{2010 + number}-05-02 10:00") if number < 3 else None
            flow = engine.flow("surat")
            run = engine.start("surat", by="camat", acted_at=acted_at)
            return id(flow), None if acted_at else run.active[0].due

        found = together(*(lambda n=n: work(n) for n in range(THREADS)))
        assert len({flow for flow, _ in found}) == 1
        assert {due for _, due in found} == {None, wib("2026-03-26 10:00")}


class _Slow(sopflow.InMemoryStore):
    """A store in which others have time to look in the middle of an append."""

    def __init__(self):
        super().__init__()
        self.middle, self.looked = Event(), Event()
        self._events = _Events(self.is_in_the_middle)

    def is_in_the_middle(self):
        if self.middle.is_set():
            return
        self.middle.set()
        self.looked.wait(0.2)


class _Events(list):
    """What is appended after the snapshot and before the key."""

    def __init__(self, appended):
        super().__init__()
        self.appended = appended

    def append(self, event):
        super().append(event)
        self.appended()


def test_a_retry_that_overlaps_returns_what_the_first_returned():
    store = _Slow()
    store.middle.set()
    engine = sopflow.Engine(store)
    engine.register(sopflow.load(DEFINITIONS / "pengawalan.yaml"))
    run = engine.start("pengawalan", by="camat")
    store.middle.clear()

    def first():
        return engine.complete(run.id, "terima_perintah", by="camat", key="satu")

    def again():
        assert store.middle.wait(30)
        try:
            return engine.complete(run.id, "terima_perintah", by="camat", key="satu")
        finally:
            store.looked.set()

    one, other = together(first, again)
    assert one == other
    assert len(list(engine.history(run.id))) == one.revision


def test_the_first_requests_of_a_service_have_the_right_due_times():
    from starlette.testclient import TestClient

    from sopflow.service import service

    for _ in range(share(3)):
        engine = sopflow.Engine(calendars=Shelf([DEFINITIONS]), clock=sopflow.ManualClock(wib("2026-03-17 10:00")))
        engine.register(SOP)
        with TestClient(service(engine, who=lambda _: "camat"), base_url="http://localhost") as client:

            def ask(number, client=client):
                backdated = {"acted_at": f"{2010 + number}-05-02T10:00:00+07:00"} if number < 3 else {}
                answer = client.post("/instances", json={"sop": "surat"} | backdated)
                return None if backdated else (answer.status_code, answer.json()["active"][0]["due"])

            found = together(*(lambda n=n: ask(n) for n in range(THREADS)))
        assert {one for one in found if one is not None} == {(201, "2026-03-26T10:00:00+07:00")}
