"""The keys of an office file: what a simulation knows besides the SOP."""

from __future__ import annotations

from typing import Final

from sopflow.definition.format.key import Part, Shape, key, listed
from sopflow.definition.format.shapes import (
    FORMAT_VERSION,
    ID,
    PLAIN_ID,
    TEXT,
    either,
    expected,
    mapping,
    matching,
    written,
)
from sopflow.definition.format.values import text_of
from sopflow.fields.limits import END

_SOME: Final = "40 menit, 1,5 jam"
_LENGTH: Final = {"type": "string", "format": "sopflow-duration"}
_A_LENGTH: Final = Shape({**_LENGTH, **expected(f"lama waktu, misalnya {_SOME}", f"a duration, such as {_SOME}")})
_TWO: Final = expected("dua lama waktu, misalnya [10 menit, 1 jam]", "two durations, such as [10 menit, 1 jam]")
_THREE: Final = expected(
    "tiga lama waktu, misalnya [10 menit, 20 menit, 1 jam]", "three durations, such as [10 menit, 20 menit, 1 jam]"
)
_MANY: Final = expected(
    "daftar lama waktu, misalnya [10 menit, 1 jam]", "a list of durations, such as [10 menit, 1 jam]"
)


def _lengths(least: int, most: int, words: dict[str, object]) -> Shape:
    return Shape({"type": "array", "items": _LENGTH, "minItems": least, "maxItems": most, **words})


_SPREAD: Final = Part(
    "spread",
    listed({
        "exponential": key(_A_LENGTH, "0.1", "Eksponensial / Exponential", "Rata-rata sebaran eksponensial, misalnya jarak antara kedatangan yang acak.",
                           "The mean of an exponential distribution, such as the time between random arrivals.", "40 menit"),
        "uniform": key(_lengths(2, 2, _TWO), "0.1", "Seragam / Uniform", "Dari yang terpendek sampai yang terpanjang.",
                       "From the shortest to the longest.", ["10 menit", "1 jam"]),
        "triangular": key(_lengths(3, 3, _THREE), "0.1", "Segitiga / Triangular", "Terpendek, biasanya, terpanjang.",
                          "The shortest, the usual, the longest.", ["10 menit", "20 menit", "1 jam"]),
        "normal": key(_lengths(2, 2, _TWO), "0.1", "Normal / Normal",
                      "Rata-rata dan simpangan bakunya; yang kurang dari nol menjadi nol.",
                      "The mean and the standard deviation; what is below zero becomes zero.", ["1 jam", "10 menit"]),
        "lognormal": key(_lengths(2, 2, _TWO), "0.1", "Lognormal / Lognormal", "Rata-rata dan simpangan bakunya.",
                         "The mean and the standard deviation.", ["1 jam", "30 menit"]),
        "one_of": key(_lengths(1, 10_000, _MANY), "0.1", "Salah satu / One of",
                      "Lama yang pernah terukur; masing-masing sama seringnya.",
                      "Measured lengths, all equally likely.", ["10 menit", "25 menit", "1 jam"]),
    }),
    {"title": "Sebaran / Distribution", "minProperties": 1, "maxProperties": 1,
     **expected("satu sebaran, misalnya {exponential: 40 menit}", "one distribution, such as {exponential: 40 menit}")},
)  # fmt: skip
_HOW_LONG: Final = either(
    _LENGTH, _SPREAD, id=f"lama waktu ({_SOME}) atau sebaran ({{exponential: 40 menit}})",
    en=f"a duration ({_SOME}) or a distribution ({{exponential: 40 menit}})",
)  # fmt: skip
_CALENDAR: Final = key(PLAIN_ID, "0.1", "Kalender / Calendar", "Id kalendernya; bila tidak ditulis: lihat di atas.",
                       "The id of the calendar; if left out: see above.", "tangerang")  # fmt: skip
