"""How the files of `case` were made, by the sopflow of 27 November 2026: what is stored of cases with fields, people of
their own, personal values and a called SOP for each record, which those of `make.py` are too old for.

They are never made again. `python -m tests.history.make_case FOLDER` writes a new set, to be kept beside them when something
is stored that is in none of them.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
import sys
from datetime import datetime, timedelta
from pathlib import Path

import sopflow
from sopflow.definition.codec import definition_to_json
from sopflow.engine.journal import JournalStore
from sopflow.flow.wire import command_to_json, event_to_json, instance_to_json
from sopflow.people.loading import load_directory
from sopflow.sql import SQLStore, dump

from .make import DECIDED, WIB, calendars, postgresql

HERE = Path(__file__).parent / "case"
DIRECTORY = load_directory(HERE / "kantor.directory.yaml")
_DAYS = "hours: {senin-jumat: [08:00-16:00]}, estimate: true"
ESTIMATE = f"periods:\n  - {{title: P, from: 2026-03-18, to: 2026-03-19, {_DAYS}}}\n"
IN_PART = f"{DECIDED}periods:\n  - {{title: P, from: 2026-03-19, to: 2026-03-19, {_DAYS}}}\n"
BEGINNING = datetime(2026, 3, 16, 9, tzinfo=WIB)
PAPERS = {
    "surat": {
        "name": "surat.pdf",
        "media_type": "application/pdf",
        "size": 12_345,
        "sha256": "0" * 64,
        "uri": "arsip:1",
    }
}
WHOLE = {
    "nama": "Siti Aminah", "nik": "3171234567890001", "nilai": 250_000_050, "jenis": "musik", "syarat": ["ktp", "kk"],
    "acara": "2026-08-17", "mulai": "19:30", "tamu": 300, "luas": 12.5, "ramai": True, "uraian": "Panggung\ndi lapangan",
    "titik": [{"tempat": "Lapangan", "luas": 100}, {"tempat": "Balai", "luas": 20.25}],
}  # fmt: skip
SMALL = WHOLE | {
    "nilai": 50_000_000,
    "syarat": ["ktp"],
    "ramai": False,
    "titik": [{"tempat": "Lapangan", "luas": 1}],
}


def definitions(*, personal: bool, last: int = 1) -> list[sopflow.Definition]:
    """The SOPs, the called one first; a journal has no place for personal values, so there no field is one."""
    found = []
    for name in ("titik-1", "buntu-1", *(f"izin-{version}" for version in range(1, last + 1))):
        text = (HERE / f"{name}.yaml").read_text("utf-8")
        found.append(
            sopflow.loads(text if personal else text.replace("personal: true, ", "").replace("personal: true", ""))
        )
    return found


class Story:
    """Cases in which everything is stored that those of `make.py` lack."""

    def __init__(self, store: sopflow.Store, *, personal: bool) -> None:
        self.store, self.personal = store, personal
        self.clock = sopflow.ManualClock(BEGINNING)
        self.ids = (f"case-{number:02}" for number in itertools.count(1)).__next__
        self.engine = self.engine_of(ESTIMATE)

    def engine_of(self, days: str, directory: sopflow.Directory | None = DIRECTORY) -> sopflow.Engine:
        return sopflow.Engine(
            self.store, clock=self.clock, directory=directory, calendars=calendars(days), new_id=self.ids
        )

    def started(self, fields: dict[str, object], by: str = "siti") -> str:
        run = self.engine.start(
            "izin", by, people={"saksi": ["sari", "seno"]}, subject="Acara", unit="u", documents=PAPERS
        )
        if fields:
            self.engine.complete(run.id, "ajukan", by, fields=fields, key="isi")
        return run.id

    def tell(self) -> None:
        for one in definitions(personal=self.personal):
            self.engine.register(one)
        self.filled_at_the_desk()
        self.rescheduled()
        self.each_place_visited()
        self.rejected_by_its_data()
        self.signed_for_another()
        self.moved()

    def filled_at_the_desk(self) -> None:
        """Entered for the applicant, taken back, entered again, corrected; its signer is another person then; redacted."""
        engine, clock = self.engine, self.clock
        case = self.started({})
        engine.complete(case, "ajukan", "lia", fields=SMALL)
        engine.undo_last(case, "lia", "salah orang")
        engine.complete(case, "ajukan", "lia", fields=WHOLE, documents=PAPERS)
        engine.correct(case, "lia", {"tamu": 400, "mulai": None}, "salah tulis")
        engine.rebind(case, "karim", {"saksi": ["sinta"]}, "berhalangan")
        engine.complete(case, "setuju", "sinta")
        clock.advance(timedelta(hours=1))
        engine.complete(case, "periksa", "karim", note="tanpa denah")
        engine.complete(case, "pilah", "lia")
        engine.correct(case, "lia", {"nilai": 250_000_051}, "dihitung lagi")
        if self.personal:
            engine.redact(case, "karim", "diminta pemohon", fields=["nik"])

    def rescheduled(self) -> None:
        """By one of two days off that were not certain."""
        case = self.started(SMALL)
        self.engine.complete(case, "setuju", "seno")
        engine = self.engine_of(IN_PART)
        for one in definitions(personal=self.personal):
            engine.register(one)
        engine.reschedule(case)

    def each_place_visited(self) -> None:
        engine = self.engine
        case = self.started(WHOLE)
        engine.rebind(case, "karim", {"saksi": ["sinta"]}, "berhalangan")
        engine.complete(case, "setuju", "sinta")
        self.clock.advance(timedelta(days=9))  # the head of the section has left: who stands in for them decides
        engine.complete(case, "periksa", "lia", note="tanpa denah")
        engine.complete(case, "pilah", "lia")
        engine.complete(case, "timbang", "lia")
        first, second = engine.instance(case).active[0].children
        engine.suspend(case, "lia", note="hujan")
        engine.resume(case, "lia")
        engine.complete(first, "lihat", "lia", fields={"catatan": "Rata"})
        engine.complete(first, "putus", "lia", "Y")
        engine.complete(second, "lihat", "lia", fields={"catatan": "Sempit"})
        engine.suspend(case, "lia", note="hujan lagi")

    def rejected_by_its_data(self) -> None:
        engine = self.engine
        case = self.started(WHOLE | {"acara": "2026-04-01", "ramai": False, "tamu": 2000})
        engine.complete(case, "setuju", "sari")
        engine.complete(case, "periksa", "lia", note="tanpa denah")
        engine.complete(case, "pilah", "lia")
        assert engine.complete(case, "timbang", "lia").end == "ditolak"

    def signed_for_another(self) -> None:
        """And one that waits for what never comes."""
        engine = self.engine
        stuck, signed = (engine.start("buntu", "lia").id for _ in range(2))
        engine.complete(stuck, "pilih", "lia", "N")
        engine.complete(stuck, "kiri", "lia")
        engine.complete(signed, "pilih", "lia", "Y")
        engine.complete(signed, "kiri", "lia")
        engine.complete(signed, "kanan", "kemal")
        engine.delegate(signed, "gabung", "kemal", "lia", "dinas luar")
        engine.sign_off(signed, "gabung", "lia")
        engine.claim(signed, "gabung", "luki")

    def moved(self) -> None:
        """To another version, which asks for another field."""
        case = self.started(SMALL)
        self.engine = self.engine_of(DECIDED)
        operator = self.engine_of(DECIDED, directory=None)
        for engine in (self.engine, operator):
            for one in definitions(personal=self.personal, last=2):
                engine.register(one)
        (move,) = operator.migrate("izin", to="2", by="admin", mapping={"setuju": "saksikan"}, instances=[case])
        assert move.refusal is None
        self.engine.complete(case, "saksikan", "seno")


def lines_of(store: sopflow.Store) -> list[str]:
    """Every event as stores keep it, and after those of an instance its snapshot."""
    found: list[object] = []
    names: list[str] = []
    after: str | None = None
    while True:
        page = store.find(sopflow.Query(), after, 200)
        names += [run.id for run in page.items]
        if (after := page.next) is None:
            break
    for name in sorted(names):
        events = list(store.history(name))
        found += map(event_to_json, events)
        found += ({"command": command_to_json(event.command)} for event in events)
        found.append({"snapshot": instance_to_json(store.load(name))})
    return [json.dumps(one, ensure_ascii=False) for one in found]


SIGNED = """\
sopflow: 1
id: berita
title: Berita acara
actors: {loket: Petugas loket, kasi: Kasi}
documents: {berita: {title: Berita acara, file: required}}
steps:
  - {id: teken, activity: Menandatangani, actor: [loket, kasi], sign_off: all, outputs: [berita]}
