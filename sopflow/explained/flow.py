"""Examples of flows that cannot end, wait forever, or lack a document (SOP30.., SOP31..)."""

from __future__ import annotations

from typing import Final

from sopflow.language import Words

from .example import SOP, Example, change, row, slip, whole

FORK: Final = """\
sopflow: 1
id: rekomendasi
title: Rekomendasi Usaha
actors: {petugas: Petugas, teknis: Petugas Teknis, kasi: Kasi}
steps:
  - {id: terima, activity: Menerima berkas, actor: petugas, outputs: [Berkas], duration: 10 menit, next: [telaah, tinjau]}
  - {id: telaah, activity: Menelaah berkas, actor: petugas, inputs: [Berkas], outputs: [Telaah], duration: 2 jam, next: susun}
  - {id: tinjau, activity: Meninjau lokasi, actor: teknis, inputs: [Berkas], outputs: [Tinjauan], duration: 1 jam, next: susun}
  - {id: susun, activity: Menyusun rekomendasi, actor: kasi, join: [telaah, tinjau], inputs: [Telaah, Tinjauan], outputs: [Rekomendasi], duration: 1 hari}
"""
_DRAFT: Final = "documents: {izin: {title: Surat Izin}, konsep: {title: Konsep Izin, draft_of: izin}}\n"
_DRAFTED: Final = SOP.replace("[Konsep Izin]", "[konsep]").replace(
    "title: Izin Keramaian\n", "title: Izin Keramaian\n" + _DRAFT
)
_CIRCLE: Final = FORK.replace("join: [telaah, tinjau]", "join: started").replace(
    "duration: 1 hari}", "duration: 1 hari, branches: {Ya: end, Tidak: tinjau}}"
)
_MANY: Final = (
    FORK[: FORK.index("steps:")]
    + "steps:\n"
    + "  - {id: awal, activity: Membagi, actor: kasi, next: ["
    + ", ".join(f"a{n}" for n in range(20))
    + "]}\n"
)
_ROWS: Final = "".join(
    f"  - {{id: a{n}, activity: Menelaah bagian {n}, actor: petugas, next: b{n}}}\n  - {{id: b{n}, activity: Mencatat bagian {n}, actor: teknis, next: akhir}}\n"
    for n in range(20)
)
_JOIN: Final = (
    "  - {id: akhir, activity: Merangkum, actor: kasi, join: [" + ", ".join(f"b{n}" for n in range(20)) + "]}\n"
)
_FEW: Final = FORK

