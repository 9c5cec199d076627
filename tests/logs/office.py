"""A store in which much has happened: answers, returns, signatures, skips, undoings, claims, waits, people with names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sopflow
from sopflow.engine.directory import FixedDirectory
from tests.sop import engine_for

SRI, BUDI, CICI = PEOPLE = ("Sri Rahayu", "Pak Budi", "Ibu Cici")
SUBJECT, NOTE = "Surat dari Pak Warga", "=catatan tentang Pak Warga"
PERSONAL = (*PEOPLE, SUBJECT, NOTE)
UNIT = "utara"
SOURCE = """sopflow: 1
id: uji
title: Uji
documents: {surat: Surat <penting>}
actors: {a: A, b: B, c: C}
steps:
- {id: tulis, activity: '=Menulis & "mengirim"', actor: a, outputs: [surat]}
- {id: periksa, activity: Memeriksa, actor: b, inputs: [surat], branches: {Y: paraf, N: tulis}, duration: 1 jam}
- {id: paraf, activity: Membubuhkan paraf, actor: [a, b], sign_off: all}
- {id: antar, activity: Mengantar, actor: c, optional: true}
- {id: tunggu, wait: 2 jam, activity: Menunggu tanggapan}
- {id: arsip, activity: Mengarsip, actor: c}
"""
SOP = sopflow.loads(SOURCE)
WAYS = {
    0: ["tulis", "periksa", "paraf", "paraf", "tunggu", "arsip"],
    1: ["tulis", "periksa", "paraf", "paraf", "antar"],
    2: ["tulis", "periksa", "tulis", "periksa", "paraf", "paraf", "antar", "tunggu", "arsip"],
    3: ["tulis", "periksa", "paraf"],
}
"""What was done and stands in each instance, worked out from `happened` by hand."""


class Clock:
    def __init__(self):
        self.at = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

    def now(self):
        return self.at


class Acting:
    """An engine for which seven minutes pass before each command."""

    def __init__(self, engine, clock):
        self._engine, self._clock = engine, clock

    def __getattr__(self, name):
        self._clock.at += timedelta(minutes=7, milliseconds=3)
        return getattr(self._engine, name)


class Office(FixedDirectory):
    def units(self):
        return (UNIT,)


def happened(store=None):
    """An engine with four instances: the second is running, the fourth cancelled."""
    clock = Clock()
    numbers = iter(range(4))
    whole = engine_for(
        SOP, store=store, clock=clock, directory=Office({SRI: ("a",), BUDI: ("b",), CICI: ("c",)}),
        new_id=lambda: f"kasus-{next(numbers)}",
    )  # fmt: skip
    engine = Acting(whole, clock)
    for number in range(4):
        run = engine.start("uji", SRI, subject=SUBJECT).id
        engine.complete(run, "tulis", SRI, note=NOTE)
        if number == 1:
            engine.undo_last(run, SRI, "keliru")
            engine.complete(run, "tulis", SRI)
        engine.claim(run, "periksa", BUDI)
        engine.complete(run, "periksa", BUDI, "N" if number == 2 else "Y")
        if number == 2:
            engine.complete(run, "tulis", SRI)
            engine.complete(run, "periksa", BUDI, "Y")
        engine.sign_off(run, "paraf", SRI)
        if number == 1:
            engine.withdraw(run, "paraf", SRI)
            engine.sign_off(run, "paraf", SRI)
        if number == 3:
            engine.cancel(run, SRI)
            continue
        engine.sign_off(run, "paraf", BUDI)
        if number == 0:
            engine.skip(run, "antar", CICI, NOTE)
        else:
            engine.complete(run, "antar", CICI)
        if number == 1:
            continue
        clock.at += timedelta(hours=3)
        engine.advance(run)
        engine.complete(run, "arsip", CICI)
    return whole
