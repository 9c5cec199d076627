"""An SOP whose documents come with their files."""

from __future__ import annotations

import json

import sopflow
from tests.sop import engine_for, sop

HEAD = """
actors: {a: {title: A, external: true}, b: B, c: C}
documents:
  surat: {title: Surat permohonan, external: true, file: required}
  lampiran: {title: Lampiran, external: true, optional: true, file: required}
  izin: {title: Izin, file: required}
  tolak: {title: Penolakan, file: required}
  bukti: {title: Bukti bayar, external: true, file: required}
"""
ROWS = """
- {id: ajukan, activity: Mengajukan, actor: a, inputs: [surat, lampiran], outputs: []}
- id: putus
  activity: Memutus
  actor: b
  inputs: [surat]
  outputs: []
  branches: {Y: {to: bayar, outputs: [izin]}, N: {end: ditolak, outputs: [tolak]}}
- {id: bayar, activity: Menunggu, wait: {until: bukti}}
- {id: serah, activity: Menyerahkan, actor: [b, c], sign_off: all, inputs: [izin], outputs: [izin]}
"""
SOP = sop(ROWS, head=HEAD)
HASH = "0123456789abcdef" * 4
FILE = {"name": "surat.pdf", "sha256": HASH, "media_type": "application/pdf", "size": 12}


def files(*names, **more):
    return {name: {**FILE, **more} for name in names}


def started(*definitions, **more):
    engine = engine_for(*(definitions or (SOP,)), **more)
    return engine, engine.start("uji", "a").id


def with_files(whole):
    """A random SOP whose documents come with their files."""
    documents = {"surat": {"title": "Surat", "file": "required"}, "draf": {"title": "Draf", "file": "required"}}
    rows = json.dumps(whole["steps"]).replace('"Surat"', '"surat"').replace('"Draf"', '"draf"')
    return sopflow.loads(json.dumps(whole | {"documents": documents, "steps": json.loads(rows)}))
