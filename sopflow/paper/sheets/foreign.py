"""Files that are not read here, by their endings and by their first bytes: what to do with each."""

from __future__ import annotations

import zipfile
from collections.abc import Container
from pathlib import Path
from typing import Final

from sopflow.language import Words

_WORD: Final = Words("buka di Word, simpan sebagai .docx", "open it in Word and save it as .docx")
_EXCEL: Final = Words("buka di Excel, simpan sebagai .xlsx", "open it in Excel and save it as .xlsx")
_IMAGE: Final = Words(
    "gambar tidak dapat dibaca; pakai berkas Word, Excel, atau PDF aslinya, atau ketik tabelnya di Word",
    "pictures cannot be read; use the original Word, Excel or PDF file, or type the table in Word",
)
_PACKED: Final = Words("arsip; keluarkan dulu berkas di dalamnya", "an archive; take the file out of it first")
_SLIDES: Final = Words(
    "presentasi; salin tabelnya ke Word, simpan sebagai .docx",
    "a presentation; copy the table to Word and save it as .docx",
)
_LOCKED: Final = Words(
    "terkunci kata sandi; buka di Word atau Excel, hapus kata sandinya, lalu simpan lagi",
    "locked with a password; open it in Word or Excel, remove the password and save it again",
)
_ONLINE: Final = Words(
    "hanya tautan ke Google; buka di sana, unduh sebagai .docx atau .xlsx",
    "only a link to Google; open it there and download it as .docx or .xlsx",
)
_OLD: Final = Words(
    "berkas Word atau Excel lama; buka di sana, simpan sebagai .docx atau .xlsx",
    "an old Word or Excel file; open it there and save it as .docx or .xlsx",
)
_DEFINED: Final = Words(
    "ini sudah sebuah definisi; periksa dengan: sopflow check",
    "this is a definition already; check it with: sopflow check",
)
_RENAME: Final = Words(
    "isinya berkas {ending}; ubah akhiran namanya menjadi {ending}",
    "this is in fact a {ending} file; change the ending of its name to {ending}",
)
_ENDINGS: Final[dict[Words, tuple[str, ...]]] = {
    _WORD: (".doc", ".dot", ".dotx", ".odt", ".ott", ".rtf", ".wps", ".pages", ".htm", ".html", ".mht"),
    _EXCEL: (".xls", ".xlt", ".xltx", ".xlsb", ".ods", ".ots", ".numbers"),
    _SLIDES: (".ppt", ".pptx", ".pps", ".ppsx", ".odp"),
    _IMAGE: (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp", ".heic", ".svg"),
    _PACKED: (".zip", ".rar", ".7z", ".gz", ".tar"),
    _ONLINE: (".gdoc", ".gsheet"),
    _DEFINED: (".yaml", ".yml"),
}
ADVICE: Final = {ending: words for words, endings in _ENDINGS.items() for ending in endings}
"""What to do with a file, by its ending."""
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_BEGINS: Final = {
    b"{\\rtf": _WORD, b"\x89PNG": _IMAGE, b"\xff\xd8\xff": _IMAGE, b"GIF8": _IMAGE, b"II*\0": _IMAGE, b"MM\0*": _IMAGE,
    b"Rar!": _PACKED, b"7z\xbc\xaf": _PACKED, b"\x1f\x8b": _PACKED,
}  # fmt: skip
_PACKAGES: Final = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx"}
_ODF: Final = b"application/vnd.oasis.opendocument."


def problem_with(file: Path, readable: Container[str]) -> Words | None:
    """What to do with a file that is not read, or is not what its ending says; `None` for one that may be read."""
    ending = file.suffix.lower()
    with file.open("rb") as opened:
        head = opened.read(4_096)
        if head.startswith(_OLE):
            is_locked = _ENCRYPTED in head + opened.read()
            return _LOCKED if is_locked else ADVICE.get(ending, _OLD)
    found = next((words for begin, words in _BEGINS.items() if head.startswith(begin)), None)
    if found is None and head.startswith(b"%PDF") and ending != ".pdf":
        found = _RENAME.filled(ending=".pdf")
    if found is None and head.startswith(b"PK\3\4"):
        found = _packed(file, head, ending, readable)
    if found is None and ending not in readable:
        found = _of_the_web(head) or ADVICE.get(ending)
    return found


def _packed(file: Path, head: bytes, ending: str, readable: Container[str]) -> Words | None:
    at = head.find(_ODF)
    if at >= 0:
        rest = head[at + len(_ODF) :]
        return (
            _EXCEL if rest.startswith(b"spreadsheet") else _SLIDES if rest.startswith(b"presentation") else _WORD
        )
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return None
    kinds = [kind for part, kind in _PACKAGES.items() if part in names]
    if kinds and ending not in (*kinds, *(f"{kind[:-1]}m" for kind in kinds)):
        return _RENAME.filled(ending=kinds[0])
    if kinds or ending in (".docx", ".xlsx"):
        return None
    return ADVICE.get(ending, _PACKED if ending in readable else None)


def _of_the_web(head: bytes) -> Words | None:
    """Programs on the web call their pages `.xls`."""
    begin = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_page = begin.startswith((b"<html", b"<!doctype html", b"<table"))
    return _EXCEL if is_page and b"<table" in begin else None
