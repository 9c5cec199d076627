"""Two SOPs, one of which calls the other: what goes down, what comes back, and both histories."""

import sopflow

INSPECTION = """
sopflow: 1
id: pemeriksaan-lapangan
title: Pemeriksaan lapangan
actors: {petugas: Petugas Lapangan}
documents:
  permohonan: {title: Surat permohonan, external: true}
  berita_acara: Berita acara
steps:
  - id: periksa
    activity: Memeriksa lokasi
    actor: petugas
    inputs: [permohonan]
    duration: 1 hari
    outputs: [berita_acara]
    question: Layak?
    branches: {Y: {end: layak}, N: {end: tidak_layak}}
"""
PERMIT = """
sopflow: 1
id: izin
title: Izin usaha
actors:
  pemohon: {title: Pemohon, external: true}
  camat: Camat
documents:
  permohonan: {title: Surat permohonan, external: true}
  berita_acara: Berita acara
steps:
  - id: ajukan
    activity: Mengajukan permohonan
    actor: pemohon
    inputs: [permohonan]
  - id: lapangan
    activity: Memeriksa lapangan
    call: pemeriksaan-lapangan
    inputs: [permohonan]
    outputs: [berita_acara]
    branches: {layak: terbitkan, tidak_layak: {end: ditolak}}
  - id: terbitkan
    activity: Menerbitkan izin
    actor: camat
    inputs: [berita_acara]
    outputs: [Izin usaha]
    next: {end: terbit}
"""


def main() -> None:
    engine = sopflow.Engine()
    inspection = sopflow.loads(INSPECTION)
    engine.register(inspection)
    engine.register(sopflow.loads(PERMIT, others={"pemeriksaan-lapangan": inspection}))

    run = engine.start("izin", by="pemohon", documents={"permohonan": {"number": "12/2024"}})
    run = engine.complete(run.id, "ajukan", by="pemohon")
    child = run.active[0].child
    assert child is not None
    print("the child holds:", dict(engine.instance(child).documents))

    engine.complete(child, "periksa", by="petugas", outcome="Y", documents={"berita_acara": {"number": "BA-7"}})
    run = engine.instance(run.id)
    print("back in the parent:", run.active[0].step, run.documents["berita_acara"])
    run = engine.complete(run.id, "terbitkan", by="camat")
    print(run.status, run.end)
    for instance in (run.id, child):
        print([(event.type, event.step) for event in engine.history(instance)])


if __name__ == "__main__":
    main()
