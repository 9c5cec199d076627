"""An office of which every command is given: its SOP, its people, and cases in which a row is open."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import sopflow
from sopflow.people.directory import Holding, OfficeDirectory, Person, Position, Unit
from tests.sop import engine_for, sop

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 3, 12, 9, tzinfo=WIB)
ACTORS = "actors: {pemohon: {title: Pemohon, external: true}, petugas: Petugas, kasi: Kasi, camat: Camat}"
DOCUMENTS = "documents: {berkas: {title: Berkas, external: true}, sk: {title: SK, external: true}}"
ROWS = """
- {id: ajukan, activity: x, actor: pemohon}
- {id: periksa, activity: x, actor: petugas, duration: 1 hari, optional: true, extension: {by: petugas, times: 9}}
- {id: paraf, activity: x, actor: [petugas, kasi], sign_off: all}
- {id: tunggu, activity: x, wait: {until: berkas}}
- {id: tanda_tangan, activity: x, actor: kasi}
"""


def definition(may="", version=1):
    return sop(
        ROWS,
        head=f"version: {version}\n{ACTORS}\n{DOCUMENTS}\nfields: {{nama: Nama, rahasia: {{title: Rahasia, personal: true}}}}\n{may}",
    )


def day(text):
    return date.fromisoformat(text)


PEOPLE = {
    "petugas": ("ani", Holding("petugas", "utara")),
    "kasi": ("kasimin", Holding("kasi", "utara")),
    "camat": ("citra", Holding("camat", "utara")),
    "a starter": ("wati", Holding("pemohon", "utara")),
    "an external actor in another's case": ("wawan", Holding("pemohon", "utara")),
    "of another unit": ("sari", Holding("petugas", "selatan")),
    "a former official": ("dulu", Holding("petugas", "utara", last=day("2026-03-11"))),
    "a future official": ("nanti", Holding("petugas", "utara", first=day("2026-03-13"))),
}
DIRECTORY = OfficeDirectory(
    "d",
    WIB,
    [Unit("utara", "U"), Unit("selatan", "S")],
    [Position(name, name, (name,)) for name in ("pemohon", "petugas", "kasi", "camat")],
    [Person(name, name, (holding,)) for name, holding in PEOPLE.values()],
)


def office(may="", **options):
    return engine_for(definition(may), clock=sopflow.ManualClock(NOW), directory=DIRECTORY, **options)


def begun(engine):
    return engine.start("uji", "wati", unit="utara").id


def at(row, may=""):
    """An engine, and a case in which a row is open."""
    engine = office(may)
    run = begun(engine)
    for step, by in (("ajukan", "wati"), ("periksa", "ani"), ("paraf", "ani"), ("paraf", "kasimin")):
        if engine.instance(run).active[0].step == row:
            break
        engine.complete(run, step, by)
    return engine, run


def migrating(may=""):
    engine, run = at("periksa")
    engine.register(definition(may, version=2))

    def give(by):
        one = next(engine.migrate("uji", to="2", by=by, instances=[run]))
        if one.refusal is not None:
            raise one.refusal

    return engine, run, give
