"""The keys of a directory's file."""

from __future__ import annotations

from typing import Final

from sopflow.definition.format.key import Part, key, listed
from sopflow.definition.format.shapes import (
    FLAG,
    PLAIN_ID,
    TEXT,
    TEXTS,
    array,
    choice,
    either,
    expected,
    file_of,
    mapping,
)
from sopflow.time.format import DAY

from .directory import CAPACITIES

_LISTED: Final = ("daftar id, misalnya [sekcam]", "a list of ids, such as [sekcam]")
_SOME_IDS: Final = either(
    PLAIN_ID, array(PLAIN_ID, *_LISTED, minItems=1, uniqueItems=True), id=_LISTED[0], en=_LISTED[1]
)
_UNIT_WORDS: Final = expected("judul, atau {title, part_of}", "a title, or {title, part_of}")
_UNIT: Final = Part(
    "unit",
    listed({
        "title": key(TEXT, "0.1", "Judul / Title", "Nama unit.", "The unit's name.", "Kecamatan Tangerang", required=True),
        "part_of": key(PLAIN_ID, "0.1", "Bagian dari / Part of", "Unit di atasnya.", "The unit above.", "kota"),
    }),
    _UNIT_WORDS,
)  # fmt: skip
_POSITION_WORDS: Final = expected(
    "judul, atau {title, actors, substitutes, many}", "a title, or {title, actors, substitutes, many}"
)
_POSITION: Final = Part(
    "position",
    listed({
        "title": key(TEXT, "0.1", "Judul / Title", "Nama jabatan.", "The position's name.", "Camat", required=True),
        "actors": key(_SOME_IDS, "0.1", "Pelaksana / Actors",
                      "Pelaksana dalam SOP yang dijabatnya; tanpa ini: id jabatan itu sendiri.",
                      "The actors of SOPs for whom it acts; its own id without it.", ["kasi_trantib", "komandan"]),
        "substitutes": key(_SOME_IDS, "0.1", "Pengganti / Substitutes",
                           "Jabatan di unit yang sama yang boleh bertindak untuknya.",
                           "Positions of the same unit that may act for it.", ["sekcam"]),
        "many": key(FLAG, "0.1", "Banyak / Many",
                    "Benar bila beberapa orang memegangnya sekaligus, misalnya staf atau anggota regu.",
                    "True where several people hold it at once, such as staff.", True),
    }),
    _POSITION_WORDS,
)  # fmt: skip
_HOLDING: Final = Part(
    "holding",
    listed({
        "position": key(PLAIN_ID, "0.1", "Jabatan / Position", "Id jabatannya.", "The id of the position.", "camat",
                        required=True),
        "unit": key(PLAIN_ID, "0.1", "Unit / Unit", "Unit tempat jabatan itu; wajib bila direktori ini punya `units`.",
                    "The unit; needed where the directory has `units`.", "kec-tangerang"),
        "as": key(choice(*CAPACITIES), "0.1", "Sebagai / As",
                  "Kedudukannya: definitif (bila tidak disebut), Pj. (penjabat), Plt. (jabatannya kosong), Plh. (pejabatnya berhalangan).",
                  "The capacity: definitif unless said; Pj., Plt. where the post is vacant, Plh. where its holder is away.",
                  "Plh."),
        "from": key(DAY, "0.1", "Dari / From", "Hari pertamanya; tanpa ini: sejak dulu.",
                    "Its first day; always so far without it.", "2026-02-18", "18 Februari 2026"),
        "to": key(DAY, "0.1", "Sampai / To", "Hari terakhirnya; tanpa ini: sampai sekarang.",
                  "Its last day; until further notice without it.", "2026-02-18", "18 Februari 2026"),
        "letter": key(TEXT, "0.1", "Surat / Letter", "Surat keputusan atau surat perintahnya.",
                      "The decree or order that says so.", "SK 821.2/123-BKPSDM/2024"),
    }),
    {"title": "Jabatan yang dipegang / Holding",
     **expected("sebuah jabatan dengan position, unit, as, from, to", "a position with position, unit, as, from, to")},
)  # fmt: skip
_HOLDINGS: Final = (
    "daftar jabatan, misalnya [{position: camat, from: 2024-01-02}]",
    "a list of positions, such as [{position: camat, from: 2024-01-02}]",
)
_PERSON: Final = Part(
    "person",
    listed({
        "name": key(TEXT, "0.1", "Nama / Name", "Nama lengkap.", "The full name.", "Ani Suryani", required=True),
        "holds": key(either(_HOLDING, array(_HOLDING, *_HOLDINGS), id=_HOLDINGS[0], en=_HOLDINGS[1]), "0.1", "Memegang / Holds",
                     "Jabatan yang dipegangnya, yang dulu juga: riwayat harus dapat dibenarkan kemudian.",
                     "The positions that they hold, and held: a history must be justifiable later.",
                     [{"position": "camat", "from": "2024-01-02"}]),
    }),
    {"title": "Orang / Person", **expected("sebuah bagian dengan name dan holds", "a mapping with name and holds")},
)  # fmt: skip
_A_UNIT: Final = {
    "title": "Unit / Unit",
    "description": "Judulnya, atau judul dengan unit di atasnya.\n\nIts title, or title and the unit above.",
    "examples": ["Kecamatan Tangerang"], "anyOf": [TEXT, _UNIT], **_UNIT_WORDS,
}  # fmt: skip
_A_POSITION: Final = {
    "title": "Jabatan / Position",
    "description": "Judulnya, atau judul dengan pelaksana dan penggantinya.\n\nIts title, or title, actors and substitutes.",
    "examples": ["Camat"], "anyOf": [TEXT, _POSITION], **_POSITION_WORDS,
}  # fmt: skip
_PERSON_ID: Final = {
    "type": "string", "pattern": r"^[^\s,;=]{1,100}$",
    **expected("id tanpa spasi, misalnya NIP atau nama akun, dalam tanda petik bila angka semua",
               "an id without spaces, such as a staff number or an account, in quotes if it is all digits"),
}  # fmt: skip
DIRECTORY: Final = file_of(
    "directory", "Direktori pejabat, format 1", "Siapa memegang jabatan apa, di unit mana, sejak dan sampai kapan.",
    "Who holds which position, in which unit, from when to when.",
    {"sopflow": 1, "directory": "contoh", "title": "Pejabat", "time_zone": "Asia/Jakarta", "positions": {"camat": "Camat"},
     "people": {"ani": {"name": "Ani Suryani", "holds": [{"position": "camat", "from": "2024-01-02"}]}}},
    listed({
        "directory": key(PLAIN_ID, "0.1", "Id direktori / Directory id", "Nama pendek; juga nama berkasnya.",
                         "The short name; also that of its file.", "tangerang", required=True),
        "title": key(TEXT, "0.1", "Judul / Title", "Nama direktori untuk orang.", "The directory's name for people.",
                     "Pejabat Kota Tangerang", required=True),
        "time_zone": key(TEXT, "0.1", "Zona waktu / Time zone",
                         "Zona waktu tempat hari-harinya dihitung, menurut basis data IANA.",
                         "The time zone of its days, of the IANA database.", "Asia/Jakarta", required=True),
        "units": key(mapping(_A_UNIT, "unit dan judulnya", "units with their titles", PLAIN_ID, minProperties=1),
                     "0.1", "Unit / Units",
                     "Kantor-kantornya; satu SOP melayani semuanya. `part_of` menunjuk unit di atasnya, yang jabatannya berlaku juga di sini.",
                     "The offices; one SOP serves them all. `part_of` names the unit above, whose positions act here too.",
                     {"kota": "Pemerintah Kota Tangerang", "kec-tangerang": {"title": "Kecamatan Tangerang", "part_of": "kota"}}),
        "positions": key(mapping(_A_POSITION, "jabatan dan judulnya", "positions with their titles", PLAIN_ID, minProperties=1),
                         "0.1", "Jabatan / Positions", "Jabatan yang ada di unit-unit itu.", "The positions that units have.",
                         {"camat": {"title": "Camat", "substitutes": ["sekcam"]}, "sekcam": "Sekretaris Camat"}, required=True),
        "people": key(mapping(_PERSON, "orang dan jabatannya", "people with their positions", _PERSON_ID, minProperties=1),
                      "0.1", "Orang / People",
                      "Orangnya, menurut id yang dipakai dalam perintah (`by`): NIP atau nama akun.",
                      "The people, by the id that commands name (`by`): a staff number or an account.",
                      {"ani": {"name": "Ani Suryani", "holds": [{"position": "camat", "from": "2024-01-02"}]}}, required=True),
        "source": key(TEXTS, "0.1", "Sumber / Sources", "Dari mana isinya.", "Where it comes from.", ["SK Wali Kota"]),
    }),
)  # fmt: skip
