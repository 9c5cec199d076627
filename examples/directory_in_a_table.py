"""A directory of one's own: staff in a table, and an engine that asks it who may act. LDAP is the same two methods."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime

import sopflow
from sopflow import Role

STAFF = """
CREATE TABLE holding (person TEXT, position TEXT, unit TEXT, capacity TEXT, first TEXT, last TEXT);
INSERT INTO holding VALUES
  ('ani',  'camat',  'utara', 'definitif', '2024-01-01', '2024-06-30'),
  ('budi', 'camat',  'utara', 'Plt.',      '2024-07-01', '2024-12-31'),
  ('citra', 'sekcam', 'utara', 'definitif', '2023-05-01', '9999-12-31');
"""


class StaffTable:
    """Positions are named like the SOP's actors; days are those of the instant's own time zone."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def roles(self, person: str, at: datetime, unit: str | None) -> dict[str, Role] | None:
        rows = self.connection.execute(
            "SELECT position, capacity, unit, first <= ?2 AND ?2 <= last FROM holding WHERE person = ?1",
            (person, at.date().isoformat()),
        ).fetchall()
        now = [(position, how) for position, how, where, holds in rows if holds and where == unit]
        return {position: Role(how, f"{unit}/{position}") for position, how in now} if rows else None

    def units(self) -> Collection[str]:
        return [unit for (unit,) in self.connection.execute("SELECT DISTINCT unit FROM holding")]


def main() -> None:
    staff = sqlite3.connect(":memory:")
    staff.executescript(STAFF)
    clock = sopflow.ManualClock(datetime.fromisoformat("2024-08-01T09:00+07:00"))
    engine = sopflow.Engine(directory=StaffTable(staff), clock=clock)
    engine.register(sopflow.loads(SOP))
    run = engine.start("surat", by="citra", unit="utara")
    engine.complete(run.id, "susun", by="citra")
    print("worklist of budi:", [item.step for item in engine.worklist(person="budi")])
    try:
        engine.complete(run.id, "tanda_tangan", by="ani")
    except sopflow.Refusal as refusal:
        print("refused:", refusal.message("en"))
    engine.complete(run.id, "tanda_tangan", by="budi")
    for entry in engine.timeline(run.id)[1:]:
        print(f"{entry.step}: {entry.by}, {entry.capacity} {entry.position}")


SOP = """
sopflow: 1
id: surat
title: Surat tugas
actors: {sekcam: Sekretaris Camat, camat: Camat}
steps:
  - {id: susun, activity: Menyusun surat tugas, actor: sekcam}
  - {id: tanda_tangan, activity: Menandatangani surat tugas, actor: camat}
"""

if __name__ == "__main__":
    main()
