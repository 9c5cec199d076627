"""What a scenario expects."""

from __future__ import annotations

from typing import Final, get_args

from sopflow.definition.format.key import Part, Shape, key, listed
from sopflow.definition.format.shapes import (
    ID,
    TEXT,
    TEXT_ALONE,
    array,
    choice,
    either,
    expected,
    matching,
    of_part,
    written,
)
from sopflow.flow.authority import ON_BEHALF
from sopflow.flow.lifecycle import Status
from sopflow.people.directory import CAPACITIES, SUBSTITUTE

from .shapes import LENGTH, LIST_OF_DOCUMENTS, ROWS, SOMEBODY, STEP, names

_DOER: Final = Part(
    "doer",
    listed({
        "by": key(SOMEBODY, "0.1", "Oleh / By", "Siapa yang mengerjakan.", "Who did it.", "budi"),
        "as": key(choice(*CAPACITIES, SUBSTITUTE, ON_BEHALF), "0.1", "Sebagai / As",
                  "Sebagai apa: definitif, Pj., Plt., Plh., pengganti (substitute), atau atas nama (a.n.).",
                  "As what: holder (definitif), Pj., Plt., Plh., substitute, or in the name of somebody (a.n.).", "Plh."),
        "for": key(SOMEBODY, "0.1", "Untuk / For", "Pelaksana yang digantikan, atau orang yang mendelegasikan.",
                   "The actor in whose place, or the person who delegated it.", "camat"),
    }),
    {"minProperties": 1, **expected("misalnya {by: budi, as: Plh., for: camat}", "such as {by: budi, as: Plh., for: camat}")},
)  # fmt: skip
_DOERS: Final = either(
    SOMEBODY, _DOER,
    array({"anyOf": [SOMEBODY, _DOER]}, "daftar orang, berurutan", "a list of persons, in order", minItems=1),
    id="nama orang, {by, as, for}, atau daftarnya", en="a person, {by, as, for}, or a list of these",
)  # fmt: skip
_DONE_BY: Final = Shape(
    {
        "type": "object", "additionalProperties": _DOERS,
        **expected("langkah dan siapa yang mengerjakannya, misalnya {verifikasi: budi}",
                   "steps and who did them, such as {verifikasi: budi}"),
    }
)  # fmt: skip
_AVAILABLE: Final = either(
    array(TEXT_ALONE, *LIST_OF_DOCUMENTS), names(matching(r"^\d{1,6}$", "sebuah bilangan", "a number")),
    id="daftar dokumen, atau {dokumen: versi}", en="a list of documents, or {document: version}",
)  # fmt: skip
_DUE: Final = names(written(
    "due", "lama waktu, misalnya 2 jam, atau waktu, misalnya 2024-03-12 10:00 WIB",
    "a duration, such as 2 jam, or a time, such as 2024-03-12 10:00 WIB"))  # fmt: skip
_PATH: Final = array(
    STEP,
    "daftar langkah, misalnya [terima, verifikasi=N, ...]",
    "a list of steps, such as [terima, verifikasi=N, ...]",
)
_WHO: Final = names(array(ID, "daftar id pelaksana, misalnya [sekcam]", "a list of actors' ids, such as [sekcam]"))
EXPECT: Final = key(
    of_part(Part("expectation", listed({
        "status": key(choice(*get_args(Status)), "0.1", "Status", "Status proses.", "The status of the instance.",
                      *get_args(Status)),
        "end": key(ID, "0.1", "Akhir / End", "Nama akhir yang dicapai.", "The name of the end that was reached.", "end",
                   "ditolak"),
        "hand_over": key(TEXT, "0.1", "Serah ke / Hand over", "SOP atau tindakan yang menyusul.",
                         "What follows: an SOP's id or a text.", "penempatan"),
        "path": key(_PATH, "0.1", "Jalur / Path",
                    "Semua baris yang selesai, berurutan, masing-masing LANGKAH atau LANGKAH=JAWABAN; ... berarti apa saja di antaranya.",
                    "Every row that was done, in order, each as STEP or STEP=OUTCOME; ... is anything in between.",
                    ["terima", "verifikasi=N", "...", "arsip"]),
        "active": key(ROWS, "0.1", "Sedang terbuka / Active", "Langkah yang terbuka sekarang, semuanya.",
                      "The steps that are open now, all of them.", ["verifikasi"]),
        "worklist": key(names(ROWS), "0.1", "Daftar kerja / Worklist",
                        "Langkah yang ada dalam daftar kerja seorang pelaksana, atau seseorang.",
                        "The steps in the worklist of an actor, or of a person.", {"sekcam": ["verifikasi"]}),
        "who": key(_WHO, "0.1", "Yang boleh / Who may",
                   "Siapa saja yang sekarang boleh mengerjakan langkah yang terbuka, termasuk penggantinya: semuanya.",
                   "Who may do an open step now, substitutes included: all of them.", {"verifikasi": ["sekcam"]}),
        "done_by": key(_DONE_BY, "0.1", "Dikerjakan oleh / Done by",
                       "Siapa yang terakhir mengerjakan (atau menandatangani, berurutan) langkah: orangnya, atau {by, as, for}.",
                       "Who did a step the last time (or signed it, in order): the person, or {by, as, for}.",
                       {"tanda_tangan": "ani"}, {"tanda_tangan": {"by": "budi", "as": "Plh.", "for": "camat"}}),
        "documents": key(_AVAILABLE, "0.1", "Dokumen yang tersedia / Documents available",
                         "Dokumen yang tersedia: daftar (paling sedikit ini), atau dengan berapa kali masing-masing dibuat atau diterima (tepat).",
                         "The documents that are available: a list (at least these), or with how often each was made or received (exactly these).",
                         ["laporan"], {"laporan": 1}),
        "late": key(ROWS, "0.1", "Terlambat / Late", "Langkah yang dikerjakan melewati batas waktunya, semuanya.",
                    "The steps that were done after they were due, all of them.", ["verifikasi"], []),
        "reminded": key(ROWS, "0.1", "Diingatkan / Reminded",
                        "Langkah yang sudah dikirimi pengingat karena terlambat, semuanya.",
                        "The steps of which somebody was reminded since they are late, all of them.", ["verifikasi"], []),
        "missing": key(array(TEXT_ALONE, *LIST_OF_DOCUMENTS), "0.1", "Belum ada / Missing",
                       "Dokumen yang diminta suatu langkah tetapi belum ada, semuanya.",
                       "The inputs that were missing when a row was done, all of them.", ["draft_surat"], []),
        "elapsed": key(LENGTH, "0.1", "Lama berjalan / Elapsed", "Waktu sejak mulai sampai sekarang, menurut kalender SOP.",
                       "The time from the start until now.", "3 hari 2 jam"),
        "due": key(_DUE, "0.1", "Batas waktu / Due",
                   "Batas waktu langkah yang terbuka: lamanya sejak terbuka, atau tanggal dan jamnya; all: batas waktu seluruh proses.",
                   "The deadline of open steps: how long after each was opened, or a date and time; all: that of the whole run.",
                   {"verifikasi": "2 jam"}, {"verifikasi": "2024-03-12 10:00 WIB", "all": "2024-03-19 16:00 WIB"}),
    }))),
    "0.1", "Yang diharapkan / Expectation", "Apa yang harus benar setelah langkah ini (atau di akhir skenario).",
    "What must be true after this step (or at the end of the scenario).", {"status": "completed", "end": "selesai"},
)  # fmt: skip
