"""Mistakes that people make, one each: what was meant, what was written, the code, and where it stands.

`was` is replaced by `now` in the base; the finding must stand on the line on which `at` begins in the changed file, or `now`
where there is no `at`.
"""

from __future__ import annotations

from typing import NamedTuple

LETTER = """\
sopflow: 1
id: surat-tugas
title: Penerbitan Surat Tugas
version: 1
actors:
  staf: Staf
  kasi: Kasi
  camat: Camat
documents:
  memo: {title: Memo, external: true}
  konsep: {title: Konsep surat tugas, draft_of: surat}
  surat: Surat tugas
  arsip: {title: Arsip surat, kind: state}
steps:
  - id: susun
    activity: Menyusun konsep surat tugas
    actor: staf
    inputs: [memo]
    duration: 1 jam
    outputs: [konsep]
  - id: periksa
    activity: Memeriksa konsep surat tugas
    actor: kasi
    inputs: [konsep]
    duration: 30 menit
    outputs: null
    question: Sudah benar?
    branches:
      Ya: tanda_tangan
      Tidak: susun
  - id: tanda_tangan
    activity: Menandatangani surat tugas
    actor: camat
    inputs: [konsep]
    duration: 1 hari
    outputs: [surat]
  - id: simpan
    activity: Mengarsipkan surat tugas yang sudah ditandatangani Camat
    actor: staf
    inputs: [surat]
    duration: 15 menit
    outputs: [arsip]
    next: end
"""
PARALLEL = """\
sopflow: 1
id: izin
title: Rekomendasi Izin
version: 1
actors:
  pemohon: {title: Pemohon, external: true}
  petugas: Petugas
  kasi: Kasi
  camat: Camat
documents:
  permohonan: {title: Permohonan, external: true}
  berkas: Berkas lengkap
  telaah: Telaah teknis
  tinjauan: Berita acara peninjauan
  izin: Surat izin
  penolakan: Surat penolakan
  motor: {title: Sepeda motor, kind: equipment}
steps:
  - id: ajukan
    activity: Mengajukan permohonan
    actor: pemohon
    inputs: [permohonan]
    duration: null
    outputs: null
  - id: terima
    activity: Menerima dan mencatat permohonan
    actor: petugas
    inputs: [permohonan]
    duration: 15 menit
    outputs: [berkas]
    next: [telaah_teknis, tinjau]
  - id: telaah_teknis
    activity: Menelaah persyaratan teknis
    actor: kasi
    inputs: [berkas]
    duration: 2 hari
    outputs: [telaah]
    next: putuskan
  - id: tinjau
    activity: Meninjau lokasi
    actor: petugas
    inputs: [berkas]
    duration: 1 hari
    outputs: [tinjauan]
    next: putuskan
  - id: putuskan
    join: [telaah_teknis, tinjau]
    activity: Memutuskan permohonan
    actor: camat
    inputs: [telaah, tinjauan]
    duration: 1 hari
    outputs: [izin]
    question: Disetujui?
    branches:
      setuju: serahkan
      tolak: {to: tolak, outputs: [penolakan], note: required}
  - id: serahkan
    activity: Menyerahkan surat izin
    actor: petugas
    inputs: [izin]
    duration: 10 menit
    outputs: null
    next: {end: terbit}
  - id: tolak
    activity: Menyampaikan surat penolakan
    actor: petugas
    inputs: [penolakan]
    duration: 10 menit
    outputs: null
    next: {end: ditolak}
"""


class Mistake(NamedTuple):
    base: str
    was: str
    now: str
    code: str
    at: str | None = None