EXAMPLES: Final[dict[str, Example]] = {
    "SOP300": whole(_FEW, _MANY + _ROWS + _JOIN, note=Words("sebuah SOP dengan 20 jalan yang berjalan bersamaan", "an SOP with 20 ways that run at the same time")),
    "SOP301": change("duration: 1 jam\n", "duration: 1 jam\n", "duration: 1 jam\n    next: end\n", of=SOP),
    "SOP302": whole(FORK.replace("next: [telaah, tinjau]", "branches: {Ya: telaah, Tidak: end}").replace("next: susun", "next: end", 1).replace("join: [telaah, tinjau], ", "").replace("Tinjauan, duration: 1 jam, next: susun", "x"),
                    FORK.replace("next: [telaah, tinjau]", "branches: {Ya: telaah, Tidak: end}").replace("duration: 2 jam, next: susun", "duration: 2 jam, next: tinjau").replace("join: [telaah, tinjau], ", "").replace("duration: 1 hari}", "duration: 1 hari, next: tinjau}")),
    "SOP303": change("next: [telaah, tinjau]", "next: [telaah, tinjau]", "branches: {Ya: telaah, Tidak: tinjau}", of=FORK),
    "SOP304": whole(
        FORK,
        FORK.replace("duration: 1 jam, next: susun", "duration: 1 jam, branches: {Ya: susun, Tidak: tutup}")
        + "  - {id: tutup, activity: Menutup berkas, actor: petugas, join: [tinjau, susun]}\n",
    ),
    "SOP305": change("duration: 1 jam, next: susun", "duration: 1 jam, branches: {Ya: susun, Tidak: {end: ditolak, closes: all}}",
                     "duration: 1 jam, branches: {Ya: susun, Tidak: {end: ditolak}}", of=FORK),
    "SOP306": change("join: [telaah, tinjau], ", "join: [telaah, tinjau], ", "", of=FORK),
    "SOP307": row("    branches: {Ya: end, Tidak: periksa}\n", "    branches: {Ya: end, Tidak: end}\n"),
    "SOP308": whole(SOP.replace("duration: 1 jam\n", "duration: 1 jam\n    branches: {Ya: putuskan, Tidak: end}\n"),
                    SOP.replace("duration: 1 jam\n", "duration: 1 jam\n    branches: {Ya: putuskan, Tidak: end}\n") + "    next: putuskan\n"),
    "SOP309": change("duration: 1 hari}", "duration: 1 hari}", "duration: 1 hari, branches: {Ya: end, Tidak: terima}}", of=FORK),
    "SOP310": whole(
        FORK,
        FORK[: FORK.index("steps:")] + "steps:\n"
        "  - {id: terima, activity: Menerima berkas, actor: petugas, next: [telaah, tinjau]}\n"
        "  - {id: telaah, activity: Menelaah berkas, actor: teknis, join: started, branches: {Ya: tinjau, Tidak: end}}\n"
        "  - {id: tinjau, activity: Meninjau lokasi, actor: kasi, join: started, next: telaah}\n",
    ),
    "SOP311": change("outputs: [konsep]", "outputs: [konsep]", "outputs: [Naskah]", of=_DRAFTED),
    "SOP312": change("outputs: [Permohonan]", "outputs: [Permohonan]", "outputs: [Permohonan]\n    inputs: [Surat Izin]"),
    "SOP313": slip("inputs: [Konsep Izin]\n    outputs: [Surat Izin]", "outputs: [Surat Izin]"),
    "SOP314": change("outputs: [Tinjauan]", "outputs: [Tinjauan]", "outputs: [Telaah]", of=FORK.replace("inputs: [Telaah, Tinjauan]", "inputs: [Telaah]")),
    "SOP315": change("outputs: [Surat Izin]", "outputs: [izin]", "outputs: [Nota]", of=_DRAFTED),
    "SOP316": whole(
        SOP + "  - {id: simpan, activity: Menyimpan surat izin yang telah ditandatangani Lurah, actor: petugas, inputs: [Surat Izin], duration: 5 menit}\n",
        SOP.replace("Menandatangani izin", "Membaca izin") + "  - {id: simpan, activity: Menyimpan surat izin yang telah ditandatangani Lurah, actor: petugas, inputs: [Surat Izin], duration: 5 menit}\n",
    ),
    "SOP317": change("outputs: [Surat Izin]", "outputs: [Surat Izin]", "outputs: [Surat Izin, motor]", of=SOP.replace("title: Izin Keramaian\n", "title: Izin Keramaian\ndocuments: {motor: {title: Sepeda motor, kind: equipment}}\n")),
    "SOP318": slip("outputs: [Surat Izin]", "outputs: [Permohonan]"),
    "SOP319": change("inputs: [Konsep Izin]", "inputs: [Konsep Izin]", "inputs: [Konsep Izin, motor]", of=SOP.replace("title: Izin Keramaian\n", "title: Izin Keramaian\ndocuments: {motor: {title: Sepeda motor, kind: equipment}}\n")),
    "SOP320": whole(
        SOP + "  - {id: arsip, activity: Mengarsipkan berkas, actor: petugas, inputs: [Permohonan, Konsep Izin, Surat Izin], duration: 5 menit}\n",
        SOP + "  - {id: arsip, activity: Mengarsipkan surat izin, actor: petugas, inputs: [Surat Izin], duration: 5 menit}\n",
    ),
}  # fmt: skip
