"""Documents that nobody makes, needs, signs or files."""

from __future__ import annotations

from tests.review.mistakes.made import L, M, P

DOCUMENTS = [
    M(L, "  memo: {title: Memo, external: true}", "  memo: Memo", "SOP311", "inputs: [memo]"),
    M(
        P,
        "inputs: [berkas]\n    duration: 1 hari",
        "inputs: [berkas, motor, Peta lokasi]\n    duration: 1 hari",
        "SOP332",
    ),
    M(L, "outputs: [konsep]", "outputs: [memo]", "SOP311", "inputs: [konsep]"),
    M(L, "inputs: [memo]", "inputs: [surat]", "SOP312"),
    M(L, "    inputs: [konsep]\n    duration: 30 menit", "    inputs: [surat]\n    duration: 30 menit", "SOP312"),
    M(
        P,
        "inputs: [permohonan]\n    duration: 15 menit",
        "inputs: [permohonan, telaah]\n    duration: 15 menit",
        "SOP312",
    ),
    M(P, "inputs: [izin]", "inputs: [izin, penolakan]", "SOP312"),
    M(
        P,
        "    actor: petugas\n    inputs: [berkas]\n    duration: 1 hari\n    outputs: [tinjauan]\n",
        "    wait: {until: tinjauan, at_most: 1 hari}\n",
        "SOP312",
        "inputs: [telaah, tinjauan]",
    ),
    M(L, "    actor: camat", "    actor: [kasi, camat]", "SOP345"),
    M(
        P,
        "inputs: [penolakan]",
        "inputs: [izin]",
        "SOP312",
        "inputs: [izin]\n    duration: 10 menit\n    outputs: null\n    next: {end: ditolak}",
    ),
    M(
        P,
        "    inputs: [berkas]\n    duration: 1 hari",
        "    inputs: [telaah]\n    duration: 1 hari",
        "SOP312",
        "inputs: [telaah]\n",
    ),
    M(
        L,
        "    inputs: [konsep]\n    duration: 1 hari\n    outputs: [surat]",
        "    inputs: [konsep]\n    duration: 1 hari\n    outputs: [Lembar kendali, surat]",
        "SOP313",
        "Lembar kendali",
    ),
    M(
        P,
        "outputs: [tinjauan]",
        "outputs: [telaah]",
        "SOP314",
        "outputs: [telaah]\n    next: putuskan\n  - id: putuskan",
    ),
    M(L, "    outputs: [surat]", "    outputs: [konsep]", "SOP315", "outputs: [konsep]"),
    M(
        L,
        "    activity: Menandatangani surat tugas",
        "    activity: Membaca surat tugas",
        "SOP316",
        "inputs: [surat]",
    ),
    M(L, "sudah ditandatangani Camat", "sudah ditandatangani Kasi", "SOP316", "inputs: [surat]"),
    M(L, "sudah ditandatangani Camat", "telah disahkan Camat", "SOP316", "inputs: [surat]"),
    M(L, "sudah ditandatangani Camat", "sudah diparaf Kasi", "SOP316", "inputs: [surat]"),
    M(P, "outputs: [telaah]", "outputs: [telaah, motor]", "SOP317"),
    M(P, "inputs: [berkas]\n    duration: 1 hari", "inputs: [berkas, motor]\n    duration: 1 hari", "SOP319"),
    M(
        P,
        "    activity: Menyerahkan surat izin\n    actor: petugas\n    inputs: [izin]\n    duration: 10 menit\n    outputs: null",
        "    activity: Menyerahkan surat izin\n    actor: petugas\n    inputs: [izin]\n    duration: 10 menit\n    outputs: [berkas]",
        "SOP318",
        "outputs: [berkas]\n    next: {end",
    ),
    M(
        P,
        "activity: Menyerahkan surat izin",
        "activity: Menyerahkan dan mengarsipkan surat izin",
        "SOP320",
        "- id: serahkan",
    ),
]