"""


def signatures(folder: Path) -> None:
    """What came later: a signature that brings a file before the last one (`signatures`)."""
    store = sopflow.InMemoryStore()
    engine = sopflow.Engine(store, clock=sopflow.ManualClock(BEGINNING), new_id=lambda: "signed-01")
    engine.register(sopflow.loads(SIGNED))
    engine.start("berita", "loket")
    engine.sign_off("signed-01", "teken", "loket", documents={"berita": PAPERS["surat"]})
    (folder / "events.jsonl").write_text("".join(f"{line}\n" for line in lines_of(store)), "utf-8")


HANDED_ON = """\
sopflow: 1
id: serah
title: Serah terima
actors: {loket: Petugas loket}
documents: {surat: Surat}
steps:
  - {id: terima, activity: Menerima, actor: loket, outputs: []}
"""


def handed_on(folder: Path) -> None:
    """What came later: a document that is named once more and keeps its file (`handed-on`)."""
    store = sopflow.InMemoryStore()
    engine = sopflow.Engine(store, clock=sopflow.ManualClock(BEGINNING), new_id=lambda: "handed-01")
    engine.register(sopflow.loads(HANDED_ON))
    engine.start("serah", "loket", documents={"surat": PAPERS["surat"]})
    engine.complete("handed-01", "terima", "loket", documents=["surat"])
    (folder / "events.jsonl").write_text("".join(f"{line}\n" for line in lines_of(store)), "utf-8")


def made(folder: Path) -> None:
    def write(name: str, lines: list[str]) -> None:
        (folder / name).write_text("".join(f"{line}\n" for line in lines), "utf-8")

    store = SQLStore(folder / "proses.db")
    Story(store, personal=True).tell()
    write("events.jsonl", lines_of(store))
    write("proses.dump.jsonl", list(dump(store, personal=True)))
    store.close()
    with sqlite3.connect(folder / "proses.db") as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("VACUUM")
    connection.close()
    postgresql(folder, lambda store: Story(store, personal=True).tell())
    kept = JournalStore(folder / "proses.journal")
    Story(kept, personal=False).tell()
    write("journal.jsonl", lines_of(kept))
    kept.close()
    found = [*definitions(personal=True, last=2), sopflow.load(HERE.parents[1] / "definition/every_key.yaml")]
    bodies = [{"digest": one.digest, "body": definition_to_json(one)} for one in found]
    write("digests.jsonl", [json.dumps(one, ensure_ascii=False) for one in bodies])


if __name__ == "__main__":
    made(Path(sys.argv[1]))
