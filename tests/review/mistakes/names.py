"""Names that do not exist."""

from __future__ import annotations

from tests.review.mistakes.made import L, M, P

NAMES = [
    M(L, "actor: camat", "actor: carnat", "SOP201"),
    M(L, "actor: kasi", "actor: kasi_umum", "SOP201"),
    M(
        P,
        "actor: petugas\n    inputs: [izin]",
        "actor: petugas_loket\n    inputs: [izin]",
        "SOP201",
        "petugas_loket",
    ),
    M(P, "    actor: camat", "    actor: [camat, sekcam]", "SOP201"),
    M(L, "version: 1\n", "version: 1\nmay_start: [kepala]\n", "SOP201", "may_start"),
    M(L, "inputs: [surat]", "inputs: [surat_tugas]", "SOP202"),
    M(L, "outputs: [konsep]", "outputs: [draf]", "SOP202"),
    M(L, "draft_of: surat}", "draft_of: surat_dinas}", "SOP202"),
    M(P, "outputs: [penolakan]", "outputs: [surat_penolakan]", "SOP202"),
    M(L, "Ya: tanda_tangan", "Ya: tandatangan", "SOP203"),
    M(L, "Tidak: susun", "Tidak: kembali", "SOP203"),
    M(L, "Tidak: susun", "Tidak: 1", "SOP203"),
    M(P, "next: [telaah_teknis, tinjau]", "next: [telaah, tinjau]", "SOP203"),
    M(P, "setuju: serahkan", "setuju: menyerahkan", "SOP203"),
    M(P, "{to: tolak,", "{to: ditolak,", "SOP203"),
    M(P, "join: [telaah_teknis, tinjau]", "join: [telaah_teknik, tinjau]", "SOP203"),
    M(L, "- id: tanda_tangan", "- id: tandatangan", "SOP203", "Ya: tanda_tangan"),
    M(L, "- id: simpan", "- id: susun", "SOP205", "- id: susun\n    activity: Mengarsipkan"),
    M(P, "- id: tolak\n", "- id: serahkan\n", "SOP205", "- id: serahkan\n    activity: Menyampaikan"),
    M(P, "join: [telaah_teknis, tinjau]", "join: [telaah_teknis, terima]", "SOP206"),
    M(
        P,
        "    join: [telaah_teknis, tinjau]\n    activity: Memutuskan",
        "    join: [ajukan, tinjau]\n    activity: Memutuskan",
        "SOP206",
    ),
    M(P, "next: [telaah_teknis, tinjau]", "next: [tinjau, tinjau]", "SOP216"),
    M(L, "    next: end", "    call: sop-arsip", "SOP204"),
    M(L, "draft_of: surat}", "draft_of: konsep}", "SOP213"),
    M(L, "  staf: Staf\n", "  staf: {title: Staf, substitutes: [staf]}\n", "SOP210"),
    M(L, "    next: end", "    separate_from: [simpan]", "SOP228"),
    M(L, "    next: end", "    separate_from: [tandatangan]", "SOP203"),
    M(L, "    duration: 15 menit\n", "    on_late: {remind: true}\n", "SOP224", "on_late"),
    M(L, "    question: Sudah benar?", "    on_late: {take: Mungkin}", "SOP225"),
    M(L, "    duration: 15 menit\n", "    extension: {by: kasi}\n", "SOP227", "extension"),
    M(L, "    next: end", "    next: susun", "SOP209", "- id: susun"),
    M(L, "version: 1\n", "version: 1\naccept: [{code: SOP999, reason: x}]\n", "SOP218", "accept"),
    M(L, "version: 1\n", "version: 1\naccept: [{code: SOP201, reason: x}]\n", "SOP219", "accept"),
    M(L, "version: 1\n", "version: 1\naccept: [{code: SOP321, step: susn, reason: x}]\n", "SOP222", "accept"),
    M(L, "version: 1\n", "version: 1\naccept: [{code: SOP321}]\n", "SOP102", "accept"),
]
