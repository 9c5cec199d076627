"""Files that are archives of XML (Word, Excel): looked over before a library opens them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final

from sopflow.language import Words

MAX_ENTRIES: Final = 2_000
MAX_UNPACKED: Final = 200_000_000
"""Bytes that a packed file may come to."""
MAX_XML: Final = 60_000_000
"""Bytes that its XML may come to."""
_XML: Final = (".xml", ".rels")
_DECLARED: Final = re.compile(rb"""encoding\s?=\s?["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS: Final = (b"utf-8", b"utf-16", b"us-ascii")
_CHUNK: Final = 1 << 16
_LARGE: Final = Words("lebih dari {limit} byte setelah dibuka", "over {limit} bytes once unpacked")
_ENTRIES: Final = Words("lebih dari {limit} bagian", "over {limit} parts")
_ENTITIES: Final = Words(
    "berisi deklarasi XML yang tidak dipakai dokumen kantor (DOCTYPE)",
    "holds an XML declaration that no office document has (DOCTYPE)",
)


def problem_with(file: Path) -> Words | None:
    """Why a packed file is not opened: what is small on disk and endless in memory, or XML that refers elsewhere."""
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES:
            return _ENTRIES.filled(limit=MAX_ENTRIES)
        xml = [entry for entry in entries if entry.filename.lower().endswith(_XML)]
        for some, limit in ((entries, MAX_UNPACKED), (xml, MAX_XML)):
            if sum(entry.file_size for entry in some) > limit:
                return _LARGE.filled(limit=limit)
        # a reader gives no more than an entry's directory says, so that what was added up holds
        return next((why for entry in xml if (why := _problem_in(archive, entry)) is not None), None)


def _problem_in(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Words | None:
    with archive.open(entry) as part:
        chunk = part.read(_CHUNK)
        declared = _DECLARED.search(chunk[:400].replace(b"\0", b""))
        if declared is not None and declared[1].lower() not in _ENCODINGS:
            return _ENTITIES
        before = b""
        while chunk:
            plain = before + chunk.replace(b"\0", b"")
            if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                return _ENTITIES
            before = plain[-16:]
            chunk = part.read(_CHUNK)
    return None