L, P = LETTER, PARALLEL
M = Mistake
MISTAKES = [
    # signs, tabs, quotes: the paper's habits in a YAML file
    M(L, "    actor: kasi", "\tactor: kasi", "SOP010"),
    M(L, "    actor: kasi", "   actor: kasi", "SOP011"),
    M(L, "    duration: 30 menit", "     duration: 30 menit", "SOP011"),
    M(L, "title: Penerbitan Surat Tugas", "title: Penerbitan: Surat Tugas", "SOP013"),
    M(L, "question: Sudah benar?", "question: Sudah benar: lengkap?", "SOP013"),
    M(L, "activity: Menyusun konsep surat tugas", "activity: Menyusun konsep: surat tugas", "SOP013"),
    M(P, "{title: Sepeda motor, kind: equipment}", "{title: Sepeda motor: dua, kind: equipment}", "SOP013"),
    M(L, "      Ya: tanda_tangan\n      Tidak: susun", "      {Ya:tanda_tangan, Tidak:susun}", "SOP019"),
    M(P, "next: {end: terbit}", "next: {end:terbit}", "SOP019"),
    M(
        L,
        "    actor: camat\n",
        "    actor: camat\n    actor: kasi\n",
        "SOP009",
        "actor: kasi\n    inputs: [konsep]\n    duration: 1 hari",
    ),
    M(L, "      Tidak: susun", "      Ya: susun", "SOP009"),
    M(L, "  camat: Camat\n", "  camat: Camat\n  camat: Pak Camat\n", "SOP009", "Pak Camat"),
    M(L, "  arsip: {title: Arsip surat, kind: state}\n", "  surat: {title: Arsip surat, kind: state}\n", "SOP009"),
    M(P, "    duration: 2 hari\n", "    duration: 2 hari\n    duration: 3 hari\n", "SOP009", "3 hari"),
    M(L, "inputs: [memo]", "inputs: [memo", "SOP014"),
    M(L, "  memo: {title: Memo, external: true}", "  memo: {title: Memo, external: true", "SOP014"),
    M(P, "next: [telaah_teknis, tinjau]", "next: [telaah_teknis, tinjau", "SOP014"),
    M(L, "question: Sudah benar?", 'question: "Sudah benar?', "SOP014"),
    M(L, "activity: Menandatangani surat tugas", 'activity: "Surat" ditandatangani', "SOP015"),
    M(L, "activity: Menandatangani surat tugas", "activity: 'Hari Jum'at menandatangani'", "SOP015"),
    M(P, "activity: Meninjau lokasi", 'activity: "Lokasi" ditinjau', "SOP015"),
    M(L, "activity: Menandatangani surat tugas", "activity: @camat menandatangani", "SOP012"),
    M(L, "activity: Menandatangani surat tugas", "activity: %tanda tangan", "SOP012"),
    M(L, "activity: Menandatangani surat tugas", "activity: `tanda tangan`", "SOP012"),
    M(L, "activity: Menandatangani surat tugas", "activity: *tanda tangan", "SOP012"),
    M(L, "activity: Menandatangani surat tugas", "activity: > menandatangani", "SOP012"),
    M(P, "activity: Meninjau lokasi", "activity: & meninjau", "SOP012"),
    M(P, "activity: Meninjau lokasi", "activity: ! meninjau", "SOP006"),
    M(P, "activity: Meninjau lokasi", "activity: - meninjau", "SOP012"),
    M(L, "duration: 15 menit", "duration: -", "SOP020"),
    M(L, "    actor: camat\n", "    actor: ?\n", "SOP020"),
    M(L, "activity: Menandatangani surat tugas", "activity: Menomori surat #12", "SOP017"),
    M(P, "  kasi: Kasi", "  kasi: {title: Kasi Registrasi, Administrasi dan Pelaporan}", "SOP018"),
    M(
        P,
        "    duration: 1 hari\n    outputs: [tinjauan]",
        "    duration: {text: 1,5 hari}\n    outputs: [tinjauan]",
        "SOP018",
    ),
    M(
        L,
        "title: Penerbitan Surat Tugas",
        "title: Penerbitan Surat\n Tugas resmi\nsampai selesai",
        "SOP024",
        "sampai selesai",
    ),
    M(L, "steps:\n", "---\nsteps:\n", "SOP007"),
    M(L, "sopflow: 1", "%YAML 1.1\nsopflow: 1", "SOP022"),
    M(L, "title: Penerbitan Surat Tugas", "title: !!python/object Penerbitan", "SOP006"),
    # keys that do not exist, are missing, or have another shape
    M(L, "actors:", "aktor:", "SOP101"),
    M(L, "documents:", "dokumen:", "SOP101"),
    M(L, "    activity: Menyusun konsep surat tugas", "    kegiatan: Menyusun konsep surat tugas", "SOP101"),
    M(L, "    actor: staf\n    inputs: [memo]", "    pelaksana: staf\n    inputs: [memo]", "SOP101"),
    M(L, "    duration: 30 menit", "    waktu: 30 menit", "SOP101"),
    M(L, "    inputs: [surat]", "    kelengkapan: [surat]", "SOP101"),
    M(L, "    outputs: [arsip]", "    output: [arsip]", "SOP101"),
    M(L, "    branches:", "    cabang:", "SOP101"),
    M(L, "    question: Sudah benar?", "    pertanyaan: Sudah benar?", "SOP101"),
    M(L, "    next: end", "    nekst: end", "SOP101"),
    M(L, "    next: end", "    remark: selesai", "SOP101"),
    M(P, "external: true}\n  petugas", "eksternal: true}\n  petugas", "SOP101", "eksternal"),
    M(P, "kind: equipment", "jenis: equipment", "SOP101"),
    M(P, "note: required", "catatan: required", "SOP101"),
    M(P, "note: required", "notes: required", "SOP101"),
    M(P, "{end: terbit}", "{ends: terbit}", "SOP101"),
    M(L, "id: surat-tugas\n", "", "SOP102", "sopflow: 1"),
    M(L, "title: Penerbitan Surat Tugas\n", "", "SOP102", "sopflow: 1"),
    M(L, "sopflow: 1\n", "", "SOP102", "id: surat-tugas"),
    M(L, "    activity: Menandatangani surat tugas\n", "", "SOP102", "- id: tanda_tangan"),
    M(L, "  - id: simpan\n    activity", "  - activity", "SOP102", "- activity"),
    M(P, "permohonan: {title: Permohonan, external: true}", "permohonan: {external: true}", "SOP102"),
    M(L, "    actor: camat\n", "", "SOP208", "- id: tanda_tangan"),
    M(L, "actor: camat", "actor: camat, kasi", "SOP201"),
    M(L, "actor: camat", "actor: Camat", "SOP201"),
    M(L, "id: surat-tugas", "id: Surat Tugas", "SOP103"),
    M(L, "- id: periksa", "- id: Periksa", "SOP103"),
    M(L, "- id: periksa", "- id: 2 periksa", "SOP103"),
    M(L, "- id: simpan", "- id: end", "SOP103"),
    M(L, "sopflow: 1", "sopflow: 2", "SOP104"),
    M(L, "kind: state", "kind: keadaan", "SOP104"),
    M(L, "external: true}", "external: ya}", "SOP103"),
    M(L, "steps:\n  - id: susun", "steps:\n    id: susun", "SOP028", "id: susun"),
    M(L, "inputs: [memo]", "inputs: memo, surat", "SOP109"),
    M(L, "outputs: [surat]", "outputs: a. surat; b. arsip", "SOP109"),
    M(P, "inputs: [telaah, tinjauan]", "inputs: telaah; tinjauan", "SOP109"),
    M(P, "inputs: [telaah, tinjauan]", "inputs: [Telaah; Tinjauan]", "SOP110"),
    M(L, "branches:\n      Ya: tanda_tangan\n      Tidak: susun", "branches: {Ya: tanda_tangan}", "SOP103"),
    M(L, "branches:\n      Ya: tanda_tangan\n      Tidak: susun", "branches: [tanda_tangan, susun]", "SOP103"),
    M(L, "    next: end", "    sign_off: semua", "SOP104"),
    M(P, "join: [telaah_teknis, tinjau]", "join: semua", "SOP203"),
    M(P, "note: required", "note: wajib", "SOP104"),
    M(L, "    next: end", "    phase: penutup", "SOP104"),
    M(L, "    next: end", "    optional: mungkin", "SOP103"),
    # times and dates
    M(L, "duration: 1 jam", "duration: sejam", "SOP106"),
    M(L, "duration: 1 jam", "duration: 1 jm", "SOP106"),
    M(L, "duration: 1 jam", "duration: satu jam", "SOP106"),
    M(L, "duration: 1 jam", "duration: 60", "SOP106"),
    M(L, "duration: 1 jam", "duration: sesuai dengan penugasan", "SOP106"),
    M(L, "duration: 1 jam", "duration: 1 jam 30", "SOP106"),
    M(L, "duration: 1 jam", "duration: 1.5.2 jam", "SOP106"),
    M(L, "duration: 1 jam", "duration: -2 jam", "SOP106"),
    M(L, "duration: 1 jam", "duration: 3-1 jam", "SOP343"),
    M(L, "duration: 1 jam", "duration: 07:30", "SOP106"),
    M(L, "version: 1\n", "version: 1\ntime_limit: seminggu\n", "SOP106", "seminggu"),
    M(L, "version: 1\n", "version: 1\nidentity: {created: 31 Februari 2024}\n", "SOP108", "Februari"),
    M(L, "version: 1\n", "version: 1\nidentity: {created: 12/03/2024}\n", "SOP107", "12/03"),
    M(L, "version: 1\n", "version: 1\nidentity: {effective: Maret 2024}\n", "SOP107", "Maret"),
    # names that do not exist
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
    # the flow
    M(L, "Ya: tanda_tangan", "Ya: simpan", "SOP301", "- id: tanda_tangan"),
    M(P, "setuju: serahkan", "setuju: end", "SOP301", "- id: serahkan"),
    M(
        P,
        "{to: tolak, outputs: [penolakan], note: required}",
        "{to: end, outputs: [penolakan], note: required}",
        "SOP301",
        "- id: tolak",
    ),
    M(P, "next: [telaah_teknis, tinjau]", "next: tinjau", "SOP301", "- id: telaah_teknis"),
    M(P, "next: {end: terbit}", "next: serahkan", "SOP308", "- id: serahkan"),
    M(L, "Tidak: susun", "Tidak: tanda_tangan", "SOP307", "    branches:"),
    M(
        P,
        "    outputs: [berkas]\n    next: [telaah_teknis, tinjau]",
        "    outputs: [berkas]\n    branches: {teknis: telaah_teknis, lapangan: tinjau}",
        "SOP303",
        "join: [telaah_teknis, tinjau]",
    ),
    M(P, "    join: [telaah_teknis, tinjau]\n", "", "SOP306", "- id: putuskan"),
    M(
        P,
        "    outputs: [tinjauan]\n    next: putuskan",
        "    outputs: [tinjauan]\n    branches: {layak: putuskan, tidak: end}",
        "SOP305",
        "- id: putuskan",
    ),
    M(
        P,
        "    outputs: [tinjauan]\n    next: putuskan",
        "    outputs: [tinjauan]\n    branches: {layak: putuskan, tidak: tolak}",
        "SOP305",
        "- id: putuskan",
    ),
    M(P, "setuju: serahkan", "setuju: terima", "SOP309"),
    M(
        P,
        "    outputs: [telaah]\n    next: putuskan",
        "    outputs: [telaah]\n    next: serahkan",
        "SOP206",
        "join:",
    ),
    # documents
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
    # form
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
