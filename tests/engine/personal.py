"""An SOP with personal fields, a case in which they are filled in, and an office."""

from __future__ import annotations

from sopflow.flow.context import Role
from tests.sop import engine_for, sop

HEAD = """actors: {a: {title: A, external: true}, b: B, c: C}
fields:
  nik: {title: NIK, pattern: "[0-9]{16}", personal: true}
  alamat: {title: Alamat, list: {jalan: Jalan, luas: {type: number}}, key: jalan, personal: true, optional: true}
  nilai: {title: Nilai, type: whole, optional: true}
may: {redact: [b], correct: [b]}
"""
ROWS = """
- {id: ajukan, activity: Mengajukan, actor: a, fills: [nik, alamat, nilai]}
- {id: periksa, activity: Memeriksa, actor: b, branches: {Y: arsip, N: ajukan}}
- {id: arsip, activity: Mengarsipkan, actor: c}
"""
SOP = sop(ROWS, head=HEAD)
NIK, OTHER = "3171234567890001", "3171234567890002"
HOME = [{"jalan": "Jalan Rahasia", "luas": 2.5}]


def filled_in(**more):
    engine = engine_for(SOP)
    case = engine.start("uji", "a").id
    engine.complete(case, "ajukan", "a", fields={"nik": NIK, "alamat": HOME, "nilai": 7}, **more)
    return engine, case


class Office:
    def roles(self, person, at, unit=None):
        return {"budi": {"b": Role()}, "cici": {"c": Role()}}.get(person)

    def units(self):
        return ()

    def positions(self, person, at):
        return ()
