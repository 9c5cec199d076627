"""Files that hold something else than text, by how they begin, and what to do with each."""

from __future__ import annotations

from typing import Final

from .language import Words

SQLITE: Final = b"SQLite format 3\0"
LONGEST: Final = len(SQLITE)
"""So many bytes tell."""
SAVE: Final = Words("simpan ulang sebagai UTF-8", "save it as UTF-8")
"""What to do with a text in another encoding."""
_DOCUMENT: Final = Words(
    "ini dokumen; sopflow import menjadikannya draf SOP", "this is a document; sopflow import makes a draft of an SOP of it"
)  # fmt: skip
_KINDS: Final = {
    SQLITE: Words(
        "ini basis data SQLite, misalnya dari sopflow backup: hentikan semua proses lalu taruh berkas ini di tempat basis data"
        " itu; untuk basis data lain: sopflow dump --db {path} --with-personal | sopflow restore - --db TUJUAN",
        "this is an SQLite database, such as sopflow backup makes: stop every process and put this file in the place of the"
        " database; for another database: sopflow dump --db {path} --with-personal | sopflow restore - --db TARGET",
    ),
    b"PGDMP": Words(
        "ini cadangan pg_dump; pulihkan dengan pg_restore --dbname=URL {path}",
        "this is a backup of pg_dump; restore it with pg_restore --dbname=URL {path}",
    ),
    b"\x1f\x8b": Words("ini berkas gzip; bukalah dahulu dengan gunzip", "this is a gzip file; open it with gunzip first"),
    b"%PDF": _DOCUMENT,
    b"PK\x03\x04": _DOCUMENT,
    b"\xd0\xcf\x11\xe0": _DOCUMENT,
}  # fmt: skip


def instead_of_text(beginning: bytes, path: str) -> Words | None:
    """What to do with a file that begins so, if it is known to be something else than text."""
    return next((said.filled(path=path) for sign, said in _KINDS.items() if beginning.startswith(sign)), None)
