"""Whoever does not see a value learns nothing of it by asking: neither by tests, nor by orders, counts or pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import sopflow
from sopflow import search
from sopflow.sql import SQLStore, finding, sighting
from tests.sop import engine_for, sop

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
SOP = sop(
    """
- {id: ajukan, activity: Mengajukan, actor: pemohon, fills: [nama]}
- {id: isi, activity: Mengisi, actor: kasi, fills: [pagu, nomor, syarat, rasio, disetujui]}
- {id: akhir, activity: Mengakhiri, actor: petugas}
""",
    head="""actors:
  pemohon: {title: Pemohon, external: true, is: starter}
  petugas: Petugas
  kasi: Kasi
fields:
  nama: {max_length: 40, search: true}
  pagu: {type: money, visible_to: [kasi], search: true}
  nomor: {max_length: 40, visible_to: [kasi], search: true}
  rasio: {type: number, visible_to: [kasi], search: true}
  syarat: {some_of: [ktp, kk], visible_to: [kasi, pemohon], search: true}
  disetujui: {type: yes_no, visible_to: [kasi], search: true}""",
)
GUESSES = [
    *({"pagu": test(value)} for value in (0, 1, 4, 7) for test in (search.equal, search.at_least, search.at_most, search.above, search.below)),
    *({"pagu": search.filled(is_filled)} for is_filled in (True, False)),
    *({"nomor": value} for value in ("a0", "a1", "a2", "a3")),
    {"nomor": ["a0", "a1", "a2", "a3"]},
    *({"rasio": search.between(low / 10, high / 10)} for low, high in ((0, 0), (0, 3), (2, 5), (7, 8))),
    *({"disetujui": value} for value in (True, False)),
    *({"syarat": search.has(one)} for one in ("ktp", "kk")),
    {"nama": search.filled(), "pagu": search.above(2)},
]  # fmt: skip
SORTS = [f"{sign}field.{name}" for sign in ("", "-") for name in ("pagu", "nomor", "rasio", "disetujui")]


class Office:
    """Who may see every case, and only some of its fields."""

    def roles(self, person, at, unit):
        return {"budi": {"petugas": sopflow.Role()}, "kasi": {"kasi": sopflow.Role()}}.get(person)

    def units(self):
        return ()


@pytest.fixture(params=["memory", "few", "many"])
def filled(request, tmp_path, monkeypatch):
    """An engine of four cases, with hidden values by a function of a number."""
    if request.param == "many":
        monkeypatch.setattr(finding, "ENOUGH", -1)
        monkeypatch.setattr(sighting, "FEW", -1)

    def made(name, value_of):
        clock = sopflow.ManualClock(NOW)
        ids = iter(f"i{n}" for n in range(9))
        store = None if request.param == "memory" else SQLStore(tmp_path / f"{name}.db", synchronous="OFF")
        engine = engine_for(SOP, store=store, directory=Office(), clock=clock, new_id=lambda: next(ids))
        for n in range(4):
            clock.advance(timedelta(minutes=1))
            run = engine.start("uji", f"ani{n}")
            engine.complete(run.id, "ajukan", f"ani{n}", fields={"nama": f"Ani {n}"})
            value = value_of(n)
            given = {"pagu": value, "nomor": f"a{value}", "rasio": value / 10, "syarat": [("ktp", "kk")[value % 2]], "disetujui": value % 2 == 0}  # fmt: skip
            engine.complete(run.id, "isi", "kasi", fields=given)
        return engine

    return made


def learnt(engine, person):
    """Everything that somebody can find out by asking, whatever they guess."""
    own = engine.as_person(person)
    found = []

    def look(**asked):
        try:
            page = own.find(sop="uji", limit=2, **asked)
            found.append(([run.id for run in page.items], page.next))
        except sopflow.errors.BadCursor:
            found.append("no cursor")

    for guess in GUESSES:
        look(fields=guess)
        found.append(own.count(sop="uji", fields=guess))
    for sort in SORTS:
        for after in (None, "x", "0 0 3", "[3, 0.0, 0]", '["a1", 0.0, 1]'):
            for guess in (None, GUESSES[1], GUESSES[-1]):
                look(fields=guess, sort=sort, after=after)
    found.append([(run.id, dict(run.fields)) for run in own.find(sop="uji", sort="field.nama").items])
    return found


def test_nobody_learns_what_they_do_not_see_whatever_they_ask(filled):
    one, other = filled("satu", lambda n: n), filled("dua", lambda n: 7 - n)
    assert learnt(one, "budi") == learnt(other, "budi")
    assert learnt(one, "ani0") != learnt(other, "ani0")  # an applicant sees what of theirs is told to applicants
    assert learnt(one, "kasi") != learnt(other, "kasi")


def test_a_value_that_somebody_does_not_see_is_none(filled):
    own = filled("satu", lambda n: n).as_person("budi")
    assert own.find(sop="uji", fields={"pagu": search.at_least(0)}).items == ()
    assert own.count(sop="uji", fields={"pagu": search.filled(False)}) == 4
    assert own.find(sop="uji", sort="field.pagu").items == ()
    assert own.count(sop="uji", fields={"nama": "Ani 2"}) == 1


def test_whoever_sees_a_value_in_one_case_alone_finds_that_one(filled):
    engine = filled("satu", lambda n: n)
    own = engine.as_person("ani1")
    assert [run.subject or run.id for run in own.find(sop="uji", fields={"syarat": search.has("kk")}).items] == [
        "i1"
    ]
    assert own.count(sop="uji", fields={"syarat": search.has("ktp")}) == 0