_ARRIVAL: Final = Part(
    "arrival",
    listed({
        "every": key(_HOW_LONG, "0.1", "Setiap / Every", "Waktu antara dua kasus.", "The time between two cases.",
                     {"exponential": "40 menit"}, required=True),
        "calendar": _CALENDAR,
    }),
    expected("{every: lama waktu atau sebaran}", "{every: a duration or a distribution}"),
)  # fmt: skip
_NUMBER: Final = {
    "type": ["string", "integer"],
    "pattern": f"^[1-9][0-9]{{0,4}}{END}",
    "minimum": 1,
    "maximum": 99_999,
}
_COUNT: Final = Shape({**_NUMBER, **expected("jumlah orang, dari 1", "a number of people, from 1")})
_STAFF: Final = Part(
    "staff",
    listed({
        "count": key(_COUNT, "0.1", "Jumlah / Count", "Berapa orang.", "How many people.", 2, required=True),
        "calendar": _CALENDAR,
    }),
    expected("jumlah orang, atau {count, calendar}", "a number of people, or {count, calendar}"),
)  # fmt: skip
_PEOPLE: Final = either(
    _NUMBER, _STAFF, id="jumlah orang (dari 1), atau {count, calendar}",
    en="a number of people (from 1), or {count, calendar}",
)  # fmt: skip
_WEIGHT: Final = Shape(
    {
        "type": ["string", "number"],
        "pattern": rf"^[0-9]{{1,9}}(\.[0-9]{{1,9}})?{END}",
        "minimum": 0,
        **expected("bilangan dari 0, misalnya 0.8", "a number from 0, such as 0.8"),
    }
)
_ANSWERS: Final = mapping(
    _WEIGHT, "jawaban dan seringnya: {Y: 0.8, N: 0.2}", "answers and how often: {Y: 0.8, N: 0.2}", minProperties=1
)
_FILLED: Final = Shape({
    "type": ["string", "number", "boolean", "array", "object"],
    **expected("sebuah nilai, sebaran, atau nilai-nilai dan seringnya", "a value, a distribution, or values and how often they come"),
})  # fmt: skip
_FIELD: Final = matching(
    rf"^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*){{0,2}}{END}",
    "id isian, LANGKAH.ISIAN, atau SOP.LANGKAH.ISIAN",
    "the id of a field, ROW.FIELD, or SOP.ROW.FIELD",
    text_of,
)
_ROW: Final = matching(
    rf"^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)?{END}",
    "id langkah, atau SOP.LANGKAH",
    "the id of a row, or SOP.ROW",
    text_of,
)
_INSTANT: Final = written("instant", "waktu, misalnya 2026-03-02 08:00", "a time, such as 2026-03-02 08:00")
OFFICE: Final = Part(
    "office",
    listed({
        "sopflow": key(FORMAT_VERSION, "0.1", "Versi format / Format version", "Versi format ini: 1.",
                       "The version of this format: 1.", 1),
        "sop": key(TEXT, "0.1", "SOP / SOP", "Id SOP-nya, untuk sopflow check; bila tidak ditulis: yang ada di `arrivals`.",
                   "The id of the SOP, for sopflow check; if left out: the one in `arrivals`.", "antre"),
        "start": key(_INSTANT, "0.1", "Mulai / Start", "Kapan simulasi mulai; bila tidak ditulis: Selasa 2 Januari 2024 pukul 08.00 WIB.",
                     "When the simulation begins; if left out: Tuesday 2 January 2024, 08:00 WIB.", "2026-03-02 08:00 WIB"),
        "arrivals": key(mapping(_ARRIVAL, "SOP dan kedatangan kasusnya", "SOPs and how their cases come", ID), "0.1",
                        "Kedatangan / Arrivals", ("Untuk tiap SOP, menurut idnya: seberapa sering kasusnya datang; bila tidak ditulis: setiap hari "
"satu. Dihitung 24 jam sehari, atau menurut `calendar`."),
                        ("For each SOP, by its id: how often a case comes; if left out: one a day. Counted around the "
"clock, or on `calendar`."),
                        {"antre": {"every": {"exponential": "40 menit"}}}),
        "people": key(mapping(_PEOPLE, "pelaksana dan jumlah orangnya", "actors and how many people they are", ID), "0.1",
                      "Orang / People", ("Untuk tiap pelaksana: berapa orang, dan kalender kerjanya (bila tidak ditulis: kalender "
"langkahnya). Pelaksana yang tidak disebut: satu orang; pihak luar: tidak terbatas."),
                      ("For each actor: how many people, and their calendar (if left out: the row's). An actor that is "
"not named: one person; an external one: no limit."),
                      {"petugas": 2, "kasi": {"count": 1, "calendar": "tangerang"}}),
        "durations": key(mapping(_HOW_LONG, "langkah dan lamanya", "rows and how long they take", _ROW), "0.1", "Lama / Durations",
                         ("Untuk tiap langkah, atau SOP.LANGKAH bila beberapa SOP memakai id itu: lama pengerjaannya dalam waktu kerja, atau lama sampai dokumen yang ditunggu "
"datang. Bila tidak ditulis: waktu baku SOP."),
                         ("For each row, or SOP.ROW where several SOPs have that id: how long the work takes, in working time, or how long until the document it waits "
"for comes. If left out: the SOP's standard time."),
                         {"layani": {"exponential": "1 jam"}}),
        "answers": key(mapping(_ANSWERS, "langkah dan jawabannya", "rows and their answers", _ROW), "0.1", "Jawaban / Answers",
                       ("Untuk tiap langkah, atau SOP.LANGKAH bila beberapa SOP memakai id itu: seberapa sering tiap jawaban diberikan; yang tidak disebut tidak pernah "
"diberikan. Bila tidak ditulis: semua sama seringnya."),
                       ("For each row, or SOP.ROW where several SOPs have that id: how often each answer is given; an answer that is not named is never given. If "
"left out: all equally often."),
                       {"verifikasi": {"Y": 0.8, "N": 0.2}}),
        "priorities": key(mapping(_WEIGHT, "prioritas dan seringnya: {segera: 0.1, biasa: 0.9}", "priorities and how often: {segera: 0.1, biasa: 0.9}", TEXT, minProperties=1, maxProperties=20), "0.1", "Prioritas / Priorities",
                          "Seberapa sering kasus dari tiap prioritas datang; yang disebut lebih dahulu didahulukan dalam antrean. Pekerjaan yang sudah dimulai tidak disela.",
                          "How often cases of each priority come; those named first go first in queues. Work that was begun is not interrupted.",
                          {"segera": 0.1, "biasa": 0.9}),
        "fields": key(mapping(_FILLED, "isian dan yang diisikan", "fields and what is filled in", _FIELD), "0.1", "Isian / Fields",
                      "Menurut isian, LANGKAH.ISIAN, atau SOP.LANGKAH.ISIAN bila beberapa SOP memakai id langkah itu: sebuah nilai, sebaran, atau seberapa sering tiap nilai; tanggal juga dalam hari kalender sejak hari pengisian. Isian yang wajib dan tanpa default harus ada di sini.",
                      "By the field, ROW.FIELD, or SOP.ROW.FIELD where several SOPs have that row's id: a value, a distribution, or how often each value comes; dates also in calendar days from the day of filling in. Fields that must be filled in and have no default must stand here.",
                      {"nilai": {"exponential": "40 juta"}, "jenis": {"barang": 0.6, "jasa": 0.4}, "acara": "14 hari"}),
    }),
    {"title": "Kantor untuk simulasi, format 1",
     "description": "Berapa kasus, berapa orang, dan berapa lama: yang diketahui simulasi di luar SOP.\n\nHow many cases and people, and how long: what a simulation knows besides the SOP.",
     "examples": [{"arrivals": {"antre": {"every": {"exponential": "40 menit"}}}, "people": {"petugas": 2},
                   "durations": {"layani": {"exponential": "1 jam"}}}]},
)  # fmt: skip
