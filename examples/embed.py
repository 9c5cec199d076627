"""An application that runs the pengawalan SOP: start, complete, be refused, read the history."""

from pathlib import Path

import sopflow

DEFINITIONS = Path(__file__).parent.parent / "definitions"


def main() -> None:
    engine = sopflow.Engine()
    engine.register(sopflow.load(DEFINITIONS / "pengawalan.yaml"))

    run = engine.start("pengawalan", by="camat", key="ND-2024-017", subject="Kunjungan Gubernur, 12 Maret")
    again = engine.start("pengawalan", by="camat", key="ND-2024-017", subject="Kunjungan Gubernur, 12 Maret")
    assert again == run, "the same key starts nothing twice"

    run = engine.complete(run.id, "terima_perintah", by="camat", documents=["surat_perintah_walikota"])
    run = engine.complete(run.id, "perintah_camat", by="kasi_trantib")
    run = engine.complete(run.id, "susun_surat_tugas", by="komandan")

    try:
        engine.complete(run.id, "verifikasi", by="komandan", outcome="Y")
    except sopflow.Refusal as refusal:
        print(f"refused ({refusal.code}): {refusal}")

    run = engine.complete(run.id, "verifikasi", by="sekcam", outcome="N", note="Nama tamu keliru")
    for item in engine.worklist("komandan"):
        print(f"komandan: {item.number}. {item.step} (visit {item.visit}), due {item.due}, about {item.subject}")
    for event in engine.history(run.id):
        print(event.revision, event.type, event.step or "", event.by, event.outcome or "", event.note or "")


if __name__ == "__main__":
    main()
