"""What pictures say that does not come from a file, in both languages."""

from __future__ import annotations

from typing import Final

from sopflow.language import Words

NUMBER: Final = Words("No", "No")
ACTIVITY: Final = Words("Kegiatan", "Activity")
ACTORS: Final = Words("Pelaksana", "Actors")
STANDARD: Final = Words("Mutu Baku", "Standard")
INPUTS: Final = Words("Kelengkapan", "Inputs")
TIME: Final = Words("Waktu", "Time")
OUTPUTS: Final = Words("Output", "Output")
REMARKS: Final = Words("Keterangan", "Remarks")
TOTAL: Final = Words("Jumlah", "Total")
PHASES: Final = {
    "awal": Words("Kegiatan awal", "Opening activities"),
    "utama": Words("Kegiatan utama", "Main activities"),
    "akhir": Words("Kegiatan akhir", "Closing activities"),
}

START: Final = Words("Mulai", "Start")
END: Final = Words("Selesai", "End")
LATE: Final = Words("lewat waktu", "time is over")
WAIT: Final = Words("Tunggu", "Wait")
CALL: Final = Words("SOP {sop}", "SOP {sop}")
NUMBERED: Final = Words("Nomor {number} · versi {version}", "No. {number} · version {version}")
VERSION: Final = Words("versi {version}", "version {version}")
UNKNOWN: Final = Words("?", "?")
ALL_END: Final = Words("semua berakhir", "all end")
HANDED: Final = Words("lanjut: {what}", "goes on: {what}")

TOGETHER: Final = Words("bersama", "together")
ONE_OF: Final = Words("salah satu", "one of them")
IN_ORDER: Final = Words("berurutan", "one after the other")
OPTIONAL: Final = Words("bila perlu", "if needed")
JOINS: Final = Words("menunggu {rows}", "waits for {rows}")
JOINS_STARTED: Final = Words("menunggu yang sudah dimulai", "waits for whatever was started")
UNTIL: Final = Words("menunggu {what}", "waits for {what}")
NO_ACTOR: Final = Words("pelaksana tidak disebut", "actor not said")
AND: Final = Words(" dan ", " and ")

PAGE: Final = Words("hal. {page} dari {pages}", "page {page} of {pages}")
DECISION: Final = Words("keputusan", "decision")
BOX: Final = Words("kegiatan", "activity")
ROW: Final = Words("baris {row}", "row {row}")
THEN: Final = Words("lalu", "then")
