"""How the files of this folder were made, by the sopflow of 25 November 2026 (commit d9604c7), and those of `version-2`, by
the first that wrote version 2 of the wire (26 November 2026).

They are what those versions stored, and are never made again: a later sopflow opens, audits, replays and continues them.
`python -m tests.history.make FOLDER` writes them anew, for whoever adds the files of a later version beside them. Since
version 1 who may cancel and migrate has narrowed: then "citra" cancelled, and "admin" migrated in spite of the directory.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import sopflow
from sopflow.definition.codec import definition_to_json
from sopflow.engine.journal import JournalStore
from sopflow.flow.wire import event_to_json, instance_to_json
from sopflow.people.loading import load_directory
from sopflow.time.loading import check_bytes

HERE = Path(__file__).parent
WIB = ZoneInfo("Asia/Jakarta")
BEGINNING = datetime(2026, 3, 16, 9, tzinfo=WIB)
HOURS = (
    "sopflow: 1\ncalendar: kantor\ntitle: Kantor\ntime_zone: Asia/Jakarta\nhours: {senin-jumat: [08:00-16:00]}\n"
)
ESTIMATE = "periods:\n  - {title: P, from: 2026-03-18, to: 2026-03-18, hours: {senin-jumat: [08:00-16:00]}, estimate: true}\n"
DECIDED = "holidays: {own: {2026-03-18: Libur}}\n"
SEEN = "arsip"
DIRECTORY = load_directory(HERE / "kantor.directory.yaml")


def calendars(more: str) -> dict:
    return {"kantor": check_bytes((HOURS + more).encode(), "kantor.calendar.yaml").required()}


def definitions() -> list[sopflow.Definition]:
    return [sopflow.load(HERE / name) for name in ("induk-1.yaml", "anak-1.yaml")]


class Story:
    """Runs in which every type of event happens."""

    def __init__(self, engine_of) -> None:
        self.clock = sopflow.ManualClock(BEGINNING)
        self.engine_of = engine_of
        ids = (f"fixture-{number:02}" for number in itertools.count(1))
        self.ports = {"clock": self.clock, "directory": DIRECTORY, "new_id": ids.__next__}
        self.engine = engine_of(calendars=calendars(ESTIMATE), **self.ports)
        for one in definitions():
            self.engine.register(one)

    def later(self, hours: float) -> None:
        self.clock.advance(timedelta(hours=hours))
        self.engine.advance()

    def tell(self) -> None:
        engine = self.engine
        papers = {"surat": {"number": "065/1", "date": "2026-03-16", "uri": "arsip:1", "sha256": "0" * 64}}

        # late, extended, moved by a day off that was decided, on another version
        late = engine.start("induk", "ani", subject="Surat yang terlambat", key="ND-1", data={"nomor": 1})
        engine.extend(late.id, "mulai", "budi", "cuti bersama", "1 hari")
        engine.extend(late.id, None, "budi", "cuti bersama")

        # the whole way
        whole = engine.start("induk", "ani", subject="Kunjungan Gubernur", unit="u", documents=papers)
        engine.annotate(whole.id, "ani", "dimulai", step="mulai", data={"catatan": [1, 2]})
        engine.claim(whole.id, "mulai", "ani")
        engine.release(whole.id, "mulai", "ani", note="dinas luar")
        engine.complete(whole.id, "mulai", "ani", choose={"d": "c"}, key="langkah-1", acted_at=BEGINNING)
        engine.undo_last(whole.id, "ani", "keliru")
        engine.complete(whole.id, "mulai", "ani", choose={"d": "c"}, data={"jumlah": "5"})
        engine.skip(whole.id, "bila_perlu", "ani", "tidak perlu")
        engine.sign_off(whole.id, "paraf", "budi", "Y")
        engine.withdraw(whole.id, "paraf", "budi", note="baca lagi")
        engine.reassign(whole.id, "paraf", "budi", "dewi", note="bergantian")
        engine.complete(whole.id, "paraf", "dewi", "Y", documents=papers)
        engine.suspend(whole.id, "citra", note="menunggu anggaran")
        self.clock.advance(timedelta(hours=2))
        engine.resume(whole.id, "citra")
        engine.complete(whole.id, "paraf", "citra", "Y", note="setuju")
        engine.receive(whole.id, {"tanggapan": {"number": "12"}}, "ani", note="diterima lewat pos")
        engine.delegate(whole.id, "putusan", "citra", "budi", "cuti")
        engine.complete(whole.id, "putusan", "budi", "lanjut")
        engine.complete(whole.id, "periksa", "citra")
        self.later(1)
        child = next(row.child for row in engine.instance(whole.id).active if row.child)
        engine.complete(child, "kerja", "budi", "selesai")
        engine.complete(whole.id, "kirim", "ani")

        # rejected, cancelled, led where the paper does not say, waiting for a called one
        for subject, answer in (("Ditolak", "tolak"), ("Dibelokkan", "lain"), ("Memanggil", "lanjut")):
            run = engine.start("induk", "ani", subject=subject)
            engine.complete(run.id, "mulai", "ani", choose={"d": "b"})
            engine.skip(run.id, "bila_perlu", "ani", "tidak perlu")
            engine.complete(run.id, "paraf", "budi", "Y")
            engine.complete(run.id, "paraf", "citra", "Y")
            engine.receive(run.id, ["tanggapan"], "ani")
            to = {"to": "kirim", "note": "atas petunjuk"} if answer == "lain" else {"note": "tidak cukup"}
            engine.complete(run.id, "putusan", "budi", answer, **to)
            if answer == "lanjut":
                engine.complete(run.id, "periksa", "citra")
                self.later(1)
        gone = engine.start("induk", "ani", subject="Dibatalkan")
        engine.cancel(gone.id, "ani", note="dobel")
        half = engine.start("induk", "ani", subject="Ditangguhkan")
        engine.complete(half.id, "mulai", "ani", choose={"d": "b"})
        engine.complete(half.id, "bila_perlu", "ani")
        engine.complete(half.id, "paraf", "budi", "N")
        engine.suspend(half.id, "citra")
        idle = engine.start("induk", "ani", subject="Menunggu putusan")
        engine.complete(idle.id, "mulai", "ani", choose={"d": "b"})
        engine.skip(idle.id, "bila_perlu", "ani", "tidak perlu")
        engine.complete(idle.id, "paraf", "budi", "Y")
        engine.complete(idle.id, "paraf", "citra", "Y")

        self.engine = engine = self.engine_of(calendars=calendars(DECIDED), **self.ports)
        for one in definitions():
            engine.register(one)
        engine.reschedule(late.id)
        engine.register(sopflow.load(HERE / "induk-2.yaml"))
        operator = self.engine_of(
            calendars=calendars(DECIDED), clock=self.clock, new_id=self.ports["new_id"]
        )  # without a directory: nobody of this office may migrate
        for name in ("anak-1", "induk-1", "induk-2"):
            operator.register(sopflow.load(HERE / f"{name}.yaml"))
        moves = operator.migrate(
            "induk", to="2", by="admin", mapping={"bila_perlu": "melengkapi"}, instances=[late.id]
        )
        assert [move.refusal for move in moves] == [None]
        for _ in range(14):
            self.later(24)


def types(engine) -> set[str]:
    return {event.type for run in engine.instances() for event in engine.history(run.id)}


def sqlite(folder: Path) -> None:
    from sopflow.sql import SQLStore, dump

    path = folder / "proses.db"
    store = SQLStore(path)
    story = Story(lambda **ports: sopflow.Engine(store, **ports))
    story.tell()
    store.engine.dispose()
    store = SQLStore(path)
    engine = sopflow.Engine(store)
    engine.subscribe(SEEN, lambda _: None).deliver()
    (folder / "proses.dump.jsonl").write_text("".join(f"{line}\n" for line in dump(store)), "utf-8")
    with (folder / "events.jsonl").open("w", encoding="utf-8") as file:
        for run in sorted(engine.instances(), key=lambda run: run.id):
            for event in engine.history(run.id):
                file.write(json.dumps(event_to_json(event), ensure_ascii=False) + "\n")
            file.write(json.dumps({"snapshot": instance_to_json(run)}, ensure_ascii=False) + "\n")
    print(len(types(engine)), "types:", *sorted(types(engine)))
    store.engine.dispose()
    import sqlite3

    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("VACUUM")
    connection.close()


def whole_story(store: sopflow.Store) -> None:
    Story(lambda **ports: sopflow.Engine(store, **ports)).tell()


def postgresql(folder: Path, tell: Callable[[sopflow.Store], None] = whole_story) -> None:
    from sopflow.sql import SQLStore
    from tests import postgres

    found = postgres.binaries()
    assert found is not None
    server = postgres.Cluster(found)
    try:
        store = SQLStore(server.url)
        tell(store)
        sopflow.Engine(store).subscribe(SEEN, lambda _: None).deliver()
        store.engine.dispose()
        words = [str(found / "pg_dump"), "--inserts", "--no-owner", "--no-privileges", "-n", "public", server.url]
        text = subprocess.run(words, check=True, capture_output=True, text=True).stdout
        (folder / "proses.postgresql.sql").write_text(text, "utf-8")
    finally:
        server.remove()


def journal(folder: Path) -> None:
    store = JournalStore(folder / "proses.journal")
    Story(lambda **ports: sopflow.Engine(store, **ports)).tell()


def restate(folder: Path) -> None:
    """The state of every object of an application, read from the cluster's own table."""
    import httpx2

    from sopflow.restate import RestateEngine, endpoint
    from sopflow.restate.local import LocalCluster
    from sopflow.sql import SQLStore
    from tests.restate.served import Served, server

    class Clock:
        now = staticmethod(lambda: told.clock.now())

    kept: dict = {}

    def engine_of(*, calendars, **ports):
        kept.update(calendars)
        # called instances take their ids from the endpoint
        ports["new_id"] = (f"fixture-{n:02}" for n in itertools.count(1) if n not in (3, 7)).__next__
        return RestateEngine(node.ingresses, projection, name="sopflow", calendars=calendars, **ports)

    projection = SQLStore(folder / "projection.db")
    with LocalCluster(server(), folder / "node") as node:
        app = endpoint(
            node.ingresses, projection, name="sopflow", clock=Clock(), calendars=kept, directory=DIRECTORY
        )
        served = Served(app)
        node.register(served.address)
        told = Story(engine_of)
        told.tell()
        query = "SELECT service_name, service_key, key, value_utf8 FROM state ORDER BY 1, 2, 3"
        answer = httpx2.post(
            f"{node.nodes[0].admin}/query",
            json={"query": query},
            headers={"accept": "application/json"},
            timeout=60,
        )
        with (folder / "proses.restate.jsonl").open("w", encoding="utf-8") as file:
            for row in answer.json()["rows"]:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        served.stop()
    shutil.rmtree(folder / "node", ignore_errors=True)
    for left in folder.glob("projection.db*"):
        left.unlink()


def sealed(folder: Path) -> None:
    from sopflow.definition.loading import load
    from sopflow.render.exporting import export

    for name in ("induk-1.csv", "induk-1.md", "induk-1.xlsx", "induk-1.docx"):
        source = HERE / "induk-1.yaml"
        export(load(source), source.read_text("utf-8"), folder / name)


def digests(folder: Path) -> None:
    """Every file of definitions with its digest and what is stored of it."""
    found = sorted({*HERE.glob("*-[0-9].yaml"), *(HERE / "definitions").glob("*.yaml")})
    with (folder / "digests.jsonl").open("w", encoding="utf-8") as file:
        for path in found:
            sop = sopflow.load(path)
            record = {"file": str(path.relative_to(HERE)), "digest": sop.digest, "body": definition_to_json(sop)}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for make in (digests, sealed, sqlite, postgresql, journal, restate):
        print(make.__name__)
        make(folder)


if __name__ == "__main__":
    os.umask(0o022)
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp()))
