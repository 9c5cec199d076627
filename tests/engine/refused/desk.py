"""SOPs of which every refusal can be had, and an engine with an instance that was led to a row."""

from __future__ import annotations

from datetime import UTC, datetime

import sopflow
from sopflow.engine.directory import FixedDirectory
from tests.sop import engine_for, sop

START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
HEAD = """
actors:
  p_loket: Petugas Loket
  p_kasi: Kepala Seksi
  p_camat: {title: Camat Ciledug, substitutes: [p_sekcam]}
  p_sekcam: Sekretaris Kecamatan
  p_pilih: {title: Pejabat Terkait, chosen_by: pilih, among: [p_kasi, p_camat]}
documents: {d_surat: {title: Surat Masuk, external: true}, d_memo: Memo Kasi}
may: {cancel: [p_camat]}
time_limit: 5 hari
"""
SOP = sop(
    """
- {id: awal, activity: Mulai, actor: p_loket}
- {id: putus, activity: Putus, actor: p_kasi, duration: 1 jam, extension: {by: p_kasi, at_most: 1 hari}, branches: {Y: pilih, N: {to: awal, note: required}, entah: unknown}}
- {id: pilih, activity: Pilih, actor: p_camat, separate_from: [putus], optional: true}
- {id: ikut, activity: Ikut, actor: p_pilih, same_as: putus}
- {id: paraf, activity: Paraf, actor: [p_kasi, p_camat], sign_off: all, branches: {Y: tunggu, N: end}}
- {id: tunggu, activity: Tunggu, wait: {until: d_surat}}
- {id: akhir, activity: Akhir, actor: p_loket, inputs: [d_memo], missing_inputs: refuse}
""",
    head=HEAD,
)
TWICE = sop(
    """
- {id: awal, activity: Mulai, actor: p_loket, next: [kiri, kanan]}
- {id: kiri, activity: Kiri, actor: p_loket, next: temu}
- {id: kanan, activity: Kanan, actor: p_loket, next: temu}
- {id: temu, activity: Temu, actor: p_loket}
""",
    head="actors: {p_loket: Petugas Loket}",
    name="ganda",
)
CALLER = sop(
    "- {id: panggil, activity: Panggil, call: anak}", head="actors: {p_loket: Petugas Loket}", name="induk"
)
CHILD = sop("- {id: kerja, activity: Kerja, actor: p_loket}", head="actors: {p_loket: Petugas Loket}", name="anak")
LOOP = sop(
    "- {id: panggil, activity: Panggil, call: putar}", head="actors: {p_loket: Petugas Loket}", name="putar"
)
PEOPLE = FixedDirectory(
    {"ani": ("p_loket",), "budi": ("p_kasi",), "citra": ("p_camat",), "dedi": ("p_kasi", "p_camat"), "evi": ()}
)


class Desk:
    """An engine, and an instance that was led to a row."""

    def __init__(
        self, *sops: sopflow.Definition, directory=None, sop_id: str = "uji", by: str = "p_loket"
    ) -> None:
        self.clock = sopflow.ManualClock(START)
        self.engine = engine_for(*(sops or (SOP,)), clock=self.clock, directory=directory)
        self.run = self.engine.start(sop_id, by).id

    def to(self, *done: tuple[str, str] | tuple[str, str, str]):
        for step, by, *outcome in done:
            choose = {"p_pilih": "p_kasi"} if step == "pilih" else None
            self.engine.complete(self.run, step, by, *outcome, choose=choose)
        return self.engine


def at_putus(**options) -> Desk:
    desk = Desk(**options)
    desk.to(("awal", "ani" if options.get("directory") else "p_loket"))
    return desk


def at_paraf(**options) -> Desk:
    desk = at_putus(**options)
    known = bool(options.get("directory"))
    kasi, camat = ("budi", "citra") if known else ("p_kasi", "p_camat")
    desk.to(("putus", kasi, "Y"), ("pilih", camat), ("ikut", kasi))
    return desk


def at_akhir() -> Desk:
    desk = at_paraf()
    desk.to(("paraf", "p_kasi", "Y"), ("paraf", "p_camat", "Y")).receive(desk.run, "d_surat", by="p_loket")
    return desk


def known(desk_of) -> Desk:
    return desk_of(directory=PEOPLE, by="ani")


def by_data(**branches):
    """A decision on an amount that the applicant may fill in; branches by their conditions."""
    decided = ", ".join(f"{name}: {{to: end, when: {when}}}" for name, when in branches.items())
    rows = f"- {{id: awal, activity: Mulai, actor: p_loket, fills: [{{d_nilai: optional}}]}}\n- {{id: putus, activity: Putus, actor: p_loket, branches: {{{decided}}}}}"
    head = "actors: {p_loket: Petugas Loket}\nfields: {d_nilai: {title: Nilai, type: money}}"
    engine = engine_for(sop(rows, head=head, name="data"))
    return engine, engine.start("data", "p_loket").id
