"""What a mistake is, and the two SOPs without findings in which they are made."""

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


L, P, M = LETTER, PARALLEL, Mistake
