"""The SOP of a letter, its calendar, and a log that fits it."""

from __future__ import annotations

SOP = """sopflow: 1
id: surat
title: Surat
calendar: kantor
actors: {loket: Petugas Loket, kasi: Kepala Seksi, camat: Camat}
steps:
  - {id: terima, activity: Menerima berkas., actor: loket, duration: 1 jam}
  - {id: verifikasi, activity: Memeriksa berkas., actor: kasi, duration: 1 hari kerja, branches: {Y: teken, N: terima}, separate_from: [terima]}
  - {id: teken, activity: Menandatangani., actor: camat, duration: 2 jam}
  - {id: kirim, activity: Mengirim., actor: loket, same_as: terima}
"""
KALENDER = """sopflow: 1
calendar: kantor
title: Kantor
time_zone: Asia/Jayapura
hours: {senin-jumat: [08:00-16:00]}
"""
HEADS = "kasus,kegiatan,pelaksana,waktu,jawaban,orang\n"
# 2024-03-15 is a Friday
GOOD = (
    "K,terima,loket,2024-03-15 09:00,,Ani\n"
    "K,verifikasi,kasi,2024-03-18 09:00,Y,Budi\n"
    "K,teken,camat,2024-03-18 11:00,,Citra\n"
    "K,kirim,loket,2024-03-18 12:00,,Ani\n"
)
