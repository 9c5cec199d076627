"""What the form of the table wants."""

from __future__ import annotations

from tests.review.mistakes.made import L, M

FORM = [
    M(
        L,
        "activity: Menyusun konsep surat tugas",
        "activity: Staf menyusun konsep surat tugas",
        "SOP321",
    ),
    M(
        L,
        "activity: Memeriksa konsep surat tugas",
        "activity: Kasi memeriksa konsep surat tugas",
        "SOP321",
    ),
    M(L, "  camat: Camat\n", "  camat: Camat\n  sekcam: Sekcam\n", "SOP322", "sekcam: Sekcam"),
    M(
        L,
        "activity: Memeriksa konsep surat tugas",
        "activity: Memeriksa konsep, Camat menyetujui",
        "SOP323",
    ),
    M(L, "  staf: Staf\n  kasi: Kasi\n", "  kasi: Kasi\n  staf: Staf\n", "SOP324", "staf: Staf"),
    M(L, "    duration: 30 menit\n", "", "SOP325", "- id: periksa"),
    M(L, "    question: Sudah benar?\n", "", "SOP326", "- id: periksa"),
    M(
        L,
        "activity: Menandatangani surat tugas",
        "activity: Menandatangani surat tugas, kemudian membagikannya",
        "SOP329",
    ),
    M(
        L,
        "activity: Memeriksa konsep surat tugas",
        "activity: Menerima konsep dari Camat untuk diperiksa",
        "SOP330",
    ),
    M(
        L,
        "activity: Menyusun konsep surat tugas",
        "activity: Menerima perintah dari Bupati dan menyusun konsep",
        "SOP331",
        "- id: susun",
    ),
    M(L, "version: 1\n", "version: 1\nstated_total: 2 hari\n", "SOP341", "id: surat-tugas"),
    M(L, "  camat: Camat\n", "  camat: {title: Camat, also: [x, kasi]}\n", "SOP334"),
    M(L, "    branches:\n      Ya: tanda_tangan\n      Tidak: susun\n", "", "SOP333", "question: Sudah benar?"),
    M(L, "  - id: susun\n", "  - id: susun\n    no: periksa\n", "SOP336", "no: periksa"),
    M(
        L,
        "  - id: susun\n    activity: Menyusun konsep surat tugas\n    actor: staf\n    inputs: [memo]\n    duration: 1 jam\n"
        "    outputs: [konsep]\n  - id: periksa\n",
        "  - id: susun\n    no: 1.\n    activity: Menyusun konsep surat tugas\n    actor: staf\n    inputs: [memo]\n    duration: 1 jam\n"
        "    outputs: [konsep]\n  - id: periksa\n    no: 1\n",
        "SOP335",
        "no: 1\n",
    ),
]
